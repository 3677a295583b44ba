//! Doing something from a page: runs a command, and says so when it was not done.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::components::{Notice, Tone, live};
use super::messages;
use crate::browser::store::Committed;
use crate::domain::decide::Command;

/// What could not be done last, in a sentence. A page shows it with [`failure`].
pub type Failed = RwSignal<Option<String>>;

/// Runs a command; then goes on, or says why not.
pub fn perform(app: App, command: Command, failed: Failed, then: impl FnOnce(Committed) + 'static) {
    perform_boxed(app, command, failed, Box::new(then));
}

fn perform_boxed(app: App, command: Command, failed: Failed, then: Box<dyn FnOnce(Committed)>) {
    failed.set(None);
    spawn_local(async move {
        match app.dispatch(command).await {
            Ok(committed) => then(committed),
            Err(undone) => failed.set(Some(messages::undone(&undone))),
        }
    });
}

/// What could not be done, read out when it comes; nothing while all is well.
pub fn failure(failed: Failed) -> AnyView {
    live(move || match failed.get() {
        Some(words) => news(Tone::Danger, words),
        None => ().into_any(),
    })
}

/// A sentence that is read out when it comes.
pub fn news(tone: Tone, words: String) -> AnyView {
    view! {
        <Notice tone=tone live=true>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}
