//! What an applicant's commands change.

use std::collections::BTreeMap;

use super::{Context, Refused};
use crate::domain::answer::{Typed, World, check};
use crate::domain::application::{
    ANSWERS_AT, APPLICATION, Application, ApplicationState, Before, Draft, FORM, FORM_VERSION,
    LATE, RECEIPT, Receipt, SENT_AT, SESSION, STATE, answer_field, asked_field, before_field,
    from_instant, typed_field,
};
use crate::domain::form::Question;
use crate::domain::gather::gather;
use crate::domain::id::{QuestionId, RecordId, SessionId};
use crate::domain::programme::{Apply, Late, Programme, Session};
use crate::domain::record::{Audience, Change, FieldName, Kind, Record, Value};
use crate::domain::time::{Instant, Stand};

pub(super) fn start(
    programme: &Programme,
    session: SessionId,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let apply = apply_of(programme, &session)?;
    match apply.window.stand(context.now) {
        Stand::NotYet(opens) => return Err(Refused::NotOpenYet(opens)),
        Stand::Closed(closed) if apply.late == Late::Refused => {
            return Err(Refused::Closed(closed));
        }
        Stand::Open(_) | Stand::Closed(_) => {}
    }
    if let Some(draft) = Draft::for_session(context.records, &session)? {
        return Err(Refused::HasOne(draft.id));
    }
    let known = drafts(context).map(|record| record.id).collect();
    // What was sent of a draft that was deleted since is what this one goes on with: the organizers
    // have one application of this person.
    let before = sent_before(&session, context);
    let [id, fresh] = context.fresh;
    let application = before.as_ref().map_or(fresh, |draft| draft.application);
    let mut fields = vec![
        (SESSION, Value::from(session.as_str())),
        (FORM, Value::from(apply.form.as_str())),
        (APPLICATION, Value::from(application.to_string())),
    ];
    let receipt = before.and_then(|draft| draft.receipt);
    fields.extend(receipt.map(|receipt| (RECEIPT, receipt.to_value())));
    Ok(vec![Change::OnlyDrafts(known), write_draft(id, fields)])
}

/// The draft for a session that was deleted after it was sent; rather one whose application stands.
pub(super) fn sent_before(session: &SessionId, context: Context<'_>) -> Option<Draft> {
    let sent = drafts(context).filter_map(|record| {
        let draft = Draft::read(record).ok()??;
        let sent = context.records.get(&draft.application)?;
        let sent = Application::read(sent).ok()??;
        (draft.deleted && draft.session == *session)
            .then_some((sent.state == ApplicationState::Submitted, draft))
    });
    let best = sent.reduce(|best, next| if next.0 && !best.0 { next } else { best });
    best.map(|(_, draft)| draft)
}

/// The drafts among the records, also those that can't be read.
pub(super) fn drafts<'a>(context: Context<'a>) -> impl Iterator<Item = &'a Record> + use<'a> {
    let records = context.records.values();
    records.filter(|record| record.live().is_some_and(|live| live.kind == Kind::Draft))
}

/// Whether a record was erased here.
pub(super) fn is_erased(id: RecordId, context: Context<'_>) -> bool {
    let record = context.records.get(&id);
    record.is_some_and(|record| record.live().is_none())
}

pub(super) fn keep_typed(
    draft: RecordId,
    asked: RecordId,
    typed: Vec<(QuestionId, Typed)>,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let draft = draft_of(draft, context)?;
    let mut fields = Vec::new();
    for (question, typed) in typed {
        let kept = draft.typed.get(&question);
        if let Some(kept) = kept.filter(|kept| !goes_on(kept, &typed)) {
            let before = Before {
                version: draft.version_of(&question),
                question: question.clone(),
                typed: kept.clone(),
            };
            keep_before(context.records.get(&draft.id), &before, &mut fields);
        }
        fields.extend(asked_as(&question, Some(asked), &draft));
        fields.push((typed_field(&question), typed.to_value()));
    }
    Ok(vec![write_fields(draft.id, fields)])
}

/// What a draft is yet to say of the form version that an answer was asked in.
pub(super) fn asked_as(
    question: &QuestionId,
    version: Option<RecordId>,
    draft: &Draft,
) -> Option<(FieldName, Value)> {
    let is_said = draft.version_of(question) == version;
    let version = version.map_or(Value::Null, |version| Value::from(version.to_string()));
    (!is_said).then(|| (asked_field(question), version))
}

