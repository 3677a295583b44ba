//! What an organizer's commands change.

use std::collections::BTreeMap;

use super::Refused;
use crate::domain::application::Draft;
use crate::domain::id::RecordId;
use crate::domain::record::{Change, DELETED, FieldName, JournalEntry, Record, Value};

/// Deletes records, or brings them back. A draft stays deleted while there is another for its session.
pub(super) fn set_deleted(
    ids: Vec<RecordId>,
    deleted: bool,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    ids.into_iter()
        .map(|id| {
            let record = records.get(&id).ok_or(Refused::NotHere(id))?;
            let live = record.live().ok_or(Refused::NotHere(id))?;
            // One that can't be read stands for no session.
            if !deleted
                && let Ok(Some(draft)) = Draft::read(record)
                && let Ok(Some(other)) = Draft::for_session(records, &draft.session)
                && other.id != id
            {
                return Err(Refused::HasOne(other.id));
            }
            Ok(Change::Write {
                record: id,
                kind: live.kind.clone(),
                audience: live.audience.clone(),
                fields: vec![(FieldName::new(DELETED), Value::Bool(deleted))],
            })
        })
        .collect()
}

/// Erases records for good.
pub(super) fn erase(ids: Vec<RecordId>) -> Vec<Change> {
    ids.into_iter().map(Change::Erase).collect()
}

/// Keeps one of the values of a field.
pub(super) fn choose(
    id: RecordId,
    field: FieldName,
    value: Value,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let live = records.get(&id).and_then(Record::live);
    let live = live.ok_or(Refused::NotHere(id))?;
    let held = live.fields.get(&field);
    // Someone may have chosen since, in another tab.
    let offered = held.is_some_and(|field| field.writes().any(|(_, write)| write.value == value));
    if !offered {
        return Err(Refused::WrongState(id));
    }
    Ok(vec![Change::Write {
        record: id,
        kind: live.kind.clone(),
        audience: live.audience.clone(),
        fields: vec![(field, value)],
    }])
}

/// Takes in what a file brought.
pub(super) fn take_in(records: Vec<Record>, journal: Vec<JournalEntry>) -> Vec<Change> {
    let mut changes: Vec<Change> = records.into_iter().map(Change::Merge).collect();
    if !journal.is_empty() {
        changes.push(Change::Note(journal));
    }
    changes
}
