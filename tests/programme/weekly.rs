//! What a programme file says of a session's weeks.

use std::collections::BTreeMap;

use groundcrew::domain::programme::{
    ActiveRule, Ask, ClosingSurvey, Counted, Least, SignalRules, Usual, WeekQuestion, WeekRules,
};
use groundcrew::domain::role::Role;
use groundcrew::format::programme::parse;
use serde_json::{Value, json as made};

const SMALL: &str = include_str!("../fixtures/programme/valid-small.json");
const CALL: &str = include_str!("../fixtures/programme/valid-call.json");

fn rules(weekly: Value) -> WeekRules {
    let mut file: Value = serde_json::from_str(SMALL).expect("JSON of the tests");
    file["sessions"][0]["weekly"] = weekly;
    let parsed = parse(&file.to_string()).expect("rules of the test");
    assert_eq!(parsed.unknown, []);
    parsed.programme.sessions[0].weekly.clone()
}

#[test]
fn what_is_not_said_of_weeks_is_as_usual() {
    let rule = |role, of, least| ActiveRule { role, of, least };
    let meetings = Counted::Meetings;
    let usual = WeekRules {
        hours: 4,
        open_days: 14,
        signals: SignalRules {
            quiet_weeks: 2,
            missed_meetings: 2,
            blocked_weeks: 2,
            over_hours: 6,
            over_weeks: 2,
            one_to_one_weeks: 4,
            unmet_weeks: 2,
            lead_quiet_weeks: 2,
        },
        active: vec![
            rule(Role::Mentee, meetings, Least::Count(3)),
            rule(Role::Navigator, meetings, Least::Count(4)),
            rule(Role::Captain, Counted::OneToOnes, Least::Percent(50)),
            rule(Role::Organizer, meetings, Least::Percent(50)),
        ],
        asks: BTreeMap::new(),
        questions: Vec::new(),
        closing: ClosingSurvey::Usual,
    };
    for nothing in [
        made!({}),
        made!(null),
        made!({ "signals": {}, "active": null }),
    ] {
        assert_eq!(rules(nothing), usual);
    }
}

#[test]
fn everything_that_is_said_of_weeks_is_read() {
    let meetings = Counted::Meetings;
    let said = rules(made!({
        "hours": 10, "openDays": 0,
        "signals": { "quietWeeks": 1, "missedMeetings": 3, "blockedWeeks": 4, "overHours": 15, "overWeeks": 5,
                     "oneToOneWeeks": 6, "unmetWeeks": 7, "leadQuietWeeks": 8 },
        "active": [{ "role": "captain", "in": "number", "of": "oneToOnes", "least": 0 }, { "role": "mentee", "in": "percent", "least": 100 }],
    }));
    let expected = WeekRules {
        hours: 10,
        open_days: 0,
        signals: SignalRules {
            quiet_weeks: 1,
            missed_meetings: 3,
            blocked_weeks: 4,
            over_hours: 15,
            over_weeks: 5,
            one_to_one_weeks: 6,
            unmet_weeks: 7,
            lead_quiet_weeks: 8,
        },
        active: vec![
            ActiveRule {
                role: Role::Captain,
                of: Counted::OneToOnes,
                least: Least::Count(0),
            },
            ActiveRule {
                role: Role::Mentee,
                of: meetings,
                least: Least::Percent(100),
            },
        ],
        ..WeekRules::default()
    };
    assert_eq!(said, expected);
}

#[test]
fn nobody_need_count_as_active() {
    assert_eq!(rules(made!({ "active": [] })).active, []);
}

#[test]
fn a_call_has_the_weeks_of_its_session() {
    let mut file: Value = serde_json::from_str(CALL).expect("JSON of the tests");
    file["sessions"][0]["weekly"] = made!({ "hours": 7 });
    let parsed = parse(&file.to_string()).expect("valid");
    for session in &parsed.programme.sessions {
        assert_eq!(session.weekly.hours, 7, "{}", session.name);
    }
}

#[test]
fn a_programme_asks_in_its_own_words_leaves_out_and_adds() {
    let said = rules(made!({
        "asks": { "did": "What did you get up to?", "inTheWay": true, "mood": false, "links": null },
        "questions": [
            { "id": "thanks", "label": "Whom would you like to thank?", "help": "Anyone at all." },
            { "id": "proud-of", "label": "What are you proud of?" },
        ],
    }));
    let worded = Ask::Worded("What did you get up to?".to_owned());
    let asks = [(Usual::Did, worded), (Usual::Mood, Ask::Not)];
    assert_eq!(said.asks, asks.into());
    assert_eq!(said.worded(Usual::Did), Some("What did you get up to?"));
    let asked = Usual::ALL.into_iter().filter(|usual| said.asks(*usual));
    let expected = [
        Usual::Did,
        Usual::Next,
        Usual::InTheWay,
        Usual::Hours,
        Usual::Pace,
        Usual::Links,
    ];
    assert_eq!(asked.collect::<Vec<_>>(), expected);
    for usual in [Usual::Next, Usual::InTheWay, Usual::Mood, Usual::Links] {
        assert_eq!(said.worded(usual), None);
    }
    let question = |id: &str, label: &str, help: &str| WeekQuestion {
        id: id.parse().expect("a key"),
        label: label.to_owned(),
        help: help.to_owned(),
    };
    let questions = [
        question("thanks", "Whom would you like to thank?", "Anyone at all."),
        question("proud-of", "What are you proud of?", ""),
    ];
    assert_eq!(said.questions, questions);
    let thanks = "thanks".parse().expect("a key");
    assert_eq!(said.question(&thanks), Some(&questions[0]));
    let gone = "gone".parse().expect("a key");
    assert_eq!(said.question(&gone), None);
}

#[test]
fn a_check_in_may_ask_only_what_the_programme_does() {
    let nothing: BTreeMap<&str, bool> = Usual::ALL.map(|usual| (usual.as_str(), false)).into();
    let said = rules(made!({
        "asks": nothing,
        "questions": [{ "id": "how", "label": "How was it?" }],
    }));
    assert!(Usual::ALL.into_iter().all(|usual| !said.asks(usual)));
    assert_eq!(said.questions.len(), 1);
}
