//! Taking in a draft that was carried here from another browser of the same person.
//!
//! Nothing that either browser holds is lost: where both hold an answer, both are kept and the
//! person chooses (Promise 19).

use super::{Context, Refused};
use crate::domain::answer::Typed;
use crate::domain::application::{
    APPLICATION, Application, ApplicationState, Draft, RECEIPT, typed_field,
};
use crate::domain::id::{RecordId, ReplicaId};
use crate::domain::programme::Programme;
use crate::domain::record::{
    Audience, Body, Change, DELETED, Dot, FieldName, Kind, Live, Record, Register, Value,
    VersionVector,
};
use std::collections::BTreeMap;

/// `incoming` is the draft, `with` its application and form versions.
pub(super) fn take_progress(
    programme: &Programme,
    incoming: Record,
    with: Vec<Record>,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let theirs = Draft::read(&incoming)?.ok_or(Refused::NotHere(incoming.id))?;
    if programme.session(&theirs.session).is_none() {
        return Err(Refused::NoSession(theirs.session));
    }
    match live_draft(&theirs, context)? {
        Some(here) if here.id != incoming.id => join(&here, &incoming, &theirs, with, context),
        Some(_) | None => {
            let id = incoming.id;
            let was_deleted = context.records.get(&id).is_some_and(Record::is_deleted);
            let mut changes = vec![Change::Merge(incoming)];
            changes.extend(with.into_iter().map(Change::Merge));
            if was_deleted || theirs.deleted {
                // Opening it again is to want it back.
                changes.push(write(
                    id,
                    vec![(FieldName::new(DELETED), Value::Bool(false))],
                ));
            }
            Ok(changes)
        }
    }
}

/// This device's draft for the same session.
fn live_draft(theirs: &Draft, context: Context<'_>) -> Result<Option<Draft>, Refused> {
    for record in context.records.values() {
        let draft = Draft::read(record)?;
        if let Some(draft) = draft.filter(|d| d.session == theirs.session && !d.deleted) {
            return Ok(Some(draft));
        }
    }
    Ok(None)
}

/// Two drafts that were begun apart become one: the one that is here.
fn join(
    here: &Draft,
    incoming: &Record,
    theirs: &Draft,
    with: Vec<Record>,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let record = context
        .records
        .get(&here.id)
        .ok_or(Refused::NotHere(here.id))?;
    let ours_stands = stands(context.records.get(&here.application))?;
    let theirs_stands = stands(with.iter().find(|record| record.id == theirs.application))?;
    if ours_stands && theirs_stands {
        return Err(Refused::BothSent(here.session.clone()));
    }
    let mut fields = Vec::new();
    let mut changes = Vec::new();
    let (found, apart) = differences(record, here, incoming, theirs, context.fresh[0]);
    fields.extend(found);
    changes.extend(apart.map(Change::Merge));
    if theirs_stands {
        changes.extend(with.into_iter().map(Change::Merge));
        let receipt = theirs
            .receipt
            .as_ref()
            .map_or(Value::Null, |r| r.to_value());
        let application = Value::from(theirs.application.to_string());
        fields.push((FieldName::new(APPLICATION), application));
        fields.push((FieldName::new(RECEIPT), receipt));
    }
    if !fields.is_empty() {
        changes.push(write(here.id, fields));
    }
    Ok(changes)
}

/// Whether an application was sent and not withdrawn.
fn stands(application: Option<&Record>) -> Result<bool, Refused> {
    let read = application.map(Application::read).transpose()?.flatten();
    Ok(read.is_some_and(|a| a.state == ApplicationState::Submitted))
}

/// What the incoming draft says that the one here does not: answers to write where nothing is
/// answered here, and a copy of the draft here that holds the others, to be merged into conflicts.
///
/// That copy is under a device name of its own. Version vectors speak of one record, and these were
/// two: merged under their own names, either could take the other's answers for seen and replaced.
fn differences(
    record: &Record,
    here: &Draft,
    incoming: &Record,
    theirs: &Draft,
    fresh: RecordId,
) -> (Vec<(FieldName, Value)>, Option<Record>) {
    let replica = ReplicaId::from_bits(fresh.bits());
    let mut to_write = Vec::new();
    let mut apart = BTreeMap::new();
    let mut version = VersionVector::default();
    let mut counter = 0;
    let registers = |record: &Record, name: &FieldName| -> Option<Register> {
        record.live()?.fields.get(name).cloned()
    };
    for (question, value) in &theirs.typed {
        let name = typed_field(question);
        if is_blank(value) {
            continue;
        }
        if here.typed.get(question).is_none_or(is_blank) {
            to_write.push((name, value.clone()));
            continue;
        }
        let ours = registers(record, &name);
        let mut writes = BTreeMap::new();
        for (_, write) in registers(incoming, &name).iter().flat_map(Register::writes) {
            let known = ours
                .iter()
                .flat_map(Register::writes)
                .any(|(_, own)| own.value == write.value);
            if !known && !is_blank(&write.value) {
                counter += 1;
                let dot = Dot { counter, replica };
                version.add(dot);
                writes.insert(dot, write.clone());
            }
        }
        if let Some(register) = Register::from_writes(writes) {
            apart.insert(name, register);
        }
    }
    let apart = (!apart.is_empty()).then(|| Record {
        id: here.id,
        version,
        body: Body::Live(Live {
            kind: Kind::Draft,
            audience: Audience::Device,
            fields: apart,
            extra: BTreeMap::new(),
        }),
    });
    (to_write, apart)
}

/// Whether a kept answer answers nothing. What this version can't read may well say something.
fn is_blank(value: &Value) -> bool {
    *value == Value::Null || Typed::from_value(value).is_ok_and(|typed| typed.is_blank())
}

fn write(draft: RecordId, fields: Vec<(FieldName, Value)>) -> Change {
    Change::Write {
        record: draft,
        kind: Kind::Draft,
        audience: Audience::Device,
        fields,
    }
}
