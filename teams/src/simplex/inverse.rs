//! The inverse of the basis: how the basic variables move, which one leaves, and what comes of it.

use super::{NEGLIGIBLE, PerVariable, SMALLEST_PIVOT, Simplex, Variable};

impl Simplex {
    pub(super) fn set_direction(&mut self, variable: Variable) {
        let rows = self.rows();
        match variable {
            Variable::Slack(row) => {
                let column = &self.inverse[row * rows..(row + 1) * rows];
                self.direction.copy_from_slice(column);
            }
            Variable::Column(column) => {
                self.direction.fill(0.0);
                for entry in &self.entries[self.starts[column]..self.starts[column + 1]] {
                    let inverse = &self.inverse[entry.row * rows..(entry.row + 1) * rows];
                    for (sum, part) in self.direction.iter_mut().zip(inverse) {
                        *sum += part * entry.amount;
                    }
                }
            }
        }
    }

    /// The place whose variable first falls to nothing; of nearly equal ones, the surest pivot.
    pub(super) fn leaving(&self) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (place, (&down, &value)) in self.direction.iter().zip(&self.values).enumerate() {
            if down > SMALLEST_PIVOT {
                let ratio = value.max(0.0) / down;
                let better = best.is_none_or(|(at, least)| {
                    ratio < least - 1e-12 || (ratio <= least + 1e-12 && down > self.direction[at])
                });
                if better {
                    best = Some((place, ratio));
                }
            }
        }
        best.map(|(place, _)| place)
    }

    /// Notes that a variable is basic in this place now.
    pub(super) fn enter(&mut self, entering: Variable, place: usize) {
        match std::mem::replace(&mut self.basis[place], entering) {
            Variable::Slack(row) => self.place_of_slack[row] = None,
            Variable::Column(column) => self.place_of_column[column] = None,
        }
        match entering {
            Variable::Slack(row) => self.place_of_slack[row] = Some(place),
            Variable::Column(column) => self.place_of_column[column] = Some(place),
        }
    }

    /// The inverse once the direction's variable is basic in this place.
    pub(super) fn update_inverse(&mut self, place: usize) {
        let rows = self.rows();
        let pivot = self.direction[place];
        let moved: Vec<(usize, f64)> = self
            .direction
            .iter()
            .copied()
            .enumerate()
            .filter(|&(_, down)| down.abs() > NEGLIGIBLE)
            .collect();
        let few = moved.len() * 3 < rows;
        for column in self.inverse.chunks_exact_mut(rows) {
            let at_place = column[place];
            if at_place.abs() <= NEGLIGIBLE {
                column[place] = 0.0;
                continue;
            }
            let factor = at_place / pivot;
            if few {
                for &(place, down) in &moved {
                    column[place] -= factor * down;
                }
            } else {
                for (entry, down) in column.iter_mut().zip(&self.direction) {
                    *entry -= factor * down;
                }
            }
            column[place] = factor;
        }
    }

    /// Computes the inverse, the values and the duals anew from the basis.
    pub(super) fn invert(&mut self) {
        let basis = self.basis.clone();
        let mut free: Vec<bool> = vec![true; self.rows()];
        for variable in &basis {
            if let Variable::Slack(row) = variable {
                free[*row] = false;
            }
        }
        self.start_over();
        for variable in basis {
            let Variable::Column(_) = variable else {
                continue;
            };
            self.set_direction(variable);
            let size = |place: &usize| self.direction[*place].abs();
            let places = (0..self.rows()).filter(|&place| free[place]);
            let surest = places.max_by(|a, b| size(a).total_cmp(&size(b)));
            if let Some(place) = surest.filter(|place| size(place) > SMALLEST_PIVOT) {
                free[place] = false;
                self.update_inverse(place);
                self.enter(variable, place);
            }
        }
        self.settle();
        self.weights = PerVariable::default();
        self.stale = true;
        if self.values.iter().any(|&value| value < -1e-5) {
            self.start_over();
        }
    }

    /// The values and the duals of the basis, from its inverse.
    pub(super) fn settle(&mut self) {
        let rows = self.rows();
        self.values.fill(0.0);
        for (column, limit) in self.inverse.chunks_exact(rows).zip(&self.limits) {
            for (value, entry) in self.values.iter_mut().zip(column) {
                *value += entry * limit;
            }
        }
        let costs: Vec<f64> = self
            .basis
            .iter()
            .map(|&variable| self.cost(variable))
            .collect();
        for (dual, column) in self.duals.iter_mut().zip(self.inverse.chunks_exact(rows)) {
            *dual = column
                .iter()
                .zip(&costs)
                .map(|(entry, cost)| entry * cost)
                .sum();
        }
    }
}
