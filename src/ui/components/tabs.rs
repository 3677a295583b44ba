//! Ways round a set of things: links between its views, and heads of columns that sort.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::{live, one_of, words};
use super::shell::{NavLink, nav_list};

/// Links between the views of one thing. They are links, as each view has its own address.
#[component]
pub fn Tabs(
    /// What the views are of, for ears.
    #[prop(into)]
    label: TextProp,
    /// The views.
    #[prop(into)]
    links: Signal<Vec<NavLink>>,
) -> AnyView {
    view! {
        <nav class="tabs" aria-label=label>
            {nav_list(links)}
        </nav>
    }
    .into_any()
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// The head of a column that sorts the table: a `<th>` with a button.
#[component]
pub fn SortHeader(
    /// What the column holds.
    #[prop(into)]
    label: TextProp,
    /// How the table is sorted by it; nothing if it is sorted by another.
    #[prop(into)]
    sorted: Signal<Option<SortDirection>>,
    /// Sorts by it, or turns the order round.
    #[prop(into)]
    press: Callback<()>,
) -> AnyView {
    let state = one_of(move || {
        Some(match sorted.get() {
            None => "none",
            Some(SortDirection::Ascending) => "ascending",
            Some(SortDirection::Descending) => "descending",
        })
    });
    let mark = live(move || match sorted.get() {
        None => icon(Icon::Sort),
        Some(SortDirection::Ascending) => icon(Icon::Up),
        Some(SortDirection::Descending) => icon(Icon::Down),
    });
    view! {
        <th scope="col" aria-sort=state>
            <button type="button" class="sort-button" on:click=move |_| press.run(())>
                {words(label)}
                {mark}
            </button>
        </th>
    }
    .into_any()
}
