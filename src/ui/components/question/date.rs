//! A day: typed as year, month, day, or picked from the browser's calendar.
//!
//! A native date field gives no text until the whole date is there, and so would lose half a date;
//! the field is text, and the native one only lends its calendar.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::super::field::note_id;
use super::super::icon::{Icon, icon};
use super::Asked;
use super::text::{Line, line_input};
use crate::domain::answer::read_date;
use crate::domain::time::Date;
use crate::t;
use crate::ui::when::date_words;

pub(super) fn date(asked: Asked, min: Option<Date>, max: Option<Date>) -> AnyView {
    let (text, write) = (asked.text(), asked.write());
    let native: NodeRef<html::Input> = NodeRef::new();
    let understood = move || text.with(|text| read_date(text));
    let open = move |_| {
        let Some(calendar) = native.get_untracked() else {
            return;
        };
        let start = untrack(understood).map(|day| day.to_string());
        calendar.set_value(&start.unwrap_or_default());
        if let Err(error) = calendar.show_picker() {
            leptos::logging::warn!("this browser does not show its calendar: {error:?}");
        }
    };
    let picked = move |_| {
        let picked = native.get_untracked().map(|calendar| calendar.value());
        if let Some(day) = picked.filter(|day| !day.is_empty()) {
            write.run(day);
        }
    };
    let button = has_calendar().then(|| {
        view! {
            <button type="button" class="button" on:click=open>
                {icon(Icon::Calendar)}
                {t!(questions.date.calendar)}
            </button>
            <input
                node_ref=native
                class="date-native"
                type="date"
                tabindex="-1"
                aria-hidden="true"
                min=min.map(|day| day.to_string())
                max=max.map(|day| day.to_string())
                on:change=picked
            />
        }
    });
    let note = move || match understood() {
        Some(day) => date_words(day),
        None => t!(questions.date.how).to_owned(),
    };
    view! {
        <div class="date-row">{line_input(&asked, Line::Date)} {button}</div>
        <p id=note_id(&asked.name) class="field-note">{note}</p>
    }
    .into_any()
}

/// Whether the browser has a calendar that can be asked for.
fn has_calendar() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"HTMLInputElement".into())
        .and_then(|class| js_sys::Reflect::get(&class, &"prototype".into()))
        .and_then(|prototype| js_sys::Reflect::has(&prototype, &JsValue::from("showPicker")))
        .unwrap_or(false)
}
