//! Who changed what of an application, and when. The journal holds no values.

use leptos::prelude::*;

use super::Shown;
use crate::domain::application::{
    ANSWERS_AT, FORM_VERSION, LATE, SAMPLE, SENT_AT, SESSION, STATE, answered_question,
};
use crate::domain::record::{DELETED, FieldName, JournalEntry, What};
use crate::ui::components::live;
use crate::ui::when::{list_words, moment_words};
use crate::ui::words::capital;
use crate::{plural, t};

/// How many fields a line names; of more it says how many.
const NAMED: usize = 4;

/// The journal, folded away; once it is open it stays so, whatever comes in.
pub(super) fn journal(shown: Signal<Shown>) -> AnyView {
    view! {
        <details class="asked-section application-journal">
            <summary>{t!(crew.journal)}</summary>
            {live(move || lines(&shown.get()))}
        </details>
    }
    .into_any()
}

fn lines(shown: &Shown) -> AnyView {
    let mut entries = shown.read.journal.clone();
    if entries.is_empty() {
        return view! { <p class="quiet">{t!(crew.journal_empty)}</p> }.into_any();
    }
    entries.sort_by_key(|entry| entry.at);
    let lines = entries
        .iter()
        .map(|entry| {
            let who = if entry.by.is_empty() {
                t!(crew.someone).to_owned()
            } else {
                entry.by.to_string()
            };
            view! {
                <li>
                    <span dir="auto">{who}</span>
                    " · "
                    {moment_words(entry.at)}
                    ": "
                    <span dir="auto">{what(shown, entry)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="journal">{lines}</ol> }.into_any()
}

fn what(shown: &Shown, entry: &JournalEntry) -> String {
    match &entry.what {
        What::Wrote(fields) if fields.len() > NAMED => {
            plural!(crew.wrote_fields, fields.len() as f64)
        }
        What::Wrote(fields) => {
            let names: Vec<String> = fields
                .iter()
                .map(|field| field_words(shown, field))
                .collect();
            t!(crew.wrote, fields = list_words(&names))
        }
        What::Erased => t!(crew.erased_entry).to_owned(),
        What::Unknown(value) => crate::format::json::to_text(value),
    }
}

/// What a field is called: an answer by its question.
pub(super) fn field_words(shown: &Shown, field: &FieldName) -> String {
    let name = field.as_str();
    if let Some(id) = answered_question(field) {
        let form = shown.read.form.as_ref();
        let asked = form.and_then(|form| Some(form.question(&id)?.label.clone()));
        return asked.unwrap_or_else(|| id.to_string());
    }
    match name {
        STATE => t!(crew.column_state),
        SENT_AT => t!(crew.column_sent),
        ANSWERS_AT => t!(crew.answers_at),
        SESSION => return capital(|w| &w.session.one),
        LATE => t!(crew.filter_late),
        SAMPLE => t!(crew.mark_sample),
        DELETED => t!(crew.mark_deleted),
        FORM_VERSION => t!(crew.form_version),
        other => return other.to_owned(),
    }
    .to_owned()
}
