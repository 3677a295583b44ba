//! What somebody says of their week, saved by itself as it is typed and chosen (Promise 2). It lives as long as the app
//! runs, so that what is typed in the last moment before a page is left is stored too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::decide::{Command, Weekly, Whose};
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::record::{Audience, Kind, Record};
use crate::domain::week::check_in::{CheckIn, Readers, Words};
use crate::domain::week::hours::{hours_text, read_hours};
use crate::domain::week::saying::{Kept, Saying};
use crate::ui::app::App;
use crate::ui::messages;
use crate::ui::saving::Saving;

/// Who reads it before anybody chose: few, and more than one.
const FIRST: Readers = Readers::Leads;

/// What something said takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Did,
    Next,
    InTheWay,
    Minutes,
    Pace,
    Mood,
    Links,
    Answer(QuestionId),
    /// Who reads it.
    Readers,
}

fn spot(saying: &Saying) -> Spot {
    match saying {
        Saying::Did(_) => Spot::Did,
        Saying::Next(_) => Spot::Next,
        Saying::InTheWay(_) => Spot::InTheWay,
        Saying::Minutes(_) => Spot::Minutes,
        Saying::Pace(_) => Spot::Pace,
        Saying::Mood(_) => Spot::Mood,
        Saying::Links(_) => Spot::Links,
        Saying::Answer { question, .. } => Spot::Answer(question.clone()),
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

/// What somebody says of a week. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Checking {
    /// The words, stored or not yet.
    pub words: RwSignal<Words>,
    /// What they said was next a week ago.
    pub planned: RwSignal<String>,
    /// Whom they are for: as they are stored, or as somebody chose last.
    pub audience: RwSignal<Audience>,
    /// What else is kept of the week: two devices chose other readers.
    pub others: RwSignal<Vec<CheckIn>>,
    /// The id of the record that is written on.
    pub record: RwSignal<Option<RecordId>>,
    /// The hours as they are typed.
    pub hours: RwSignal<String>,
    /// How far reading what is stored has come.
    pub reading: RwSignal<Reading>,
    pub saving: Saving<Spot, Option<Saying>>,
    whose: StoredValue<Whose>,
    kept: StoredValue<Kept>,
    /// Who is to read it, as somebody chose here.
    chosen: StoredValue<Option<Readers>>,
    /// Goes up whenever something is typed or stored: what was read before is not taken up.
    turn: StoredValue<u32>,
}

thread_local! {
    static ALL: RefCell<HashMap<(RecordId, u32), Checking>> = RefCell::default();
}

impl Checking {
    /// What somebody says of a week; one for each. Whose captain changed meanwhile is written for the new one.
    pub(super) fn of(app: App, whose: &Whose) -> Self {
        let place = (whose.member, whose.week);
        if let Some(checking) = ALL.with_borrow(|all| all.get(&place).copied()) {
            checking.whose.set_value(whose.clone());
            return checking;
        }
        let checking = app.rooted(|| Self::new(app, whose));
        ALL.with_borrow_mut(|all| all.insert(place, checking));
        checking
    }

    fn new(app: App, whose: &Whose) -> Self {
        let words = RwSignal::new(Words::default());
        let chosen = StoredValue::new(None);
        let (kept, turn) = (StoredValue::new(Kept::default()), StoredValue::new(0));
        let stored_whose = StoredValue::new(whose.clone());
        let store = Arc::new(move |batch: BTreeMap<Spot, Option<Saying>>| {
            let before: Kept = kept.get_value();
            let mut after = before.words();
            batch
                .values()
                .flatten()
                .for_each(|saying| after.say(saying));
            let chosen: Option<Readers> = chosen.get_value();
            let whose: Whose = stored_whose.get_value();
            // What is changed of words that are there stays for whom they are, unless somebody chose others.
            let stays = before
                .audience()
                .filter(|_| !batch.contains_key(&Spot::Readers));
            let (whose, readers) = match stays {
                Some(audience) => (whose.written_for(audience), before.readers()),
                None => (whose, chosen.or(before.readers())),
            };
            Command::Week(Weekly::CheckIn {
                whose,
                readers: readers.unwrap_or(FIRST),
                held_in: before.shown.iter().map(|one| one.id).collect(),
                before: Box::new(before.words()),
                after: Box::new(after),
            })
        });
        let (member, week) = (whose.member, whose.week);
        let told = Arc::new(move |records: &[Record]| {
            turn.update_value(|turn| *turn += 1);
            kept.update_value(|kept| *kept = kept.clone().with(records, member, week));
        });
        let text = Arc::new(move || words.with_untracked(words_as_text));
        let checking = Self {
            words,
            planned: RwSignal::new(String::new()),
            audience: RwSignal::new(whose.audience(FIRST)),
            others: RwSignal::new(Vec::new()),
            record: RwSignal::new(None),
            hours: RwSignal::new(String::new()),
            reading: RwSignal::new(Reading::UnderWay),
            saving: Saving::of_several(app, store, text, told),
            whose: stored_whose,
            kept,
            chosen,
            turn,
        };
        Effect::new(move || {
            app.changed.track();
            checking.refresh(app);
        });
        checking
    }

    /// Takes up what is stored, unless something newer is here.
    fn refresh(self, app: App) {
        let this = self.turn.get_value();
        spawn_local(async move {
            let read = read(app, self.whose.get_value()).await;
            let is_newer = self.turn.get_value() != this || self.saving.has_unsaved();
            let now = match read {
                Ok((kept, planned)) => {
                    self.planned.set(planned);
                    if !is_newer {
                        self.kept.set_value(kept);
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
        let kept = self.kept.get_value();
        let mut now = kept.words();
        let unsaved = self.saving.unsaved();
        unsaved
            .values()
            .flatten()
            .for_each(|saying| now.say(saying));
        if let Some(audience) = kept
            .audience()
            .filter(|_| !unsaved.contains_key(&Spot::Readers))
        {
            let audience = audience.clone();
            self.audience.maybe_update(|shown| replace(shown, audience));
        }
        // What is no number of hours yet stays as it is typed.
        let typed = self.hours.with_untracked(|text| read_hours(text));
        if typed.is_some_and(|typed| typed != now.minutes) {
            self.hours.set(hours_text(now.minutes));
        }
        self.words.maybe_update(|shown| replace(shown, now));
        let record = kept.shown.map(|one| one.id);
        self.record.maybe_update(|shown| replace(shown, record));
        self.others
            .maybe_update(|shown| replace(shown, kept.others));
    }

    /// Says something.
    pub(super) fn say(self, saying: Saying) {
        self.turn.update_value(|turn| *turn += 1);
        self.saving.typed(spot(&saying), Some(saying));
        self.show();
    }

    /// Whom it is for if these read it, as the team is now.
    pub(super) fn audience_of(self, readers: Readers) -> Audience {
        self.whose.with_value(|whose| whose.audience(readers))
    }

    /// Chooses who reads it. Before anything is said there is nothing to store of that.
    pub(super) fn choose(self, readers: Readers) {
        self.chosen.set_value(Some(readers));
        self.audience.set(self.audience_of(readers));
        let is_said = self.kept.with_value(|kept| kept.shown.is_some());
        if is_said || self.saving.has_unsaved() {
            self.turn.update_value(|turn| *turn += 1);
            self.saving.typed(Spot::Readers, None);
        }
    }

    /// The command that leaves only what is shown of the week: the other check-ins, as they are shown, are emptied.
    pub(super) fn only_this(self) -> Option<Command> {
        let kept = self.kept.get_value();
        let words = Box::new(kept.words());
        Some(Command::Week(Weekly::CheckIn {
            whose: self.whose.get_value().written_for(kept.audience()?),
            readers: kept.readers().unwrap_or(FIRST),
            held_in: kept.others.iter().map(|one| one.id).collect(),
            before: words.clone(),
            after: words,
        }))
    }
}

/// Puts something in the place of what is there, and tells whether that is another.
fn replace<T: PartialEq>(shown: &mut T, now: T) -> bool {
    let is_other = *shown != now;
    *shown = now;
    is_other
}

/// What is kept of the week, and what was next a week before.
async fn read(app: App, whose: Whose) -> Result<(Kept, String), LoadError> {
    let mut all: Vec<CheckIn> = Vec::new();
    app.store()
        .each_of_kind(&Kind::CheckIn, |records| {
            let read = records.iter().filter_map(CheckIn::read);
            all.extend(read.filter(|one| one.member == whose.member));
        })
        .await?;
    let before = whose.week.checked_sub(1);
    let planned = before.map(|week| {
        Kept::of(all.iter().cloned(), whose.member, week)
            .words()
            .next
    });
    let kept = Kept::of(all, whose.member, whose.week);
    Ok((kept, planned.unwrap_or_default()))
}

/// The words, for a file of what could not be saved.
fn words_as_text(words: &Words) -> String {
    let texts = [&words.did, &words.next, &words.in_the_way, &words.links];
    let texts = texts.into_iter().chain(words.answers.values());
    let said: Vec<&str> = texts
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    said.join("\n\n")
}
