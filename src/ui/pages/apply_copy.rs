//! The writer's own copy of what was sent: every answer beside its question as it was asked, to
//! print and to save.

use leptos::prelude::*;

use super::apply_kept::{Written, form_version, written_row};
use super::apply_takeaway::as_text as under_questions;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::{Application, ApplicationState};
use crate::domain::form::Form;
use crate::domain::programme::Programme;
use crate::domain::sending::Arrival;
use crate::t;
use crate::ui::answers::sent_words;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Notice, Summary, Tone, announce};
use crate::ui::when::moment_words;
use crate::ui::words::{capital, word};

/// A part of the copy: a heading, and names with their values.
type Part = (String, Written);

/// The copy, with the ways to print and save it. `session` is the session's name.
pub(super) fn own_copy(app: App, session: &str, sent: &Application, arrival: Arrival) -> AnyView {
    let programme = app.programme.get_untracked();
    let form = form_version(app, sent.form_version);
    let facts = facts(session, sent, arrival);
    let parts = parts(form.as_ref(), sent, &programme);
    let file = TextFile {
        name: format!("{}-my-application.txt", sent.session),
        text: as_text(
            &t!(apply.title, session = session.to_owned()),
            &facts,
            &parts,
        ),
        sort: Sort::Plain,
    };
    let unasked = form.is_none().then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{t!(apply.sent.questions_gone)}</p>
            </Notice>
        }
    });
    let facts = rows(&facts);
    let parts = parts.iter().map(|(heading, answers)| {
        let answers = rows(answers);
        view! {
            <h3>{heading.clone()}</h3>
            <Summary>{answers}</Summary>
        }
    });
    let parts = parts.collect_view();
    view! {
        <section class="stack own-copy" aria-labelledby="own-copy-title">
            <h2 id="own-copy-title">{t!(apply.sent.copy)}</h2>
            <p class="unprinted">{t!(apply.sent.copy_help)}</p>
            {copy_buttons(file)}
            {unasked}
            <Summary>{facts}</Summary>
            {parts}
        </section>
    }
    .into_any()
}

fn copy_buttons(file: TextFile) -> AnyView {
    let save = move |()| {
        if files::save(&file).is_err() {
            announce(t!(errors.not_downloaded));
        }
    };
    let print = |()| {
        if files::print().is_err() {
            announce(t!(errors.not_printed));
        }
    };
    view! {
        <div class="row unprinted">
            <Button label=t!(apply.sent.print) mark=Icon::Print press=print />
            <Button label=t!(apply.sent.save_text) mark=Icon::Download press=save />
        </div>
    }
    .into_any()
}

fn facts(session: &str, sent: &Application, arrival: Arrival) -> Vec<(String, String)> {
    let fact = |name: &'static str, value: String| (name.to_owned(), value);
    let called = capital(|w| &w.session.one);
    let arrived = match arrival {
        Arrival::Arrived(at) => moment_words(at),
        Arrival::Waiting | Arrival::EarlierArrived(_) => t!(
            apply.sent.not_arrived,
            organizers = word(|w| &w.organizer.many)
        ),
    };
    let state = match sent.state {
        ApplicationState::Submitted => t!(apply.sent.state_submitted),
        ApplicationState::Withdrawn => t!(apply.sent.state_withdrawn),
    };
    let mut sent_at = moment_words(sent.sent_at);
    if sent.late {
        sent_at.push('\n');
        sent_at.push_str(t!(apply.sent.late));
    }
    vec![
        (called, session.to_owned()),
        fact(t!(apply.sent.state), state.to_owned()),
        fact(t!(apply.sent.sent_at), sent_at),
        fact(t!(apply.sent.receipt), arrived),
        fact(t!(apply.sent.id), sent.id.to_string()),
    ]
}

/// The answers in the order of the form that was asked; without it, under their names.
fn parts(form: Option<&Form>, sent: &Application, programme: &Programme) -> Vec<Part> {
    let Some(form) = form else {
        let answers = sent.answers.iter();
        let rows = answers.map(|(id, value)| (id.to_string(), sent_words(None, value, programme)));
        return vec![(t!(apply.sent.copy).to_owned(), rows.collect())];
    };
    let sections = form.sections.iter().map(|section| {
        let rows = section.questions.iter().filter_map(|question| {
            let value = sent.answers.get(&question.id)?;
            let words = sent_words(Some(question), value, programme);
            Some((question.label.clone(), words))
        });
        (section.title.clone(), rows.collect::<Vec<_>>())
    });
    sections.filter(|(_, rows)| !rows.is_empty()).collect()
}

fn rows(rows: &[(String, String)]) -> Vec<AnyView> {
    rows.iter()
        .cloned()
        .map(|(label, words)| written_row(label, words))
        .collect()
}

fn as_text(title: &str, facts: &[(String, String)], parts: &[Part]) -> String {
    let mut text = format!("{title}\n\n");
    for (name, value) in facts {
        text.push_str(&format!("{name}: {value}\n"));
    }
    for (heading, answers) in parts {
        text.push('\n');
        text.push_str(&under_questions(heading, answers));
    }
    text
}
