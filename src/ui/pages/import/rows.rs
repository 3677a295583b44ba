//! A row for each file: what it is called, whose it is, what it is, and why it is not taken in.

use leptos::prelude::*;

use super::batch::{Batch, Row, Verdict, verdict_word};
use super::{weekly, wholesale};
use crate::domain::application::ApplicationState;
use crate::format::file::{FileError, FileKind};
use crate::sync::intake::Standing;
use crate::t;
use crate::ui::components::{Button, Chip, Tone};
use crate::ui::messages;
use crate::ui::when::{moment_brief, number_words};
use crate::ui::words::word;

/// How many more rows are shown at a time of those that need no one's attention.
const SHOWN: usize = 500;

/// The table: files that need attention first.
pub(super) fn table(batch: Batch) -> AnyView {
    let limit = RwSignal::new(SHOWN);
    let listed = move || {
        let mut rows = batch.rows.get();
        rows.sort_by_key(|row| (!needs_attention(row), row.number));
        let attention = rows.iter().filter(|row| needs_attention(row)).count();
        rows.truncate(attention + limit.get());
        rows
    };
    let more = move || {
        let (all, shown) = (batch.rows.with(Vec::len), listed().len());
        (all > shown).then(|| {
            let words = t!(crew.rows_more, n = number_words((all - shown) as f64));
            let press = move |()| limit.update(|limit| *limit += SHOWN);
            view! {
                <p class="quiet">{words}</p>
                <Button label=t!(crew.rows_show) press />
            }
        })
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-labelledby="import-found">
            <table class="table import-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(crew.column_file)}</th>
                        <th scope="col">{t!(crew.column_whose)}</th>
                        <th scope="col">{t!(crew.column_what)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=listed
                        key=|row| row.number
                        children=move |row| row_view(batch, &row)
                    />
                </tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

/// Whether someone should look at it: it is not simply new, newer or the same.
fn needs_attention(row: &Row) -> bool {
    match &row.verdict {
        Verdict::Submission(incoming) => match incoming.standing {
            Standing::Newer { conflicts } => conflicts > 0,
            Standing::Erased => true,
            Standing::New | Standing::Same | Standing::Older => incoming.remarks.unknown_session,
        },
        Verdict::Export(..)
        | Verdict::Weeks(_)
        | Verdict::ForOrganizers
        | Verdict::Refused(_)
        | Verdict::Unread(_) => true,
    }
}

fn row_view(batch: Batch, row: &Row) -> AnyView {
    let (word, tone) = verdict_word(&row.verdict);
    let chip = match tone {
        Some(tone) => view! { <Chip label=word tone mark=tone.icon() /> }.into_any(),
        None => view! { <Chip label=word /> }.into_any(),
    };
    let (whose, marks) = match row.incoming() {
        Some(incoming) => {
            let late = incoming
                .remarks
                .late
                .then(|| view! { <Chip label=t!(crew.mark_late) tone=Tone::Warning /> });
            let withdrawn = (incoming.application.state == ApplicationState::Withdrawn)
                .then(|| view! { <Chip label=t!(crew.state_withdrawn) tone=Tone::Warning /> });
            let session = batch.app.session(&incoming.application.session);
            let call = session
                .filter(|session| session.call.is_some())
                .map(|call| view! { <span class="import-sent">{call.name}</span> });
            let whose = view! {
                <span class="import-name" dir="auto">
                    {incoming.name.clone()}
                </span>
                {call}
                <span class="import-sent">{moment_brief(incoming.application.sent_at)}</span>
            };
            (Some(whose), Some(view! { {late} {withdrawn} }))
        }
        None => (None, None),
    };
    let weekly = match &row.verdict {
        Verdict::Weeks(weekly) => Some(weekly::whose(weekly)),
        _ => None,
    };
    let weekly = weekly.map(|name| {
        view! {
            <span class="import-name" dir="auto">
                {name}
            </span>
        }
    });
    let why = why(&row.verdict).map(|words| view! { <p class="import-why">{words}</p> });
    let offer = wholesale::offer(batch, &row.verdict);
    let taking = weekly::offer(batch, &row.verdict);
    view! {
        <tr>
            <th scope="row" class="import-file" dir="auto">
                {row.file.clone()}
            </th>
            <td>{whose} {weekly}</td>
            <td>
                <span class="import-marks">{chip} {marks}</span>
                {why}
                {offer}
                {taking}
            </td>
        </tr>
    }
    .into_any()
}

/// What to know of it beyond the word.
fn why(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Submission(incoming) => match incoming.standing {
            Standing::Newer { conflicts } if conflicts > 0 => {
                Some(t!(crew.why_conflict).to_owned())
            }
            Standing::Erased => Some(t!(crew.why_erased).to_owned()),
            Standing::Older => Some(t!(crew.why_older).to_owned()),
            Standing::New | Standing::Same | Standing::Newer { .. } => {
                incoming.remarks.unknown_session.then(|| {
                    t!(
                        crew.why_session,
                        called = word(|w| &w.session.one),
                        session = incoming.application.session.to_string()
                    )
                })
            }
        },
        Verdict::Export(_, records) => Some(t!(
            crew.why_export,
            organizer = word(|w| &w.organizer.one),
            n = number_words(*records as f64)
        )),
        Verdict::Weeks(weekly) => Some(weekly::why(weekly)),
        Verdict::ForOrganizers => Some(weekly::for_organizers()),
        Verdict::Refused(FileError::OtherKind(FileKind::Receipt)) => {
            Some(t!(crew.why_receipt, applicant = word(|w| &w.applicant.one)))
        }
        Verdict::Refused(FileError::OtherKind(FileKind::Own)) => Some(t!(crew.why_own).to_owned()),
        Verdict::Refused(FileError::OtherKind(FileKind::Progress)) => {
            Some(t!(crew.why_progress).to_owned())
        }
        Verdict::Refused(error) => Some(messages::file_error(error)),
        Verdict::Unread(error) => Some(messages::not_read(error)),
    }
}
