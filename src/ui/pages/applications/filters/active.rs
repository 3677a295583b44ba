//! What is filtered by now, each with a button that takes it back.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::super::SEARCH;
use super::super::decide::outcome_words;
use super::answers::answer_filter_words;
use super::{ListView, state_words};
use crate::domain::listing::Filters;
use crate::t;
use crate::ui::components::{Icon, icon};
use crate::ui::when::offset_words;

/// How to take a filter back.
type Without = fn(&mut Filters);

/// What is filtered by now, each with a button that takes it back.
pub fn active(list: ListView) -> AnyView {
    let chip = move |words: String, without: Callback<()>| {
        let label = t!(crew.take_filter, filter = words.clone());
        view! {
            <li>
                <button
                    type="button"
                    class="chip list-active"
                    aria-label=label
                    on:click=move |event| {
                        let place = place_of(&event);
                        without.run(());
                        focus_chip(place);
                    }
                >
                    <span>{words}</span>
                    {icon(Icon::Close)}
                </button>
            </li>
        }
        .into_any()
    };
    let simple = move |words: String, without: Without| {
        chip(
            words,
            Callback::new(move |()| list.change(|view| without(&mut view.filters))),
        )
    };
    let chips = move || {
        let filters = list.view.with(|view| view.filters.clone());
        if filters.is_empty() {
            return None;
        }
        let mut all: Vec<AnyView> = Vec::new();
        if let Some(id) = &filters.session {
            let name = list.app.session(id).map(|session| session.name);
            let name = name.unwrap_or_else(|| id.to_string());
            all.push(simple(name, |filters| filters.session = None));
        }
        if let Some(state) = filters.state {
            all.push(simple(state_words(state).to_owned(), |f| f.state = None));
        }
        if let Some(decision) = filters.decision {
            all.push(simple(outcome_words(decision).to_owned(), |f| {
                f.decision = None
            }));
        }
        if let Some(late) = filters.late {
            let words = if late {
                t!(crew.late_yes)
            } else {
                t!(crew.late_no)
            };
            all.push(simple(words.to_owned(), |f| f.late = None));
        }
        if let Some(sample) = filters.sample {
            let words = if sample {
                t!(crew.sample_yes)
            } else {
                t!(crew.sample_no)
            };
            all.push(simple(words.to_owned(), |f| f.sample = None));
        }
        if filters.conflict {
            all.push(simple(t!(crew.filter_conflict).to_owned(), |f| {
                f.conflict = false
            }));
        }
        if filters.deleted {
            all.push(simple(t!(crew.filter_deleted).to_owned(), |f| {
                f.deleted = false
            }));
        }
        if let Some((from, to)) = filters.offset {
            let words = t!(
                crew.filter_offset,
                from = offset_words(from),
                to = offset_words(to)
            );
            all.push(simple(words, |f| f.offset = None));
        }
        let rows = list.app.desk.rows.get();
        for (id, values) in &filters.answers {
            let words = answer_filter_words(&rows, id, values);
            let id = id.clone();
            let without = Callback::new(move |()| {
                list.change(|view| drop(view.filters.answers.remove(&id)));
            });
            all.push(chip(words, without));
        }
        let clear = move |_| {
            list.change(|view| *view = view.cleared());
            focus_chip(0);
        };
        Some(view! {
            <ul class="list-actives" role="list" aria-label=t!(crew.filters)>
                {all}
                <li>
                    <button type="button" class="button button-quiet button-small" on:click=clear>
                        {t!(crew.clear_filters)}
                    </button>
                </li>
            </ul>
        })
    };
    chips.into_any()
}

/// The place of the chip that was pressed, among all.
fn place_of(event: &MouseEvent) -> u32 {
    let pressed = event.current_target();
    let pressed = pressed.and_then(|pressed| pressed.dyn_into::<Element>().ok());
    let mut item = pressed.and_then(|pressed| pressed.parent_element());
    let mut place = 0;
    while let Some(before) = item.and_then(|item| item.previous_element_sibling()) {
        place += 1;
        item = Some(before);
    }
    place
}

/// Brings the focus to the chip that stands where the one that was pressed stood, once they are drawn
/// anew; to the search field where none is left.
fn focus_chip(place: u32) {
    request_animation_frame(move || {
        let chips = document().query_selector_all(".list-actives .list-active");
        let chips = chips.ok().filter(|chips| chips.length() > 0);
        let next = match chips {
            Some(chips) => chips.item(place.min(chips.length() - 1)),
            None => document().get_element_by_id(SEARCH).map(Into::into),
        };
        let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
        if next.is_none_or(|next| next.focus().is_err()) {
            leptos::logging::warn!("no filter takes the focus");
        }
    });
}
