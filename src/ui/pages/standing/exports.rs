//! Those who are shown as a file: a table for whoever pays out, a text for whoever writes certificates.

use leptos::prelude::*;

use super::words::verdict_words;
use super::{Desk, Row, role_and_team};
use crate::browser::files::Sort;
use crate::domain::week::activity::Verdict;
use crate::format::markdown::{self, Block, Piece};
use crate::format::sheet::{Stand, standing_csv};
use crate::t;
use crate::ui::components::{Button, Icon};
use crate::ui::pages::roster::hand_over;

/// The buttons.
pub(super) fn buttons(desk: Desk, shown: Memo<Vec<Row>>) -> AnyView {
    let nobody = Signal::derive(move || {
        let is_empty = shown.with(Vec::is_empty);
        is_empty.then(|| t!(weeks.active.none_such).to_owned())
    });
    let save = move |name: &str, text: String, sort: Sort| {
        let session = desk
            .known
            .with_untracked(|known| known.session().id.to_string());
        hand_over(
            desk.app,
            format!("{session}-{name}"),
            text,
            sort,
            desk.failed,
        );
    };
    let csv = move |()| {
        let text = shown.with_untracked(|rows| table(rows));
        save("active.csv", text, Sort::Csv);
    };
    let text = move |()| {
        let title = desk
            .known
            .with_untracked(|known| known.session().name.clone());
        let blocks = shown.with_untracked(|rows| written(title, rows));
        save("active.md", markdown::to_text(&blocks), Sort::Markdown);
    };
    view! {
        <Button label=t!(weeks.active.csv) mark=Icon::Download press=csv blocked=nobody />
        <Button label=t!(weeks.active.markdown) mark=Icon::Download press=text blocked=nobody />
    }
    .into_any()
}

fn table(rows: &[Row]) -> String {
    let whys: Vec<String> = rows.iter().map(|row| row.why.join(" ")).collect();
    let stands = rows.iter().zip(&whys).map(|(row, why)| Stand {
        line: &row.line,
        team: row.team.as_ref(),
        activity: &row.activity,
        why,
    });
    standing_csv(stands)
}

fn written(session: String, rows: &[Row]) -> Vec<Block> {
    let title = t!(weeks.cell, week = session, what = t!(weeks.active.title));
    let mut blocks = vec![Block::Heading(1, title)];
    for verdict in Verdict::ALL {
        let items = rows.iter().filter(|row| row.activity.verdict() == verdict);
        let items: Vec<Vec<Piece>> = items.map(item).collect();
        if !items.is_empty() {
            blocks.push(Block::Heading(2, verdict_words(verdict).to_owned()));
            blocks.push(Block::Items(items));
        }
    }
    blocks
}

fn item(row: &Row) -> Vec<Piece> {
    let text = format!(
        "{} ({}): {}",
        row.line.who.name,
        role_and_team(row),
        row.why.join(" ")
    );
    vec![Piece::Text(text)]
}
