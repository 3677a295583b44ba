//! The first stage: prices from the linear programme over all teams, by column generation.
//!
//! The programme over the teams found so far gives prices; each navigator then looks for teams that
//! are worth more than their price. When there are none, the prices are the best there are. Each
//! round gives a bound and, by letting navigators choose at these prices, perhaps a better roster.

use std::collections::{BTreeSet, HashMap};

use crate::ascent::Ascent;
use crate::greedy;
use crate::master::Master;
use crate::pool::Pool;
use crate::price::Prices;
use crate::round::{Round, least_thresholds};
use crate::simplex::Step;
use crate::state::{Picked, State};

/// The linear programme on the way to its optimum.
#[derive(Debug)]
pub(crate) struct Root {
    pool: Pool,
    /// Where each team is in the pool.
    places: HashMap<(usize, Vec<u32>), usize>,
    master: Master,
    doing: Doing,
    rounds: usize,
    /// The teams that an ascent came by.
    seen: BTreeSet<(usize, Vec<usize>)>,
    /// The prices with the best bound so far, and that bound.
    center: Option<(i64, Prices)>,
    /// Whether to look at the programme's own prices next, not at prices nearer to the center.
    exact: bool,
}

#[derive(Debug)]
enum Doing {
    Starting,
    Ascending(Ascent, Round),
    Pivoting,
    Pricing(Round),
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
/// How often some navigators choose again in one round.
const IMPROVEMENTS_A_ROUND: usize = 4;
/// A reduced cost of so many grains may come from rounding the prices.
pub(crate) const ROUNDING: i64 = 16;

impl Root {
    pub(crate) fn new(state: &State) -> Self {
        Self {
            pool: Pool::new(&state.packing),
            places: HashMap::new(),
            master: Master::new(&state.packing, state.seats, 0),
            doing: Doing::Starting,
            rounds: 0,
            seen: BTreeSet::new(),
            center: None,
            exact: false,
        }
    }

    /// The place of a team in the pool, where it is put if it is new.
    fn place(&mut self, state: &State, navigator: usize, members: &[usize]) -> usize {
        let team = (navigator, state.packing.mentees(navigator, members));
        let pool = &mut self.pool;
        let place = self.places.entry(team);
        *place.or_insert_with(|| pool.add(&state.packing, navigator, members))
    }

    /// Adds a team with the cheapest of its captains; false if it is there already.
    fn add(&mut self, state: &State, navigator: usize, members: &[usize], prices: &[i64]) -> bool {
        let team = self.place(state, navigator, members);
        let captains = (0..prices.len()).filter(|&captain| self.pool.may_have(team, captain));
        let cheapest = captains.min_by_key(|&captain| prices[captain]);
        cheapest.is_some_and(|captain| self.master.add(&self.pool, team, captain))
    }

    /// Takes a small step; gives the work it took, and at the end what was found.
    pub(crate) fn advance(&mut self, state: &mut State) -> (u64, Option<Relaxation>) {
        match &mut self.doing {
            Doing::Starting => (self.start(state), None),
            Doing::Ascending(ascent, round) => {
                if !round.is_over() {
                    return (round.next(state, 1), None);
                }
                for (navigator, teams) in round.dearest.iter().enumerate() {
                    self.seen
                        .extend(teams.iter().map(|members| (navigator, members.clone())));
                }
                let work = ascend(state, ascent, round);
                if ascent.is_over() {
                    self.center = Some((ascent.best_bound(), ascent.best(&state.packing)));
                    self.leave_ascent(state);
                }
                (work, None)
            }
            Doing::Pivoting => {
                if self.master.step() == Step::Optimal {
                    let prices = self.master.prices();
                    let thresholds = self.master.navigator_prices();
                    self.doing = Doing::Pricing(match &self.center {
                        Some((_, center)) if !self.exact => {
                            Round::new(between(&prices, center), least_thresholds(state))
                        }
                        Some(_) | None => Round::new(prices, thresholds),
                    });
                }
                (self.master.step_work(), None)
            }
            Doing::Pricing(round) if round.is_over() => self.finish_round(state),
            Doing::Pricing(round) => (round.next(state, COLUMNS_A_ROUND), None),
        }
    }

    /// A first answer, and first prices.
    fn start(&mut self, state: &mut State) -> u64 {
        let ascent = Ascent::new(&state.packing);
        let work = choose(state, &ascent.prices(&state.packing));
        self.doing = if state.fills_all_seats() {
            let discount = state.packing.discount();
            self.master = Master::new(&state.packing, state.seats, discount);
            let round = Round::new(ascent.prices(&state.packing), least_thresholds(state));
            Doing::Ascending(ascent, round)
        } else {
            Doing::Pivoting
        };
        work
    }

    /// Goes on to the linear programme, with the teams that the ascent came by.
    fn leave_ascent(&mut self, state: &State) {
        let Some((_, center)) = &self.center else {
            return;
        };
        let captains = center.captain.clone();
        self.add_incumbent(state);
        for (navigator, members) in std::mem::take(&mut self.seen) {
            self.add(state, navigator, &members, &captains);
        }
        self.doing = Doing::Pivoting;
    }

    /// Adds the incumbent's teams, so that the programme is never worth less.
    fn add_incumbent(&mut self, state: &State) {
        for team in state.best_teams() {
            let place = self.place(state, team.navigator, &team.mentees);
            self.master.add(&self.pool, place, team.captain);
        }
    }

