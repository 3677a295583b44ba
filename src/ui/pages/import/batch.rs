//! The files that were handed in together: reading them, what each is, and taking them in.
//!
//! Nothing is written while files are read; taking in is one transaction.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::browser::files::{self, NotRead};
use crate::browser::store::{Job, LoadError};
use crate::domain::application::Application;
use crate::domain::id::RecordId;
use crate::domain::record::Record;
use crate::format::file::{Damage, FileError};
use crate::format::form::of_version;
use crate::format::submission::Submission;
use crate::sync::intake::{self, Opened, Remarks, Standing, standing};
use crate::sync::merge::merge;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::Tone;
use crate::ui::deed::Failed;
use crate::ui::desk::short_id;
use crate::ui::messages;

/// How many rows are added to the page at once.
const CHUNK: usize = 20;

/// The line of a submission file that holds the application.
const APPLICATION_LINE: usize = 3;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing was handed in yet.
    Idle,
    /// Files are being read.
    Reading,
    /// They were read; nothing was taken in yet.
    Read,
    /// They are being taken in.
    Taking,
    /// So many applications were taken in.
    Taken(usize),
}

/// One file.
#[derive(Clone)]
pub(super) struct Row {
    /// Its number, in the order handed in.
    pub number: usize,
    /// Its name.
    pub file: String,
    /// What it is.
    pub verdict: Verdict,
}

/// What a file is.
#[derive(Clone)]
pub(super) enum Verdict {
    /// A submission.
    Submission(Arc<Incoming>),
    /// An export of this programme, with so many records: it is taken in by itself.
    Export(Arc<str>, usize),
    /// It can't be taken in.
    Refused(FileError),
    /// The browser could not read it.
    Unread(NotRead),
}

/// A submission, with how it stands to what is here.
pub(super) struct Incoming {
    /// What the file holds.
    pub submission: Submission,
    /// The application in it.
    pub application: Application,
    /// What it is called.
    pub name: String,
    /// How it stands to the copy here.
    pub standing: Standing,
    /// What else is to be said.
    pub remarks: Remarks,
}

/// The files that were handed in together. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Batch {
    pub app: App,
    pub stage: RwSignal<Stage>,
    pub rows: RwSignal<Vec<Row>>,
    pub done: RwSignal<Option<(u32, u32)>>,
    pub failed: Failed,
    /// The copies as they will be once what was read so far is taken in.
    pending: StoredValue<HashMap<RecordId, Record>>,
    job: StoredValue<Option<Job>, LocalStorage>,
    turn: StoredValue<u64>,
}

impl Batch {
    pub fn new(app: App) -> Self {
        Self {
            app,
            stage: RwSignal::new(Stage::Idle),
            rows: RwSignal::new(Vec::new()),
            done: RwSignal::new(None),
            failed: Failed::new(None),
            pending: StoredValue::new(HashMap::new()),
            job: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        }
    }

    /// Forgets the files.
    pub fn clear(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.rows.set(Vec::new());
        self.pending.set_value(HashMap::new());
        self.stage.set(Stage::Idle);
        self.done.set(None);
        self.failed.set(None);
    }

    /// Stops what is under way. What was read stays; nothing is taken in by half.
    pub fn stop(self) {
        match self.stage.get_untracked() {
            Stage::Reading => {
                self.turn.update_value(|turn| *turn += 1);
                self.stage.set(Stage::Read);
            }
            Stage::Taking => self.job.with_value(|job| job.iter().for_each(Job::cancel)),
            Stage::Idle | Stage::Read | Stage::Taken(_) => {}
        }
    }

    /// Reads more files.
    pub fn read(self, files: Vec<File>) {
        if matches!(self.stage.get_untracked(), Stage::Reading | Stage::Taking) {
            return;
        }
        if matches!(self.stage.get_untracked(), Stage::Taken(_)) {
            self.clear();
        }
        let turn = self.turn.get_value();
        self.stage.set(Stage::Reading);
        self.failed.set(None);
        spawn_local(async move {
            let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
            let mut fresh = Vec::new();
            for (i, file) in files.iter().enumerate() {
                let verdict = match self.judge(file).await {
                    Ok(verdict) => verdict,
                    Err(error) => {
                        self.failed.set(Some(messages::load_error(&error)));
                        break;
                    }
                };
                if self.turn.get_value() != turn {
                    return;
                }
                fresh.push((file.name(), verdict));
                if fresh.len() == CHUNK || i + 1 == files.len() {
                    self.add(&mut fresh);
                    self.done
                        .set(u32::try_from(i + 1).ok().map(|done| (done, all)));
                }
            }
            self.add(&mut fresh);
            self.stage.set(Stage::Read);
        });
    }

    fn add(self, fresh: &mut Vec<(String, Verdict)>) {
        self.rows.update(|rows| {
            for (file, verdict) in fresh.drain(..) {
                let number = rows.len();
                rows.push(Row {
                    number,
                    file,
                    verdict,
                });
            }
        });
    }

