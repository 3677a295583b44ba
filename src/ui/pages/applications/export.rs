//! Applications as files for spreadsheets and other programs: what the list shows, what is picked, or all.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ListView;
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::browser::store::LoadError;
use crate::domain::application::Application;
use crate::domain::id::RecordId;
use crate::format::naming::file_name;
use crate::format::record;
use crate::format::table::{ApplicationsJson, ApplicationsTable};
use crate::ui::app::App;
use crate::ui::components::{Icon, announce, icon};
use crate::ui::deed::Failed;
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::{plural, t};

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
pub fn menu(list: ListView, failed: Failed) -> AnyView {
    let desk = list.app.desk;
    let count_shown = move || desk.found.with(|found| found.places.len());
    let count_all = move || {
        desk.rows
            .with(|rows| rows.all.iter().filter(|row| !row.deleted).count())
    };
    let row = move |words: Signal<String>, ids: fn(ListView) -> Vec<RecordId>, shape: Shape| {
        view! {
            <button type="button" class="button button-quiet" on:click=move |_| save(list.app, ids(list), shape, failed)>
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
    let found = list.app.desk.found;
    found.with_untracked(|found| found.ids().collect())
}

/// All that were not deleted; those that can't be read too, so that they are not left out unsaid.
fn ids_all(list: ListView) -> Vec<RecordId> {
    list.app.desk.rows.with_untracked(|rows| {
        let readable = rows.all.iter().filter(|row| !row.deleted);
        let readable = readable.map(|row| row.id);
        readable.chain(rows.unreadable.iter().copied()).collect()
    })
}

/// Has the browser save applications as a file; says what went wrong, and how many are not in it.
pub fn save(app: App, ids: Vec<RecordId>, shape: Shape, failed: Failed) {
    announce(t!(crew.export_begun));
    failed.set(None);
    spawn_local(async move {
        let (text, written) = match text_of(app, &ids, shape).await {
            Ok(made) => made,
            Err(error) => return failed.set(Some(messages::load_error(&error))),
        };
        let (ending, sort) = match shape {
            Shape::Csv => ("csv", Sort::Csv),
            Shape::Json => ("json", Sort::Json),
        };
        let handed = hand_over(app, format!("applications.{ending}"), text, sort);
        let left_out = ids.len().saturating_sub(written);
        match handed {
            // What is in a file that was not saved is no news.
            Err(words) => failed.set(Some(words)),
            Ok(()) if left_out > 0 => {
                failed.set(Some(plural!(crew.export_left_out, left_out as f64)));
            }
            Ok(()) => {}
        }
    });
}

/// Has the browser save records as they are stored, for someone who can mend them.
pub fn export_as_kept(app: App, ids: Vec<RecordId>, failed: Failed) {
    failed.set(None);
    spawn_local(async move {
        match app.store().get_all(ids).await {
            Ok(records) => {
                let lines: Vec<String> = records.iter().map(record::to_text).collect();
                let text = format!("[\n{}\n]\n", lines.join(",\n"));
                let name = "applications-unreadable.json".to_owned();
                failed.set(hand_over(app, name, text, Sort::Json).err());
            }
            Err(error) => failed.set(Some(messages::load_error(&error))),
        }
    });
}

/// Has the browser save a file; or says that it did not.
fn hand_over(app: App, name: String, text: String, sort: Sort) -> Result<(), String> {
    let name = app.programme.with_untracked(|p| file_name(&p.id, &name));
    let file = TextFile { name, text, sort };
    files::save(&file).map_err(|NotHanded| t!(errors.not_downloaded).to_owned())?;
    announce(t!(crew.export_done));
    Ok(())
}

/// The file, and how many applications are in it.
async fn text_of(app: App, ids: &[RecordId], shape: Shape) -> Result<(String, usize), LoadError> {
    let rows = app.desk.rows.get_untracked();
    let programme = app.programme.get_untracked();
    let mut table = ApplicationsTable::new(&rows.columns, &rows.all);
    let mut list = ApplicationsJson::new();
    let mut written = 0;
    for chunk in ids.chunks(CHUNK) {
        let records = app.store().get_all(chunk.iter().copied()).await?;
        for mut application in records
            .iter()
            .filter_map(|record| Application::read(record).ok().flatten())
        {
            application.late |= programme.is_late(&application.session, application.answers_at);
            match shape {
                Shape::Csv => table.add(&application),
                Shape::Json => list.add(&application),
            }
            written += 1;
        }
    }
    let text = match shape {
        Shape::Csv => table.finish(),
        Shape::Json => list.finish(),
    };
    Ok((text, written))
}
