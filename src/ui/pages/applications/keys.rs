//! The list by keyboard: up and down through the rows, Enter opens, Space picks, `/` searches.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::table::{PAGE_ROWS, bring_into_view};
use super::{ListView, SEARCH};
use crate::domain::id::RecordId;
use crate::ui::desk::Desk;

/// Where a key comes from.
enum From {
    /// From a field someone types or chooses in, or a dialog: its keys are its own.
    Field,
    /// From within the table.
    Table,
    /// From elsewhere on the page.
    Page,
}

/// Listens as long as the list is there.
pub fn listen(list: ListView) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let from = target.as_ref().map_or(From::Page, origin);
        if event.key() == "Escape" {
            close_menus(None);
            return;
        }
        if on_key(list, &event.key(), &from) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    let pointer = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        close_menus(target.as_ref());
    });
    on_cleanup(move || pointer.remove());
}

/// Closes the menu that is open, unless it is being used. Browsers keep at most one open.
fn close_menus(used: Option<&Element>) {
    let Ok(Some(menu)) = document().query_selector("details.list-menu[open]") else {
        return;
    };
    if used.is_some_and(|used| menu.contains(Some(used))) {
        return;
    }
    // Where the focus was inside, it goes to what opened the menu.
    let active = document().active_element();
    let inside = active.is_some_and(|active| menu.contains(Some(&active)));
    let summary = menu.query_selector("summary").ok().flatten();
    let summary = summary.and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let closed = menu.remove_attribute("open");
    let focused = summary.filter(|_| inside).map(|summary| summary.focus());
    if closed.is_err() || focused.is_some_and(|focused| focused.is_err()) {
        leptos::logging::warn!("a menu does not close");
    }
}

fn origin(target: &Element) -> From {
    // The selectors are constants, so that none can be refused.
    let inside = |selector: &str| matches!(target.closest(selector), Ok(Some(_)));
    if inside("dialog") {
        From::Field
    } else if inside(".list-table tbody") {
        From::Table
    } else if inside("input, textarea, select, button, a, summary") {
        From::Field
    } else {
        From::Page
    }
}

/// Does what a key says. Says whether it meant something.
fn on_key(list: ListView, key: &str, from: &From) -> bool {
    let desk = list.app.desk;
    match (key, from) {
        ("/", From::Table | From::Page) => focus(SEARCH),
        ("j" | "ArrowDown", From::Table) | ("j", From::Page) => step(list, 1),
        ("k" | "ArrowUp", From::Table) | ("k", From::Page) => step(list, -1),
        ("PageDown", From::Table) => step(list, PAGE_ROWS),
        ("PageUp", From::Table) => step(list, -PAGE_ROWS),
        ("Home", From::Table) => step(list, isize::MIN),
        ("End", From::Table) => step(list, isize::MAX),
        (" " | "x", From::Table) => toggle_current(desk),
        ("Enter", From::Page) => open_current(list),
        _ => false,
    }
}

/// Moves to another row; to the first one when none was current.
fn step(list: ListView, by: isize) -> bool {
    let desk = list.app.desk;
    let found = desk.found.get_untracked();
    let Some(last) = found.places.len().checked_sub(1) else {
        return false;
    };
    let now = desk
        .current
        .get_untracked()
        .and_then(|id| found.position(id));
    let position = match now {
        Some(now) => now.saturating_add_signed(by).min(last),
        None => 0,
    };
    let Some(id) = found.id_at(position) else {
        return false;
    };
    desk.current.set(Some(id));
    bring_into_view(position);
    focus_row(id);
    true
}

/// Brings the focus to a row's link, once it is drawn.
pub fn focus_row(id: RecordId) {
    request_animation_frame(move || {
        // Scrolling redraws the rows in the frame after.
        request_animation_frame(move || {
            focus(&row_link(id));
        });
    });
}

/// The id of a row's link.
pub fn row_link(id: RecordId) -> String {
    format!("row-{id}")
}

fn toggle_current(desk: Desk) -> bool {
    let Some(id) = desk.current.get_untracked() else {
        return false;
    };
    desk.picked.update(|picked| {
        if !picked.remove(&id) {
            picked.insert(id);
        }
    });
    true
}

fn open_current(list: ListView) -> bool {
    let Some(id) = list.app.desk.current.get_untracked() else {
        return false;
    };
    let query = list.view.with_untracked(crate::ui::desk::query_of);
    crate::ui::place::go(&crate::route::Route::Application(id, query));
    true
}

fn focus(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.focus().is_ok()
}
