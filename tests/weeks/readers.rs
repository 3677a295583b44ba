//! Who is given what: every audience against everyone there is.

use groundcrew::domain::decide::{Pair, Weekly};
use groundcrew::domain::id::SessionId;
use groundcrew::domain::record::{Audience, Record};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::check_in::{Readers, Words};
use groundcrew::domain::week::reader::{Part, Reader};

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id, whose};

const OTHER_MENTEE: u128 = 2;
const NAVIGATOR: u128 = 8;
const ELSEWHERE: u128 = 17;
const OTHER_CAPTAIN: u128 = 19;
const ORGANIZER: u128 = 30;

fn everyone() -> Vec<Part> {
    let part = |member, role, team: Option<u128>| Part {
        member: id(member),
        role,
        team: team.map(id),
    };
    vec![
        part(MENTEE, Role::Mentee, Some(TEAM)),
        part(OTHER_MENTEE, Role::Mentee, Some(TEAM)),
        part(NAVIGATOR, Role::Navigator, Some(TEAM)),
        part(CAPTAIN, Role::Captain, Some(TEAM)),
        part(ELSEWHERE, Role::Mentee, Some(99)),
        part(OTHER_CAPTAIN, Role::Captain, Some(99)),
        part(ORGANIZER, Role::Organizer, None),
    ]
}

/// Those who are given what is for an audience, or what a record holds.
fn given(is_given: impl Fn(&Reader) -> bool) -> Vec<u128> {
    let all = everyone();
    let parts = all.iter().filter(|part| {
        let reader = Reader::of_part((*part).clone(), &all);
        is_given(&reader)
    });
    parts.map(|part| part.member.bits()).collect()
}

#[test]
fn promise_23_each_audience_is_read_by_those_it_is_for() {
    let all = [
        MENTEE,
        OTHER_MENTEE,
        NAVIGATOR,
        CAPTAIN,
        ELSEWHERE,
        OTHER_CAPTAIN,
        ORGANIZER,
    ];
    let session: SessionId = "orbit-4".parse().expect("a key");
    for (audience, expected) in [
        (Audience::Public, &all[..]),
        (Audience::Device, &[]),
        (Audience::Unknown("reviewers/x".into()), &[]),
        (Audience::Inbox(session.clone()), &[ORGANIZER]),
        (Audience::Organizers, &[ORGANIZER]),
        (
            Audience::Team(id(TEAM)),
            &[MENTEE, OTHER_MENTEE, NAVIGATOR, CAPTAIN, ORGANIZER],
        ),
        (Audience::Leads(id(TEAM)), &[NAVIGATOR, CAPTAIN]),
        (
            Audience::Officers(session.clone()),
            &[NAVIGATOR, CAPTAIN, OTHER_CAPTAIN, ORGANIZER],
        ),
        (Audience::Member(id(MENTEE)), &[MENTEE, CAPTAIN, ORGANIZER]),
        (Audience::Care(id(CAPTAIN)), &[CAPTAIN]),
    ] {
        let found = given(|reader| reader.reads(&audience));
        assert_eq!(found, expected, "{audience:?}");
    }
}

#[test]
fn promise_23_what_somebody_writes_to_their_captain_is_given_to_those_two() {
    for (readers, expected) in [
        (
            Readers::Team,
            &[MENTEE, OTHER_MENTEE, NAVIGATOR, CAPTAIN, ORGANIZER][..],
        ),
        (Readers::Leads, &[MENTEE, NAVIGATOR, CAPTAIN]),
        (Readers::Captain, &[MENTEE, CAPTAIN]),
    ] {
        let mut device = Device::new(1);
        let words = Words {
            did: "In confidence".to_owned(),
            ..Words::default()
        };
        device.do_it(Weekly::CheckIn {
            whose: whose(1),
            readers,
            held_in: Vec::new(),
            before: Box::default(),
            after: Box::new(words),
        });
        let found = given(|reader| {
            let mut given = device.records.values().filter(|one| reader.is_given(one));
            given.any(|one| format!("{one:?}").contains("In confidence"))
        });
        assert_eq!(found, expected, "{readers:?}");
    }
}

#[test]
fn promise_23_a_captains_note_is_given_to_nobody_but_the_captain() {
    let mut device = Device::new(1);
    device.do_it(Weekly::Private {
        pair: Pair {
            captain: id(CAPTAIN),
            member: id(MENTEE),
            week: 1,
            sample: false,
        },
        text: "In confidence".to_owned(),
    });
    let note: Vec<Record> = device.records.into_values().collect();
    assert_eq!(
        given(|reader| note.iter().any(|one| reader.is_given(one))),
        [CAPTAIN]
    );
}

#[test]
fn who_is_on_no_team_looks_after_nobody() {
    let mut all = everyone();
    for part in &mut all {
        part.team = None;
    }
    let reader = Reader::of_part(all[3].clone(), &all);
    assert!(reader.looks_after.is_empty());
}

#[test]
fn promise_23_organizers_are_never_given_what_was_confided() {
    let session: SessionId = "orbit-4".parse().expect("a key");
    for (audience, confided) in [
        (Audience::Device, true),
        (Audience::Public, false),
        (Audience::Inbox(session.clone()), false),
        (Audience::Organizers, false),
        (Audience::Officers(session), false),
        (Audience::Team(id(TEAM)), false),
        (Audience::Leads(id(TEAM)), true),
        (Audience::Member(id(MENTEE)), false),
        (Audience::Care(id(CAPTAIN)), true),
        (Audience::Unknown("reviewers/x".into()), false),
    ] {
        assert_eq!(audience.is_confided(), confided, "{audience:?}");
        assert_eq!(Audience::from_name(&audience.name()), audience);
    }
}
