//! The write path: changes, their outbox entries and their journal in one transaction, made to the
//! copies as they are stored at that moment, so that two tabs never overwrite each other (Promise 10).

mod following;

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{self, Blocks};
use super::schema::{ALL, JOURNAL, OUTBOX, RECORDS};
use super::settings::{self, Pen};
use super::{SaveError, SetAside, Store, StoreEvent, Summariser, quarantine};
use crate::browser::idb::{Cause, Keys, Tx};
use crate::browser::tabs::Changed;
use crate::browser::{clock, ids};
use crate::domain::erasure::{is_to_follow, kin};
use crate::domain::gather::gather;
use crate::domain::id::RecordId;
use crate::domain::record::{Applied, Body, Change, JournalEntry, Kind, Record, What, Writer};
use crate::domain::time::Instant;
use crate::format::{Flaw, journal, record};
use crate::sync::merge::{may_merge, merge};

/// What a commit did. It is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The new copies of the records that changed; of an erased one the mark that is left.
    pub records: Vec<Record>,
    /// Records whose edit was dropped because they had been erased: tell its author.
    pub dropped: Vec<RecordId>,
    /// Records that were removed without a mark.
    pub purged: Vec<RecordId>,
    /// When the browser said that it was on the disk.
    pub durable_at: Instant,
}

impl Store {
    /// Makes these changes, all or none. `at` is kept with each write for people to read, and so is
    /// what the device's owner calls themselves.
    pub async fn commit(&self, changes: Vec<Change>, at: Instant) -> Result<Committed, SaveError> {
        self.commit_to(&[], changes, at).await
    }

    /// Makes these changes if every one of these records is stored, which it was when the changes
    /// were decided. If the browser's data was cleared since, a write would make a record of the few
    /// fields that it changes: nothing is done then, and the first record that is gone is named.
    pub async fn commit_to(
        &self,
        stored: &[RecordId],
        changes: Vec<Change>,
        at: Instant,
    ) -> Result<Committed, SaveError> {
        let db = self.db().await?;
        let tx = db.write(&ALL)?;
        let made = self.make(&tx, stored, changes, at).await;
        let (done, bad) = match made {
            Ok(done) => done,
            Err(error) => return Err(first_cause(&tx, error)),
        };
        tx.commit().await?;
        let durable_at = clock::now();
        if !bad.is_empty() {
            self.tell(StoreEvent::SetAside(bad));
        }
        let changed = done
            .records
            .iter()
            .map(|record| record.id)
            .chain(done.purged.iter().copied());
        let changed: Vec<_> = changed.collect();
        if !changed.is_empty() {
            self.0.channel.tell(&Changed::of(changed.into_iter()));
        }
        Ok(Committed {
            records: done.records,
            dropped: done.dropped,
            purged: done.purged,
            durable_at,
        })
    }

    async fn make(
        &self,
        tx: &Tx<'_>,
        stored: &[RecordId],
        changes: Vec<Change>,
        at: Instant,
    ) -> Result<(Done, Vec<SetAside>), SaveError> {
        let comes = |change: &Change| matches!(change, Change::Note(_) | Change::Merge(_));
        let comes = changes.iter().any(comes);
        let mut batch = Batch::begin(tx, self.0.summariser, at, comes).await?;
        let touched = changes.iter().filter_map(touched);
        batch.load(touched.chain(stored.iter().copied())).await?;
        if let Some(gone) = stored.iter().find(|id| batch.is_gone(**id)) {
            return Err(SaveError::Gone(*gone));
        }
        for change in changes {
            match change {
                Change::OnlyDrafts(known) => batch.only_drafts(&known).await?,
                Change::Discard(key) => quarantine::discard(tx, &key).await?,
                change => batch.make(change)?,
            }
        }
        batch.follow().await?;
        batch.store().await?;
        batch.end().await
    }
}

