//! The table of what a file of rows would do, before anything is done: the line of each, whom it is about, and what
//! it does.

use leptos::prelude::*;

use crate::t;
use crate::ui::components::{Chip, Tone};
use crate::ui::when::number_words;

/// A row of a file.
pub struct PreviewRow {
    /// The line it begins on.
    pub line: usize,
    /// Whom it is about.
    pub who: String,
    /// More about it, for the column whose name the page gives.
    pub more: String,
    /// What it does, and how that looks.
    pub does: (String, Tone),
}

/// The table; `named_by` is the heading above it, `more` the name of the column between who and what.
pub fn preview(named_by: &'static str, more: String, rows: Vec<PreviewRow>) -> AnyView {
    let lines = rows.into_iter().map(|row| {
        let (words, tone) = row.does;
        view! {
            <tr>
                <td class="figures">{number_words(row.line as f64)}</td>
                <th scope="row" dir="auto">
                    {row.who}
                </th>
                <td dir="auto">{row.more}</td>
                <td>
                    <Chip label=words tone=tone mark=tone.icon() />
                </td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby=named_by>
            <table class="table" aria-labelledby=named_by>
                <thead>
                    <tr>
                        <th scope="col" class="figures">
                            {t!(roster.column_line)}
                        </th>
                        <th scope="col">{t!(roster.column_who)}</th>
                        <th scope="col">{more}</th>
                        <th scope="col">{t!(roster.column_does)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
