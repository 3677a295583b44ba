//! Taking one's own weeks along: to another device of one's own, all that one wrote; in nobody else's file.

use groundcrew::domain::decide::{Pair, Weekly};
use groundcrew::domain::record::{Audience, Collection, Kind, Record};
use groundcrew::domain::role::Role;
use groundcrew::domain::time::Instant;
use groundcrew::domain::week::check_in::{CheckIn, Readers, Sign};
use groundcrew::domain::week::diary::{Counts, Diary};
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted};
use groundcrew::domain::week::one_to_one::{Level, State, Told, Went};
use groundcrew::domain::week::own::{is_by, written_since};
use groundcrew::format::export::{Export, to_text};
use groundcrew::format::weeks::WeeksFile;
use groundcrew::sync::intake::{Opened, open};
use groundcrew::sync::weeks::IsFor;

use super::kit::{CAPTAIN, MENTEE, TEAM, id, whose};
use super::people::{
    MATE, OTHER_TEAM, Someone, a_captain, member, members, pair, programme_id, session,
};
use super::story::NAVIGATOR;

/// The file that somebody takes along.
fn own(one: &Someone, member: u128) -> WeeksFile {
    WeeksFile::own(&one.device.records, &session(), id(member))
}

fn of_kind(records: &[Record], kind: &Kind) -> usize {
    let live = records.iter().filter_map(Record::live);
    live.filter(|live| live.kind == *kind).count()
}

/// The same with a note about another mentee, and another for a week.
fn a_captain_who_writes() -> Someone {
    let mut captain = a_captain();
    captain.notes_privately(MATE, 3, "Wants to mentor next time");
    captain
}

#[test]
fn promise_02_a_captain_moves_to_a_new_device_and_everything_they_wrote_is_there() {
    let before = a_captain_who_writes();
    let mut after = Someone::newcomer(4000);
    let file = own(&before, CAPTAIN);
    let taken = after.open(&file);
    assert_eq!(taken.is_for, IsFor::Unknown(id(CAPTAIN)));
    assert_eq!((taken.dropped.len(), taken.left_out.len()), (0, 0));
    // It is theirs from now on.
    assert!(after.own.holds(id(CAPTAIN)));
    for record in before.device.records.values() {
        let live = record.live().is_some();
        let is_there = after.device.records.get(&record.id) == Some(record);
        assert_eq!(is_there, live, "{record:?}");
    }
    // What they told organizers is theirs too, so that what they go on writing joins it.
    assert_eq!(after.device.read(Told::read).len(), 1);
    // Taken in once more it brings nothing.
    assert!(!after.open(&file).brings());
}

#[test]
fn both_devices_go_on_and_meet_again_without_loss() {
    let mut one = a_captain_who_writes();
    let mut other = Someone::newcomer(4000);
    other.open(&own(&one, CAPTAIN));
    one.notes_privately(MENTEE, 5, "On the laptop");
    other.notes_privately(MENTEE, 6, "On the phone");
    other.notes_privately(MENTEE, 2, "Tired, and better now");
    one.open(&own(&other, CAPTAIN));
    other.open(&own(&one, CAPTAIN));
    let notes = |someone: &Someone| {
        let diary = Diary::of(own(someone, CAPTAIN).records.iter(), id(CAPTAIN));
        let notes = diary.weeks.into_iter().flat_map(|(week, of)| {
            let pairs = of.pairs.into_values();
            let notes = pairs.map(|pair| pair.note).filter(|note| !note.is_empty());
            notes.map(move |note| (week, note)).collect::<Vec<_>>()
        });
        notes.collect::<Vec<_>>()
    };
    let all = [
        (2, "Tired, and better now"),
        (3, "Wants to mentor next time"),
        (5, "On the laptop"),
        (6, "On the phone"),
    ];
    let all = all.map(|(week, note)| (week, note.to_owned()));
    assert_eq!(notes(&one), all);
    assert_eq!(notes(&other), all);
}

