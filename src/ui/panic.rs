//! After a crash of the app: a banner that offers to load the page again, and what was not saved as a file.
//!
//! Made of plain elements, since nothing of the app can be relied on any more: its links are made
//! while the app still stands, and work without it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, PanicHookInfo};

use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::browser::files::{self, Sort, TextFile};
use crate::domain::id::RecordId;
use crate::t;

thread_local! {
    /// What is typed into each draft and not stored yet: questions with their texts.
    static UNSAVED: RefCell<BTreeMap<RecordId, Texts>> = const { RefCell::new(BTreeMap::new()) };
}

/// Questions with the texts typed there.
pub type Texts = Vec<(String, String)>;

/// Notes what is typed into a draft and not stored yet, in place of what was noted before. Kept apart
/// from the app's state, which may be in the middle of a change when the app breaks.
pub fn note_unsaved(draft: RecordId, texts: Texts) {
    UNSAVED.with(|unsaved| {
        if let Ok(mut unsaved) = unsaved.try_borrow_mut() {
            unsaved.insert(draft, texts);
        }
    });
}

/// Shows the banner when the app breaks.
pub fn watch() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        if let Err(error) = show() {
            web_sys::console::error_2(&"the banner can't be shown".into(), &error);
        }
    }));
}

fn show() -> Result<(), JsValue> {
    let document = document();
    if document.get_element_by_id("crashed").is_some() {
        return Ok(());
    }
    let banner = element("div", "notice tone-danger crashed")?;
    banner.set_id("crashed");
    banner.set_attribute("role", "alert")?;
    let body = element("div", "notice-body")?;
    let words = element("p", "notice-title")?;
    words.set_text_content(Some(t!(home.crashed)));
    body.append_child(&words)?;
    let deeds = element("div", "row")?;
    let reload = reload_button()?;
    deeds.append_child(&reload)?;
    if let Some(text) = unsaved_text() {
        let help = element("p", "")?;
        help.set_text_content(Some(t!(home.crashed_unsaved)));
        body.append_child(&help)?;
        let keep = file_link(text)?;
        deeds.append_child(&keep)?;
    }
    body.append_child(&deeds)?;
    banner.append_child(&body)?;
    if let Some(page) = document.body() {
        page.prepend_with_node_1(&banner)?;
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    Ok(())
}

/// A button that is wired to the browser's own function, so that it needs nothing of the app.
fn reload_button() -> Result<Element, JsValue> {
    let button = element("button", "button button-primary")?;
    button.set_attribute("type", "button")?;
    button.set_text_content(Some(t!(home.reload)));
    let location = JsValue::from(window().location());
    let reload: Function = Reflect::get(&location, &"reload".into())?.dyn_into()?;
    button.add_event_listener_with_callback("click", &reload.bind0(&location))?;
    Ok(button)
}

fn file_link(text: String) -> Result<Element, JsValue> {
    let file = TextFile {
        name: "unsaved-answers.txt".to_owned(),
        text,
        sort: Sort::Plain,
    };
    let href = files::link(&file).map_err(|error| JsValue::from(error.to_string()))?;
    let link = element("a", "button")?;
    link.set_attribute("href", &href)?;
    link.set_attribute("download", &file.name)?;
    link.set_text_content(Some(t!(home.keep_as_file)));
    Ok(link)
}

fn unsaved_text() -> Option<String> {
    UNSAVED.with(|unsaved| {
        let unsaved = unsaved.try_borrow().ok()?;
        let texts = unsaved.values().flatten();
        let parts = texts.map(|(label, text)| format!("{label}\n{text}\n"));
        let text = parts.collect::<Vec<_>>().join("\n");
        (!text.is_empty()).then_some(text)
    })
}

fn element(name: &str, class: &str) -> Result<Element, JsValue> {
    let element = document().create_element(name)?;
    element.set_class_name(class);
    Ok(element)
}
