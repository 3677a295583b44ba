//! What copies disagree about: the values side by side, with who wrote each and when, until someone
//! chooses (Promise 19). Until then every device shows the same one of them.

use leptos::prelude::*;

use super::Shown;
use super::answers::said;
use crate::domain::application::{ANSWERS_AT, LATE, SENT_AT, STATE, instant};
use crate::domain::conflict::conflicts;
use crate::domain::decide::Command;
use crate::domain::form::Question;
use crate::domain::record::{DELETED, FieldName, Value, Write};
use crate::t;
use crate::ui::answers::sent_words;
use crate::ui::components::{Button, ButtonLook, Icon, announce};
use crate::ui::deed::perform;
use crate::ui::when::moment_words;

/// The values of a field that copies disagree about; nothing if they agree.
pub(super) fn of(shown: &Shown, field: &FieldName, question: Option<&Question>) -> Option<AnyView> {
    let values = conflicts(&shown.read.record).remove(field)?;
    let programme = shown.app.programme.get_untracked();
    let words = |value: &Value| match value {
        Value::Null => t!(crew.unanswered).to_owned(),
        value => sent_words(question, value, &programme),
    };
    Some(side_by_side(shown, field, &values, words))
}

/// What copies disagree about beside the answers: whether it stands, when it was sent.
pub(super) fn others(shown: &Shown) -> Option<AnyView> {
    let names = [
        (STATE, t!(crew.column_state)),
        (SENT_AT, t!(crew.column_sent)),
        (ANSWERS_AT, t!(crew.answers_at)),
        (LATE, t!(crew.filter_late)),
        (DELETED, t!(crew.mark_deleted)),
    ];
    let mut all = conflicts(&shown.read.record);
    let rows: Vec<AnyView> = names
        .into_iter()
        .filter_map(|(name, label)| {
            let field = FieldName::new(name);
            let values = all.remove(&field)?;
            let choice = side_by_side(shown, &field, &values, own_words);
            Some(view! { <h3>{label}</h3> {choice} }.into_any())
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <section class="asked-section">{rows}</section> }.into_any())
}

/// The value of a field of the application itself.
fn own_words(value: &Value) -> String {
    match (value, instant(value)) {
        (_, Some(at)) => moment_words(at),
        (Value::Text(text), None) if text == "submitted" => t!(crew.state_submitted).to_owned(),
        (Value::Text(text), None) if text == "withdrawn" => t!(crew.state_withdrawn).to_owned(),
        (Value::Bool(true), None) => t!(crew.yes).to_owned(),
        (Value::Bool(false) | Value::Null, None) => t!(crew.no).to_owned(),
        (
            Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::List(_) | Value::Map(_),
            None,
        ) => crate::format::json::to_text(value),
    }
}

fn side_by_side(
    shown: &Shown,
    field: &FieldName,
    values: &[Write],
    words: impl Fn(&Value) -> String,
) -> AnyView {
    let last = values.len().saturating_sub(1);
    let cards = values
        .iter()
        .enumerate()
        .map(|(i, write)| {
            let who = if write.by.is_empty() {
                t!(crew.someone).to_owned()
            } else {
                write.by.to_string()
            };
            let when = moment_words(write.at);
            let command = Command::Choose {
                record: shown.read.record.id,
                field: field.clone(),
                value: write.value.clone(),
            };
            let (app, failed) = (shown.app, shown.failed);
            let keep = move |()| {
                perform(app, command.clone(), failed, |_| announce(t!(crew.kept)));
            };
            let now = (i == last).then(|| view! { <span class="chip">{t!(crew.shown_now)}</span> });
            view! {
                <li class="card conflict-value">
                    <p class="conflict-who">
                        {t!(crew.written_by, who = who, moment = when)} " " {now}
                    </p>
                    {said(words(&write.value))}
                    <Button
                        label=t!(crew.keep_this)
                        mark=Icon::Check
                        look=ButtonLook::Plain
                        press=keep
                    />
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="conflict">
            <p class="conflict-title">{t!(crew.conflict_here)}</p>
            <ul class="conflict-values" role="list">
                {cards}
            </ul>
        </div>
    }
    .into_any()
}
