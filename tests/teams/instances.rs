//! The benchmark's public instances: every reference answer is reached, and proved.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use groundcrew::domain::teams::{Lock, Objective, Search, Status};
use groundcrew::format::teams::{self, Instance};
use serde_json::Value;

use super::referee::judge;

fn file(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/teams");
    fs::read_to_string(folder.join(format!("{name}.json"))).expect("a file of the repository")
}

/// A public instance.
pub fn instance(name: &str) -> Instance {
    teams::parse(&file(name)).expect("an instance")
}

/// Each instance with the reference's objective; none if it is infeasible.
fn references() -> BTreeMap<String, Option<Objective>> {
    let references: BTreeMap<String, Value> =
        serde_json::from_str(&file("reference")).expect("JSON");
    let objective = |reference: &Value| {
        let objective = reference["objective"].as_i64()?;
        Some(Objective {
            placed: usize::try_from(objective / 1_000_000).expect("a number of people"),
            quality: objective % 1_000_000,
        })
    };
    references
        .iter()
        .map(|(name, reference)| (name.clone(), objective(reference)))
        .collect()
}

/// About ten seconds on the machine this was written on.
const ENOUGH: u64 = 10_000_000_000;

#[test]
fn every_public_instance_is_solved_and_proved() {
    let references = references();
    assert_eq!(references.len(), 11);
    for (name, reference) in references {
        let problem = instance(&name).problem;
        let mut search = Search::new(problem.clone(), 1).expect("a problem");
        let status = search.step(ENOUGH);
        let expected = reference.map_or(Status::Infeasible, |_| Status::Proved);
        assert_eq!(
            (status, search.objective()),
            (expected, reference),
            "{name}"
        );
        if let Some(roster) = search.roster() {
            assert_eq!(Some(judge(&problem, &roster)), reference, "{name}");
            assert_eq!(search.bound(), reference, "{name}");
        }
    }
}

#[test]
fn a_search_goes_the_same_way_every_time() {
    let run = |work: u64, steps: usize| {
        let mut search = Search::new(instance("m-202-mid").problem, 7).expect("a problem");
        (0..steps).for_each(|_| {
            search.step(work);
        });
        (search.roster(), search.objective(), search.bound())
    };
    assert_eq!(run(1_000_000, 12), run(1_000_000, 12));
}

#[test]
fn an_answer_is_there_at_once_and_a_bound_with_it() {
    let mut search = Search::new(instance("l-301-mid").problem, 1).expect("a problem");
    search.step(20_000_000);
    let (objective, bound) = (
        search.objective().expect("a roster"),
        search.bound().expect("a bound"),
    );
    assert!(objective.placed > 0);
    assert!(bound >= objective);
}

#[test]
fn a_search_begun_from_a_roster_is_no_worse_from_the_start() {
    for name in ["m-202-mid", "l-301-mid"] {
        let problem = instance(name).problem;
        let mut first = Search::new(problem.clone(), 1).expect("a problem");
        first.step(ENOUGH);
        let roster = first.roster().expect("a roster");
        let mut again = Search::new(problem.clone(), 2).expect("a problem");
        again.begin_from(&roster);
        while again.roster().is_none() {
            again.step(1);
        }
        assert_eq!(again.objective(), first.objective(), "{name}");
    }
}

#[test]
fn what_a_roster_breaks_is_left_out_of_the_beginning() {
    let problem = instance("l-301-mid").problem;
    let mut first = Search::new(problem.clone(), 1).expect("a problem");
    first.step(ENOUGH);
    let roster = first.roster().expect("a roster");
    // Someone is moved: locked to a navigator who leads a team without them.
    let (from, to) = (&roster.teams[0], &roster.teams[1]);
    let mentee = from.mentees[0];
    let mut moved = problem;
    moved.mentees[mentee].wishes.clear();
    moved.locks.push(Lock::Mentee(mentee, to.navigator));
    let mut again = Search::new(moved.clone(), 1).expect("a problem");
    again.begin_from(&roster);
    let status = again.step(ENOUGH);
    match again.roster() {
        Some(roster) => {
            assert_eq!(status, Status::Proved);
            assert_eq!(Some(judge(&moved, &roster)), again.objective());
        }
        None => assert_eq!(status, Status::Infeasible),
    }
}
