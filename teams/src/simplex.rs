//! The primal simplex method for packing: maximise `cost · x`, `rows · x ≤ limit`, `x ≥ 0`.
//!
//! Columns can be added and their costs changed at any time, which keeps the basis feasible. The
//! inverse of the basis is kept in full, column by column; most of its columns are those of slack
//! variables and stay untouched. Numbers are floating point: what is proved is proved elsewhere.

/// A linear programme and its basis.
#[derive(Debug, Clone)]
pub(crate) struct Simplex {
    /// The limits, a little larger than asked for, each by another amount, so that ties are rare.
    limits: Vec<f64>,
    slack_costs: Vec<f64>,
    costs: Vec<f64>,
    /// The entries of all columns, one column after another, and where each column begins.
    entries: Vec<Entry>,
    starts: Vec<usize>,
    /// The variable that is basic in each place, and where each variable is.
    basis: Vec<Variable>,
    place_of_slack: Vec<Option<usize>>,
    place_of_column: Vec<Option<usize>>,
    /// The inverse of the basis, column by column.
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
    /// By how much each basic variable falls as the entering one rises.
    direction: Vec<f64>,
    /// What each variable would bring for each unit of it, and how far a unit of it reaches:
    /// the weights of Devex pricing.
    profits: PerVariable,
    weights: PerVariable,
    /// Whether costs or columns have changed since the profits were computed.
    stale: bool,
    pivots_since_inversion: usize,
}

/// A number for each variable.
#[derive(Debug, Clone, Default)]
struct PerVariable {
    slacks: Vec<f64>,
    columns: Vec<f64>,
}

/// What a column has in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) row: usize,
    pub(crate) amount: f64,
}

/// A row to be added: what it may come to, and how much of it each column is, in the columns' order.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) limit: f64,
    pub(crate) amounts: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variable {
    Slack(usize),
    Column(usize),
}

/// What a step of the method came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A variable entered the basis.
    Pivoted,
    /// No variable is worth entering.
    Optimal,
}

/// A reduced cost up to this counts as none, in points.
const TOLERANCE: f64 = 1e-7;
const NEGLIGIBLE: f64 = 1e-12;
const SMALLEST_PIVOT: f64 = 1e-8;
/// Beyond this the weights no longer say anything, and start over.
const LARGEST_WEIGHT: f64 = 1e6;
const PIVOTS_TO_INVERSION: usize = 300;

impl Simplex {
    /// A programme without columns.
    pub(crate) fn new(limits: &[f64], slack_costs: Vec<f64>) -> Self {
        let rows = limits.len();
        let perturbed = limits.iter().enumerate().map(|(row, limit)| limit + perturbation(row));
        let mut simplex = Self {
            limits: perturbed.collect(),
            slack_costs,
            costs: Vec::new(),
            entries: Vec::new(),
            starts: vec![0],
            basis: Vec::new(),
            place_of_slack: vec![None; rows],
            place_of_column: Vec::new(),
            inverse: Vec::new(),
            values: Vec::new(),
            duals: Vec::new(),
            direction: vec![0.0; rows],
            profits: PerVariable::default(),
            weights: PerVariable::default(),
            stale: true,
            pivots_since_inversion: 0,
        };
        simplex.start_over();
        simplex
    }

    /// Makes all slack variables basic.
    fn start_over(&mut self) {
        let rows = self.rows();
        self.basis = (0..rows).map(Variable::Slack).collect();
        self.place_of_slack = (0..rows).map(Some).collect();
        self.place_of_column.fill(None);
        self.inverse = vec![0.0; rows * rows];
        for row in 0..rows {
            self.inverse[row * rows + row] = 1.0;
        }
        self.values.clone_from(&self.limits);
        self.duals.clone_from(&self.slack_costs);
        self.pivots_since_inversion = 0;
    }

    /// Adds a column and gives its number.
    pub(crate) fn add(&mut self, cost: f64, entries: impl Iterator<Item = Entry>) -> usize {
        let column = self.costs.len();
        self.entries.extend(entries);
        self.starts.push(self.entries.len());
        self.costs.push(cost);
        self.place_of_column.push(None);
        self.stale = true;
        column
    }

