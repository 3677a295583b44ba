//! Who is erased on one device, while another writes of them: once the two meet, in whichever direction, nothing of it
//! is left.

use groundcrew::domain::application::{APPLICATION, SESSION};
use groundcrew::domain::decide::{Pair, Weekly, Which};
use groundcrew::domain::decision::decision_id;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Membership, membership_id};
use groundcrew::domain::person::{Person, person_id};
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, Register, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Move, Roster, written};
use groundcrew::domain::week::card::Card;
use groundcrew::domain::week::check_in::{Readers, Words};
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted, line_field};
use groundcrew::domain::week::one_to_one::{Level, OneToOne, State, Went};

use super::kit::{Device, TEAM, id, whose};

const ADA: u128 = 71;
const BEA: u128 = 72;
const ROSTER: u128 = 90;
const APPLIED: u128 = 60;

fn member(person: u128) -> RecordId {
    membership_id(&whose(1).session, id(person), 0)
}

fn write(record: RecordId, kind: Kind, fields: Vec<(FieldName, Value)>) -> Change {
    Change::Write {
        record,
        kind,
        audience: Audience::Organizers,
        fields,
    }
}

fn join(device: &mut Device, person: RecordId, seat: u32) -> RecordId {
    let member = Membership::new(&whose(1).session, person, seat, Role::Mentee);
    device.apply(write(member.id, Kind::Membership, member.fields()));
    member.id
}

/// Two devices that know the same two people.
fn two() -> (Device, Device) {
    let mut desk = Device::new(1);
    for (person, name) in [(ADA, "Ada"), (BEA, "Bea")] {
        let known = Person {
            name: Some(name.to_owned()),
            ..Person::default()
        };
        desk.apply(write(id(person), Kind::Person, known.fields()));
        join(&mut desk, id(person), 0);
    }
    let mut away = Device::new(2);
    away.take(&desk);
    (desk, away)
}

fn note(device: &mut Device, member: RecordId, text: &str) {
    device.do_it(Weekly::Meeting {
        which: Which {
            session: whose(1).session,
            of: id(TEAM),
            audience: Audience::Team(id(TEAM)),
            week: 1,
            nth: 0,
            sample: false,
        },
        noted: vec![
            Noted::Came(member, Some(Attendance::There)),
            Noted::Line(member, text.to_owned()),
        ],
    });
}

fn arrange(device: &mut Device, moves: &[Move]) {
    let mut fields = written(device.records.get(&id(ROSTER)), moves);
    fields.push((FieldName::new(SESSION), Value::from("orbit-4")));
    device.apply(write(id(ROSTER), Kind::Roster, fields));
}

/// Writes of somebody all that can be written of them in a week.
fn write_all_of(device: &mut Device, member: RecordId, captain: RecordId) {
    let mut week = whose(1);
    week.member = member;
    week.captain = Some(captain);
    let pair = Pair {
        captain,
        member,
        week: 1,
        sample: false,
    };
    let words = Words {
        did: "Their words".to_owned(),
        ..Words::default()
    };
    let card = Card {
        member,
        session: week.session.clone(),
        team: Some(id(TEAM)),
        role: Role::Mentee,
        name: "Their words".to_owned(),
        github: String::new(),
        zone: String::new(),
        standing: Default::default(),
        joined: None,
        since: None,
        sample: false,
    };
    for readers in Readers::ALL {
        device.do_it(Weekly::CheckIn {
            whose: week.clone(),
            readers,
            held_in: Vec::new(),
            before: Box::default(),
            after: Box::new(words.clone()),
        });
    }
    for weekly in [
        Weekly::Cards(vec![card]),
        Weekly::Block {
            whose: week,
            id: RecordId::from_bits(member.bits() + 1),
            what: "Words about them".to_owned(),
        },
        Weekly::OneToOne {
            pair,
            went: vec![Went::State(Some(State::Held)), Went::Day(None)],
        },
        Weekly::Private {
            pair,
            text: "Words about them".to_owned(),
        },
        Weekly::Tell {
            pair,
            level: Level::Help,
            agreed: Some("Words about them".to_owned()),
        },
    ] {
        device.do_it(weekly);
    }
    note(device, member, "Words about them");
}

/// What of somebody a device still holds.
fn of(device: &Device, part: RecordId) -> Vec<&Record> {
    let live = device.records.values().filter(|held| held.live().is_some());
    live.filter(|held| {
        let text = format!("{held:?}");
        text.contains(&format!("\"{part}\""))
            || text.contains("ords about")
            || text.contains("ir words")
    })
    .collect()
}

