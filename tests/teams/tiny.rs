//! Made-up problems for a handful of people, with everything that can go wrong in them.

use groundcrew::domain::teams::{
    Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Seam, Week, Weights, Wish,
};
use proptest::prelude::*;

/// A week of a few stretches, most of them around its beginning and its end, so that people meet.
fn week() -> impl Strategy<Value = Week> {
    let stretch = prop_oneof![(0..12_usize, 1..12_usize), (320..330_usize, 1..6_usize)];
    prop::collection::vec(stretch, 1..4).prop_map(|stretches| {
        let mut week = Week::default();
        for (start, length) in stretches {
            week.add(start, start + length);
        }
        week
    })
}

fn navigator() -> impl Strategy<Value = Navigator> {
    (0..2_usize, 0..3_usize, 0..3_usize, week()).prop_map(|(project, min, more, week)| Navigator {
        project,
        size: (min, min + more),
        week,
    })
}

fn captain() -> impl Strategy<Value = Captain> {
    (0..3_usize, week()).prop_map(|(max_teams, week)| Captain { max_teams, week })
}

fn mentee() -> impl Strategy<Value = Mentee> {
    let wish = (0..2_usize, 0..3_usize).prop_map(|(project, rank)| Wish { project, rank });
    (-20..100_i64, 1..6_i64, prop::option::of(wish), week()).prop_map(
        |(score, level, wish, week)| Mentee {
            score,
            level,
            wishes: wish.into_iter().collect(),
            week,
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
            forbidden: said
                .1
                .into_iter()
                .filter(|(one, other)| one != other)
                .collect(),
        })
    })
}
