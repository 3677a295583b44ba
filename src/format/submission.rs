//! The submission file: an application, with the form version it answers, on its way to the organizers.

use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::record;
use crate::domain::application::{Application, SAMPLE};
use crate::domain::id::ProgrammeId;
use crate::domain::record::{Audience, DELETED, FieldName, Kind, Record, Value, Write};

/// What a submission file holds. The application names the form version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The application.
    pub application: Record,
    /// The form version its answers are to.
    pub form_version: Record,
}

impl Submission {
    /// The file.
    pub fn to_text(&self, programme: &ProgrammeId) -> String {
        let mut file = FileWriter::new(FileKind::Submission, programme, &[]);
        let mut section = file.section("records");
        section.item(&record::to_text(&self.application));
        section.item(&record::to_text(&self.form_version));
        section.end();
        file.finish()
    }

    /// Reads a file for this programme. Anyone can send one, so it holds exactly what it should:
    /// a readable application in its session's inbox, and the form version that it names.
    pub fn parse(text: &str, programme: &ProgrammeId) -> Result<Self, FileError> {
        let file = File::open(text, FileKind::Submission, Some(programme))?;
        let [records] = file.into_sections(["records"])?;
        let [(line, application), (form_line, form_version)] = records[..] else {
            return Err(damaged(2, Damage::Contents));
        };
        let contents = |line| move || damaged(line, Damage::Contents);
        let record = record::parse_foreign(application).map_err(|e| damaged(line, e))?;
        let application = Application::read(&record)
            .map_err(|e| damaged(line, e))?
            .ok_or_else(contents(line))?;
        // Only this app's own buttons make samples, and only organizers delete: what came in as either
        // would leave with the samples, or never be seen.
        let marked = [SAMPLE, DELETED].into_iter().any(|name| {
            let field = record
                .live()
                .and_then(|live| live.fields.get(&FieldName::new(name)));
            let yes = |(_, write): (_, &Write)| write.value == Value::Bool(true);
            field.is_some_and(|field| field.writes().any(yes))
        });
        if marked {
            return Err(damaged(line, Damage::Contents));
        }
        let inbox = Audience::Inbox(application.session);
        if record.live().is_none_or(|live| live.audience != inbox) {
            return Err(damaged(line, Damage::Contents));
        }
        let form_version =
            record::parse_foreign(form_version).map_err(|e| damaged(form_line, e))?;
        // Under the form's own id the application would be taken for a copy of the form.
        let fits = form_version.id == application.form_version
            && form_version.id != application.id
            && form_version
                .live()
                .is_some_and(|live| live.kind == Kind::FormVersion);
        if !fits {
            return Err(damaged(form_line, Damage::Contents));
        }
        Ok(Self {
            application: record,
            form_version,
        })
    }
}
