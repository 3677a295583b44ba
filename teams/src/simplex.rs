//! The primal simplex method for packing: maximise `cost · x`, `rows · x ≤ limit`, `x ≥ 0`.
//!
//! Columns can be added and their costs changed at any time, which keeps the basis feasible. The
//! inverse of the basis is kept in full, column by column; most of its columns are those of slack
//! variables and stay untouched. Numbers are floating point: what is proved is proved elsewhere.

/// A linear programme and its basis.
#[derive(Debug, Clone)]
pub(crate) struct Simplex {
    rows: usize,
    /// The limits, a little larger than asked for, each by another amount, so that ties are rare.
    limits: Vec<f64>,
    slack_costs: Vec<f64>,
    costs: Vec<f64>,
    /// The rows of all columns, one after another, and where each column's begin.
    entries: Vec<(u32, f64)>,
    starts: Vec<usize>,
    /// The row in whose place a variable is basic: slack variables first, then columns.
    place: Vec<Option<u32>>,
    basis: Vec<usize>,
    /// Column by column.
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
    /// The direction in which the entering variable moves the basic ones, and its non-zero places.
    direction: Vec<f64>,
    /// Columns that were worth entering when all were last looked at.
    shortlist: Vec<usize>,
    pivots_since_inversion: usize,
}

/// What a step of the method came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A variable entered the basis.
    Pivoted,
    /// No variable is worth entering.
    Optimal,
}

/// A reduced cost up to this counts as none, for costs of about a thousand.
const TOLERANCE: f64 = 1e-7;
const SMALLEST_PIVOT: f64 = 1e-8;
const PIVOTS_TO_INVERSION: usize = 300;
const LONGEST_SHORTLIST: usize = 48;

impl Simplex {
    /// A programme without columns.
    pub(crate) fn new(limits: &[f64], slack_costs: Vec<f64>) -> Self {
        let rows = limits.len();
        let mut simplex = Self {
            rows,
            limits: limits.iter().zip(1..).map(|(limit, i)| limit + perturbation(i)).collect(),
            slack_costs,
            costs: Vec::new(),
            entries: Vec::new(),
            starts: vec![0],
            place: vec![None; rows],
            basis: Vec::new(),
            inverse: Vec::new(),
            values: Vec::new(),
            duals: Vec::new(),
            direction: vec![0.0; rows],
            shortlist: Vec::new(),
            pivots_since_inversion: 0,
        };
        simplex.start_over();
        simplex
    }

    /// Makes all slack variables basic.
    fn start_over(&mut self) {
        self.place.fill(None);
        self.basis = (0..self.rows).collect();
        for row in 0..self.rows {
            self.place[row] = u32::try_from(row).ok();
        }
        self.inverse = vec![0.0; self.rows * self.rows];
        for row in 0..self.rows {
            self.inverse[row * self.rows + row] = 1.0;
        }
        self.values.clone_from(&self.limits);
        self.duals.clone_from(&self.slack_costs);
        self.pivots_since_inversion = 0;
    }

    /// Adds a column and gives its number.
    pub(crate) fn add(&mut self, cost: f64, entries: impl Iterator<Item = (usize, f64)>) -> usize {
        let entries = entries.map(|(row, entry)| (row as u32, entry));
        self.entries.extend(entries);
        self.starts.push(self.entries.len());
        self.costs.push(cost);
        self.place.push(None);
        self.shortlist.push(self.costs.len() - 1);
        self.costs.len() - 1
    }

    /// Changes what a column is worth.
    pub(crate) fn set_cost(&mut self, column: usize, cost: f64) {
        let change = cost - self.costs[column];
        self.costs[column] = cost;
        self.shift_duals(self.rows + column, change);
    }

    /// Changes what a row's slack is worth.
    pub(crate) fn set_slack_cost(&mut self, row: usize, cost: f64) {
        let change = cost - self.slack_costs[row];
        self.slack_costs[row] = cost;
        self.shift_duals(row, change);
    }

    fn shift_duals(&mut self, variable: usize, change: f64) {
        if change != 0.0 && let Some(place) = self.place[variable] {
            for (row, dual) in self.duals.iter_mut().enumerate() {
                *dual += change * self.inverse[row * self.rows + place as usize];
            }
        }
    }

    /// The value of a column.
    pub(crate) fn value(&self, column: usize) -> f64 {
        self.place[self.rows + column].map_or(0.0, |place| self.values[place as usize])
    }

    /// The multiplier of each row.
    pub(crate) fn duals(&self) -> &[f64] {
        &self.duals
    }

