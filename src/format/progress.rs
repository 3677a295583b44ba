//! The progress file: an unfinished application on its way to another browser of the same person.

use super::export::Export;
use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::record;
use crate::domain::application::{Application, Draft, Unreadable, form_versions_of};
use crate::domain::id::ProgrammeId;
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
            Err(other @ FileError::OtherKind(FileKind::Export)) => {
                let export = Export::open(text, Some(programme))?;
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

    fn of_export(export: &Export<'_>) -> Result<Vec<Self>, FileError> {
        let records = export.collection().records;
        let mut found = Vec::new();
        for first in records.values() {
            let unreadable = |e| damaged(2, e);
            let draft = Draft::read(first).map_err(unreadable)?;
            let Some(draft) = draft.filter(|draft| !draft.deleted) else {
                continue;
            };
            if !is_for(first, &Audience::Device) {
                continue;
            }
            let mut with = Vec::<Record>::new();
            let mut named = vec![draft.application];
            named.extend(form_versions_of(first));
            let sent = records.get(&draft.application);
            named.extend(sent.into_iter().flat_map(form_versions_of));
            for record in named.into_iter().filter_map(|id| records.get(&id)) {
                let is_new = with.iter().all(|taken| taken.id != record.id);
                let by = with.iter().chain([first]);
                if is_new && belongs(record, &draft, by).map_err(unreadable)? {
                    with.push(record.clone());
                }
            }
            found.push(Self {
                draft: first.clone(),
                with,
            });
        }
        Ok(found)
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
