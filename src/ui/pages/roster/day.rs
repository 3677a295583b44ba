//! A day that is kept as soon as it is understood, typed as year, month, day; empty for none.

use leptos::html;
use leptos::prelude::*;

use crate::domain::answer::read_date;
use crate::domain::time::Date;
use crate::t;
use crate::ui::components::field::problem_words;
use crate::ui::components::{live, one_of, true_while};
use crate::ui::when::date_words;

/// The field.
#[derive(Clone, Copy)]
pub struct Day {
    /// A name for the document, unique on the page.
    pub id: &'static str,
    /// What it says of the day.
    pub label: &'static str,
    /// What is typed. Whoever keeps it for longer than the field lives keeps also what is no day yet.
    pub text: RwSignal<String>,
}

/// The field. What is typed stays as it is typed; a day that comes from elsewhere is shown once nobody types.
pub fn day_field(field: Day, day: Signal<Option<Date>>, write: Callback<Option<Date>>) -> AnyView {
    let Day { id, label, text } = field;
    let input: NodeRef<html::Input> = NodeRef::new();
    let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // What is no day is said once the field was left: on the way to a day nothing is.
    let left = RwSignal::new(true);
    Effect::new(move || {
        let now = day.get();
        let is_typed = input.get_untracked().is_some_and(|input| {
            let focused = document().active_element();
            focused.as_ref() == Some(input.as_ref())
        });
        let shown = understood(&text.get_untracked());
        if !is_typed && shown.is_some_and(|shown| shown != now) {
            text.set(written(now));
        }
    });
    let typed = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        text.set(typed.clone());
        left.set(false);
        if let Some(new) = understood(&typed)
            && new != day.get_untracked()
        {
            write.run(new);
        }
    };
    let wrong = Memo::new(move |_| left.get() && text.with(|text| understood(text).is_none()));
    let note = format!("{id}-note");
    let said = live(move || {
        if wrong.get() {
            return problem_words(t!(roster.day_not_kept, why = t!(errors.not_a_date)));
        }
        let words = match text.with(|text| understood(text)) {
            Some(Some(day)) => date_words(day),
            Some(None) | None => t!(questions.date.how).to_owned(),
        };
        view! { <p class="field-note">{words}</p> }.into_any()
    });
    let class = one_of(move || match wrong.get() {
        true => Some("field field-wrong"),
        false => Some("field"),
    });
    view! {
        <div class=class>
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
                aria-describedby=note.clone()
                aria-invalid=true_while(move || wrong.get())
                prop:value=text
                on:input=typed
                on:blur=move |_| left.set(true)
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
