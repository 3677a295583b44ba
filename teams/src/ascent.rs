//! Good prices quickly: steps along a subgradient of the bound.
//!
//! At given prices each navigator takes the dearest team. Whoever is then wanted more than once
//! becomes more expensive, and whoever is not wanted becomes cheaper. The bound is not far above
//! that of the best prices after a hundred such steps, and the linear programme, begun from
//! there, has little left to do.

use crate::packing::Packing;
use crate::price::Prices;

/// Prices on their way down to the least bound.
#[derive(Debug)]
pub(crate) struct Ascent {
    /// The prices now: of mentees, captains and seats, one after another.
    now: Vec<f64>,
    best: Vec<f64>,
    best_bound: f64,
    /// By how much each is wanted less than it is there, smoothed over the last steps.
    spare: Vec<f64>,
    length: f64,
    steps: usize,
    steps_in_vain: usize,
}

const MOST_STEPS: usize = 200;
const SHORTEST: f64 = 0.01;

impl Ascent {
    pub(crate) fn new(packing: &Packing) -> Self {
        let rows = packing.mentees + packing.captain_places.len() + 1;
        Self {
            now: vec![0.0; rows],
            best: vec![0.0; rows],
            best_bound: f64::INFINITY,
            spare: vec![0.0; rows],
            length: 1.0,
            steps: 0,
            steps_in_vain: 0,
        }
    }

    /// Whether further steps would bring little.
    pub(crate) fn is_over(&self) -> bool {
        self.steps >= MOST_STEPS || self.length < SHORTEST
    }

    /// The prices to be tried.
    pub(crate) fn prices(&self, packing: &Packing) -> Prices {
        prices(packing, &self.now)
    }

    /// The prices with the least bound so far.
    pub(crate) fn best(&self, packing: &Packing) -> Prices {
        prices(packing, &self.best)
    }

    /// The least bound so far, in grains.
    pub(crate) fn best_bound(&self) -> i64 {
        self.best_bound as i64
    }

    /// Takes a step: at the prices tried the bound was this, in grains, and so much of each row was
    /// left. No bound is below `least`.
    pub(crate) fn step(&mut self, bound: i64, least: i64, left: &[f64]) {
        self.steps += 1;
        let bound = bound as f64;
        if bound < self.best_bound {
            self.best_bound = bound;
            self.best.clone_from(&self.now);
            self.steps_in_vain = 0;
        } else {
            self.steps_in_vain += 1;
            if self.steps_in_vain >= 6 {
                self.length *= 0.6;
                self.steps_in_vain = 0;
                self.now.clone_from(&self.best);
            }
        }
        for (smoothed, &left) in self.spare.iter_mut().zip(left) {
            *smoothed = 0.6 * left + 0.4 * *smoothed;
        }
        let norm: f64 = self.spare.iter().map(|spare| spare * spare).sum();
        if norm == 0.0 {
            self.length = 0.0;
            return;
        }
        let step = self.length * (bound - least as f64).max(0.0) / norm;
        for (price, spare) in self.now.iter_mut().zip(&self.spare) {
            *price = (*price - step * spare).max(0.0);
        }
    }
}

fn prices(packing: &Packing, rows: &[f64]) -> Prices {
    let mentees = packing.mentees;
    let captains = mentees + packing.captain_places.len();
    let whole = |&price: &f64| price as i64;
    Prices {
        mentee: rows[..mentees].iter().map(whole).collect(),
        captain: rows[mentees..captains].iter().map(whole).collect(),
        seat: whole(&rows[captains]),
        cuts: Vec::new(),
    }
}
