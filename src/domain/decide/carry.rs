//! Taking in a draft that was carried here from another browser of the same person.
//!
//! Nothing that either browser holds is lost: where both hold an answer, both are kept and the
//! person chooses (Promise 19).

use super::apply::{
    asked_as, drafts, is_erased, keep_before, sent_before, takes_over, write_fields as write,
};
use super::{Context, Refused};
use crate::domain::answer::Typed;
use crate::domain::application::{
    APPLICATION, Application, ApplicationState, Draft, FORM, FORM_VERSION, RECEIPT, Receipt,
    SENT_AT, SESSION, applications_of, asked_field, earlier_field, instant, typed_field,
};
use crate::domain::id::{RecordId, ReplicaId};
use crate::domain::programme::Programme;
use crate::domain::record::{
    Audience, Body, Change, DELETED, Dot, FieldName, Kind, Live, Record, Register, Value,
    VersionVector, Write,
};
use std::collections::BTreeMap;

/// What is to be written into a draft.
type Fields = Vec<(FieldName, Value)>;

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
    let here = match Draft::for_session(context.records, &theirs.session)? {
        Some(here) => here,
        None => to_be(&theirs, context),
    };
    let known = drafts(context).map(|record| record.id).collect();
    let mut changes = vec![Change::OnlyDrafts(known)];
    changes.extend(join(here, incoming, &theirs, with, context)?);
    Ok(changes)
}

/// Makes one of the first two drafts of a session that can be made one.
pub(super) fn join_drafts(context: Context<'_>) -> Result<Vec<Change>, Refused> {
    for record in drafts(context) {
        let Ok(Some(theirs)) = Draft::read(record) else {
            continue;
        };
        if theirs.deleted {
            continue;
        }
        let Ok(Some(here)) = Draft::for_session(context.records, &theirs.session) else {
            continue;
        };
        if here.id == theirs.id {
            continue;
        }
        let with = context.records.get(&theirs.application).cloned();
        match join(here, record.clone(), &theirs, Vec::from_iter(with), context) {
            // Its writer withdraws or deletes one of them first.
            Err(Refused::BothSent(_)) => {}
            // What can't be read stands in the way of its own session alone.
            Err(Refused::Unreadable(_)) => {}
            Err(refused) => return Err(refused),
            Ok(mut changes) => {
                let deleted = (FieldName::new(DELETED), Value::Bool(true));
                changes.push(write(theirs.id, vec![deleted]));
                return Ok(changes);
            }
        }
    }
    Ok(Vec::new())
}

/// The draft that one from elsewhere becomes where its session has none. It goes on with what was
/// sent here before. One that was erased here never comes back: what it says begins anew.
fn to_be(theirs: &Draft, context: Context<'_>) -> Draft {
    let deleted = context.records.get(&theirs.id).map(Draft::read);
    let before = deleted.and_then(|read| read.ok().flatten());
    let before = before.or_else(|| sent_before(&theirs.session, context));
    let id = if is_erased(theirs.id, context) {
        context.fresh[0]
    } else {
        theirs.id
    };
    let (application, receipt) = match before {
        Some(before) => (before.application, before.receipt),
        None => (theirs.application, None),
    };
    Draft {
        id,
        application,
        receipt,
        typed: BTreeMap::new(),
        form_version: None,
        asked: BTreeMap::new(),
        before: Vec::new(),
        ..theirs.clone()
    }
}

