//! The progress file: an unfinished application on its way to another browser of the same person.

use std::collections::BTreeMap;

use super::export::Export;
use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::record;
use crate::domain::application::{Application, Draft, Unreadable, form_versions_of};
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
                Some((first, draft)) => belongs(&record, draft, with.iter().chain([first]))
                    .map_err(|e| damaged(line, e))?,
            };
            if !fits {
                return Err(damaged(line, Damage::Contents));
            }
            with.push(record);
        }
        let (draft, _) = found.ok_or_else(|| damaged(2, Damage::Contents))?;
        Ok(Self { draft, with })
    }

    /// Reads what someone carried here: a progress file, or the file of all their own data, with
    /// every draft in it that was not deleted.
    pub fn parse_all(text: &str, programme: &ProgrammeId) -> Result<Vec<Self>, FileError> {
        match Self::parse(text, programme) {
            Err(other @ FileError::OtherKind(kind @ (FileKind::Export | FileKind::Own))) => {
                // Before it had a name of its own, the file of one's own data was an export.
                let export = match kind {
                    FileKind::Own => Export::open_own(text, programme)?,
                    _ => Export::open(text, Some(programme))?,
                };
                let found = Self::of_export(&export)?;
                // An organizers' export holds no drafts.
                if found.is_empty() {
                    return Err(other);
                }
                Ok(found)
            }
            read => Ok(vec![read?]),
        }
    }

    /// A draft with what goes along with it. An application that can't be read goes along too: where
    /// a newer version of the app opens the file, it can be.
    pub fn of(first: &Record, draft: &Draft, records: &BTreeMap<RecordId, Record>) -> Self {
        let mut with = Vec::<Record>::new();
        let mut named = vec![draft.application];
        named.extend(form_versions_of(first));
        let sent = records.get(&draft.application);
        named.extend(sent.into_iter().flat_map(form_versions_of));
        for record in named.into_iter().filter_map(|id| records.get(&id)) {
            let is_new = with.iter().all(|taken| taken.id != record.id);
            let by = with.iter().chain([first]);
            if is_new && belongs(record, draft, by).unwrap_or(true) {
                with.push(record.clone());
            }
        }
        Self {
            draft: first.clone(),
            with,
        }
    }

    /// What can't be read, and what was sent of it, is passed over, unless there is nothing else.
    fn of_export(export: &Export<'_>) -> Result<Vec<Self>, FileError> {
        let records = export.collection().records;
        let (mut found, mut unreadable) = (Vec::new(), None);
        for first in records.values() {
            if first.is_deleted() || !is_for(first, &Audience::Device) {
                continue;
            }
            let read = Draft::read(first).and_then(|draft| {
                let sent = draft
                    .as_ref()
                    .and_then(|draft| records.get(&draft.application));
                sent.map_or(Ok(None), Application::read)?;
                Ok(draft)
            });
            match read {
                Ok(draft) => found.extend(draft.map(|draft| Self::of(first, &draft, &records))),
                Err(error) => drop(unreadable.get_or_insert(error)),
            }
        }
        match unreadable {
            Some(error) if found.is_empty() => {
                let before = export.records().take_while(|r| r.id != error.record);
                // The first stands below the heading and the name of the section.
                Err(damaged(before.count() + 3, error))
            }
            Some(_) | None => Ok(found),
        }
    }
}

/// Whether a record goes along with a draft: the application it names, or a form version that one of
/// those that go along names.
fn belongs<'a>(
    record: &Record,
    draft: &Draft,
    mut along: impl Iterator<Item = &'a Record>,
) -> Result<bool, Unreadable> {
    Ok(match Application::read(record)? {
        Some(application) => {
            record.id == draft.application
                && application.session == draft.session
                && is_for(record, &Audience::Inbox(application.session))
        }
        None => {
            let is_form = record
                .live()
                .is_some_and(|live| live.kind == Kind::FormVersion);
            is_form && along.any(|by| form_versions_of(by).contains(&record.id))
        }
    })
}

fn is_for(record: &Record, audience: &Audience) -> bool {
    record.live().is_some_and(|live| live.audience == *audience)
}
