//! Exports: everything for the organizers' backup, or everything with what is this person's alone.

use std::collections::BTreeSet;

use super::bulk::Job;
use super::quarantine::line_set_aside;
use super::read::CHUNK;
use super::schema::{JOURNAL, RECORDS};
use super::{LoadError, SaveError, Store, quarantine};
use crate::browser::idb::Keys;
use crate::domain::gather::gather;
use crate::domain::record::Record;
use crate::format::export::ExportWriter;
use crate::format::{journal, record};

/// What an export takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What organizers share: all but the drafts, which are their writers' alone, and what was confided to a captain or
    /// to those who lead a team.
    Programme,
    /// All of it, drafts and what was confided too: what this device holds about the person before it.
    Device,
}

impl Scope {
    fn takes(self, record: &Record) -> bool {
        match self {
            Self::Device => true,
            Self::Programme => record
                .live()
                .is_none_or(|live| !live.audience.is_confided()),
        }
    }
}

impl Store {
    /// The export: the state of one moment, whatever is written meanwhile. What can't be read is not
    /// in it; [`quarantine`](Self::quarantine) has that.
    pub async fn export(&self, scope: Scope, job: &Job) -> Result<String, SaveError> {
        let db = self.db().await?;
        let mut bad = Vec::new();
        let text = {
            let tx = db.read(&[RECORDS, JOURNAL])?;
            let shelf = tx.store(RECORDS)?;
            let mut export = ExportWriter::new(self.programme());
            let mut section = export.records();
            let (mut after, mut done) = (String::new(), 0);
            loop {
                let range = Keys::After(&after);
                let (keys, values) = (shelf.keys(&range, CHUNK)?, shelf.values(&range, CHUNK)?);
                let (keys, values) = (keys.await?, values.await?);
                for (key, found) in keys.iter().zip(&values) {
                    match quarantine::parse(key, found) {
                        Ok(record) if scope.takes(&record) => {
                            section.item(&record::to_text(&record));
                        }
                        Ok(_) => {}
                        Err(found) => bad.push(found),
                    }
                }
                done += keys.len();
                job.go_on(done)?;
                match keys.into_iter().next_back() {
                    Some(last) => after = last,
                    None => break,
                }
            }
            section.end();
            let lines = tx.store(JOURNAL)?.keys(&Keys::All, u32::MAX)?;
            let lines = lines.await?;
            let lines: BTreeSet<_> = gather(lines.iter().filter_map(|line| {
                let read = journal::parse(line);
                read.map_err(|flaw| bad.push(line_set_aside(line, flaw)))
                    .ok()
            }));
            export.finish(&lines)
        };
        self.set_aside(bad).await?;
        Ok(text)
    }

    /// How many records are stored, erased ones included.
    pub async fn count(&self) -> Result<u32, LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[RECORDS])?;
        let asked = tx.store(RECORDS)?.count(&Keys::All)?;
        Ok(asked.await?)
    }
}
