//! Taking in the table of Djangonaut Space's site: what each row would do is shown before anything is done,
//! and all of it is one change.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::applicants::{Applicants, applicants};
use super::{Desk, IMPORT, head, link};
use crate::browser::files;
use crate::domain::decide::Command;
use crate::domain::id::SessionId;
use crate::domain::roster::roster_id;
use crate::domain::roster::taking::{Before, Changed, Entry, Taking, Verdict, take};
use crate::format::roster_csv::{Fault, Kind, RosterError, parse};
use crate::format::sheet::{Heading, entries, is_in_our_columns};
use crate::ui::components::{
    Button, ButtonLook, Icon, LinkButton, Notice, Tone, hand_on_focus, live,
};
use crate::ui::deed::{failure, perform};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::pages::preview::{PreviewRow, preview};
use crate::ui::when::{list_words, number_words};
use crate::ui::words::word;
use crate::{plural, t};

/// How far it has come.
#[derive(Clone)]
enum Stage {
    Idle,
    /// It is no such table: why, place by place.
    Refused(String, Vec<String>),
    /// What it would do.
    Read(Arc<(Vec<Entry>, Taking, Vec<String>)>),
    /// So many rows were taken in.
    Taken(usize),
}

pub(super) fn import(desk: Desk, session: &SessionId) -> AnyView {
    let stage = RwSignal::new(Stage::Idle);
    let chosen = Callback::new(move |given: Vec<web_sys::File>| {
        let Some(file) = given.into_iter().next() else {
            return;
        };
        desk.failed.set(None);
        spawn_local(async move {
            match files::read(&file).await {
                Ok(text) => match applicants(desk.app, &desk.known.get_untracked()).await {
                    Ok(applicants) => {
                        stage.try_set(read(desk, &text, &applicants));
                    }
                    Err(error) => {
                        desk.failed.try_set(Some(messages::load_error(&error)));
                    }
                },
                Err(error) => {
                    desk.failed.try_set(Some(messages::not_read(&error)));
                }
            }
        });
    });
    let roster = link(session, "");
    let body = live(move || {
        hand_on_focus(None);
        match stage.get() {
            Stage::Idle => ().into_any(),
            Stage::Refused(why, faults) => refused(why, faults),
            Stage::Read(found) => found_rows(desk, stage, &found),
            Stage::Taken(count) => taken(count, roster.clone()),
        }
    });
    view! {
        {head(desk, session, IMPORT)}
        <p>{t!(roster.import_help)}</p>
        <p>
            <FileInput id="roster-file" label=t!(roster.choose_table) take=chosen />
        </p>
        {failure(desk.failed)}
        {body}
    }
    .into_any()
}

fn read(desk: Desk, text: &str, applicants: &Applicants) -> Stage {
    let table = match parse(text) {
        Ok(table) => table,
        Err(RosterError::NoColumns { .. }) if is_in_our_columns(text) => {
            let words = t!(
                roster.layout_of_spreadsheets,
                export = t!(roster.export_site)
            );
            return Stage::Refused(words, Vec::new());
        }
        Err(error) => return not_a_roster(&error),
    };
    let programme = desk.app.programme.get_untracked();
    desk.known.with_untracked(|known| {
        let session = known.session();
        let heading = Heading {
            programme: &programme,
            session,
        };
        let rows = entries(&table, heading);
        let roster = known.read.roster(roster_id(&session.id));
        let roster = roster.unwrap_or_else(|| crate::domain::roster::Roster::empty(&session.id));
        let before = Before {
            session: &session.id,
            people: &known.read.people,
            contacts: &applicants.contacts,
            applications: &applicants.applications,
            applied: &applicants.applied,
            memberships: &known.read.memberships,
            teams: &known.read.teams,
            roster: &roster,
        };
        let taking = take(&rows, before);
        Stage::Read(Arc::new((rows, taking, table.other_columns)))
    })
}

/// Why a file is no such table, and what to write instead.
fn not_a_roster(error: &RosterError) -> Stage {
    let line = |line: &usize| number_words(*line as f64);
    match error {
        RosterError::NotATable(_) => Stage::Refused(t!(roster.not_a_table).to_owned(), Vec::new()),
        RosterError::NoColumns { line: at, columns } => {
            let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
            let words = t!(
                roster.no_columns,
                line = line(at),
                columns = list_words(&columns)
            );
            Stage::Refused(words, Vec::new())
        }
        RosterError::ColumnTwice { line: at, column } => {
            let words = t!(roster.column_twice, line = line(at), column = *column);
            Stage::Refused(words, Vec::new())
        }
        RosterError::Rows(faults) => {
            let title = plural!(roster.rows_unread, faults.len() as f64);
            let faults = faults.iter().map(|fault| match fault {
                Fault::Cell {
                    line: at,
                    column,
                    kind,
                    text,
                } => t!(
                    roster.cell_unread,
                    line = line(at),
                    column = *column,
                    what = what_to_write(*kind),
                    text = text.clone()
                ),
                Fault::Length {
                    line: at,
                    columns,
                    cells,
                } => t!(
                    roster.row_length,
                    line = line(at),
                    columns = number_words(*columns as f64),
                    cells = number_words(*cells as f64)
                ),
            });
            Stage::Refused(title, faults.collect())
        }
    }
}

