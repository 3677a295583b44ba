//! A place where nothing is yet: it says what will be here, and what to do next.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::words;

/// A place where nothing is yet. Its children say what to do, and hold the button for it.
#[component]
pub fn EmptyState(
    /// What is not here.
    #[prop(into)]
    title: TextProp,
    /// What kind of thing would be here.
    mark: Icon,
    /// What to do next.
    children: Children,
) -> AnyView {
    view! {
        <section class="empty">
            {icon(mark)}
            <h2>{words(title)}</h2>
            <div class="empty-body">{children()}</div>
        </section>
    }
    .into_any()
}
