//! What a captain writes of somebody, saved by itself as it is typed and chosen (Promise 2). It lives as long as the app runs.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::decide::{Command, Pair, Weekly};
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Record, Value};
use crate::domain::time::Date;
use crate::domain::week::one_to_one::{
    AGREED, Level, NOTE, OneToOne, State, Told, Went, level_id, note_id, one_to_one_id,
};
use crate::ui::app::App;
use crate::ui::keeper::Keeper;
use crate::ui::messages;
use crate::ui::saving::Saving;

thread_local! {
    static OUTCOMES: RefCell<HashMap<RecordId, Outcome>> = RefCell::default();
    static NOTES: RefCell<HashMap<RecordId, Note>> = RefCell::default();
    static TELLINGS: RefCell<HashMap<RecordId, Telling>> = RefCell::default();
}

/// The one of an id, made if there is none.
fn one<T: Copy>(
    all: &'static std::thread::LocalKey<RefCell<HashMap<RecordId, T>>>,
    app: App,
    id: RecordId,
    make: impl FnOnce() -> T,
) -> T {
    if let Some(known) = all.with_borrow(|all| all.get(&id).copied()) {
        return known;
    }
    let new = app.rooted(make);
    all.with_borrow_mut(|all| all.insert(id, new));
    new
}

/// How far reading a record has come. Before it was read nothing is typed over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    Done,
}

/// Reads a record, and again when anything changed.
fn follow(app: App, id: RecordId, take: impl Fn(Record) + Copy + 'static) -> RwSignal<Reading> {
    let reading = RwSignal::new(Reading::UnderWay);
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            let now = match app.store().get(id).await {
                Ok(found) => {
                    found.into_iter().for_each(take);
                    Reading::Done
                }
                // Once it was read, what is shown is what is typed.
                Err(_) if reading.get_untracked() == Reading::Done => Reading::Done,
                Err(error) => Reading::Failed(messages::load_error(&error)),
            };
            if reading.get_untracked() != now {
                reading.set(now);
            }
        });
    });
    reading
}

/// What something said takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    State,
    Day,
}

/// How the one-to-one of a week went. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    pub state: RwSignal<Option<State>>,
    pub day: RwSignal<Option<Date>>,
    /// The day as it is typed.
    pub text: RwSignal<String>,
    pub saving: Saving<Spot, Went>,
    pub reading: RwSignal<Reading>,
}

impl Outcome {
    pub(super) fn of(app: App, pair: Pair) -> Self {
        let id = one_to_one_id(pair.captain, pair.member, pair.week);
        one(&OUTCOMES, app, id, || Self::new(app, id, pair))
    }

    fn new(app: App, id: RecordId, pair: Pair) -> Self {
        let (state, day) = (RwSignal::new(None), RwSignal::new(None));
        let store = Arc::new(move |batch: BTreeMap<Spot, Went>| {
            Command::Week(Weekly::OneToOne {
                pair,
                went: batch.into_values().collect(),
            })
        });
        let saving = Saving::new(app, id, store, Arc::new(String::new));
        let reading = follow(app, id, move |record| {
            if let Some(read) = OneToOne::read(&record)
                && saving.takes_up(&record.version)
            {
                state.set(read.state);
                day.set(read.day);
            }
        });
        Self {
            state,
            day,
            text: RwSignal::new(String::new()),
            saving,
            reading,
        }
    }

    pub(super) fn say(self, went: Went) {
        let spot = match went {
            Went::State(state) => {
                self.state.set(state);
                Spot::State
            }
            Went::Day(day) => {
                self.day.set(day);
                Spot::Day
            }
        };
        self.saving.typed(spot, went);
    }
}

/// The captain's own note of a week. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Note {
    pub keeper: Keeper,
    pub reading: RwSignal<Reading>,
}

impl Note {
    pub(super) fn of(app: App, pair: Pair) -> Self {
        let id = note_id(pair.captain, pair.member, pair.week);
        one(&NOTES, app, id, || {
            let store = Arc::new(move |text: String| Command::Week(Weekly::Private { pair, text }));
            let keeper = Keeper::new(app, id, store);
            let reading = follow(app, id, move |record| {
                let text = record.get(&FieldName::new(NOTE)).and_then(Value::as_text);
                keeper.refresh(text.unwrap_or_default(), &record.version);
            });
            Self { keeper, reading }
        })
    }
}

/// How somebody seems to their captain, for the organizers. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Telling {
    pub level: RwSignal<Option<Level>>,
    /// Whether the one it is about agreed that organizers read the words.
    pub agreed: RwSignal<bool>,
    pub words: RwSignal<String>,
    pub saving: Saving<(), ()>,
    pub reading: RwSignal<Reading>,
}

impl Telling {
    pub(super) fn of(app: App, pair: Pair) -> Self {
        let id = level_id(pair.captain, pair.member);
        one(&TELLINGS, app, id, || Self::new(app, id, pair))
    }

    fn new(app: App, id: RecordId, pair: Pair) -> Self {
        let (level, agreed) = (RwSignal::new(None), RwSignal::new(false));
        let words = RwSignal::new(String::new());
        let store = Arc::new(move |_: BTreeMap<(), ()>| {
            let agreed = agreed.get_untracked().then(|| words.get_untracked());
            Command::Week(Weekly::Tell {
                pair,
                level: level.get_untracked().unwrap_or_default(),
                agreed,
            })
        });
        let saving = Saving::new(app, id, store, Arc::new(move || words.get_untracked()));
        let reading = follow(app, id, move |record| {
            if let Some(told) = Told::read(&record)
                && saving.takes_up(&record.version)
            {
                level.set(Some(told.level));
                agreed.set(record.get(&FieldName::new(AGREED)) == Some(&Value::Bool(true)));
                // Words that were typed and are for nobody at present stay in the field.
                if let Some(told) = told.words
                    && words.with_untracked(|shown| *shown != told)
                {
                    words.set(told);
                }
            }
        });
        Self {
            level,
            agreed,
            words,
            saving,
            reading,
        }
    }

    pub(super) fn choose(self, level: Level) {
        self.level.set(Some(level));
        self.saving.typed((), ());
    }

    /// Says whether they agreed. Without a level there is nothing to agree to.
    pub(super) fn agree(self, agreed: bool) {
        if self.level.get_untracked().is_some() {
            self.agreed.set(agreed);
            self.saving.typed((), ());
        }
    }

    pub(super) fn write(self, words: String) {
        self.words.set(words);
        self.saving.typed((), ());
    }
}