/// A failed write fails everything after it for no reason of its own: the first cause counts.
pub(super) fn first_cause(tx: &Tx<'_>, error: SaveError) -> SaveError {
    match error {
        SaveError::Full(cause)
        | SaveError::Closed(cause)
        | SaveError::TooNew(cause)
        | SaveError::Unavailable(cause)
        | SaveError::Stalled(cause)
        | SaveError::Aborted(cause) => tx.why(cause).into(),
        SaveError::Corrupt(_)
        | SaveError::OtherSort(_)
        | SaveError::Gone(_)
        | SaveError::OtherDraft(_)
        | SaveError::Cancelled => error,
    }
}

/// The record a change is made to.
fn touched(change: &Change) -> Option<RecordId> {
    match change {
        Change::Write { record, .. } => Some(*record),
        Change::Merge(record) => Some(record.id),
        Change::Erase(id) | Change::Purge(id) => Some(*id),
        Change::Note(_)
        | Change::Discard(_)
        | Change::OnlyDrafts(_)
        | Change::Queue(_)
        | Change::Settle(_) => None,
    }
}

/// What was done so far.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub records: Vec<Record>,
    pub dropped: Vec<RecordId>,
    pub purged: Vec<RecordId>,
}

/// A copy as it was stored, and as it is to be.
struct Held {
    stored: Result<Option<Record>, SetAside>,
    now: Option<Record>,
    touched: bool,
}

impl Held {
    fn stored(&self) -> Option<&Record> {
        self.stored.as_ref().ok()?.as_ref()
    }
}

/// Changes being made within one transaction.
pub(super) struct Batch<'a> {
    tx: &'a Tx<'a>,
    summariser: Summariser,
    writer: Writer,
    pen: Pen,
    held: BTreeMap<RecordId, Held>,
    blocks: Blocks,
    lines: Vec<JournalEntry>,
    /// What is erased, as far as anything that comes has to be held against it.
    erased: BTreeSet<RecordId>,
    /// Where something may follow from what was merged.
    near: BTreeSet<RecordId>,
    done: Done,
    bad: Vec<SetAside>,
}

impl<'a> Batch<'a> {
    /// Takes up the pen. `comes` says whether anything is to come from elsewhere: records, or lines of a journal.
    pub async fn begin(
        tx: &'a Tx<'a>,
        summariser: Summariser,
        at: Instant,
        comes: bool,
    ) -> Result<Self, SaveError> {
        let pen = Pen::read(tx).await?;
        let mut erased = BTreeSet::new();
        if comes {
            let rows = rows::all(tx, rows::ERASED).await?;
            erased.extend(rows.iter().filter_map(|row| rows::id_of(row)));
        }
        Ok(Self {
            tx,
            summariser,
            writer: Writer {
                replica: pen.replica,
                counter: pen.counter,
                at,
                by: settings::owner_name(tx).await?.into(),
            },
            pen,
            held: BTreeMap::new(),
            blocks: Blocks::default(),
            lines: Vec::new(),
            erased,
            near: BTreeSet::new(),
            done: Done::default(),
            bad: Vec::new(),
        })
    }

    /// Reads the stored copies of these records, which are to be changed.
    pub async fn load(&mut self, ids: impl Iterator<Item = RecordId>) -> Result<(), SaveError> {
        let shelf = self.tx.store(RECORDS)?;
        let mut asked = Vec::new();
        for id in gather::<BTreeSet<_>, _>(ids) {
            let key = id.to_string();
            asked.push((id, shelf.get(&key)?, key));
        }
        for (id, request, key) in asked {
            let found = request.await?;
            let stored = found
                .map(|found| quarantine::parse(&key, &found))
                .transpose();
            self.hold(id, stored);
        }
        Ok(())
    }

    /// Takes note that these records are not stored yet.
    pub fn load_none(&mut self, ids: impl Iterator<Item = RecordId>) {
        ids.for_each(|id| self.hold(id, Ok(None)));
    }

    fn hold(&mut self, id: RecordId, stored: Result<Option<Record>, SetAside>) {
        let now = stored.as_ref().ok().cloned().flatten();
        let held = Held {
            stored,
            now,
            touched: false,
        };
        self.held.insert(id, held);
    }

    fn held(&mut self, id: RecordId) -> &mut Held {
        self.held
            .get_mut(&id)
            .expect("what a change touches was loaded before it is made")
    }

