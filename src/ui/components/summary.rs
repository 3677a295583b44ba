//! What is known, as a list of names and values: an application under review, a receipt.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::live::words;

/// A list of [`SummaryRow`]s.
#[component]
pub fn Summary(
    /// The rows.
    children: Children,
) -> AnyView {
    view! { <dl class="summary">{children()}</dl> }.into_any()
}

/// One thing known.
#[component]
pub fn SummaryRow(
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// How to change it: words for ears and an address.
    #[prop(optional)]
    change: Option<(String, String)>,
    /// The value.
    children: Children,
) -> AnyView {
    let about = label.clone();
    let change = change.map(|(said, href)| {
        view! {
            <dd>
                <a href=href>
                    {said} <span class="unseen">" " {words(about)}</span>
                </a>
            </dd>
        }
    });
    view! {
        <div class="summary-row">
            <dt class="summary-label">{words(label)}</dt>
            <dd class="summary-value">{children()}</dd>
            {change}
        </div>
    }
    .into_any()
}
