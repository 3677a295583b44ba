//! A question that has to be answered before anything else: the browser's own modal dialog.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::{present_while, words};
use crate::t;

/// A modal dialog. The browser keeps the keyboard inside, closes it at Escape, and gives the focus
/// back to where it was. What is inside exists only while it is open.
#[component]
pub fn Dialog(
    /// A name for the document, unique on the page.
    id: &'static str,
    /// What it asks.
    #[prop(into)]
    title: TextProp,
    /// Whether it is open; set it to open or close it.
    open: RwSignal<bool>,
    /// What is inside; put the buttons last, in [`DialogActions`].
    children: ChildrenFn,
) -> AnyView {
    let node: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (node.get(), open.get()) else {
            return;
        };
        if !open {
            dialog.close();
        } else if !dialog.open()
            && let Err(error) = dialog.show_modal()
        {
            leptos::logging::error!("the dialog {id} did not open: {error:?}");
        }
    });
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    let inside = move || {
        view! {
            <div class="dialog-inner">
                <div class="dialog-head">
                    <h2 id=title_id.clone()>{words(title.clone())}</h2>
                    <button
                        type="button"
                        class="button button-quiet button-icon"
                        aria-label=t!(common.close)
                        on:click=move |_| open.set(false)
                    >
                        {icon(Icon::Close)}
                    </button>
                </div>
                {children()}
            </div>
        }
        .into_any()
    };
    let inside = present_while(move || open.get(), inside);
    view! {
        <dialog
            id=id
            class="dialog"
            node_ref=node
            aria-labelledby=named_by
            on:close=move |_| open.set(false)
        >
            {inside}
        </dialog>
    }
    .into_any()
}

/// Whether a dialog about something is open: while there is something. Closing it lets go of that.
pub fn open_about<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || {
        let there = subject.with(Option::is_some);
        if open.get_untracked() != there {
            open.set(there);
        }
    });
    Effect::new(move || {
        if !open.get() && subject.with_untracked(Option::is_some) {
            subject.set(None);
        }
    });
    open
}

/// The buttons at the end of a dialog.
#[component]
pub fn DialogActions(
    /// The buttons: the way out first, the deed last.
    children: Children,
) -> AnyView {
    view! { <div class="dialog-actions">{children()}</div> }.into_any()
}