    /// Learns from a round in which all navigators were looked at.
    fn finish_round(&mut self, state: &mut State) -> (u64, Option<Relaxation>) {
        let Doing::Pricing(round) = std::mem::replace(&mut self.doing, Doing::Pivoting) else {
            return (0, None);
        };
        let bound = state.learn(&round.prices, &round.most);
        if self
            .center
            .as_ref()
            .is_some_and(|(least, _)| bound < *least)
        {
            self.center = Some((bound, round.prices.clone()));
        }
        let smoothed = self.center.is_some() && !self.exact;
        let (prices, navigators) = (self.master.prices(), self.master.navigator_prices());
        let mut added = 0;
        for (navigator, teams) in round.dearest.iter().enumerate() {
            for members in teams {
                if !smoothed
                    || reduced_cost(state, navigator, members, &prices)
                        > navigators[navigator] + ROUNDING
                {
                    added += usize::from(self.add(state, navigator, members, &prices.captain));
                }
            }
        }
        self.exact = false;
        if smoothed && added == 0 {
            self.exact = true;
            return (1_000, None);
        }
        let mut work = 1_000;
        for _ in 0..IMPROVEMENTS_A_ROUND {
            work += greedy::improve(state, &round.prices);
        }
        self.rounds += 1;
        if self.rounds % 4 == 1 || added == 0 {
            let before = state.value;
            work += choose(state, &round.prices);
            if state.value > before {
                self.add_incumbent(state);
            }
        }
        if added == 0 && self.master.discount() > 0 && self.master.leaves_seats(&state.packing) {
            let worth = state.packing.seat - self.master.discount();
            self.master.set_discount(
                &state.packing,
                &self.pool,
                (state.packing.seat - 8 * worth).max(0),
            );
            return (work, None);
        }
        let over = added == 0 || state.proved();
        let relaxation = over.then_some(Relaxation {
            prices: round.prices,
            most: round.most,
            bound,
        });
        (work, relaxation)
    }

    /// What was found on the way.
    pub(crate) fn into_parts(self) -> (Pool, Master) {
        (self.pool, self.master)
    }

    /// Starts again with the teams found so far, for fewer seats than were thought.
    pub(crate) fn start_over(&mut self, state: &State) {
        let mut master = Master::new(&state.packing, state.seats, self.master.discount());
        for (team, captain) in self.master.teams() {
            master.add(&self.pool, team, captain);
        }
        self.master = master;
        self.doing = Doing::Pivoting;
    }
}

/// Prices between those of the programme and those with the best bound, nearer to the latter.
fn between(prices: &Prices, center: &Prices) -> Prices {
    let mix = |(&one, &other): (&i64, &i64)| (one * 3 + other * 7) / 10;
    Prices {
        mentee: prices.mentee.iter().zip(&center.mentee).map(mix).collect(),
        captain: prices
            .captain
            .iter()
            .zip(&center.captain)
            .map(mix)
            .collect(),
        seat: mix((&prices.seat, &center.seat)),
        cuts: Vec::new(),
    }
}

/// What a team is worth beyond its price, in grains.
fn reduced_cost(state: &State, navigator: usize, members: &[usize], prices: &Prices) -> i64 {
    let packing = &state.packing;
    let mentee = |&member: &usize| packing.fields[navigator].candidates[member].mentee;
    let paid: i64 = members
        .iter()
        .map(|member| prices.mentee[mentee(member)] + prices.seat)
        .sum();
    let would_do = packing.captains(navigator, members);
    let captains = prices
        .captain
        .iter()
        .enumerate()
        .filter(|&(captain, _)| would_do.has(captain));
    let captain = captains.map(|(_, &price)| price).min().unwrap_or(0);
    packing.grain * packing.worth(navigator, members) - paid - captain
}

/// Learns from a round of an ascent, and begins the next one.
fn ascend(state: &mut State, ascent: &mut Ascent, round: &mut Round) -> u64 {
    let bound = state.learn(&round.prices, &round.most);
    let (mentees, captains) = (state.packing.mentees, state.packing.captain_places.len());
    let mut left = vec![1.0; mentees];
    left.extend(
        state
            .packing
            .captain_places
            .iter()
            .map(|&places| places as f64),
    );
    left.push(state.seats as f64);
    for (navigator, dearest) in round.dearest.iter().enumerate() {
        for members in dearest {
            for &member in members {
                left[state.packing.fields[navigator].candidates[member].mentee] -= 1.0;
            }
            let would_do = state.packing.captains(navigator, members);
            let captain = (0..captains)
                .filter(|&captain| would_do.has(captain))
                .min_by_key(|&captain| round.prices.captain[captain]);
            if let Some(captain) = captain {
                left[mentees + captain] -= 1.0;
            }
            left[mentees + captains] -= members.len() as f64;
        }
    }
    let least = state.value.saturating_mul(state.packing.grain);
    ascent.step(bound, least, &left);
    let work = choose(state, &round.prices);
    *round = Round::new(ascent.prices(&state.packing), least_thresholds(state));
    work
}

/// Lets navigators choose at these prices, in an order by chance, those first who must lead a team.
/// If one of these finds none, they keep the teams that they have in the incumbent.
fn choose(state: &mut State, prices: &Prices) -> u64 {
    let mut order: Vec<usize> = (0..state.packing.fields.len()).collect();
    state.chance.shuffle(&mut order);
    let must = |navigator: usize| state.packing.fields[navigator].forced;
    order.sort_by_key(|&navigator| !must(navigator));
    let (mut teams, mut work) =
        greedy::choose(&state.packing, &mut state.memory, prices, &order, &[]);
    let led = teams.iter().filter(|team| must(team.navigator)).count();
    let kept: Vec<Picked> = state
        .best
        .iter()
        .filter(|team| must(team.navigator))
        .cloned()
        .collect();
    if led < kept.len() {
        order.retain(|&navigator| !must(navigator));
        let again = greedy::choose(&state.packing, &mut state.memory, prices, &order, &kept);
        teams = again.0;
        work += again.1;
    }
    state.offer(teams);
    work
}
