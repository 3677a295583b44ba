//! The solver finds what trying everything finds, and its bound holds at every step.

use groundcrew::domain::teams::{Problem, Roster, Search, Status};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::brute::best;
use super::referee::judge;
use super::tiny::problem;

/// Searches to the end in small steps; every roster on the way is judged, every bound held against the optimum.
fn check(problem: &Problem) {
    let optimum = best(problem);
    let mut search = Search::new(problem.clone(), 1).expect("a problem");
    for _ in 0..100_000 {
        let status = search.step(20_000);
        if let (Some(bound), Some(optimum)) = (search.bound(), optimum) {
            assert!(bound >= optimum, "the bound {bound:?} is below {optimum:?}");
        }
        if let Some(roster) = search.roster() {
            assert_eq!(Some(judge(problem, &roster)), search.objective());
        }
        match status {
            Status::Searching => {}
            Status::Proved => {
                assert_eq!(search.objective(), optimum);
                assert_eq!(search.bound(), optimum);
                return;
            }
            Status::Infeasible => {
                assert_eq!(None, optimum);
                return;
            }
            Status::Exhausted => panic!("a tiny problem is never too large"),
        }
    }
    panic!("the search does not end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn without_locks_the_best_roster_is_found_and_proved(problem in problem(0)) {
        check(&problem);
    }

    #[test]
    fn with_locks_the_best_roster_is_found_or_that_there_is_none(problem in problem(3)) {
        check(&problem);
    }
}

#[test]
fn nobody_to_place_is_an_empty_roster() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let some = problem(0)
        .new_tree(&mut runner)
        .expect("a problem")
        .current();
    for empty in 0..8 {
        let mut problem = some.clone();
        problem.forbidden.clear();
        if empty & 1 == 0 {
            problem.navigators.clear();
        }
        if empty & 2 == 0 {
            problem.captains.clear();
        }
        if empty & 4 == 0 {
            problem.mentees.clear();
        }
        if empty == 7 {
            continue;
        }
        let mut search = Search::new(problem, 1).expect("a problem");
        while search.step(1_000_000) == Status::Searching {}
        assert_eq!(search.status(), Status::Proved);
        assert_eq!(search.roster(), Some(Roster::default()));
    }
}
