//! What the programme asks in a check-in beyond the usual, and what was answered to questions that it does not ask any more.

use leptos::prelude::*;

use super::Here;
use super::reading::{answer_row, text_words};
use crate::domain::programme::WeekQuestion;
use crate::domain::record::FieldName;
use crate::domain::week::check_in::{ANSWER, ASKED};
use crate::domain::week::saying::Saying;
use crate::t;
use crate::ui::components::{Summary, live};
use crate::ui::conflicts::{Choosing, Conflicts};

/// The fields, in the programme's order.
pub(super) fn questions(here: Here) -> AnyView {
    let questions = here.rules.with_value(|rules| rules.questions.clone());
    let fields = questions.into_iter().map(|question| field(here, question));
    view! {
        {fields.collect_view()}
        {answered_before(here)}
    }
    .into_any()
}

fn field(here: Here, question: WeekQuestion) -> AnyView {
    let checking = here.checking;
    let WeekQuestion { id, label, help } = question;
    let (control, note) = (format!("check-q-{id}"), format!("check-q-{id}-help"));
    let of = id.clone();
    let text = Memo::new(move |_| {
        let answer = checking.words.with(|words| words.answers.get(&of).cloned());
        answer.unwrap_or_default()
    });
    let (of, asked) = (id.clone(), label.clone());
    let typed = move |event| {
        checking.say(Saying::Answer {
            question: of.clone(),
            asked: asked.clone(),
            text: event_target_value(&event),
        });
    };
    let has_help = !help.trim().is_empty();
    let described_by = has_help.then(|| note.clone());
    let help = has_help.then(|| view! { <p id=note class="field-help" dir="auto">{help}</p> });
    let called = label.clone();
    let conflicts = live(move || match checking.record.get() {
        Some(record) => {
            let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, record));
            let named = |prefix: &str| FieldName::new(format!("{prefix}{id}"));
            view! {
                {conflicts.of_field(named(ANSWER), called.clone(), text_words)}
                {conflicts.of_field(named(ASKED), t!(weeks.asked_as), text_words)}
            }
            .into_any()
        }
        None => ().into_any(),
    });
    view! {
        <div class="field">
            <label class="field-label" for=control.clone() dir="auto">
                {label}
            </label>
            {help}
            <textarea
                id=control
                class="input"
                rows="2"
                dir="auto"
                aria-describedby=described_by
                prop:value=move || text.get()
                on:input=typed
            ></textarea>
            {conflicts}
        </div>
    }
    .into_any()
}

/// Answers to questions that are not asked any more: they stay, and are read beside their questions.
fn answered_before(here: Here) -> AnyView {
    let words = here.checking.words;
    let before = Memo::new(move |_| {
        words.with(|words| {
            here.rules.with_value(|rules| {
                let all = words.answered(&rules.questions).into_iter();
                let gone = all.filter(|one| rules.question(one.id).is_none());
                let pairs = gone.map(|one| (one.question.to_owned(), one.text.to_owned()));
                pairs.collect::<Vec<_>>()
            })
        })
    });
    live(move || {
        let before = before.get();
        if before.is_empty() {
            return ().into_any();
        }
        let rows = before.into_iter();
        let rows: Vec<AnyView> = rows
            .map(|(question, text)| answer_row(&question, &text))
            .collect();
        view! {
            <section class="field" aria-labelledby="check-before">
                <h2 id="check-before" class="field-label">
                    {t!(weeks.asked_before)}
                </h2>
                <Summary>{rows}</Summary>
            </section>
        }
        .into_any()
    })
}
