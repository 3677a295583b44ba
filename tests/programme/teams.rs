//! What a programme file says of teams: the rules of a session, and the question that says a level.

use groundcrew::domain::programme::{TeamRules, TeamWeights};
use groundcrew::format::programme::parse;
use groundcrew::format::{form, json};
use serde_json::{Value, json as made};

const SMALL: &str = include_str!("../fixtures/programme/valid-small.json");

/// The small programme with something put at a place in it.
fn with(place: &str, name: &str, value: Value) -> String {
    let mut file: Value = serde_json::from_str(SMALL).expect("JSON of the tests");
    let parts = file.pointer_mut(place).expect("a place in the file");
    parts[name] = value;
    file.to_string()
}

fn rules(teams: Value) -> TeamRules {
    let parsed = parse(&with("/sessions/0", "teams", teams)).expect("rules of the test");
    assert_eq!(parsed.unknown, []);
    parsed.programme.sessions[0].teams.clone()
}

#[test]
fn what_is_not_said_of_teams_is_as_usual() {
    let usual = TeamRules {
        mentees: (2, 3),
        navigators: 1,
        captain_teams: 1,
        team_hours: 5,
        captain_hours: 3,
        weights: TeamWeights {
            choices: vec![50, 30, 15],
            any: 30,
            hour: 6,
            hours_counted: 5,
            level: -8,
        },
    };
    let small = parse(SMALL).expect("the small programme is valid");
    assert_eq!(small.programme.sessions[0].teams, usual);
    for nothing in [
        made!({}),
        made!(null),
        made!({ "weights": {}, "mentees": null }),
    ] {
        assert_eq!(rules(nothing), usual);
    }
    let hours = rules(made!({ "teamHours": 4, "weights": { "level": 0 } }));
    let weights = TeamWeights {
        level: 0,
        ..usual.weights.clone()
    };
    let expected = TeamRules {
        team_hours: 4,
        weights,
        ..usual
    };
    assert_eq!(hours, expected);
}

#[test]
fn everything_that_is_said_of_teams_is_read() {
    let said = rules(made!({
        "mentees": [1, 20], "navigators": 2, "captainTeams": 10, "teamHours": 0, "captainHours": 40,
        "weights": { "choices": [-100_000], "any": 100_000, "hour": 0, "hoursCounted": 40, "level": 7 },
    }));
    let expected = TeamRules {
        mentees: (1, 20),
        navigators: 2,
        captain_teams: 10,
        team_hours: 0,
        captain_hours: 40,
        weights: TeamWeights {
            choices: vec![-100_000],
            any: 100_000,
            hour: 0,
            hours_counted: 40,
            level: 7,
        },
    };
    assert_eq!(said, expected);
}

#[test]
fn a_slip_in_the_rules_is_said() {
    let slipped = with("/sessions/0", "teams", made!({ "teamsHours": 4 }));
    let parsed = parse(&slipped).expect("what is unknown is no fault");
    let said: Vec<String> = parsed.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "sessions[0].teams.teamsHours: this name means nothing here, and is passed over; did you mean “teamHours”?"
        ]
    );
}

#[test]
fn promise_07_a_form_that_names_no_level_keeps_the_id_it_had_before_forms_could() {
    // By hand: sha256sum of the canonical JSON, its first 32 digits.
    let id = |text: &str| {
        let form = parse(text).expect("valid").programme.forms.remove(0);
        let value = form::to_value(&form);
        assert_eq!(form::from_value(&value).as_ref(), Ok(&form));
        assert_eq!(json::parse(&json::to_text(&value)), Ok(value));
        assert_eq!(
            form::of_version(&form::version_record(&form)).as_ref(),
            Some(&form)
        );
        form::version_id(&form).to_string()
    };
    assert_eq!(id(SMALL), "e79944e172030c92adcdafeadb45c09b");
    let with_level = with("/forms/0", "level", made!("new"));
    assert_eq!(id(&with_level), "b216ec7bc85e055ed076d2fcf9096a58");
}
