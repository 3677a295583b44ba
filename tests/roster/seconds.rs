//! Second navigators: those who are left over come to a team that has room, and break nothing there.

use std::collections::BTreeSet;

use groundcrew::domain::id::RecordId;
use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::judge::{difference, judge};
use groundcrew::domain::roster::{
    Crew, Member, Move, Pair, Roster, Scope, Wishes, ask, second_navigators,
};
use proptest::prelude::*;

use super::former::{any_mixed_crew, any_roster, formed};
use super::kit::{crew, easy, evenings, id, led, member, seat, spring, week};

/// The easy crew, with more navigators, where two lead a team together.
fn with(navigators: &[(&str, &[&str], u16)]) -> Crew {
    let mut members: Vec<Member> = easy().all().cloned().collect();
    members.extend(navigators.iter().map(|(name, wishes, hours)| {
        let week = week(&[0, 1, 2, 3, 4, 5, 6], 18, *hours);
        member(name, Role::Navigator, wishes, week)
    }));
    let rules = TeamRules {
        navigators: 2,
        // Everyone who meets on the evenings shares ten.
        team_hours: 5,
        ..TeamRules::default()
    };
    crew(members, rules)
}

fn full() -> Roster {
    led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m3", Some("t2")),
        seat("m4", Some("t2")),
    ])
}

fn both() -> BTreeSet<RecordId> {
    [id("t1"), id("t2")].into()
}

/// Who comes to `t1` and to `t2`.
fn seconds(crew: &Crew, roster: &Roster) -> [Option<RecordId>; 2] {
    let after = roster.after(&second_navigators(crew, roster, &both()));
    ["t1", "t2"].map(|team| after.teams[&id(team)].leads[1])
}

#[test]
fn who_is_left_over_leads_with_someone_whose_project_they_would_lead() {
    let crew = with(&[("nav-c", &["b"], 2), ("nav-d", &["a"], 2)]);
    assert_eq!(
        seconds(&crew, &full()),
        [Some(id("nav-d")), Some(id("nav-c"))]
    );
    // Where one leads a team nobody comes.
    let alone = easy();
    assert_eq!(second_navigators(&alone, &full(), &both()), []);
}

#[test]
fn as_many_as_possible_find_a_place_and_then_wishes_count() {
    // nav-c would lead b, but nav-d is free with those of t2 alone.
    let mut members: Vec<Member> = with(&[("nav-c", &["b"], 2)]).all().cloned().collect();
    let mornings = week(&[0, 1, 2, 3, 4], 8, 2);
    for one in &mut members {
        if ["nav-b", "m3", "m4"].iter().any(|name| one.id == id(name)) {
            let mut free = evenings();
            for slot in mornings.iter() {
                free.set(slot, true);
            }
            one.week = Some(free);
        }
    }
    members.push(member("nav-d", Role::Navigator, &["a"], mornings));
    let rules = TeamRules {
        navigators: 2,
        ..TeamRules::default()
    };
    let crew = crew(members, rules);
    assert_eq!(
        seconds(&crew, &full()),
        [Some(id("nav-c")), Some(id("nav-d"))]
    );
}

#[test]
fn hours_kept_apart_and_locks_are_respected() {
    // nav-c shares two hours a week with the others; a team needs five.
    let crew = with(&[("nav-c", &["a"], 0), ("nav-d", &["a"], 2)]);
    assert_eq!(seconds(&crew, &full()), [Some(id("nav-d")), None]);
    let pair = Pair::new(id("nav-d"), id("m2")).expect("two");
    let apart = full().after(&[Move::Apart { pair, apart: true }]);
    assert_eq!(seconds(&crew, &apart), [None, Some(id("nav-d"))]);
    let lock = Move::Lock {
        person: id("nav-d"),
        locked: true,
    };
    assert_eq!(seconds(&crew, &full().after(&[lock])), [None, None]);
}

#[test]
fn a_team_meets_by_the_clocks_of_its_first_navigator_still() {
    let mut crew = with(&[("nav-c", &["a"], 2)]);
    let berlin: Vec<Member> = crew
        .all()
        .cloned()
        .map(|mut one| {
            if one.id == id("nav-c") {
                one.zone = Some("Europe/Berlin".to_owned());
                one.week = Some(week(&[0, 1, 2, 3, 4, 5, 6], 18, 5));
            }
            one
        })
        .collect();
    crew = super::kit::crew(berlin, crew.rules().clone());
    let roster = full();
    let after = roster.after(&second_navigators(&crew, &roster, &both()));
    assert_eq!(
        after.teams[&id("t1")].leads,
        [Some(id("nav-a")), Some(id("nav-c"))]
    );
    let judged = judge(&crew, &after);
    assert_eq!(judged.teams[&id("t1")].zone.as_deref(), Some("UTC"));
    assert_eq!(judged.teams[&id("t1")].breaches, []);
}

