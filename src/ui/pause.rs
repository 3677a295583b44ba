//! Letting the page draw and listen in the middle of long work.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::prelude::{request_animation_frame, set_timeout};

/// About as long as a frame is shown, in milliseconds.
const FRAME: u32 = 16;

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

/// Goes on once the page was painted with what it shows by now, and listened; in a tab that nobody looks at, once somebody does.
pub async fn painted() {
    let (done, wait) = oneshot::channel::<()>();
    request_animation_frame(move || drop(done));
    let Err(oneshot::Canceled) = wait.await else {
        return;
    };
    pause(FRAME).await;
}
