//! A way to hand the app files: a browser's own file control under a label that looks like a button.

use leptos::ev;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::{File, HtmlInputElement};

use super::components::{Icon, icon};
use crate::browser::files;

/// A button that asks for files. They are told apart by their content, so any name will do.
#[component]
pub fn FileInput(
    /// A name for the document, unique on the page.
    id: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: TextProp,
    /// Whether several may be given at once.
    #[prop(optional)]
    several: bool,
    /// Whether it is the one thing to do here.
    #[prop(optional)]
    primary: bool,
    /// Takes the files.
    #[prop(into)]
    take: Callback<Vec<File>>,
) -> AnyView {
    let chosen = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let given = files::listed(input.files());
        // Emptied, so that choosing the same file again is a choice too.
        input.set_value("");
        if !given.is_empty() {
            take.run(given);
        }
    };
    let class = if primary {
        "button button-primary file-button"
    } else {
        "button file-button"
    };
    view! {
        <span class="file-input">
            <input id=id class="unseen" type="file" multiple=several on:change=chosen />
            <label for=id class=class>
                {icon(Icon::Upload)}
                <span>{move || label.get()}</span>
            </label>
        </span>
    }
    .into_any()
}
