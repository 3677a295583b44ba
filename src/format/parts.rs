//! Taking a parsed JSON tree apart, with the way to whatever is wrong in it.

use std::collections::BTreeMap;

use super::json::NotJson;
use crate::domain::id::{BadId, RecordId, ReplicaId};
use crate::domain::record::Value;
use crate::domain::time::Instant;

/// What may be wrong with a part of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The text is not JSON.
    #[error("not JSON: {0}")]
    NotJson(#[from] NotJson),
    /// A newer version of the app wrote it.
    #[error("of version {0}, which is newer than this app reads")]
    TooNew(i128),
    /// The part is missing.
    #[error("missing")]
    Missing,
    /// The part is something else than it has to be.
    #[error("not {0}")]
    NotA(&'static str),
    /// The part is not an id.
    #[error(transparent)]
    BadId(#[from] BadId),
    /// The part refers to something that is not listed.
    #[error("there is no such {0}")]
    Unlisted(&'static str),
    /// The part is there more than once.
    #[error("there twice")]
    Twice,
}

/// What was found, or the flaw on its way up, gathering the path.
pub(super) type Found<T> = Result<T, (String, Flaw)>;

pub(super) fn here(flaw: Flaw) -> (String, Flaw) {
    (String::new(), flaw)
}

/// Says where a flaw was found: under this name.
pub(super) fn at<T>(name: &str, found: Found<T>) -> Found<T> {
    found.map_err(|(path, flaw)| {
        let slash = if path.is_empty() { "" } else { "/" };
        (format!("{name}{slash}{path}"), flaw)
    })
}

pub(super) fn nested<T>(index: usize, read: impl FnOnce() -> Found<T>) -> Found<T> {
    at(&index.to_string(), read())
}

pub(super) fn take(parts: &mut BTreeMap<String, Value>, name: &str) -> Found<Value> {
    parts
        .remove(name)
        .ok_or_else(|| (name.to_owned(), Flaw::Missing))
}

pub(super) fn text(value: Value) -> Found<String> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(here(Flaw::NotA("text"))),
    }
}

pub(super) fn integer(value: Value) -> Found<i128> {
    match value {
        Value::Integer(number) => Ok(number),
        _ => Err(here(Flaw::NotA("a whole number"))),
    }
}

pub(super) fn instant(value: Value) -> Found<Instant> {
    let ms = i64::try_from(integer(value)?);
    ms.map(Instant).map_err(|_| here(Flaw::NotA("a moment")))
}

pub(super) fn counter_of(value: Value) -> Found<u64> {
    let counter = u64::try_from(integer(value)?).ok().filter(|&n| n > 0);
    counter.ok_or(here(Flaw::NotA("a counter")))
}

pub(super) fn record_id(value: Value) -> Found<RecordId> {
    text(value)?.parse().map_err(|e: BadId| here(e.into()))
}

pub(super) fn replica_id(value: Value) -> Found<ReplicaId> {
    text(value)?.parse().map_err(|e: BadId| here(e.into()))
}

pub(super) fn list(value: Value) -> Found<Vec<Value>> {
    match value {
        Value::List(items) => Ok(items),
        _ => Err(here(Flaw::NotA("a list"))),
    }
}

pub(super) fn items<const N: usize>(value: Value) -> Found<[Value; N]> {
    list(value)?
        .try_into()
        .map_err(|_| here(Flaw::NotA("a list of the right length")))
}
