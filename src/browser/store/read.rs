//! Reading what is stored. A failed read is an error, never an empty answer.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{self, Blocks, SHAPE};
use super::schema::{JOURNAL, META, OUTBOX, RECORDS, ROWS};
use super::settings::ROWS_VERSION;
use super::{LoadError, Store, quarantine};
use crate::browser::idb::Keys;
use crate::domain::application::{applications_of, form_versions_of};
use crate::domain::gather::gather;
use crate::domain::id::RecordId;
use crate::domain::record::{JournalEntry, Kind, Record};
use crate::domain::time::Instant;
use crate::domain::week::blocker::Blocker;
use crate::domain::week::dismissal::Dismissal;
use crate::domain::week::glance::{Glance, Glances};
use crate::domain::week::handing;
use crate::domain::week::one_to_one::Told;
use crate::format::{glance, journal};

/// How many records are read at a time when many are.
pub(super) const CHUNK: u32 = 500;

impl Store {
    /// One record; nothing if there is none.
    pub async fn get(&self, id: RecordId) -> Result<Option<Record>, LoadError> {
        let db = self.db().await?;
        let key = id.to_string();
        let found = {
            let tx = db.read(&[RECORDS])?;
            let asked = tx.store(RECORDS)?.get(&key)?;
            asked.await?
        };
        match found
            .map(|found| quarantine::parse(&key, &found))
            .transpose()
        {
            Ok(record) => Ok(record),
            Err(bad) => {
                self.set_aside(vec![bad.clone()]).await?;
                Err(LoadError::Corrupt(Box::new(bad)))
            }
        }
    }

    /// Several records, in the order asked, without those that are not there.
    pub async fn get_all(
        &self,
        ids: impl IntoIterator<Item = RecordId>,
    ) -> Result<Vec<Record>, LoadError> {
        let db = self.db().await?;
        let (mut records, mut bad) = (Vec::new(), Vec::new());
        {
            let tx = db.read(&[RECORDS])?;
            let shelf = tx.store(RECORDS)?;
            let mut asked = Vec::new();
            for id in ids {
                let key = id.to_string();
                asked.push((shelf.get(&key)?, key));
            }
            for (request, key) in asked {
                match request.await?.map(|found| quarantine::parse(&key, &found)) {
                    Some(Ok(record)) => records.push(record),
                    Some(Err(found)) => bad.push(found),
                    None => {}
                }
            }
        }
        self.set_aside(bad).await?;
        Ok(records)
    }

    /// What this person is writing: every draft, the applications sent of them, and the form
    /// versions those answer. What can't be read is set aside; the rest loads.
    pub async fn load_mine(&self) -> Result<Vec<Record>, LoadError> {
        let mut mine = self.get_all(self.ids_of_kind(&Kind::Draft).await?).await?;
        let sent: BTreeSet<RecordId> = gather(mine.iter().flat_map(applications_of));
        mine.extend(self.get_all(sent).await?);
        let forms: BTreeSet<RecordId> = gather(mine.iter().flat_map(form_versions_of));
        mine.extend(self.get_all(forms).await?);
        Ok(mine)
    }

