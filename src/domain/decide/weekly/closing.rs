//! What somebody says at the end of a session changes their one record of it, which is for the organizers.

use std::collections::BTreeMap;

use super::{field, write};
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Audience, Change, DELETED, FieldName, Kind, Record, Value};
use crate::domain::week::check_in::MEMBER;
use crate::domain::week::closing::{Closing, Words, closing_id};

/// What somebody says at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The session.
    pub session: SessionId,
    /// Whose it is, a membership.
    pub member: RecordId,
    /// Whether they were made up.
    pub sample: bool,
    /// What it said as it was shown.
    pub before: Words,
    /// All that it is to say. What is as it was shown is not written: another tab may have.
    pub after: Words,
}

/// What it changes.
pub(super) fn decide(close: Close, records: &BTreeMap<RecordId, Record>) -> Vec<Change> {
    let Close { before, after, .. } = close;
    let id = closing_id(close.member);
    let held = records.get(&id).and_then(Closing::read);
    // Nothing is made for nothing.
    if held.is_none() && after.is_untouched() {
        return Vec::new();
    }
    let is_here = held.is_some_and(|held| !held.deleted);
    let shown = before.fields_with(&after);
    let mut fields = after.fields_with(&before);
    // Into a record that is made now everything goes.
    fields.retain(|field| !is_here || !shown.contains(field));
    fields.extend([
        field(MEMBER, &close.member.to_string()),
        field(SESSION, close.session.as_str()),
        (FieldName::new(SAMPLE), Value::Bool(close.sample)),
        (FieldName::new(DELETED), Value::Bool(false)),
    ]);
    write(id, Kind::Closing, Audience::Organizers, fields, records)
}
