//! Says to screen readers what only eyes would see: a move, an undo, a count of results.

use std::time::Duration;

use leptos::prelude::*;

const ID: &str = "announcer";

/// The place that is read out; the frame of the app holds one.
#[component]
pub fn Announcer() -> AnyView {
    view! { <div id=ID class="unseen" role="status" aria-live="polite" aria-atomic="true"></div> }
        .into_any()
}

/// Has a sentence read out once the reader pauses.
pub fn announce(sentence: &str) {
    let Some(place) = document().get_element_by_id(ID) else {
        return;
    };
    // Emptied first, and filled a moment later, so that the same sentence is read out again.
    place.set_text_content(None);
    let sentence = sentence.to_owned();
    set_timeout(
        move || place.set_text_content(Some(&sentence)),
        Duration::from_millis(80),
    );
}
