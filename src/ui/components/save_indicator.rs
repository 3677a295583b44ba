//! Whether what is typed is safe. “Saved” is said only when it is so (Promise 1), and a failure is
//! loud, with ways out (Promise 3).

use leptos::prelude::*;

use super::button::{Button, ButtonLook};
use super::icon::{Icon, icon};
use super::live::{live, words};
use crate::domain::time::Instant;
use crate::sync::autosave::SaveState;
use crate::t;
use crate::ui::when::{moment_brief, same_day, time_words};

/// Whether what is typed is safe.
#[component]
pub fn SaveIndicator(
    /// How saving goes.
    #[prop(into)]
    state: Signal<SaveState>,
    /// Now: what was saved on another day is said with its date.
    #[prop(into)]
    now: Signal<Instant>,
    /// Why it failed, in a sentence.
    #[prop(into)]
    trouble: Signal<Option<String>>,
    /// Tries again at once.
    retry: Callback<()>,
    /// Hands the text over as a file.
    keep: Callback<()>,
) -> AnyView {
    let today = Memo::new(move |_| match state.get() {
        SaveState::Saved(at) => same_day(at, now.get()),
        SaveState::Untouched | SaveState::Saving | SaveState::Failed => true,
    });
    live(move || drawn(state.get(), today.get(), trouble, retry, keep).into_any())
}

fn drawn(
    state: SaveState,
    today: bool,
    trouble: Signal<Option<String>>,
    retry: Callback<()>,
    keep: Callback<()>,
) -> Option<AnyView> {
    match state {
        SaveState::Untouched => None,
        SaveState::Saving => Some(said("save-state", Icon::Dots, t!(common.saving).to_owned())),
        SaveState::Saved(at) => Some(said(
            "save-state save-state-saved",
            Icon::Check,
            if today {
                t!(common.saved_at, time = time_words(at))
            } else {
                t!(common.saved_on, moment = moment_brief(at))
            },
        )),
        SaveState::Failed => Some(failed(trouble, retry, keep)),
    }
}

fn said(class: &'static str, mark: Icon, sentence: String) -> AnyView {
    view! { <span class=class data-save="">{icon(mark)} {sentence}</span> }.into_any()
}

fn failed(trouble: Signal<Option<String>>, retry: Callback<()>, keep: Callback<()>) -> AnyView {
    view! {
        <div class="save-state save-state-failed" role="alert" data-save="">
            <span class="icon-alone">{icon(Icon::Stop)}</span>
            <div>
                <strong>{t!(common.not_saved)}</strong>
                " "
                {words(move || trouble.get().unwrap_or_default())}
            </div>
            <div class="row">
                <Button label=t!(common.try_again) look=ButtonLook::Small press=retry />
                <Button label=t!(common.keep_as_file) look=ButtonLook::Small mark=Icon::Download press=keep />
            </div>
        </div>
    }
    .into_any()
}
