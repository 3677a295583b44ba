//! What organizers hand out, which cards are due before, and how files between devices bring them together.

use std::collections::BTreeSet;

use groundcrew::domain::decide::{PlanPart, Weekly};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::record::{Audience, FieldName, Kind, Record, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::card::{Card, cards_due, current};
use groundcrew::domain::week::carried::Addressee;
use groundcrew::domain::week::check_in::{CheckIn, Readers};
use groundcrew::domain::week::handing::{Handing, Recipient};
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted};
use groundcrew::domain::week::one_to_one::{State, Went};
use groundcrew::domain::week::own::OwnParts;
use groundcrew::format::own_parts;
use groundcrew::format::weeks::hand_out;
use proptest::prelude::*;

use super::kit::{CAPTAIN, MENTEE, TEAM, id};
use super::people::{
    ELSEWHERE, MATE, OTHER_CAPTAIN, OTHER_TEAM, Someone, crew, members, pair, session,
};
use super::story::NAVIGATOR;

/// Who a card is about, on which team, and how they stand there.
fn said(cards: &[Card]) -> Vec<(u128, Option<u128>, Standing)> {
    let one = |card: &Card| {
        let team = card.team.map(RecordId::bits);
        (card.member.bits(), team, card.standing)
    };
    cards.iter().map(one).collect()
}

/// What is due once something changed of the mentee, whose card is there already.
fn due_after(change: impl FnOnce(&mut Membership)) -> Vec<(u128, Option<u128>, Standing)> {
    let mut headquarters = Someone::organizers();
    let mut members = members();
    change(&mut members[0]);
    let due = headquarters.give_cards(&members);
    let again = headquarters.give_cards(&members);
    assert_eq!(again, [], "they were written");
    said(&due)
}

#[test]
fn everyone_who_takes_part_has_a_card_and_it_is_made_once() {
    let members = members();
    let due = cards_due(&crew(&members), &members, &[]);
    let expected = [
        (MENTEE, Some(TEAM), Standing::Active),
        (MATE, Some(TEAM), Standing::Active),
        (NAVIGATOR, Some(TEAM), Standing::Active),
        (CAPTAIN, Some(TEAM), Standing::Active),
        (ELSEWHERE, Some(OTHER_TEAM), Standing::Active),
        (OTHER_CAPTAIN, Some(OTHER_TEAM), Standing::Active),
    ];
    assert_eq!(said(&due), expected);
    assert_eq!(
        (due[0].name.as_str(), due[0].github.as_str()),
        ("Person 1", "gh-1")
    );
    assert_eq!(due[0].zone, "Europe/Warsaw");
    assert_eq!(cards_due(&crew(&members), &members, &due), []);
}

#[test]
fn a_card_is_due_when_it_says_no_more_what_is_so() {
    assert_eq!(due_after(|_| ()), []);
    let on_team = |standing| vec![(MENTEE, Some(TEAM), standing)];
    let paused = due_after(|member| member.standing = Standing::Paused);
    assert_eq!(paused, on_team(Standing::Paused));
    let left = due_after(|member| member.standing = Standing::Left);
    assert_eq!(left, on_team(Standing::Left));
    // Who was deleted, or did not take the place, is gone from the team.
    assert_eq!(
        due_after(|member| member.deleted = true),
        on_team(Standing::Left)
    );
    let refused = due_after(|member| member.accepted = Some(false));
    assert_eq!(refused, on_team(Standing::Left));
}

#[test]
fn who_goes_to_another_team_has_a_card_there_and_left_the_one_before() {
    let moved = due_after(|member| member.team = Some(id(OTHER_TEAM)));
    let expected = [
        (MENTEE, Some(TEAM), Standing::Left),
        (MENTEE, Some(OTHER_TEAM), Standing::Active),
    ];
    assert_eq!(moved, expected);
    let off = due_after(|member| member.team = None);
    let expected = [
        (MENTEE, Some(TEAM), Standing::Left),
        (MENTEE, None, Standing::Active),
    ];
    assert_eq!(off, expected);
}

