//! What taking in a weeks file does, and what no file can do.

use std::collections::BTreeSet;

use groundcrew::domain::decide::{PlanPart, Weekly};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, FieldName, Kind, Record, Value};
use groundcrew::domain::roster::roster_id;
use groundcrew::domain::week::card::{Card, card_id};
use groundcrew::domain::week::carried::{Addressee, of_whom};
use groundcrew::domain::week::check_in::{CheckIn, Readers, check_in_id};
use groundcrew::domain::week::meeting::{Noted, meeting_id};
use groundcrew::domain::week::one_to_one::note_id;
use groundcrew::domain::week::plan::plan_id;
use groundcrew::format::file::{Damage, FileError};
use groundcrew::format::weeks::WeeksFile;
use groundcrew::sync::weeks::{IsFor, NotTaken, Taker, taking};

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id};
use super::people::{MATE, Someone, session};
use super::story::NAVIGATOR;

/// The words of the mentee's first week for the team.
fn words() -> RecordId {
    check_in_id(id(MENTEE), 1, &Audience::Team(id(TEAM)))
}

/// A file that anybody could put together.
fn forged(to: Addressee, records: Vec<Record>) -> WeeksFile {
    WeeksFile {
        session: session(),
        to,
        records,
    }
}

/// Marks of these, as anybody could make them.
fn marks(ids: &[RecordId]) -> Vec<Record> {
    let mut device = Device::new(666);
    for id in ids {
        let fields = vec![(FieldName::new("a"), Value::from("b"))];
        device.write(*id, Kind::Blocker, Audience::Organizers, fields);
        device.erase_one(*id);
    }
    device.records.into_values().collect()
}

fn refused(by: &Someone, file: &WeeksFile) -> NotTaken {
    let taker = Taker {
        is_organizers: by.is_organizers,
        own: &by.own,
    };
    taking(file, &by.here(file), taker).expect_err("refused")
}

#[test]
fn a_file_says_how_much_is_new_changed_or_here_already() {
    let mut headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    let first = headquarters.open(&mentee.file_for(None));
    assert_eq!((first.is_for, first.new), (IsFor::Organizers, 2));
    assert_eq!((first.changed, first.same), (0, 0));
    assert!(first.brings());
    let again = headquarters.open(&mentee.file_for(None));
    assert_eq!((again.new, again.changed, again.same), (0, 0, 2));
    assert!(!again.brings());
    mentee.checks_in(MENTEE, 1, Readers::Team, "Two tests");
    let later = headquarters.open(&mentee.file_for(None));
    assert_eq!((later.new, later.changed, later.same), (0, 1, 1));
}

#[test]
fn promise_19_what_two_noted_apart_is_said_to_be_in_conflict() {
    let mut headquarters = Someone::organizers();
    let mut navigator = Someone::invited(1, NAVIGATOR, &headquarters);
    navigator.notes(1, Noted::Note("We paired".to_owned()));
    headquarters.notes(1, Noted::Note("They paired".to_owned()));
    let taken = headquarters.open(&navigator.file_for(None));
    assert_eq!((taken.changed, taken.conflicts), (1, 1));
}

#[test]
fn a_file_for_somebody_else_is_told_apart() {
    let headquarters = Someone::organizers();
    let file = headquarters.file_for(Some(MENTEE));
    let mut phone = Someone::newcomer(1);
    assert_eq!(phone.weigh(&file).is_for, IsFor::Unknown(id(MENTEE)));
    phone.open(&file);
    assert_eq!(phone.weigh(&file).is_for, IsFor::Owner(id(MENTEE)));
    let other = headquarters.file_for(Some(MATE));
    assert_eq!(phone.weigh(&other).is_for, IsFor::Other(id(MATE)));
    // In another session they may be somebody else.
    let other = WeeksFile {
        session: "later".parse().expect("a key"),
        records: Vec::new(),
        ..other
    };
    assert_eq!(phone.weigh(&other).is_for, IsFor::Unknown(id(MATE)));
    assert_eq!(
        refused(&phone, &phone.file_for(None)),
        NotTaken::ForOrganizers
    );
}

#[test]
fn promise_21_what_was_erased_here_does_not_come_back() {
    let mut headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    headquarters.open(&mentee.file_for(None));
    headquarters.device.erase_one(words());
    let again = headquarters.open(&mentee.file_for(None));
    assert_eq!(again.dropped, [words()]);
    assert_eq!(headquarters.device.read(CheckIn::read), []);
}

