//! How good a node of the tree can be: prices looked up in the pool, and cuts.

use std::cmp::Reverse;

use super::Tree;
use crate::cuts::{self, Cut};
use crate::pool::Pool;
use crate::price::Prices;
use crate::root::ROUNDING;
use crate::state::State;

/// Columns that enter the programme in one round.
const COLUMNS_A_ROUND: usize = 40;
/// Cuts that are added in one round.
const CUTS_A_ROUND: usize = 20;
/// How many cuts there may be in all, and in how many rounds one tree looks for them.
const MOST_CUTS: usize = 300;
const MOST_CUT_ROUNDS: usize = 60;
/// Where more than so much is decided no cuts are looked for.
const CUT_DEPTH: usize = 4;

impl Tree {
    /// The least worth that is looked for.
    pub(super) fn wanted(&self, state: &State) -> i64 {
        if self.complete {
            state.wanted()
        } else {
            state.better()
        }
    }

    pub(super) fn hopeless(&self, state: &State, bound: i64) -> bool {
        bound.div_euclid(state.packing.grain) < self.wanted(state)
    }

    /// Bounds the node at these prices; adds the teams that are worth more. Says whether there were any.
    pub(super) fn price(&mut self, state: &State, prices: &Prices) -> bool {
        let threshold = self.master.navigator_prices();
        let mut most: Vec<i64> = threshold.clone();
        for (most, &forced) in most.iter_mut().zip(&self.forced) {
            if forced == 0 {
                *most = (*most).max(0);
            }
        }
        let by_price = by_price(prices);
        let mut dearer: Vec<(i64, usize, usize)> = Vec::new();
        self.charge(prices);
        for &team in &self.alive {
            let team = team as usize;
            if self.barred[team] > 0 {
                continue;
            }
            let navigator = self.pool.navigator(team);
            let before_captain =
                reduced_cost(state, &self.pool, team, prices) - self.surcharge[team];
            if before_captain <= threshold[navigator] {
                continue;
            }
            let (captain, price) = cheapest(&self.pool, team, &by_price);
            let reduced_cost = before_captain - price;
            most[navigator] = most[navigator].max(reduced_cost);
            if reduced_cost > threshold[navigator] + ROUNDING {
                dearer.push((reduced_cost - threshold[navigator], team, captain));
            }
        }
        dearer.sort_unstable_by_key(|&(excess, team, _)| (Reverse(excess), team));
        dearer.truncate(COLUMNS_A_ROUND);
        let bound = state.packing.bound(
            prices,
            self.master.cuts(),
            state.seats,
            most.iter().copied(),
        );
        if self.path.is_empty() {
            self.sift(state, prices, bound, &most);
        }
        self.bound = self.bound.min(bound);
        let mut added = false;
        for (_, team, captain) in dearer {
            added |= self.master.add(&self.pool, team, captain);
        }
        added
    }

    /// Sums up what each team pays for cuts.
    pub(super) fn charge(&mut self, prices: &Prices) {
        self.surcharge.fill(0);
        for (teams, &price) in self.cut_teams.iter().zip(&prices.cuts) {
            if price > 0 {
                for &(team, count) in teams {
                    self.surcharge[team as usize] += price * i64::from(count);
                }
            }
        }
    }

    /// Lets go of the teams that the prices of the whole tree rule out of any better roster.
    pub(super) fn sift(&mut self, state: &State, prices: &Prices, bound: i64, most: &[i64]) {
        let by_price = by_price(prices);
        let better = self.wanted(state) * state.packing.grain;
        let mut alive = std::mem::take(&mut self.alive);
        alive.retain(|&team| {
            let team = team as usize;
            let (_, captain) = cheapest(&self.pool, team, &by_price);
            let reduced_cost =
                reduced_cost(state, &self.pool, team, prices) - self.surcharge[team] - captain;
            bound - most[self.pool.navigator(team)] + reduced_cost >= better
        });
        self.alive = alive;
    }

    /// Adds the cuts that the solution exceeds, as long as little is decided.
    pub(super) fn cut(&mut self, state: &State) -> bool {
        let navigators = state.packing.fields.len();
        let enough = self.master.cuts().len() >= MOST_CUTS || self.cut_rounds >= MOST_CUT_ROUNDS;
        if enough || self.path.len() > CUT_DEPTH {
            return false;
        }
        self.cut_rounds += 1;
        let solution: Vec<(usize, f64)> = self.master.solution().collect();
        let mut cuts = cuts::exceeded_sizes(&self.pool, &solution, state.seats);
        cuts.extend(cuts::exceeded_threes(
            &self.pool,
            navigators,
            &solution,
            CUTS_A_ROUND,
        ));
        if cuts.is_empty() {
            return false;
        }
        self.master.cut(&self.pool, state.seats, &cuts);
        for cut in cuts {
            self.count(cut, navigators);
        }
        true
    }

    /// Notes which teams a cut counts.
    pub(super) fn count(&mut self, cut: Cut, navigators: usize) {
        let counts = (0..self.pool.len())
            .map(|team| (team as u32, cut.count(&self.pool, navigators, team) as u32));
        self.cut_teams
            .push(counts.filter(|&(_, count)| count > 0).collect());
    }
}

/// The captains by price, the cheapest first.
fn by_price(prices: &Prices) -> Vec<(usize, i64)> {
    let mut captains: Vec<(usize, i64)> = prices.captain.iter().copied().enumerate().collect();
    captains.sort_by_key(|&(_, price)| price);
    captains
}

/// A team's cheapest captain, and their price.
fn cheapest(pool: &Pool, team: usize, by_price: &[(usize, i64)]) -> (usize, i64) {
    let cheapest = by_price
        .iter()
        .find(|&&(captain, _)| pool.may_have(team, captain));
    *cheapest.expect("a team that no captain may have is not found")
}

/// What a team is worth beyond the prices of its mentees and seats, in grains.
fn reduced_cost(state: &State, pool: &Pool, team: usize, prices: &Prices) -> i64 {
    let mentees = pool.mentees(team);
    let paid: i64 = mentees
        .iter()
        .map(|&mentee| prices.mentee[mentee as usize] + prices.seat)
        .sum();
    state.packing.grain * pool.points(team) - paid
}