fn what_to_write(kind: Kind) -> &'static str {
    match kind {
        Kind::YesOrNo => t!(roster.write_yes_or_no),
        Kind::Day => t!(roster.write_day),
        Kind::Moment => t!(roster.write_moment),
    }
}

fn refused(why: String, faults: Vec<String>) -> AnyView {
    let faults = faults
        .into_iter()
        .map(|fault| view! { <li dir="auto">{fault}</li> });
    view! {
        <Notice tone=Tone::Danger title=why live=true>
            <p>{t!(roster.nothing_changed)}</p>
            <ul class="roster-faults">{faults.collect_view()}</ul>
        </Notice>
    }
    .into_any()
}

/// What a row would do, in words, and how it looks.
fn verdict_words(verdict: &Verdict) -> (String, Tone) {
    let changed = |what: &Changed| match what {
        Changed::Role => t!(roster.role).to_owned(),
        Changed::Team => crate::ui::words::capital(|w| &w.team.one),
        Changed::Answer => t!(roster.accepted).to_owned(),
        Changed::Github => t!(roster.github).to_owned(),
        Changed::Email => t!(roster.email).to_owned(),
    };
    match verdict {
        Verdict::New { is_unknown: true } => (t!(roster.row_new_person).to_owned(), Tone::Good),
        Verdict::New { is_unknown: false } => (t!(roster.row_new).to_owned(), Tone::Good),
        Verdict::Changed(what) => {
            let what: Vec<String> = what.iter().map(changed).collect();
            (t!(roster.row_changed, what = list_words(&what)), Tone::Info)
        }
        Verdict::Same => (t!(roster.row_same).to_owned(), Tone::Info),
        Verdict::Elsewhere => (t!(roster.row_elsewhere).to_owned(), Tone::Warning),
        Verdict::Nobody => (t!(roster.row_nobody).to_owned(), Tone::Warning),
        Verdict::NoRole => (
            t!(roster.row_no_role, roles = list_words(&usual_roles())),
            Tone::Warning,
        ),
        Verdict::Twice => (t!(roster.row_twice).to_owned(), Tone::Warning),
        Verdict::TwoPeople => (t!(roster.row_two_people).to_owned(), Tone::Warning),
    }
}

/// What the programme calls the usual roles.
fn usual_roles() -> [String; 4] {
    [
        word(|w| &w.mentee.one),
        word(|w| &w.navigator.one),
        word(|w| &w.captain.one),
        word(|w| &w.organizer.one),
    ]
}

fn brings(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::New { .. } | Verdict::Changed(_))
}

fn found_rows(
    desk: Desk,
    stage: RwSignal<Stage>,
    found: &Arc<(Vec<Entry>, Taking, Vec<String>)>,
) -> AnyView {
    let (rows, taking, columns) = &**found;
    let count = taking
        .verdicts
        .iter()
        .filter(|verdict| brings(verdict))
        .count();
    let lines = rows.iter().zip(&taking.verdicts).map(|(row, verdict)| {
        let does = verdict_words(verdict);
        let name = if row.name.is_empty() {
            row.email.clone()
        } else {
            row.name.clone()
        };
        PreviewRow {
            line: row.line,
            who: name,
            more: row.team.clone(),
            does,
        }
    });
    let team = crate::ui::words::capital(|w| &w.team.one);
    let table = preview("roster-rows", team, lines.collect());
    let all = Arc::clone(found);
    let take_in = move |()| {
        let session = desk
            .known
            .with_untracked(|known| known.session().id.clone());
        let command = Command::TakeRoster {
            session,
            taking: Box::new(all.1.clone()),
        };
        perform(desk.app, command, desk.failed, move |_| {
            stage.set(Stage::Taken(count));
        });
    };
    let again = move |()| stage.set(Stage::Idle);
    let action = if count == 0 {
        view! { <p role="status">{t!(roster.rows_nothing)}</p> }.into_any()
    } else {
        view! {
            <Button
                label=plural!(roster.take_in, count as f64)
                look=ButtonLook::Primary
                mark=Icon::Inbox
                press=take_in
            />
        }
        .into_any()
    };
    let other = (!columns.is_empty()).then(|| {
        let words = t!(roster.other_columns, columns = list_words(columns));
        view! { <p class="soft small" dir="auto">{words}</p> }
    });
    view! {
        <section class="stack" aria-labelledby="roster-rows">
            <h2 id="roster-rows">{t!(roster.rows_title)}</h2>
            {other}
            <div class="button-row">
                {action} <Button label=t!(crew.start_over) look=ButtonLook::Quiet press=again />
            </div>
            {table}
        </section>
    }
    .into_any()
}

fn taken(count: usize, roster: String) -> AnyView {
    view! {
        <Notice tone=Tone::Good title=plural!(roster.rows_taken, count as f64) live=true>
            <LinkButton href=roster label=t!(roster.see) />
        </Notice>
    }
    .into_any()
}
