//! What every stage of a search shares: the packing, the incumbent and the bound.

use crate::captains::Matching;
use crate::chance::Chance;
use crate::packing::Packing;
use crate::price::{Memory, Prices};
use crate::roster::Team;

/// A packing, and what is known of its optimum.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) packing: Packing,
    pub(crate) memory: Memory,
    pub(crate) chance: Chance,
    /// The incumbent: the best choice of teams so far.
    pub(crate) best: Vec<Picked>,
    /// What the incumbent is worth, in points.
    pub(crate) value: i64,
    /// No choice of teams is worth more, in points.
    pub(crate) bound: i64,
    /// No choice of teams fills more seats.
    pub(crate) seats: usize,
    /// The prices that prove the number of seats, then those that prove the bound.
    pub(crate) proof: Vec<Multipliers>,
    /// Whether the number of seats is proved by prices alone.
    pub(crate) by_prices: bool,
}

/// Prices, and the number of seats they were used with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Multipliers {
    pub(crate) seats: usize,
    pub(crate) prices: Prices,
}

/// A team of an incumbent; its mentees are places in the navigator's list of candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picked {
    pub(crate) navigator: usize,
    pub(crate) members: Vec<usize>,
}

impl State {
    /// A packing whose incumbent are these teams.
    pub(crate) fn new(packing: Packing, seed: u64, best: Vec<Picked>) -> Self {
        let seats = packing.most_seats();
        let value = worth(&packing, &best);
        Self {
            memory: Memory::new(&packing),
            chance: Chance::new(seed),
            value,
            best,
            bound: i64::MAX,
            seats,
            proof: Vec::new(),
            by_prices: true,
            packing,
        }
    }

    /// Whether nothing can be better than the incumbent.
    pub(crate) fn proved(&self) -> bool {
        self.bound <= self.value
    }

    /// Takes teams as the incumbent if they are better; they must keep all rules, apart perhaps from those on captains
    /// and on who must lead.
    pub(crate) fn offer(&mut self, teams: Vec<Picked>) -> bool {
        let value = worth(&self.packing, &teams);
        if value <= self.value || !self.all_forced_lead(&teams) || !self.captains_suffice(&teams) {
            return false;
        }
        self.value = value;
        self.best = teams;
        true
    }

    fn all_forced_lead(&self, teams: &[Picked]) -> bool {
        let forced = self
            .packing
            .fields
            .iter()
            .filter(|field| field.forced)
            .count();
        let leading = teams
            .iter()
            .filter(|team| self.packing.fields[team.navigator].forced);
        leading.count() == forced
    }

    fn captains_suffice(&self, teams: &[Picked]) -> bool {
        let mut matching = Matching::new(&self.packing.captain_places);
        teams
            .iter()
            .all(|team| matching.add(self.packing.captains(team.navigator, &team.members)))
    }

    /// The incumbent's teams with a captain each; the members are places among the candidates.
    pub(crate) fn best_teams(&self) -> Vec<Team> {
        let mut matching = Matching::new(&self.packing.captain_places);
        for team in &self.best {
            matching.add(self.packing.captains(team.navigator, &team.members));
        }
        let with_captains = self.best.iter().zip(matching.captains());
        let teams = with_captains.map(|(team, captain)| Team {
            navigator: team.navigator,
            captain,
            mentees: team.members.clone(),
        });
        teams.collect()
    }

    /// The bound that prices give, in grains, if the most that a team of each navigator is worth
    /// beyond them is this. Kept if it is the best so far.
    pub(crate) fn learn(&mut self, prices: &Prices, most: &[i64]) -> i64 {
        let bound = self
            .packing
            .bound(prices, &[], self.seats, most.iter().copied());
        let points = bound.div_euclid(self.packing.grain);
        if points < self.bound {
            self.bound = points;
            if self.by_prices {
                let multipliers = Multipliers {
                    seats: self.seats,
                    prices: prices.clone(),
                };
                self.proof.retain(|earlier| earlier.seats != self.seats);
                self.proof.push(multipliers);
            }
        }
        bound
    }

    /// The least worth of a roster that is better than the incumbent.
    pub(crate) fn better(&self) -> i64 {
        self.value + 1
    }

    /// The least worth of a roster that is better and fills all seats that can be filled, as far as is
    /// known. If there is none, fewer can be.
    pub(crate) fn wanted(&self) -> i64 {
        let full = self.packing.seat * self.seats as i64 + self.packing.fewest_points;
        self.better().max(full)
    }

    /// Whether the incumbent fills as many seats as there can be, as far as is known.
    pub(crate) fn fills_all_seats(&self) -> bool {
        let placed: usize = self.best.iter().map(|team| team.members.len()).sum();
        self.packing.seat > 0 && placed == self.seats
    }

    /// How many seats the bound leaves room for.
    pub(crate) fn seats_by_bound(&self) -> usize {
        if self.packing.seat == 0 {
            return self.seats;
        }
        let seats = (self.bound - self.packing.fewest_points).div_euclid(self.packing.seat);
        usize::try_from(seats).unwrap_or(0).min(self.seats)
    }
}

fn worth(packing: &Packing, teams: &[Picked]) -> i64 {
    let worth = teams
        .iter()
        .map(|team| packing.worth(team.navigator, &team.members));
    worth.sum()
}
