//! Forming all anew: whoever is not locked may go elsewhere, and nobody takes up a place twice.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::judge::{difference, judge};
use groundcrew::domain::roster::{Crew, Member, Move, Roster, Scope, ask};
use proptest::prelude::*;

use super::former::{any_mixed_crew, any_roster, formed};
use super::kit::{crew, easy, evenings, id, led, member, project, seat, week};

/// The easy crew with one of its people changed.
fn but(who: &str, change: impl Fn(&mut Member)) -> Crew {
    let mut members: Vec<Member> = easy().all().cloned().collect();
    members
        .iter_mut()
        .filter(|one| one.id == id(who))
        .for_each(change);
    crew(members, TeamRules::default())
}

fn lock(who: &str) -> Move {
    Move::Lock {
        person: id(who),
        locked: true,
    }
}

#[test]
fn who_left_or_gave_no_times_gives_up_the_seat() {
    let changes: [fn(&mut Member); 2] = [|one| one.is_in = false, |one| one.week = None];
    for change in changes {
        let crew = but("m5", change);
        let before = led().after(&["m5", "m1", "m2"].map(|who| seat(who, Some("t1"))));
        let (after, _) = formed(&crew, &before, Scope::All).expect("one");
        assert_eq!(after.seats.get(&id("m5")), None);
        assert!(
            judge(&crew, &after)
                .teams
                .values()
                .all(|team| team.is_whole())
        );
    }
}

#[test]
fn who_is_locked_and_can_not_be_reckoned_with_takes_up_a_place() {
    // Three more would come.
    let mut members: Vec<Member> = easy().all().cloned().collect();
    for one in &mut members {
        one.is_in = one.id != id("nav-b");
        if one.id == id("m5") {
            one.week = None;
        }
    }
    let crew = crew(members, TeamRules::default());
    let before = led().after(&[seat("m5", Some("t1")), lock("m5")]);
    let (after, _) = formed(&crew, &before, Scope::All).expect("one");
    assert_eq!(after.seats.get(&id("m5")), Some(&id("t1")));
    assert_eq!(after.mentees(id("t1")).count(), 3);
    let breaks = difference(&judge(&crew, &before), &judge(&crew, &after)).breaks;
    assert_eq!(breaks, []);
    // Where such people fill a team it is left as it is.
    let crew = but("cap-1", |one| one.is_in = false);
    let before = led().after(&[seat("m1", Some("t1")), lock("m1"), lock("cap-1")]);
    assert!(ask(&crew, &before, Scope::All).kept.contains(&id("t1")));
}

#[test]
fn a_new_captain_has_time_for_who_stays_without_being_reckoned_with() {
    // m5 left, and is locked nevertheless; cap-2 has time for all others only.
    let days = [0, 1, 2, 3, 4];
    let (mornings, all_day) = (week(&days, 8, 2), week(&days, 8, 12));
    let mut members: Vec<Member> = easy().all().cloned().collect();
    for one in &mut members {
        one.is_in = ![id("nav-b"), id("cap-1"), id("m5")].contains(&one.id);
        if one.id == id("cap-2") {
            one.week = Some(mornings);
        } else if one.id != id("m5") {
            one.week = Some(all_day);
        }
    }
    let crew = crew(members, TeamRules::default());
    let before = led().after(&[seat("m5", Some("t1")), lock("m5")]);
    let (after, _) = formed(&crew, &before, Scope::All).expect("one");
    assert_ne!(after.teams[&id("t1")].captain, Some(id("cap-2")));
    let breaks = difference(&judge(&crew, &before), &judge(&crew, &after)).breaks;
    assert_eq!(breaks, []);
}

#[test]
fn a_captain_of_a_team_that_takes_no_part_is_busy() {
    let unled = Move::Lead {
        team: id("t2"),
        place: 0,
        navigator: None,
    };
    // Kept, since m4 is locked to a team that nobody leads.
    let before = led().after(&[unled.clone(), seat("m4", Some("t2")), lock("m4")]);
    let (after, _) = formed(&easy(), &before, Scope::All).expect("one");
    let captains = |roster: &Roster, who: &str| {
        let plans = roster.teams.values();
        plans.filter(|plan| plan.captain == Some(id(who))).count()
    };
    assert_eq!(
        (captains(&after, "cap-1"), captains(&after, "cap-2")),
        (1, 1)
    );
    assert_eq!(after.teams[&id("t2")].captain, Some(id("cap-2")));
    // With nobody locked to it its captain is as free as its mentees are.
    let before = led().after(&[unled, seat("m4", Some("t2"))]);
    let crew = but("cap-1", |one| one.is_in = false);
    let (after, _) = formed(&crew, &before, Scope::All).expect("one");
    assert_eq!(
        (captains(&after, "cap-1"), captains(&after, "cap-2")),
        (0, 1)
    );
    let breaks = difference(&judge(&crew, &before), &judge(&crew, &after)).breaks;
    assert_eq!(breaks, []);
}

