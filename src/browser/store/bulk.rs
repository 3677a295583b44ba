//! Many records at once: an import, samples and their removal. One transaction all the same, so that
//! it happens wholly or not at all; in chunks, so that it can be watched and called off.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::commit::{Batch, first_cause};
use super::schema::{ALL, META, RECORDS};
use super::{ImportError, SaveError, Store, StoreEvent, database_name};
use crate::browser::clock;
use crate::browser::idb::{Cause, Keys, Tx};
use crate::browser::tabs::{self, Changed, NotAlone};
use crate::domain::id::RecordId;
use crate::domain::record::{Change, JournalEntry, Kind, Record};
use crate::format::export::Export;

/// How many records are written between two looks at the job.
const CHUNK: usize = 500;

/// A job that is watched and may be called off.
#[derive(Clone)]
pub struct Job {
    progress: Rc<dyn Fn(usize)>,
    cancelled: Rc<Cell<bool>>,
}

impl Job {
    /// A job whose watcher is told, now and then, how many records are done.
    pub fn new(progress: impl Fn(usize) + 'static) -> Self {
        Self {
            progress: Rc::new(progress),
            cancelled: Rc::new(Cell::new(false)),
        }
    }

    /// Calls the job off. Unless it is done already, nothing of it will have happened.
    pub fn cancel(&self) {
        self.cancelled.set(true);
    }

