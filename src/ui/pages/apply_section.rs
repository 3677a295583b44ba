//! One section of an application: its questions, whether what is typed is safe, and the way on.
//! Moving on is always allowed; what is wrong only stands in the way of sending.

use std::sync::Arc;

use leptos::prelude::*;

use super::apply::section_map;
use super::apply_begun::{Begun, at_application};
use super::apply_question::question_place;
use super::apply_window::{deadline, passed};
use crate::domain::form::Section;
use crate::domain::id::{QuestionId, SectionId, SessionId};
use crate::route::Route;
use crate::t;
use crate::ui::app::use_app;
use crate::ui::components::field::field_id;
use crate::ui::components::question::{Surroundings, field_name};
use crate::ui::components::{ButtonLook, Icon, LinkButton, PageHead, focus_field};
use crate::ui::markdown::markdown;
use crate::ui::saved::saved;
use crate::ui::when::number_words;

/// One section of an application.
#[component]
pub fn ApplySection(
    /// The session.
    session: SessionId,
    /// The section.
    section: SectionId,
    /// The question to lead to, if one was asked for.
    #[prop(optional)]
    question: Option<QuestionId>,
) -> AnyView {
    at_application(use_app(), session, move |begun| {
        let places = begun.form.sections.iter().position(|s| s.id == section);
        match places {
            Some(index) => {
                lead_to(question.as_ref());
                section_page(&begun, index)
            }
            None => no_section(&begun),
        }
    })
}

/// Leads to a question, after the page has put the focus on its title.
fn lead_to(question: Option<&QuestionId>) {
    if let Some(question) = question {
        let field = field_id(&field_name(question));
        request_animation_frame(move || {
            request_animation_frame(move || {
                // A question that is not asked just now leaves the focus at the title.
                focus_field(&field);
            });
        });
    }
}

fn section_page(begun: &Begun, index: usize) -> AnyView {
    let section = &begun.form.sections[index];
    let id = section.id.clone();
    let checked = begun.typing.checked;
    let is_empty = Memo::new(move |_| {
        checked.with(|checked| {
            checked
                .section(&id)
                .is_some_and(|section| section.shown == 0)
        })
    });
    let over = t!(
        apply.section.of,
        session = begun.session.name.clone(),
        n = number_words(index as f64 + 1.0),
        all = number_words(begun.form.sections.len() as f64)
    );
    let overview = Route::Apply(begun.session.id.clone());
    let back = (begun.title(), overview.href());
    let surroundings = surroundings(begun);
    let questions = section
        .questions
        .iter()
        .map(|question| question_place(begun, &Arc::new(question.clone()), surroundings.clone()));
    let questions: Vec<AnyView> = questions.collect();
    let help = (!section.help.is_empty()).then(|| markdown(&section.help));
    let here = Route::ApplySection(begun.session.id.clone(), section.id.clone());
    let (title, deadline) = (section.title.clone(), deadline(begun));
    view! {
        <PageHead title=title over=over back=back>
            <div class="prose">{help}</div>
            {deadline}
        </PageHead>
        {passed(begun)}
        <div class="typing-bar unprinted">{saved(begun.typing)}</div>
        <div class="questions">
            {questions}
            {move || is_empty.get().then(|| view! { <p>{t!(apply.section.nothing)}</p> })}
        </div>
        {around(begun, index)}
        <details class="more">
            <summary>{t!(apply.section.map)}</summary>
            {section_map(begun, Some(here))}
        </details>
    }
    .into_any()
}

/// The ways to the section before and the one after; to the review after the last.
fn around(begun: &Begun, index: usize) -> AnyView {
    let session = &begun.session.id;
    let sections = &begun.form.sections;
    let to = |section: &Section| Route::ApplySection(session.clone(), section.id.clone()).href();
    let before = index.checked_sub(1).and_then(|index| sections.get(index));
    let before = before.map(|section| {
        let label = t!(apply.section.back, section = section.title.clone());
        view! { <LinkButton href=to(section) label=label mark=Icon::Back /> }
    });
    let (href, label) = match sections.get(index + 1) {
        Some(section) => (
            to(section),
            t!(apply.section.next, section = section.title.clone()),
        ),
        None => (
            Route::ApplyReview(session.clone()).href(),
            t!(apply.map.review).to_owned(),
        ),
    };
    view! {
        <nav class="around" aria-label=t!(apply.section.nav)>
            <LinkButton href=href label=label look=ButtonLook::Primary />
            {before}
        </nav>
    }
    .into_any()
}

fn surroundings(begun: &Begun) -> Surroundings {
    let programme = begun.app.programme.get_untracked();
    let projects = begun.session.projects.iter();
    let typing = begun.typing;
    Surroundings {
        zones: begun.app.zones(),
        projects: projects
            .filter_map(|id| programme.project(id).cloned())
            .collect(),
        words: Arc::new(programme.words.clone()),
        answer: Callback::new(move |id: QuestionId| typing.answer(&id)?.get()),
    }
}

fn no_section(begun: &Begun) -> AnyView {
    let href = Route::Apply(begun.session.id.clone()).href();
    view! {
        <PageHead title=t!(apply.section.gone) />
        <div class="stack">
            <p>{t!(apply.section.gone_help)}</p>
            <p>
                <LinkButton href=href label=begun.title() />
            </p>
        </div>
    }
    .into_any()
}