    async fn judge(self, file: &File) -> Result<Verdict, LoadError> {
        let text = match files::read(file).await {
            Ok(text) => text,
            Err(error) => return Ok(Verdict::Unread(error)),
        };
        let programme = self.app.programme.get_untracked();
        let submission = match intake::open(&text, &programme.id) {
            Opened::Submission(submission) => *submission,
            Opened::Export(records) => return Ok(Verdict::Export(text.into(), records)),
            Opened::Refused(error) => return Ok(Verdict::Refused(error)),
        };
        let record = &submission.application;
        // What was parsed is an application, or it would have been refused.
        let (Ok(Some(application)), Ok(Some(remarks))) = (
            Application::read(record),
            intake::remarks(&programme, record),
        ) else {
            return Ok(Verdict::Refused(FileError::NotOurs));
        };
        let id = record.id;
        let pending = self.pending.with_value(|all| all.get(&id).cloned());
        let here = match pending {
            Some(pending) => Some(pending),
            None => self.app.store().get(id).await?,
        };
        let Ok(standing) = standing(here.as_ref(), record) else {
            return Ok(Verdict::Refused(FileError::Damaged {
                line: APPLICATION_LINE,
                damage: Damage::Contents,
            }));
        };
        let after = match &here {
            Some(here) => merge(here, record).expect("the copy here was found by the same id"),
            None => record.clone(),
        };
        self.pending.update_value(|all| drop(all.insert(id, after)));
        let form = of_version(&submission.form_version);
        let name = super::super::application::name(&application, form.as_ref());
        Ok(Verdict::Submission(Arc::new(Incoming {
            submission,
            application,
            name,
            standing,
            remarks,
        })))
    }

    /// Takes in what brings something: all of it or nothing.
    pub fn take_in(self) {
        let incoming: Vec<Arc<Incoming>> = self.rows.with_untracked(|rows| {
            let all = rows.iter().filter_map(Row::incoming);
            all.filter(|incoming| incoming.standing.brings())
                .cloned()
                .collect()
        });
        let count = incoming.len();
        let all = u32::try_from(count * 2).unwrap_or(u32::MAX);
        let done = self.done;
        let job = Job::new(move |n| done.set(Some((u32::try_from(n).unwrap_or(all), all))));
        self.job.set_value(Some(job.clone()));
        self.done.set(Some((0, all)));
        self.stage.set(Stage::Taking);
        self.failed.set(None);
        spawn_local(async move {
            let records = incoming.iter().flat_map(|incoming| {
                let submission = &incoming.submission;
                [
                    submission.form_version.clone(),
                    submission.application.clone(),
                ]
            });
            let merged = self.app.store().merge(records, &job).await;
            match merged {
                Ok(_) => {
                    self.app.changed.update(|n| *n += 1);
                    self.stage.set(Stage::Taken(count));
                    ask_to_keep().await;
                }
                Err(error) => {
                    self.failed.set(Some(messages::save_error(&error)));
                    self.stage.set(Stage::Read);
                }
            }
        });
    }
}

/// Now there is something to lose.
async fn ask_to_keep() {
    use crate::browser::quota::{Keeping, ask_to_keep, keeping};
    if keeping().await == Keeping::BestEffort {
        ask_to_keep().await;
    }
}

impl Row {
    /// The submission, if it is one.
    pub fn incoming(&self) -> Option<&Arc<Incoming>> {
        match &self.verdict {
            Verdict::Submission(incoming) => Some(incoming),
            Verdict::Export(..) | Verdict::Refused(_) | Verdict::Unread(_) => None,
        }
    }
}

/// How many rows bring something.
pub(super) fn bringing(rows: &[Row]) -> usize {
    let all = rows.iter().filter_map(Row::incoming);
    all.filter(|incoming| incoming.standing.brings()).count()
}

/// What a verdict is called in a word or two, and what kind of news it is.
pub(super) fn verdict_word(verdict: &Verdict) -> (&'static str, Option<Tone>) {
    match verdict {
        Verdict::Submission(incoming) => match incoming.standing {
            Standing::New => (t!(crew.verdict_new), Some(Tone::Good)),
            Standing::Same => (t!(crew.verdict_same), None),
            Standing::Newer { conflicts: 0 } => (t!(crew.verdict_newer), Some(Tone::Good)),
            Standing::Newer { .. } => (t!(crew.verdict_conflict), Some(Tone::Warning)),
            Standing::Older => (t!(crew.verdict_older), None),
            Standing::Erased => (t!(crew.verdict_erased), Some(Tone::Warning)),
        },
        Verdict::Export(..) => (t!(crew.verdict_export), Some(Tone::Info)),
        Verdict::Refused(FileError::Damaged { .. }) => {
            (t!(crew.verdict_damaged), Some(Tone::Danger))
        }
        Verdict::Refused(FileError::OtherProgramme(_)) => {
            (t!(crew.verdict_other_programme), Some(Tone::Warning))
        }
        Verdict::Refused(FileError::TooNew(_)) => (t!(crew.verdict_too_new), Some(Tone::Warning)),
        Verdict::Refused(FileError::OtherKind(_)) => {
            (t!(crew.verdict_other_kind), Some(Tone::Warning))
        }
        Verdict::Refused(FileError::NotOurs) => (t!(crew.verdict_not_ours), Some(Tone::Warning)),
        Verdict::Unread(_) => (t!(crew.verdict_unread), Some(Tone::Danger)),
    }
}

/// How many there are of each verdict, in the order in which they first came; late ones besides.
pub(super) fn counts(rows: &[Row]) -> Vec<(&'static str, Option<Tone>, usize)> {
    let mut counts: Vec<(&'static str, Option<Tone>, usize)> = Vec::new();
    let mut count = |(word, tone): (&'static str, Option<Tone>)| match counts
        .iter_mut()
        .find(|(known, ..)| *known == word)
    {
        Some((_, _, n)) => *n += 1,
        None => counts.push((word, tone, 1)),
    };
    for row in rows {
        count(verdict_word(&row.verdict));
    }
    let late = rows.iter().filter_map(Row::incoming);
    for _ in late.filter(|incoming| incoming.remarks.late) {
        count((t!(crew.mark_late_lower), Some(Tone::Warning)));
    }
    counts
}

/// The name of an application's receipt, as a file.
pub(super) fn receipt_name(id: RecordId) -> String {
    format!("receipt-{}.json", short_id(id))
}
