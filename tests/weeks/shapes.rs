//! The stored shape of what people write of their weeks: what was written once is read for ever.

use groundcrew::domain::decide::{Pair, PlanPart, Weekly, Which};
use groundcrew::domain::membership::Standing;
use groundcrew::domain::record::{Audience, Record};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::blocker::Blocker;
use groundcrew::domain::week::card::Card;
use groundcrew::domain::week::check_in::{CheckIn, Pace, Readers, Sign, Words};
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted};
use groundcrew::domain::week::one_to_one::{Level, OneToOne, State, Told, Went};
use groundcrew::domain::week::plan::Written;
use groundcrew::format::record;

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, day, id, whose};

const FIRST: &str = include_str!("../fixtures/records/weeks-v1.jsonl");

fn card() -> Card {
    Card {
        member: id(MENTEE),
        session: whose(1).session,
        team: Some(id(TEAM)),
        role: Role::Mentee,
        name: "Ana Łuczak".to_owned(),
        github: "ana".to_owned(),
        zone: "Europe/Warsaw".to_owned(),
        standing: Standing::Active,
        joined: Some(day("2028-02-07")),
        since: None,
        sample: false,
    }
}

fn words() -> Words {
    Words {
        did: "A test".to_owned(),
        next: "A second one".to_owned(),
        in_the_way: "Sleep".to_owned(),
        minutes: Some(150),
        pace: Some(Pace::Right),
        mood: Some(4),
        links: "https://example.org/1".to_owned(),
        answers: [("proud-of".parse().expect("a key"), "The test".to_owned())].into(),
        ..Words::default()
    }
}

/// One of each kind.
fn written() -> Vec<Weekly> {
    let session = whose(1).session;
    let pair = Pair {
        captain: id(CAPTAIN),
        member: id(MENTEE),
        week: 2,
        sample: false,
    };
    vec![
        Weekly::Plan {
            session: session.clone(),
            week: 1,
            part: PlanPart::Theme,
            text: Some("Welcome".to_owned()),
        },
        Weekly::Cards(vec![card()]),
        Weekly::CheckIn {
            whose: whose(1),
            readers: Readers::Leads,
            held_in: Vec::new(),
            before: Box::default(),
            after: Box::new(words()),
        },
        Weekly::Meeting {
            which: Which {
                session,
                of: id(TEAM),
                audience: Audience::Team(id(TEAM)),
                week: 1,
                nth: 0,
                sample: false,
            },
            noted: vec![
                Noted::Held(Some(true)),
                Noted::Day(Some(day("2028-02-10"))),
                Noted::Note("We paired".to_owned()),
                Noted::Came(id(MENTEE), Some(Attendance::There)),
                Noted::Line(id(MENTEE), "Found the bug".to_owned()),
            ],
        },
        Weekly::Block {
            whose: whose(1),
            id: id(50),
            what: "No review".to_owned(),
        },
        Weekly::OneToOne {
            pair,
            went: vec![
                Went::State(Some(State::Held)),
                Went::Day(Some(day("2028-02-16"))),
            ],
        },
        Weekly::Private {
            pair,
            text: "Tired".to_owned(),
        },
        Weekly::Tell {
            pair,
            level: Level::Watch,
            agreed: Some("A rest would help".to_owned()),
        },
    ]
}

#[test]
fn promise_06_every_kind_of_the_first_shape_is_read_and_written_as_it_was() {
    let mut device = Device::new(1);
    written()
        .into_iter()
        .for_each(|weekly| device.do_it(weekly));
    let texts: Vec<String> = device.records.values().map(record::to_text).collect();
    let expected: Vec<&str> = FIRST.lines().collect();
    assert_eq!(texts, expected);
    for text in expected {
        let read = record::parse(text).expect("a record");
        assert_eq!(record::to_text(&read), text);
    }
}

/// What the one record of a kind says.
fn one<T>(read: impl Fn(&Record) -> Option<T>) -> T {
    let records = FIRST
        .lines()
        .map(|text| record::parse(text).expect("a record"));
    let mut found: Vec<T> = records.filter_map(|record| read(&record)).collect();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn promise_06_what_the_first_shape_says_is_understood() {
    let (session, week, plan) = one(Written::read);
    assert_eq!((session.as_str(), week), ("orbit-4", 1));
    assert_eq!(plan.theme.as_deref(), Some("Welcome"));
    assert_eq!((plan.message, plan.to_do), (None, None));
    assert_eq!(one(Card::read), card());
    let said = one(CheckIn::read);
    assert_eq!((said.member, said.week), (id(MENTEE), 1));
    assert_eq!((said.readers, said.words), (Some(Readers::Leads), words()));
    let sign = one(Sign::read);
    assert_eq!((sign.member, sign.week), (id(MENTEE), 1));
    let met = one(Meeting::read);
    assert_eq!((met.held, met.day), (Some(true), Some(day("2028-02-10"))));
    assert_eq!(met.came, [(id(MENTEE), Attendance::There)].into());
    assert_eq!(met.lines[&id(MENTEE)], "Found the bug");
    let blocker = one(Blocker::read);
    assert_eq!(
        (blocker.what.as_str(), blocker.resolved),
        ("No review", None)
    );
    let seen = one(OneToOne::read);
    assert_eq!(
        (seen.state, seen.day),
        (Some(State::Held), Some(day("2028-02-16")))
    );
    let told = one(Told::read);
    assert_eq!(told.level, Level::Watch);
    assert_eq!(told.words.as_deref(), Some("A rest would help"));
}
