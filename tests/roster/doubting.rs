//! What copies of a roster disagree about, and steps that are taken back after others changed what they did.

use groundcrew::domain::decide::Command;
use groundcrew::domain::roster::{About, Choice, Move, Roster, roster_id};
use proptest::prelude::*;

use super::kit::{any_move, easy, id, led, project, seat, spring};
use super::moving::{Device, command};

/// Two devices that each made moves on the same roster, and then met; the first one.
fn met(ours: &[Move], theirs: &[Move]) -> Device {
    let (mut one, mut other) = (Device::new(1), Device::new(2));
    one.run(command(roster_id(&spring()), &led().all_moves()));
    other.take(&one);
    one.run(command(roster_id(&spring()), ours));
    other.run(command(roster_id(&spring()), theirs));
    one.take(&other);
    one
}

fn steps(choices: &[Choice]) -> Vec<Move> {
    choices
        .iter()
        .filter_map(|choice| choice.step.clone())
        .collect()
}

#[test]
fn promise_19_either_place_of_someone_in_two_can_be_chosen_also_the_one_that_is_shown() {
    let ours = [seat("m1", Some("t1"))];
    let theirs = [seat("m1", Some("t2"))];
    let roster = met(&ours, &theirs).roster();
    let doubts = roster.doubts_of(id("m1"));
    assert_eq!(doubts.len(), 1);
    assert_eq!(steps(&doubts[0].choices).len(), 2);
    let shown = roster.seats[&id("m1")];
    let last = doubts[0]
        .choices
        .last()
        .and_then(|choice| choice.step.clone());
    let here = Move::Seat {
        mentee: id("m1"),
        team: Some(shown),
    };
    assert_eq!(last, Some(here), "the one that is shown is the last");
    for team in ["t1", "t2"] {
        let mut device = met(&ours, &theirs);
        let moves = device.roster().put(&easy(), id("m1"), Some(id(team)));
        assert_eq!(moves, [seat("m1", Some(team))]);
        // What is shown until it is read again says so too.
        assert!(!device.roster().after(&moves).is_conflict());
        device.run(command(roster_id(&spring()), &moves));
        assert!(!device.roster().is_conflict(), "{team}");
        assert_eq!(device.roster().seats[&id("m1")], id(team));
    }
    // To be on no team settles it as well.
    let mut device = met(&[seat("m1", None)], &theirs);
    let moves = device.roster().put(&easy(), id("m1"), None);
    device.run(command(roster_id(&spring()), &moves));
    assert!(!device.roster().is_conflict());
    // Of whom nobody doubts it, nothing is written.
    let known = led().after(&[seat("m1", Some("t1"))]);
    assert!(known.put(&easy(), id("m1"), Some(id("t1"))).is_empty());
}

#[test]
fn promise_19_what_a_team_is_called_works_on_and_is_led_by_is_chosen_by_a_person() {
    let named = |name: &str, works_on: &str, leads: &str, after: &str| {
        let team = id("t1");
        [
            Move::Name {
                team,
                name: name.to_owned(),
            },
            Move::Project {
                team,
                project: Some(project(works_on)),
            },
            Move::Lead {
                team,
                place: 0,
                navigator: Some(id(leads)),
            },
            Move::LookAfter {
                team,
                captain: Some(id(after)),
            },
        ]
    };
    let ours = named("Ours", "b", "nav-b", "cap-2");
    let theirs = named("Theirs", "c", "nav-c", "cap-3");
    for kept in [&ours, &theirs] {
        let mut device = met(&ours, &theirs);
        let doubts = device.roster().doubts_about(id("t1"));
        assert_eq!(doubts.len(), 4);
        assert!(device.roster().doubts_about(id("t2")).is_empty());
        for doubt in &doubts {
            let offered = steps(&doubt.choices);
            assert_eq!(offered.len(), 2);
            let choice = kept.iter().find(|step| offered.contains(step));
            let choice = choice.expect("each value is offered");
            device.run(command(roster_id(&spring()), std::slice::from_ref(choice)));
        }
        assert!(!device.roster().is_conflict());
        assert_eq!(device.roster().after(kept), device.roster());
    }
    // A captain or a navigator put where they are shown settles it as well.
    let roster = met(&ours, &theirs).roster();
    let plan = &roster.teams[&id("t1")];
    let crew = easy();
    for who in [plan.captain, plan.leads[0]].into_iter().flatten() {
        let moves = roster.put(&crew, who, Some(id("t1")));
        assert_eq!(moves.is_empty(), crew.get(who).is_none());
    }
}

