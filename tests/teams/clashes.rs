//! Locks that can not hold together are told apart from the others, and no more of them than needed.

use groundcrew::domain::teams::{Clash, Lock, Problem, clash};
use proptest::prelude::*;

use super::brute::best;
use super::instances::instance;
use super::tiny::problem;

const ENOUGH: u64 = 10_000_000_000;

fn holds(problem: &Problem, locks: &[Lock]) -> bool {
    let with_locks = Problem {
        locks: locks.to_vec(),
        ..problem.clone()
    };
    best(&with_locks).is_some()
}

/// The size of a smallest set of locks that clash, by trying all sets.
fn smallest(problem: &Problem) -> Option<usize> {
    let locks = &problem.locks;
    let sets = (0..1_u32 << locks.len()).map(|set| {
        let chosen = (0..locks.len()).filter(move |i| set >> i & 1 == 1);
        chosen.map(|i| locks[i]).collect::<Vec<_>>()
    });
    sets.filter(|set| !holds(problem, set))
        .map(|set| set.len())
        .min()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_clash_is_a_smallest_one(problem in problem(4)) {
        let found = clash(&problem, ENOUGH);
        prop_assert_eq!(found.as_ref().map(|clash| clash.locks.len()), smallest(&problem));
        if let Some(found) = found {
            prop_assert!(found.smallest);
            prop_assert!(!holds(&problem, &found.locks));
        }
    }
}

#[test]
fn the_clash_of_the_benchmark_is_its_two_locks() {
    let problem = instance("x-lock-forbidden").problem;
    let both = vec![Lock::Mentee(0, 0), Lock::Mentee(1, 0)];
    assert_eq!(
        clash(&problem, ENOUGH),
        Some(Clash {
            locks: both,
            smallest: true,
        })
    );
}

#[test]
fn locks_that_can_hold_do_not_clash() {
    assert_eq!(clash(&instance("m-201-tight").problem, ENOUGH), None);
}

#[test]
fn without_work_nothing_is_said() {
    assert_eq!(clash(&instance("x-lock-forbidden").problem, 0), None);
}