fn is_erased(device: &Device, record: RecordId) -> bool {
    let held = device.records.get(&record);
    held.is_some_and(|held| held.live().is_none())
}

/// The two tell each other all they have, until neither has anything new.
fn meet(one: &mut Device, other: &mut Device) {
    for _ in 0..3 {
        one.take(other);
        other.take(one);
    }
    assert_eq!(one.records, other.records);
}

#[test]
fn promise_12_what_another_wrote_meanwhile_goes_in_whichever_direction_they_meet() {
    let (mut desk, mut away) = two();
    write_all_of(&mut away, member(ADA), member(BEA));
    note(&mut away, member(BEA), "A line about Bea");
    let again = join(&mut away, id(ADA), 1);
    write_all_of(&mut away, again, member(BEA));
    desk.erase(vec![id(ADA)]);
    assert!(is_erased(&desk, member(ADA)) && !is_erased(&away, again));

    // What was written comes to where they were erased; and the marks come to where it was written.
    let (mut after_words, mut after_marks) = (desk.clone(), away.clone());
    after_words.take(&away);
    after_marks.take(&desk);
    for device in [&after_words, &after_marks] {
        for part in [member(ADA), again] {
            assert!(is_erased(device, part));
            assert_eq!(of(device, part), [] as [&Record; 0]);
        }
        assert!(!is_erased(device, member(BEA)));
        let meeting = device.read(Meeting::read).remove(0);
        assert_eq!(meeting.came.into_keys().collect::<Vec<_>>(), [member(BEA)]);
        assert_eq!(meeting.lines[&member(BEA)], "A line about Bea");
    }
    meet(&mut after_words, &mut after_marks);
    let emptied_twice = after_words.read(Meeting::read).remove(0);
    assert_eq!(emptied_twice.conflicts, []);
    // However late the same comes once more, nothing is written again.
    let before = after_words.clone();
    after_words.take(&away);
    assert_eq!(after_words.records, before.records);
}

#[test]
fn promise_12_a_line_written_over_one_that_was_emptied_meanwhile_goes_too() {
    let (mut desk, mut away) = two();
    note(&mut desk, member(ADA), "Words about them before");
    away.take(&desk);
    desk.erase(vec![id(ADA)]);
    note(&mut away, member(ADA), "Words about them meanwhile");
    desk.take(&away);
    assert_eq!(of(&desk, member(ADA)), [] as [&Record; 0]);
    meet(&mut desk, &mut away);
    let mut meetings = desk.records.values();
    let meeting = meetings.find_map(|held| held.live().filter(|live| live.kind == Kind::Meeting));
    let line = &meeting.expect("a meeting").fields[&line_field(member(ADA))];
    assert!(
        line.writes()
            .all(|(_, write)| write.value == Value::from(""))
    );
    assert!(!line.is_conflict());
}

#[test]
fn promise_12_a_mark_and_words_that_come_together_in_either_order_leave_the_mark() {
    let (mut desk, mut away) = two();
    write_all_of(&mut away, member(ADA), member(BEA));
    desk.erase(vec![id(ADA)]);
    let all: Vec<&Record> = away.records.values().chain(desk.records.values()).collect();
    let (mut one, mut other) = (Device::new(3), Device::new(4));
    one.take_all(all.iter().copied());
    other.take_all(all.into_iter().rev());
    for device in [&mut one, &mut other] {
        assert_eq!(of(device, member(ADA)), [] as [&Record; 0]);
    }
    meet(&mut one, &mut other);
}

#[test]
fn promise_12_what_is_of_somebody_who_is_merely_not_here_stays() {
    let (mut desk, mut away) = two();
    let nobody = id(4_000);
    write_all_of(&mut away, nobody, id(4_001));
    join(&mut away, id(4_002), 0);
    let live = |device: &Device| {
        let held = device.records.values();
        held.filter(|held| held.live().is_some()).count()
    };
    let before = live(&away);
    desk.erase(vec![id(ADA)]);
    away.take(&desk);
    desk.take(&away);
    // Ada and her part alone are gone.
    assert_eq!((live(&desk), live(&away)), (before - 2, before - 2));
    assert!(of(&desk, nobody).len() > 5);
}

