//! A packing from its first answer to the proof that there is no better one, in small steps.

use crate::pool::Pool;
use crate::price::{Found, Limits, Within, price};
use crate::root::{Relaxation, Root};
use crate::state::State;
use crate::tree::Tree;

/// Where a search is.
#[derive(Debug)]
pub(crate) enum Stage {
    /// On the way to the best prices.
    Root(Box<Root>),
    /// Collecting the teams that may be in a better roster.
    Collecting(Collecting),
    /// Trying them.
    Branching(Branching),
    /// Nothing is left to do.
    Done,
}

/// The teams that may be in a better roster, navigator by navigator.
#[derive(Debug)]
pub(crate) struct Collecting {
    relaxation: Relaxation,
    pool: Pool,
    next: usize,
    /// How far below the dearest of its navigator a team may be, in grains.
    margin: i64,
    /// How many teams there may be.
    room: usize,
    /// Whether some teams within the margin found no room.
    cut: bool,
}

#[derive(Debug)]
pub(crate) struct Branching {
    relaxation: Relaxation,
    tree: Tree,
    complete: bool,
    room: usize,
    /// The gap when the teams were collected, in grains.
    gap: i64,
}

/// How many teams are collected at first, and at most.
const FIRST_ROOM: usize = 4_000;
const MOST_ROOM: usize = 2_000_000;
const NODES_AT_FIRST: u64 = 300;

impl Stage {
    pub(crate) fn new(state: &State) -> Self {
        Self::Root(Box::new(Root::new(state)))
    }

    /// Takes a small step and gives the work it took.
    pub(crate) fn advance(&mut self, state: &mut State) -> u64 {
        let (work, next) = match self {
            Self::Root(root) => {
                let (work, relaxation) = root.advance(state);
                (work, relaxation.and_then(|relaxation| after_root(root, relaxation, state)))
            }
            Self::Collecting(collecting) => collecting.advance(state),
            Self::Branching(branching) => branching.advance(state),
            Self::Done => (0, None),
        };
        if let Some(next) = next {
            *self = next;
        }
        if state.proved() {
            *self = Self::Done;
        }
        work.max(1)
    }
}

/// With fewer seats than were thought the relaxation is solved again; otherwise teams are collected.
fn after_root(root: &mut Root, relaxation: Relaxation, state: &mut State) -> Option<Stage> {
    let seats = state.seats_by_bound();
    if seats < state.seats {
        state.seats = seats;
        root.start_over(state);
        return None;
    }
    Some(Stage::Collecting(Collecting::new(state, relaxation, FIRST_ROOM)))
}

/// By how much a relaxation's bound is above the least that is wanted, in grains.
fn gap(state: &State, relaxation: &Relaxation) -> i64 {
    relaxation.bound - state.wanted() * state.packing.grain
}

impl Collecting {
    fn new(state: &State, relaxation: Relaxation, room: usize) -> Self {
        Self {
            margin: gap(state, &relaxation),
            pool: Pool::new(&state.packing),
            next: 0,
            relaxation,
            room,
            cut: false,
        }
    }

    fn advance(&mut self, state: &mut State) -> (u64, Option<Stage>) {
        let navigator = self.next;
        if navigator == state.packing.fields.len() {
            return (1, Some(self.finish(state)));
        }
        let threshold = self.relaxation.most[navigator] - self.margin - 1;
        let (pool, room, packing) = (&mut self.pool, self.room, &state.packing);
        let mut overflow = false;
        let mut add = |found: &Found<'_>| {
            if pool.len() < room {
                pool.add(packing, navigator, found.members);
                threshold
            } else {
                overflow = true;
                i64::MAX
            }
        };
        let limits = Limits {
            threshold,
            steps: u64::MAX,
        };
        let prices = &self.relaxation.prices;
        let memory = &mut state.memory;
        let priced = price(memory, packing, navigator, prices, Within::ALL, limits, &mut add);
        if overflow && self.margin > 0 {
            self.margin /= 2;
            self.pool = Pool::new(packing);
            self.next = 0;
        } else {
            self.next += 1;
            self.cut |= overflow;
        }
        (priced.steps + 100, None)
    }

    fn finish(&mut self, state: &State) -> Stage {
        let pool = std::mem::replace(&mut self.pool, Pool::new(&state.packing));
        let relaxation = self.relaxation.clone();
        let complete = !self.cut && self.margin >= gap(state, &relaxation);
        Stage::Branching(Branching {
            tree: Tree::new(state, pool, &relaxation, complete),
            complete,
            room: self.room,
            gap: gap(state, &relaxation),
            relaxation,
        })
    }
}

impl Branching {
    fn advance(&mut self, state: &mut State) -> (u64, Option<Stage>) {
        let (work, done) = self.tree.advance(state);
        if !done && gap(state, &self.relaxation) < self.gap / 2 {
            let relaxation = self.relaxation.clone();
            return (work, Some(Stage::Collecting(Collecting::new(state, relaxation, FIRST_ROOM))));
        }
        if self.complete {
            return (work, self.conclude(state));
        }
        let enough = done || self.tree.nodes > NODES_AT_FIRST;
        if !enough || (self.room >= MOST_ROOM && !done) {
            return (work, None);
        }
        if self.room >= MOST_ROOM {
            return (work, Some(Stage::Done));
        }
        let relaxation = self.relaxation.clone();
        (work, Some(Stage::Collecting(Collecting::new(state, relaxation, self.room * 4))))
    }

    /// What the tree has proved so far. If it is that fewer seats can be filled than was thought, the
    /// search begins again for that number of seats.
    fn conclude(&self, state: &mut State) -> Option<Stage> {
        let open = self.tree.bound().div_euclid(state.packing.grain);
        state.bound = state.bound.min(open.max(state.wanted() - 1));
        let seats = state.seats_by_bound();
        if seats < state.seats && !state.proved() {
            state.seats = seats;
            return Some(Stage::new(state));
        }
        None
    }
}

impl Stage {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Root(root) => format!("root {:?}", root.describe()),
            Self::Collecting(c) => format!("collecting {} margin {}", c.pool.len(), c.margin),
            Self::Branching(b) => format!("branching complete={} room={} {}", b.complete, b.room, b.tree.describe()),
            Self::Done => "done".into(),
        }
    }
}