    /// Whether nothing is stored of a record that was loaded.
    fn is_gone(&self, id: RecordId) -> bool {
        self.held
            .get(&id)
            .is_some_and(|held| held.stored == Ok(None))
    }

    /// Stops if there are drafts beside these: another tab began them, and what is to be done was
    /// decided without them. One that can't be read stands in nobody's way.
    async fn only_drafts(&mut self, known: &[RecordId]) -> Result<(), SaveError> {
        let rows = rows::all(self.tx, &rows::prefix(&Kind::Draft)).await?;
        let ids = rows.iter().filter_map(|row| rows::id_of(row));
        let unknown: Vec<_> = ids.filter(|id| !known.contains(id)).collect();
        self.load(unknown.iter().copied()).await?;
        let is_live = |record: &Record| record.live().is_some();
        let other = unknown.into_iter().find(|id| self.holds(*id, is_live));
        other.map_or(Ok(()), |id| Err(SaveError::OtherDraft(id)))
    }

    /// Whether a record was loaded of which this is so.
    pub fn holds(&self, id: RecordId, which: impl Fn(&Record) -> bool) -> bool {
        let now = self.held.get(&id).and_then(|held| held.now.as_ref());
        now.is_some_and(which)
    }

    /// Makes a change to what was loaded.
    pub fn make(&mut self, change: Change) -> Result<(), SaveError> {
        match change {
            Change::Write {
                record: id,
                kind,
                audience,
                fields,
            } => {
                let copy = self.readable(id)?;
                let before = self.writer.counter;
                let was = copy.clone();
                match self.writer.write(copy, id, kind, audience, fields) {
                    Applied::Changed(record, lines) if self.writer.counter > before => {
                        self.lines.extend(lines);
                        let held = self.held(id);
                        (held.now, held.touched) = (Some(record), true);
                    }
                    Applied::Changed(..) => self.held(id).now = was,
                    Applied::DroppedErased => {
                        self.held(id).now = was;
                        self.done.dropped.push(id);
                    }
                }
            }
            Change::Merge(theirs) => self.merge(theirs)?,
            Change::Note(lines) => self.lines.extend(lines),
            Change::Erase(id) => {
                if let Some(copy) = self.readable(id)? {
                    let before = self.writer.counter;
                    let (record, line) = self.writer.erase(copy);
                    // Of what is confided nothing is told, and it goes all the same.
                    let is_erased = self.writer.counter > before;
                    let held = self.held(id);
                    held.now = Some(record);
                    held.touched |= is_erased;
                    self.lines.extend(line);
                }
            }
            Change::Purge(id) => {
                let purged = self.readable(id)?.is_some();
                let held = self.held(id);
                (held.now, held.touched) = (None, purged);
            }
            // What was erased waits for nobody's answer.
            Change::Queue(id) if self.holds(id, |record| record.live().is_none()) => {}
            // These two wait for the database: whoever makes them asks it first.
            Change::Discard(_) | Change::OnlyDrafts(_) => {}
            Change::Queue(id) => {
                let at = self.writer.at.0.to_string();
                self.tx.store(OUTBOX)?.put(&id.to_string(), &at)?;
            }
            Change::Settle(id) => self.tx.store(OUTBOX)?.delete(&id.to_string())?,
        }
        Ok(())
    }

    /// Takes the present copy of a record to change it; one that can't be read may not be.
    fn readable(&mut self, id: RecordId) -> Result<Option<Record>, SaveError> {
        let held = self.held(id);
        if held.stored.is_err() {
            return Err(SaveError::Corrupt(id));
        }
        let copy = held.now.take();
        if let Some(copy) = &copy {
            self.writer.rename_if_behind(copy, ids::replica_id());
        }
        Ok(copy)
    }

