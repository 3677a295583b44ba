//! What could not be read: said on every page, by name, with a way to keep it as it was found (Promise 5).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::components::{Button, Icon, Notice, Tone};
use super::deed::{Failed, failure};
use super::messages;
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::{plural, t};

/// How many are named at most.
const NAMED: usize = 5;

/// The notice; nothing while all can be read.
pub fn set_aside(app: App) -> Option<AnyView> {
    let names: Vec<String> = app.storage_news.with(|news| {
        let found = news.set_aside.iter();
        found.map(|found| found.key.clone()).collect()
    });
    if names.is_empty() {
        return None;
    }
    let title = plural!(data.unread, names.len() as f64);
    let more = names.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| plural!(data.unread_more, more as f64));
    let lines = names.into_iter().take(NAMED);
    let lines = lines.map(|name| view! { <li class="application-id">{name}</li> });
    Some(
        view! {
            <Notice tone=Tone::Warning title=title live=true>
                <p>{t!(data.unread_help)}</p>
                <ul class="data-list">{lines.collect_view()}</ul>
                {more}
                {export(app)}
            </Notice>
        }
        .into_any(),
    )
}

/// The way to keep what could not be read as a file.
pub fn export(app: App) -> AnyView {
    let failed = Failed::new(None);
    let press = move |()| {
        spawn_local(async move { failed.set(save(app).await.err()) });
    };
    view! {
        <p>
            <Button label=t!(data.unread_export) mark=Icon::Download press=press />
        </p>
        {failure(failed)}
    }
    .into_any()
}

/// Has the browser save it as it was found: lines of which each was stored by itself.
pub async fn save(app: App) -> Result<(), String> {
    let text = app.store().export_quarantine().await;
    let file = TextFile {
        name: format!("{}-unreadable.txt", app.store().programme()),
        text: text.map_err(|error| messages::load_error(&error))?,
        sort: Sort::Plain,
    };
    files::save(&file).map_err(|NotHanded| t!(errors.not_downloaded).to_owned())
}
