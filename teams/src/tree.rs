//! The last stage: branch and bound over the teams that can still be in a better roster.
//!
//! A node of the tree says of some mentees that they are with a navigator, and of some that they are
//! not. Its linear programme is solved from the basis of the last one; prices are looked up in the
//! pool, which gives the node's bound in whole grains. A solution in which every mentee is wholly
//! with one navigator is a roster, once captains are matched.

use crate::master::Master;
use crate::pool::Pool;
use crate::root::Relaxation;
use crate::simplex::Step;
use crate::state::{Picked, State};

mod bounding;

/// A tree over a pool of teams.
#[derive(Debug)]
pub(crate) struct Tree {
    pool: Pool,
    master: Master,
    /// How many decisions bar each team.
    barred: Vec<u16>,
    /// How many reasons there are for each navigator to lead a team.
    forced: Vec<u16>,
    /// The teams of each mentee.
    teams_of: Vec<Vec<u32>>,
    /// The teams that can be in a better roster, as far as is known.
    alive: Vec<u32>,
    /// The teams that each cut counts, and how often.
    cut_teams: Vec<Vec<(u32, u32)>>,
    /// What each team pays for the cuts that count it.
    surcharge: Vec<i64>,
    cut_rounds: usize,
    hardenings: usize,
    /// Whether the pool has all teams that can be in a wanted roster.
    complete: bool,
    /// The decisions of the node at hand.
    path: Vec<Decision>,
    /// The bound of the node at hand, in grains.
    bound: i64,
    open: Vec<Node>,
    pub(crate) nodes: u64,
}

#[derive(Debug)]
struct Node {
    path: Vec<Decision>,
    bound: i64,
}

/// Whether a mentee is on the team of a navigator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decision {
    navigator: usize,
    mentee: usize,
    together: bool,
}

/// Where a solution divides mentees.
enum Fractions {
    /// This mentee is only partly with this navigator, and it may be decided which.
    Some(usize, usize),
    /// Only where it is decided, against a penalty.
    Decided,
    /// Nowhere.
    None,
}

/// A value this near to a whole number is one.
const WHOLE: f64 = 1e-4;
/// How much more it costs to do what must not be done once a solution has done it, and how often it
/// can come to cost more.
const HARDER: f64 = 8.0;
const MOST_OPEN: usize = 20_000;
const MOST_HARDENINGS: usize = 4;

impl Tree {
    /// The tree over a pool, with a master that knows nothing of another tree.
    pub(crate) fn new(
        state: &State,
        pool: Pool,
        mut master: Master,
        relaxation: &Relaxation,
        complete: bool,
    ) -> Self {
        let navigators = state.packing.fields.len();
        let mut teams_of = vec![Vec::new(); state.packing.mentees];
        for team in 0..pool.len() {
            for &mentee in pool.mentees(team) {
                teams_of[mentee as usize].push(team as u32);
            }
        }
        let discount = if state.fills_all_seats() {
            master.discount()
        } else {
            0
        };
        master.set_discount(&state.packing, &pool, discount);
        let mut tree = Self {
            barred: vec![0; pool.len()],
            forced: state
                .packing
                .fields
                .iter()
                .map(|field| u16::from(field.forced))
                .collect(),
            teams_of,
            alive: (0..pool.len() as u32).collect(),
            cut_teams: Vec::new(),
            surcharge: vec![0; pool.len()],
            cut_rounds: 0,
            hardenings: 0,
            complete,
            path: Vec::new(),
            bound: relaxation.bound,
            open: Vec::new(),
            nodes: 1,
            master,
            pool,
        };
        for cut in tree.master.cuts().to_vec() {
            tree.count(cut, navigators);
        }
        tree
    }

    /// Gives up the tree; what is left is as if there had been none.
    pub(crate) fn into_parts(mut self) -> (Pool, Master) {
        let root = Node {
            path: Vec::new(),
            bound: 0,
        };
        self.go_to(&root);
        (self.pool, self.master)
    }

    /// The bound of everything that is not yet decided, in grains; none if all is.
    pub(crate) fn bound(&self) -> i64 {
        self.open
            .iter()
            .map(|node| node.bound)
            .fold(self.bound, i64::max)
    }

    /// Takes a small step; gives the work it took, and whether the whole tree is done.
    pub(crate) fn advance(&mut self, state: &mut State) -> (u64, bool) {
        if self.master.step() == Step::Pivoted {
            return (self.master.step_work(), false);
        }
        let work = self.master.step_work() + 24 * self.pool.len() as u64;
        let prices = self.master.prices();
        let added = self.price(state, &prices);
        if self.hopeless(state, self.bound) {
            return (work, self.next_node(state, false));
        }
        if added {
            return (work, false);
        }
        if self.cut(state) {
            return (work + 100_000, false);
        }
        let pair = match self.fractional() {
            Fractions::Some(navigator, mentee) => Some((navigator, mentee)),
            Fractions::Decided if self.hardenings < MOST_HARDENINGS => {
                self.hardenings += 1;
                self.master.harden(HARDER);
                self.enforce();
                return (work, false);
            }
            Fractions::Decided | Fractions::None => {
                self.take(state);
                // The bound meets the roster that was found, but for rounding; then it goes on.
                let met = self.hopeless(state, self.bound);
                if met { None } else { self.undecided() }
            }
        };
        match pair {
            Some((navigator, mentee)) => self.branch(navigator, mentee),
            None => self.bound = i64::MIN,
        }
        (work, self.next_node(state, pair.is_some()))
    }