/// Makes one of two drafts: the one that is here, or is to be.
fn join(
    mut here: Draft,
    incoming: Record,
    theirs: &Draft,
    with: Vec<Record>,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    if is_not_ours(here.application, context) {
        (here.application, here.receipt) = (context.fresh[1], None);
    }
    let record = context.records.get(&here.id);
    let mut apart = None;
    let (mut fields, mut changes) = application(&here, theirs, with, context)?;
    if here.id == incoming.id {
        if theirs.deleted || record.is_some_and(Record::is_deleted) {
            // Opening it again is to want it back.
            fields.push((FieldName::new(DELETED), Value::Bool(false)));
        }
        fields.extend(asked_apart(record, &incoming, theirs));
        changes.push(Change::Merge(incoming));
    } else {
        if record.is_none() {
            let named = [(SESSION, here.session.as_str()), (FORM, here.form.as_str())];
            fields.extend(named.map(|(name, key)| (FieldName::new(name), key.into())));
        }
        let (found, others) = differences(record, &here, &incoming, theirs, context.fresh[0]);
        fields.extend(found);
        apart = others;
    }
    changes.push(write(here.id, fields));
    // After what is written, which would settle it.
    changes.extend(apart.map(Change::Merge));
    Ok(changes)
}

/// What the draft here is to say of its application, and what is taken in of what came with theirs.
///
/// Of two applications one goes on: the one that stands, or else the one that was sent. One that was
/// withdrawn here stays its writer's, and no longer waits for an answer.
fn application(
    here: &Draft,
    theirs: &Draft,
    with: Vec<Record>,
    context: Context<'_>,
) -> Result<(Fields, Vec<Change>), Refused> {
    let their_copy = with.iter().find(|record| record.id == theirs.application);
    let their_copy = their_copy.filter(|_| !is_not_ours(theirs.application, context));
    let our_copy = context.records.get(&here.application);
    let ours = state(our_copy)?;
    let other = state(their_copy)?;
    let same = here.application == theirs.application;
    let both = [ours, other].map(|state| state == Some(ApplicationState::Submitted));
    if both == [true, true] && !same {
        return Err(Refused::BothSent(here.session.clone()));
    }
    let sent_at = together(our_copy, their_copy, &FieldName::new(SENT_AT));
    let sent_at = sent_at.and_then(|sent_at| instant(&sent_at.shown().value));
    let goes_on = !same && other.is_some() && (both[1] || ours.is_none());
    let receipt = match (&here.receipt, &theirs.receipt) {
        (_, theirs) if goes_on => theirs,
        (kept, Some(receipt)) if same && takes_over(kept.as_ref(), receipt, sent_at) => {
            &theirs.receipt
        }
        (kept, _) => kept,
    };
    let mut changes = Vec::new();
    let mut fields = Vec::new();
    let id = if goes_on {
        theirs.application
    } else {
        here.application
    };
    fields.push((FieldName::new(APPLICATION), Value::from(id.to_string())));
    if here.receipt.is_some() || theirs.receipt.is_some() {
        let receipt = receipt.as_ref().map_or(Value::Null, Receipt::to_value);
        fields.push((FieldName::new(RECEIPT), receipt));
    }
    if goes_on && ours.is_some() {
        fields.push((earlier_field(here.application), Value::Bool(true)));
        changes.push(Change::Settle(here.application));
    }
    let taken = with.into_iter().filter(|record| {
        let is_taken = (goes_on || same) && !is_not_ours(record.id, context);
        is_taken || record.id != theirs.application
    });
    changes.extend(taken.map(Change::Merge));
    Ok((fields, changes))
}

/// Whether an application that is here is out of this person's reach: it was erased, or no draft here
/// is its, so that it is somebody's who sent it to this device's organizer.
fn is_not_ours(id: RecordId, context: Context<'_>) -> bool {
    let named = || drafts(context).any(|draft| applications_of(draft).contains(&id));
    is_erased(id, context) || context.records.contains_key(&id) && !named()
}

/// What a field says once two copies of a record are merged.
fn together(ours: Option<&Record>, theirs: Option<&Record>, name: &FieldName) -> Option<Register> {
    let none = VersionVector::default();
    let [a, b] = [ours, theirs].map(|record| register(record, name));
    let seen = [ours, theirs].map(|record| record.map_or(&none, |record| &record.version));
    Register::merge(a, seen[0], b, seen[1])
}

fn register<'a>(record: Option<&'a Record>, name: &FieldName) -> Option<&'a Register> {
    record?.live()?.fields.get(name)
}

