//! What an organizer's commands change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Refused, Verdict};
use crate::domain::application::{APPLICATION, Application, Draft, SAMPLE, SESSION};
use crate::domain::decision::{Decision, OUTCOME, Outcome, REASON, decision_id};
use crate::domain::erasure::follow;
use crate::domain::id::RecordId;
use crate::domain::person::{Person, person_id};
use crate::domain::record::{
    Audience, Change, DELETED, FieldName, JournalEntry, Kind, Record, Value,
};

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

/// Erases records for good, with all that goes with them: of an application what was decided about it and who its
/// writer became; of a person their application, every part that they had in any session, their places on every roster,
/// and what was written of their weeks.
pub(super) fn erase(ids: Vec<RecordId>, records: &BTreeMap<RecordId, Record>) -> Vec<Change> {
    let mut gone: BTreeSet<RecordId> = BTreeSet::new();
    for id in ids {
        gone.insert(id);
        let application = match records.get(&id).and_then(Person::read) {
            Some(person) => person.application,
            None => Some(id),
        };
        if let Some(application) = application {
            let (decision, person) = (decision_id(application), person_id(application));
            gone.extend([application, decision, person]);
        }
    }
    let named = gone.clone();
    let mut changes = follow(records.values(), &mut gone);
    changes.extend(named.into_iter().map(Change::Erase));
    changes
}

/// Decides about applications. Only what changes is written.
pub(super) fn decide_about(
    verdicts: Vec<Verdict>,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let mut changes = Vec::new();
    for verdict in verdicts {
        let id = verdict.application;
        let record = records.get(&id).ok_or(Refused::NotHere(id))?;
        let application = Application::read(record)?.ok_or(Refused::NotHere(id))?;
        let before = records.get(&decision_id(id));
        let outcome = verdict.outcome.map_or("", Outcome::as_str);
        let said = [
            (APPLICATION, Value::from(id.to_string().as_str())),
            (SESSION, Value::from(application.session.as_str())),
            (OUTCOME, Value::from(outcome)),
            (REASON, Value::from(verdict.reason.as_str())),
            (SAMPLE, Value::Bool(application.sample)),
        ];
        let fields = said.map(|(name, value)| (FieldName::new(name), value));
        let is_new = |(name, value): &(FieldName, Value)| {
            let held = before.and_then(Record::live);
            let held = held.and_then(|live| live.fields.get(name));
            held.is_none_or(|held| held.is_conflict() || held.shown().value != *value)
        };
        let fields: Vec<_> = fields.into_iter().filter(is_new).collect();
        if !fields.is_empty() {
            changes.push(Change::Write {
                record: decision_id(id),
                kind: Kind::Decision,
                audience: Audience::Organizers,
                fields,
            });
        }
    }
    Ok(changes)
}

/// Says why. What was decided, or that nothing was, stays.
pub(super) fn give_reason(
    application: RecordId,
    reason: String,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let held = records.get(&decision_id(application));
    let outcome = held.and_then(Decision::read).and_then(|held| held.outcome);
    let verdict = Verdict {
        application,
        outcome,
        reason,
    };
    let mut changes = decide_about(vec![verdict], records)?;
    // Another organizer may be deciding just now: only the reason is written over.
    if held.is_some() {
        for change in &mut changes {
            if let Change::Write { fields, .. } = change {
                fields.retain(|(name, _)| name.as_str() != OUTCOME);
            }
        }
    }
    changes.retain(|change| !matches!(change, Change::Write { fields, .. } if fields.is_empty()));
    Ok(changes)
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