#[test]
fn nobody_hears_of_someone_who_never_took_part() {
    let mut members = members();
    members.truncate(3);
    members[0].standing = Standing::Left;
    members[1].accepted = Some(false);
    members[2].session = "another".parse().expect("a key");
    assert_eq!(cards_due(&crew(&members), &members, &[]), []);
}

#[test]
fn a_device_knows_the_part_of_its_owner_by_the_newest_card() {
    let mut headquarters = Someone::organizers();
    let mut phone = Someone::invited(1, MENTEE, &headquarters);
    let part = |phone: &Someone| {
        let cards = phone.device.read(Card::read);
        let parts = phone.own.parts(&session(), cards);
        let one = parts.first().expect("the owner's part");
        (
            one.member.bits(),
            one.role.clone(),
            one.team.map(RecordId::bits),
        )
    };
    assert_eq!(part(&phone), (MENTEE, Role::Mentee, Some(TEAM)));
    let mut members = members();
    members[0].team = Some(id(OTHER_TEAM));
    headquarters.keep(&members[0]);
    headquarters.give_cards(&members);
    phone.open(&headquarters.file_for(Some(MENTEE)));
    assert_eq!(part(&phone), (MENTEE, Role::Mentee, Some(OTHER_TEAM)));
    // One for each of the four they knew, and of the two who are new to them.
    assert_eq!(current(phone.device.read(Card::read)).len(), 6);
}

#[test]
fn what_a_device_keeps_of_its_owners_parts_is_read_back_and_lines_of_newer_versions_stay() {
    let newer = "something else of a newer version\n";
    let text = own_parts::with(newer, id(MENTEE), &session());
    let text = own_parts::with(&text, id(CAPTAIN), &session());
    let text = own_parts::with(&text, id(MENTEE), &session());
    let mut expected = OwnParts::default();
    expected.add(id(MENTEE), session());
    expected.add(id(CAPTAIN), session());
    assert_eq!(own_parts::parse(&text), expected);
    assert_eq!(own_parts::parse(""), OwnParts::default());
    let text = own_parts::without(&text, id(MENTEE));
    assert!(text.starts_with(newer), "{text}");
    let left: Vec<_> = own_parts::parse(&text).all().map(|(id, _)| id).collect();
    assert_eq!(left, [id(CAPTAIN)]);
}

/// The kinds of what somebody is handed, with how many there are of each.
fn kinds(records: &[Record]) -> Vec<(String, usize)> {
    let living = records.iter().filter_map(Record::live);
    let names: Vec<&str> = living.map(|live| live.kind.as_str()).collect();
    let each: BTreeSet<&str> = names.iter().copied().collect();
    let count = |name: &str| names.iter().filter(|other| **other == name).count();
    each.into_iter()
        .map(|name| (name.to_owned(), count(name)))
        .collect()
}

#[test]
fn each_who_takes_part_is_handed_their_team_the_plan_and_nothing_of_others() {
    let mut headquarters = Someone::organizers();
    let mut gone = members().remove(1);
    gone.standing = Standing::Left;
    headquarters.keep(&gone);
    headquarters.checks_in(MENTEE, 1, Readers::Team, "Well");
    let session = session();
    let files = hand_out(&headquarters.device.records, &session);
    let who: Vec<u128> = files.iter().map(|(part, _)| part.member.bits()).collect();
    assert_eq!(who, [MENTEE, NAVIGATOR, CAPTAIN, ELSEWHERE, OTHER_CAPTAIN]);
    for (part, file) in files {
        assert_eq!(file.to, Addressee::Member(part.member));
        let is_first = part.team == Some(id(TEAM));
        let mut expected = vec![("card", 2), ("plan", 1), ("team", 1)];
        if is_first {
            expected = vec![
                ("card", 4),
                ("check-in", 1),
                ("plan", 1),
                ("sign", 1),
                ("team", 1),
            ];
        }
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, n)| (name.to_owned(), n))
            .collect();
        assert_eq!(kinds(&file.records), expected, "{part:?}");
        let text = format!("{file:?}");
        assert!(!text.contains("private@example.org"));
        assert_eq!(text.contains(&id(OTHER_TEAM).to_string()), !is_first);
    }
}