    pub(super) fn go_on(&self, done: usize) -> Result<(), SaveError> {
        (self.progress)(done);
        if self.cancelled.get() {
            Err(SaveError::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// What came of merging many records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// How many were brought.
    pub brought: usize,
    /// How many of those changed what is stored here.
    pub changed: usize,
    /// How many were dropped because they had been erased here.
    pub dropped: usize,
}

/// The name that a device writes under afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Same,
    New,
}

impl Store {
    /// Imports an export of this programme, wholly or not at all. The device takes a new name, since
    /// the export may be of this very database as it was before. One tab imports at a time.
    pub async fn import(&self, text: &str, job: &Job) -> Result<Merged, ImportError> {
        let export = Export::open(text, Some(self.programme()))?;
        let name = format!("{}/import", database_name(self.programme()));
        let alone = match tabs::alone(&name).await {
            Ok(alone) => Some(alone),
            Err(NotAlone::Busy) => return Err(ImportError::Busy),
            // Transactions keep them apart all the same.
            Err(NotAlone::NoLocks) => None,
        };
        let merged = self
            .merge_all(export.records(), export.journal(), Name::New, job)
            .await;
        if let Some(alone) = alone {
            alone.let_go().await;
        }
        Ok(merged?)
    }

    /// Merges many records, all or none.
    pub async fn merge(
        &self,
        records: impl Iterator<Item = Record>,
        job: &Job,
    ) -> Result<Merged, SaveError> {
        self.merge_all(records, std::iter::empty(), Name::Same, job)
            .await
    }

    async fn merge_all(
        &self,
        records: impl Iterator<Item = Record>,
        journal: impl Iterator<Item = JournalEntry>,
        name: Name,
        job: &Job,
    ) -> Result<Merged, SaveError> {
        let db = self.db().await?;
        let tx = db.write(&ALL)?;
        let merged = self.merge_in(&tx, records, journal, name, job).await;
        let merged = merged.map_err(|error| first_cause(&tx, error))?;
        tx.commit().await?;
        self.0.channel.tell(&Changed::Everything);
        Ok(merged)
    }

    async fn merge_in(
        &self,
        tx: &Tx<'_>,
        mut records: impl Iterator<Item = Record>,
        mut journal: impl Iterator<Item = JournalEntry>,
        name: Name,
        job: &Job,
    ) -> Result<Merged, SaveError> {
        let mut batch = Batch::begin(tx, self.0.summariser, clock::now(), true).await?;
        if name == Name::New {
            batch.rename();
        }
        let asked = tx.store(RECORDS)?.keys(&Keys::All, u32::MAX)?;
        let mut stored: BTreeSet<RecordId> = asked
            .await?
            .iter()
            .filter_map(|key| key.parse().ok())
            .collect();
        let mut merged = Merged::default();
        let mut pace = Pace::default();
        loop {
            let chunk: Vec<Record> = records.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            merged.brought += chunk.len();
            let (known, new): (Vec<RecordId>, Vec<RecordId>) = chunk
                .iter()
                .map(|record| record.id)
                .partition(|id| stored.contains(id));
            batch.load_none(new.into_iter());
            batch.load(known.into_iter()).await?;
            for record in chunk {
                // A copy of it may come again.
                stored.insert(record.id);
                batch.make(Change::Merge(record))?;
            }
            batch.store().await?;
            let done = batch.take_done();
            merged.changed += done.records.len();
            merged.dropped += done.dropped.len();
            pace.keep(tx).await?;
            self.0.channel.tell_busy();
            job.go_on(merged.brought)?;
        }
        batch.follow().await?;
        batch.store().await?;
        self.0.channel.tell_busy();
        loop {
            let lines: Vec<JournalEntry> = journal.by_ref().take(CHUNK).collect();
            if lines.is_empty() {
                break;
            }
            batch.make(Change::Note(lines))?;
            batch.store().await?;
            pace.keep(tx).await?;
            self.0.channel.tell_busy();
            job.go_on(merged.brought)?;
        }
        let (_, bad) = batch.end().await?;
        if !bad.is_empty() {
            self.tell(StoreEvent::SetAside(bad));
        }
        Ok(merged)
    }

    /// Removes, without a mark, the records of a kind for which `which` says so: samples, and
    /// nothing that ever was anyone's. Says how many.
    pub async fn purge(
        &self,
        kind: &Kind,
        which: impl Fn(&Record) -> bool,
        job: &Job,
    ) -> Result<usize, SaveError> {
        let mut ids = Vec::new();
        self.each_of_kind(kind, |records| {
            ids.extend(
                records
                    .iter()
                    .filter(|record| which(record))
                    .map(|record| record.id),
            );
        })
        .await?;
        let db = self.db().await?;
        let tx = db.write(&ALL)?;
        let purged = self.purge_in(&tx, &ids, which, job).await;
        let purged = purged.map_err(|error| first_cause(&tx, error))?;
        tx.commit().await?;
        self.0.channel.tell(&Changed::Everything);
        Ok(purged)
    }

    async fn purge_in(
        &self,
        tx: &Tx<'_>,
        ids: &[RecordId],
        which: impl Fn(&Record) -> bool,
        job: &Job,
    ) -> Result<usize, SaveError> {
        let mut batch = Batch::begin(tx, self.0.summariser, clock::now(), false).await?;
        let (mut done, mut pace) = (0, Pace::default());
        for chunk in ids.chunks(CHUNK) {
            batch.load(chunk.iter().copied()).await?;
            for id in chunk {
                // Another tab may have made it someone's since it was found.
                if batch.holds(*id, &which) {
                    batch.make(Change::Purge(*id))?;
                }
            }
            batch.store().await?;
            pace.keep(tx).await?;
            self.0.channel.tell_busy();
            done += chunk.len();
            job.go_on(done)?;
        }
        let (done, _) = batch.end().await?;
        Ok(done.purged.len())
    }
}

/// Keeps a job no more than a chunk ahead of its transaction, which lets the page breathe. While the
/// browser stores one, the next is made ready.
#[derive(Default)]
struct Pace(Option<Asked>);

/// What was asked of the transaction, and not waited for yet.
type Asked = Pin<Box<dyn Future<Output = Result<Option<JsValue>, Cause>>>>;

impl Pace {
    async fn keep(&mut self, tx: &Tx<'_>) -> Result<(), SaveError> {
        let asked = tx.store(META)?.get("")?;
        if let Some(before) = self.0.replace(Box::pin(asked)) {
            before.await?;
        }
        Ok(())
    }
}
