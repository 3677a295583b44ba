//! Rows: one small entry per record, by which records are found by kind, and of which the list of
//! applications is made without reading the applications.

use super::Summariser;
use crate::domain::id::RecordId;
use crate::domain::record::{Body, Kind, Record};

/// What the keys of erased records' rows begin with.
pub const ERASED: &str = "e/";

/// What the keys of a kind's rows begin with.
pub fn prefix(kind: &Kind) -> String {
    format!("k/{}/", kind.as_str())
}

/// The key of a record's row.
pub fn key(record: &Record) -> String {
    match &record.body {
        Body::Erased { .. } => format!("{ERASED}{}", record.id),
        Body::Live(live) => format!("{}{}", prefix(&live.kind), record.id),
    }
}

/// The record whose row is under a key with this prefix. A kind that this version does not know may
/// have a slash in its name: its keys are no ids here.
pub fn id_of(key: &str, prefix: &str) -> Option<RecordId> {
    key.strip_prefix(prefix)?.parse().ok()
}

/// The row of a record: its id, and for an application the summary.
pub fn row(record: &Record, summariser: &Summariser) -> String {
    match record.live().map(|live| &live.kind) {
        Some(Kind::Application) => format!("{}{}", record.id, (summariser.make)(record)),
        Some(Kind::Draft | Kind::FormVersion | Kind::Unknown(_)) | None => record.id.to_string(),
    }
}

/// The record a row is of, and its summary.
pub fn split(row: &str) -> Option<(RecordId, &str)> {
    let (id, summary) = row.split_at_checked(32)?;
    Some((id.parse().ok()?, summary))
}