    /// A good copy from elsewhere may take the place of one that is damaged: what was found stays
    /// in quarantine. One that a newer app wrote is not damaged, and stays (Promise 6).
    fn merge(&mut self, theirs: Record) -> Result<(), SaveError> {
        self.writer.rename_if_behind(&theirs, ids::replica_id());
        let id = theirs.id;
        let held = self
            .held
            .get_mut(&id)
            .expect("what a change touches was loaded");
        if let Err(found) = &held.stored
            && held.now.is_none()
        {
            if matches!(found.reason.flaw, Flaw::TooNew(_)) {
                return Err(SaveError::Corrupt(id));
            }
            self.bad.push(found.clone());
        }
        let before = held.now.take();
        let merged = match &before {
            None => theirs,
            Some(ours) if !may_merge(ours, &theirs) => return Err(SaveError::OtherSort(id)),
            Some(ours) => {
                let merged = merge(ours, &theirs).expect("copies are held by their ids");
                if theirs.live().is_some() && merged.live().is_none() {
                    self.done.dropped.push(id);
                }
                merged
            }
        };
        if is_to_follow(before.as_ref(), &merged, &self.erased) {
            self.near.extend(kin(id));
        }
        if merged.live().is_none() {
            self.erased.insert(id);
        }
        held.touched |= before.as_ref() != Some(&merged);
        held.now = Some(merged);
        Ok(())
    }

    /// Writes what was changed so far, all but the rows, and forgets what was loaded.
    pub async fn store(&mut self) -> Result<(), SaveError> {
        let records = self.tx.store(RECORDS)?;
        let mut held = std::mem::take(&mut self.held);
        held.retain(|_, held| held.touched);
        let copies = held
            .values()
            .flat_map(|held| [held.stored(), held.now.as_ref()]);
        self.blocks.load(self.tx, copies.flatten()).await?;
        for (id, held) in held {
            let key = id.to_string();
            if held.stored.is_err() {
                self.blocks.forget(self.tx, id).await?;
            }
            self.blocks
                .change(held.stored(), held.now.as_ref(), &self.summariser);
            let Some(record) = held.now else {
                records.delete(&key)?;
                self.tx.store(OUTBOX)?.delete(&key)?;
                self.forget_journal(id, |_| false).await?;
                self.lines.retain(|line| line.record != id);
                self.done.purged.push(id);
                continue;
            };
            records.put(&key, &record::to_text(&record))?;
            if matches!(record.body, Body::Erased { .. }) {
                self.erased.insert(id);
                self.tx.store(OUTBOX)?.delete(&key)?;
                self.forget_journal(id, |line| line.what == What::Erased)
                    .await?;
            }
            self.done.records.push(record);
        }
        let shelf = self.tx.store(JOURNAL)?;
        for line in self.lines.drain(..) {
            if line.what == What::Erased || !self.erased.contains(&line.record) {
                shelf.put(&journal::to_text(&line), "")?;
            }
        }
        Ok(())
    }

    /// Removes what the journal says of a record, but for the lines that are kept.
    async fn forget_journal(
        &self,
        id: RecordId,
        keep: impl Fn(&JournalEntry) -> bool,
    ) -> Result<(), Cause> {
        let shelf = self.tx.store(JOURNAL)?;
        let prefix = journal::prefix(id);
        for key in shelf.keys(&Keys::Prefix(&prefix), u32::MAX)?.await? {
            if !journal::parse(&key).is_ok_and(|line| keep(&line)) {
                shelf.delete(&key)?;
            }
        }
        Ok(())
    }

    /// What was done since it was last asked for: of many records nobody keeps all new copies.
    pub fn take_done(&mut self) -> Done {
        std::mem::take(&mut self.done)
    }

    /// From here on the device writes under a new name.
    pub fn rename(&mut self) {
        let pen = Pen::fresh();
        (self.writer.replica, self.writer.counter) = (pen.replica, pen.counter);
    }

    /// Writes the rows, and puts the pen down. What was written is on the disk once the transaction is committed.
    pub async fn end(self) -> Result<(Done, Vec<SetAside>), SaveError> {
        let pen = Pen {
            replica: self.writer.replica,
            counter: self.writer.counter,
        };
        self.blocks.store(self.tx)?;
        if pen != self.pen {
            pen.write(self.tx)?;
        }
        quarantine::keep(self.tx, &self.bad).await?;
        Ok((self.done, self.bad))
    }
}