#[test]
fn promise_23_a_captains_notes_are_in_their_own_file_and_in_no_other() {
    const NOTES: [&str; 2] = ["Tired", "Wants to mentor next time"];
    let captain = a_captain_who_writes();
    let has_notes = |text: &str| NOTES.map(|note| text.contains(note));
    let own = own(&captain, CAPTAIN).to_text(&programme_id());
    assert_eq!(has_notes(&own), [true, true]);
    for to in [MENTEE, MATE, NAVIGATOR] {
        let file = captain.file_for(Some(to)).to_text(&programme_id());
        assert_eq!(has_notes(&file), [false, false], "{to}");
    }
    let file = captain.file_for(None).to_text(&programme_id());
    assert_eq!(has_notes(&file), [false, false]);
    // Nor is there anything of it in what others take along, should their device have been given all there is.
    let everything = Someone {
        device: captain.device.clone(),
        ..Someone::organizers()
    };
    for to in [MENTEE, MATE, NAVIGATOR] {
        let file = super::along::own(&everything, to).to_text(&programme_id());
        assert_eq!(has_notes(&file), [false, false], "{to}");
    }
}

#[test]
fn promise_23_an_export_with_something_confided_is_no_organizers_file() {
    let captain = a_captain_who_writes();
    let collection = Collection {
        records: captain.device.records.clone(),
        ..Collection::default()
    };
    let text = to_text(&programme_id(), &collection);
    let export = Export::open(&text, Some(&programme_id())).expect("whole");
    assert!(export.holds_confided());
    assert!(matches!(open(&text, &programme_id()), Opened::Refused(_)));
    let told = captain.device.records.into_iter();
    let told = told.filter(|(_, record)| {
        let live = record.live();
        live.is_none_or(|live| !live.audience.is_confided())
    });
    let collection = Collection {
        records: told.collect(),
        ..Collection::default()
    };
    let text = to_text(&programme_id(), &collection);
    assert!(matches!(open(&text, &programme_id()), Opened::Export(_)));
}

#[test]
fn a_mentee_takes_along_what_they_said_to_whomever_they_said_it() {
    let headquarters = Someone::organizers();
    let mut phone = Someone::invited(1, MENTEE, &headquarters);
    for (week, readers) in (1..).zip(Readers::ALL) {
        phone.checks_in(MENTEE, week, readers, "A test");
    }
    phone.device.do_it(Weekly::Block {
        whose: whose(1),
        id: id(50),
        what: "No review".to_owned(),
    });
    let mut laptop = Someone::newcomer(4000);
    laptop.open(&own(&phone, MENTEE));
    assert_eq!(laptop.device.records, phone.device.records);
    assert_eq!(laptop.device.read(CheckIn::read).len(), 3);
    assert_eq!(laptop.device.read(Sign::read).len(), 3);
}

#[test]
fn whoever_went_to_another_team_takes_along_what_was_noted_on_the_one_before() {
    let mut headquarters = Someone::organizers();
    let mut navigator = Someone::invited(2, NAVIGATOR, &headquarters);
    navigator.notes(1, Noted::Note("We paired".to_owned()));
    navigator.notes(1, Noted::Came(id(MENTEE), Some(Attendance::There)));
    let mut moved = members();
    let theirs = moved.iter_mut().find(|one| one.id == id(NAVIGATOR));
    *theirs.expect("a navigator") = member(NAVIGATOR, Role::Navigator, OTHER_TEAM);
    headquarters.keep(&member(NAVIGATOR, Role::Navigator, OTHER_TEAM));
    headquarters.give_cards(&moved);
    navigator.open(&headquarters.file_for(Some(NAVIGATOR)));
    // What is handed to them by others says no more of the team before.
    let handed = headquarters.file_for(Some(NAVIGATOR));
    assert_eq!(of_kind(&handed.records, &Kind::Meeting), 0);
    let mut other = Someone::newcomer(4000);
    other.open(&own(&navigator, NAVIGATOR));
    let met = other.device.read(Meeting::read).remove(0);
    assert_eq!(met.note, "We paired");
    let diary = Diary::of(other.device.records.values(), id(NAVIGATOR));
    assert_eq!(diary.weeks[&1].meetings, [met]);
}

#[test]
fn an_owner_of_whom_nothing_else_is_known_takes_along_what_they_wrote() {
    let mut one = Someone::newcomer(1);
    one.checks_in(MENTEE, 1, Readers::Team, "A test");
    let file = own(&one, MENTEE);
    assert_eq!(of_kind(&file.records, &Kind::CheckIn), 1);
    assert_eq!(of_kind(&file.records, &Kind::Sign), 1);
    let text = file.to_text(&programme_id());
    assert_eq!(WeeksFile::parse(&text, &programme_id()), Ok(file));
}

