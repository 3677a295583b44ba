//! What was typed and waits to be saved: the queue of [`Autosave`], with the page's clock and its events.
//!
//! One lives as long as the app runs, so that leaving its page in the middle of a word loses nothing.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::pause::pause;
use crate::browser::clock;
use crate::sync::autosave::{Autosave, SaveState};

/// A save under way: whether storage has it, in the end.
pub type UnderWay = Pin<Box<dyn Future<Output = bool>>>;
/// What begins to save a batch of what was typed.
pub type Save<K, V> = Arc<dyn Fn(BTreeMap<K, V>) -> UnderWay + Send + Sync>;
/// What is to happen when something was typed, and when a save ended.
pub type Heard = Arc<dyn Fn() + Send + Sync>;

/// What waits to be saved, by place. Cheap to copy.
pub struct Waiting<K: 'static, V: 'static> {
    /// How saving goes.
    pub state: RwSignal<SaveState>,
    save: StoredValue<Save<K, V>>,
    heard: StoredValue<Option<Heard>>,
    queue: StoredValue<Autosave<K, V>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl<K, V> Clone for Waiting<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Waiting<K, V> {}

impl<K, V> Waiting<K, V>
where
    K: Ord + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Nothing was typed yet, and `queue` says when it is saved. The caller owns the reactive scope it lives in.
    pub fn new(app: App, state: SaveState, queue: Autosave<K, V>, save: Save<K, V>) -> Self {
        let this = Self {
            state: RwSignal::new(state),
            save: StoredValue::new(save),
            heard: StoredValue::new(None),
            queue: StoredValue::new(queue),
            timer: StoredValue::new(None),
        };
        this.save_when_left(app);
        this
    }

    /// Has something happen when something was typed, and when a save ended.
    pub fn when_heard(self, heard: Heard) {
        self.heard.set_value(Some(heard));
    }

    /// Takes what was typed at a place, and saves it soon.
    pub fn typed(self, place: K, content: V) {
        let now = clock::since_opened();
        self.queue
            .update_value(|queue| queue.typed(place, content, now));
        self.tell();
        self.schedule();
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(self) -> bool {
        self.queue.with_value(Autosave::has_unsaved)
    }

    /// Whether what this place holds is newer here than in storage.
    pub fn is_unsaved(self, place: &K) -> bool {
        self.queue.with_value(|queue| queue.is_unsaved(place))
    }

    /// What is typed and not in storage yet.
    pub fn unsaved(self) -> BTreeMap<K, V> {
        self.queue.with_value(Autosave::unsaved)
    }

    /// Tries again without waiting.
    pub fn retry(self) {
        self.queue.update_value(Autosave::retry_now);
        self.schedule();
    }

    /// Saves at once what is not saved. While a save is under way, it begins none.
    pub async fn flush(self) {
        let batch = self.queue.try_update_value(Autosave::flush).flatten();
        if let Some(batch) = batch {
            self.save(batch).await;
        }
    }

    /// Saves until nothing is unsaved, or a save fails; tells whether all is stored.
    pub async fn settle(self) -> bool {
        while self.has_unsaved() {
            self.flush().await;
            if self.state.get_untracked() == SaveState::Failed {
                return false;
            }
            if self.has_unsaved() {
                // A save is under way; it takes a few milliseconds.
                pause(20).await;
            }
        }
        true
    }

    /// Lets go of what waits: what it was about is there no more.
    pub fn forget(self) {
        self.queue.update_value(Autosave::forget);
        self.tell();
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
        let save = self.save.with_value(|save| save(batch));
        if save.await {
            let now = clock::now();
            self.queue.update_value(|queue| queue.succeeded(now));
        } else {
            let now = clock::since_opened();
            self.queue.update_value(|queue| queue.failed(now));
        }
        self.tell();
        self.schedule();
    }

    fn tell(self) {
        if let Some(heard) = self.heard.get_value() {
            heard();
        }
        let state = self.queue.with_value(Autosave::state);
        if self.state.get_untracked() != state {
            self.state.set(state);
        }
    }

    /// Saves when the page goes out of sight, and has the browser ask before it is left unsaved.
    fn save_when_left(self, app: App) {
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            // A page that is left for another has no time any more, and is hidden, too.
            if document().hidden() && !app.store().is_away() {
                spawn_local(self.flush());
            }
        });
        let asked = window_event_listener(ev::beforeunload, move |event| {
            if self.has_unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            hidden.remove();
            asked.remove();
        });
    }
}
