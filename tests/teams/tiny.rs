//! Made-up problems for a handful of people, with everything that can go wrong in them.

use groundcrew::domain::teams::{
    Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Seam, Week, Weights, Wish,
};
use proptest::prelude::*;

/// The clocks that leaders meet by.
const CLOCKS: usize = 2;

/// A week of a few stretches, most of them around its beginning and its end, so that people meet. Now and
/// then a stretch begins or ends at a quarter to the hour or past it.
fn week() -> impl Strategy<Value = Week> {
    let stretch = prop_oneof![(0..12_usize, 1..12_usize), (320..330_usize, 1..6_usize)];
    let quarters = prop_oneof![9 => Just((0, 0)), 1 => (0..2_usize, 0..2_usize)];
    prop::collection::vec((stretch, quarters), 1..4).prop_map(|stretches| {
        let mut week = Week::default();
        for ((start, length), (later, longer)) in stretches {
            let start = 2 * start + later;
            week.add(start, start + 2 * length + longer);
        }
        week
    })
}

/// When someone is free by each clock: mostly the same, as clocks are changed for one week or the other.
fn weeks() -> impl Strategy<Value = Vec<Week>> {
    let other = prop::option::of(week());
    (week(), other).prop_map(|(week, other)| vec![week, other.unwrap_or(week)])
}

fn navigator() -> impl Strategy<Value = Navigator> {
    (0..2_usize, 0..3_usize, 0..3_usize, 0..CLOCKS, week()).prop_map(
        |(project, min, more, clock, week)| Navigator {
            project,
            size: (min, min + more),
            clock,
            week,
        },
    )
}

fn captain() -> impl Strategy<Value = Captain> {
    (0..3_usize, 0..CLOCKS, week()).prop_map(|(max_teams, clock, week)| Captain {
        max_teams,
        clock,
        week,
    })
}

fn mentee() -> impl Strategy<Value = Mentee> {
    let wish = (0..2_usize, 0..3_usize).prop_map(|(project, rank)| Wish { project, rank });
    (-20..100_i64, 1..6_i64, prop::option::of(wish), weeks()).prop_map(
        |(score, level, wish, weeks)| Mentee {
            score,
            level,
            wishes: wish.into_iter().collect(),
            weeks,
        },
    )
}

fn weights() -> impl Strategy<Value = Weights> {
    let size = prop_oneof![5 => Just(1_i64), 1 => Just(100_000_i64)];
    (size, -30..60_i64, 0..9_i64, 0..6_u32, -20..20_i64).prop_map(
        |(size, any, overlap, overlap_cap, spread)| Weights {
            choice: vec![50 * size, 30 * size, 15 * size],
            any: any * size,
            overlap,
            overlap_cap,
            spread: spread * size,
        },
    )
}

fn person(navigators: usize, captains: usize, mentees: usize) -> impl Strategy<Value = Person> {
    prop_oneof![
        (0..navigators).prop_map(Person::Navigator),
        (0..captains).prop_map(Person::Captain),
        (0..mentees).prop_map(Person::Mentee),
    ]
}

fn lock(navigators: usize, captains: usize, mentees: usize) -> impl Strategy<Value = Lock> {
    prop_oneof![
        3 => (0..mentees, 0..navigators).prop_map(|(mentee, to)| Lock::Mentee(mentee, to)),
        1 => (0..captains, 0..navigators).prop_map(|(captain, to)| Lock::Captain(captain, to)),
    ]
}

/// A problem with up to three navigators, three captains and seven mentees, and up to so many locks.
pub fn problem(locks: usize) -> impl Strategy<Value = Problem> {
    (1..=3_usize, 1..=3_usize, 1..=7_usize).prop_flat_map(move |(navigators, captains, mentees)| {
        let people = (
            prop::collection::vec(navigator(), navigators),
            prop::collection::vec(captain(), captains),
            prop::collection::vec(mentee(), mentees),
        );
        let two = (
            person(navigators, captains, mentees),
            person(navigators, captains, mentees),
        );
        let said = (
            prop::collection::vec(lock(navigators, captains, mentees), 0..=locks),
            prop::collection::vec(two, 0..4),
        );
        let rules = (0..4_u32, 0..3_u32, any::<bool>());
        (people, said, rules, weights()).prop_map(|(people, said, rules, weights)| Problem {
            rules: Rules {
                min_team_hours: rules.0,
                min_captain_hours: rules.1,
            },
            weights,
            seam: if rules.2 { Seam::Closed } else { Seam::Open },
            navigators: people.0,
            captains: people.1,
            mentees: people.2,
            locks: said.0,
            lenient: false,
            forbidden: said
                .1
                .into_iter()
                .filter(|(one, other)| one != other)
                .collect(),
        })
    })
}
