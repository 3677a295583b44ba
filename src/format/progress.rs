//! The progress file: an unfinished application on its way to another browser of the same person.

use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::record;
use crate::domain::application::{Application, Draft, form_versions_of};
use crate::domain::id::{ProgrammeId, RecordId};
use crate::domain::record::{Audience, Kind, Record};

/// What a progress file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The draft.
    pub draft: Record,
    /// Its application if one was sent, then the form versions that either names.
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

    /// Reads a file for this programme. Anyone can make one, so it holds exactly what it should: a
    /// draft that stays on its device, the application it names in its session's inbox, and the form
    /// versions that these name.
    pub fn parse(text: &str, programme: &ProgrammeId) -> Result<Self, FileError> {
        let file = File::open(text, FileKind::Progress, Some(programme))?;
        let [lines] = file.into_sections(["records"])?;
        let mut found = None::<(Record, Draft)>;
        let mut with = Vec::new();
        for (line, text) in lines {
            let record = record::parse_foreign(text).map_err(|e| damaged(line, e))?;
            let fits = match &found {
                None => {
                    let draft = Draft::read(&record).map_err(|e| damaged(line, e))?;
                    let is_here = is_for(&record, &Audience::Device);
                    if let Some(draft) = draft.filter(|_| is_here) {
                        found = Some((record, draft));
                        continue;
                    }
                    false
                }
                Some((first, draft)) => {
                    let read = Application::read(&record).map_err(|e| damaged(line, e))?;
                    match read {
                        Some(application) => {
                            record.id == draft.application
                                && application.session == draft.session
                                && is_for(&record, &Audience::Inbox(application.session))
                        }
                        None => {
                            let is_form = record
                                .live()
                                .is_some_and(|live| live.kind == Kind::FormVersion);
                            is_form && with.iter().chain([first]).any(|by| names(by, record.id))
                        }
                    }
                }
            };
            if !fits {
                return Err(damaged(line, Damage::Contents));
            }
            with.push(record);
        }
        let (draft, _) = found.ok_or_else(|| damaged(2, Damage::Contents))?;
        Ok(Self { draft, with })
    }
}

fn is_for(record: &Record, audience: &Audience) -> bool {
    record.live().is_some_and(|live| live.audience == *audience)
}

/// Whether a draft or an application names a form version.
fn names(record: &Record, version: RecordId) -> bool {
    form_versions_of(record).contains(&version)
}
