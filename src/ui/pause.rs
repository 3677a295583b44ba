//! Letting the page draw and listen in the middle of long work.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::prelude::set_timeout;

/// Goes on after so many milliseconds; with 0, once the page has drawn and listened.
pub async fn pause(milliseconds: u32) {
    let (done, wait) = oneshot::channel::<()>();
    set_timeout(
        move || drop(done),
        Duration::from_millis(u64::from(milliseconds)),
    );
    // The end of the channel is as good as a word on it.
    let Err(oneshot::Canceled) = wait.await else {
        return;
    };
}
