//! One of several, as a list to choose from: the browser's own select.

use leptos::prelude::*;

/// What it is chosen for, which is how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SelectLook {
    /// A field among others.
    #[default]
    Field,
    /// What narrows or turns what is shown beneath it.
    Filter,
}

/// One of several, as a list to choose from.
#[component]
pub fn Select(
    /// A name for the document, unique on the page.
    #[prop(into)]
    id: String,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What there is to choose from: each with its value and its words.
    offers: Vec<(String, String)>,
    /// The value that is chosen.
    #[prop(into)]
    now: Signal<String>,
    /// What to do once another one is chosen.
    #[prop(into)]
    choose: Callback<String>,
    /// How it looks.
    #[prop(optional)]
    look: SelectLook,
) -> AnyView {
    let options = offers.into_iter().map(|(value, words)| {
        let this = value.clone();
        view! {
            <option value=value selected=move || now.with(|now| *now == this)>
                {words}
            </option>
        }
    });
    let (around, above) = match look {
        SelectLook::Field => ("field", "field-label"),
        SelectLook::Filter => ("list-filter", ""),
    };
    view! {
        <div class=around>
            <label class=above for=id.clone()>
                {label}
            </label>
            <select
                id=id
                class="input"
                prop:value=now
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
