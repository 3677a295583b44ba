//! What is being typed into a draft: a signal for each question, saved by itself.
//!
//! One [`Typing`] lives for a draft as long as the app runs, whatever pages come and go, so that
//! leaving a page never loses what a save had not yet reached.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::{App, Undone};
use super::panic;
use super::pause::pause;
use super::saved::unsaved_texts;
use super::waiting::Waiting;
use crate::browser::store::SaveError;
use crate::domain::answer::{Checked, Typed, check};
use crate::domain::application::Draft;
use crate::domain::decide::{Command, Refused, typed_answer};
use crate::domain::form::Form;
use crate::domain::gather::gather;
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::programme::Programme;
use crate::domain::record::Record;
use crate::domain::time::Instant;
use crate::format::form::version_record;
use crate::sync::autosave::{Autosave, SaveState};

/// What is being typed into one draft. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Typing {
    /// The draft.
    pub draft: RecordId,
    /// How saving goes.
    pub save: RwSignal<SaveState>,
    /// Why the last save failed, while none has succeeded since.
    pub trouble: RwSignal<Option<Trouble>>,
    /// What the form says of the answers as typed.
    pub checked: Memo<Arc<Checked>>,
    /// The questions that were answered and left: what is wrong with them may be said.
    pub left: RwSignal<BTreeSet<QuestionId>>,
    /// The questions to be answered anew, beside an answer that can't be gone on with.
    pub anew: RwSignal<BTreeSet<QuestionId>>,
    /// Whether its writer has looked at sending it, so that everything that is wrong may be said.
    pub reviewed: RwSignal<bool>,
    app: App,
    form: StoredValue<Arc<Form>>,
    answers: StoredValue<BTreeMap<QuestionId, RwSignal<Option<Typed>>>>,
    waiting: Waiting<QuestionId, Typed>,
}

/// Why a save did not happen.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// Storage did not take it; it is tried again.
    Storage(Arc<SaveError>),
    /// The draft is gone (erased elsewhere); the text is only here.
    Gone(Refused),
}

impl Typing {
    /// Starts from what a draft holds. The caller owns the reactive scope it lives in.
    pub fn new(app: App, draft: &Draft, form: Arc<Form>) -> Self {
        let answers: BTreeMap<_, _> = gather(form.questions().map(|question| {
            let value = typed_answer(draft, question);
            (question.id.clone(), RwSignal::new(value))
        }));
        // What was typed on another evening was left then.
        let typed_before = answers.iter().filter(|(_, value)| {
            value.with_untracked(|value| value.as_ref().is_some_and(|typed| !typed.is_blank()))
        });
        let left = gather(typed_before.map(|(question, _)| question.clone()));
        let answers = StoredValue::new(answers);
        let asked = version_record(&form);
        let form = StoredValue::new(form);
        let session = draft.session.clone();
        let checked =
            Memo::new(move |_| {
                let typed = answers.with_value(|answers| {
                    let given = answers
                        .iter()
                        .filter_map(|(id, value)| Some((id.clone(), value.get()?)));
                    gather(given)
                });
                Arc::new(form.with_value(|form| {
                    app.with_world(&session, |world| check(form, &typed, world))
                }))
            });
        let trouble = RwSignal::new(None);
        let state = draft.changed_at;
        let state = state.map_or(SaveState::Untouched, SaveState::Saved);
        let (of, version) = (draft.id, asked.id);
        let save = move |batch| Box::pin(save_batch(app, of, version, batch, trouble)) as _;
        let waiting = Waiting::new(app, state, Autosave::default(), Arc::new(save));
        let typing = Self {
            draft: draft.id,
            save: waiting.state,
            trouble,
            checked,
            left: RwSignal::new(left),
            anew: RwSignal::new(BTreeSet::new()),
            reviewed: RwSignal::new(false),
            app,
            form,
            answers,
            waiting,
        };
        waiting.when_heard(Arc::new(move || {
            panic::note_unsaved(typing.draft, unsaved_texts(typing));
        }));
        typing.keep_form(draft, asked);
        typing
    }

