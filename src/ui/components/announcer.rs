//! Says to screen readers what only eyes would see: a move, an undo, a count of results.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

const ID: &str = "announcer";

/// How long a sentence stays to be read out, in milliseconds. One that stood for longer would be found by whoever
/// reads on through the page, on every page that comes after.
const STAYS_MS: u64 = 10_000;
/// How long what was said still stands once another page has come.
const OUTLASTS_MS: u64 = 2_000;

thread_local! {
    /// Counts what was said, so that an older sentence's end takes no newer one away.
    static SAID: Cell<u32> = const { Cell::new(0) };
}

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
    SAID.set(SAID.get().wrapping_add(1));
    set_timeout(
        move || place.set_text_content(Some(&sentence)),
        Duration::from_millis(80),
    );
    end_after(STAYS_MS);
}

/// Another page has come: what was said before is over, once it had time to be read out.
pub(super) fn moved_on() {
    end_after(OUTLASTS_MS);
}

/// Takes away what was said last, some milliseconds from now, unless something is said by then.
fn end_after(delay: u64) {
    let said = SAID.get();
    set_timeout(
        move || {
            if SAID.get() == said
                && let Some(place) = document().get_element_by_id(ID)
            {
                place.set_text_content(None);
            }
        },
        Duration::from_millis(delay),
    );
}
