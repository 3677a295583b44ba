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
    /// How much work it took so far.
    work: u64,
    /// What the second question is to begin from.
    begin_from: Roster,
}

/// For so much work at most it is asked how many of the teams can be completed that may be left as they are:
/// a second or two.
const WORK_TO_COMPLETE: u64 = 1_000_000_000;

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
        let packing = Packing::new(&problem, &[]).ok_or(Flaw::TooLarge)?;
        let phase = if problem.forced(&problem.locks).is_empty() {
            Phase::Teams(Box::new(begin(packing, seed, Vec::new())))
        } else {
            let locks = Packing::of_locks(&problem, &problem.locks);
            let (state, stage) = begin(locks, seed, Vec::new());
            Phase::Locks(Box::new(Locks {
                state,
                stage,
                packing,
                work: 0,
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
                    let work = advance(&mut locks.state, &mut locks.stage);
                    locks.work += work;
                    done += work;
                    let all = i64::try_from(locks.state.packing.fields.len()).unwrap_or(i64::MAX);
                    let lenient = self.problem.lenient;
                    if locks.state.value == all || lenient && locks.has_enough() {
                        self.phase = match std::mem::replace(&mut self.phase, Phase::Infeasible) {
                            Phase::Locks(locks) => locks.answered(&self.problem, self.seed),
                            other @ (Phase::Teams(_) | Phase::Infeasible) => other,
                        };
                    } else if !lenient && locks.state.bound < all {
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
    /// Whether as many teams as possible hold their locks, or there was no end to asking.
    fn has_enough(&self) -> bool {
        matches!(self.stage, Stage::Done) || self.work >= WORK_TO_COMPLETE
    }

    /// Goes on to the second question, from the teams in which the locks hold; the others are left.
    fn answered(self, problem: &Problem, seed: u64) -> Phase {
        let forced = problem.forced(&problem.locks);
        let teams = self.state.best.into_iter().map(|team| Picked {
            navigator: forced[team.navigator],
            members: team.members,
        });
        let teams: Vec<Picked> = teams.collect();
        let is_led = |navigator: &usize| teams.iter().any(|team| team.navigator == *navigator);
        let left: Vec<usize> = forced.into_iter().filter(|one| !is_led(one)).collect();
        let packing = if left.is_empty() {
            self.packing
        } else {
            Packing::new(problem, &left).expect("without some teams the numbers are no larger")
        };
        let (mut state, stage) = begin(packing, seed, teams);
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