#[test]
fn forming_gives_teams_a_second_navigator_and_keeps_two_who_lead_together() {
    let crew = with(&[("nav-c", &["c"], 2)]);
    let (after, quality) = formed(&crew, &Roster::empty(&spring()), Scope::Open).expect("one");
    // Two captains are two teams: the third navigator is left over, and comes second.
    let judged = judge(&crew, &after);
    assert_eq!((after.teams.len(), judged.placed), (2, 5));
    assert!(judged.teams.values().all(|team| team.is_whole()));
    assert_eq!(judged.points, quality);
    let places = after.teams.values().flat_map(|plan| plan.leads);
    assert_eq!(places.flatten().count(), 3);
    let together = Move::Lead {
        team: id("t1"),
        place: 1,
        navigator: Some(id("nav-c")),
    };
    let before = led().after(&[together]);
    let asked = ask(&crew, &before, Scope::All);
    assert_eq!(asked.problem.navigators.len(), 2);
    let (after, _) = formed(&crew, &before, Scope::All).expect("one");
    assert_eq!(after.teams[&id("t1")].leads, before.teams[&id("t1")].leads);
}

/// How well a second navigator suits a team: as docs/decisions/0011 has it.
fn suits(crew: &Crew, roster: &Roster, team: RecordId, who: RecordId) -> i64 {
    match (
        &crew.get(who).expect("someone").wishes,
        &roster.teams[&team].project,
    ) {
        (Wishes::These(wanted), Some(project)) if wanted.contains(project) => 2,
        (Wishes::These(wanted), Some(_)) if !wanted.is_empty() => 0,
        _ => 1,
    }
}

/// The best that can be done with these navigators, by trying everything, judged as a roster made by hand is:
/// how many come, how well they suit, the hours their teams have.
fn best(crew: &Crew, roster: &Roster, free: &[RecordId], open: &[RecordId]) -> (usize, i64, u32) {
    let Some((who, rest)) = free.split_first() else {
        return (0, 0, 0);
    };
    let mut most = best(crew, roster, rest, open);
    for team in open {
        let step = Move::Lead {
            team: *team,
            place: 1,
            navigator: Some(*who),
        };
        let after = roster.after(&[step]);
        let (was, is) = (judge(crew, roster), judge(crew, &after));
        let hours = is.teams[team].hours;
        let taken = roster.teams[team].leads[1].is_some();
        if taken || !difference(&was, &is).breaks.is_empty() || hours.is_none() {
            continue;
        }
        let others: Vec<RecordId> = open.iter().copied().filter(|one| one != team).collect();
        let (count, wishes, sum) = best(crew, &after, rest, &others);
        let found = (
            count + 1,
            wishes + suits(crew, roster, *team, *who),
            sum + hours.unwrap_or(0),
        );
        most = most.max(found);
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn second_navigators_are_the_best_choice_and_break_no_rule(
        crew in any_mixed_crew(),
        before in any_roster(),
    ) {
        let judged = judge(&crew, &before);
        let rules = crew.rules().clone();
        // As after forming: teams that break nothing.
        let teams: BTreeSet<RecordId> = before.teams.keys().copied()
            .filter(|team| judged.teams[team].broken().next().is_none()).collect();
        let moves = second_navigators(&crew, &before, &teams);
        if rules.navigators < 2 {
            prop_assert!(moves.is_empty());
            return Ok(());
        }
        let after = before.after(&moves);
        let breaks = difference(&judged, &judge(&crew, &after)).breaks;
        prop_assert!(breaks.is_empty(), "{breaks:?}");
        let is_free = |one: &&Member| {
            before.teams.values().all(|plan| plan.navigators().all(|lead| lead != one.id))
                && crew.availability(one).is_some()
                && !before.locked.contains(&one.id)
        };
        let free: Vec<RecordId> = crew.of_role(Role::Navigator).filter(is_free).map(|m| m.id).collect();
        let has_room = |team: &RecordId| {
            let leads = before.teams[team].leads;
            leads[0].is_some() && leads[1].is_none()
        };
        let open: Vec<RecordId> = teams.into_iter().filter(has_room).collect();
        let mut found = (moves.len(), 0, 0);
        for step in &moves {
            let Move::Lead { team, place: 1, navigator: Some(who) } = step else {
                panic!("{step:?}");
            };
            prop_assert!(free.contains(who) && open.contains(team));
            found.1 += suits(&crew, &before, *team, *who);
            found.2 += judge(&crew, &after).teams[team].hours.unwrap_or(0);
        }
        prop_assert_eq!(found, best(&crew, &before, &free, &open));
    }
}
