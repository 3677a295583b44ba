//! The linear programme over some of the teams: each with one captain is a column.
//!
//! Rows say that a navigator leads one team at most, that a mentee is on one at most, that a captain
//! has no more than they may, and that no more seats are filled than can be. The duals of the rows
//! are the prices.

use std::collections::{HashMap, HashSet};

use crate::cuts::Cut;
use crate::packing::Packing;
use crate::pool::Pool;
use crate::price::Prices;
use crate::simplex::{Entry, Row, Simplex, Step};

/// The programme, and which team each column is.
#[derive(Debug)]
pub(crate) struct Master {
    simplex: Simplex,
    /// The team and the captain of each column; none if it is not a team's.
    columns: Vec<Option<(usize, usize)>>,
    cuts: Vec<Cut>,
    known: HashSet<(usize, usize)>,
    navigators: usize,
    mentees: usize,
    captains: usize,
    grain: f64,
    /// What it costs to leave a forced navigator without a team, or to choose a barred team.
    penalty: f64,
    /// What a seat is worth less here than in the packing, in points; see [`Master::new`].
    discount: i64,
}

/// How many seats it would cost to do what must not be done.
const PENALTY_SEATS: f64 = 32.0;

impl Master {
    /// The programme without teams, in which at most so many seats are filled.
    ///
    /// A seat that is worth much more than anything else makes for wild prices on the way. Where all
    /// seats can be filled any worth will do that still fills them: the rest is a discount, which
    /// is counted as a part of the seats' price.
    pub(crate) fn new(packing: &Packing, seats: usize, discount: i64) -> Self {
        let (navigators, mentees) = (packing.fields.len(), packing.mentees);
        let captains = packing.captain_places.len();
        let penalty = PENALTY_SEATS * (packing.seat + packing.team - discount) as f64;
        let mut limits = vec![1.0; navigators + mentees];
        limits.extend(packing.captain_places.iter().map(|&places| places as f64));
        limits.push(seats as f64);
        let mut slack_costs = vec![0.0; limits.len()];
        for (cost, field) in slack_costs.iter_mut().zip(&packing.fields) {
            if field.forced {
                *cost = -penalty;
            }
        }
        Self {
            simplex: Simplex::new(&limits, slack_costs),
            columns: Vec::new(),
            cuts: Vec::new(),
            known: HashSet::new(),
            navigators,
            mentees,
            captains,
            grain: packing.grain as f64,
            penalty,
            discount,
        }
    }

    /// Adds a team with a captain; false if it is there already.
    pub(crate) fn add(&mut self, pool: &Pool, team: usize, captain: usize) -> bool {
        if !self.known.insert((team, captain)) {
            return false;
        }
        let mentees = pool.mentees(team);
        let seats = self.navigators + self.mentees + self.captains;
        let once = |row: usize| Entry { row, amount: 1.0 };
        let entries = [once(pool.navigator(team))]
            .into_iter()
            .chain(
                mentees
                    .iter()
                    .map(|&mentee| once(self.navigators + mentee as usize)),
            )
            .chain([
                once(self.navigators + self.mentees + captain),
                Entry {
                    row: seats,
                    amount: mentees.len() as f64,
                },
            ]);
        let cuts = (seats + 1..).zip(&self.cuts).map(|(row, cut)| Entry {
            row,
            amount: cut.count(pool, self.navigators, team) as f64,
        });
        let entries = entries.chain(cuts.filter(|entry| entry.amount > 0.0));
        let cost = self.cost(pool, team);
        self.simplex.add(cost, entries);
        self.columns.push(Some((team, captain)));
        true
    }

    fn cost(&self, pool: &Pool, team: usize) -> f64 {
        let seats = pool.mentees(team).len() as i64;
        (pool.points(team) - self.discount * seats) as f64
    }

    /// Makes a seat worth more, up to what it is worth; only where no team is barred.
    pub(crate) fn set_discount(&mut self, packing: &Packing, pool: &Pool, discount: i64) {
        self.discount = discount;
        self.penalty = PENALTY_SEATS * (packing.seat + packing.team - discount) as f64;
        for (navigator, field) in packing.fields.iter().enumerate() {
            self.force(navigator, field.forced);
        }
        self.bar(pool, |_| false);
    }

    /// Makes it cost more to do what must not be done.
    pub(crate) fn harden(&mut self, factor: f64) {
        self.penalty *= factor;
    }

    pub(crate) fn discount(&self) -> i64 {
        self.discount
    }

    /// Whether the solution leaves seats empty, or a forced navigator without a team.
    pub(crate) fn leaves_seats(&self, packing: &Packing) -> bool {
        let forced = (0..self.navigators).filter(|&navigator| packing.fields[navigator].forced);
        let seats = self.navigators + self.mentees + self.captains;
        forced
            .chain([seats])
            .any(|row| self.simplex.slack(row) > 1e-3)
    }

