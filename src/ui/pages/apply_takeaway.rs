//! Everything someone wrote, as text to copy or to keep: their words are theirs, whatever becomes
//! of the deadline or of the form (Promise 9).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::apply_begun::Begun;
use super::apply_kept::{Written, all_words, as_asked, left_over};
use crate::browser::files::{self, Sort, TextFile};
use crate::t;
use crate::ui::components::{Button, Icon, announce};

/// Buttons that copy or keep everything written.
pub(super) fn takeaway(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let name = format!("{}-my-answers.txt", begun.session.id);
    buttons(name, move || written(&begun))
}

/// Everything written, each answer under its question as it was asked; those that are not asked now
/// too.
fn written(begun: &Begun) -> String {
    let programme = begun.app.programme.get_untracked();
    let typed = begun.typing.all_typed();
    let conflicts = begun.conflicts.get_untracked();
    let draft = begun.draft.get_untracked();
    let mut text = format!("{}\n", begun.title());
    for section in &begun.form.sections {
        text.push_str(&format!("\n{}\n\n", section.title));
        for question in &section.questions {
            let then = draft
                .as_ref()
                .and_then(|d| as_asked(begun.app, d, &question.id));
            let asked = then.as_ref().unwrap_or(question);
            let (writes, typed) = (conflicts.get(&question.id), typed.get(&question.id));
            let words = all_words(asked, writes, typed, &programme);
            if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                let label = &asked.label;
                text.push_str(&format!("{label}\n{words}\n\n"));
            }
        }
    }
    let rows = draft.map(|draft| left_over(begun.app, &draft, &begun.form));
    let rows = rows.filter(|rows| !rows.is_empty());
    text.extend(rows.map(|rows| as_text(&format!("\n{}", t!(apply.review.gone)), &rows)));
    text
}

/// Answers under their questions, beneath a title.
pub(super) fn as_text(title: &str, rows: &Written) -> String {
    let mut text = format!("{title}\n\n");
    for (label, words) in rows {
        text.push_str(&format!("{label}\n{words}\n\n"));
    }
    text
}

/// The buttons that copy a text and save it under a name.
pub(super) fn buttons(name: String, text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let text = StoredValue::new(text);
    let copy = move |()| {
        let text = text.with_value(|text| text());
        spawn_local(async move {
            announce(match files::copy(&text).await {
                Ok(()) => t!(apply.takeaway.copied),
                Err(_) => t!(errors.not_copied),
            });
        });
    };
    let save = move |()| {
        let file = TextFile {
            name: name.clone(),
            text: text.with_value(|text| text()),
            sort: Sort::Plain,
        };
        if files::save(&file).is_err() {
            announce(t!(errors.not_downloaded));
        }
    };
    view! {
        <div class="row">
            <Button label=t!(apply.takeaway.copy) mark=Icon::Copy press=copy />
            <Button label=t!(apply.takeaway.save) mark=Icon::Download press=save />
        </div>
    }
    .into_any()
}
