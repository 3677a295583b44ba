//! A text of an organizer that saves by itself (Promise 2): a signal for what is typed, and a queue
//! that has it stored.
//!
//! Like a draft's, one lives as long as the app runs, so that leaving its page in the middle of a
//! word loses nothing.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use crate::browser::clock;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::record::VersionVector;
use crate::sync::autosave::{Autosave, SaveState};
use crate::t;
use crate::ui::components::{SaveIndicator, announce};

/// What stores a text.
type Store = Arc<dyn Fn(String) -> Command + Send + Sync>;

/// A text that saves by itself. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// What is typed.
    pub text: RwSignal<String>,
    /// How saving goes.
    pub save: RwSignal<SaveState>,
    trouble: RwSignal<Option<String>>,
    app: App,
    record: RecordId,
    /// The newest copy of the record that is known here.
    seen: StoredValue<VersionVector>,
    store: StoredValue<Store>,
    queue: StoredValue<Autosave<(), String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Keeper {
    /// The text of a record, empty until it is [refreshed](Self::refresh), and the command that stores
    /// another one. The caller owns the reactive scope it lives in.
    pub fn new(app: App, record: RecordId, store: Store) -> Self {
        let this = Self {
            text: RwSignal::new(String::new()),
            save: RwSignal::new(SaveState::Untouched),
            trouble: RwSignal::new(None),
            app,
            record,
            seen: StoredValue::new(VersionVector::default()),
            store: StoredValue::new(store),
            queue: StoredValue::new(Autosave::default()),
            timer: StoredValue::new(None),
        };
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() && !app.store().is_away() {
                this.flush();
            }
        });
        let asked = window_event_listener(ev::beforeunload, move |event| {
            if this.has_unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            hidden.remove();
            asked.remove();
        });
        this
    }

    /// Takes what was typed, and saves it soon.
    pub fn set(self, text: String) {
        self.text.set(text.clone());
        let now = clock::since_opened();
        self.queue.update_value(|queue| queue.typed((), text, now));
        self.tell();
        self.schedule();
    }

    /// Takes up what a copy of the record says, unless a newer copy is known or newer text waits here:
    /// a read takes longer than a key press.
    pub fn refresh(self, text: &str, version: &VersionVector) {
        let is_new = self.seen.with_value(|seen| version.covers(seen));
        if !is_new || self.has_unsaved() {
            return;
        }
        self.seen.set_value(version.clone());
        if self.text.with_untracked(|shown| shown != text) {
            self.text.set(text.to_owned());
        }
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(self) -> bool {
        self.queue.with_value(Autosave::has_unsaved)
    }

    /// Tries again without waiting.
    pub fn retry(self) {
        self.queue.update_value(Autosave::retry_now);
        self.schedule();
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        let batch = self.queue.try_update_value(Autosave::flush).flatten();
        if let Some(text) = batch.and_then(|mut batch| batch.remove(&())) {
            spawn_local(self.save(text));
        }
    }

    fn schedule(self) {
        let Some(at) = self.queue.with_value(Autosave::next_at) else {
            return;
        };
        let again = move || {
            let now = clock::since_opened();
            let batch = self
                .queue
                .try_update_value(|queue| queue.due(now))
                .flatten();
            match batch.and_then(|mut batch| batch.remove(&())) {
                Some(text) => spawn_local(self.save(text)),
                None => self.schedule(),
            }
        };
        let wait = at.saturating_sub(clock::since_opened());
        let handle = set_timeout_with_handle(again, wait);
        self.timer.update_value(|timer| {
            if let Some(earlier) = timer.take() {
                earlier.clear();
            }
            match handle {
                Ok(handle) => *timer = Some(handle),
                Err(error) => leptos::logging::error!("no timer to save with: {error:?}"),
            }
        });
    }

    async fn save(self, text: String) {
        let command = self.store.with_value(|store| store(text));
        match self.app.dispatch(command).await {
            Ok(committed) => {
                let kept = committed.records.iter();
                if let Some(record) = kept.rev().find(|record| record.id == self.record) {
                    self.seen.set_value(record.version.clone());
                }
                let now = clock::now();
                self.queue.update_value(|queue| queue.succeeded(now));
                self.trouble.set(None);
            }
            Err(undone) => {
                let now = clock::since_opened();
                self.queue.update_value(|queue| queue.failed(now));
                self.trouble.set(Some(messages::undone(&undone)));
            }
        }
        self.tell();
        self.schedule();
    }

    fn tell(self) {
        let state = self.queue.with_value(Autosave::state);
        if self.save.get_untracked() != state {
            self.save.set(state);
        }
    }

    /// How saving goes, with a way to try again and a way to keep the text.
    pub fn saved(self) -> AnyView {
        let retry = Callback::new(move |()| self.retry());
        let keep = Callback::new(move |()| {
            let file = TextFile {
                name: "unsaved-text.txt".to_owned(),
                text: self.text.get_untracked(),
                sort: Sort::Plain,
            };
            if files::save(&file).is_err() {
                announce(t!(errors.not_downloaded));
            }
        });
        let (save, now, trouble) = (self.save, self.app.now, self.trouble);
        view! { <SaveIndicator state=save now=now trouble retry keep /> }.into_any()
    }
}
