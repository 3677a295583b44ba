//! Everything someone wrote, as text to copy or to keep: their words are theirs, whatever becomes
//! of the deadline or of the form (Promise 9).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::apply_begun::Begun;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::Draft;
use crate::domain::id::RecordId;
use crate::t;
use crate::ui::answers::{kept_words, typed_words};
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Notice, PageHead, Summary, SummaryRow, Tone, announce};

/// Buttons that copy or keep everything written.
pub(super) fn takeaway(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let name = format!("{}-my-answers.txt", begun.session.id);
    buttons(name, move || written(&begun))
}

/// Everything written, each answer under its question, those that are not asked now too.
fn written(begun: &Begun) -> String {
    let programme = begun.app.programme.get_untracked();
    let typed = begun.typing.all_typed();
    let mut text = format!("{}\n", begun.title());
    for section in &begun.form.sections {
        text.push_str(&format!("\n{}\n\n", section.title));
        for question in &section.questions {
            let words = typed.get(&question.id);
            let words = words.map(|typed| typed_words(Some(question), typed, &programme));
            if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                text.push_str(&format!("{}\n{words}\n\n", question.label));
            }
        }
    }
    text
}

fn buttons(name: String, text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
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

/// A draft whose form or session the programme no longer has: what was written, as it is kept.
pub(super) fn orphan(app: App, record: RecordId) -> AnyView {
    let draft = app.mine.with_untracked(|mine| {
        mine.get(&record)
            .and_then(|r| Draft::read(r).ok().flatten())
    });
    let programme = app.programme.get_untracked();
    let form = draft.as_ref().and_then(|draft| programme.form(&draft.form));
    let rows: Vec<(String, String)> = draft
        .iter()
        .flat_map(|draft| &draft.typed)
        .map(|(id, value)| {
            let question = form.and_then(|form| form.question(id));
            let label = question.map_or_else(|| id.to_string(), |q| q.label.clone());
            (label, kept_words(question, value, &programme))
        })
        .filter(|(_, words)| !words.trim().is_empty())
        .collect();
    let name = draft.map_or_else(|| record.to_string(), |draft| draft.session.to_string());
    let text = rows
        .iter()
        .map(|(label, words)| format!("{label}\n{words}\n"))
        .collect::<Vec<_>>()
        .join("\n");
    let rows = rows.into_iter().map(|(label, words)| {
        view! {
            <SummaryRow label=label>
                <div class="written">{words}</div>
            </SummaryRow>
        }
    });
    view! {
        <PageHead title=t!(apply.orphan) />
        <div class="stack">
            <Notice tone=Tone::Warning>
                <p>{t!(apply.orphan_help)}</p>
            </Notice>
            {buttons(format!("{name}-my-answers.txt"), move || text.clone())}
            <Summary>{rows.collect_view()}</Summary>
        </div>
    }
    .into_any()
}
