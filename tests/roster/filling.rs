//! Filling what is open: it never ends in nothing, and moves nobody.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::judge::{Breach, difference, judge};
use groundcrew::domain::roster::{Crew, Member, Move, Roster, Scope, WhyLeft, ask, why_left};
use proptest::prelude::*;

use super::former::{any_mixed_crew, any_roster, formed, solved};
use super::kit::{crew, easy, evenings, id, led, member, project, seat, spring, week};

/// The easy crew with some people changed.
fn but(change: impl Fn(&mut Member)) -> Crew {
    let mut members: Vec<Member> = easy().all().cloned().collect();
    members.iter_mut().for_each(change);
    crew(members, TeamRules::default())
}

/// The teams that are left, why, and what is filled.
fn filled(crew: &Crew, roster: &Roster) -> (Vec<(&'static str, WhyLeft)>, Roster) {
    let asked = ask(crew, roster, Scope::Open);
    let (found, _) = solved(&asked).expect("filling what is open always finds something");
    let (after, _) = formed(crew, roster, Scope::Open).expect("the same again");
    let left = asked.left(roster, &found).into_iter().map(|team| {
        let name = ["t1", "t2"].into_iter().find(|name| id(name) == team);
        (
            name.expect("one of two"),
            why_left(crew, roster, &after, team),
        )
    });
    (left.collect(), after)
}

#[test]
fn a_team_that_finds_no_captain_is_left_and_the_others_are_filled() {
    // Neither captain is free when m1 is.
    let crew = but(|one| {
        if one.id == id("m1") {
            one.week = Some(week(&[0, 1, 2, 3, 4], 10, 2));
        }
        if one.id == id("nav-a") {
            one.week = Some(week(&[0, 1, 2, 3, 4], 10, 10));
        }
    });
    let nobody = Move::LookAfter {
        team: id("t1"),
        captain: None,
    };
    let before = led().after(&[nobody, seat("m1", Some("t1"))]);
    let (left, after) = filled(&crew, &before);
    assert_eq!(left, [("t1", WhyLeft::NoCaptain)]);
    assert_eq!(after.everyone(id("t1")), before.everyone(id("t1")));
    assert_eq!(after.mentees(id("t2")).count(), 3);
}

#[test]
fn a_team_that_too_few_can_join_is_left_and_the_others_are_filled() {
    // Only m1 wants what t1 works on.
    let crew = but(|one| {
        if one.role == Role::Mentee && one.id != id("m1") {
            *one = member(&one.name, Role::Mentee, &["b"], evenings());
        }
    });
    let before = led().after(&[seat("m1", Some("t1"))]);
    let (left, after) = filled(&crew, &before);
    let too_few = WhyLeft::TooFew { could: 0, needs: 1 };
    assert_eq!(left, [("t1", too_few)]);
    assert_eq!(after.everyone(id("t1")), before.everyone(id("t1")));
    assert_eq!(after.mentees(id("t2")).count(), 3);
}

#[test]
fn a_captain_of_a_team_without_mentees_stays_there() {
    // Only one of the two teams can be filled, and only cap-1 would do for it.
    let crew = but(|one| {
        if one.id == id("cap-2") {
            one.week = Some(week(&[6], 1, 2));
        }
    });
    let nobody = Move::LookAfter {
        team: id("t2"),
        captain: None,
    };
    let (_, after) = filled(&crew, &led().after(&[nobody]));
    assert_eq!(after.teams[&id("t1")].captain, Some(id("cap-1")));
    assert_eq!(after.teams[&id("t2")].captain, None);
    assert_eq!(after.mentees(id("t1")).count(), 3);
    // Where nobody can be put on t1 the captain stays nevertheless.
    let crew = but(|one| {
        if one.role == Role::Mentee {
            *one = member(&one.name, Role::Mentee, &["b"], evenings());
        }
    });
    let (left, after) = filled(&crew, &led());
    assert_eq!(left, [("t1", WhyLeft::TooFew { could: 0, needs: 2 })]);
    assert_eq!(after.teams[&id("t1")].captain, Some(id("cap-1")));
    assert_eq!(after.mentees(id("t2")).count(), 3);
}

#[test]
fn as_many_teams_that_were_begun_are_completed_as_can_be() {
    // Both teams lack a captain, and cap-2 is gone.
    let crew = but(|one| {
        if one.id == id("cap-2") {
            one.is_in = false;
        }
    });
    let nobody = |team: &str| Move::LookAfter {
        team: id(team),
        captain: None,
    };
    let before = led().after(&[
        nobody("t1"),
        nobody("t2"),
        seat("m1", Some("t1")),
        seat("m4", Some("t2")),
    ]);
    let (left, after) = filled(&crew, &before);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].1, WhyLeft::NoCaptain);
    let whole = judge(&crew, &after).teams.into_values();
    assert_eq!(whole.filter(|team| team.is_whole()).count(), 1);
}

