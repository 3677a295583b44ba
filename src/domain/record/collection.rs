//! Many records with their journal: what a device holds, or a file brings.

use std::collections::{BTreeMap, BTreeSet};

use super::{Body, JournalEntry, Record, What};
use crate::domain::id::RecordId;

/// Records by their ids, and the journal about them, in the order in which both are exported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collection {
    /// One copy of each record.
    pub records: BTreeMap<RecordId, Record>,
    /// The lines of the journal.
    pub journal: BTreeSet<JournalEntry>,
}

impl Collection {
    /// Takes away what the journal says of erased records, but for the erasure itself.
    pub fn forget_erased(&mut self) {
        let records = &self.records;
        self.journal.retain(|entry| {
            let erased = records
                .get(&entry.record)
                .is_some_and(|record| matches!(record.body, Body::Erased { .. }));
            !erased || entry.what == What::Erased
        });
    }
}
