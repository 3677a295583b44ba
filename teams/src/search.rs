//! The search for the best roster, in steps that its caller times.
//!
//! First it is asked whether the locks can hold together, then for the best roster in which they do.
//! Knows no clock: a step does a given amount of work, and the caller stops when there is a proof,
//! when time is up or when nobody wants to know any longer.

use crate::captains::Matching;
use crate::certificate::{Argument, Certificate};
use crate::packing::Packing;
use crate::problem::{Flaw, Problem};
use crate::roster::{Objective, Roster, Team};
use crate::solver::Stage;
use crate::state::{Picked, State};

/// A search, from the first question to the proof.
#[derive(Debug)]
pub struct Search {
    problem: Problem,
    seed: u64,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    /// Whether the locks can hold together.
    Locks(Box<Locks>),
    /// Which roster is best.
    Teams(Box<(State, Stage)>),
    /// The locks can not hold together.
    Infeasible,
}

/// The first question, and the packing of the second one.
#[derive(Debug)]
struct Locks {
    state: State,
    stage: Stage,
    packing: Packing,
    /// What the second question is to begin from.
    begin_from: Roster,
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// There may be a better roster.
    Searching,
    /// There is no better roster.
    Proved,
    /// There may be a better roster, but all means are exhausted.
    Exhausted,
    /// There is no roster: the locks can not hold together.
    Infeasible,
}

impl Search {
    /// A search that has not begun. For the same seed it always goes the same way.
    ///
    /// # Errors
    /// If the problem is none.
    pub fn new(problem: Problem, seed: u64) -> Result<Self, Flaw> {
        problem.check()?;
        let packing = Packing::new(&problem, &problem.locks).ok_or(Flaw::TooLarge)?;
        let phase = if problem.locks.is_empty() {
            Phase::Teams(Box::new(begin(packing, seed, Vec::new())))
        } else {
            let locks = Packing::of_locks(&problem, &problem.locks);
            let (state, stage) = begin(locks, seed, Vec::new());
            Phase::Locks(Box::new(Locks {
                state,
                stage,
                packing,
                begin_from: Roster::default(),
            }))
        };
        Ok(Self {
            problem,
            seed,
            phase,
        })
    }

    /// Begins from a roster, as after someone was moved by hand: of its teams those that keep the rules
    /// and the locks are the first answer, with the teams in which the locks hold.
    ///
    /// Worth calling before the first step. Teams of people who are in no list are passed over.
    pub fn begin_from(&mut self, roster: &Roster) {
        match &mut self.phase {
            Phase::Locks(locks) => locks.begin_from = roster.clone(),
            Phase::Teams(teams) => take_over(&mut teams.0, roster),
            Phase::Infeasible => {}
        }
    }

    /// Works for about so many units, of one to a few nanoseconds each, and then until the next place to
    /// stop, which is at most some milliseconds away but for the largest problems.
    pub fn step(&mut self, work: u64) -> Status {
        let mut done = 0;
        while done < work {
            match &mut self.phase {
                Phase::Locks(locks) => {
                    done += advance(&mut locks.state, &mut locks.stage);
                    let all = i64::try_from(locks.state.packing.fields.len()).unwrap_or(i64::MAX);
                    if locks.state.value == all {
                        self.phase = match std::mem::replace(&mut self.phase, Phase::Infeasible) {
                            Phase::Locks(locks) => locks.answered(&self.problem, self.seed),
                            other @ (Phase::Teams(_) | Phase::Infeasible) => other,
                        };
                    } else if locks.state.bound < all {
                        self.phase = Phase::Infeasible;
                    }
                }
                Phase::Teams(teams) => {
                    let (state, stage) = &mut **teams;
                    if matches!(stage, Stage::Done) {
                        break;
                    }
                    done += advance(state, stage);
                }
                Phase::Infeasible => break,
            }
        }
        self.status()
    }

    /// How far the search has come.
    pub fn status(&self) -> Status {
        match &self.phase {
            Phase::Locks(_) => Status::Searching,
            Phase::Infeasible => Status::Infeasible,
            Phase::Teams(teams) => match &teams.1 {
                Stage::Done if teams.0.proved() => Status::Proved,
                Stage::Done => Status::Exhausted,
                Stage::Root(_) | Stage::Collecting(_) | Stage::Branching(_) => Status::Searching,
            },
        }
    }

