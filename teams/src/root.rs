//! The first stage: prices from the linear programme over all teams, by column generation.
//!
//! The programme over the teams found so far gives prices; each navigator then looks for teams that
//! are worth more than their price. When there are none, the prices are the best there are. Each
//! round gives a bound and, by letting navigators choose at these prices, perhaps a better roster.

use crate::greedy;
use crate::master::Master;
use crate::pool::Pool;
use crate::price::{Found, Limits, Prices, Within, price};
use crate::simplex::Step;
use crate::state::{Picked, State};

/// The linear programme on the way to its optimum.
#[derive(Debug)]
pub(crate) struct Root {
    pool: Pool,
    master: Master,
    doing: Doing,
    rounds: usize,
}

#[derive(Debug)]
enum Doing {
    Pivoting,
    Pricing(Round),
}

/// One look at all navigators' teams, at the same prices.
#[derive(Debug)]
struct Round {
    prices: Prices,
    /// What it costs to let a navigator lead: less than nothing, perhaps, for one who must.
    navigators: Vec<i64>,
    /// The most a team of each navigator so far is worth beyond its price.
    most: Vec<i64>,
    new_columns: usize,
}

/// What the optimum of the linear programme tells.
#[derive(Debug, Clone)]
pub(crate) struct Relaxation {
    pub(crate) prices: Prices,
    /// The most a team of each navigator is worth beyond its price, in grains.
    pub(crate) most: Vec<i64>,
    /// The bound of these prices, in grains.
    pub(crate) bound: i64,
}

/// Teams of one navigator that enter the programme in one round.
const COLUMNS_A_ROUND: usize = 4;
const PRICING_STEPS: u64 = 2_000_000;
/// A reduced cost of so many grains may come from rounding the prices.
const ROUNDING: i64 = 16;

impl Root {
    pub(crate) fn new(state: &State) -> Self {
        let mut root = Self {
            pool: Pool::new(&state.packing),
            master: Master::new(&state.packing, state.seats),
            doing: Doing::Pivoting,
            rounds: 0,
        };
        root.add_incumbent(state);
        root
    }

    fn add_incumbent(&mut self, state: &State) {
        for team in &state.best {
            self.add(state, team.navigator, &team.members, &vec![0; state.packing.captain_places.len()]);
        }
    }

    /// Adds a team with the cheapest of its captains.
    fn add(&mut self, state: &State, navigator: usize, members: &[usize], prices: &[i64]) -> bool {
        let team = self.pool.add(&state.packing, navigator, members);
        let captains = (0..prices.len()).filter(|&captain| self.pool.may_have(team, captain));
        let cheapest = captains.min_by_key(|&captain| prices[captain]);
        cheapest.is_some_and(|captain| self.master.add(&self.pool, team, captain))
    }

    /// Takes a small step; gives the work it took, and at the end what was found.
    pub(crate) fn advance(&mut self, state: &mut State) -> (u64, Option<Relaxation>) {
        match &mut self.doing {
            Doing::Pivoting => {
                if self.master.step() == Step::Optimal {
                    self.doing = Doing::Pricing(Round {
                        prices: self.master.prices(),
                        navigators: self.master.navigator_prices(),
                        most: Vec::new(),
                        new_columns: 0,
                    });
                }
                (self.master.step_work(), None)
            }
            Doing::Pricing(round) if round.most.len() < state.packing.fields.len() => {
                (self.price_next(state), None)
            }
            Doing::Pricing(_) => self.finish_round(state),
        }
    }

    /// Looks at the teams of the next navigator.
    fn price_next(&mut self, state: &mut State) -> u64 {
        let Doing::Pricing(round) = &mut self.doing else {
            return 0;
        };
        let navigator = round.most.len();
        let threshold = round.navigators[navigator];
        let mut found: Vec<(i64, Vec<usize>)> = Vec::new();
        let mut keep = |team: &Found<'_>| {
            let at = found.partition_point(|(dearer, _)| *dearer >= team.reduced_cost);
            found.insert(at, (team.reduced_cost, team.members.to_vec()));
            found.truncate(COLUMNS_A_ROUND);
            match found.last() {
                Some((least, _)) if found.len() == COLUMNS_A_ROUND => *least,
                Some(_) | None => threshold,
            }
        };
        let limits = Limits {
            threshold,
            steps: PRICING_STEPS,
        };
        let priced = price(
            &mut state.memory,
            &state.packing,
            navigator,
            &round.prices,
            Within::ALL,
            limits,
            &mut keep,
        );
        round.most.push(priced.most.unwrap_or(threshold));
        let prices = round.prices.captain.clone();
        let mut new_columns = 0;
        for (reduced_cost, members) in found {
            if reduced_cost > threshold + ROUNDING {
                new_columns += usize::from(self.add(state, navigator, &members, &prices));
            }
        }
        if let Doing::Pricing(round) = &mut self.doing {
            round.new_columns += new_columns;
        }
        priced.steps + 100
    }

    /// Learns from a round in which all navigators were looked at.
    fn finish_round(&mut self, state: &mut State) -> (u64, Option<Relaxation>) {
        let Doing::Pricing(round) = std::mem::replace(&mut self.doing, Doing::Pivoting) else {
            return (0, None);
        };
        let bound = state.learn(&round.prices, &round.most);
        let mut work = 0;
        self.rounds += 1;
        if self.rounds % 4 == 1 || round.new_columns == 0 {
            work += choose(state, &round.prices);
        }
        let over = round.new_columns == 0 || state.proved();
        let relaxation = over.then_some(Relaxation {
            prices: round.prices,
            most: round.most,
            bound,
        });
        (work, relaxation)
    }

    pub(crate) fn describe(&self) -> (usize, usize, f64) {
        (self.rounds, self.master.columns(), 0.0)
    }

    /// Starts again with the teams found so far, for fewer seats than were thought.
    pub(crate) fn start_over(&mut self, state: &State) {
        let mut master = Master::new(&state.packing, state.seats);
        for (team, captain) in self.master.teams() {
            master.add(&self.pool, team, captain);
        }
        self.master = master;
        self.doing = Doing::Pivoting;
    }
}

/// Lets navigators choose at these prices, in an order by chance, those first who must lead a team.
/// If one of these finds none, they keep the teams that they have in the incumbent.
fn choose(state: &mut State, prices: &Prices) -> u64 {
    let mut order: Vec<usize> = (0..state.packing.fields.len()).collect();
    state.chance.shuffle(&mut order);
    let must = |navigator: usize| state.packing.fields[navigator].forced;
    order.sort_by_key(|&navigator| !must(navigator));
    let (mut teams, mut work) = greedy::choose(&state.packing, &mut state.memory, prices, &order, &[]);
    let led = teams.iter().filter(|team| must(team.navigator)).count();
    let kept: Vec<Picked> = state.best.iter().filter(|team| must(team.navigator)).cloned().collect();
    if led < kept.len() {
        order.retain(|&navigator| !must(navigator));
        let again = greedy::choose(&state.packing, &mut state.memory, prices, &order, &kept);
        teams = again.0;
        work += again.1;
    }
    state.offer(teams);
    work
}