    /// Moves to a new pool, with the columns whose teams are to be kept and those that are basic.
    pub(crate) fn move_to(&mut self, pool: &mut Pool, old: &Pool, keep: impl Fn(usize) -> bool) {
        let kept: Vec<bool> = self
            .columns
            .iter()
            .enumerate()
            .map(|(column, team)| {
                self.simplex.is_basic(column) || team.is_some_and(|(team, _)| keep(team))
            })
            .collect();
        self.simplex.retain(&kept);
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut columns = Vec::with_capacity(self.simplex.columns());
        for (team, kept) in self.columns.drain(..).zip(kept) {
            if kept {
                columns.push(team.map(|(team, captain)| {
                    let place = places.entry(team).or_insert_with(|| pool.copy(old, team));
                    (*place, captain)
                }));
            }
        }
        self.known = columns.iter().copied().flatten().collect();
        self.columns = columns;
    }

    /// Adds cuts.
    pub(crate) fn cut(&mut self, pool: &Pool, seats: usize, cuts: &[Cut]) {
        let row = |cut: &Cut| {
            let count = |column: &Option<(usize, usize)>| match *column {
                Some((team, _)) => cut.count(pool, self.navigators, team) as f64,
                None => 0.0,
            };
            Row {
                limit: cut.limit(seats) as f64,
                amounts: self.columns.iter().map(count).collect(),
            }
        };
        let rows: Vec<Row> = cuts.iter().map(row).collect();
        self.simplex.add_rows(&rows, self.penalty);
        self.columns.resize(self.simplex.columns(), None);
        self.cuts.extend_from_slice(cuts);
    }

    pub(crate) fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Takes a step towards the optimum.
    pub(crate) fn step(&mut self) -> Step {
        self.simplex.step()
    }

    /// A measure of the work in a step.
    pub(crate) fn step_work(&self) -> u64 {
        let rows = self.simplex.rows() as u64;
        rows * rows / 4 + 8 * self.columns.len() as u64
    }

    /// Bars teams, and lets them in again: those that `barred` says.
    pub(crate) fn bar(&mut self, pool: &Pool, barred: impl Fn(usize) -> bool) {
        for (column, &team) in self.columns.iter().enumerate() {
            let Some((team, _)) = team else {
                continue;
            };
            let cost = if barred(team) {
                -self.penalty
            } else {
                self.cost(pool, team)
            };
            self.simplex.set_cost(column, cost);
        }
    }

    /// Sets whether a navigator must lead a team.
    pub(crate) fn force(&mut self, navigator: usize, forced: bool) {
        let cost = if forced { -self.penalty } else { 0.0 };
        self.simplex.set_slack_cost(navigator, cost);
    }

    /// The prices that the solution gives, in whole grains.
    pub(crate) fn prices(&self) -> Prices {
        let in_grains = |&dual: &f64| (dual * self.grain).round().max(0.0) as i64;
        let rows = self.simplex.duals();
        let (mentees, captains) = (self.navigators, self.navigators + self.mentees);
        Prices {
            mentee: rows[mentees..captains].iter().map(in_grains).collect(),
            captain: rows[captains..captains + self.captains]
                .iter()
                .map(in_grains)
                .collect(),
            seat: in_grains(&(rows[captains + self.captains] + self.discount as f64)),
            cuts: rows[captains + self.captains + 1..]
                .iter()
                .map(in_grains)
                .collect(),
        }
    }

    /// The price of letting each navigator lead, in whole grains.
    pub(crate) fn navigator_prices(&self) -> Vec<i64> {
        let in_grains = |&dual: &f64| (dual * self.grain).round() as i64;
        self.simplex.duals()[..self.navigators]
            .iter()
            .map(in_grains)
            .collect()
    }

    /// The team and the captain of every column.
    pub(crate) fn teams(&self) -> impl Iterator<Item = (usize, usize)> {
        self.columns.iter().copied().flatten()
    }

    /// The teams of the solution, with how much of each.
    pub(crate) fn solution(&self) -> impl Iterator<Item = (usize, f64)> {
        let solution = self.simplex.solution();
        solution.filter_map(|(column, value)| self.columns[column].map(|(team, _)| (team, value)))
    }
}

impl Packing {
    /// The bound from prices, in grains: what all people and seats cost together, and for each
    /// navigator the most that any team of theirs is worth beyond that.
    pub(crate) fn bound(
        &self,
        prices: &Prices,
        cuts: &[Cut],
        seats: usize,
        most: impl Iterator<Item = i64>,
    ) -> i64 {
        let captains = prices.captain.iter().zip(&self.captain_places);
        let captains: i64 = captains
            .map(|(&price, &places)| price.saturating_mul(places as i64))
            .sum();
        let mentees: i64 = prices.mentee.iter().sum();
        let cuts: i64 = prices
            .cuts
            .iter()
            .zip(cuts)
            .map(|(price, cut)| price * cut.limit(seats) as i64)
            .sum();
        prices.seat * seats as i64 + mentees + captains + cuts + most.sum::<i64>()
    }
}
