//! What copies disagree about: the values side by side, with who wrote each and when, until someone
//! chooses (Promise 19). Until then every device shows the same one of them.

use leptos::prelude::*;

use super::Shown;
use super::answers;
use super::journal::field_words;
use crate::domain::application::{
    ANSWERS_AT, ApplicationState, FORM_VERSION, LATE, SENT_AT, SESSION, STATE, answer_field,
    answered_question, instant,
};
use crate::domain::conflict::conflicts as conflicts_of;
use crate::domain::form::Question;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Value, Write};
use crate::t;
use crate::ui::answers::sent_words;
use crate::ui::conflicts::{self, Choosing};
use crate::ui::pages::applications::state_words;
use crate::ui::when::{moment_words, number_words};

/// The values of a field that copies disagree about; nothing if they agree.
pub(super) fn of(shown: &Shown, field: &FieldName, question: Option<&Question>) -> Option<AnyView> {
    let values = conflicts_of(&shown.read.record).remove(field)?;
    let programme = shown.app.programme.get_untracked();
    let words = |value: &Value| match value {
        Value::Null => t!(crew.unanswered).to_owned(),
        value => sent_words(question, value, &programme),
    };
    let id = shown.read.record.id;
    Some(side_by_side(shown, id, field, &values, words))
}

/// What copies disagree about that stands beside no answer: whether it stands, when it was sent, and
/// whatever else there is, so that everything that was counted can be settled.
pub(super) fn others(shown: &Shown) -> AnyView {
    let programme = shown.app.programme.get_untracked();
    let mut all = conflicts_of(&shown.read.record);
    // Those of answers stand beside them.
    answers::places(shown).for_each(|id| drop(all.remove(&answer_field(id))));
    let rows: Vec<AnyView> = all
        .iter()
        .map(|(field, values)| {
            let words = |value: &Value| match value {
                Value::Null => t!(crew.unanswered).to_owned(),
                value if answered_question(field).is_some() => sent_words(None, value, &programme),
                value => own_words(shown, field, value),
            };
            let choice = side_by_side(shown, shown.read.record.id, field, values, words);
            view! {
                <h2 dir="auto">{field_words(shown, field)}</h2>
                {choice}
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <section class="asked-section">{rows}</section> }.into_any()
}

/// The value of a field of the application itself.
fn own_words(shown: &Shown, field: &FieldName, value: &Value) -> String {
    let app = shown.app;
    match (field.as_str(), value) {
        (SENT_AT | ANSWERS_AT, Value::Integer(_)) => instant(value).map(moment_words),
        (STATE, Value::Text(name)) => {
            ApplicationState::from_name(name).map(|state| state_words(state).to_owned())
        }
        (SESSION, Value::Text(id)) => {
            let session = id.parse().ok().and_then(|id| app.session(&id));
            session.map(|session| session.name)
        }
        (FORM_VERSION, Value::Text(id)) => id.parse().ok().and_then(|id| {
            let version = app
                .desk
                .rows
                .with(|rows| Some(rows.forms.get(&id)?.version));
            version.map(|n| t!(crew.form_version_n, n = number_words(f64::from(n))))
        }),
        (LATE, Value::Bool(true)) => Some(t!(crew.late_yes).to_owned()),
        (LATE, Value::Bool(false)) => Some(t!(crew.late_no).to_owned()),
        (_, Value::Bool(true)) => Some(t!(crew.yes).to_owned()),
        (_, Value::Bool(false)) => Some(t!(crew.no).to_owned()),
        _ => value.as_text().map(str::to_owned),
    }
    .unwrap_or_else(|| crate::format::json::to_text(value))
}

/// The values of a field of a record, each with a button that keeps it.
pub(super) fn side_by_side(
    shown: &Shown,
    record: RecordId,
    field: &FieldName,
    values: &[Write],
    words: impl Fn(&Value) -> String,
) -> AnyView {
    let choosing = Choosing::about(shown.app, shown.failed, record);
    let (settled, question) = (shown.settled, answered_question(field));
    // Once the values are one again, where they stood is what was settled.
    let then = move || {
        let place = question.as_ref().map(answers::place);
        settled.set_value(Some(place.unwrap_or_default()));
    };
    conflicts::side_by_side(choosing, None, field, values, words, then)
}