#[test]
fn promise_12_what_a_captain_noted_for_themselves_goes_with_them_and_what_is_of_others_stays() {
    let (mut desk, mut away) = two();
    write_all_of(&mut away, member(BEA), member(ADA));
    desk.erase(vec![id(ADA)]);
    meet(&mut desk, &mut away);
    let kinds = |device: &Device, kind: Kind| {
        let live = device.records.values().filter_map(Record::live);
        live.filter(|live| live.kind == kind).count()
    };
    for device in [&desk, &away] {
        assert_eq!(kinds(device, Kind::Note), 0);
        assert_eq!(device.read(OneToOne::read)[0].member, member(BEA));
        assert_eq!(kinds(device, Kind::Level), 1);
        assert_eq!(kinds(device, Kind::CheckIn), 3);
    }
}

#[test]
fn promise_12_places_that_they_were_given_meanwhile_are_nobodys() {
    let (mut desk, mut away) = two();
    let team = id(500);
    let found = Move::Found {
        team,
        name: "Venus".to_owned(),
        project: None,
        place: 0,
    };
    arrange(&mut desk, &[found]);
    away.take(&desk);
    desk.erase(vec![id(ADA)]);
    let seat = |person| Move::Seat {
        mentee: id(person),
        team: Some(team),
    };
    let look_after = |person| Move::LookAfter {
        team,
        captain: Some(id(person)),
    };
    let lock = Move::Lock {
        person: id(ADA),
        locked: true,
    };
    arrange(&mut away, &[seat(ADA), seat(BEA), look_after(ADA), lock]);
    // Meanwhile a third one gives the place to another.
    let mut third = Device::new(3);
    third.take(&desk);
    arrange(&mut third, &[look_after(BEA)]);
    away.take(&third);
    meet(&mut desk, &mut away);
    meet(&mut away, &mut third);
    for device in [&desk, &away, &third] {
        let roster = device.read(Roster::read).remove(0);
        assert_eq!(roster.seats.into_keys().collect::<Vec<_>>(), [id(BEA)]);
        assert_eq!(roster.teams[&team].captain, Some(id(BEA)));
        assert!(roster.locked.is_empty());
        assert!(roster.conflicts.is_empty());
    }
}

#[test]
fn promise_12_what_was_decided_of_an_application_meanwhile_goes_with_it() {
    let applied = id(APPLIED);
    let mut desk = Device::new(1);
    let session = vec![(FieldName::new(SESSION), Value::from("orbit-4"))];
    desk.apply(write(applied, Kind::Application, session));
    let mut away = Device::new(2);
    away.take(&desk);
    desk.erase(vec![applied]);
    // The other one decides, knows more of them, and gives them a part and a place. None of it has a mark.
    let about = vec![(
        FieldName::new(APPLICATION),
        Value::from(applied.to_string()),
    )];
    let (decided, ada) = (decision_id(applied), person_id(applied));
    away.apply(write(decided, Kind::Decision, about.clone()));
    away.apply(write(ada, Kind::Person, about.clone()));
    // Somebody who is said to be the same one, by a record of another id.
    away.apply(write(id(61), Kind::Person, about));
    let parts = [ada, id(61)].map(|person| join(&mut away, person, 0));
    let seat = Move::Seat {
        mentee: ada,
        team: Some(id(500)),
    };
    arrange(&mut away, &[seat]);
    let (mut after_words, mut after_marks) = (desk.clone(), away.clone());
    after_words.take(&away);
    after_marks.take(&desk);
    for device in [&after_words, &after_marks] {
        for gone in [applied, decided, ada, id(61), parts[0], parts[1]] {
            assert!(is_erased(device, gone), "{gone}");
        }
        assert!(device.read(Roster::read).remove(0).seats.is_empty());
    }
    meet(&mut after_words, &mut after_marks);
}

#[test]
fn promise_12_where_copies_disagree_whose_a_part_is_it_is_of_both() {
    let (mut desk, mut away) = two();
    let part = member(BEA);
    let say = |person| {
        let said = Value::from(id(person).to_string());
        write(
            part,
            Kind::Membership,
            vec![(FieldName::new("person"), said)],
        )
    };
    away.apply(say(ADA));
    desk.apply(say(73));
    let live = |device: &Device| device.records[&part].live().cloned();
    desk.erase(vec![id(ADA)]);
    assert!(live(&desk).is_some());
    desk.take(&away);
    assert!(is_erased(&desk, part));
    let conflict = |register: &Register| register.is_conflict();
    assert!(live(&away).is_some_and(|live| !live.fields.values().any(conflict)));
    meet(&mut desk, &mut away);
}
