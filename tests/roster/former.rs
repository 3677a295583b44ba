//! Forming teams of small crews: the problem put, solved, and put back.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Asked, Crew, Move, Pair, Roster, Scope, ask};
use groundcrew::domain::teams::{Search, Status};
use proptest::prelude::*;

use super::kit::{crew, id, member, project, spring, week};

/// What the former finds, and what it is worth; nothing if there is no roster.
pub fn solved(asked: &Asked) -> Option<(groundcrew::domain::teams::Roster, i64)> {
    let mut search = Search::new(asked.problem.clone(), 1).expect("a problem");
    loop {
        match search.step(1_000_000) {
            Status::Searching => {}
            Status::Infeasible => return None,
            _ => break,
        }
    }
    Some((search.roster()?, search.objective()?.quality))
}

/// The roster that forming leads to, and what the former says that it is worth.
pub fn formed(crew: &Crew, roster: &Roster, scope: Scope) -> Option<(Roster, i64)> {
    let asked = ask(crew, roster, scope);
    let (found, quality) = solved(&asked)?;
    let mut next = 0;
    let fresh = || {
        next += 1;
        id(&format!("new {next}"))
    };
    let moves = asked.moves(crew, roster, &found, fresh, |n| format!("Team {n}"));
    Some((roster.after(&moves), quality))
}

/// Up to fifteen people who are free at odd times in odd zones.
pub fn any_crew() -> impl Strategy<Value = Crew> {
    let person = (
        proptest::collection::vec(0_u16..7, 1..5),
        0_u16..22,
        1_u16..8,
        proptest::sample::subsequence(vec!["a", "b", "c"], 0..=2),
        1_i64..6,
        0_usize..4,
    );
    let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
    proptest::collection::vec(person, 6..16).prop_map(move |people| {
        let people = people.into_iter().enumerate().map(|(n, one)| {
            let (days, from, hours, wishes, level, zone) = one;
            let (name, role, wishes) = match n {
                0 => ("nav-a".to_owned(), Role::Navigator, vec!["a"]),
                1 => ("nav-b".to_owned(), Role::Navigator, vec!["b"]),
                2 => ("cap-1".to_owned(), Role::Captain, vec![]),
                3 => ("cap-2".to_owned(), Role::Captain, vec![]),
                n => (format!("m{}", n - 3), Role::Mentee, wishes),
            };
            let mut one = member(&name, role, &wishes, week(&days, from, hours.max(2)));
            one.level = Some(level);
            one.zone = Some(zones[zone].to_owned());
            one
        });
        let rules = TeamRules {
            team_hours: 1,
            captain_hours: 1,
            ..TeamRules::default()
        };
        crew(people.collect(), rules)
    })
}

/// Up to twenty people of whom some have gone, gave no times or have another role by now, by rules that differ.
pub fn any_mixed_crew() -> impl Strategy<Value = Crew> {
    let person = (
        proptest::collection::vec(0_u16..7, 1..5),
        0_u16..22,
        2_u16..9,
        proptest::sample::subsequence(vec!["a", "b", "c", "gone"], 0..=2),
        1_i64..6,
        0_usize..4,
        0_u8..24,
    );
    let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
    let rules = (1_u32..3, 1_u32..3, 0_u32..3, 0_u32..3);
    (proptest::collection::vec(person, 8..20), rules).prop_map(move |(people, rules)| {
        let people = people.into_iter().enumerate().map(|(n, one)| {
            let (days, from, hours, wishes, level, zone, odd) = one;
            let (name, role) = match n {
                0..4 => (format!("nav-{n}"), Role::Navigator),
                4..7 => (format!("cap-{}", n - 4), Role::Captain),
                n => (format!("m{}", n - 7), Role::Mentee),
            };
            let mut one = member(&name, role, &wishes, week(&days, from, hours));
            one.level = Some(level);
            one.zone = Some(zones[zone].to_owned());
            match odd {
                0 => one.is_in = false,
                1 => one.week = None,
                2 if n >= 4 => one.role = Role::Navigator,
                _ => {}
            }
            one
        });
        let rules = TeamRules {
            navigators: rules.0,
            captain_teams: rules.1,
            team_hours: rules.2,
            captain_hours: rules.3,
            ..TeamRules::default()
        };
        crew(people.collect(), rules)
    })
}

/// What people make of a roster by hand: teams, some of them led, looked after and begun, places locked, and
/// people kept apart.
pub fn any_roster() -> impl Strategy<Value = Roster> {
    let pick = |prefix: &'static str, most: u32| {
        proptest::option::of((0..most).prop_map(move |n| id(&format!("{prefix}{n}"))))
    };
    let works_on = proptest::sample::select(vec![None, Some("a"), Some("b"), Some("gone")]);
    let team = (
        works_on,
        pick("nav-", 4),
        proptest::option::weighted(0.2, (0_u32..4).prop_map(|n| id(&format!("nav-{n}")))),
        pick("cap-", 3),
    );
    let seats = proptest::collection::vec((0_u32..13, 0_usize..4), 0..8);
    let person = || {
        prop_oneof![
            (0_u32..4).prop_map(|n| id(&format!("nav-{n}"))),
            (0_u32..3).prop_map(|n| id(&format!("cap-{n}"))),
            (0_u32..13).prop_map(|n| id(&format!("m{n}"))),
        ]
    };
    let locked = proptest::collection::vec(person(), 0..4);
    let apart = proptest::collection::vec((person(), person()), 0..4);
    (proptest::collection::vec(team, 0..4), seats, locked, apart).prop_map(
        |(teams, seats, locked, apart)| {
            let mut moves = Vec::new();
            let count = teams.len();
            for (n, (works_on, first, second, captain)) in (0..).zip(teams) {
                let team = id(&format!("t{n}"));
                moves.push(Move::Found {
                    team,
                    name: format!("T{n}"),
                    project: works_on.map(project),
                    place: n,
                });
                for (place, navigator) in [first, second].into_iter().enumerate() {
                    moves.push(Move::Lead {
                        team,
                        place,
                        navigator,
                    });
                }
                moves.push(Move::LookAfter { team, captain });
            }
            let seats = seats.into_iter().filter(|(_, team)| *team < count);
            moves.extend(seats.map(|(mentee, team)| Move::Seat {
                mentee: id(&format!("m{mentee}")),
                team: Some(id(&format!("t{team}"))),
            }));
            moves.extend(locked.into_iter().map(|person| Move::Lock {
                person,
                locked: true,
            }));
            let pairs = apart
                .into_iter()
                .filter_map(|(one, other)| Pair::new(one, other));
            moves.extend(pairs.map(|pair| Move::Apart { pair, apart: true }));
            Roster::empty(&spring()).after(&moves)
        },
    )
}
