//! Why someone is on no team, and what would put them on one.

use std::collections::BTreeSet;

use groundcrew::domain::id::RecordId;
use groundcrew::domain::overlap::Quarters;
use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::explain::{
    Change, Hardship, Hindrance, Unled, hardship, hindrance, stand_ins, why_not,
};
use groundcrew::domain::roster::judge::{Breach, judge};
use groundcrew::domain::roster::{Crew, Move, Pair, Roster};

use proptest::prelude::*;

use super::kit::{crew, easy, evenings, id, led, member, project, seat, spring, week};
use super::plain;

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
    assert_eq!(changes(&crew, &roster, "m7"), [Change::Wants(project("b"))]);
}

/// What has to happen for somebody to be on a team, the smallest change first.
fn changes(crew: &Crew, roster: &Roster, who: &str) -> Vec<Change> {
    let ways = why_not(crew, roster, id(who)).ways.into_iter();
    ways.map(|way| way.change).collect()
}

#[test]
fn another_project_is_a_way_where_nothing_else_stands_between() {
    let wants = |name: &str| Change::Wants(project(name));
    // m6 wants c alone, and could meet with both teams.
    assert_eq!(changes(&easy(), &led(), "m6"), [wants("a"), wants("b")]);
    // Not with one that is full.
    let full = led().after(&["m1", "m2", "m5"].map(|who| seat(who, Some("t1"))));
    assert_eq!(changes(&easy(), &full, "m6"), [wants("b")]);
    // Who gives up a place for somebody who wants the project is asked last of all.
    assert_eq!(changes(&easy(), &full, "m3").first(), Some(&Change::Join));
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
fn what_would_be_at_night_or_at_many_times_is_asked_last() {
    // New York is five hours behind: ten in the morning in UTC is night there.
    let mornings = week(&[0, 1, 2, 3, 4], 10, 2);
    let mut both = mornings;
    for slot in evenings().iter() {
        both.set(slot, true);
    }
    let mut far = member("far", Role::Mentee, &["a", "b"], week(&[0], 13, 4));
    far.zone = Some("America/New_York".to_owned());
    let members = vec![
        member("nav-a", Role::Navigator, &["a"], mornings),
        member("nav-b", Role::Navigator, &["b"], evenings()),
        member("cap-1", Role::Captain, &[], both),
        member("cap-2", Role::Captain, &[], both),
        far,
    ];
    let crew = crew(members, TeamRules::default());
    let ways = why_not(&crew, &led(), id("far")).ways;
    let told: Vec<_> = ways
        .iter()
        .map(|way| (way.team, hardship(&crew, id("far"), &way.change)))
        .collect();
    assert_eq!(told[0], (id("t2"), None), "{ways:?}");
    assert_eq!(told[1], (id("t1"), Some(Hardship::Night)), "{ways:?}");
    // Five evenings of an hour each are many times.
    let when = |days: &[u16]| Change::FreeToo {
        when: Quarters::from(&week(days, 20, 1)),
        zone: "UTC".to_owned(),
    };
    let of = |days: &[u16]| hardship(&crew, id("far"), &when(days));
    assert_eq!(of(&[0, 1, 2, 3, 4]), Some(Hardship::Scattered));
    assert_eq!(of(&[0, 1, 2, 3]), None);
}

#[test]
fn why_one_is_on_no_team_is_one_reason() {
    let full = led().after(&["m1", "m2", "m5"].map(|who| seat(who, Some("t1"))));
    let mut members: Vec<_> = easy().all().cloned().collect();
    members.push(member("m7", Role::Mentee, &["a"], evenings()));
    members.push(member("early", Role::Mentee, &["b"], week(&[0], 6, 2)));
    let mut silent = member("silent", Role::Mentee, &["b"], evenings());
    silent.week = None;
    members.push(silent);
    let crew = crew(members, TeamRules::default());
    let why = |who: &str| hindrance(&crew, &full, id(who));
    assert_eq!(why("m3"), Some(Hindrance::Nothing));
    assert_eq!(why("m7"), Some(Hindrance::Full));
    assert_eq!(why("early"), Some(Hindrance::TeamHours));
    assert_eq!(why("m6"), Some(Hindrance::Unwanted));
    assert_eq!(why("silent"), Some(Hindrance::NoWeek));
    assert_eq!(hindrance(&crew, &Roster::empty(&spring()), id("m7")), None);
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
            let ways = why_not(&crew, &roster, *mentee).ways.into_iter();
            // What a mentee has to say is no move.
            for way in ways.filter(|way| !matches!(way.change, Change::Wants(_))) {
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
    // m1 drops out.
    let roster = roster.after(&roster.put(&easy(), id("m1"), None));
    let ins = stand_ins(&easy(), &roster, (id("t1"), Role::Mentee), &BTreeSet::new());
    let order: Vec<_> = ins
        .iter()
        .map(|one| (one.person, one.effect.breaks.len()))
        .collect();
    // Who goes wanted a first, and so does nobody else; m3 wants b first and a second; m4 and m6 did not ask for a.
    assert_eq!(order[..2], [(id("m1"), 0), (id("m3"), 0)]);
    assert!(order[2..].iter().all(|(_, breaks)| *breaks == 1));
    let points: Vec<i64> = ins[..2].iter().map(|one| one.effect.points).collect();
    assert!(points[0] > points[1], "{points:?}");
    // Nobody steps in who leads another team.
    assert_eq!(
        stand_ins(
            &easy(),
            &roster,
            (id("t1"), Role::Navigator),
            &BTreeSet::new()
        ),
        []
    );
}

#[test]
fn who_could_not_meet_comes_after_who_did_not_ask_for_the_project() {
    let mut members: Vec<_> = easy().all().cloned().collect();
    members.push(member(
        "early",
        Role::Mentee,
        &["a"],
        week(&[0, 1, 2], 6, 2),
    ));
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let ins = stand_ins(&crew, &roster, (id("t1"), Role::Mentee), &BTreeSet::new());
    let place = |who: &str| ins.iter().position(|one| one.person == id(who));
    // m6 did not ask for a; who is free in the early mornings wants it first, and meets nobody.
    assert!(place("m3") < place("m6"));
    assert!(place("m6") < place("early"));
    assert_eq!(place("early"), Some(ins.len() - 1));
}

#[test]
fn who_waits_comes_after_those_accepted_who_fit_as_well() {
    let roster = led().after(&[seat("m2", Some("t1"))]);
    // m1 and m3 asked for a, m6 did not; m1 waits.
    let waiting = BTreeSet::from([id("m1")]);
    let ins = stand_ins(&easy(), &roster, (id("t1"), Role::Mentee), &waiting);
    let order: Vec<_> = ins.iter().map(|one| (one.person, one.waits)).collect();
    let at = |who: &str| order.iter().position(|(person, _)| *person == id(who));
    assert!(at("m3") < at("m1") && at("m1") < at("m6"), "{order:?}");
    assert_eq!(order.iter().filter(|(_, waits)| *waits).count(), 1);
}

/// People with weeks that fit more or less, and a roster of five teams with some of them on it.
fn any_case() -> impl Strategy<Value = (Crew, Roster)> {
    let evening = |nights: u8, from: u16| {
        let nights: Vec<u16> = (0..5).filter(|day| nights >> day & 1 == 1).collect();
        week(&nights, from, 2)
    };
    let free = || (1_u8..32, 17_u16..20).prop_map(move |(nights, from)| evening(nights, from));
    let wishes = || proptest::sample::subsequence(vec!["a", "b", "c"], 0..3);
    let rules = (2_u32..4, 0_u32..6, 0_u32..4, 1_u32..3);
    let leaders = proptest::collection::vec((wishes(), free(), 0..20_u8), 8);
    let mentees = proptest::collection::vec(
        (wishes(), free(), 0..20_u8, proptest::option::of(0_u8..5)),
        14,
    );
    let teams = proptest::collection::vec(
        (
            proptest::option::of(0..3_usize),
            proptest::option::of(0..5_u8),
            proptest::option::of(0..3_u8),
        ),
        5,
    );
    let held = proptest::collection::vec((0..14_u8, any::<bool>()), 0..3);
    let apart = proptest::collection::vec((0..14_u8, 0..14_u8), 0..3);
    let all = (rules, leaders, mentees, teams, held, apart);
    all.prop_map(
        |((most, team, captain, after), leaders, mentees, teams, held, apart)| {
            let rules = TeamRules {
                mentees: (1, most),
                team_hours: team,
                captain_hours: captain,
                captain_teams: after,
                ..TeamRules::default()
            };
            let mut members = Vec::new();
            for (number, (wishes, week, odd)) in leaders.iter().enumerate() {
                let (name, role) = match number {
                    0..5 => (format!("nav-{number}"), Role::Navigator),
                    _ => (format!("cap-{}", number - 5), Role::Captain),
                };
                let mut who = member(&name, role, wishes, *week);
                who.is_in = *odd != 0;
                if *odd == 1 {
                    who.zone = Some("Europe/Berlin".to_owned());
                }
                if *odd == 2 {
                    who.week = None;
                }
                members.push(who);
            }
            let mut moves = Vec::new();
            for (number, (works_on, lead, looks_after)) in teams.iter().enumerate() {
                let team = id(&format!("t{number}"));
                moves.push(Move::Found {
                    team,
                    name: String::new(),
                    project: works_on.map(|n| project(["a", "b", "c"][n])),
                    place: number as u32,
                });
                moves.push(Move::Lead {
                    team,
                    place: 0,
                    navigator: lead.map(|n| id(&format!("nav-{n}"))),
                });
                moves.push(Move::LookAfter {
                    team,
                    captain: looks_after.map(|n| id(&format!("cap-{n}"))),
                });
            }
            for (number, (wishes, week, odd, on)) in mentees.iter().enumerate() {
                let name = format!("m{number}");
                let mut who = member(&name, Role::Mentee, wishes, *week);
                who.is_in = *odd != 0;
                who.level = Some(i64::from(*odd % 4));
                if *odd == 2 {
                    who.week = None;
                }
                members.push(who);
                let on = on.map(|n| format!("t{n}"));
                moves.push(seat(&name, on.as_deref()));
            }
            let mentee = |n: &u8| id(&format!("m{n}"));
            moves.extend(held.iter().map(|(n, locked)| Move::Lock {
                person: if *locked { mentee(n) } else { id("cap-0") },
                locked: true,
            }));
            let pairs = apart
                .iter()
                .filter_map(|(one, other)| Pair::new(mentee(one), mentee(other)));
            moves.extend(pairs.map(|pair| Move::Apart { pair, apart: true }));
            (crew(members, rules), Roster::empty(&spring()).after(&moves))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_told_fast_is_what_the_plain_way_tells((crew, roster) in any_case()) {
        for mentee in crew.of_role(Role::Mentee) {
            let (obstacles, ways) = plain::why_not(&crew, &roster, mentee.id);
            let told = why_not(&crew, &roster, mentee.id);
            prop_assert_eq!(told.obstacles, obstacles);
            prop_assert_eq!(told.ways, ways);
        }
    }
}

#[test]
fn where_nobody_leads_what_they_want_that_is_said_with_who_could() {
    let mut members: Vec<_> = easy().all().cloned().collect();
    members.push(member("nav-c", Role::Navigator, &["b", "c"], evenings()));
    let crew = crew(members, TeamRules::default());
    // m6 wants c alone.
    let why = why_not(&crew, &led(), id("m6"));
    let could = Unled {
        project: project("c"),
        navigators: vec![id("nav-c")],
    };
    assert_eq!(why.unled, [could]);
    let wants = ["a", "b"].map(|name| Change::Wants(project(name)));
    assert_eq!(changes(&crew, &led(), "m6"), wants);
    // Who wants what a team works on has other obstacles than that.
    assert_eq!(why_not(&crew, &led(), id("m1")).unled, []);
    // Nobody may be there to lead it.
    let why = why_not(&easy(), &led(), id("m6"));
    assert_eq!(why.unled[0].navigators, []);
}

/// A session with teams of three of whom so many have come, each evening of some nights.
fn many(teams: usize, mentees: usize, seated: usize) -> (Crew, Roster) {
    let nights = |n: usize| {
        let days: Vec<u16> = (0..7)
            .filter(|day| !(n / 3 + *day as usize).is_multiple_of(3))
            .collect();
        week(&days, 16 + (n % 4) as u16, 4)
    };
    let wishes = |n: usize| [["a", "b"], ["b", "c"], ["c", "a"]][n % 3];
    let (mut members, mut moves) = (Vec::new(), Vec::new());
    for n in 0..teams {
        let lead = member(
            &format!("nav-{n}"),
            Role::Navigator,
            &wishes(n)[..1],
            nights(n),
        );
        let after = member(&format!("cap-{n}"), Role::Captain, &[], nights(n + 1));
        let team = id(&format!("t{n}"));
        moves.push(Move::Found {
            team,
            name: format!("Team {n}"),
            project: Some(project(wishes(n)[0])),
            place: n as u32,
        });
        moves.push(Move::Lead {
            team,
            place: 0,
            navigator: Some(lead.id),
        });
        moves.push(Move::LookAfter {
            team,
            captain: Some(after.id),
        });
        members.extend([lead, after]);
    }
    for n in 0..mentees {
        let name = format!("m{n}");
        members.push(member(&name, Role::Mentee, &wishes(n), nights(n * 7)));
        if n < seated {
            moves.push(seat(&name, Some(&format!("t{}", n % teams))));
        }
    }
    let roster = Roster::empty(&spring()).after(&moves);
    (crew(members, TeamRules::default()), roster)
}

/// Both are timed in one run, so that a busy machine slows both: what is asked is that it does not judge the whole
/// roster again for each way.
#[test]
fn people_are_explained_faster_than_by_judging_everything_again() {
    let (crew, roster) = many(40, 160, 60);
    let people: Vec<RecordId> = (150..154).map(|n| id(&format!("m{n}"))).collect();
    let timed = |explain: &dyn Fn(RecordId)| {
        let begun = std::time::Instant::now();
        people.iter().for_each(|person| explain(*person));
        begun.elapsed()
    };
    // The best of several, in turns: whatever else the machine does takes time from both.
    let rounds = (0..4).map(|_| {
        let quick = timed(&|person| drop(why_not(&crew, &roster, person)));
        let slow = timed(&|person| drop(plain::why_not(&crew, &roster, person)));
        (quick, slow)
    });
    let (quick, slow): (Vec<_>, Vec<_>) = rounds.unzip();
    let (quick, slow) = (quick.iter().min(), slow.iter().min());
    let (quick, slow) = quick.zip(slow).expect("several");
    assert!(*quick * 3 < *slow, "{quick:?} of {slow:?}");
}