    /// Adds rows. Where the solution at hand exceeds one it keeps on doing so at a penalty, by a
    /// column of its own that takes away from the row; this keeps the basis feasible.
    pub(crate) fn add_rows(&mut self, rows: &[Row], penalty: f64) {
        for row in rows {
            self.add_row(row, penalty);
        }
    }

    fn add_row(&mut self, added: &Row, penalty: f64) {
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
        let total: f64 = in_row.iter().map(|&(place, amount)| self.values[place] * amount).sum();
        // The new last row of the inverse, if the row's slack were basic.
        let sums: Vec<f64> = self
            .inverse
            .chunks_exact(old)
            .map(|column| -in_row.iter().map(|&(place, amount)| column[place] * amount).sum::<f64>())
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
    fn insert_entries(&mut self, row: usize, amount: &impl Fn(usize) -> f64) {
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

    /// Lets go of the columns that are neither basic nor to be kept; the others move up.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let (mut entries, mut starts, mut costs) = (Vec::new(), vec![0], Vec::new());
        let mut places = Vec::new();
        for (column, &kept) in keep.iter().enumerate() {
            if kept || self.is_basic(column) {
                entries.extend_from_slice(self.column(column));
                starts.push(entries.len());
                if let Some(place) = self.place_of_column[column] {
                    self.basis[place] = Variable::Column(costs.len());
                }
                places.push(self.place_of_column[column]);
                costs.push(self.costs[column]);
            }
        }
        (self.entries, self.starts, self.costs) = (entries, starts, costs);
        self.place_of_column = places;
        self.weights = PerVariable::default();
        self.stale = true;
    }

    pub(crate) fn is_basic(&self, column: usize) -> bool {
        self.place_of_column[column].is_some()
    }

    /// Changes what a column is worth.
    pub(crate) fn set_cost(&mut self, column: usize, cost: f64) {
        let change = cost - self.costs[column];
        self.stale |= change != 0.0;
        self.costs[column] = cost;
        if let Some(place) = self.place_of_column[column] {
            self.shift_duals(place, change);
        }
    }

    /// Changes what a row's slack is worth.
    pub(crate) fn set_slack_cost(&mut self, row: usize, cost: f64) {
        let change = cost - self.slack_costs[row];
        self.stale |= change != 0.0;
        self.slack_costs[row] = cost;
        if let Some(place) = self.place_of_slack[row] {
            self.shift_duals(place, change);
        }
    }

    fn shift_duals(&mut self, place: usize, change: f64) {
        if change != 0.0 {
            let rows = self.rows();
            for (dual, column) in self.duals.iter_mut().zip(self.inverse.chunks_exact(rows)) {
                *dual += change * column[place];
            }
        }
    }

    /// The columns that are basic, and their values.
    pub(crate) fn solution(&self) -> impl Iterator<Item = (usize, f64)> {
        let basic = self.basis.iter().zip(&self.values);
        basic.filter_map(|(variable, &value)| match variable {
            Variable::Column(column) => Some((*column, value)),
            Variable::Slack(_) => None,
        })
    }

    /// How much is left of a row.
    pub(crate) fn slack(&self, row: usize) -> f64 {
        self.place_of_slack[row].map_or(0.0, |place| self.values[place])
    }

    /// The multiplier of each row.
    pub(crate) fn duals(&self) -> &[f64] {
        &self.duals
    }

    pub(crate) fn rows(&self) -> usize {
        self.limits.len()
    }

    pub(crate) fn columns(&self) -> usize {
        self.costs.len()
    }

    fn cost(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Slack(row) => self.slack_costs[row],
            Variable::Column(column) => self.costs[column],
        }
    }

    fn column(&self, column: usize) -> &[Entry] {
        &self.entries[self.starts[column]..self.starts[column + 1]]
    }

    fn reduced_cost(&self, column: usize) -> f64 {
        let entries = self.column(column).iter();
        let paid: f64 = entries.map(|entry| self.duals[entry.row] * entry.amount).sum();
        self.costs[column] - paid
    }

    /// Lets a profitable variable into the basis.
    pub(crate) fn step(&mut self) -> Step {
        if self.pivots_since_inversion >= PIVOTS_TO_INVERSION {
            self.invert();
        }
        loop {
            if self.stale {
                self.set_profits();
            }
            let Some((variable, profit)) = self.entering() else {
                return Step::Optimal;
            };
            self.set_direction(variable);
            if let Some(place) = self.leaving() {
                self.pivot(variable, place, profit);
                return Step::Pivoted;
            }
            // Only rounding makes a packing look unbounded.
            if self.pivots_since_inversion == 0 {
                return Step::Optimal;
            }
            self.invert();
        }
    }

