//! A field: the values written to it that no later write has replaced.

use std::collections::BTreeMap;

use super::{Dot, Value, VersionVector};
use crate::domain::time::Instant;

/// One write to a field: the value, and for people to read, who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Write {
    /// What was written.
    pub value: Value,
    /// When, by the writer's clock. Shown, never compared to decide.
    pub at: Instant,
    /// Who, as the device's owner calls themselves; empty when they never said.
    pub by: Box<str>,
}

/// A multi-value register. Usually holds one write; two or more are a conflict that a person settles.
///
/// Invariant: never empty, in the order of the dots, and of each dot once. A list and not a map, which
/// takes ten times the memory for the one write that there nearly always is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    writes: Vec<(Dot, Write)>,
}

impl Register {
    /// A field written once.
    pub fn new(dot: Dot, write: Write) -> Self {
        Self {
            writes: vec![(dot, write)],
        }
    }

    /// A field of several writes that no one has settled; nothing if there are none.
    pub fn from_writes(writes: BTreeMap<Dot, Write>) -> Option<Self> {
        (!writes.is_empty()).then(|| Self {
            writes: writes.into_iter().collect(),
        })
    }

    /// Adds a write that no one has settled; says whether it is a new one, and otherwise does nothing.
    pub fn add(&mut self, dot: Dot, write: Write) -> bool {
        match self.place(dot) {
            Ok(_) => false,
            Err(at) => {
                self.writes.insert(at, (dot, write));
                true
            }
        }
    }

    /// Where a write is, or would be.
    fn place(&self, dot: Dot) -> Result<usize, usize> {
        self.writes.binary_search_by_key(&dot, |(each, _)| *each)
    }

    fn written(&self, dot: Dot) -> Option<&Write> {
        let at = self.place(dot).ok()?;
        Some(&self.writes[at].1)
    }

    /// The write every device shows: the one with the greatest dot.
    pub fn shown(&self) -> &Write {
        match self.writes.last() {
            Some((_, write)) => write,
            None => unreachable!("a register is never empty"),
        }
    }

    /// Whether two or more values wait for a person to choose. Writes of one value are no conflict,
    /// whoever made them.
    pub fn is_conflict(&self) -> bool {
        let shown = &self.shown().value;
        self.writes.iter().any(|(_, write)| write.value != *shown)
    }

    /// The writes, oldest dot first; the last one is [`shown`](Self::shown).
    pub fn writes(&self) -> impl DoubleEndedIterator<Item = (Dot, &Write)> + Clone + '_ {
        self.writes.iter().map(|(dot, write)| (*dot, write))
    }

    /// Replaces every write held here by a new one, which has seen them all.
    pub fn overwrite(&mut self, dot: Dot, write: Write) {
        self.writes = vec![(dot, write)];
    }

    /// Merges two copies of a field: a write is kept unless the copy that lacks it had seen,
    /// and so replaced, it. `ours` and `theirs` are the version vectors of the two records.
    /// Nothing is left only if the copies are not of the same record.
    pub fn merge(
        a: Option<&Self>,
        ours: &VersionVector,
        b: Option<&Self>,
        theirs: &VersionVector,
    ) -> Option<Self> {
        let mut kept = BTreeMap::new();
        for (here, there, there_seen) in [(a, b, theirs), (b, a, ours)] {
            for (dot, write) in here.into_iter().flat_map(Self::writes) {
                let other = there.and_then(|register| register.written(dot));
                if other.is_some() || !there_seen.contains(dot) {
                    // A dot names one write. Should a damaged or hostile file say otherwise,
                    // the greater one is taken, so that every device agrees all the same.
                    let write = other.map_or(write, |other| write.max(other));
                    kept.insert(dot, write.clone());
                }
            }
        }
        Self::from_writes(kept)
    }
}
