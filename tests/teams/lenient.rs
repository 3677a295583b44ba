//! Where teams that can't be completed may be left as they are there is always a roster: it completes as many
//! as possible, and is the best of those that complete the same ones.

use groundcrew::domain::teams::{Lock, Problem, Roster, Search, Status};
use proptest::prelude::*;

use super::brute::{Leads, best_led};
use super::referee::judge;
use super::tiny::problem;

/// The navigators of teams that a mentee stays on.
fn begun(problem: &Problem) -> Vec<usize> {
    let begun = problem.locks.iter().filter_map(|&lock| match lock {
        Lock::Mentee(_, navigator) => Some(navigator),
        Lock::Captain(..) => None,
    });
    let mut begun: Vec<usize> = begun.collect();
    begun.sort_unstable();
    begun.dedup();
    begun
}

/// Who leads if only these of the begun teams are completed.
fn led(problem: &Problem, begun: &[usize], completed: &[usize]) -> Vec<Leads> {
    let leads = (0..problem.navigators.len()).map(|navigator| {
        if completed.contains(&navigator) {
            Leads::Must
        } else if begun.contains(&navigator) {
            Leads::Not
        } else {
            Leads::May
        }
    });
    leads.collect()
}

/// How many of the teams that were begun can be completed together, by trying all choices of them.
fn most_completed(problem: &Problem) -> usize {
    let begun = begun(problem);
    let choices = (0..1_u32 << begun.len()).map(|choice| {
        let chosen = (0..begun.len()).filter(move |i| choice >> i & 1 == 1);
        chosen.map(|i| begun[i]).collect::<Vec<_>>()
    });
    let possible = choices.filter(|chosen| {
        let leads = led(problem, &begun, chosen);
        best_led(problem, leads).is_some()
    });
    let most = possible.map(|chosen| chosen.len()).max();
    most.expect("that none is completed is possible")
}

fn solved(problem: &Problem) -> Search {
    let mut search = Search::new(problem.clone(), 1).expect("a problem");
    while search.step(1_000_000) == Status::Searching {}
    search
}

/// The problem without the locks that were let go.
fn kept_locks(problem: &Problem, roster: &Roster) -> Problem {
    let leads = |lock: &Lock| {
        let mut teams = roster.teams.iter();
        teams.any(|team| team.navigator == lock.navigator())
    };
    let locks = problem.locks.iter().copied().filter(leads).collect();
    let problem = problem.clone();
    Problem { locks, ..problem }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn as_many_teams_as_possible_are_completed_and_the_others_left(problem in problem(6)) {
        let problem = Problem { lenient: true, ..problem };
        let search = solved(&problem);
        prop_assert_eq!(search.status(), Status::Proved);
        let roster = search.roster().expect("there is always one");
        let begun = begun(&problem);
        let navigators = roster.teams.iter().map(|team| team.navigator);
        let completed: Vec<usize> = navigators.filter(|one| begun.contains(one)).collect();
        prop_assert_eq!(completed.len(), most_completed(&problem));
        prop_assert_eq!(Some(judge(&kept_locks(&problem, &roster), &roster)), search.objective());
        let best = best_led(&problem, led(&problem, &begun, &completed));
        prop_assert_eq!(search.objective(), best);
        prop_assert_eq!(search.bound(), best);
        for lock in &problem.locks {
            let elsewhere = roster.teams.iter().any(|team| match *lock {
                Lock::Mentee(mentee, to) => team.navigator != to && team.mentees.contains(&mentee),
                Lock::Captain(..) => false,
            });
            prop_assert!(!elsewhere, "{lock:?} is elsewhere");
        }
    }
}
