//! What an organizer types, saved by itself (Promise 2): a queue of what waits, by place, that has it stored.
//!
//! One lives as long as the app runs, so that leaving its page in the middle of a word loses nothing.

use std::collections::BTreeMap;
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
use crate::domain::record::{Record, VersionVector};
use crate::sync::autosave::{Autosave, SaveState};
use crate::t;
use crate::ui::components::{SaveIndicator, announce};

/// What stores a batch of what was typed.
pub type Store<K, V> = Arc<dyn Fn(BTreeMap<K, V>) -> Command + Send + Sync>;
/// All that is typed, as text, for a file.
pub type Words = Arc<dyn Fn() -> String + Send + Sync>;

/// What waits to be saved of a record, by place. Cheap to copy.
pub struct Saving<K: 'static, V: 'static> {
    /// How saving goes.
    pub save: RwSignal<SaveState>,
    trouble: RwSignal<Option<String>>,
    app: App,
    record: RecordId,
    /// The newest copy of the record that is known here.
    seen: StoredValue<VersionVector>,
    /// The record as it was stored last from here.
    pub stored: RwSignal<Option<Arc<Record>>>,
    store: StoredValue<Store<K, V>>,
    words: StoredValue<Words>,
    queue: StoredValue<Autosave<K, V>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl<K, V> Clone for Saving<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Saving<K, V> {}

impl<K, V> Saving<K, V>
where
    K: Ord + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Nothing waits yet. `store` makes the command that stores a batch; `words` is for a file of what could not
    /// be saved. The caller owns the reactive scope it lives in.
    pub fn new(app: App, record: RecordId, store: Store<K, V>, words: Words) -> Self {
        let this = Self {
            save: RwSignal::new(SaveState::Untouched),
            trouble: RwSignal::new(None),
            app,
            record,
            seen: StoredValue::new(VersionVector::default()),
            stored: RwSignal::new(None),
            store: StoredValue::new(store),
            words: StoredValue::new(words),
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

    /// Takes what was typed at a place, and saves it soon.
    pub fn typed(self, place: K, content: V) {
        let now = clock::since_opened();
        self.queue
            .update_value(|queue| queue.typed(place, content, now));
        self.tell();
        self.schedule();
    }

    /// Whether what a copy of the record says may be shown: no newer copy is known, and nothing newer waits
    /// here. A read takes longer than a key press.
    pub fn takes_up(self, version: &VersionVector) -> bool {
        let is_new = self.seen.with_value(|seen| version.covers(seen));
        if !is_new || self.has_unsaved() {
            return false;
        }
        self.seen.set_value(version.clone());
        true
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

    /// Lets go of what is not saved: what it was about is no more.
    pub fn forget(self) {
        self.queue.set_value(Autosave::default());
        self.trouble.set(None);
        self.tell();
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        let batch = self.queue.try_update_value(Autosave::flush).flatten();
        if let Some(batch) = batch {
            spawn_local(self.save(batch));
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
            match batch {
                Some(batch) => spawn_local(self.save(batch)),
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

    async fn save(self, batch: BTreeMap<K, V>) {
        let command = self.store.with_value(|store| store(batch));
        match self.app.dispatch(command).await {
            Ok(committed) => {
                let kept = committed.records.iter();
                if let Some(record) = kept.rev().find(|record| record.id == self.record) {
                    self.seen.set_value(record.version.clone());
                    self.stored.set(Some(Arc::new(record.clone())));
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
                text: self.words.with_value(|words| words()),
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
