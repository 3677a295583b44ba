//! What somebody says at the end, saved by itself as it is typed and chosen (Promise 2). It lives as long as the app runs, so
//! that what is typed in the last moment before the page is left is stored too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::decide::{Close, Command, Weekly};
use crate::domain::id::{QuestionId, RecordId, SessionId};
use crate::domain::record::Record;
use crate::domain::week::closing::{Answer, Closing, Saying, Words, closing_id};
use crate::ui::app::App;
use crate::ui::messages;
use crate::ui::saving::Saving;

/// What something said takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Answer(QuestionId),
    Testimonial,
    Consent,
    ShownAs,
    Interest,
    InterestRole,
    InterestWords,
}

fn spot(saying: &Saying) -> Spot {
    match saying {
        Saying::Answer { question, .. } => Spot::Answer(question.clone()),
        Saying::Testimonial(_) => Spot::Testimonial,
        Saying::Consent(_) => Spot::Consent,
        Saying::ShownAs(_) => Spot::ShownAs,
        Saying::Interest(_) => Spot::Interest,
        Saying::InterestRole(_) => Spot::InterestRole,
        Saying::InterestWords(_) => Spot::InterestWords,
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

/// What somebody says at the end. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    /// The words, stored or not yet.
    pub words: RwSignal<Words>,
    /// What is stored.
    pub held: RwSignal<Option<Closing>>,
    /// The id of the record that is written on, once there is one.
    pub record: RwSignal<Option<RecordId>>,
    /// How far reading what is stored has come.
    pub reading: RwSignal<Reading>,
    pub saving: Saving<Spot, Saying>,
    member: RecordId,
    /// Goes up whenever something is typed or stored: what was read before is not taken up.
    turn: StoredValue<u32>,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Keeping>> = RefCell::default();
}

impl Keeping {
    /// What somebody says; one for each membership.
    pub(super) fn of(app: App, session: &SessionId, member: RecordId, sample: bool) -> Self {
        if let Some(keeping) = ALL.with_borrow(|all| all.get(&member).copied()) {
            return keeping;
        }
        let session = session.clone();
        let keeping = app.rooted(|| Self::new(app, session, member, sample));
        ALL.with_borrow_mut(|all| all.insert(member, keeping));
        keeping
    }

    fn new(app: App, session: SessionId, member: RecordId, sample: bool) -> Self {
        let words = RwSignal::new(Words::default());
        let held: RwSignal<Option<Closing>> = RwSignal::new(None);
        let turn = StoredValue::new(0);
        let store = Arc::new(move |batch: BTreeMap<Spot, Saying>| {
            let before = stored_words(held);
            let mut after = before.clone();
            batch.values().for_each(|saying| after.say(saying));
            Command::Week(Weekly::Close(Box::new(Close {
                session: session.clone(),
                member,
                sample,
                before,
                after,
            })))
        });
        let told = Arc::new(move |records: &[Record]| {
            turn.update_value(|turn| *turn += 1);
            let mut read = records.iter().filter_map(Closing::read);
            if let Some(now) = read.find(|one| one.member == member) {
                held.set(Some(now));
            }
        });
        let text = Arc::new(move || words.with_untracked(words_as_text));
        let keeping = Self {
            words,
            held,
            record: RwSignal::new(None),
            reading: RwSignal::new(Reading::UnderWay),
            saving: Saving::of_several(app, store, text, told),
            member,
            turn,
        };
        Effect::new(move || {
            app.changed.track();
            keeping.refresh(app);
        });
        keeping
    }

    /// Takes up what is stored, unless something newer is here.
    fn refresh(self, app: App) {
        let this = self.turn.get_value();
        spawn_local(async move {
            let read = app.store().get(closing_id(self.member)).await;
            let is_newer = self.turn.get_value() != this || self.saving.has_unsaved();
            let now = match read {
                Ok(record) => {
                    if !is_newer {
                        let now = record.as_ref().and_then(Closing::read);
                        self.held.maybe_update(|held| replace(held, now));
                        self.show();
                    }
                    Reading::Done
                }
                // Once it was read, what is shown is what is typed.
                Err(_) if self.reading.get_untracked() == Reading::Done => Reading::Done,
                Err(error) => Reading::Failed(messages::load_error(&error)),
            };
            if self.reading.get_untracked() != now {
                self.reading.set(now);
            }
        });
    }

    fn show(self) {
        let mut now = stored_words(self.held);
        let unsaved = self.saving.unsaved();
        unsaved.values().for_each(|saying| now.say(saying));
        self.words.maybe_update(|shown| replace(shown, now));
        let record = self
            .held
            .with_untracked(|held| held.as_ref().map(|one| one.id));
        self.record.maybe_update(|shown| replace(shown, record));
    }

    /// Says something.
    pub(super) fn say(self, saying: Saying) {
        self.turn.update_value(|turn| *turn += 1);
        self.saving.typed(spot(&saying), saying);
        self.show();
    }
}

fn stored_words(held: RwSignal<Option<Closing>>) -> Words {
    let held = held.with_untracked(|held| held.as_ref().map(|one| one.words.clone()));
    held.unwrap_or_default()
}

/// Puts something in the place of what is there, and tells whether that is another.
fn replace<T: PartialEq>(shown: &mut T, now: T) -> bool {
    let is_other = *shown != now;
    *shown = now;
    is_other
}

/// The words, for a file of what could not be saved.
fn words_as_text(words: &Words) -> String {
    let answers = words.answers.values().map(|answer| match answer {
        Answer::Words(text) | Answer::Choice { label: text, .. } => text.clone(),
        Answer::Rating(step) => step.to_string(),
    });
    let texts = [&words.testimonial, &words.shown_as, &words.interest_words];
    let said: Vec<String> = answers
        .chain(texts.into_iter().cloned())
        .filter(|text| !text.is_empty())
        .collect();
    said.join("\n\n")
}
