//! What an organizer types, saved by itself (Promise 2): what waits of one record, and the command that has it
//! stored.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
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
use crate::sync::autosave::{Autosave, SaveState};
use crate::t;
use crate::ui::components::{SaveIndicator, announce};

/// What saves all of something that is typed, and tells whether all of it is stored.
type Settle = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    /// All that saves by itself just now.
    static ALL: RefCell<BTreeMap<u64, Settle>> = const { RefCell::new(BTreeMap::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

/// Saves what is typed anywhere and not saved yet, as far as that goes, and tells whether all is stored: before
/// somebody takes along what they wrote.
pub async fn settle_all() -> bool {
    let all: Vec<Settle> = ALL.with_borrow(|all| all.values().cloned().collect());
    let mut is_all = true;
    for settle in all {
        is_all &= settle().await;
    }
    is_all
}

/// What stores a batch of what was typed.
pub type Store<K, V> = Arc<dyn Fn(BTreeMap<K, V>) -> Command + Send + Sync>;
/// What hears of records that were stored.
pub type Told = Arc<dyn Fn(&[Record]) + Send + Sync>;
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
        Self::with(app, Some(record), store, words, Autosave::default(), None)
    }

    /// The same for what is stored in several records: `told` hears of what was stored, before anything else is saved.
    pub fn of_several(app: App, store: Store<K, V>, words: Words, told: Told) -> Self {
        Self::with(app, None, store, words, Autosave::default(), Some(told))
    }

    /// The same for choices, which are stored once they rest.
    pub fn of_choices(app: App, record: RecordId, store: Store<K, V>, words: Words) -> Self {
        Self::with(
            app,
            Some(record),
            store,
            words,
            Autosave::of_choices(),
            None,
        )
    }

    fn with(
        app: App,
        record: Option<RecordId>,
        store: Store<K, V>,
        words: Words,
        queue: Autosave<K, V>,
        told: Option<Told>,
    ) -> Self {
        let trouble = RwSignal::new(None);
        let seen = StoredValue::new(VersionVector::default());
        let stored = RwSignal::new(None);
        let save = move |batch| {
            let command = store(batch);
            let told = told.clone();
            let save = async move {
                match app.dispatch(command).await {
                    Ok(committed) => {
                        if let Some(told) = told {
                            told(&committed.records);
                        }
                        let mut kept = committed.records.iter().rev();
                        if let Some(record) = kept.find(|kept| Some(kept.id) == record) {
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
        let waiting = Waiting::new(app, SaveState::Untouched, queue, Arc::new(save));
        let number = NEXT.replace(NEXT.get() + 1);
        let settle: Settle = Rc::new(move || Box::pin(waiting.settle()));
        ALL.with_borrow_mut(|all| all.insert(number, settle));
        on_cleanup(move || {
            ALL.with_borrow_mut(|all| all.remove(&number));
        });
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

    /// What is not durable yet, by place.
    pub fn unsaved(self) -> BTreeMap<K, V> {
        self.waiting.unsaved()
    }

    /// Tries again without waiting.
    pub fn retry(self) {
        self.waiting.retry();
    }

    /// Lets go of what is not saved: what it was about is no more.
    pub fn forget(self) {
        self.waiting.forget();
        self.trouble.set(None);
    }

    /// Saves at once what is not saved.
    pub fn flush(self) {
        spawn_local(self.waiting.flush());
    }

    /// Saves what is not saved, and tells whether all is, in the end.
    pub async fn settle(self) -> bool {
        self.waiting.settle().await
    }

    /// How saving goes, to be shown together with others.
    pub fn going(self) -> Going {
        Going {
            save: self.save.into(),
            trouble: self.trouble.into(),
            retry: Callback::new(move |()| self.retry()),
            words: self.words.get_value(),
        }
    }

    /// How saving goes, with a way to try again and a way to keep the text.
    pub fn saved(self) -> AnyView {
        saved(self.app, vec![self.going()])
    }
}

/// How saving goes of one thing.
#[derive(Clone)]
pub struct Going {
    save: Signal<SaveState>,
    trouble: Signal<Option<String>>,
    retry: Callback<()>,
    words: Words,
}

/// How saving goes of several things that are typed in one place: all are saved, or it is said what is not.
pub fn saved(app: App, all: Vec<Going>) -> AnyView {
    let all = StoredValue::new(all);
    let save = Memo::new(move |_| {
        let states = all.with_value(|all| all.iter().map(|one| one.save.get()).collect::<Vec<_>>());
        let last = states.iter().filter_map(|state| match state {
            SaveState::Saved(at) => Some(*at),
            SaveState::Untouched | SaveState::Saving | SaveState::Failed => None,
        });
        let last = last.max();
        let is = |state| states.contains(&state);
        match last {
            _ if is(SaveState::Failed) => SaveState::Failed,
            _ if is(SaveState::Saving) => SaveState::Saving,
            Some(at) => SaveState::Saved(at),
            None => SaveState::Untouched,
        }
    });
    let trouble =
        Memo::new(move |_| all.with_value(|all| all.iter().find_map(|one| one.trouble.get())));
    let retry = Callback::new(move |()| {
        all.with_value(|all| all.iter().for_each(|one| one.retry.run(())));
    });
    let keep = Callback::new(move |()| {
        let texts = all.with_value(|all| all.iter().map(|one| (one.words)()).collect::<Vec<_>>());
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        let file = TextFile {
            name: "unsaved-text.txt".to_owned(),
            text: texts.collect::<Vec<_>>().join("\n"),
            sort: Sort::Plain,
        };
        if files::save(&file).is_err() {
            announce(t!(errors.not_downloaded));
        }
    });
    let now = app.now;
    view! { <SaveIndicator state=save now=now trouble retry keep /> }.into_any()
}
