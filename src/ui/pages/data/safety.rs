//! Whether the browser promises to keep the data, and how much room there is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::quota::{Keeping, Room, ask_to_keep, keeping, room};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Summary, SummaryRow};
use crate::ui::messages;
use crate::ui::when::number_words;

/// The part of the page.
pub(super) fn safety(app: App) -> AnyView {
    let kept = RwSignal::new(None::<Keeping>);
    let space = RwSignal::new(None::<Room>);
    let records = RwSignal::new(None::<String>);
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            kept.set(Some(keeping().await));
            space.set(room().await);
            records.set(Some(match app.store().count().await {
                Ok(count) => number_words(f64::from(count)),
                Err(error) => messages::load_error(&error),
            }));
        });
    });
    let ask = move |()| {
        spawn_local(async move { kept.set(Some(ask_to_keep().await)) });
    };
    let promise = move || {
        kept.get().map(|kept| match kept {
            Keeping::Persistent => t!(data.kept),
            Keeping::BestEffort => t!(data.not_kept),
            Keeping::Unknown => t!(data.keeping_unknown),
        })
    };
    let button = move || {
        (kept.get() == Some(Keeping::BestEffort))
            .then(|| view! { <Button label=t!(data.ask_to_keep) mark=Icon::Lock press=ask /> })
    };
    let used = move || {
        space.get().map_or_else(
            || t!(data.room_unknown).to_owned(),
            |room| {
                t!(
                    data.room_of,
                    used = megabytes(room.used),
                    granted = megabytes(room.granted)
                )
            },
        )
    };
    view! {
        <section class="data-part" aria-labelledby="safety">
            <h2 id="safety">{t!(data.safety)}</h2>
            <Summary>
                <SummaryRow label=t!(data.keeping)>
                    <p>{promise}</p>
                    {button}
                </SummaryRow>
                <SummaryRow label=t!(data.room)>{used}</SummaryRow>
                <SummaryRow label=t!(data.records)>{records}</SummaryRow>
            </Summary>
        </section>
    }
    .into_any()
}

fn megabytes(bytes: f64) -> String {
    let megabytes = bytes / 1e6;
    let rounded = if megabytes < 10.0 {
        (megabytes * 10.0).round() / 10.0
    } else {
        megabytes.round()
    };
    t!(data.megabytes, n = number_words(rounded))
}
