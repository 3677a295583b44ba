//! A change: what a command does to one record, and the one way to apply it to a copy.

use std::collections::BTreeMap;

use super::{
    Audience, Body, Dot, FieldName, JournalEntry, Kind, Live, Record, Register, Value,
    VersionVector, What, Write,
};
use crate::domain::id::{RecordId, ReplicaId};
use crate::domain::time::Instant;

/// What is to happen to one record. Decided by a command, committed in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Write these fields, making the record if it is not there.
    Write {
        /// The record.
        record: RecordId,
        /// Its kind, if it is made now; an existing record keeps its own.
        kind: Kind,
        /// Its audience, if it is made now; an existing record keeps its own.
        audience: Audience,
        /// The fields with their new values.
        fields: Vec<(FieldName, Value)>,
    },
    /// Merge a copy that came from elsewhere (a file, an endpoint).
    Merge(Record),
    /// Take note of what another device's journal says.
    Note(Vec<JournalEntry>),
    /// Erase for good; a mark stays so that it does not come back from a device that was away.
    Erase(RecordId),
    /// Remove a record that never was anyone's (a sample) without a mark.
    Purge(RecordId),
    /// Remove what could not be read, and what was set aside of it, by the key it is stored under.
    /// A record that can be read by now stays.
    Discard(String),
    /// Do nothing at all if a draft is stored that is not among these: another tab began it.
    OnlyDrafts(Vec<RecordId>),
    /// Put the record in the outbox: it waits for its receiver's answer.
    Queue(RecordId),
    /// Take the record out of the outbox: the receiver answered (Promise 14).
    Settle(RecordId),
}

/// Who applies changes, when, and which counter comes next. One per transaction.
#[derive(Debug, Clone)]
pub struct Writer {
    /// This device.
    pub replica: ReplicaId,
    /// The counter of this device's last write; goes up by one at each.
    pub counter: u64,
    /// Now, by this device's clock.
    pub at: Instant,
    /// The device's owner as they call themselves.
    pub by: Box<str>,
}

/// What applying a write or an erasure to a copy gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// The new copy, with the journal's new lines.
    Changed(Record, Vec<JournalEntry>),
    /// The record had been erased: the write was dropped, and its author must be told.
    DroppedErased,
}

impl Writer {
    /// Notes what a copy knows of this device's own counter. Were it ahead, this database was put
    /// back from an older copy of itself; `fresh` then becomes the device's new name, so that no
    /// dot ever names two writes. Says whether it did.
    pub fn rename_if_behind(&mut self, copy: &Record, fresh: ReplicaId) -> bool {
        let behind = copy.version.seen(self.replica) > self.counter;
        if behind {
            (self.replica, self.counter) = (fresh, 0);
        }
        behind
    }

    fn next(&mut self) -> Dot {
        self.counter += 1;
        Dot {
            counter: self.counter,
            replica: self.replica,
        }
    }

    /// Writes fields to a copy (or makes the record). Fields whose shown value is the same already
    /// are left alone, unless they are in conflict, which the write settles. All of them share one dot.
    ///
    /// What stays on the device (drafts, saved every second) has no journal: it says who changed
    /// what others rely on.
    pub fn write(
        &mut self,
        copy: Option<Record>,
        id: RecordId,
        kind: Kind,
        audience: Audience,
        fields: Vec<(FieldName, Value)>,
    ) -> Applied {
        let mut record = copy.unwrap_or_else(|| Record {
            id,
            version: VersionVector::default(),
            body: Body::Live(Live {
                kind,
                audience,
                fields: BTreeMap::new(),
                extra: BTreeMap::new(),
            }),
        });
        let Body::Live(live) = &mut record.body else {
            return Applied::DroppedErased;
        };
        let fields: Vec<_> = fields
            .into_iter()
            .filter(|(name, value)| {
                live.fields.get(name).is_none_or(|register| {
                    register.is_conflict() || register.shown().value != *value
                })
            })
            .collect();
        if fields.is_empty() {
            return Applied::Changed(record, Vec::new());
        }
        let dot = self.next();
        record.version.add(dot);
        let names = fields.iter().map(|(name, _)| name.clone()).collect();
        for (name, value) in fields {
            let write = Write {
                value,
                at: self.at,
                by: self.by.clone(),
            };
            match live.fields.get_mut(&name) {
                Some(register) => register.overwrite(dot, write),
                None => {
                    live.fields.insert(name, Register::new(dot, write));
                }
            }
        }
        // What is somebody's own, or confided, is saved as it is typed, and nobody else relies on when.
        let journal = if live.audience.is_confided() || live.kind == Kind::CheckIn {
            Vec::new()
        } else {
            vec![JournalEntry {
                record: id,
                dot,
                what: What::Wrote(names),
                at: self.at,
                by: self.by.clone(),
            }]
        };
        Applied::Changed(record, journal)
    }

    /// Erases a copy: what is left is its id, its version vector and the date. A form version is
    /// nobody's, and stays: others' answers are to it. The counter moves when something was erased;
    /// no line tells of what was confided.
    pub fn erase(&mut self, copy: Record) -> (Record, Option<JournalEntry>) {
        match &copy.body {
            Body::Erased { .. } => (copy, None),
            Body::Live(live) if live.kind == Kind::FormVersion => (copy, None),
            Body::Live(live) => {
                let is_told = !live.audience.is_confided();
                let dot = self.next();
                let mut version = copy.version;
                version.add(dot);
                let record = Record {
                    id: copy.id,
                    version,
                    body: Body::Erased { at: self.at },
                };
                let entry = JournalEntry {
                    record: copy.id,
                    dot,
                    what: What::Erased,
                    at: self.at,
                    by: self.by.clone(),
                };
                (record, is_told.then_some(entry))
            }
        }
    }
}
