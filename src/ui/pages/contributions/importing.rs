//! States in bulk from a table: what each row would do is shown before anything is done, and all of it is one change.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::not_a_link;
use super::item::Deck;
use super::words::state_words;
use crate::browser::{files, zones};
use crate::domain::decide::{Command, Contributing, Weekly};
use crate::domain::week::contribution::{Importing, Row, Verdict, importing};
use crate::format::contributions::{ContributionsError, Fault, Wrong, parse};
use crate::ui::components::{Button, ButtonLook, Chip, Icon, Notice, Tone, live};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::{plural, t};

/// How far it has come.
#[derive(Clone)]
enum Stage {
    Idle,
    /// Why it is no such table, place by place.
    Refused(Vec<String>),
    /// What it would do.
    Read(Arc<(Vec<Row>, Importing)>),
    /// So many moved.
    Taken(usize),
}

/// Taking in states.
pub fn part(deck: Deck) -> AnyView {
    let stage = RwSignal::new(Stage::Idle);
    let failed = Failed::new(None);
    let chosen = Callback::new(move |given: Vec<web_sys::File>| {
        let Some(file) = given.into_iter().next() else {
            return;
        };
        failed.set(None);
        spawn_local(async move {
            match files::read(&file).await {
                Ok(text) => {
                    stage.try_set(read(deck, &text));
                }
                Err(error) => {
                    failed.try_set(Some(messages::not_read(&error)));
                }
            }
        });
    });
    let body = live(move || match stage.get() {
        Stage::Idle => ().into_any(),
        Stage::Refused(faults) => refused(faults),
        Stage::Read(found) => preview(deck, stage, failed, &found),
        Stage::Taken(count) => {
            let title = plural!(contributions.taken_in, count as f64);
            view! { <p role="status">{title}</p> }.into_any()
        }
    });
    view! {
        <section class="stack unprinted" aria-labelledby="contribution-import">
            <h2 id="contribution-import">{t!(contributions.import)}</h2>
            <p class="soft">{t!(contributions.import_help)}</p>
            <p>
                <FileInput id="contribution-file" label=t!(contributions.choose_file) take=chosen />
            </p>
            {failure(failed)}
            {body}
        </section>
    }
    .into_any()
}

fn read(deck: Deck, text: &str) -> Stage {
    let rows = match parse(text) {
        Ok(rows) => rows,
        Err(error) => return Stage::Refused(why(&error)),
    };
    let today = zones::today(deck.app.now.get_untracked());
    let found = deck
        .reading
        .with_untracked(|reading| reading.found().cloned());
    match (found, today) {
        (Some(found), Some(today)) => {
            let importing = importing(&rows, &found.contributions, today);
            Stage::Read(Arc::new((rows, importing)))
        }
        _ => Stage::Refused(vec![t!(contributions.reading).to_owned()]),
    }
}

/// Why a file is no such table, and what to write instead.
fn why(error: &ContributionsError) -> Vec<String> {
    let n = |line: usize| number_words(line as f64);
    match error {
        ContributionsError::NotJson(at) => vec![t!(
            contributions.not_json,
            line = n(at.line),
            column = n(at.column)
        )],
        ContributionsError::NotAnArray => vec![t!(contributions.not_an_array).to_owned()],
        ContributionsError::NotATable(_) => vec![t!(contributions.not_a_table).to_owned()],
        ContributionsError::NoColumn { line, column } => {
            vec![t!(
                contributions.no_column,
                line = n(*line),
                column = *column
            )]
        }
        ContributionsError::ColumnTwice { line, column } => {
            vec![t!(roster.column_twice, line = n(*line), column = *column)]
        }
        ContributionsError::Rows(faults) => faults.iter().map(fault).collect(),
    }
}

fn fault(fault: &Fault) -> String {
    let why = match fault.wrong {
        Wrong::Link(why) => not_a_link(why),
        Wrong::State => t!(contributions.write_state),
        Wrong::Day => t!(contributions.write_day),
        Wrong::NotText => t!(contributions.write_text),
        Wrong::Length => t!(contributions.write_cells),
    };
    t!(
        contributions.fault,
        line = number_words(fault.line as f64),
        column = fault.column,
        text = fault.text.clone(),
        why = why
    )
}

fn refused(faults: Vec<String>) -> AnyView {
    let faults = faults
        .into_iter()
        .map(|fault| view! { <li dir="auto">{fault}</li> });
    view! {
        <Notice tone=Tone::Danger title=t!(contributions.refused) live=true>
            <ul class="roster-faults">{faults.collect_view()}</ul>
        </Notice>
    }
    .into_any()
}

fn verdict_words(verdict: Verdict) -> (String, Tone) {
    match verdict {
        Verdict::Moves(n) => (plural!(contributions.row_moves, n as f64), Tone::Good),
        Verdict::Same => (t!(contributions.row_same).to_owned(), Tone::Info),
        Verdict::Older => (t!(contributions.row_older).to_owned(), Tone::Warning),
        Verdict::Unmatched => (t!(contributions.row_unmatched).to_owned(), Tone::Warning),
        Verdict::Twice => (t!(contributions.row_twice).to_owned(), Tone::Warning),
    }
}

fn preview(
    deck: Deck,
    stage: RwSignal<Stage>,
    failed: Failed,
    found: &Arc<(Vec<Row>, Importing)>,
) -> AnyView {
    let (rows, importing) = &**found;
    let lines = rows.iter().zip(&importing.verdicts).map(|(row, verdict)| {
        let (words, tone) = verdict_words(*verdict);
        view! {
            <tr>
                <td class="figures">{number_words(row.line as f64)}</td>
                <th scope="row" dir="auto">
                    {row.link.short()}
                </th>
                <td>{state_words(row.state)}</td>
                <td>
                    <Chip label=words tone=tone mark=tone.icon() />
                </td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let (count, all) = (importing.moves.len(), Arc::clone(found));
    let take_in = move |()| {
        let moves = all.1.moves.clone();
        let command = Command::Week(Weekly::Contribute(Contributing::Move(moves)));
        perform(deck.app, command, failed, move |_| {
            stage.set(Stage::Taken(count));
        });
    };
    let action = if count == 0 {
        view! { <p role="status">{t!(contributions.rows_nothing)}</p> }.into_any()
    } else {
        view! {
            <Button
                label=plural!(contributions.take_in, count as f64)
                look=ButtonLook::Primary
                mark=Icon::Inbox
                press=take_in
            />
        }
        .into_any()
    };
    let again = move |()| stage.set(Stage::Idle);
    view! {
        <div class="button-row">
            {action} <Button label=t!(crew.start_over) look=ButtonLook::Quiet press=again />
        </div>
        <div
            class="table-scroll"
            tabindex="0"
            role="group"
            aria-labelledby="contribution-import"
        >
            <table class="table" aria-labelledby="contribution-import">
                <thead>
                    <tr>
                        <th scope="col" class="figures">
                            {t!(roster.column_line)}
                        </th>
                        <th scope="col">{t!(contributions.link)}</th>
                        <th scope="col">{t!(contributions.state)}</th>
                        <th scope="col">{t!(roster.column_does)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
