//! What this device's owner calls themselves, kept beside all that they change (Promise 19).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::OWNER;
use crate::t;
use crate::ui::app::App;
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;

/// The part of the page. What is typed is saved as it is typed.
pub(super) fn owner(app: App) -> AnyView {
    let name = RwSignal::new(String::new());
    let saved = RwSignal::new(false);
    let failed = Failed::new(None);
    let read = RwSignal::new(false);
    spawn_local(async move {
        match app.store().setting(OWNER).await {
            Ok(kept) => {
                name.set(kept.unwrap_or_default());
                read.set(true);
            }
            Err(error) => failed.set(Some(messages::load_error(&error))),
        }
    });
    let typed = move |event| {
        let text = event_target_value(&event);
        name.set(text.clone());
        saved.set(false);
        spawn_local(async move {
            let outcome = app.store().set_setting(OWNER, text.trim()).await;
            failed.set(outcome.err().as_ref().map(messages::save_error));
            // Unless more was typed since, which is saved by its own.
            saved.set(failed.with_untracked(Option::is_none) && name.get_untracked() == text);
        });
    };
    // Until it is known what is kept, nothing is written over it.
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
                    disabled=move || !read.get()
                    prop:value=name
                    on:input=typed
                />
                <p class="field-note" role="status">
                    {move || saved.get().then_some(t!(data.owner_saved))}
                </p>
            </div>
            {failure(failed)}
        </section>
    }
    .into_any()
}
