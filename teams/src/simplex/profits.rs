//! Which variable enters the basis: the one that brings most for how far a unit of it reaches.
//!
//! (Devex pricing, after Harris. With the largest profit alone it took fifty thousand pivots where this
//! takes a few thousand.)

use super::{Simplex, TOLERANCE, Variable};

impl Simplex {
    /// Computes the profits of all variables anew. Those that are basic have none.
    pub(super) fn set_profits(&mut self) {
        self.profits.slacks.clear();
        let slacks = self
            .slack_costs
            .iter()
            .zip(&self.duals)
            .zip(&self.place_of_slack);
        let profit = |((cost, dual), place): ((&f64, &f64), &Option<usize>)| {
            if place.is_some() { 0.0 } else { cost - dual }
        };
        self.profits.slacks.extend(slacks.map(profit));
        self.profits.columns.clear();
        for column in 0..self.costs.len() {
            let profit = match self.place_of_column[column] {
                Some(_) => 0.0,
                None => self.reduced_cost(column),
            };
            self.profits.columns.push(profit);
        }
        self.weights.slacks.resize(self.rows(), 1.0);
        self.weights.columns.resize(self.costs.len(), 1.0);
        self.stale = false;
    }

    /// The variable that brings most for its reach, and its profit.
    pub(super) fn entering(&self) -> Option<(Variable, f64)> {
        let mut best = None;
        let mut most = 0.0;
        for (row, (&profit, weight)) in self
            .profits
            .slacks
            .iter()
            .zip(&self.weights.slacks)
            .enumerate()
        {
            if profit > TOLERANCE && profit * profit > most * weight {
                most = profit * profit / weight;
                best = Some((Variable::Slack(row), profit));
            }
        }
        let columns = self.profits.columns.iter().zip(&self.weights.columns);
        for (column, (&profit, weight)) in columns.enumerate() {
            if profit > TOLERANCE && profit * profit > most * weight {
                most = profit * profit / weight;
                best = Some((Variable::Column(column), profit));
            }
        }
        best
    }

    pub(super) fn weight(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Slack(row) => self.weights.slacks[row],
            Variable::Column(column) => self.weights.columns[column],
        }
    }

    pub(super) fn set_profit(&mut self, variable: Variable, profit: f64, weight: f64) {
        let (profits, weights, i) = match variable {
            Variable::Slack(row) => (&mut self.profits.slacks, &mut self.weights.slacks, row),
            Variable::Column(column) => {
                (&mut self.profits.columns, &mut self.weights.columns, column)
            }
        };
        profits[i] = profit;
        weights[i] = weight;
    }

    /// The profits and weights after a pivot, of which `row` is the row of the new inverse.
    pub(super) fn update_profits(&mut self, row: &[f64], profit: f64, weight: f64) {
        let slacks = self.profits.slacks.iter_mut().zip(&mut self.weights.slacks);
        for ((slack_profit, slack_weight), (&entry, place)) in
            slacks.zip(row.iter().zip(&self.place_of_slack))
        {
            if entry != 0.0 && place.is_none() {
                *slack_profit -= profit * entry;
                *slack_weight = slack_weight.max(entry * entry * weight);
            }
        }
        for column in 0..self.costs.len() {
            if self.place_of_column[column].is_some() {
                continue;
            }
            let entries = &self.entries[self.starts[column]..self.starts[column + 1]];
            let entry: f64 = entries
                .iter()
                .map(|entry| row[entry.row] * entry.amount)
                .sum();
            if entry != 0.0 {
                self.profits.columns[column] -= profit * entry;
                let weights = &mut self.weights.columns[column];
                *weights = weights.max(entry * entry * weight);
            }
        }
    }
}
