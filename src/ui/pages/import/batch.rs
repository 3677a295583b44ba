//! The files that were handed in together: reading them, what each is, and taking them in.
//!
//! Nothing is written while files are read; taking in is one transaction.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::weekly::{self, Weekly};
use crate::browser::files::{self, NotRead};
use crate::browser::store::{Job, LoadError};
use crate::domain::application::Application;
use crate::domain::gather::gather;
use crate::domain::id::RecordId;
use crate::domain::record::Record;
use crate::format::file::{Damage, FileError, FileKind, sniff};
use crate::format::form::of_version;
use crate::format::submission::Submission;
use crate::sync::intake::{self, Opened, Remarks, Standing, standing};
use crate::sync::merge::merge;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::Tone;
use crate::ui::deed::Failed;
use crate::ui::messages;
use crate::ui::pages::data::Taking;

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
    /// What people wrote of their weeks: it is taken in by itself.
    Weeks(Arc<Weekly>),
    /// The same for the organizers, and this device is none of theirs.
    ForOrganizers,
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
    /// Taking in a whole export that is among the files.
    pub taking: Taking,
    /// The copies as they will be once the rows are taken in: of rows, and of nothing else.
    pending: StoredValue<HashMap<RecordId, Record>>,
    /// Files that are still to be read.
    waiting: StoredValue<VecDeque<File>, LocalStorage>,
    /// What was read, and is not among the rows yet.
    fresh: StoredValue<Vec<(String, Verdict)>>,
    job: StoredValue<Option<Job>, LocalStorage>,
    turn: StoredValue<u64>,
}

impl Batch {
    pub fn new(app: App) -> Self {
        let failed = Failed::new(None);
        Self {
            app,
            stage: RwSignal::new(Stage::Idle),
            rows: RwSignal::new(Vec::new()),
            done: RwSignal::new(None),
            failed,
            taking: Taking::new(app, failed),
            pending: StoredValue::new(HashMap::new()),
            waiting: StoredValue::new_local(VecDeque::new()),
            fresh: StoredValue::new(Vec::new()),
            job: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        }
    }

