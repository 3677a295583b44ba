//! Which device wrote, and how many writes of each device a copy has seen.

use std::collections::BTreeMap;

use crate::domain::id::ReplicaId;

/// Names one write to one record: the device's replica id and its counter, which never goes back.
/// Fields written together share it: copies travel whole, so they are seen together or not at all.
///
/// Ordered by counter first: the greatest of several concurrent dots is the one every device
/// shows. That order is arbitrary but the same everywhere, and no clock has a part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// The how-manieth write of that device, from 1.
    pub counter: u64,
    /// The device.
    pub replica: ReplicaId,
}

/// For each device, the greatest counter a copy has seen. A dot at or below it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VersionVector(BTreeMap<ReplicaId, u64>);

impl VersionVector {
    /// Whether the write was seen.
    pub fn contains(&self, dot: Dot) -> bool {
        self.0.get(&dot.replica).is_some_and(|&n| dot.counter <= n)
    }

    /// Whether everything the other has seen was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        other
            .0
            .iter()
            .all(|(&replica, &counter)| self.contains(Dot { counter, replica }))
    }

    /// Notes a write as seen.
    pub fn add(&mut self, dot: Dot) {
        let seen = self.0.entry(dot.replica).or_insert(0);
        *seen = (*seen).max(dot.counter);
    }

    /// Notes everything the other has seen.
    pub fn join(&mut self, other: &Self) {
        for (&replica, &counter) in &other.0 {
            self.add(Dot { counter, replica });
        }
    }

    /// The greatest counter seen of a device; 0 if it never wrote.
    pub fn seen(&self, replica: ReplicaId) -> u64 {
        self.0.get(&replica).copied().unwrap_or(0)
    }

    /// Every device with its greatest counter seen, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = Dot> + '_ {
        self.0
            .iter()
            .map(|(&replica, &counter)| Dot { counter, replica })
    }
}

impl FromIterator<Dot> for VersionVector {
    fn from_iter<I: IntoIterator<Item = Dot>>(dots: I) -> Self {
        let mut version = Self::default();
        dots.into_iter().for_each(|dot| version.add(dot));
        version
    }
}
