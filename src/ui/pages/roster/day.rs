//! A day that is kept as soon as it is understood, typed as year, month, day; empty for none.

use leptos::html;
use leptos::prelude::*;

use crate::domain::answer::read_date;
use crate::domain::time::Date;
use crate::t;
use crate::ui::components::{live, true_while};
use crate::ui::when::date_words;

/// The field. What is typed stays as it is typed; a day that comes from elsewhere is shown once nobody types.
pub fn day_field(
    id: &'static str,
    label: &'static str,
    day: Signal<Option<Date>>,
    write: Callback<Option<Date>>,
) -> AnyView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = RwSignal::new(written(day.get_untracked()));
    Effect::new(move || {
        let now = day.get();
        let is_typed = input.get_untracked().is_some_and(|input| {
            let focused = document().active_element();
            focused.as_ref() == Some(input.as_ref())
        });
        if !is_typed && understood(&text.get_untracked()) != Some(now) {
            text.set(written(now));
        }
    });
    let typed = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        text.set(typed.clone());
        if let Some(new) = understood(&typed)
            && new != day.get_untracked()
        {
            write.run(new);
        }
    };
    let wrong = move || text.with(|text| understood(text).is_none());
    let note = format!("{id}-note");
    let said = live(move || {
        let words = match text.with(|text| understood(text)) {
            Some(Some(day)) => date_words(day),
            Some(None) => return ().into_any(),
            None => t!(questions.date.how).to_owned(),
        };
        view! { <p class="field-note">{words}</p> }.into_any()
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <input
                id=id
                node_ref=input
                class="input roster-day"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                placeholder="2027-03-31"
                aria-describedby=note.clone()
                aria-invalid=true_while(wrong)
                prop:value=text
                on:input=typed
            />
            <div id=note>{said}</div>
        </div>
    }
    .into_any()
}

/// The day that a text says; none for an empty text; nothing for one that is no day.
fn understood(text: &str) -> Option<Option<Date>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    read_date(text).map(Some)
}
