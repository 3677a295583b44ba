//! What could not be read, and what waits to be sent: named, so that nothing is lost unseen (Promise 5).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::{LoadError, SetAside};
use crate::domain::id::RecordId;
use crate::domain::time::Instant;
use crate::route::{Query, Route};
use crate::ui::app::App;
use crate::ui::components::{Notice, Tone};
use crate::ui::desk::short_id;
use crate::ui::messages;
use crate::ui::set_aside::export;
use crate::ui::when::moment_words;
use crate::{plural, t};

/// What could not be read; nothing while all can be.
pub(super) fn unread(app: App) -> AnyView {
    let found = RwSignal::new(Ok::<Vec<SetAside>, LoadError>(Vec::new()));
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move { found.set(app.store().quarantine().await) });
    });
    let shown = move || match found.get() {
        Ok(found) if found.is_empty() => None,
        Ok(found) => {
            let lines = found
                .iter()
                .map(|bad| {
                    view! {
                        <li>
                            <code class="application-id">{bad.key.clone()}</code>
                            ": "
                            <span dir="auto">{messages::bad_record(&bad.reason)}</span>
                        </li>
                    }
                })
                .collect_view();
            Some(
                view! {
                    <Notice tone=Tone::Warning title=plural!(data.unread, found.len() as f64)>
                        <p>{t!(data.unread_help)}</p>
                        <ul class="data-list">{lines}</ul>
                        {export(app)}
                    </Notice>
                }
                .into_any(),
            )
        }
        Err(error) => Some(
            view! {
                <Notice tone=Tone::Danger live=true>
                    <p>{messages::load_error(&error)}</p>
                </Notice>
            }
            .into_any(),
        ),
    };
    view! {
        <section class="data-part" aria-labelledby="unread">
            <h2 id="unread">{t!(data.unread_title)}</h2>
            {move || shown().unwrap_or_else(|| view! { <p>{t!(data.all_read)}</p> }.into_any())}
        </section>
    }
    .into_any()
}

/// What waits for the organizers' word on this device.
pub(super) fn outbox(app: App) -> AnyView {
    let waiting = RwSignal::new(Ok::<Vec<(RecordId, Instant)>, LoadError>(Vec::new()));
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move { waiting.set(app.store().outbox().await) });
    });
    let shown = move || match waiting.get() {
        Ok(waiting) if waiting.is_empty() => view! { <p>{t!(data.outbox_empty)}</p> }.into_any(),
        Ok(waiting) => {
            let lines = waiting
                .into_iter()
                .map(|(id, since)| {
                    let href = Route::Application(id, Query::default()).href();
                    view! {
                        <li>
                            <a href=href>{t!(crew.one_of_id, id = short_id(id))}</a>
                            " "
                            {t!(data.since, moment = moment_words(since))}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <p>{t!(data.outbox_help)}</p>
                <ul class="data-list">{lines}</ul>
            }
            .into_any()
        }
        Err(error) => view! { <p role="alert">{messages::load_error(&error)}</p> }.into_any(),
    };
    view! {
        <section class="data-part" aria-labelledby="outbox">
            <h2 id="outbox">{t!(data.outbox)}</h2>
            {shown}
        </section>
    }
    .into_any()
}
