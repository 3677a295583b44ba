//! The receipt file: the organizers' word that an application arrived, for its writer to open.
//! Nothing but the receiver makes one (Promise 14).

use super::file::{File, FileError, FileKind, FileWriter, damaged};
use super::parts::{self, Found, at, here, instant, record_id, take};
use super::record::{BadRecord, seen};
use crate::domain::id::{BadId, ProgrammeId, RecordId, SessionId};
use crate::domain::record::{Value, VersionVector};
use crate::domain::time::Instant;

/// What a receipt file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    /// The session applied for.
    pub session: SessionId,
    /// The application that arrived.
    pub application: RecordId,
    /// What of it had arrived by then: later edits are not covered.
    pub seen: VersionVector,
    /// Which sending it was: the application's `sent-at`.
    pub sent_at: Instant,
    /// When it arrived, by the receiver's clock.
    pub at: Instant,
}

impl ReceiptFile {
    /// The file.
    pub fn to_text(&self, programme: &ProgrammeId) -> String {
        let seen = self.seen.iter().map(|dot| {
            Value::List(vec![
                dot.replica.to_string().into(),
                Value::Integer(dot.counter.into()),
            ])
        });
        let head = [
            ("session", self.session.as_str().into()),
            ("application", self.application.to_string().into()),
            ("seen", Value::List(seen.collect())),
            ("sentAt", Value::Integer(self.sent_at.0.into())),
            ("at", Value::Integer(self.at.0.into())),
        ];
        FileWriter::new(FileKind::Receipt, programme, &head).finish()
    }

    /// Reads a file for this programme.
    pub fn parse(text: &str, programme: &ProgrammeId) -> Result<Self, FileError> {
        let file = File::open(text, FileKind::Receipt, Some(programme))?;
        let mut head = file.head.clone();
        file.into_sections([])?;
        let mut rest = || -> Found<Self> {
            let session = at("session", parts::text(take(&mut head, "session")?))?.parse();
            Ok(Self {
                session: at("session", session.map_err(|e: BadId| here(e.into())))?,
                application: at("application", record_id(take(&mut head, "application")?))?,
                seen: at("seen", seen(take(&mut head, "seen")?))?.1,
                sent_at: at("sentAt", instant(take(&mut head, "sentAt")?))?,
                at: at("at", instant(take(&mut head, "at")?))?,
            })
        };
        rest().map_err(bad)
    }
}

fn bad((path, flaw): (String, super::Flaw)) -> FileError {
    damaged(
        1,
        BadRecord {
            record: None,
            path,
            flaw,
        },
    )
}
