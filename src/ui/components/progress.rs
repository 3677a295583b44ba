//! How far something long has come, with a way to stop it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::button::Button;
use super::icon::Icon;
use super::live::words;
use super::shell::hand_on_focus;
use crate::t;
use crate::ui::when::number_words;

/// How far something has come. Show it for whatever takes over half a second.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: TextProp,
    /// How many are done, of how many; nothing while the whole is not known.
    #[prop(into)]
    done: Signal<Option<(u32, u32)>>,
    /// Stops it, where that can be done.
    #[prop(optional, into)]
    cancel: Option<Callback<()>>,
) -> AnyView {
    hand_on_focus(None);
    let spoken = label.clone();
    let figures = move || {
        let figures = done.get().map(|(done, all)| {
            t!(
                common.progress_of,
                done = number_words(f64::from(done)),
                all = number_words(f64::from(all))
            )
        });
        figures.unwrap_or_default()
    };
    view! {
        <div class="progress">
            <span class="progress-label">
                <span>{words(label)}</span>
                <span>{words(figures)}</span>
            </span>
            <progress
                aria-label=spoken
                max=Signal::derive(move || done.get().map(|(_, all)| all.max(1)))
                value=Signal::derive(move || done.get().map(|(done, _)| done))
            ></progress>
            {cancel
                .map(|cancel| {
                    view! { <Button label=t!(common.cancel) mark=Icon::Close press=cancel /> }
                })}
        </div>
    }
    .into_any()
}