/// How an application stands, if it was sent.
fn state(application: Option<&Record>) -> Result<Option<ApplicationState>, Refused> {
    let read = application.map(Application::read).transpose()?.flatten();
    Ok(read.map(|application| application.state))
}

/// What the incoming draft says that the one here does not: answers to write where nothing is
/// held here, and a copy of the draft here that holds the others, to be merged into conflicts.
///
/// That copy is under a device name of its own. Version vectors speak of one record, and these were
/// two: merged under their own names, either could take the other's answers for seen and replaced.
fn differences(
    record: Option<&Record>,
    here: &Draft,
    incoming: &Record,
    theirs: &Draft,
    fresh: RecordId,
) -> (Fields, Option<Record>) {
    let replica = ReplicaId::from_bits(fresh.bits());
    let mut to_write = Vec::new();
    for before in &theirs.before {
        keep_before(record, before, &mut to_write);
    }
    let mut apart = BTreeMap::new();
    let mut version = VersionVector::default();
    let mut counter = 0;
    for question in theirs.typed.keys() {
        let name = typed_field(question);
        let ours = register(record, &name);
        let ours = || ours.into_iter().flat_map(Register::writes);
        let brings = |write: &&Write| {
            let is_known = ours().any(|(_, own)| own.value == write.value);
            !is_known && !holds_nothing(&write.value)
        };
        let other = register(Some(incoming), &name).into_iter();
        let other = other.flat_map(Register::writes).map(|(_, write)| write);
        let mut brought: Vec<&Write> = other.filter(brings).collect();
        // Nothing that answers is written over, and no blank is offered beside what was brought.
        if ours().all(|(_, own)| holds_nothing(&own.value))
            && let Some(shown) = brought.pop()
        {
            to_write.push((name.clone(), shown.value.clone()));
            to_write.extend(asked_as(question, theirs.version_of(question), here));
            brought.retain(|write| write.value != shown.value);
        }
        let mut writes = BTreeMap::new();
        for write in brought {
            counter += 1;
            let dot = Dot { counter, replica };
            version.add(dot);
            writes.insert(dot, write.clone());
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

/// What two copies of a draft are yet to say, once merged, of the form versions in which answers were
/// asked that one of them has not seen: they would count as asked in the one that the draft names then.
fn asked_apart(record: Option<&Record>, incoming: &Record, theirs: &Draft) -> Fields {
    let copies = [record, Some(incoming)];
    let Some(Ok(Some(ours))) = record.map(Draft::read) else {
        return Vec::new();
    };
    let named = |name: &FieldName| -> Option<RecordId> {
        let merged = together(record, Some(incoming), name)?;
        merged.shown().value.as_text()?.parse().ok()
    };
    let form_version = named(&FieldName::new(FORM_VERSION));
    let mut fields = Vec::new();
    for question in ours.typed.keys().chain(theirs.typed.keys()) {
        let name = typed_field(question);
        let merged = together(record, Some(incoming), &name);
        let shown = merged.and_then(|merged| Some(merged.writes().next_back()?.0));
        let holds = |copy| {
            let writes = register(copy, &name).into_iter().flat_map(Register::writes);
            writes.into_iter().any(|(dot, _)| Some(dot) == shown)
        };
        let version = match copies.map(holds) {
            [true, false] => ours.version_of(question),
            [false, true] => theirs.version_of(question),
            [true, true] | [false, false] => continue,
        };
        let field = asked_field(question);
        let is_said = named(&field).or(form_version) == version;
        if let Some(version) = version.filter(|_| !is_said) {
            fields.push((field, Value::from(version.to_string())));
        }
    }
    fields
}

/// Whether a kept answer holds nothing. What this version can't read may well say something.
fn holds_nothing(value: &Value) -> bool {
    *value == Value::Null || Typed::from_value(value).is_ok_and(|typed| typed.holds_nothing())
}
