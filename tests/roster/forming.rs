//! A roster put as a problem, and what is found put back: what is formed keeps every rule that hand-made
//! teams are judged by, and is worth what the former says.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::judge::judge;
use groundcrew::domain::roster::{Member, Move, Pair, Roster, Scope, ask};
use proptest::prelude::*;

use super::former::{any_crew, formed};
use super::kit::{crew, easy, evenings, id, led, member, seat, spring};

#[test]
fn an_empty_roster_is_filled() {
    let (roster, quality) = formed(&easy(), &Roster::empty(&spring()), Scope::Open).expect("one");
    let judged = judge(&easy(), &roster);
    assert_eq!(roster.teams.len(), 2);
    // Nobody leads what m6 wants.
    assert_eq!(judged.unplaced, [id("m6")]);
    assert!(judged.teams.values().all(|team| team.is_whole()));
    assert_eq!(judged.points, quality);
    let names: Vec<&str> = roster
        .in_order()
        .iter()
        .map(|(_, plan)| plan.name.as_str())
        .collect();
    assert_eq!(names, ["Team 1", "Team 2"]);
}

#[test]
fn only_what_is_open_is_filled_unless_told_otherwise() {
    // m3 would rather work on b.
    let before = led().after(&[seat("m3", Some("t1"))]);
    let (kept, _) = formed(&easy(), &before, Scope::Open).expect("one");
    assert_eq!(kept.seats.get(&id("m3")), Some(&id("t1")));
    assert_eq!(kept.teams.len(), 2);
    let (free, _) = formed(&easy(), &before, Scope::All).expect("one");
    assert_eq!(free.seats.get(&id("m3")), Some(&id("t2")));
    let lock = Move::Lock {
        person: id("m3"),
        locked: true,
    };
    let (locked, _) = formed(&easy(), &before.after(&[lock]), Scope::All).expect("one");
    assert_eq!(locked.seats.get(&id("m3")), Some(&id("t1")));
}

#[test]
fn a_team_that_breaks_a_rule_on_purpose_is_left_as_it_is() {
    let before = led().after(&[seat("m6", Some("t1")), seat("m1", Some("t1"))]);
    let asked = ask(&easy(), &before, Scope::Open);
    assert!(asked.kept.contains(&id("t1")));
    let (after, _) = formed(&easy(), &before, Scope::Open).expect("one");
    assert_eq!(after.everyone(id("t1")), before.everyone(id("t1")));
    assert_eq!(after.mentees(id("t2")).count(), 3);
}

#[test]
fn locks_that_no_team_can_keep_are_told() {
    // Both stay on t1, and are kept apart.
    let pair = Pair::new(id("m1"), id("m2")).expect("two");
    let lock = |who: &str| Move::Lock {
        person: id(who),
        locked: true,
    };
    let before = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        lock("m1"),
        lock("m2"),
        Move::Apart { pair, apart: true },
    ]);
    assert_eq!(formed(&easy(), &before, Scope::All), None);
}

#[test]
fn waitlisted_and_those_who_left_take_no_part() {
    let mut gone = member("m1", Role::Mentee, &["a"], evenings());
    gone.is_in = false;
    let mut members: Vec<Member> = easy().all().filter(|m| m.id != gone.id).cloned().collect();
    members.push(gone);
    let crew = crew(members, TeamRules::default());
    let (roster, _) = formed(&crew, &Roster::empty(&spring()), Scope::Open).expect("one");
    assert!(!roster.seats.contains_key(&id("m1")));
}

proptest! {
    // Each forms teams anew.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_formed_keeps_the_rules_and_is_worth_what_is_said(crew in any_crew()) {
        let empty = Roster::empty(&spring());
        let (roster, quality) = formed(&crew, &empty, Scope::Open).expect("an empty one is a roster");
        let judged = judge(&crew, &roster);
        for team in judged.teams.values() {
            prop_assert!(team.is_whole(), "{:?}", team.breaches);
        }
        prop_assert_eq!(judged.points, quality);
    }
}
