//! This device's clock, which people read and nothing is decided by; and how waits are measured.

use std::time::Duration;

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::domain::time::Instant;

/// Now, as this device has it.
pub fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// How long the page has been open. It only grows, whatever becomes of the device's clock.
pub fn since_opened() -> Duration {
    Duration::from_millis(performance_now() as u64)
}

/// Waits so long, to the millisecond.
pub async fn wait(time: Duration) {
    let ms = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        let set = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        if set.is_err() {
            leptos::logging::error!("no timer to wait with");
        }
    });
    // A timer's promise is never rejected.
    drop(JsFuture::from(promise).await);
}
