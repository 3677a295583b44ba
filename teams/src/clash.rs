//! Why there is no roster: a smallest set of locks that can not hold together.

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
///
/// One lock after another is left out for good if the rest still clash: what is left is a clash,
/// but perhaps not a smallest one. Then all smaller sets are tried, the smallest first.
pub fn clash(problem: &Problem, work: u64) -> Option<Clash> {
    let mut left = work;
    let mut locks = problem.locks.clone();
    locks.dedup();
    if can_hold(problem, &locks, &mut left)? {
        return None;
    }
    let mut at = 0;
    while at < locks.len() {
        let mut fewer = locks.clone();
        fewer.remove(at);
        if can_hold(problem, &fewer, &mut left)? {
            at += 1;
        } else {
            locks = fewer;
        }
    }
    for size in 1..locks.len() {
        match smaller(problem, size, &mut left) {
            Some(None) => {}
            Some(Some(locks)) => {
                return Some(Clash {
                    locks,
                    smallest: true,
                });
            }
            None => {
                return Some(Clash {
                    locks,
                    smallest: false,
                });
            }
        }
    }
    Some(Clash {
        locks,
        smallest: true,
    })
}

/// A clash of so many locks, if there is one; nothing if the work ran out.
fn smaller(problem: &Problem, size: usize, left: &mut u64) -> Option<Option<Vec<Lock>>> {
    let count = problem.locks.len();
    let mut chosen: Vec<usize> = (0..size).collect();
    loop {
        let locks: Vec<Lock> = chosen.iter().map(|&i| problem.locks[i]).collect();
        if !can_hold(problem, &locks, left)? {
            return Some(Some(locks));
        }
        // The next choice in lexicographic order.
        let Some(place) = (0..size)
            .rev()
            .find(|&place| chosen[place] < count - size + place)
        else {
            return Some(None);
        };
        chosen[place] += 1;
        for later in place + 1..size {
            chosen[later] = chosen[later - 1] + 1;
        }
    }
}

/// Whether these locks can hold together; nothing if the work ran out.
fn can_hold(problem: &Problem, locks: &[Lock], left: &mut u64) -> Option<bool> {
    let packing = Packing::of_locks(problem, locks);
    let all = i64::try_from(packing.fields.len()).ok()?;
    let mut state = State::new(packing, 0, Vec::new());
    let mut stage = Stage::new(&state);
    loop {
        if state.value == all {
            return Some(true);
        }
        if state.bound < all {
            return Some(false);
        }
        let (next, work) = stage.advance(&mut state);
        stage = next;
        *left = left.checked_sub(work)?;
    }
}
