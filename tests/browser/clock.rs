//! How waits are measured.

use std::time::Duration;

use groundcrew::browser::clock;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = r#"
const now = Date.now;
export function set_clock_back() { Date.now = () => 0; }
export function set_clock_right() { Date.now = now; }
"#)]
extern "C" {
    fn set_clock_back();
    fn set_clock_right();
}

#[wasm_bindgen_test]
async fn promise_20_a_clock_set_back_takes_nothing_from_the_time_a_page_is_open() {
    let before = clock::since_opened();
    set_clock_back();
    clock::wait(Duration::from_millis(20)).await;
    let (shown, waited) = (clock::now(), clock::since_opened() - before);
    set_clock_right();
    assert_eq!(shown.0, 0, "the clock people read was set back");
    assert!(waited.as_millis() >= 10, "{waited:?}");
}
