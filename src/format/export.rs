//! The whole-programme export: every record and the journal, in an order that depends on nothing
//! but them. It names no device as its source and no time, so that a second export after an
//! import elsewhere has the same bytes (Promise 11).

use std::collections::BTreeSet;

use super::file::{Damage, File, FileError, FileKind, FileWriter, SectionWriter, damaged};
use super::parts::Flaw;
use super::record::BadRecord;
use super::{journal, record};
use crate::domain::gather::gather;
use crate::domain::id::ProgrammeId;
use crate::domain::record::{Collection, JournalEntry, Record};

/// An export that was read through and found good.
#[derive(Debug)]
pub struct Export<'a> {
    /// The programme.
    pub programme: ProgrammeId,
    records: Vec<&'a str>,
    journal: Vec<&'a str>,
    holds_confided: bool,
}

impl<'a> Export<'a> {
    /// Opens an export of this programme (any programme, if none is given) and reads all of it,
    /// so that a bad one is refused before anything of it is used.
    pub fn open(text: &'a str, programme: Option<&ProgrammeId>) -> Result<Self, FileError> {
        Self::open_as(FileKind::Export, text, programme)
    }

    /// Opens the file of all that one person has, in the same way.
    pub fn open_own(text: &'a str, programme: &ProgrammeId) -> Result<Self, FileError> {
        Self::open_as(FileKind::Own, text, Some(programme))
    }

    fn open_as(
        kind: FileKind,
        text: &'a str,
        programme: Option<&ProgrammeId>,
    ) -> Result<Self, FileError> {
        let file = File::open(text, kind, programme)?;
        let programme = file.programme.clone();
        let [records, journal] = file.into_sections(["records", "journal"])?;
        let (mut ids, mut holds_confided) = (BTreeSet::new(), false);
        for &(line, text) in &records {
            let record = record::parse_foreign(text).map_err(|e| damaged(line, e))?;
            let live = record.live();
            holds_confided |= live.is_some_and(|live| live.audience.is_confided());
            let id = record.id;
            if !ids.insert(id) {
                let twice = BadRecord {
                    record: Some(id),
                    path: String::new(),
                    flaw: Flaw::Twice,
                };
                return Err(damaged(line, Damage::Record(twice)));
            }
        }
        for &(line, text) in &journal {
            journal::parse(text).map_err(|e| damaged(line, e))?;
        }
        let texts =
            |lines: Vec<(usize, &'a str)>| lines.into_iter().map(|(_, text)| text).collect();
        Ok(Self {
            programme,
            records: texts(records),
            journal: texts(journal),
            holds_confided,
        })
    }

    /// Whether it holds what is for its writer's device alone, or was confided to few: organizers are handed neither
    /// (Promise 23).
    pub fn holds_confided(&self) -> bool {
        self.holds_confided
    }

    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it holds no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records, read one at a time: all of a large export at once would fill the memory.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        self.records
            .iter()
            .map(|text| record::parse(text).expect("it was read when the export was opened"))
    }

    /// The lines of the journal.
    pub fn journal(&self) -> impl Iterator<Item = JournalEntry> + '_ {
        self.journal
            .iter()
            .map(|text| journal::parse(text).expect("it was read when the export was opened"))
    }

    /// All of it.
    pub fn collection(&self) -> Collection {
        Collection {
            records: gather(self.records().map(|record| (record.id, record))),
            journal: gather(self.journal()),
        }
    }
}

/// Writes an export from parts that come in order: records by id, then the journal.
pub struct ExportWriter {
    file: FileWriter,
}

impl ExportWriter {
    /// Begins an export.
    pub fn new(programme: &ProgrammeId) -> Self {
        Self::new_as(FileKind::Export, programme)
    }

    fn new_as(kind: FileKind, programme: &ProgrammeId) -> Self {
        Self {
            file: FileWriter::new(kind, programme, &[]),
        }
    }

    /// Begins the records, which come first.
    pub fn records(&mut self) -> SectionWriter<'_> {
        self.file.section("records")
    }

    /// Adds the journal and ends the export.
    pub fn finish(mut self, lines: &BTreeSet<JournalEntry>) -> String {
        let mut section = self.file.section("journal");
        lines
            .iter()
            .for_each(|entry| section.item(&journal::to_text(entry)));
        section.end();
        self.file.finish()
    }
}

/// The export of a collection.
pub fn to_text(programme: &ProgrammeId, collection: &Collection) -> String {
    write(ExportWriter::new(programme), collection)
}

/// The file of all that one person has, for themselves: to nobody else is it an export.
pub fn own_text(programme: &ProgrammeId, collection: &Collection) -> String {
    write(ExportWriter::new_as(FileKind::Own, programme), collection)
}

fn write(mut export: ExportWriter, collection: &Collection) -> String {
    let mut section = export.records();
    collection
        .records
        .values()
        .for_each(|record| section.item(&record::to_text(record)));
    section.end();
    export.finish(&collection.journal)
}
