//! What this device's owner calls themselves, kept beside all that they change (Promise 19).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::store::OWNER;
use crate::t;
use crate::ui::app::App;
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;
use crate::ui::pause::pause;
use crate::ui::when::time_words;

/// The part of the page. What is typed is saved as it is typed.
pub(super) fn owner(app: App) -> AnyView {
    // Until it is known what is kept, nothing can be written over it.
    let name = RwSignal::new(None::<String>);
    let saved = RwSignal::new(None::<String>);
    let failed = Failed::new(None);
    Effect::new(move || {
        // Should it not be read at first, it is when storage is followed again.
        app.changed.track();
        if name.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match app.store().setting(OWNER).await {
                Ok(kept) => {
                    drop(name.try_set(Some(kept.unwrap_or_default())));
                    drop(failed.try_set(None));
                }
                Err(error) => drop(failed.try_set(Some(messages::load_error(&error)))),
            }
        });
    });
    let typed = move |event| {
        let text = event_target_value(&event);
        name.set(Some(text.clone()));
        saved.set(None);
        spawn_local(keep(app, text, name, saved, failed));
    };
    view! {
        <section class="data-part">
            <div class="field">
                <label class="field-label" for="owner">
                    {t!(data.owner)}
                </label>
                <p id="owner-help" class="field-help">
                    {t!(data.owner_help)}
                </p>
                <input
                    id="owner"
                    class="input"
                    type="text"
                    maxlength="100"
                    autocomplete="name"
                    dir="auto"
                    aria-describedby="owner-help"
                    disabled=move || name.with(Option::is_none)
                    prop:value=move || name.get().unwrap_or_default()
                    on:input=typed
                />
                <p class="field-note" role="status">
                    {saved}
                </p>
            </div>
            {failure(failed)}
        </section>
    }
    .into_any()
}

/// Saves what was typed, trying for as long as it may help and nothing else was typed since. The page
/// may have been left meanwhile.
async fn keep(
    app: App,
    text: String,
    name: RwSignal<Option<String>>,
    saved: RwSignal<Option<String>>,
    failed: Failed,
) {
    loop {
        let outcome = app.store().set_setting(OWNER, text.trim()).await;
        if name.try_get_untracked().flatten().as_ref() != Some(&text) {
            return;
        }
        let Err(error) = outcome else {
            drop(failed.try_set(None));
            drop(saved.try_set(Some(t!(common.saved_at, time = time_words(clock::now())))));
            return;
        };
        drop(failed.try_set(Some(messages::save_error(&error))));
        if !error.is_retryable() {
            return;
        }
        pause(AGAIN_AFTER).await;
    }
}

/// How many milliseconds after a failed save it is tried again.
const AGAIN_AFTER: u32 = 2000;
