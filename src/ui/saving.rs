//! What an organizer types, saved by itself (Promise 2): what waits of one record, and the command that has it
//! stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use super::waiting::Waiting;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::record::{Record, VersionVector};
use crate::sync::autosave::SaveState;
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
    /// The newest copy of the record that is known here.
    seen: StoredValue<VersionVector>,
    /// The record as it was stored last from here.
    pub stored: RwSignal<Option<Arc<Record>>>,
    words: StoredValue<Words>,
    waiting: Waiting<K, V>,
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
        let trouble = RwSignal::new(None);
        let seen = StoredValue::new(VersionVector::default());
        let stored = RwSignal::new(None);
        let save = move |batch| {
            let command = store(batch);
            let save = async move {
                match app.dispatch(command).await {
                    Ok(committed) => {
                        let kept = committed.records.iter();
                        if let Some(record) = kept.rev().find(|kept| kept.id == record) {
                            seen.set_value(record.version.clone());
                            stored.set(Some(Arc::new(record.clone())));
                        }
                        trouble.set(None);
                        true
                    }
                    Err(undone) => {
                        trouble.set(Some(messages::undone(&undone)));
                        false
                    }
                }
            };
            Box::pin(save) as _
        };
        let waiting = Waiting::new(app, SaveState::Untouched, Arc::new(save));
        Self {
            save: waiting.state,
            trouble,
            app,
            seen,
            stored,
            words: StoredValue::new(words),
            waiting,
        }
    }

    /// Takes what was typed at a place, and saves it soon.
    pub fn typed(self, place: K, content: V) {
        self.waiting.typed(place, content);
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
        self.waiting.has_unsaved()
    }

    /// Tries again without waiting.
    pub fn retry(self) {
        self.waiting.retry();
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        spawn_local(self.waiting.flush());
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