#[test]
fn a_diary_holds_ones_weeks_side_by_side() {
    let mut captain = a_captain_who_writes();
    captain.checks_in(CAPTAIN, 2, Readers::Leads, "Read two reviews");
    captain.device.do_it(Weekly::Tell {
        pair: pair(MENTEE, 2),
        level: Level::Help,
        agreed: Some("Needs a pause".to_owned()),
    });
    let diary = Diary::of(own(&captain, CAPTAIN).records.iter(), id(CAPTAIN));
    let weeks: Vec<u32> = diary.weeks.keys().copied().collect();
    assert_eq!(weeks, [1, 2, 3]);
    // What the mentee said is the mentee's, whoever reads it; the meeting is everyone's who is on the team.
    assert_eq!(diary.weeks[&1].check_ins, []);
    assert_eq!(diary.weeks[&1].meetings.len(), 1);
    assert_eq!(diary.weeks[&2].check_ins[0].words.did, "Read two reviews");
    let met = &diary.weeks[&2].pairs[&id(MENTEE)];
    assert_eq!((met.state, met.note.as_str()), (Some(State::Held), "Tired"));
    let noted = &diary.weeks[&3].pairs[&id(MATE)];
    assert_eq!(noted.state, None);
    assert_eq!(noted.note, "Wants to mentor next time");
    assert_eq!(diary.told.len(), 1);
    assert_eq!(diary.names[&id(MENTEE)], "Person 1");
    let counts = Counts {
        check_ins: 1,
        meetings: 1,
        one_to_ones: 1,
        notes: 2,
    };
    assert_eq!(diary.counts(), counts);
    // Of a captain's notes a mentee's has nothing, on whatever device.
    let theirs = Diary::of(captain.device.records.values(), id(MENTEE));
    let pair = &theirs.weeks[&2].pairs[&id(CAPTAIN)];
    assert_eq!((pair.state, pair.note.as_str()), (Some(State::Held), ""));
    assert_eq!(theirs.told, []);
    assert_eq!(theirs.weeks[&1].blockers.len(), 1);
}

#[test]
fn what_is_taken_back_or_emptied_is_not_in_a_diary() {
    let mut captain = a_captain();
    captain.notes_privately(MENTEE, 2, " ");
    captain.device.do_it(Weekly::OneToOne {
        pair: Pair {
            week: 2,
            ..pair(MENTEE, 2)
        },
        went: vec![Went::State(None)],
    });
    let diary = Diary::of(captain.device.records.values(), id(CAPTAIN));
    assert_eq!(diary.weeks.keys().copied().collect::<Vec<_>>(), [1]);
}

#[test]
fn what_was_written_since_a_file_was_saved_is_counted() {
    let mut captain = a_captain();
    let all = |captain: &Someone| {
        let records = captain.device.records.values();
        let own = records.filter(|record| is_by(record, id(CAPTAIN)));
        own.cloned().collect::<Vec<_>>()
    };
    let saved = captain.device.now;
    assert_eq!(written_since(&all(&captain), saved), 0);
    captain.device.now = Instant(saved.0 + 1);
    captain.notes_privately(MENTEE, 4, "Better");
    captain.notes_privately(MENTEE, 5, "Well");
    assert_eq!(written_since(&all(&captain), saved), 2);
    assert_eq!(written_since(&all(&captain), captain.device.now), 0);
}

#[test]
fn what_somebody_wrote_is_told_from_what_others_did() {
    let captain = a_captain_who_writes();
    let by = |member: u128, kind: &Kind| {
        let records = captain.device.records.values();
        let theirs = records.filter(|record| is_by(record, id(member)));
        of_kind(&theirs.cloned().collect::<Vec<_>>(), kind)
    };
    assert_eq!((by(CAPTAIN, &Kind::Note), by(MENTEE, &Kind::Note)), (2, 0));
    assert_eq!(by(CAPTAIN, &Kind::OneToOne), 1);
    assert_eq!(by(MENTEE, &Kind::CheckIn), 2);
    assert_eq!(by(CAPTAIN, &Kind::CheckIn), 0);
    let meeting = Audience::Team(id(TEAM));
    let is_meeting = |record: &&Record| {
        let live = record.live();
        live.is_some_and(|live| live.kind == Kind::Meeting && live.audience == meeting)
    };
    let met = captain.device.records.values().find(is_meeting);
    assert!(!is_by(met.expect("a meeting"), id(CAPTAIN)));
}
