//! Teams that have been found, packed closely, since there may be a million of them.

use crate::packing::Packing;
use crate::price::Prices;

/// A number of teams, each known by its place.
#[derive(Debug)]
pub(crate) struct Pool {
    navigators: Vec<u32>,
    /// The mentees of all teams one after another, and where those of each team begin.
    mentees: Vec<u32>,
    starts: Vec<u32>,
    points: Vec<i64>,
    /// The captains who would do, so many words for each team.
    captains: Vec<u64>,
    words: usize,
}

impl Pool {
    pub(crate) fn new(packing: &Packing) -> Self {
        Self {
            navigators: Vec::new(),
            mentees: Vec::new(),
            starts: vec![0],
            points: Vec::new(),
            captains: Vec::new(),
            words: packing.captain_places.len().div_ceil(64),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.navigators.len()
    }

    /// Adds a team of a navigator, made of these candidates; gives its place.
    pub(crate) fn add(&mut self, packing: &Packing, navigator: usize, members: &[usize]) -> usize {
        let worth = packing.worth(navigator, members);
        self.mentees.extend(packing.mentees(navigator, members));
        let captains = packing.captains(navigator, members);
        self.captains.extend_from_slice(captains.words());
        self.points.push(worth);
        self.navigators.push(navigator as u32);
        self.starts.push(self.mentees.len() as u32);
        self.navigators.len() - 1
    }

    /// Adds a team of another pool; gives its place.
    pub(crate) fn copy(&mut self, other: &Self, team: usize) -> usize {
        self.mentees.extend_from_slice(other.mentees(team));
        self.captains.extend_from_slice(other.captains(team));
        self.points.push(other.points[team]);
        self.navigators.push(other.navigators[team]);
        self.starts.push(self.mentees.len() as u32);
        self.navigators.len() - 1
    }

    pub(crate) fn navigator(&self, team: usize) -> usize {
        self.navigators[team] as usize
    }

    pub(crate) fn mentees(&self, team: usize) -> &[u32] {
        &self.mentees[self.starts[team] as usize..self.starts[team + 1] as usize]
    }

    /// What the team is worth, in points.
    pub(crate) fn points(&self, team: usize) -> i64 {
        self.points[team]
    }

    /// Whether a captain may look after the team.
    pub(crate) fn may_have(&self, team: usize, captain: usize) -> bool {
        self.captains[team * self.words + captain / 64] >> (captain % 64) & 1 == 1
    }

    /// What a team is worth beyond the prices of its people and seats, in grains; cuts apart.
    pub(crate) fn reduced_cost(&self, packing: &Packing, team: usize, prices: &Prices) -> i64 {
        let captains = prices.captain.iter().enumerate();
        let would_do = captains.filter(|&(captain, _)| self.may_have(team, captain));
        let captain = would_do.map(|(_, &price)| price).min().unwrap_or(0);
        let mentees = self.mentees(team);
        let paid: i64 = mentees
            .iter()
            .map(|&mentee| prices.mentee[mentee as usize] + prices.seat)
            .sum();
        packing.grain * self.points(team) - paid - captain
    }

    pub(crate) fn captains(&self, team: usize) -> &[u64] {
        &self.captains[team * self.words..(team + 1) * self.words]
    }
}