/// A mentee, a navigator, a captain and the organizers, each with a device.
fn four() -> Vec<(Option<u128>, Someone)> {
    let headquarters = Someone::organizers();
    let invited = |n| (Some(n), Someone::invited(n, n, &headquarters));
    let mut all: Vec<_> = [MENTEE, NAVIGATOR, CAPTAIN].map(invited).into();
    all.push((None, headquarters));
    all
}

/// Somebody writes something.
fn act(who: &mut Someone, member: Option<u128>, what: usize, round: usize) {
    let week = u32::try_from(1 + round % 3).expect("small");
    let text = format!("words {round}");
    match (member, what % 4) {
        (Some(MENTEE), readers) => {
            let readers = Readers::ALL[readers % 3];
            who.checks_in(MENTEE, week, readers, &text);
        }
        (Some(CAPTAIN), 0) => who.notes_privately(MENTEE, week, &format!("secret {round}")),
        (Some(CAPTAIN), 1) => who.device.do_it(Weekly::OneToOne {
            pair: pair(MENTEE, week),
            went: vec![Went::State(Some(State::ALL[round % 3])), Went::Day(None)],
        }),
        (None, 0) => who.device.do_it(Weekly::Plan {
            session: session(),
            week,
            part: PlanPart::Theme,
            text: Some(text),
        }),
        (_, 2) => who.notes(
            week,
            Noted::Came(id(MENTEE), Some(Attendance::ALL[round % 3])),
        ),
        (_, _) => who.notes(week, Noted::Line(id(MENTEE), text)),
    }
}

