//! Sets of captains, and which captain looks after which team.
//!
//! What a team is worth does not depend on its captain, so that captains are a question of their
//! own: teams and captains are matched along augmenting paths, each captain up to a number of teams.

/// A set of captains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaptainSet(Box<[u64]>);

impl CaptainSet {
    /// The set of some of so many captains.
    pub(crate) fn of(captains: usize, members: impl Iterator<Item = usize>) -> Self {
        let mut words = vec![0; captains.div_ceil(64)];
        for captain in members {
            words[captain / 64] |= 1 << (captain % 64);
        }
        Self(words.into())
    }

    /// The set as bits.
    pub(crate) fn words(&self) -> &[u64] {
        &self.0
    }

    pub(crate) fn has(&self, captain: usize) -> bool {
        self.0[captain / 64] >> (captain % 64) & 1 == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// Those in both sets.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    /// Makes this the set of those in both others, without allocating.
    pub(crate) fn become_and(&mut self, one: &Self, other: &Self) {
        for (word, (a, b)) in self.0.iter_mut().zip(one.0.iter().zip(&other.0)) {
            *word = a & b;
        }
    }

    pub(crate) fn add(&mut self, captain: usize) {
        self.0[captain / 64] |= 1 << (captain % 64);
    }
}

/// Which captain looks after which team, while teams are added one by one.
#[derive(Debug, Clone)]
pub(crate) struct Matching<'a> {
    places: &'a [usize],
    load: Vec<usize>,
    /// Each team's captains that would do, and the one it has.
    teams: Vec<(CaptainSet, usize)>,
}

impl<'a> Matching<'a> {
    /// No teams yet; captain `c` may have `places[c]`.
    pub(crate) fn new(places: &'a [usize]) -> Self {
        Self {
            places,
            load: vec![0; places.len()],
            teams: Vec::new(),
        }
    }

    /// The captains that can take one more team, perhaps by passing another on.
    pub(crate) fn reachable(&self) -> CaptainSet {
        let captains = self.places.len();
        let spare = (0..captains).filter(|&c| self.load[c] < self.places[c]);
        let mut reachable = CaptainSet::of(captains, spare);
        let mut grown = true;
        while grown {
            grown = false;
            for (would_do, captain) in &self.teams {
                if !reachable.has(*captain) && would_do.meets(&reachable) {
                    reachable.add(*captain);
                    grown = true;
                }
            }
        }
        reachable
    }

    /// Adds a team that any of these captains may look after; false if there is no way to.
    pub(crate) fn add(&mut self, would_do: CaptainSet) -> bool {
        let mut seen = vec![false; self.places.len()];
        let Some(captain) = self.make_room(&would_do, &mut seen) else {
            return false;
        };
        self.load[captain] += 1;
        self.teams.push((would_do, captain));
        true
    }

    /// A captain of the set with a place free, after passing on teams along a path if need be.
    fn make_room(&mut self, would_do: &CaptainSet, seen: &mut [bool]) -> Option<usize> {
        for captain in 0..self.places.len() {
            if !would_do.has(captain) || seen[captain] {
                continue;
            }
            seen[captain] = true;
            if self.load[captain] < self.places[captain] {
                return Some(captain);
            }
            for team in 0..self.teams.len() {
                if self.teams[team].1 != captain {
                    continue;
                }
                let others = self.teams[team].0.clone();
                if let Some(next) = self.make_room(&others, seen) {
                    self.teams[team].1 = next;
                    self.load[next] += 1;
                    self.load[captain] -= 1;
                    return Some(captain);
                }
            }
        }
        None
    }

    /// The captain of each team, in the order in which they were added.
    pub(crate) fn captains(&self) -> impl Iterator<Item = usize> {
        self.teams.iter().map(|(_, captain)| *captain)
    }
}
