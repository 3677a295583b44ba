//! Applications as files for spreadsheets and other programs: what the list shows, what is picked, or all.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ListView;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::Application;
use crate::domain::id::RecordId;
use crate::format::table::{ApplicationsJson, ApplicationsTable};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Icon, announce, icon};
use crate::ui::messages;
use crate::ui::when::number_words;

/// How many applications are read at once.
const CHUNK: usize = 200;

/// What sort of file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For spreadsheets.
    Csv,
    /// For other programs.
    Json,
}

/// The menu.
pub fn menu(list: ListView) -> AnyView {
    let desk = list.app.desk;
    let count_shown = move || desk.found.with(|found| found.places.len());
    let count_all = move || {
        desk.rows
            .with(|rows| rows.all.iter().filter(|row| !row.deleted).count())
    };
    let row = move |words: Signal<String>, ids: fn(ListView) -> Vec<RecordId>, shape: Shape| {
        view! {
            <button type="button" class="button button-quiet" on:click=move |_| save(list.app, ids(list), shape)>
                {icon(Icon::Download)}
                <span>{words}</span>
            </button>
        }
        .into_any()
    };
    let csv_shown =
        Signal::derive(move || t!(crew.csv_shown, n = number_words(count_shown() as f64)));
    let csv_all = Signal::derive(move || t!(crew.csv_all, n = number_words(count_all() as f64)));
    let json_shown =
        Signal::derive(move || t!(crew.json_shown, n = number_words(count_shown() as f64)));
    let json_all = Signal::derive(move || t!(crew.json_all, n = number_words(count_all() as f64)));
    view! {
        <details class="list-menu" name="list-menu">
            <summary class="button">{icon(Icon::Download)} <span>{t!(crew.export)}</span></summary>
            <div class="list-panel list-exports">
                {row(csv_shown, ids_shown, Shape::Csv)} {row(csv_all, ids_all, Shape::Csv)}
                {row(json_shown, ids_shown, Shape::Json)} {row(json_all, ids_all, Shape::Json)}
                <p class="quiet">{t!(crew.export_help)}</p>
            </div>
        </details>
    }
    .into_any()
}

/// What the list shows, in its order.
fn ids_shown(list: ListView) -> Vec<RecordId> {
    let rows = list.app.desk.rows.get_untracked();
    list.app.desk.found.with_untracked(|found| {
        let places = found.places.iter();
        places
            .filter_map(|place| Some(rows.at(*place)?.id))
            .collect()
    })
}

/// All that were not deleted.
fn ids_all(list: ListView) -> Vec<RecordId> {
    list.app.desk.rows.with_untracked(|rows| {
        let rows = rows.all.iter().filter(|row| !row.deleted);
        rows.map(|row| row.id).collect()
    })
}

/// Has the browser save applications as a file.
pub fn save(app: App, ids: Vec<RecordId>, shape: Shape) {
    announce(t!(crew.export_begun));
    spawn_local(async move {
        let words = match text_of(app, &ids, shape).await {
            Ok(text) => {
                let (ending, sort) = match shape {
                    Shape::Csv => ("csv", Sort::Csv),
                    Shape::Json => ("json", Sort::Json),
                };
                let programme = app.programme.with_untracked(|p| p.id.to_string());
                let file = TextFile {
                    name: format!("{programme}-applications.{ending}"),
                    text,
                    sort,
                };
                match files::save(&file) {
                    Ok(()) => t!(crew.export_done).to_owned(),
                    Err(files::NotHanded) => t!(errors.not_downloaded).to_owned(),
                }
            }
            Err(error) => messages::load_error(&error),
        };
        announce(&words);
    });
}

async fn text_of(
    app: App,
    ids: &[RecordId],
    shape: Shape,
) -> Result<String, crate::browser::store::LoadError> {
    let rows = app.desk.rows.get_untracked();
    let mut table = ApplicationsTable::new(&rows.columns);
    let mut list = ApplicationsJson::new();
    for chunk in ids.chunks(CHUNK) {
        let records = app.store().get_all(chunk.iter().copied()).await?;
        for application in records
            .iter()
            .filter_map(|record| Application::read(record).ok().flatten())
        {
            match shape {
                Shape::Csv => table.add(&application),
                Shape::Json => list.add(&application),
            }
        }
    }
    Ok(match shape {
        Shape::Csv => table.finish(),
        Shape::Json => list.finish(),
    })
}
