//! What the browser says of the room and of how long it keeps things.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::quota::{self, Keeping};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, icon};
use crate::ui::when::number_words;

/// How the device keeps what is here, and what is set `aside` of it.
pub(super) fn device(app: App, aside: AnyView) -> AnyView {
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
            {aside}
        </section>
    }
    .into_any()
}

fn said(mark: Icon, words: &'static str) -> AnyView {
    view! { <p class="field-note">{icon(mark)} <span>{words}</span></p> }.into_any()
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
