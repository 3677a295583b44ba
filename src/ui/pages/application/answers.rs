//! Every answer beside its question as it was asked. What people wrote is only text: line breaks are
//! kept, long words wrap, and each text runs the way its own first letters do.

use leptos::prelude::*;

use super::{Shown, conflicts, week};
use crate::domain::answer::Answer;
use crate::domain::application::answer_field;
use crate::domain::form::{Form, Question, QuestionKind, Section};
use crate::domain::id::QuestionId;
use crate::domain::programme::Programme;
use crate::domain::record::Value;
use crate::t;
use crate::ui::answers::sent_words;
use crate::ui::components::question::read_by;
use crate::ui::components::{Icon, icon};
use crate::ui::markdown::markdown;
use crate::ui::words::word;

/// The sections of the form, and the answers that no question of it asked for.
pub(super) fn sections(shown: &Shown) -> AnyView {
    let programme = shown.app.programme.get_untracked();
    let form = shown.read.form.as_ref();
    let sections = form
        .into_iter()
        .flat_map(|form| &form.sections)
        .map(|asked| section(shown, &programme, asked))
        .collect_view();
    let unasked: Vec<&QuestionId> = unasked(shown).collect();
    let unasked = (!unasked.is_empty()).then(|| {
        let rows = unasked
            .into_iter()
            .map(|id| {
                let value = shown.read.application.answers.get(id);
                let words = value.map(|value| sent_words(None, value, &programme));
                view! {
                    <div class="asked">
                        <dt class="asked-label">
                            <code>{id.to_string()}</code>
                        </dt>
                        <dd id=place(id) tabindex="-1">
                            {said(words.unwrap_or_default())}
                            {conflicts::of(shown, &answer_field(id), None)}
                        </dd>
                    </div>
                }
            })
            .collect_view();
        view! {
            <section class="asked-section" aria-labelledby="section-unasked">
                <h2 id="section-unasked">{t!(crew.unasked)}</h2>
                <dl>{rows}</dl>
            </section>
        }
    });
    view! { {sections} {unasked} }.into_any()
}

fn unasked(shown: &Shown) -> impl Iterator<Item = &QuestionId> {
    let form = shown.read.form.as_ref();
    let answered = shown.read.application.answers.keys();
    answered.filter(move |id| form.is_none_or(|form| form.question(id).is_none()))
}

/// The questions that have a place on the page.
pub(super) fn places(shown: &Shown) -> impl Iterator<Item = &QuestionId> {
    let form = shown.read.form.as_ref().into_iter();
    let asked = form.flat_map(Form::questions).map(|question| &question.id);
    asked.chain(unasked(shown))
}

/// The id of a question's place on the page.
pub(super) fn place(question: &QuestionId) -> String {
    format!("answer-{question}")
}

fn section(shown: &Shown, programme: &Programme, section: &Section) -> AnyView {
    let heading = format!("section-{}", section.id);
    let named_by = heading.clone();
    let rows = section
        .questions
        .iter()
        .map(|asked| question(shown, programme, asked))
        .collect_view();
    view! {
        <section class="asked-section" aria-labelledby=named_by>
            <h2 id=heading dir="auto">
                {section.title.clone()}
            </h2>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

fn question(shown: &Shown, programme: &Programme, question: &Question) -> AnyView {
    let value = shown.read.application.answers.get(&question.id);
    let answer = match value {
        None => view! { <p class="asked-none">{t!(crew.unanswered)}</p> }.into_any(),
        Some(value) => answer(programme, question, value),
    };
    let conflict = conflicts::of(shown, &answer_field(&question.id), Some(question));
    let read_by = read_by(question, &programme.words).map(|words| view! { <span>{words}</span> });
    view! {
        <div class="asked">
            <dt class="asked-label" dir="auto">
                {question.label.clone()}
            </dt>
            <dd id=place(&question.id) tabindex="-1">
                {answer} {conflict}
                <p class="asked-readers">{marks(question)} {read_by}</p>
            </dd>
        </div>
    }
    .into_any()
}

fn answer(programme: &Programme, question: &Question, value: &Value) -> AnyView {
    let words = said(sent_words(Some(question), value, programme));
    match (&question.kind, Answer::from_value(value)) {
        (QuestionKind::Availability { .. }, Ok(Answer::Availability(_, slots))) => {
            view! { {week::drawing(&slots)} {words} }.into_any()
        }
        (QuestionKind::Consent { text, .. }, Ok(_)) => view! {
            {words}
            <details class="asked-text">
                <summary>{t!(crew.consent_text)}</summary>
                {markdown(text)}
            </details>
        }
        .into_any(),
        _ => words,
    }
}

/// Text from people.
pub(super) fn said(words: String) -> AnyView {
    view! {
        <p class="said" dir="auto">
            {words}
        </p>
    }
    .into_any()
}

fn marks(question: &Question) -> AnyView {
    let sensitive = question.sensitive.then(|| {
        view! { <span class="asked-mark">{icon(Icon::Lock)} {t!(crew.sensitive, navigators = word(|w| &w.navigator.many), captains = word(|w| &w.captain.many))}</span> }
    });
    let personal = question.personal.then(|| {
        view! { <span class="asked-mark">{icon(Icon::Info)} {t!(crew.personal)}</span> }
    });
    view! { {sensitive} {personal} }.into_any()
}
