//! What an organizer's commands change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Refused, Verdict};
use crate::domain::application::{APPLICATION, Application, Draft, SAMPLE, SESSION};
use crate::domain::decision::{Decision, OUTCOME, Outcome, REASON, decision_id};
use crate::domain::id::RecordId;
use crate::domain::membership::PERSON;
use crate::domain::person::{Person, person_id};
use crate::domain::record::{
    Audience, Change, DELETED, FieldName, JournalEntry, Kind, Record, Register, Value,
};
use crate::domain::roster::without;
use crate::domain::week::check_in::MEMBER;
use crate::domain::week::meeting::{came_field, line_field};
use crate::domain::week::one_to_one::CAPTAIN;

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

/// Erases records for good. Of an application also what was decided about it and who its writer became; of a
/// person every part that they had in any session, their places on every roster, and what was written of their weeks.
pub(super) fn erase(ids: Vec<RecordId>, records: &BTreeMap<RecordId, Record>) -> Vec<Change> {
    let people = records
        .values()
        .filter_map(|record| Some((record.id, Person::read(record)?)));
    let people: BTreeMap<RecordId, Person> = people.collect();
    let mut gone: BTreeSet<RecordId> = BTreeSet::new();
    let mut who: BTreeSet<RecordId> = BTreeSet::new();
    for id in ids {
        gone.insert(id);
        let application = match people.get(&id) {
            Some(person) => {
                who.insert(id);
                person.application
            }
            None => Some(id),
        };
        let Some(application) = application else {
            continue;
        };
        gone.extend([application, decision_id(application)]);
        who.insert(person_id(application));
        let known = people.iter();
        let known = known.filter(|(_, person)| person.application == Some(application));
        who.extend(known.map(|(id, _)| *id));
    }
    let is_about = |record: &&Record| {
        let live = record.live().filter(|live| live.kind == Kind::Membership);
        let person = live.and_then(|live| live.fields.get(&FieldName::new(PERSON)));
        // Where copies disagree about whose it is, it is about both.
        person.is_some_and(|person| {
            let mut said = person
                .writes()
                .filter_map(|(_, write)| write.value.as_text());
            said.any(|id| id.parse().is_ok_and(|id: RecordId| who.contains(&id)))
        })
    };
    let parts = records.values().filter(is_about).map(|record| record.id);
    let parts: BTreeSet<RecordId> = parts.collect();
    gone.extend(weeks_of(&parts, records));
    let unnoted = records.values();
    let unnoted = unnoted.filter_map(|record| without_lines(record, &parts));
    let mut changes: Vec<Change> = unnoted.collect();
    gone.extend(parts);
    gone.extend(who.iter().copied());
    let named = records.values().filter_map(|record| {
        let live = record.live().filter(|live| live.kind == Kind::Roster)?;
        let fields = who.iter().flat_map(|person| without(record, *person));
        let fields: BTreeMap<FieldName, Value> = fields.collect();
        (!fields.is_empty()).then(|| Change::Write {
            record: record.id,
            kind: Kind::Roster,
            audience: live.audience.clone(),
            fields: fields.into_iter().collect(),
        })
    });
    changes.extend(named.chain(gone.into_iter().map(Change::Erase)));
    changes
}

/// What was written of somebody's weeks, and what they noted as a captain for themselves.
fn weeks_of(
    parts: &BTreeSet<RecordId>,
    records: &BTreeMap<RecordId, Record>,
) -> impl Iterator<Item = RecordId> {
    let is_theirs = |record: &&Record| {
        let Some(live) = record.live() else {
            return false;
        };
        let names = |field: &str| {
            let said = live.fields.get(&FieldName::new(field)).into_iter();
            let mut said = said.flat_map(Register::writes);
            said.any(|(_, write)| {
                let id = write.value.as_text().and_then(|id| id.parse().ok());
                id.is_some_and(|id: RecordId| parts.contains(&id))
            })
        };
        Kind::OF_WEEKS.contains(&live.kind)
            && (names(MEMBER) || (live.kind == Kind::Note && names(CAPTAIN)))
    };
    records.values().filter(is_theirs).map(|record| record.id)
}

/// What was noted of them at a meeting, emptied: the rest of it is about others.
fn without_lines(record: &Record, parts: &BTreeSet<RecordId>) -> Option<Change> {
    let live = record.live().filter(|live| live.kind == Kind::Meeting)?;
    let about = parts.iter();
    let about = about.flat_map(|member| [came_field(*member), line_field(*member)]);
    let fields = about.filter(|field| live.fields.contains_key(field));
    let fields: Vec<_> = fields.map(|field| (field, Value::from(""))).collect();
    (!fields.is_empty()).then(|| Change::Write {
        record: record.id,
        kind: Kind::Meeting,
        audience: live.audience.clone(),
        fields,
    })
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
