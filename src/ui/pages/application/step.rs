//! From one application to the next, in the order of the list one comes from.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::id::RecordId;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Icon, icon};
use crate::ui::desk::view_of;
use crate::ui::place;
use crate::ui::when::number_words;

/// Where one stands in the list: position from 1, of how many, and the neighbours.
#[derive(Clone, PartialEq)]
struct Place {
    position: usize,
    all: usize,
    before: Option<RecordId>,
    after: Option<RecordId>,
}

fn place_of(app: App, query: &Query) -> Option<Place> {
    let desk = app.desk;
    let id = desk.current.get()?;
    let found = desk.found.get();
    if found.view != view_of(query) {
        return None;
    }
    let position = found.position(id)?;
    Some(Place {
        position: position + 1,
        all: found.places.len(),
        before: position
            .checked_sub(1)
            .and_then(|before| found.id_at(before)),
        after: found.id_at(position + 1),
    })
}

/// The links, and where one is.
pub(super) fn links(app: App, query: Query) -> AnyView {
    let place = {
        let query = query.clone();
        Memo::new(move |_| place_of(app, &query))
    };
    let link = move |id: Option<RecordId>, words: &'static str, mark: Icon, key: &'static str| {
        let before = mark == Icon::Back;
        let inner = view! {
            {before.then(|| icon(mark))}
            <span>{words}</span>
            {(!before).then(|| icon(mark))}
        };
        match id {
            Some(id) => {
                let href = Route::Application(id, query.clone()).href();
                view! {
                    <a class="button button-small" href=href aria-keyshortcuts=key>
                        {inner}
                    </a>
                }
                .into_any()
            }
            None => view! {
                <span class="button button-small" aria-disabled="true" role="link">
                    {inner}
                </span>
            }
            .into_any(),
        }
    };
    let shown = move || {
        let place = place.get()?;
        let of = t!(
            crew.place_of,
            n = number_words(place.position as f64),
            all = number_words(place.all as f64)
        );
        Some(view! {
            <nav class="application-steps" aria-label=t!(crew.steps)>
                {link(place.before, t!(crew.before), Icon::Back, "k")}
                <span class="application-place">{of}</span>
                {link(place.after, t!(crew.after), Icon::Forward, "j")}
            </nav>
        })
    };
    shown.into_any()
}

/// The keys: `j` to the next, `k` to the one before, `u` back to the list.
pub(super) fn listen(app: App, query: Query) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let typing = event.ctrl_key() || event.meta_key() || event.alt_key();
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let field = target.is_some_and(|target| {
            matches!(
                target.closest("input, textarea, select, dialog"),
                Ok(Some(_))
            )
        });
        if typing || field {
            return;
        }
        let place = || untrack(|| place_of(app, &query));
        let to = match event.key().as_str() {
            "j" => place().and_then(|place| place.after),
            "k" => place().and_then(|place| place.before),
            "u" => {
                place::go(&Route::Applications(query.clone()));
                None
            }
            _ => None,
        };
        if let Some(id) = to {
            place::go(&Route::Application(id, query.clone()));
        }
    });
    on_cleanup(move || listener.remove());
}
