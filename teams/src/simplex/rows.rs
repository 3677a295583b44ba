//! Adding rows to a programme that is being solved.

use super::{Entry, Row, Simplex, Variable, perturbation};

impl Simplex {
    /// Adds rows. Where the solution at hand exceeds one it keeps on doing so at a penalty, by a
    /// column of its own that takes away from the row; this keeps the basis feasible.
    pub(crate) fn add_rows(&mut self, rows: &[Row], penalty: f64) {
        for row in rows {
            self.add_row(row, penalty);
        }
    }

    pub(super) fn add_row(&mut self, added: &Row, penalty: f64) {
        let (old, row) = (self.rows(), self.rows());
        let limit = added.limit + perturbation(row);
        // Rows before this one may have added columns, which are in no other row.
        let amount = |column: usize| added.amounts.get(column).copied().unwrap_or(0.0);
        self.insert_entries(row, &amount);
        let in_row: Vec<(usize, f64)> = (0..old)
            .filter_map(|place| match self.basis[place] {
                Variable::Column(column) => Some((place, amount(column))),
                Variable::Slack(_) => None,
            })
            .collect();
        let total: f64 = in_row
            .iter()
            .map(|&(place, amount)| self.values[place] * amount)
            .sum();
        // The new last row of the inverse, if the row's slack were basic.
        let sums: Vec<f64> = self
            .inverse
            .chunks_exact(old)
            .map(|column| {
                -in_row
                    .iter()
                    .map(|&(place, amount)| column[place] * amount)
                    .sum::<f64>()
            })
            .collect();
        let mut inverse = Vec::with_capacity((old + 1) * (old + 1));
        for (column, &sum) in self.inverse.chunks_exact(old).zip(&sums) {
            inverse.extend_from_slice(column);
            inverse.push(sum);
        }
        inverse.resize((old + 1) * (old + 1), 0.0);
        self.inverse = inverse;
        self.limits.push(limit);
        self.slack_costs.push(0.0);
        self.direction.push(0.0);
        self.duals.push(0.0);
        self.values.push(limit - total);
        let last = (old + 1) * (old + 1) - 1;
        self.inverse[last] = 1.0;
        if total <= limit {
            self.basis.push(Variable::Slack(row));
            self.place_of_slack.push(Some(old));
            return;
        }
        let excess = self.add(-penalty, [Entry { row, amount: -1.0 }].into_iter());
        self.basis.push(Variable::Column(excess));
        self.place_of_slack.push(None);
        self.place_of_column[excess] = Some(old);
        self.values[old] = total - limit;
        for column in 0..=old {
            let entry = &mut self.inverse[column * (old + 1) + old];
            *entry = -*entry;
            self.duals[column] -= penalty * *entry;
        }
    }

    /// Gives columns their entry in a new row.
    pub(super) fn insert_entries(&mut self, row: usize, amount: &impl Fn(usize) -> f64) {
        let mut entries = Vec::with_capacity(self.entries.len() + self.costs.len());
        let mut starts = vec![0];
        for column in 0..self.costs.len() {
            entries.extend_from_slice(self.column(column));
            let amount = amount(column);
            if amount != 0.0 {
                entries.push(Entry { row, amount });
            }
            starts.push(entries.len());
        }
        self.entries = entries;
        self.starts = starts;
    }
}