#[test]
fn promise_19_whether_there_is_a_team_that_one_copy_dissolved_is_chosen_by_a_person() {
    let team = id("t1");
    let gone = [Move::Dissolve(team)];
    // Taken up again while the other dissolves it too.
    let taken_back = |other_dissolves_last: bool| {
        let (mut one, mut other) = (Device::new(1), Device::new(2));
        let crewed = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
        one.run(command(roster_id(&spring()), &crewed.all_moves()));
        let back = one.roster().back_from(&gone);
        other.take(&one);
        let undo = |device: &mut Device| {
            device.run(command(roster_id(&spring()), &gone));
            device.run(command(roster_id(&spring()), &back));
        };
        if other_dissolves_last {
            undo(&mut one);
            other.run(command(roster_id(&spring()), &gone));
        } else {
            other.run(command(roster_id(&spring()), &gone));
            undo(&mut one);
        }
        one.take(&other);
        one
    };
    for other_dissolves_last in [false, true] {
        for keeps in [false, true] {
            let mut device = taken_back(other_dissolves_last);
            let roster = device.roster();
            assert!(roster.teams.contains_key(&team), "it is there to choose");
            let doubts = roster.doubts_about(team);
            let whether = doubts
                .iter()
                .find(|doubt| steps(&doubt.choices) == [Move::Dissolve(team), Move::Keep(team)]);
            assert!(whether.is_some(), "both, the one that is shown last");
            let step = if keeps {
                Move::Keep(team)
            } else {
                Move::Dissolve(team)
            };
            device.run(command(roster_id(&spring()), &[step]));
            let roster = device.roster();
            assert_eq!(roster.teams.contains_key(&team), keeps);
            let left = roster.doubts_about(team);
            let whether = left
                .iter()
                .any(|doubt| steps(&doubt.choices).contains(&Move::Keep(team)));
            assert!(!whether, "it is settled");
            if !keeps {
                assert!(
                    !roster.is_conflict(),
                    "of nobody on it is anything left to choose"
                );
                assert!(!roster.seats.contains_key(&id("m1")));
                assert_eq!(roster.seats.get(&id("m2")), Some(&id("t2")));
            }
        }
    }
}

#[test]
fn promise_19_who_wrote_each_value_is_told() {
    let roster = met(&[seat("m1", Some("t1"))], &[seat("m1", Some("t2"))]).roster();
    let doubts = roster.doubts_of(id("m1"));
    let held = doubts[0].choices.iter().map(|choice| choice.write.clone());
    let held: Vec<_> = held.collect();
    assert_eq!(held, roster.conflicts[&doubts[0].field]);
}

#[test]
fn promise_19_a_branch_that_is_called_two_names_tells_both() {
    let (mut one, mut other) = (Device::new(1), Device::new(2));
    one.run(Command::Branch {
        roster: Box::new(led()),
        name: "What if".to_owned(),
    });
    other.take(&one);
    let branch = id("fresh-1");
    let call = |name: &str| Command::NameRoster {
        roster: branch,
        name: name.to_owned(),
    };
    one.run(call("Ours"));
    other.run(call("Theirs"));
    one.take(&other);
    let read = |device: &Device| device.records.get(&branch).and_then(Roster::read);
    let roster = read(&one).expect("a branch");
    let names = roster.names_in_doubt().iter();
    let names: Vec<_> = names.filter_map(|write| write.value.as_text()).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names.last(), Some(&roster.name.as_str()));
    one.run(call("Ours"));
    assert!(read(&one).expect("a branch").names_in_doubt().is_empty());
}

