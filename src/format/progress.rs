//! The progress file: an unfinished application on its way to another browser of the same person.

use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::record;
use crate::domain::application::Draft;
use crate::domain::id::ProgrammeId;
use crate::domain::record::Record;

/// What a progress file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The draft.
    pub draft: Record,
    /// Its application if one was sent, and the form versions that either names.
    pub with: Vec<Record>,
}

impl Progress {
    /// The file.
    pub fn to_text(&self, programme: &ProgrammeId) -> String {
        let mut file = FileWriter::new(FileKind::Progress, programme, &[]);
        let mut section = file.section("records");
        section.item(&record::to_text(&self.draft));
        self.with
            .iter()
            .for_each(|record| section.item(&record::to_text(record)));
        section.end();
        file.finish()
    }

    /// Reads a file for this programme.
    pub fn parse(text: &str, programme: &ProgrammeId) -> Result<Self, FileError> {
        let file = File::open(text, FileKind::Progress, Some(programme))?;
        let [lines] = file.into_sections(["records"])?;
        let mut records = Vec::new();
        for (line, text) in lines {
            let record = record::parse_foreign(text).map_err(|e| damaged(line, e))?;
            let draft = Draft::read(&record).map_err(|e| damaged(line, e))?;
            // A draft comes first, and no other follows.
            if draft.is_some() != records.is_empty() {
                return Err(damaged(line, Damage::Contents));
            }
            records.push(record);
        }
        if records.is_empty() {
            return Err(damaged(2, Damage::Contents));
        }
        Ok(Self {
            draft: records.remove(0),
            with: records,
        })
    }
}