/// Keeps what was typed while a question was answered in another way, in a place where nothing else is
/// kept, and nothing else of what is to be written.
pub(super) fn keep_before(
    draft: Option<&Record>,
    before: &Before,
    fields: &mut Vec<(FieldName, Value)>,
) {
    for number in 1.. {
        let name = before_field(before.version, &before.question, number);
        let is_it = |value: &Value| *value == before.typed;
        let written = fields.iter().find(|(written, _)| *written == name);
        let kept = draft.and_then(|draft| draft.live()?.fields.get(&name));
        let kept = kept.map(|kept| kept.writes().any(|(_, write)| is_it(&write.value)));
        match written.map(|(_, value)| is_it(value)).or(kept) {
            None => return fields.push((name, before.typed.clone())),
            Some(true) => return,
            Some(false) => {}
        }
    }
}

/// Whether a kept answer may be gone on with in the way that `typed` is answered. If not, it is kept
/// beside what is typed: it was given when the question was of another kind, or a newer version of the
/// app wrote it (Promises 5 and 7).
fn goes_on(kept: &Value, typed: &Typed) -> bool {
    Typed::from_value(kept).is_ok_and(|kept| {
        kept.holds_nothing() || std::mem::discriminant(&kept) == std::mem::discriminant(typed)
    })
}

pub(super) fn keep_form(
    draft: RecordId,
    asked: Record,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let draft = draft_of(draft, context)?;
    if draft.form_version == Some(asked.id) {
        return Ok(Vec::new());
    }
    let mut fields = named(vec![(FORM_VERSION, Value::from(asked.id.to_string()))]);
    // What was answered so far was asked in the version before.
    if let Some(before) = draft.form_version {
        let answered = draft.typed.keys();
        let unsaid = answered.filter(|question| !draft.asked.contains_key(question));
        fields.extend(unsaid.map(|q| (asked_field(q), Value::from(before.to_string()))));
    }
    Ok(vec![Change::Merge(asked), write_fields(draft.id, fields)])
}

pub(super) fn submit(
    programme: &Programme,
    draft: RecordId,
    asked: Record,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let draft = draft_of(draft, context)?;
    // Nothing brings it back, and it is not to be sent again under another id unasked.
    if is_erased(draft.application, context) {
        return Err(Refused::NotHere(draft.application));
    }
    let session = session_of(programme, &draft.session)?;
    let apply = apply_of(programme, &draft.session)?;
    let late = match apply.window.stand(context.now) {
        Stand::NotYet(opens) => return Err(Refused::NotOpenYet(opens)),
        Stand::Closed(closed) if apply.late == Late::Refused => {
            return Err(Refused::Closed(closed));
        }
        Stand::Closed(_) => true,
        Stand::Open(_) => false,
    };
    let form = programme
        .form(&draft.form)
        .ok_or_else(|| Refused::NoForm(draft.form.clone()))?;
    let typed = form.questions().filter_map(|question| {
        let typed = typed_answer(&draft, question)?;
        Some((question.id.clone(), typed))
    });
    let typed: BTreeMap<_, _> = gather(typed);
    let world = World {
        zones: context.zones,
        projects: &session.projects,
    };
    let checked = check(form, &typed, &world);
    if !checked.is_complete() {
        return Err(Refused::NotReady(checked.problems));
    }
    let answers = checked.answers.iter();
    let mut answers: BTreeMap<QuestionId, Value> =
        gather(answers.map(|(question, answer)| (question.clone(), answer.to_value())));
    // What an earlier sending said and this one does not is taken back.
    if let Some(record) = context.records.get(&draft.application)
        && let Some(earlier) = Application::read(record)?
    {
        for question in earlier.answers.into_keys() {
            answers.entry(question).or_insert(Value::Null);
        }
    }
    let mut fields = vec![
        (SESSION, Value::from(draft.session.as_str())),
        (FORM_VERSION, Value::from(asked.id.to_string())),
        (LATE, Value::Bool(late)),
    ];
    let state = ApplicationState::Submitted;
    fields.extend(standing(state, context.now, context.now));
    let mut fields = named(fields);
    fields.extend(
        answers
            .into_iter()
            .map(|(question, value)| (answer_field(&question), value)),
    );
    Ok(vec![
        Change::Merge(asked),
        Change::Write {
            record: draft.application,
            kind: Kind::Application,
            audience: Audience::Inbox(draft.session),
            fields,
        },
        Change::Queue(draft.application),
    ])
}

pub(super) fn withdraw(
    programme: &Programme,
    application: RecordId,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    change_state(
        programme,
        application,
        ApplicationState::Submitted,
        ApplicationState::Withdrawn,
        context,
    )
}

pub(super) fn unwithdraw(
    programme: &Programme,
    application: RecordId,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    change_state(
        programme,
        application,
        ApplicationState::Withdrawn,
        ApplicationState::Submitted,
        context,
    )
}