    /// How much of each mentee is with each navigator.
    fn shares(&self) -> Vec<((usize, usize), f64)> {
        let mut shares: Vec<((usize, usize), f64)> = Vec::new();
        for (team, value) in self.master.solution() {
            if value > 1e-9 {
                let navigator = self.pool.navigator(team);
                let mentees = self.pool.mentees(team);
                shares.extend(mentees.iter().map(|&m| ((navigator, m as usize), value)));
            }
        }
        shares.sort_unstable_by_key(|&(pair, _)| pair);
        shares.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        shares
    }

    /// Where the solution divides a mentee.
    fn fractional(&self) -> Fractions {
        let shares = self.shares();
        let split = || {
            shares
                .iter()
                .filter(|(_, share)| *share > WHOLE && *share < 1.0 - WHOLE)
        };
        let undecided = split().filter(|(pair, _)| !self.is_decided(*pair));
        match undecided.max_by(|a, b| preference(a.1).total_cmp(&preference(b.1))) {
            Some(&((navigator, mentee), _)) => Fractions::Some(navigator, mentee),
            None if split().next().is_some() => Fractions::Decided,
            None => Fractions::None,
        }
    }

    /// A navigator and a mentee of whom nothing is decided, though they can be together.
    fn undecided(&self) -> Option<(usize, usize)> {
        let open = self
            .alive
            .iter()
            .map(|&team| team as usize)
            .filter(|&team| self.barred[team] == 0);
        let mut pairs = open.flat_map(|team| {
            let mentees = self.pool.mentees(team).iter();
            mentees.map(move |&mentee| (self.pool.navigator(team), mentee as usize))
        });
        pairs.find(|&pair| !self.is_decided(pair))
    }

    fn is_decided(&self, (navigator, mentee): (usize, usize)) -> bool {
        let mut path = self.path.iter();
        path.any(|decision| decision.navigator == navigator && decision.mentee == mentee)
    }

    /// Opens the two children of the node at hand.
    fn branch(&mut self, navigator: usize, mentee: usize) {
        for together in [false, true] {
            let mut path = self.path.clone();
            path.push(Decision {
                navigator,
                mentee,
                together,
            });
            self.open.push(Node {
                path,
                bound: self.bound,
            });
        }
    }

    /// Offers the whole solution at hand.
    fn take(&self, state: &mut State) {
        let mut teams: Vec<Picked> = Vec::new();
        for (navigator, field) in state.packing.fields.iter().enumerate() {
            let shares = self.shares();
            let members: Vec<usize> = (0..field.candidates.len())
                .filter(|&i| {
                    let pair = (navigator, field.candidates[i].mentee);
                    shares
                        .iter()
                        .any(|&(other, share)| other == pair && share > 0.5)
                })
                .collect();
            if !members.is_empty() {
                teams.push(Picked { navigator, members });
            }
        }
        state.offer(teams);
    }

    /// Goes on with an open node that has hope; says whether there is none.
    fn next_node(&mut self, state: &State, plunging: bool) -> bool {
        while let Some(node) = self.select(plunging) {
            if self.hopeless(state, node.bound) {
                continue;
            }
            self.nodes += 1;
            self.go_to(&node);
            return false;
        }
        self.bound = i64::MIN;
        true
    }

    /// The node to go on with: the latest while a dive goes on, or when so many are open that memory
    /// would run out; otherwise the one with the best bound.
    fn select(&mut self, plunging: bool) -> Option<Node> {
        if plunging || self.open.len() > MOST_OPEN {
            return self.open.pop();
        }
        let best =
            (0..self.open.len()).max_by_key(|&i| (self.open[i].bound, self.open[i].path.len()))?;
        Some(self.open.swap_remove(best))
    }

    fn go_to(&mut self, node: &Node) {
        let common = self
            .path
            .iter()
            .zip(&node.path)
            .take_while(|(a, b)| a == b)
            .count();
        while self.path.len() > common {
            if let Some(decision) = self.path.pop() {
                self.decide(decision, false);
            }
        }
        for &decision in &node.path[common..] {
            self.path.push(decision);
            self.decide(decision, true);
        }
        self.bound = node.bound;
        self.enforce();
    }

    /// Makes the decisions hold in the linear programme.
    fn enforce(&mut self) {
        let barred = &self.barred;
        self.master.bar(&self.pool, |team| barred[team] > 0);
        for (navigator, &forced) in self.forced.iter().enumerate() {
            self.master.force(navigator, forced > 0);
        }
    }

    /// Makes a decision, or takes it back.
    fn decide(&mut self, decision: Decision, made: bool) {
        let Decision {
            navigator,
            mentee,
            together,
        } = decision;
        let change = |count: &mut u16| *count = if made { *count + 1 } else { *count - 1 };
        if together {
            change(&mut self.forced[navigator]);
            for team in 0..self.pool.len() {
                if self.pool.navigator(team) == navigator
                    && !self.pool.mentees(team).contains(&(mentee as u32))
                {
                    change(&mut self.barred[team]);
                }
            }
        }
        for &team in &self.teams_of[mentee] {
            let with = self.pool.navigator(team as usize) == navigator;
            if with != together {
                change(&mut self.barred[team as usize]);
            }
        }
    }
}

/// Larger for a share that is better decided on.
fn preference(share: f64) -> f64 {
    share * (1.0 - share) + 0.1 * share
}
