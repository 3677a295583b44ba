//! What a zone's clocks say over a stretch of time. Knows no zones by name: the caller, who has a
//! database of them, brings a zone's offsets as data.

use crate::domain::time::Instant;

/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;

/// How far a zone's clocks are ahead of UTC, and when that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets {
    /// Minutes ahead of UTC before the first change.
    first: i32,
    /// When it becomes how much, in the order of time; no two neighbours alike.
    changes: Vec<(Instant, i32)>,
}

impl Offsets {
    /// A zone whose clocks never change.
    pub fn fixed(minutes: i32) -> Self {
        Self {
            first: minutes,
            changes: Vec::new(),
        }
    }

    /// What `offset` (minutes ahead of UTC at a moment) says between two moments. Changes are found
    /// to the millisecond if no two of them lie within `step` milliseconds, which no zone's do
    /// within a day.
    pub fn found(from: Instant, to: Instant, step: i64, offset: impl Fn(Instant) -> i32) -> Self {
        let mut offsets = Self::fixed(offset(from));
        let (mut at, mut before) = (from, offsets.first);
        while at < to {
            let next = Instant(at.0.saturating_add(step).min(to.0));
            let after = offset(next);
            if after != before {
                // `low` has the offset of before, `high` another.
                let (mut low, mut high) = (at.0, next.0);
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if offset(Instant(middle)) == before {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                offsets.changes.push((Instant(high), after));
            }
            (at, before) = (next, after);
        }
        offsets
    }

    /// Minutes ahead of UTC at a moment.
    pub fn at(&self, at: Instant) -> i32 {
        let passed = self.changes.partition_point(|(from, _)| *from <= at);
        match passed.checked_sub(1) {
            Some(last) => self.changes[last].1,
            None => self.first,
        }
    }

    /// What the zone's clocks show at a moment: minutes since their own 1970-01-01 00:00.
    pub fn wall(&self, at: Instant) -> i64 {
        at.0.div_euclid(MINUTE_MS) + i64::from(self.at(at))
    }

    /// The moment at which the zone's clocks show this, in minutes since their own 1970-01-01 00:00.
    /// The first of two where clocks are put back; nothing where they are put forward past it.
    pub fn moment(&self, wall: i64) -> Option<Instant> {
        let known = std::iter::once(self.first).chain(self.changes.iter().map(|(_, after)| *after));
        let shown = known.filter_map(|offset| {
            let at = Instant((wall - i64::from(offset)) * MINUTE_MS);
            (self.wall(at) == wall).then_some(at)
        });
        shown.min()
    }

    /// When the clocks change, and the minutes ahead of UTC from then on.
    pub fn changes(&self) -> &[(Instant, i32)] {
        &self.changes
    }
}
