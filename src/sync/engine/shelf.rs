//! What the engine knows of one audience.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{BATCH, Cursor, Keep, OVERLAP, SWEEP, Stamp, Stored, Trouble};
use crate::domain::id::RecordId;
use crate::domain::record::Audience;
use crate::sync::endpoint::What;

#[derive(Debug, Clone)]
pub(super) struct Shelf {
    pub audience: Audience,
    pub cursor: Option<Cursor>,
    /// When the cursor came to stand where it stands, in this life.
    reached: Option<(Stamp, Duration)>,
    /// When what is there was compared with what is here last, in this life.
    pub swept: Option<Duration>,
    /// How many records are sent at once.
    pub most: usize,
    /// What the endpoint will not take.
    pub refused: BTreeMap<RecordId, u16>,
    tries: BTreeMap<RecordId, u32>,
    pub trouble: Option<Trouble>,
}

impl Shelf {
    pub fn new(cursor: Option<Cursor>, audience: Audience) -> Self {
        Self {
            audience,
            cursor,
            reached: None,
            swept: None,
            most: BATCH,
            refused: BTreeMap::new(),
            tries: BTreeMap::new(),
            trouble: None,
        }
    }

    /// Tries again what did not work.
    pub fn hope(&mut self) {
        self.trouble = None;
        self.refused.clear();
        self.tries.clear();
        self.most = BATCH;
        self.swept = None;
    }

    /// Whether what is there need not be compared with what is here yet.
    pub fn is_swept(&self, now: Duration) -> bool {
        self.swept
            .is_some_and(|swept| now.saturating_sub(swept) < SWEEP)
    }

    /// Knows nothing of the endpoint any more.
    pub fn forget(&mut self) {
        *self = Self::new(None, self.audience.clone());
    }

    /// Whether the endpoint holds less than was seen there.
    pub fn is_older(&self, latest: Stamp) -> bool {
        self.cursor.is_some_and(|cursor| latest < cursor.stamp)
    }

    /// From where to list.
    pub fn since(&self) -> Option<Stamp> {
        let cursor = self.cursor?;
        let back = if cursor.settled { 0 } else { OVERLAP };
        Some(Stamp(cursor.stamp.0.saturating_sub(back)))
    }

    /// Where the cursor stands once these are kept. It settles when, so long after it was reached, a whole list was got
    /// without anything moving it.
    pub fn advance(&mut self, copies: &[Stored], is_last: bool, now: Duration) -> Option<Cursor> {
        let before = self.cursor;
        let stamp = copies
            .iter()
            .map(|copy| copy.stamp)
            .chain(before.map(|c| c.stamp))
            .max()?;
        let moved = before.is_none_or(|before| before.stamp < stamp);
        let reached = match self.reached {
            Some((at, since)) if at == stamp => since,
            _ => now,
        };
        self.reached = Some((stamp, reached));
        let waited = now.saturating_sub(reached) >= Duration::from_millis(OVERLAP);
        let settled =
            !moved && (before.is_some_and(|before| before.settled) || (waited && is_last));
        Some(Cursor { stamp, settled })
    }

    /// What is to be kept of these copies.
    pub fn keep(
        &self,
        copies: Vec<Stored>,
        mut absent: Vec<RecordId>,
        cursor: Option<Cursor>,
    ) -> Keep {
        let (mut arrived, mut unreadable) = (Vec::new(), Vec::new());
        for copy in copies {
            match copy.what {
                What::Envelope(envelope) => arrived.push((copy.stamp, *envelope)),
                What::Unreadable(..) => unreadable.push(copy),
                What::Gone => absent.push(copy.id),
            }
        }
        Keep::Copies {
            audience: self.audience.clone(),
            arrived,
            unreadable,
            absent,
            cursor,
        }
    }

    /// Notes what became of what was sent and read back; says how often the most stubborn of it was sent.
    pub fn note_tries(&mut self, keep: &Keep, ahead: &BTreeSet<RecordId>) -> u32 {
        let Keep::Copies {
            arrived, absent, ..
        } = keep
        else {
            return 0;
        };
        let arrived = arrived.iter().map(|(_, envelope)| envelope.id);
        let mut most = 0;
        for id in arrived.chain(absent.iter().copied()) {
            if ahead.contains(&id) {
                let tries = self.tries.entry(id).or_insert(0);
                *tries += 1;
                most = most.max(*tries);
            } else {
                self.tries.remove(&id);
            }
        }
        most
    }
}
