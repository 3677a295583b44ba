//! What is noted of a meeting, saved by itself as it is typed and chosen (Promise 2). It lives as long as the app runs, so
//! that what is noted in the last moment before a page is left is stored too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::decide::{Command, Weekly, Which};
use crate::domain::id::RecordId;
use crate::domain::week::meeting::{Attendance, Meeting, Noted};
use crate::ui::app::App;
use crate::ui::messages;
use crate::ui::saving::Saving;

/// What something noted takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Held,
    Day,
    Note,
    Came(RecordId),
    Line(RecordId),
}

fn spot(noted: &Noted) -> Spot {
    match noted {
        Noted::Held(_) => Spot::Held,
        Noted::Day(_) => Spot::Day,
        Noted::Note(_) => Spot::Note,
        Noted::Came(member, _) => Spot::Came(*member),
        Noted::Line(member, _) => Spot::Line(*member),
    }
}

/// How far reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    Done,
}

/// What is noted of a meeting. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Noting {
    /// The meeting as it is noted, stored or not yet.
    pub shown: RwSignal<Meeting>,
    /// How far reading what is stored has come.
    pub reading: RwSignal<Reading>,
    /// The day as it is typed.
    pub day: RwSignal<String>,
    pub saving: Saving<Spot, Noted>,
    stored: StoredValue<Meeting>,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Noting>> = RefCell::default();
}

impl Noting {
    /// What is noted of a meeting; one for each.
    pub(super) fn of(app: App, which: &Which) -> Self {
        let id = which.id();
        if let Some(noting) = ALL.with_borrow(|all| all.get(&id).copied()) {
            return noting;
        }
        let noting = app.rooted(|| Self::new(app, which));
        ALL.with_borrow_mut(|all| all.insert(id, noting));
        noting
    }

    fn new(app: App, which: &Which) -> Self {
        let id = which.id();
        let unnoted = Meeting::unnoted(id, which.of, which.week);
        let shown = RwSignal::new(unnoted.clone());
        let which = which.clone();
        let store = Arc::new(move |batch: BTreeMap<Spot, Noted>| {
            Command::Week(Weekly::Meeting {
                which: which.clone(),
                noted: batch.into_values().collect(),
            })
        });
        let words = Arc::new(move || {
            shown.with_untracked(|shown| {
                let lines = shown.lines.values().cloned();
                lines
                    .chain([shown.note.clone()])
                    .collect::<Vec<_>>()
                    .join("\n")
            })
        });
        let noting = Self {
            shown,
            reading: RwSignal::new(Reading::UnderWay),
            day: RwSignal::new(String::new()),
            saving: Saving::new(app, id, store, words),
            stored: StoredValue::new(unnoted),
        };
        Effect::new(move || {
            let record = noting.saving.stored.get();
            if let Some(meeting) = record.and_then(|record| Meeting::read(&record)) {
                noting.take_up(meeting);
            }
        });
        Effect::new(move || {
            app.changed.track();
            noting.refresh(app, id);
        });
        noting
    }

    /// Takes up what is stored, unless something newer is here.
    fn refresh(self, app: App, id: RecordId) {
        spawn_local(async move {
            let now = match app.store().get(id).await {
                Ok(found) => {
                    if let Some(record) = &found
                        && let Some(meeting) = Meeting::read(record)
                        && self.saving.takes_up(&record.version)
                    {
                        self.take_up(meeting);
                    }
                    Reading::Done
                }
                // Once it was read, what is shown is what is noted.
                Err(_) if self.reading.get_untracked() == Reading::Done => Reading::Done,
                Err(error) => Reading::Failed(messages::load_error(&error)),
            };
            // What follows it would be drawn anew, under whoever types.
            if self.reading.get_untracked() != now {
                self.reading.set(now);
            }
        });
    }

    fn take_up(self, meeting: Meeting) {
        self.stored.set_value(meeting);
        self.show();
    }

    fn show(self) {
        let mut now = self.stored.get_value();
        let unsaved = self.saving.unsaved();
        unsaved.values().for_each(|noted| now.note(noted));
        if self.shown.with_untracked(|shown| *shown != now) {
            self.shown.set(now);
        }
    }

    /// Notes something.
    pub(super) fn note(self, noted: Noted) {
        self.saving.typed(spot(&noted), noted);
        self.show();
    }

    /// Notes whether somebody came; what is noted so already is taken back.
    pub(super) fn came(self, member: RecordId, came: Attendance) {
        let said = self
            .shown
            .with_untracked(|shown| shown.came.get(&member).copied());
        let came = (said != Some(came)).then_some(came);
        self.note(Noted::Came(member, came));
    }
}