    /// Computes the profits of all variables anew. Those that are basic have none.
    fn set_profits(&mut self) {
        self.profits.slacks.clear();
        let slacks = self.slack_costs.iter().zip(&self.duals).zip(&self.place_of_slack);
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
    fn entering(&self) -> Option<(Variable, f64)> {
        let mut best = None;
        let mut most = 0.0;
        for (row, (&profit, weight)) in self.profits.slacks.iter().zip(&self.weights.slacks).enumerate() {
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

    fn set_direction(&mut self, variable: Variable) {
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

    fn pivot(&mut self, entering: Variable, place: usize, profit: f64) {
        let rows = self.rows();
        let pivot = self.direction[place];
        let amount = self.values[place].max(0.0) / pivot;
        for (value, down) in self.values.iter_mut().zip(&self.direction) {
            *value -= amount * down;
        }
        self.values[place] = amount;
        self.update_inverse(place);
        let row: Vec<f64> = self.inverse.chunks_exact(rows).map(|column| column[place]).collect();
        for (dual, entry) in self.duals.iter_mut().zip(&row) {
            *dual += profit * entry;
        }
        let weight = self.weight(entering);
        if weight > LARGEST_WEIGHT {
            self.weights = PerVariable::default();
            self.stale = true;
        }
        let leaving = self.basis[place];
        self.enter(entering, place);
        if !self.stale {
            self.update_profits(&row, profit, weight);
            // The entering variable has its profit no more, the leaving one a loss.
            self.set_profit(entering, 0.0, 1.0);
            self.set_profit(leaving, -profit / pivot, (weight / (pivot * pivot)).max(1.0));
        }
        self.pivots_since_inversion += 1;
    }

    fn weight(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Slack(row) => self.weights.slacks[row],
            Variable::Column(column) => self.weights.columns[column],
        }
    }

    fn set_profit(&mut self, variable: Variable, profit: f64, weight: f64) {
        let (profits, weights, i) = match variable {
            Variable::Slack(row) => (&mut self.profits.slacks, &mut self.weights.slacks, row),
            Variable::Column(column) => (&mut self.profits.columns, &mut self.weights.columns, column),
        };
        profits[i] = profit;
        weights[i] = weight;
    }

    /// The profits and weights after a pivot, of which `row` is the row of the new inverse.
    fn update_profits(&mut self, row: &[f64], profit: f64, weight: f64) {
        let slacks = self.profits.slacks.iter_mut().zip(&mut self.weights.slacks);
        for ((slack_profit, slack_weight), (&entry, place)) in slacks.zip(row.iter().zip(&self.place_of_slack)) {
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
            let entry: f64 = entries.iter().map(|entry| row[entry.row] * entry.amount).sum();
            if entry != 0.0 {
                self.profits.columns[column] -= profit * entry;
                let weights = &mut self.weights.columns[column];
                *weights = weights.max(entry * entry * weight);
            }
        }
    }

    /// Notes that a variable is basic in this place now.
    fn enter(&mut self, entering: Variable, place: usize) {
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
    fn update_inverse(&mut self, place: usize) {
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
    fn invert(&mut self) {
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
    fn settle(&mut self) {
        let rows = self.rows();
        self.values.fill(0.0);
        for (column, limit) in self.inverse.chunks_exact(rows).zip(&self.limits) {
            for (value, entry) in self.values.iter_mut().zip(column) {
                *value += entry * limit;
            }
        }
        let costs: Vec<f64> = self.basis.iter().map(|&variable| self.cost(variable)).collect();
        for (dual, column) in self.duals.iter_mut().zip(self.inverse.chunks_exact(rows)) {
            *dual = column.iter().zip(&costs).map(|(entry, cost)| entry * cost).sum();
        }
    }
}

/// An amount of its own for each row, between 1 and 2 millionths.
fn perturbation(row: usize) -> f64 {
    let golden = 0.618_033_988_749_895;
    1e-6 * (1.0 + (row as f64 * golden).fract())
}
