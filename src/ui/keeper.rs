//! A text of an organizer that saves by itself (Promise 2): a signal for what is typed, and its saving.

use std::sync::Arc;

use leptos::prelude::*;

use super::app::App;
use super::saving::{Going, Saving};
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::record::VersionVector;

/// What stores a text.
type Store = Arc<dyn Fn(String) -> Command + Send + Sync>;

/// A text that saves by itself. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// What is typed.
    pub text: RwSignal<String>,
    saving: Saving<(), String>,
}

impl Keeper {
    /// The text of a record, empty until it is [refreshed](Self::refresh), and the command that stores
    /// another one. The caller owns the reactive scope it lives in.
    pub fn new(app: App, record: RecordId, store: Store) -> Self {
        let text = RwSignal::new(String::new());
        let command = Arc::new(move |mut batch: std::collections::BTreeMap<(), String>| {
            store(batch.remove(&()).unwrap_or_default())
        });
        let words = Arc::new(move || text.get_untracked());
        Self {
            text,
            saving: Saving::new(app, record, command, words),
        }
    }

    /// Takes what was typed, and saves it soon.
    pub fn set(self, text: String) {
        self.text.set(text.clone());
        self.saving.typed((), text);
    }

    /// Takes up what a copy of the record says, unless a newer copy is known or newer text waits here.
    pub fn refresh(self, text: &str, version: &VersionVector) {
        if self.saving.takes_up(version) && self.text.with_untracked(|shown| shown != text) {
            self.text.set(text.to_owned());
        }
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(self) -> bool {
        self.saving.has_unsaved()
    }

    /// Tries again without waiting.
    pub fn retry(self) {
        self.saving.retry();
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        self.saving.flush();
    }

    /// Saves what is not saved, and tells whether all is, in the end.
    pub async fn settle(self) -> bool {
        self.saving.settle().await
    }

    /// How saving goes, to be shown together with others.
    pub fn going(self) -> Going {
        self.saving.going()
    }

    /// How saving goes, with a way to try again and a way to keep the text.
    pub fn saved(self) -> AnyView {
        self.saving.saved()
    }
}