/// One hands another a file with all that they may read.
fn hand(all: &mut [(Option<u128>, Someone)], from: usize, to: usize) {
    let file = all[from].1.file_for(all[to].0);
    // To organizers nobody brings what they alone write, so that a file of theirs is not for each other.
    if from != to {
        all[to].1.open(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn promise_18_files_in_any_order_bring_all_to_the_same_and_promise_23_holds(
        acts in prop::collection::vec((0..4_usize, 0..4_usize), 1..16),
        passes in prop::collection::vec((0..4_usize, 0..4_usize), 0..12),
        last in Just((0..4_usize).flat_map(|a| (0..4).map(move |b| (a, b))).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut all = four();
        for (round, (who, what)) in acts.into_iter().enumerate() {
            let (member, one) = &mut all[who];
            act(one, *member, what, round);
            if let Some((from, to)) = passes.get(round) {
                hand(&mut all, *from, *to);
            }
        }
        // Each hands to each, in any order, twice: what goes by way of another has come then.
        for (from, to) in last.iter().chain(&last) {
            hand(&mut all, *from, *to);
        }
        for (member, one) in &all {
            for (_, other) in &all {
                let to = match member {
                    Some(member) => other.part_of(*member),
                    None => Recipient::Organizers,
                };
                let session = session();
                let given = Handing::of(&other.device.records, &session).given_to(&to);
                for record in &given {
                    prop_assert_eq!(one.device.records.get(&record.id), Some(record));
                }
            }
            let whole = format!("{:?}", one.device.records);
            prop_assert!(!whole.contains("secret") || *member == Some(CAPTAIN));
        }
    }
}

#[test]
fn promise_23_a_captains_note_is_in_no_file_to_anyone_but_the_captain() {
    let headquarters = Someone::organizers();
    let mut captain = Someone::invited(3, CAPTAIN, &headquarters);
    captain.notes_privately(MENTEE, 2, "Tired; a move is coming");
    // Even where the note came into wrong hands no file takes it on.
    let mut careless = headquarters.clone();
    careless.device.take(&captain.device);
    for device in [&captain, &careless] {
        for to in [
            None,
            Some(MENTEE),
            Some(MATE),
            Some(NAVIGATOR),
            Some(CAPTAIN),
        ] {
            let file = device.file_for(to);
            let holds = format!("{file:?}").contains("Tired");
            assert_eq!(holds, to == Some(CAPTAIN), "{to:?}");
        }
    }
    // One with the organizers' role is given none either.
    let mut organizer = captain.part_of(MENTEE);
    if let Recipient::Member(part) = &mut organizer {
        (part.member, part.role) = (id(30), Role::Organizer);
    }
    let session = session();
    let given = Handing::of(&captain.device.records, &session).given_to(&organizer);
    assert!(!format!("{given:?}").contains("Tired"));
}

#[test]
fn promise_23_what_is_confided_is_in_no_organizers_file() {
    let headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    for (readers, readable) in [
        (
            Readers::Team,
            vec![None, Some(MATE), Some(NAVIGATOR), Some(CAPTAIN)],
        ),
        (Readers::Leads, vec![Some(NAVIGATOR), Some(CAPTAIN)]),
        (Readers::Captain, vec![Some(CAPTAIN)]),
    ] {
        mentee.checks_in(MENTEE, 1, readers, &format!("In confidence to {readers:?}"));
        for to in [None, Some(MATE), Some(NAVIGATOR), Some(CAPTAIN)] {
            let file = mentee.file_for(to);
            let holds = format!("{file:?}").contains(&format!("In confidence to {readers:?}"));
            assert_eq!(holds, readable.contains(&to), "{readers:?} {to:?}");
            let signs = file.records.iter().filter_map(Record::live);
            let signs = signs.filter(|live| live.kind == Kind::Sign).count();
            assert_eq!(signs, 1, "that there are words is for the whole team");
        }
    }
}

#[test]
fn what_is_of_another_session_is_not_handed_on() {
    let mut headquarters = Someone::organizers();
    let other = FieldName::new("session");
    let fields = |session: &str| vec![(other.clone(), Value::from(session))];
    let session = session();
    headquarters
        .device
        .write(id(70), Kind::Team, Audience::Organizers, fields("before"));
    headquarters.device.do_it(Weekly::Plan {
        session: "before".parse().expect("a key"),
        week: 1,
        part: PlanPart::Theme,
        text: Some("Long ago".to_owned()),
    });
    // Whom a captain saw in another session, nobody of this one.
    headquarters.device.do_it(Weekly::OneToOne {
        pair: pair(404, 1),
        went: vec![Went::State(Some(State::Held)), Went::Day(None)],
    });
    let before = headquarters.file_for(None);
    assert_eq!(kinds(&before.records), []);
    for (_, file) in hand_out(&headquarters.device.records, &session) {
        assert!(!format!("{file:?}").contains("Long ago"));
        assert!(file.records.iter().all(|record| record.id != id(70)));
    }
}

#[test]
fn what_was_handed_over_is_what_the_other_reads() {
    let mut all = four();
    let [(_, mentee), (_, navigator), (_, captain), (_, headquarters)] = &mut all[..] else {
        panic!("four of them");
    };
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    navigator.notes(1, Noted::Came(id(MENTEE), Some(Attendance::There)));
    navigator.open(&mentee.file_for(Some(NAVIGATOR)));
    captain.open(&navigator.file_for(Some(CAPTAIN)));
    headquarters.open(&captain.file_for(None));
    for device in [navigator, captain, headquarters] {
        let said = device.device.read(CheckIn::read);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].words.did, "A test");
        let met = device.device.read(Meeting::read);
        assert_eq!(met[0].came[&id(MENTEE)], Attendance::There);
    }
}