    /// The best roster so far; none before it is known that there is one.
    pub fn roster(&self) -> Option<Roster> {
        let Phase::Teams(teams) = &self.phase else {
            return None;
        };
        let state = &teams.0;
        let mut matching = Matching::new(&state.packing.captain_places);
        for team in &state.best {
            matching.add(state.packing.captains(team.navigator, &team.members));
        }
        let mut teams: Vec<Team> = state
            .best
            .iter()
            .zip(matching.captains())
            .map(|(team, captain)| Team {
                navigator: team.navigator,
                captain,
                mentees: mentees(&state.packing, team),
            })
            .collect();
        teams.sort_by_key(|team| team.navigator);
        Some(Roster { teams })
    }

    /// What the best roster so far is worth.
    pub fn objective(&self) -> Option<Objective> {
        let Phase::Teams(teams) = &self.phase else {
            return None;
        };
        let state = &teams.0;
        let placed = state.best.iter().map(|team| team.members.len()).sum();
        Some(Objective {
            placed,
            quality: state.value - state.packing.seat * placed as i64,
        })
    }

    /// What no roster exceeds; none before the first prices.
    pub fn bound(&self) -> Option<Objective> {
        let Phase::Teams(teams) = &self.phase else {
            return None;
        };
        let state = &teams.0;
        if state.bound == i64::MAX {
            return None;
        }
        let seats = state.seats_by_bound();
        Some(Objective {
            placed: seats,
            quality: state.bound - state.packing.seat * seats as i64,
        })
    }

    /// The most points that any roster can have, however many it places.
    pub fn most_points(&self) -> i64 {
        match &self.phase {
            Phase::Teams(teams) => teams.0.packing.points().1,
            Phase::Locks(_) | Phase::Infeasible => i64::MAX,
        }
    }

    /// The prices that prove the bound as far as prices alone do. What is proved beyond that, is
    /// proved by trying.
    pub fn certificate(&self) -> Option<Certificate> {
        let Phase::Teams(teams) = &self.phase else {
            return None;
        };
        let state = &teams.0;
        let arguments = state.proof.iter().map(|multipliers| Argument {
            seats: multipliers.seats,
            seat: multipliers.prices.seat,
            mentees: multipliers.prices.mentee.clone(),
            captains: multipliers.prices.captain.clone(),
        });
        Some(Certificate {
            parts: state.packing.grain,
            seat_points: state.packing.seat,
            arguments: arguments.collect(),
        })
    }
}

impl Locks {
    /// Goes on to the second question, from the teams in which the locks hold.
    fn answered(self, problem: &Problem, seed: u64) -> Phase {
        let mut forced: Vec<usize> = problem.locks.iter().map(|lock| lock.navigator()).collect();
        forced.sort_unstable();
        forced.dedup();
        let teams = self.state.best.into_iter().map(|team| Picked {
            navigator: forced[team.navigator],
            members: team.members,
        });
        let (mut state, stage) = begin(self.packing, seed, teams.collect());
        take_over(&mut state, &self.begin_from);
        Phase::Teams(Box::new((state, stage)))
    }
}

/// Offers the good teams of a roster, with the incumbent's for those who must lead and else would not.
fn take_over(state: &mut State, roster: &Roster) {
    let packing = &state.packing;
    let mut teams: Vec<Picked> = Vec::new();
    let mut placed = vec![false; packing.mentees];
    let mut leads = vec![false; packing.fields.len()];
    let good = roster.teams.iter().filter_map(|team| packing.picked(team));
    let forced = state.best.iter().cloned();
    for team in good.chain(forced) {
        let mentees = packing.mentees(team.navigator, &team.members);
        let free = mentees.iter().all(|&mentee| !placed[mentee as usize]);
        if free && !leads[team.navigator] {
            leads[team.navigator] = true;
            for mentee in mentees {
                placed[mentee as usize] = true;
            }
            teams.push(team);
        }
    }
    state.offer(teams);
}

/// Takes a small step and gives the work it took.
fn advance(state: &mut State, stage: &mut Stage) -> u64 {
    let (next, work) = std::mem::replace(stage, Stage::Done).advance(state);
    *stage = next;
    work
}

fn begin(packing: Packing, seed: u64, best: Vec<Picked>) -> (State, Stage) {
    let state = State::new(packing, seed, best);
    let stage = Stage::new(&state);
    (state, stage)
}

fn mentees(packing: &Packing, team: &Picked) -> Vec<usize> {
    let candidates = &packing.fields[team.navigator].candidates;
    team.members
        .iter()
        .map(|&member| candidates[member].mentee)
        .collect()
}
