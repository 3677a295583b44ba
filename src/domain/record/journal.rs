//! The journal: who changed which field, and when. It holds no values.

use super::{Dot, FieldName, Value};
use crate::domain::id::RecordId;
use crate::domain::time::Instant;

/// What an entry of the journal says was done to a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// These fields were written together.
    Wrote(Vec<FieldName>),
    /// The record was erased; every earlier entry about it went with it.
    Erased,
    /// Something that a newer version did (Promise 6).
    Unknown(Value),
}

/// One line of the journal, in the order in which lines are kept and exported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JournalEntry {
    /// The record.
    pub record: RecordId,
    /// The write.
    pub dot: Dot,
    /// What was done.
    pub what: What,
    /// When, by the writer's clock.
    pub at: Instant,
    /// Who, as the device's owner calls themselves.
    pub by: Box<str>,
}