#[test]
fn a_team_that_broke_a_rule_or_has_no_navigator_says_so() {
    let unled = Move::Lead {
        team: id("t2"),
        place: 0,
        navigator: None,
    };
    let before = led().after(&[seat("m6", Some("t1")), unled]);
    let (left, _) = filled(&easy(), &before);
    let unwanted = WhyLeft::Broken(Breach::Unwanted(id("m6")));
    let could_lead = WhyLeft::Unled {
        could: vec![id("nav-b")],
    };
    assert_eq!(left, [("t1", unwanted), ("t2", could_lead)]);
}

#[test]
fn a_team_that_works_on_nothing_takes_up_what_suits_all_who_are_on_it() {
    let nothing = Move::Project {
        team: id("t1"),
        project: None,
    };
    let crew = but(|one| {
        if one.id == id("nav-a") {
            *one = member("nav-a", Role::Navigator, &["c", "a"], evenings());
        }
    });
    for (mentee, works_on) in [("m1", Some("a")), ("m6", Some("c")), ("m4", None)] {
        let before = led().after(&[nothing.clone(), seat(mentee, Some("t1"))]);
        let (_, after) = filled(&crew, &before);
        assert_eq!(
            after.teams[&id("t1")].project,
            works_on.map(project),
            "{mentee}"
        );
        let breaks = difference(&judge(&crew, &before), &judge(&crew, &after)).breaks;
        assert_eq!(breaks, []);
    }
}

#[test]
fn who_is_on_a_team_in_another_role_by_now_stays() {
    let crew = but(|one| {
        if one.id == id("m1") {
            one.role = Role::Captain;
        }
    });
    let before = led().after(&["m1", "m2", "m3"].map(|who| seat(who, Some("t1"))));
    let (left, after) = filled(&crew, &before);
    assert_eq!(left, [("t1", WhyLeft::OtherRole(id("m1")))]);
    assert_eq!(after.everyone(id("t1")), before.everyone(id("t1")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn filling_what_is_open_always_answers_moves_nobody_and_breaks_nothing(
        crew in any_mixed_crew(),
        before in any_roster(),
    ) {
        let asked = ask(&crew, &before, Scope::Open);
        let found = solved(&asked);
        prop_assert!(found.is_some());
        let (found, _) = found.expect("just seen");
        let (after, _) = formed(&crew, &before, Scope::Open).expect("the same again");
        for (mentee, team) in &before.seats {
            prop_assert_eq!(after.seats.get(mentee), Some(team));
        }
        for (id, plan) in &before.teams {
            let now = &after.teams[id];
            prop_assert_eq!(&now.name, &plan.name);
            prop_assert!(plan.captain.is_none() || now.captain == plan.captain);
            for (was, is) in plan.leads.iter().zip(&now.leads) {
                prop_assert!(was.is_none() || is == was);
            }
            prop_assert!(plan.project.is_none() || now.project == plan.project);
        }
        let (was, is) = (judge(&crew, &before), judge(&crew, &after));
        let breaks = difference(&was, &is).breaks;
        prop_assert!(breaks.is_empty(), "{breaks:?}");
        let left = asked.left(&before, &found);
        for team in &left {
            prop_assert_eq!(after.everyone(*team), before.everyone(*team));
            let why = why_left(&crew, &before, &after, *team);
            let is_broken = was.teams[team].broken().next().is_some();
            prop_assert_eq!(is_broken, matches!(why, WhyLeft::Broken(_)));
        }
        // Every team on which somebody waits is whole, or is said to be left.
        for (id, plan) in &after.teams {
            let somebody = plan.captain.is_some() || after.mentees(*id).next().is_some();
            prop_assert!(!somebody || is.teams[id].is_whole() || left.contains(id));
        }
        let again = formed(&crew, &before, Scope::Open).expect("the same again").0;
        prop_assert_eq!(again, after);
    }

    #[test]
    fn filled_again_nobody_moves(crew in any_mixed_crew(), before in any_roster()) {
        let (once, _) = formed(&crew, &before, Scope::Open).expect("always");
        let (twice, _) = formed(&crew, &once, Scope::Open).expect("always");
        for (mentee, team) in &once.seats {
            prop_assert_eq!(twice.seats.get(mentee), Some(team));
        }
        prop_assert!(twice.seats.len() >= once.seats.len());
    }
}

#[test]
fn nothing_is_filled_where_there_is_nobody() {
    let nobody = crew(Vec::new(), TeamRules::default());
    let (after, _) = formed(&nobody, &Roster::empty(&spring()), Scope::Open).expect("one");
    assert!(after.teams.is_empty());
}
