//! Moments in the reader's words and zone: what is left until a deadline, and when a save was.

use groundcrew::domain::time::Instant;
use groundcrew::sync::autosave::SaveState;
use groundcrew::ui::components::SaveIndicator;
use groundcrew::ui::when::{
    clock_in, moment_brief, moment_in, names_words, relative_words, time_words, zone_and_offset,
};
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Noon of a Wednesday in winter, where the tests run.
fn noon() -> Instant {
    let date = js_sys::Date::new_with_year_month_day_hr_min_sec(2027, 0, 20, 12, 0, 0);
    Instant(date.get_time() as i64)
}

#[wasm_bindgen_test]
fn promise_27_what_is_left_is_said_by_whole_hours_and_by_the_readers_calendar() {
    for (left, words) in [
        (46 * MINUTE, "in 46 minutes"),
        (HOUR + 50 * MINUTE, "in 1 hour"),
        (MINUTE / 2, "this minute"),
        (-MINUTE / 2, "now"),
        (12 * HOUR + MINUTE, "in 12 hours"),
        (24 * HOUR, "in 24 hours"),
        (37 * HOUR, "in 37 hours"),
        (48 * HOUR, "in 2 days"),
        (-35 * HOUR, "yesterday"),
        (45 * 24 * HOUR, "in 1 month"),
    ] {
        let now = noon();
        let moment = Instant(now.0 + left);
        assert_eq!(relative_words(moment, now), words, "{left} ms");
    }
}

#[wasm_bindgen_test]
fn names_in_a_sentence_keep_their_direction_to_themselves() {
    let names = ["נועה גלים", "يوسف", "Ana"].map(str::to_owned);
    let words = names_words(&names);
    for name in &names {
        assert!(
            words.contains(&format!("\u{2068}{name}\u{2069}")),
            "{words}"
        );
    }
    let opened = words.matches('\u{2068}').count();
    assert_eq!((opened, words.matches('\u{2069}').count()), (3, 3));
}

#[wasm_bindgen_test]
fn a_zone_is_written_in_one_way() {
    for (zone, ahead, words) in [
        (
            "America/New_York",
            Some(-300),
            "America/New York UTC\u{2212}05:00",
        ),
        ("Asia/Kathmandu", Some(345), "Asia/Kathmandu UTC+05:45"),
        ("Asia/Kathmandu", None, "Asia/Kathmandu"),
        ("UTC", Some(0), "UTC"),
    ] {
        assert_eq!(zone_and_offset(zone, ahead), words);
    }
}

#[wasm_bindgen_test]
fn a_time_beside_its_day_is_written_as_it_is_alone() {
    // Eight in the morning.
    let at = Instant(8 * HOUR);
    let alone = clock_in("UTC", at).expect("a zone");
    let beside = moment_in("UTC", at).expect("a zone");
    assert!(beside.ends_with(&alone), "{beside} and {alone}");
}

#[wasm_bindgen_test]
async fn what_was_saved_on_another_day_is_said_with_its_date() {
    let place: web_sys::HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    document()
        .body()
        .expect("a page")
        .append_child(&place)
        .expect("a page takes more");
    let now = RwSignal::new(noon());
    let saved = noon();
    let handle = mount_to(place.clone(), move || {
        let state = Signal::stored(SaveState::Saved(saved));
        let (retry, keep) = (Callback::new(|()| ()), Callback::new(|()| ()));
        let trouble = Signal::stored(None::<String>);
        view! { <SaveIndicator state now trouble retry keep /> }
    });
    tick().await;
    let said = |words: String| {
        let shown = place.text_content().unwrap_or_default();
        assert_eq!(shown.trim(), words);
    };
    said(format!("Saved on this device at {}", time_words(saved)));
    // The page stays open overnight.
    now.set(Instant(saved.0 + 24 * HOUR));
    tick().await;
    said(format!("Saved on this device, {}", moment_brief(saved)));
    drop(handle);
    place.remove();
}