#[test]
fn promise_21_who_was_erased_goes_from_every_device_of_the_team_and_stays_away() {
    let mut headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    let mut captain = Someone::invited(3, CAPTAIN, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    mentee.checks_in(MENTEE, 2, Readers::Captain, "In confidence");
    let away = mentee.file_for(Some(CAPTAIN));
    headquarters.open(&mentee.file_for(None));
    captain.open(&headquarters.file_for(Some(CAPTAIN)));
    let card = card_id(id(MENTEE), &Audience::Team(id(TEAM)));
    let records = headquarters.device.records.values();
    let about = records.filter(|record| of_whom(record).any(|member| member == id(MENTEE)));
    let mut gone: Vec<RecordId> = about.map(|record| record.id).collect();
    gone.push(id(MENTEE));
    for gone in gone {
        headquarters.device.erase_one(gone);
    }
    let told = captain.open(&headquarters.file_for(Some(CAPTAIN)));
    let erased: Vec<RecordId> = told.marks.iter().map(|mark| mark.id).collect();
    assert!(erased.contains(&card) && erased.contains(&words()));
    assert!(erased.contains(&id(MENTEE)), "the membership itself");
    assert_eq!(captain.device.read(CheckIn::read), []);
    // What the organizers never had, as it was confided, does not come either.
    let late = captain.open(&away);
    assert_eq!(late.new, 0, "{late:?}");
    assert!(!late.dropped.is_empty());
    assert_eq!(captain.device.read(CheckIn::read), []);
}

#[test]
fn no_file_erases_what_such_a_file_could_not_have_brought() {
    let headquarters = Someone::organizers();
    let team_card = card_id(id(MENTEE), &Audience::Team(id(TEAM)));
    let theirs = [id(MENTEE), id(TEAM), plan_id(&session(), 1), team_card];
    let to_come = [
        roster_id(&session()),
        plan_id(&session(), 2),
        meeting_id(id(TEAM), 5, 0),
        id(4242),
    ];
    let all: Vec<RecordId> = theirs.into_iter().chain(to_come).collect();
    for to in [Addressee::Organizers, Addressee::Member(id(CAPTAIN))] {
        let taken = headquarters.weigh(&forged(to, marks(&all)));
        assert!(!taken.brings(), "{taken:?}");
        let mut left: Vec<_> = theirs.to_vec();
        left.sort();
        assert_eq!(taken.left_out, left);
    }
    // Nor is anything kept from being written on the device of somebody else.
    let mentee = Someone::invited(1, MENTEE, &headquarters);
    let taken = mentee.weigh(&forged(Addressee::Member(id(MENTEE)), marks(&to_come)));
    assert!(!taken.brings());
}

#[test]
fn what_somebody_wrote_of_their_own_weeks_is_erased_by_no_file() {
    let headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    let forged = forged(Addressee::Member(id(MENTEE)), marks(&[words(), id(MENTEE)]));
    let taken = mentee.open(&forged);
    assert_eq!(taken.left_out, [words()]);
    assert!(!taken.brings(), "their own membership stays as well");
    assert_eq!(mentee.device.read(CheckIn::read).len(), 1);
}

#[test]
fn what_would_be_erased_is_asked_before() {
    let mut headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    headquarters.open(&mentee.file_for(None));
    mentee.device.erase_one(words());
    let taken = headquarters.weigh(&mentee.file_for(None));
    let erased: Vec<_> = taken.marks.iter().map(|mark| mark.id).collect();
    assert_eq!(erased, [words()]);
    assert!(taken.records.iter().all(|record| record.live().is_some()));
}

#[test]
fn organizers_are_brought_nothing_that_they_alone_write() {
    let mut headquarters = Someone::organizers();
    let mut captain = Someone::invited(3, CAPTAIN, &headquarters);
    // An organizer who is a captain as well: a mentee writes to the captain.
    headquarters.own.add(id(CAPTAIN), session());
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.device.do_it(Weekly::Plan {
        session: session(),
        week: 1,
        part: PlanPart::Theme,
        text: Some("No more check-ins".to_owned()),
    });
    let mut card = mentee.device.read(Card::read).remove(0);
    card.name = "Somebody".to_owned();
    mentee.device.do_it(Weekly::Cards(vec![card]));
    let team = vec![(FieldName::new("name"), Value::from("Losers"))];
    mentee
        .device
        .write(id(TEAM), Kind::Team, Audience::Organizers, team);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    let file = mentee.file_for(Some(CAPTAIN));
    let before = headquarters.device.records.clone();
    let taken = headquarters.open(&file);
    assert_eq!((taken.left_out.len(), taken.changed, taken.new), (3, 0, 2));
    for (id, record) in before {
        assert_eq!(headquarters.device.records[&id], record);
    }
    // A captain with no organizers' part is told by whom they trust.
    assert_eq!(captain.open(&file).changed, 3);
}

#[test]
fn promise_24_what_is_of_another_sort_here_refuses_the_file_with_the_line() {
    let mut headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    mentee.device.do_it(Weekly::Block {
        whose: super::kit::whose(1),
        id: id(999),
        what: "No review".to_owned(),
    });
    let fields = vec![(FieldName::new("name"), Value::from("Ada"))];
    let of = Audience::Organizers;
    headquarters.device.write(id(999), Kind::Person, of, fields);
    let damaged = FileError::Damaged {
        line: 3,
        damage: Damage::Contents,
    };
    let file = mentee.file_for(None);
    assert_eq!(
        refused(&headquarters, &file),
        NotTaken::Refused(Box::new(damaged))
    );
}

#[test]
fn a_captain_who_was_erased_takes_their_notes_along_and_no_more() {
    let headquarters = Someone::organizers();
    let mut captain = Someone::invited(3, CAPTAIN, &headquarters);
    captain.notes_privately(MENTEE, 1, "Tired");
    let file = captain.file_for(Some(CAPTAIN));
    let mut again = Someone::invited(4, CAPTAIN, &headquarters);
    again.device.take_all(&marks(&[id(CAPTAIN)]));
    let taken = again.weigh(&file);
    let note = note_id(id(CAPTAIN), id(MENTEE), 1);
    let card = card_id(id(CAPTAIN), &Audience::Team(id(TEAM)));
    let expected: BTreeSet<RecordId> = [note, card].into();
    let dropped: BTreeSet<RecordId> = taken.dropped.into_iter().collect();
    assert_eq!(dropped, expected);
}