pub(super) fn take_receipt(
    application: RecordId,
    for_sent_at: Instant,
    at: Instant,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let sent = application_of(application, context)?;
    let receipt = Receipt { at, for_sent_at };
    let mut changes = Vec::new();
    let mut is_ours = false;
    // One that was deleted may name it too.
    for draft in drafts(context).filter_map(|record| Draft::read(record).ok()?) {
        if draft.application != application {
            continue;
        }
        is_ours = true;
        // Receipts may be opened in any order.
        if takes_over(draft.receipt.as_ref(), &receipt, Some(sent.sent_at)) {
            changes.push(write_draft(draft.id, vec![(RECEIPT, receipt.to_value())]));
        }
    }
    if !is_ours {
        return Err(Refused::NotHere(application));
    }
    // A receipt for an earlier sending leaves the latest one waiting for its own.
    if sent.sent_at == for_sent_at {
        changes.push(Change::Settle(application));
    }
    Ok(changes)
}

/// Whether a receipt takes the place of the one that is kept. The one for what was sent last does, and
/// stays, whatever the clock said at each sending (Promise 20); of others, the one for the later.
pub(super) fn takes_over(
    kept: Option<&Receipt>,
    receipt: &Receipt,
    sent_at: Option<Instant>,
) -> bool {
    let rank = |receipt: &Receipt| {
        let for_last = Some(receipt.for_sent_at) == sent_at;
        (for_last, receipt.for_sent_at)
    };
    kept.is_none_or(|kept| rank(kept) < rank(receipt))
}

fn change_state(
    programme: &Programme,
    application: RecordId,
    from: ApplicationState,
    to: ApplicationState,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    let sent = application_of(application, context)?;
    apply_of(programme, &sent.session)?;
    if sent.state != from {
        return Err(Refused::WrongState(application));
    }
    Ok(vec![
        Change::Write {
            record: application,
            kind: Kind::Application,
            audience: Audience::Inbox(sent.session),
            fields: named(standing(to, context.now, sent.answers_at)),
        },
        Change::Queue(application),
    ])
}

fn standing(
    state: ApplicationState,
    now: Instant,
    answers_at: Instant,
) -> Vec<(&'static str, Value)> {
    vec![
        (STATE, Value::from(state.as_str())),
        (SENT_AT, from_instant(now)),
        (ANSWERS_AT, from_instant(answers_at)),
    ]
}

/// What was typed for a question and can be gone on with.
pub fn typed_answer(draft: &Draft, question: &Question) -> Option<Typed> {
    let kept = draft.typed.get(&question.id)?;
    let typed = Typed::from_value(kept).ok()?;
    goes_on(kept, &Typed::blank(&question.kind)).then_some(typed)
}

/// What was typed for a question and can't be gone on with: it was asked in another way then, or a
/// newer version of the app wrote it.
pub fn apart<'a>(draft: &'a Draft, question: &Question) -> Option<&'a Value> {
    let kept = draft.typed.get(&question.id)?;
    (!goes_on(kept, &Typed::blank(&question.kind))).then_some(kept)
}

fn session_of<'a>(programme: &'a Programme, session: &SessionId) -> Result<&'a Session, Refused> {
    programme
        .session(session)
        .ok_or_else(|| Refused::NoSession(session.clone()))
}

fn apply_of<'a>(programme: &'a Programme, session: &SessionId) -> Result<&'a Apply, Refused> {
    session_of(programme, session)?
        .apply
        .as_ref()
        .ok_or_else(|| Refused::TakesNone(session.clone()))
}

fn draft_of(id: RecordId, context: Context<'_>) -> Result<Draft, Refused> {
    let record = context.records.get(&id).ok_or(Refused::NotHere(id))?;
    Draft::read(record)?.ok_or(Refused::NotHere(id))
}

fn application_of(id: RecordId, context: Context<'_>) -> Result<Application, Refused> {
    let record = context.records.get(&id).ok_or(Refused::NotHere(id))?;
    Application::read(record)?.ok_or(Refused::NotHere(id))
}

fn write_draft(record: RecordId, fields: Vec<(&'static str, Value)>) -> Change {
    write_fields(record, named(fields))
}

pub(super) fn write_fields(record: RecordId, fields: Vec<(FieldName, Value)>) -> Change {
    Change::Write {
        record,
        kind: Kind::Draft,
        audience: Audience::Device,
        fields,
    }
}

fn named(fields: Vec<(&'static str, Value)>) -> Vec<(FieldName, Value)> {
    fields
        .into_iter()
        .map(|(name, value)| (FieldName::new(name), value))
        .collect()
}
