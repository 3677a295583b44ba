//! One look at all navigators' teams, at the same prices.

use crate::price::{Found, Limits, Prices, Within, price};
use crate::root::ROUNDING;
use crate::state::State;

/// After so many steps a navigator's teams are bounded rather than looked at.
const PRICING_STEPS: u64 = 2_000_000;

/// One look at all navigators' teams, at the same prices.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) prices: Prices,
    /// Teams of a navigator that are worth no more than this beyond their price are of no interest.
    thresholds: Vec<i64>,
    /// The most a team of each navigator so far is worth beyond its price.
    pub(crate) most: Vec<i64>,
    /// The dearest teams of each navigator so far, the dearest first.
    pub(crate) dearest: Vec<Vec<Vec<usize>>>,
}

impl Round {
    pub(crate) fn new(prices: Prices, thresholds: Vec<i64>) -> Self {
        Self {
            prices,
            thresholds,
            most: Vec::new(),
            dearest: Vec::new(),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.most.len() == self.thresholds.len()
    }

    /// Looks at the teams of the next navigator and keeps a few of the dearest.
    pub(crate) fn next(&mut self, state: &mut State, keep: usize) -> u64 {
        let navigator = self.most.len();
        let threshold = self.thresholds[navigator];
        let mut dearest: Vec<(i64, Vec<usize>)> = Vec::new();
        let mut visit = |team: &Found<'_>| {
            let at = dearest.partition_point(|(dearer, _)| *dearer >= team.reduced_cost);
            dearest.insert(at, (team.reduced_cost, team.members.to_vec()));
            dearest.truncate(keep);
            match dearest.last() {
                Some((least, _)) if dearest.len() == keep => *least,
                Some(_) | None => threshold,
            }
        };
        let limits = Limits {
            threshold,
            steps: PRICING_STEPS,
        };
        let memory = &mut state.memory;
        let packing = &state.packing;
        let priced = price(
            memory,
            packing,
            navigator,
            &self.prices,
            Within::ALL,
            limits,
            &mut visit,
        );
        self.most.push(priced.most.unwrap_or(threshold));
        dearest.retain(|(reduced_cost, _)| *reduced_cost > threshold + ROUNDING);
        self.dearest
            .push(dearest.into_iter().map(|(_, members)| members).collect());
        priced.work + 100
    }
}

/// For each navigator the threshold below which a team is worth less than none.
pub(crate) fn least_thresholds(state: &State) -> Vec<i64> {
    let fields = state.packing.fields.iter();
    fields
        .map(|field| if field.forced { i64::MIN / 4 } else { 0 })
        .collect()
}
