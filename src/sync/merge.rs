//! Merges two copies of a record. Commutative, associative and idempotent (Promise 18);
//! no clock decides what survives (Promise 20).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::gather::gather;
use crate::domain::record::{Body, Collection, Live, Record, Register, Value};
use crate::format::form::is_version_record;

/// Two records that are not copies of the same one were to be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the two are not copies of one record")]
pub struct NotTheSame;

/// Whether one record may be merged into another. Kind and audience are set when a record is made
/// and never change: whoever brings another one under the same id made it up. Only a form version
/// may always come back, since its id says what it holds.
pub fn may_merge(ours: &Record, theirs: &Record) -> bool {
    let same_sort = match (&ours.body, &theirs.body) {
        (Body::Live(a), Body::Live(b)) => (&a.kind, &a.audience) == (&b.kind, &b.audience),
        (Body::Erased { .. }, _) | (_, Body::Erased { .. }) => true,
    };
    ours.id == theirs.id && (same_sort || is_version_record(theirs))
}

/// The copy that knows all that either copy knew.
pub fn merge(ours: &Record, theirs: &Record) -> Result<Record, NotTheSame> {
    if ours.id != theirs.id {
        return Err(NotTheSame);
    }
    // A form version is to the byte what its id says, on every device. It is nobody's, so it is not
    // erased either: answers would be left without their questions.
    if let Some(whole) = [ours, theirs].into_iter().find(|r| is_version_record(r)) {
        return Ok(whole.clone());
    }
    let mut version = ours.version.clone();
    version.join(&theirs.version);
    let body = match (&ours.body, &theirs.body) {
        (Body::Erased { at: a }, Body::Erased { at: b }) => Body::Erased { at: *a.min(b) },
        // An edit made apart from an erasure is dropped; the caller tells its author.
        (erased @ Body::Erased { .. }, Body::Live(_))
        | (Body::Live(_), erased @ Body::Erased { .. }) => erased.clone(),
        (Body::Live(a), Body::Live(b)) => {
            let names: BTreeSet<_> = gather(a.fields.keys().chain(b.fields.keys()));
            let fields = gather(names.into_iter().filter_map(|name| {
                let merged = Register::merge(
                    a.fields.get(name),
                    &ours.version,
                    b.fields.get(name),
                    &theirs.version,
                );
                merged.map(|register| (name.clone(), register))
            }));
            Body::Live(Live {
                // Copies that disagree are refused where they come in (`may_merge`); should they
                // have met all the same, every device has to choose the same.
                kind: (&a.kind).max(&b.kind).clone(),
                audience: (&a.audience).max(&b.audience).clone(),
                fields,
                extra: merge_extra(&a.extra, &b.extra),
            })
        }
    };
    Ok(Record {
        id: ours.id,
        version,
        body,
    })
}

/// Adds to a collection all that another one knows.
pub fn merge_collection(ours: &mut Collection, theirs: Collection) {
    for (id, record) in theirs.records {
        match ours.records.get_mut(&id) {
            None => {
                ours.records.insert(id, record);
            }
            Some(copy) => {
                *copy = merge(copy, &record).expect("a collection keeps records by their ids");
            }
        }
    }
    ours.journal.extend(theirs.journal);
    ours.forget_erased();
}

/// Parts that this version does not know. What they mean is not known either, so of two that
/// differ the greater is kept: any rule would do that every device follows.
fn merge_extra(
    a: &BTreeMap<String, Value>,
    b: &BTreeMap<String, Value>,
) -> BTreeMap<String, Value> {
    let mut kept = a.clone();
    for (name, value) in b {
        match kept.get_mut(name) {
            Some(other) if *other >= *value => {}
            Some(other) => *other = value.clone(),
            None => {
                kept.insert(name.clone(), value.clone());
            }
        }
    }
    kept
}
