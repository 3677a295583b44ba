//! What is in somebody's way: noted in one week's meeting, and carried over until it is out of it.

use super::check_in::{MEMBER, WEEK, whole};
use crate::domain::application::SAMPLE;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Kind, Record, Register, Value};

/// Field: what it is.
pub const WHAT: &str = "what";
/// Field: the week in which it was out of the way; empty before.
pub const RESOLVED: &str = "resolved";

/// Something in somebody's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Its id.
    pub id: RecordId,
    /// In whose way, a membership.
    pub member: RecordId,
    /// Since which week.
    pub week: u32,
    /// What it is.
    pub what: String,
    /// The week in which it was out of the way.
    pub resolved: Option<u32>,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Blocker {
    /// Reads a blocker; nothing if the record is of another kind, was erased, deleted or emptied, or is in nobody's way.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Blocker)?;
        if record.is_deleted() {
            return None;
        }
        let get = |field: &str| record.get(&FieldName::new(field));
        Some(Self {
            id: record.id,
            member: get(MEMBER)?.as_text()?.parse().ok()?,
            week: whole(get(WEEK))?,
            what: get(WHAT)?
                .as_text()
                .filter(|what| !what.trim().is_empty())?
                .to_owned(),
            resolved: whole(get(RESOLVED)),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }

    /// Whether it was still in the way in a week.
    pub fn is_open_in(&self, week: u32) -> bool {
        self.week <= week && self.resolved.is_none_or(|resolved| resolved > week)
    }
}
