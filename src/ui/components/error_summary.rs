//! What is in the way of going on, with a way to each place (as GOV.UK's error summary does).

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::icon::{Icon, icon};
use super::live::live;
use crate::plural;

const ID: &str = "error-summary";

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProblem {
    /// The id of the field on the page, as [`super::field::field_id`] makes it.
    pub field: String,
    /// The question, or the field's label.
    pub label: String,
    /// What is wrong, and what to do.
    pub words: String,
    /// Where the field is, for when it is on another page.
    pub href: String,
}

/// What has to be mended before going on; nothing while there is nothing. Call
/// [`focus_error_summary`] after an attempt to go on, so that it is read out and seen.
#[component]
pub fn ErrorSummary(
    /// What has to be mended, in the order of the page.
    #[prop(into)]
    problems: Signal<Vec<ListedProblem>>,
    /// Its heading; the number of problems, when left out.
    #[prop(optional, into)]
    title: Option<TextProp>,
) -> AnyView {
    live(move || {
        let problems = problems.get();
        let count = u32::try_from(problems.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return ().into_any();
        }
        let title = match &title {
            Some(title) => title.get().to_string(),
            None => plural!(common.problems, count),
        };
        let lines = problems.into_iter().map(line).collect_view();
        view! {
            <section id=ID class="error-summary" tabindex="-1" aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{icon(Icon::Stop)} {title}</h2>
                <ul role="list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(problem: ListedProblem) -> AnyView {
    let field = problem.field;
    let go = move |event: leptos::ev::MouseEvent| {
        if focus_field(&field) {
            event.prevent_default();
        }
    };
    view! {
        <li>
            <a href=problem.href on:click=go>
                <strong>{problem.label}</strong>
                " "
                {problem.words}
            </a>
        </li>
    }
    .into_any()
}

/// Brings the error summary into view and the focus to it, once it is drawn.
pub fn focus_error_summary() {
    request_animation_frame(|| {
        let summary = document().get_element_by_id(ID);
        if let Some(summary) = summary.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            summary.scroll_into_view();
            focus(&summary);
        }
    });
}

/// Brings a field into view and the focus to its control; tells whether the page has it.
pub fn focus_field(field: &str) -> bool {
    let Some(place) = document().get_element_by_id(field) else {
        return false;
    };
    place.scroll_into_view();
    focus_within(field);
    true
}

/// Moves the focus to the control of a part of the page, by its id: one that is wrong before one
/// that is picked, and either before others. For when what was pressed goes away.
pub fn focus_within(id: &str) {
    let Some(place) = document().get_element_by_id(id) else {
        return;
    };
    // The selectors are constants of this file, so that they can't be refused.
    let find = |controls| place.query_selector(controls).ok().flatten();
    let control = find("input[aria-invalid=true]")
        .or_else(|| find("input:checked"))
        .or_else(|| find("input:not([type=date]), select, textarea, [tabindex='0'], button"));
    let control = control.unwrap_or(place);
    if let Ok(control) = control.dyn_into::<web_sys::HtmlElement>() {
        focus(&control);
    }
}

pub(super) fn focus(element: &web_sys::HtmlElement) {
    if let Err(error) = element.focus() {
        leptos::logging::warn!("the browser did not move the focus: {error:?}");
    }
}