#[test]
fn a_team_that_nobody_is_left_on_goes_and_one_that_was_added_empty_stays() {
    let unled = Move::Lead {
        team: id("t2"),
        place: 0,
        navigator: None,
    };
    let added = Move::Found {
        team: id("t3"),
        name: "t3".to_owned(),
        project: Some(project("c")),
        place: 2,
    };
    let before = led().after(&[unled, added, seat("m4", Some("t2"))]);
    let crew = but("nav-b", |one| one.is_in = false);
    let (after, _) = formed(&crew, &before, Scope::All).expect("one");
    let teams: Vec<_> = after.in_order().into_iter().map(|(id, _)| id).collect();
    assert_eq!(teams, [id("t1"), id("t3")]);
    // Somebody who is locked there keeps it.
    let held = before.after(&[lock("m4")]);
    let (after, _) = formed(&crew, &held, Scope::All).expect("one");
    assert_eq!(after.seats.get(&id("m4")), Some(&id("t2")));
}

#[test]
fn nobody_shares_hours_alone() {
    let alone = judge(&easy(), &led());
    let team = &alone.teams[&id("t1")];
    assert_eq!((team.hours, team.together()), (Some(10), None));
    let two = judge(&easy(), &led().after(&[seat("m1", Some("t1"))]));
    assert_eq!(two.teams[&id("t1")].together(), Some(10));
}

#[test]
fn a_team_that_works_on_nothing_takes_up_what_its_navigator_would_lead() {
    let nothing = Move::Project {
        team: id("t1"),
        project: None,
    };
    let (after, quality) = formed(&easy(), &led().after(&[nothing]), Scope::All).expect("one");
    assert_eq!(after.teams[&id("t1")].project, Some(project("a")));
    assert_eq!(judge(&easy(), &after).points, quality);
}

#[test]
fn a_project_that_the_session_has_no_more_is_kept_and_suits_whoever_wants_any() {
    let gone = Move::Project {
        team: id("t1"),
        project: Some(project("gone")),
    };
    let mut members: Vec<Member> = easy().all().cloned().collect();
    members.push(member("m7", Role::Mentee, &[], evenings()));
    members.push(member("m8", Role::Mentee, &["c", "gone"], evenings()));
    let crew = crew(members, TeamRules::default());
    for scope in [Scope::Open, Scope::All] {
        let (after, quality) =
            formed(&crew, &led().after(std::slice::from_ref(&gone)), scope).expect("one");
        assert_eq!(after.teams[&id("t1")].project, Some(project("gone")));
        let mut on: Vec<_> = after.mentees(id("t1")).collect();
        on.sort_unstable();
        let mut wanted = [id("m5"), id("m7"), id("m8")];
        wanted.sort_unstable();
        assert_eq!(on, wanted);
        let judged = judge(&crew, &after);
        assert!(judged.teams.values().all(|team| team.is_whole()));
        assert_eq!(judged.points, quality);
    }
}

#[test]
fn two_locks_of_a_captain_who_may_have_one_team_clash() {
    let both = Move::LookAfter {
        team: id("t2"),
        captain: Some(id("cap-1")),
    };
    let before = led().after(&[both, lock("cap-1")]);
    assert_eq!(formed(&easy(), &before, Scope::All), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn forming_anew_moves_nobody_who_is_locked_and_breaks_nothing(
        crew in any_mixed_crew(),
        before in any_roster(),
    ) {
        let Some((after, _)) = formed(&crew, &before, Scope::All) else {
            prop_assert!(!before.locked.is_empty());
            return Ok(());
        };
        for person in &before.locked {
            for team in before.teams_of(*person) {
                prop_assert!(after.teams_of(*person).contains(&team), "{person} left {team}");
            }
        }
        for (id, plan) in &before.teams {
            // Who leads a team goes on leading it: one that is gone had nobody left.
            if !after.teams.contains_key(id) {
                prop_assert!(plan.navigators().next().is_none());
                prop_assert!(!before.everyone(*id).is_empty());
                continue;
            }
            for (was, is) in plan.leads.iter().zip(&after.teams[id].leads) {
                prop_assert!(was.is_none() || is == was);
            }
            prop_assert!(plan.project.is_none() || after.teams[id].project == plan.project);
        }
        let breaks = difference(&judge(&crew, &before), &judge(&crew, &after)).breaks;
        prop_assert!(breaks.is_empty(), "{breaks:?}");
    }
}