    /// The columns that are basic.
    pub(crate) fn basic_columns(&self) -> impl Iterator<Item = usize> {
        self.basis.iter().filter_map(|&variable| variable.checked_sub(self.rows))
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn columns(&self) -> usize {
        self.costs.len()
    }

    /// What the solution at hand is worth.
    pub(crate) fn objective(&self) -> f64 {
        let cost = |&variable: &usize| match variable.checked_sub(self.rows) {
            None => self.slack_costs[variable],
            Some(column) => self.costs[column],
        };
        self.basis.iter().map(cost).zip(&self.values).map(|(cost, value)| cost * value).sum()
    }

    fn reduced_cost(&self, column: usize) -> f64 {
        let entries = &self.entries[self.starts[column]..self.starts[column + 1]];
        let paid: f64 = entries.iter().map(|&(row, entry)| self.duals[row as usize] * entry).sum();
        self.costs[column] - paid
    }

    /// Lets the most profitable variable into the basis.
    pub(crate) fn step(&mut self) -> Step {
        if self.pivots_since_inversion >= PIVOTS_TO_INVERSION {
            self.invert();
        }
        while let Some((variable, reduced_cost)) = self.entering() {
            self.set_direction(variable);
            if let Some(place) = self.leaving() {
                self.pivot(variable, place, reduced_cost);
                return Step::Pivoted;
            }
            // Only rounding makes a packing look unbounded.
            if self.pivots_since_inversion == 0 {
                break;
            }
            self.invert();
        }
        Step::Optimal
    }

    /// The variable with the largest reduced cost: of the short list, or else of all.
    fn entering(&mut self) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        let mut consider = |variable: usize, reduced_cost: f64| {
            if reduced_cost > TOLERANCE && best.is_none_or(|(_, most)| reduced_cost > most) {
                best = Some((variable, reduced_cost));
            }
        };
        for row in 0..self.rows {
            if self.place[row].is_none() {
                consider(row, self.slack_costs[row] - self.duals[row]);
            }
        }
        let mut shortlist = std::mem::take(&mut self.shortlist);
        shortlist.retain(|&column| {
            let reduced_cost = self.reduced_cost(column);
            consider(self.rows + column, reduced_cost);
            reduced_cost > TOLERANCE
        });
        self.shortlist = shortlist;
        if best.is_some() {
            return best;
        }
        let mut worth: Vec<(f64, usize)> = (0..self.costs.len())
            .filter(|&column| self.place[self.rows + column].is_none())
            .map(|column| (self.reduced_cost(column), column))
            .filter(|&(reduced_cost, _)| reduced_cost > TOLERANCE)
            .collect();
        worth.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        worth.truncate(LONGEST_SHORTLIST);
        self.shortlist.extend(worth.iter().map(|&(_, column)| column));
        worth.first().map(|&(reduced_cost, column)| (self.rows + column, reduced_cost))
    }

    fn set_direction(&mut self, variable: usize) {
        let rows = self.rows;
        match variable.checked_sub(rows) {
            None => {
                let column = &self.inverse[variable * rows..(variable + 1) * rows];
                self.direction.copy_from_slice(column);
            }
            Some(column) => {
                self.direction.fill(0.0);
                for &(row, entry) in &self.entries[self.starts[column]..self.starts[column + 1]] {
                    let row = row as usize;
                    let inverse = &self.inverse[row * rows..(row + 1) * rows];
                    for (sum, part) in self.direction.iter_mut().zip(inverse) {
                        *sum += part * entry;
                    }
                }
            }
        }
    }

    /// The place whose variable first falls to nothing; of nearly equal ones, the surest pivot.
    fn leaving(&self) -> Option<usize> {
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

    fn pivot(&mut self, entering: usize, place: usize, reduced_cost: f64) {
        let rows = self.rows;
        let pivot = self.direction[place];
        let amount = self.values[place].max(0.0) / pivot;
        for (value, down) in self.values.iter_mut().zip(&self.direction) {
            *value -= amount * down;
        }
        self.values[place] = amount;
        self.update_inverse(place);
        for row in 0..rows {
            self.duals[row] += reduced_cost * self.inverse[row * rows + place];
        }
        let leaving = std::mem::replace(&mut self.basis[place], entering);
        self.place[leaving] = None;
        self.place[entering] = u32::try_from(place).ok();
        self.pivots_since_inversion += 1;
    }

    /// The inverse once the direction's variable is basic in this place.
    fn update_inverse(&mut self, place: usize) {
        let pivot = self.direction[place];
        for column in self.inverse.chunks_exact_mut(self.rows) {
            let at_place = column[place];
            if at_place == 0.0 {
                continue;
            }
            let factor = at_place / pivot;
            for (entry, down) in column.iter_mut().zip(&self.direction) {
                *entry -= factor * down;
            }
            column[place] = factor;
        }
    }

    /// Computes the inverse, the values and the duals anew from the basis.
    fn invert(&mut self) {
        let columns: Vec<usize> = self.basis.iter().copied().filter(|&v| v >= self.rows).collect();
        let mut kept_slack = vec![false; self.rows];
        for &variable in &self.basis {
            if variable < self.rows {
                kept_slack[variable] = true;
            }
        }
        self.start_over();
        for variable in columns {
            self.set_direction(variable);
            let free = (0..self.rows).filter(|&place| !kept_slack[place] && self.basis[place] == place);
            let best = free.max_by(|&a, &b| self.direction[a].abs().total_cmp(&self.direction[b].abs()));
            if let Some(place) = best.filter(|&place| self.direction[place].abs() > 1e-9) {
                self.update_inverse(place);
                self.basis[place] = variable;
                self.place[variable] = u32::try_from(place).ok();
                self.place[place] = None;
            }
        }
        self.settle();
        if self.values.iter().any(|&value| value < -1e-5) {
            self.start_over();
        }
        self.pivots_since_inversion = 0;
    }

    /// The values and the duals of the basis, from its inverse.
    fn settle(&mut self) {
        self.values.fill(0.0);
        for (column, limit) in self.inverse.chunks_exact(self.rows).zip(&self.limits) {
            for (value, entry) in self.values.iter_mut().zip(column) {
                *value += entry * limit;
            }
        }
        let costs: Vec<f64> = self
            .basis
            .iter()
            .map(|&variable| match variable.checked_sub(self.rows) {
                None => self.slack_costs[variable],
                Some(column) => self.costs[column],
            })
            .collect();
        for (dual, column) in self.duals.iter_mut().zip(self.inverse.chunks_exact(self.rows)) {
            *dual = column.iter().zip(&costs).map(|(entry, cost)| entry * cost).sum();
        }
    }
}

/// An amount of its own for each row, between 1 and 2 millionths.
fn perturbation(row: usize) -> f64 {
    let golden = 0.618_033_988_749_895;
    1e-6 * (1.0 + (row as f64 * golden).fract())
}
