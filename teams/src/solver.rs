//! A packing from its first answer to the proof that there is no better one, in small steps.

use std::collections::HashSet;

use crate::greedy;
use crate::master::Master;
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
    Collecting(Box<Collecting>),
    /// Trying them.
    Branching(Box<Branching>),
    /// Nothing is left to do.
    Done,
}

/// The teams that may be in a better roster, navigator by navigator.
#[derive(Debug)]
pub(crate) struct Collecting {
    relaxation: Relaxation,
    pool: Pool,
    master: Master,
    /// The teams that were in the pool before.
    known: HashSet<(usize, Vec<u32>)>,
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

    /// Takes a small step; gives the stage that follows and the work it took.
    pub(crate) fn advance(self, state: &mut State) -> (Self, u64) {
        let (next, work) = match self {
            Self::Root(mut root) => match root.advance(state) {
                (work, None) => (Self::Root(root), work),
                (work, Some(relaxation)) => (after_root(root, relaxation, state), work),
            },
            Self::Collecting(collecting) => collecting.advance(state),
            Self::Branching(branching) => branching.advance(state),
            Self::Done => (Self::Done, 0),
        };
        let next = if state.proved() { Self::Done } else { next };
        (next, work.max(1))
    }
}

/// With fewer seats than were thought the relaxation is solved again; otherwise teams are collected.
fn after_root(mut root: Box<Root>, relaxation: Relaxation, state: &mut State) -> Stage {
    let seats = state.seats_by_bound();
    if seats < state.seats {
        state.seats = seats;
        root.start_over(state);
        return Stage::Root(root);
    }
    let (pool, master) = root.into_parts();
    Collecting::begin(state, relaxation, pool, master, FIRST_ROOM)
}

/// By how much a relaxation's bound is above the least that is wanted, in grains.
fn gap(state: &State, relaxation: &Relaxation) -> i64 {
    relaxation.bound - state.wanted() * state.packing.grain
}

impl Collecting {
    fn begin(
        state: &State,
        relaxation: Relaxation,
        old: Pool,
        master: Master,
        room: usize,
    ) -> Stage {
        let margin = gap(state, &relaxation);
        let mut collecting = Self {
            margin,
            pool: old,
            master,
            known: HashSet::new(),
            next: 0,
            relaxation,
            room,
            cut: false,
        };
        collecting.start_over(state);
        Stage::Collecting(Box::new(collecting))
    }

    /// Lets go of all teams but those of the linear programme that are within the margin.
    fn start_over(&mut self, state: &State) {
        let old = std::mem::replace(&mut self.pool, Pool::new(&state.packing));
        let (relaxation, margin) = (&self.relaxation, self.margin);
        let near = |team: usize| {
            let reduced_cost = old.reduced_cost(&state.packing, team, &relaxation.prices);
            reduced_cost >= relaxation.most[old.navigator(team)] - margin
        };
        self.master.move_to(&mut self.pool, &old, near);
        let teams = 0..self.pool.len();
        let known = teams.map(|team| (self.pool.navigator(team), self.pool.mentees(team).to_vec()));
        self.known = known.collect();
        self.next = 0;
    }

    fn advance(mut self: Box<Self>, state: &mut State) -> (Stage, u64) {
        let navigator = self.next;
        if navigator == state.packing.fields.len() {
            return (self.finish(state), 1);
        }
        let threshold = self.relaxation.most[navigator] - self.margin - 1;
        let (pool, known, packing) = (&mut self.pool, &self.known, &state.packing);
        let room = self.room + known.len();
        let mut overflow = false;
        let mut add = |found: &Found<'_>| {
            if pool.len() < room {
                let mentees = packing.mentees(navigator, found.members);
                if known.is_empty() || !known.contains(&(navigator, mentees)) {
                    pool.add(packing, navigator, found.members);
                }
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
        let priced = price(
            memory,
            packing,
            navigator,
            prices,
            Within::ALL,
            limits,
            &mut add,
        );
        if overflow && self.margin > 0 {
            self.margin /= 2;
            self.start_over(state);
        } else {
            self.next += 1;
            self.cut |= overflow;
        }
        (Stage::Collecting(self), priced.work + 100)
    }

    fn finish(self, state: &State) -> Stage {
        let gap = gap(state, &self.relaxation);
        let complete = !self.cut && self.margin >= gap;
        Stage::Branching(Box::new(Branching {
            tree: Tree::new(state, self.pool, self.master, &self.relaxation, complete),
            complete,
            room: self.room,
            gap,
            relaxation: self.relaxation,
        }))
    }
}

impl Branching {
    fn advance(mut self: Box<Self>, state: &mut State) -> (Stage, u64) {
        let (mut work, done) = self.tree.advance(state);
        if !self.complete {
            work += greedy::improve(state, &self.relaxation.prices);
        }
        if !done && gap(state, &self.relaxation) < self.gap / 2 {
            return (self.collect_again(state, FIRST_ROOM), work);
        }
        if self.complete {
            return (self.conclude(state), work);
        }
        let enough = done || self.tree.nodes > NODES_AT_FIRST;
        let next = match (enough, self.room >= MOST_ROOM) {
            (true, false) => {
                let room = self.room * 4;
                self.collect_again(state, room)
            }
            (true, true) if done => Stage::Done,
            (true, true) | (false, _) => Stage::Branching(self),
        };
        (next, work)
    }

    fn collect_again(self, state: &State, room: usize) -> Stage {
        let (pool, master) = self.tree.into_parts();
        Collecting::begin(state, self.relaxation, pool, master, room)
    }

    /// What the tree has proved so far. If it is that fewer seats can be filled than was thought, the
    /// search begins again for that number of seats.
    fn conclude(self: Box<Self>, state: &mut State) -> Stage {
        let open = self.tree.bound().div_euclid(state.packing.grain);
        state.bound = state.bound.min(open.max(state.wanted() - 1));
        let seats = state.seats_by_bound();
        if seats < state.seats && !state.proved() {
            state.seats = seats;
            state.by_prices = false;
            return Stage::new(state);
        }
        Stage::Branching(self)
    }
}
