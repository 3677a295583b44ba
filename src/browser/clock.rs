//! This device's clock. People read it; nothing is decided by it.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use crate::domain::time::Instant;

/// Now, as this device has it.
pub fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

/// Waits so many milliseconds.
pub async fn wait(ms: i32) {
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
