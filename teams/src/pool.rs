//! Teams that have been found, packed closely, since there may be a million of them.

use crate::packing::Packing;

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
        let field = &packing.fields[navigator];
        let worth = packing.worth(navigator, members);
        for &member in members {
            self.mentees.push(field.candidates[member].mentee as u32);
        }
        let captains = packing.captains(navigator, members);
        self.captains.extend_from_slice(captains.words());
        self.points.push(worth);
        self.navigators.push(navigator as u32);
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

    pub(crate) fn captains(&self, team: usize) -> &[u64] {
        &self.captains[team * self.words..(team + 1) * self.words]
    }
}
