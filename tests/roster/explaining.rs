//! Why someone is on no team, and what would put them on one.

use groundcrew::domain::overlap::Quarters;
use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::explain::{Change, stand_ins, why_not};
use groundcrew::domain::roster::judge::{Breach, judge};
use groundcrew::domain::roster::{Move, Roster};

use super::kit::{crew, easy, evenings, id, led, member, seat, week};

#[test]
fn an_open_place_needs_nothing_but_joining() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let why = why_not(&easy(), &roster, id("m5"));
    assert!(
        why.obstacles
            .iter()
            .all(|obstacle| obstacle.breaks.is_empty())
    );
    assert_eq!(why.ways[0].change, Change::Join);
}

#[test]
fn where_a_team_is_full_somebody_moves_on_before_anyone_loses_a_place() {
    let roster = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m5", Some("t1")),
        seat("m4", Some("t2")),
    ]);
    // Another who wants a alone.
    let mut members: Vec<_> = easy().all().cloned().collect();
    members.push(member("m7", Role::Mentee, &["a"], evenings()));
    let crew = crew(members, TeamRules::default());
    let why = why_not(&crew, &roster, id("m7"));
    assert_eq!(
        why.obstacles[0].breaks,
        [Breach::TooMany { have: 4, most: 3 }]
    );
    assert_eq!(why.obstacles[1].breaks, [Breach::Unwanted(id("m7"))]);
    let way = &why.ways[0];
    assert!(matches!(way.change, Change::MovesOn { to, .. } if to == id("t2")));
    let after = judge(&crew, &roster.after(&way.moves));
    assert_eq!(after.placed, 5);
    assert!(
        after
            .teams
            .values()
            .all(|team| team.broken().next().is_none())
    );
}

#[test]
fn who_is_locked_is_not_moved_for_another() {
    let lock = |who: &str| Move::Lock {
        person: id(who),
        locked: true,
    };
    let roster = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m5", Some("t1")),
        lock("m1"),
        lock("m2"),
        lock("m5"),
    ]);
    let mut members: Vec<_> = easy().all().cloned().collect();
    members.push(member("m7", Role::Mentee, &["a"], evenings()));
    let crew = crew(members, TeamRules::default());
    assert_eq!(why_not(&crew, &roster, id("m7")).ways, []);
}

#[test]
fn the_hours_that_are_missing_are_named() {
    let members = vec![
        member("nav-a", Role::Navigator, &["a"], evenings()),
        member("cap-1", Role::Captain, &[], evenings()),
        member("m1", Role::Mentee, &["a"], evenings()),
        member("late", Role::Mentee, &["a"], week(&[0, 1], 18, 2)),
    ];
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[seat("m1", Some("t1"))]);
    let why = why_not(&crew, &roster, id("late"));
    let Change::FreeToo { when, zone } = &why.ways[0].change else {
        panic!("{:?}", why.ways);
    };
    assert_eq!(zone, "UTC");
    // Four hours are shared; one more of the others' is missing.
    assert_eq!(when.len(), 4);
    let shared = Quarters::from(&week(&[0, 1], 18, 2)).or(when);
    assert_eq!(shared.and(&Quarters::from(&evenings())).hours(), 5);
}

#[test]
fn another_captain_is_the_way_where_only_the_captain_is_in_it() {
    let mornings = week(&[0, 1, 2, 3, 4], 6, 2);
    let both = {
        let mut week = evenings();
        for slot in mornings.iter() {
            week.set(slot, true);
        }
        week
    };
    let members = vec![
        member("nav-a", Role::Navigator, &["a"], both),
        member("cap-1", Role::Captain, &[], evenings()),
        member("cap-2", Role::Captain, &[], both),
        member("m1", Role::Mentee, &["a"], both),
        member("early", Role::Mentee, &["a"], mornings),
    ];
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[
        seat("m1", Some("t1")),
        Move::LookAfter {
            team: id("t2"),
            captain: None,
        },
    ]);
    let why = why_not(&crew, &roster, id("early"));
    assert_eq!(why.ways[0].change, Change::Captain(id("cap-2")));
}

#[test]
fn every_way_leads_where_it_says() {
    let crew = easy();
    let rosters: [Vec<Move>; 4] = [
        vec![],
        vec![seat("m1", Some("t1")), seat("m2", Some("t1"))],
        ["m1", "m2", "m5"].map(|who| seat(who, Some("t1"))).into(),
        ["m3", "m4", "m5"].map(|who| seat(who, Some("t2"))).into(),
    ];
    for moves in rosters {
        let roster: Roster = led().after(&moves);
        let before = judge(&crew, &roster);
        for mentee in &before.unplaced {
            for way in why_not(&crew, &roster, *mentee).ways {
                let after = roster.after(&way.moves);
                assert_eq!(after.seats.get(mentee), Some(&way.team));
                let judged = judge(&crew, &after);
                assert_eq!(judged.points - before.points, way.points);
                assert!(judged.teams.values().all(|t| t.broken().next().is_none()));
            }
        }
    }
}

#[test]
fn who_could_step_in_is_ranked() {
    let roster = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m5", Some("t1")),
    ]);
    let ins = stand_ins(&easy(), &roster, id("t1"), Some(id("m1")));
    let order: Vec<_> = ins
        .iter()
        .map(|one| (one.mentee, one.breaks.len()))
        .collect();
    // m3 wants b first and a second; m4 and m6 did not ask for a.
    assert_eq!(order[0], (id("m3"), 0));
    assert!(order[1..].iter().all(|(_, breaks)| *breaks == 1));
    assert!(order.iter().all(|(mentee, _)| *mentee != id("m1")));
}
