//! Why there is no roster: a smallest set of locks that can not hold together.
//!
//! One lock after another is left out for good if the rest still clash: what is left is a clash,
//! but perhaps not a smallest one. Then all smaller sets are tried, the smallest first.

use crate::packing::Packing;
use crate::problem::{Lock, Problem};
use crate::solver::Stage;
use crate::state::State;

/// Locks that can not all hold, though they could without any one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The locks, in the problem's order.
    pub locks: Vec<Lock>,
    /// Whether it is known that no fewer locks clash.
    pub smallest: bool,
}

/// A clash among the locks of a problem; none if they can hold together, or if that can not be told
/// with so much work.
pub fn clash(problem: &Problem, work: u64) -> Option<Clash> {
    let mut clashing = Clashing::new(problem.clone());
    clashing.step(work);
    clashing.found()
}

/// The search for a clash, in steps that its caller times.
#[derive(Debug)]
pub struct Clashing {
    problem: Problem,
    /// Whether these locks can hold together is being asked.
    asked: Vec<Lock>,
    state: State,
    stage: Stage,
    trying: Trying,
    /// The smallest clash so far; before it is one, those of its locks that have been tried come first.
    kept: Vec<Lock>,
}

/// What is tried.
#[derive(Debug)]
enum Trying {
    /// All locks.
    All,
    /// Those that are kept without the one at this place.
    Without(usize),
    /// So many of all locks, by their places.
    Few(Vec<usize>),
    /// Nothing: there is no clash.
    Free,
    /// Nothing: there is none with fewer locks than are kept.
    Over,
}

impl Clashing {
    /// A search that has not begun.
    pub fn new(problem: Problem) -> Self {
        let mut locks = problem.locks.clone();
        locks.dedup();
        let (state, stage) = ask(&problem, &locks);
        Self {
            asked: locks.clone(),
            problem,
            state,
            stage,
            trying: Trying::All,
            kept: locks,
        }
    }

    /// Works for about so many units; says whether the search is over.
    pub fn step(&mut self, work: u64) -> bool {
        let mut left = work;
        while !self.is_over() {
            if let Some(holds) = self.answer() {
                self.go_on(holds);
                continue;
            }
            let (next, work) =
                std::mem::replace(&mut self.stage, Stage::Done).advance(&mut self.state);
            self.stage = next;
            match left.checked_sub(work) {
                Some(rest) => left = rest,
                None => return false,
            }
        }
        true
    }

    /// The clash that was found; none if there is none, or if it is not known yet that there is one.
    pub fn found(&self) -> Option<Clash> {
        let smallest = match self.trying {
            Trying::All | Trying::Without(_) | Trying::Free => return None,
            Trying::Few(_) => false,
            Trying::Over => true,
        };
        Some(Clash {
            locks: self.kept.clone(),
            smallest,
        })
    }

    fn is_over(&self) -> bool {
        matches!(self.trying, Trying::Free | Trying::Over)
    }

    /// Whether the locks that are asked about can hold together, once that is known.
    fn answer(&self) -> Option<bool> {
        let all = i64::try_from(self.state.packing.fields.len()).unwrap_or(i64::MAX);
        if self.state.value == all {
            Some(true)
        } else if self.state.bound < all {
            Some(false)
        } else {
            None
        }
    }

    /// Learns from an answer, and asks on.
    fn go_on(&mut self, holds: bool) {
        let trying = std::mem::replace(&mut self.trying, Trying::Over);
        self.trying = match (trying, holds) {
            (Trying::All, true) => Trying::Free,
            (Trying::All, false) => self.without(0),
            (Trying::Without(at), true) => self.without(at + 1),
            (Trying::Without(at), false) => {
                self.kept.clone_from(&self.asked);
                self.without(at)
            }
            (Trying::Few(places), true) => self.next_few(places),
            (Trying::Few(_), false) => {
                self.kept.clone_from(&self.asked);
                Trying::Over
            }
            (over @ (Trying::Free | Trying::Over), _) => over,
        };
        let asked = match &self.trying {
            Trying::Without(at) => {
                let mut rest = self.kept.clone();
                rest.remove(*at);
                rest
            }
            Trying::Few(places) => places.iter().map(|&i| self.problem.locks[i]).collect(),
            Trying::All | Trying::Free | Trying::Over => return,
        };
        (self.state, self.stage) = ask(&self.problem, &asked);
        self.asked = asked;
    }

    fn without(&self, at: usize) -> Trying {
        if at < self.kept.len() {
            Trying::Without(at)
        } else {
            self.few(1)
        }
    }

    /// The first choice of so many locks, unless that is no fewer than are kept.
    fn few(&self, size: usize) -> Trying {
        if size < self.kept.len() {
            Trying::Few((0..size).collect())
        } else {
            Trying::Over
        }
    }

    /// The next choice in lexicographic order, then those of one lock more.
    fn next_few(&self, mut places: Vec<usize>) -> Trying {
        let (count, size) = (self.problem.locks.len(), places.len());
        let last = (0..size)
            .rev()
            .find(|&place| places[place] < count - size + place);
        let Some(place) = last else {
            return self.few(size + 1);
        };
        places[place] += 1;
        for later in place + 1..size {
            places[later] = places[later - 1] + 1;
        }
        Trying::Few(places)
    }
}

/// The question whether locks can hold together.
fn ask(problem: &Problem, locks: &[Lock]) -> (State, Stage) {
    let packing = Packing::of_locks(problem, locks);
    let state = State::new(packing, 0, Vec::new());
    let stage = Stage::new(&state);
    (state, stage)
}