    /// Keeps the form as it is asked now, so that the answers stay beside their questions.
    fn keep_form(&self, draft: &Draft, asked: Record) {
        if draft.form_version == Some(asked.id) {
            return;
        }
        let (app, draft) = (self.app, self.draft);
        spawn_local(async move {
            // What is typed is kept whatever comes of this; the next start tries it again.
            if let Err(error) = app.dispatch(Command::KeepForm { draft, asked }).await {
                leptos::logging::error!("the form as asked is not kept: {error:?}");
            }
        });
    }

    /// The form that is filled in.
    pub fn form(&self) -> Arc<Form> {
        self.form.get_value()
    }

    /// What is typed for a question; nothing if the form has no such question.
    pub fn answer(&self, question: &QuestionId) -> Option<RwSignal<Option<Typed>>> {
        self.answers
            .with_value(|answers| answers.get(question).copied())
    }

    /// Takes what was typed for a question, shows it, and saves it soon.
    pub fn set(&self, question: &QuestionId, typed: Typed) {
        let Some(signal) = self.answer(question) else {
            return;
        };
        signal.set(Some(typed.clone()));
        self.waiting.typed(question.clone(), typed);
    }

    /// Takes up what another tab or a merge wrote, except where newer text waits here to be saved.
    pub fn refresh(&self, draft: &Draft) {
        let form = self.form();
        self.answers.with_value(|answers| {
            for question in form.questions() {
                let Some(signal) = answers.get(&question.id) else {
                    continue;
                };
                let newer_here = self.waiting.is_unsaved(&question.id);
                let value = typed_answer(draft, question);
                if !newer_here && signal.with_untracked(|shown| *shown != value) {
                    signal.set(value);
                }
            }
        });
    }

    /// Saves at once what is not saved, and tells whether everything is.
    pub async fn flush(&self) -> Result<(), Trouble> {
        self.waiting.flush().await;
        match self.trouble.get_untracked() {
            Some(trouble) => Err(trouble),
            None => Ok(()),
        }
    }

    /// Saves until nothing is unsaved, or says why that can't be. For what needs all of it stored.
    pub async fn settle(&self) -> Result<(), Trouble> {
        while self.has_unsaved() {
            self.flush().await?;
            if self.has_unsaved() {
                // A save is under way; it takes a few milliseconds.
                pause(20).await;
            }
        }
        Ok(())
    }

    /// What is typed and not in storage yet.
    pub fn unsaved(&self) -> BTreeMap<QuestionId, Typed> {
        self.waiting.unsaved()
    }

    /// Everything typed, saved or not.
    pub fn all_typed(&self) -> BTreeMap<QuestionId, Typed> {
        self.answers.with_value(|answers| {
            let given = answers.iter();
            gather(
                given.filter_map(|(question, value)| {
                    Some((question.clone(), value.get_untracked()?))
                }),
            )
        })
    }

    /// The programme it is for.
    pub fn programme(&self) -> Arc<Programme> {
        self.app.programme.get_untracked()
    }

    /// Now, to the half minute.
    pub fn now(&self) -> RwSignal<Instant> {
        self.app.now
    }

    /// Tries again without waiting.
    pub fn retry(&self) {
        self.waiting.retry();
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(&self) -> bool {
        self.waiting.has_unsaved()
    }
}

/// Stores what was typed, or says why not.
async fn save_batch(
    app: App,
    draft: RecordId,
    asked: RecordId,
    batch: BTreeMap<QuestionId, Typed>,
    trouble: RwSignal<Option<Trouble>>,
) -> bool {
    let command = Command::Type {
        draft,
        asked,
        typed: batch.into_iter().collect(),
    };
    let why = match app.dispatch(command).await {
        Ok(_) => None,
        Err(Undone::Unsaved(error)) => Some(Trouble::Storage(Arc::new(error))),
        Err(Undone::Unread(error)) => Some(Trouble::Storage(Arc::new(error.into()))),
        Err(Undone::Refused(refused)) => Some(Trouble::Gone(refused)),
    };
    let is_kept = why.is_none();
    trouble.set(why);
    is_kept
}