    /// The ids of the records of a kind, in order.
    pub async fn ids_of_kind(&self, kind: &Kind) -> Result<Vec<RecordId>, LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[ROWS])?;
        let rows = rows::all(&tx, &rows::prefix(kind)).await?;
        Ok(rows.iter().filter_map(|row| rows::id_of(row)).collect())
    }

    /// All that is carried in weeks files, with the memberships that tell to whom, and the marks of what was erased.
    pub async fn load_weeks(&self) -> Result<BTreeMap<RecordId, Record>, LoadError> {
        let mut all = BTreeMap::new();
        for kind in handing::kinds() {
            let take = |records: Vec<Record>| all.extend(records.into_iter().map(|r| (r.id, r)));
            self.each_of_kind(&kind, take).await?;
        }
        let erased: Vec<RecordId> = {
            let db = self.db().await?;
            let tx = db.read(&[ROWS])?;
            let rows = rows::all(&tx, rows::ERASED).await?;
            rows.iter().filter_map(|row| rows::id_of(row)).collect()
        };
        for chunk in erased.chunks(CHUNK as usize) {
            let marks = self.get_all(chunk.iter().copied()).await?;
            all.extend(marks.into_iter().map(|mark| (mark.id, mark)));
        }
        Ok(all)
    }

    /// Every record of a kind, handed over in chunks, in the order of their ids. Applications are those of
    /// one moment, whatever is written meanwhile.
    pub async fn each_of_kind(
        &self,
        kind: &Kind,
        mut each: impl FnMut(Vec<Record>),
    ) -> Result<(), LoadError> {
        // Applications are most of what there is: reading through all records is quicker than
        // looking up each. What little there is of another kind is looked up.
        if *kind != Kind::Application {
            let ids = self.ids_of_kind(kind).await?;
            for chunk in ids.chunks(CHUNK as usize) {
                each(self.get_all(chunk.iter().copied()).await?);
            }
            return Ok(());
        }
        let db = self.db().await?;
        let mut bad = Vec::new();
        {
            let tx = db.read(&[RECORDS])?;
            let shelf = tx.store(RECORDS)?;
            let ask = |range: &Keys<'_>| -> Result<_, LoadError> {
                Ok((shelf.keys(range, CHUNK)?, shelf.values(range, CHUNK)?))
            };
            let mut next = Some(ask(&Keys::All)?);
            while let Some((keys, values)) = next {
                let (keys, values) = (keys.await?, values.await?);
                // The browser fetches the next ones while these are read.
                let last = keys.last().filter(|_| keys.len() == CHUNK as usize);
                next = last.map(|last| ask(&Keys::After(last))).transpose()?;
                let mut records = Vec::with_capacity(keys.len());
                for (key, found) in keys.iter().zip(&values) {
                    match quarantine::parse(key, found) {
                        Ok(record) if record.live().is_some_and(|live| live.kind == *kind) => {
                            records.push(record);
                        }
                        Ok(_) => {}
                        Err(found) => bad.push(found),
                    }
                }
                if !records.is_empty() {
                    each(records);
                }
            }
        }
        self.set_aside(bad).await
    }

    /// The rows of a kind, each with its record's id, in the order of the ids. Those of applications are the list's.
    pub async fn each_row(
        &self,
        kind: &Kind,
        mut each: impl FnMut(RecordId, &str),
    ) -> Result<(), LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[ROWS])?;
        for row in rows::all(&tx, &rows::prefix(kind)).await? {
            if let Some((id, says)) = rows::split(&row) {
                each(id, says);
            }
        }
        Ok(())
    }

    /// What counts of everyone's weeks, without reading the records that say it, but for those of which no line is kept.
    pub async fn glances(&self) -> Result<Glances, LoadError> {
        let mut glances = Glances::default();
        // A line of another shape: its record says it.
        let mut unread = Vec::new();
        for kind in Glance::KINDS {
            self.each_row(&kind, |id, line| match glance::parse(&kind, line) {
                Some(one) => one.into_iter().for_each(|one| glances.take(one)),
                None => unread.push(id),
            })
            .await?;
        }
        for record in self.get_all(unread).await? {
            Glance::of(&record)
                .into_iter()
                .for_each(|one| glances.take(one));
        }
        let each = |records: Vec<Record>| {
            glances
                .blockers
                .extend(records.iter().filter_map(Blocker::read));
        };
        self.each_of_kind(&Kind::Blocker, each).await?;
        let each =
            |records: Vec<Record>| glances.levels.extend(records.iter().filter_map(Told::read));
        self.each_of_kind(&Kind::Level, each).await?;
        let each = |records: Vec<Record>| {
            let read = records.iter().filter_map(Dismissal::read);
            glances.dismissals.extend(read);
        };
        self.each_of_kind(&Kind::Dismissal, each).await?;
        Ok(glances)
    }

    /// What the journal says of a record, in its order. A line that can't be read stays in the
    /// database, and is not among these.
    pub async fn journal_of(&self, id: RecordId) -> Result<Vec<JournalEntry>, LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[JOURNAL])?;
        let prefix = journal::prefix(id);
        let asked = tx.store(JOURNAL)?.keys(&Keys::Prefix(&prefix), u32::MAX)?;
        let lines = asked.await?;
        Ok(lines
            .iter()
            .filter_map(|line| journal::parse(line).ok())
            .collect())
    }

    /// What waits for its receiver's answer, and since when.
    pub async fn outbox(&self) -> Result<Vec<(RecordId, Instant)>, LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[OUTBOX])?;
        let shelf = tx.store(OUTBOX)?;
        let keys = shelf.keys(&Keys::All, u32::MAX)?;
        let values = shelf.values(&Keys::All, u32::MAX)?;
        let (keys, values) = (keys.await?, values.await?);
        // An entry whose moment is damaged still waits.
        let since = |text: Option<String>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
        let entries = keys.iter().zip(values);
        Ok(entries
            .filter_map(|(key, at)| Some((key.parse().ok()?, Instant(since(at.as_string())))))
            .collect())
    }

    /// Makes the rows anew if this version makes them otherwise than they were made.
    pub(super) async fn refresh_rows(&self) -> Result<(), LoadError> {
        let version = format!("{SHAPE}/{}/{}", self.0.summariser.version, glance::VERSION);
        let fresh = self.meta(ROWS_VERSION).await?;
        if fresh.as_deref() == Some(version.as_str()) {
            return Ok(());
        }
        let db = self.db().await?;
        let mut bad = Vec::new();
        let tx = db.write(&[RECORDS, ROWS, META])?;
        {
            let records = tx.store(RECORDS)?;
            let (mut after, mut blocks) = (String::new(), Blocks::default());
            loop {
                let range = Keys::After(&after);
                let (keys, values) = (records.keys(&range, CHUNK)?, records.values(&range, CHUNK)?);
                let (keys, values) = (keys.await?, values.await?);
                for (key, found) in keys.iter().zip(&values) {
                    match quarantine::parse(key, found) {
                        Ok(record) => blocks.change(None, Some(&record), &self.0.summariser),
                        Err(found) => bad.push(found),
                    }
                }
                match keys.into_iter().next_back() {
                    Some(last) => after = last,
                    None => break,
                }
            }
            blocks.replace_all(&tx, &bad).await?;
            tx.store(META)?.put(ROWS_VERSION, &version)?;
        }
        tx.commit().await?;
        self.set_aside(bad).await
    }
}