    /// Why nothing else can be taken in, or forgotten, just now.
    pub fn blocked(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_busy = self.taking.is_under_way() || self.stage.get() == Stage::Taking;
            is_busy.then(|| t!(crew.taking_now).to_owned())
        })
    }

    /// Forgets the files.
    pub fn clear(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.rows.set(Vec::new());
        self.pending.set_value(HashMap::new());
        self.stage.set(Stage::Idle);
        self.done.set(None);
        self.failed.set(None);
        self.taking.hush();
    }

    /// Stops what is under way. What was read stays; nothing is taken in by half.
    pub fn stop(self) {
        match self.stage.get_untracked() {
            Stage::Reading => {
                self.turn.update_value(|turn| *turn += 1);
                self.waiting.update_value(VecDeque::clear);
                self.show_fresh();
                self.stage.set(Stage::Read);
            }
            Stage::Taking => self.job.with_value(|job| job.iter().for_each(Job::cancel)),
            Stage::Idle | Stage::Read | Stage::Taken(_) => {}
        }
    }

    /// Reads more files, after those that are being read.
    pub fn read(self, files: Vec<File>) {
        if self.blocked().with_untracked(Option::is_some) {
            return self.failed.set(Some(t!(crew.drop_later).to_owned()));
        }
        self.failed.set(None);
        match self.stage.get_untracked() {
            Stage::Reading => {
                return self.waiting.update_value(|waiting| waiting.extend(files));
            }
            Stage::Taken(_) => self.clear(),
            Stage::Idle | Stage::Read | Stage::Taking => {}
        }
        self.waiting.set_value(files.into());
        self.stage.set(Stage::Reading);
        spawn_local(self.read_all(self.turn.get_value()));
    }

    async fn read_all(self, turn: u64) {
        let mut done = 0u32;
        while let Some(Some(file)) = self.waiting.try_update_value(VecDeque::pop_front) {
            let judged = self.judge(&file).await;
            // Stopped, or the page was left: what was read last is in no row, and counts for nothing.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let (verdict, copy) = match judged {
                Ok(judged) => judged,
                Err(error) => {
                    self.failed.set(Some(messages::load_error(&error)));
                    break;
                }
            };
            if let Some(copy) = copy {
                self.pending
                    .update_value(|all| drop(all.insert(copy.id, copy)));
            }
            self.fresh
                .update_value(|fresh| fresh.push((file.name(), verdict)));
            done += 1;
            let left = self.waiting.with_value(VecDeque::len);
            if left == 0 || self.fresh.with_value(Vec::len) == CHUNK {
                self.show_fresh();
                let all = u32::try_from(left).map_or(u32::MAX, |left| left.saturating_add(done));
                self.done.set(Some((done, all)));
            }
        }
        self.waiting.update_value(VecDeque::clear);
        self.show_fresh();
        self.stage.set(Stage::Read);
    }

    /// Adds what was read to the rows.
    fn show_fresh(self) {
        let fresh = self.fresh.try_update_value(std::mem::take);
        self.rows.update(|rows| {
            for (file, verdict) in fresh.unwrap_or_default() {
                let number = rows.len();
                rows.push(Row {
                    number,
                    file,
                    verdict,
                });
            }
        });
    }

    /// What a file is; for a submission, also the copy as it will be once it is taken in.
    async fn judge(self, file: &File) -> Result<(Verdict, Option<Record>), LoadError> {
        let text = match files::read(file).await {
            Ok(text) => text,
            Err(error) => return Ok((Verdict::Unread(error), None)),
        };
        if sniff(&text) == Some(FileKind::Weeks) {
            return Ok((weekly::judge(self.app, &text).await?, None));
        }
        let programme = self.app.programme.get_untracked();
        let submission = match intake::open(&text, &programme.id) {
            Opened::Submission(submission) => *submission,
            Opened::Export(records) => {
                return Ok((Verdict::Export(text.into(), records), None));
            }
            Opened::Refused(error) => return Ok((Verdict::Refused(error), None)),
        };
        let record = &submission.application;
        // What was parsed is an application, or it would have been refused.
        let (Ok(Some(application)), Ok(Some(remarks))) = (
            Application::read(record),
            intake::remarks(&programme, record),
        ) else {
            return Ok((Verdict::Refused(FileError::NotOurs), None));
        };
        let id = record.id;
        // The page may have been left meanwhile: then nobody asks any more.
        let pending = self.pending.try_with_value(|all| all.get(&id).cloned());
        let here = match pending.flatten() {
            Some(pending) => Some(pending),
            None => self.app.store().get(id).await?,
        };
        let Ok(standing) = standing(here.as_ref(), record) else {
            let damaged = FileError::Damaged {
                line: APPLICATION_LINE,
                damage: Damage::Contents,
            };
            return Ok((Verdict::Refused(damaged), None));
        };
        let after = match &here {
            Some(here) => merge(here, record).expect("the copy here was found by the same id"),
            None => record.clone(),
        };
        let form = of_version(&submission.form_version);
        let name = super::super::application::name(&application, form.as_ref());
        let verdict = Verdict::Submission(Arc::new(Incoming {
            submission,
            application,
            name,
            standing,
            remarks,
        }));
        Ok((verdict, Some(after)))
    }

    /// Takes in what brings something: all of it or nothing.
    pub fn take_in(self) {
        let incoming: Vec<Arc<Incoming>> = self.rows.with_untracked(|rows| {
            let all = rows.iter().filter_map(Row::incoming);
            all.filter(|incoming| incoming.standing.brings())
                .cloned()
                .collect()
        });
        let count = self.rows.with_untracked(|rows| bringing(rows));
        let all = u32::try_from(incoming.len() * 2).unwrap_or(u32::MAX);
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
            Verdict::Export(..)
            | Verdict::Weeks(_)
            | Verdict::ForOrganizers
            | Verdict::Refused(_)
            | Verdict::Unread(_) => None,
        }
    }
}

/// How many applications the rows bring something to.
pub(super) fn bringing(rows: &[Row]) -> usize {
    let all = rows.iter().filter_map(Row::incoming);
    let brought = all.filter(|incoming| incoming.standing.brings());
    let ids: BTreeSet<RecordId> = gather(brought.map(|incoming| incoming.application.id));
    ids.len()
}

/// Whether there is a file among them that is taken in by itself.
pub(super) fn by_themselves(rows: &[Row]) -> bool {
    let is_so = |row: &Row| matches!(row.verdict, Verdict::Export(..) | Verdict::Weeks(_));
    rows.iter().any(is_so)
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
        Verdict::Weeks(_) => (t!(weeks.verdict), Some(Tone::Info)),
        Verdict::ForOrganizers => (t!(weeks.verdict), Some(Tone::Warning)),
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
    format!("receipt-{id}.json")
}
