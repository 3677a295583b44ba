//! Where in the app the reader is: the route in the location's fragment, and moving to another.

use leptos::ev;
use leptos::prelude::*;

use crate::route::Route;

/// Follows the location's fragment from now on.
pub fn follow() -> ReadSignal<Route> {
    let (route, set_route) = signal(here());
    let update = move || {
        let place = here();
        if route.get_untracked() != place {
            set_route.set(place);
        }
    };
    let _on_hash = window_event_listener(ev::hashchange, move |_| update());
    let _on_pop = window_event_listener(ev::popstate, move |_| update());
    route
}

/// The place the location names now.
fn here() -> Route {
    match window().location().hash() {
        Ok(fragment) => Route::parse(&fragment),
        // Only a sandboxed frame keeps its location to itself.
        Err(_) => Route::Home,
    }
}

/// Goes to a place, as a link would.
pub fn go(route: &Route) {
    if window().location().set_hash(&route.href()).is_err() {
        leptos::logging::error!("this page may not change its location");
    }
}

/// Changes the location in place, without a step in the history: for filters that change at each key.
pub fn replace(route: &Route) {
    let history = window().history();
    let replaced = history.and_then(|history| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.href()))
    });
    match replaced {
        // Replacing tells nobody by itself.
        Ok(()) => match web_sys::Event::new("popstate") {
            Ok(event) => {
                if window().dispatch_event(&event).is_err() {
                    go(route);
                }
            }
            Err(_) => go(route),
        },
        Err(_) => go(route),
    }
}