#[test]
fn promise_10_a_step_is_taken_back_only_where_nobody_changed_it_since() {
    let before = led();
    let moves = [seat("m1", Some("t1")), seat("m2", Some("t1"))];
    let back = before.back_from(&moves);
    let after = before.after(&moves);
    let left = after.facts(&back);
    assert!(after.changed_since(&left).is_empty());
    // Somebody else moved another person: that is no matter.
    let other = after.after(&[seat("m3", Some("t2"))]);
    assert!(other.changed_since(&left).is_empty());
    // Somebody else moved the same one.
    let moved = after.after(&[seat("m1", Some("t2"))]);
    let changed = moved.changed_since(&left);
    assert_eq!(
        changed.into_iter().collect::<Vec<_>>(),
        [About::Person(id("m1"))]
    );
}

#[test]
fn promise_10_a_dissolved_team_does_not_take_back_who_is_elsewhere_by_now() {
    let before = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let moves = [Move::Dissolve(id("t1"))];
    let back = before.back_from(&moves);
    let after = before.after(&moves);
    let left = after.facts(&back);
    assert!(after.changed_since(&left).is_empty());
    let moved = after.after(&[seat("m1", Some("t2"))]);
    assert_eq!(moved.changed_since(&left).len(), 1);
}

#[test]
fn what_copies_disagree_about_is_not_as_it_was_left() {
    let device = met(&[seat("m1", Some("t1"))], &[seat("m1", Some("t2"))]);
    let roster = device.roster();
    let back = [seat("m1", None)];
    assert_eq!(roster.changed_since(&roster.facts(&back)).len(), 1);
}

proptest! {
    #[test]
    fn what_one_did_and_nobody_changed_can_be_taken_back_and_done_again(
        first in proptest::collection::vec(any_move(), 0..12),
        second in proptest::collection::vec(any_move(), 0..12),
    ) {
        let before = Roster::empty(&spring()).after(&first);
        let back = before.back_from(&second);
        let after = before.after(&second);
        let left = after.facts(&back);
        let was = before.facts(&second);
        prop_assert!(after.changed_since(&left).is_empty());
        let again = after.after(&back);
        prop_assert!(again.changed_since(&was).is_empty());
    }

    #[test]
    fn every_fact_that_is_read_is_one_that_a_move_writes(
        moves in proptest::collection::vec(any_move(), 1..14),
    ) {
        let roster = Roster::empty(&spring()).after(&moves);
        let all = roster.all_moves();
        let facts = roster.facts(&all);
        for (field, value) in all.iter().flat_map(Move::fields) {
            prop_assert_eq!(facts[&field].as_ref(), Some(&value));
        }
    }
}

#[test]
fn promise_10_a_team_that_others_filled_meanwhile_is_not_what_a_step_left() {
    let step = [Move::Dissolve(id("t1"))];
    let facts = led().facts(&step);
    assert!(led().changed_since(&facts).is_empty());
    let filled = led().after(&[seat("m1", Some("t1"))]);
    let changed = filled.changed_since(&facts);
    assert_eq!(changed, [About::Team(id("t1"))].into());
    // Elsewhere is no matter of this team.
    let other = led().after(&[seat("m1", Some("t2"))]);
    assert!(other.changed_since(&facts).is_empty());
}

#[test]
fn promise_21_a_step_that_would_bring_back_who_was_erased_is_told_from_others() {
    let crew = easy();
    let known = crew.all().next().expect("somebody").id;
    let team = Some(id("t1"));
    let put = |mentee, team| Move::Seat { mentee, team };
    let moves = [
        put(known, team),
        put(id("erased"), team),
        put(id("erased too"), None),
    ];
    let gone = Roster::gone_of(&moves, &crew);
    assert_eq!(
        gone.into_iter().collect::<Vec<_>>(),
        [About::Person(id("erased"))]
    );
}
