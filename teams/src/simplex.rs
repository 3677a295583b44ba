//! The primal simplex method for packing: maximise `cost · x`, `rows · x ≤ limit`, `x ≥ 0`.
//!
//! Columns can be added and their costs changed at any time, which keeps the basis feasible. The
//! inverse of the basis is kept in full, column by column; most of its columns are those of slack
//! variables and stay untouched. Numbers are floating point: what is proved is proved elsewhere.

mod inverse;
mod profits;
mod rows;

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
        let perturbed = limits
            .iter()
            .enumerate()
            .map(|(row, limit)| limit + perturbation(row));
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
        let paid: f64 = entries
            .map(|entry| self.duals[entry.row] * entry.amount)
            .sum();
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

    fn pivot(&mut self, entering: Variable, place: usize, profit: f64) {
        let rows = self.rows();
        let pivot = self.direction[place];
        let amount = self.values[place].max(0.0) / pivot;
        for (value, down) in self.values.iter_mut().zip(&self.direction) {
            *value -= amount * down;
        }
        self.values[place] = amount;
        self.update_inverse(place);
        let row: Vec<f64> = self
            .inverse
            .chunks_exact(rows)
            .map(|column| column[place])
            .collect();
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
            self.set_profit(
                leaving,
                -profit / pivot,
                (weight / (pivot * pivot)).max(1.0),
            );
        }
        self.pivots_since_inversion += 1;
    }
}

/// An amount of its own for each row, between 1 and 2 millionths.
fn perturbation(row: usize) -> f64 {
    let golden = 0.618_033_988_749_895;
    1e-6 * (1.0 + (row as f64 * golden).fract())
}
