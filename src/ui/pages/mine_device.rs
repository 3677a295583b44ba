//! What the browser says of the room and of how long it keeps things; and what could not be read.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::files::{self, Sort, TextFile};
use crate::browser::quota::{self, Keeping};
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Notice, Tone, icon};
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::{plural, t};

/// How the device keeps what is here.
pub(super) fn device(app: App) -> AnyView {
    let keeping = RwSignal::new(None::<Keeping>);
    let room = RwSignal::new(None::<quota::Room>);
    Effect::new(move |_| {
        // Looked at again after each change.
        app.changed.track();
        spawn_local(async move {
            // The page may have been left meanwhile.
            room.try_set(quota::room().await);
            keeping.try_set(Some(quota::keeping().await));
        });
    });
    let ask = move |()| {
        spawn_local(async move {
            keeping.try_set(Some(quota::ask_to_keep().await));
        });
    };
    let used = move || {
        room.get().map(|room| {
            let words = t!(
                apply.mine.used,
                used = bytes_words(room.used),
                granted = bytes_words(room.granted)
            );
            view! { <p>{words}</p> }
        })
    };
    let kept = move || {
        keeping.get().map(|keeping| match keeping {
            Keeping::Persistent => said(Icon::Check, t!(apply.mine.persistent)),
            Keeping::BestEffort => view! {
                {said(Icon::Warning, t!(apply.mine.best_effort))}
                <p>
                    <Button label=t!(apply.mine.ask) press=ask />
                </p>
            }
            .into_any(),
            Keeping::Unknown => said(Icon::Info, t!(apply.mine.unknown)),
        })
    };
    view! {
        <section class="stack" aria-labelledby="mine-device">
            <h2 id="mine-device">{t!(apply.mine.device)}</h2>
            {used}
            <div role="status" class="stack">
                {kept}
            </div>
            {aside(app)}
        </section>
    }
    .into_any()
}

fn said(mark: Icon, words: &'static str) -> AnyView {
    view! { <p class="field-note">{icon(mark)} <span>{words}</span></p> }.into_any()
}

/// What could not be read and was set aside, with a way to export it as it was found (Promise 5).
fn aside(app: App) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let found = RwSignal::new(0u32);
    Effect::new(move |_| {
        app.changed.track();
        spawn_local(async move {
            match app.store().quarantine().await {
                Ok(all) => found.try_set(u32::try_from(all.len()).unwrap_or(u32::MAX)),
                Err(_) => None,
            };
        });
    });
    let press = move |()| spawn_local(async move { failed.set(save_aside(app).await.err()) });
    let shown = move || {
        let count = found.get();
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Warning title=t!(apply.mine.aside)>
                    <p>{plural!(apply.mine.aside_help, count)}</p>
                    <p>
                        <Button label=t!(apply.mine.aside_export) mark=Icon::Download press=press />
                    </p>
                </Notice>
            }
        })
    };
    view! {
        {failure(failed)}
        {shown}
    }
    .into_any()
}

async fn save_aside(app: App) -> Result<(), String> {
    let text = app.store().export_quarantine().await;
    let file = TextFile {
        name: format!("{}-set-aside.json", app.store().programme()),
        text: text.map_err(|e| messages::load_error(&e))?,
        sort: Sort::Json,
    };
    files::save(&file).map_err(|_| t!(errors.not_downloaded).to_owned())
}

/// So many bytes, in thousands or millions.
fn bytes_words(bytes: f64) -> String {
    if bytes < 1e6 {
        t!(apply.mine.kilobytes, n = number_words((bytes / 1e3).ceil()))
    } else {
        t!(
            apply.mine.megabytes,
            n = number_words((bytes / 1e6).round())
        )
    }
}
