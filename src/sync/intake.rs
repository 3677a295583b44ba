//! What a submission file that came in means, given what is here already. Decides; takes nothing in.

use crate::domain::application::{Application, Unreadable};
use crate::domain::id::ProgrammeId;
use crate::domain::programme::Programme;
use crate::domain::record::{Body, Record, Register};
use crate::format::export::Export;
use crate::format::file::{FileError, FileKind};
use crate::format::submission::Submission;

use super::merge::{NotTheSame, may_merge, merge};

/// How a copy that came in stands to the one here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is none here.
    New,
    /// It says what the one here says.
    Same,
    /// It brings something.
    Newer {
        /// How many fields that agree here would then have two values, until someone chooses.
        conflicts: usize,
    },
    /// The one here has moved on from it.
    Older,
    /// It was erased here: it stays erased.
    Erased,
}

impl Standing {
    /// Whether taking it in changes anything.
    pub fn brings(self) -> bool {
        match self {
            Self::New | Self::Newer { .. } => true,
            Self::Same | Self::Older | Self::Erased => false,
        }
    }
}

/// How a copy that came in stands to the one here.
pub fn standing(here: Option<&Record>, theirs: &Record) -> Result<Standing, NotTheSame> {
    let Some(here) = here else {
        return Ok(Standing::New);
    };
    if !may_merge(here, theirs) {
        return Err(NotTheSame);
    }
    let merged = merge(here, theirs)?;
    let (before, after) = match (&here.body, &merged.body) {
        (Body::Erased { .. }, _) => return Ok(Standing::Erased),
        (Body::Live(before), Body::Live(after)) => (before, after),
        (Body::Live(_), Body::Erased { .. }) => return Ok(Standing::Newer { conflicts: 0 }),
    };
    if before != after {
        // It may settle others.
        let was = |name| before.fields.get(name).is_some_and(Register::is_conflict);
        let after = after.fields.iter();
        let new = after.filter(|(name, field)| field.is_conflict() && !was(name));
        return Ok(Standing::Newer {
            conflicts: new.count(),
        });
    }
    // Nothing new in it. What was written here since (a deletion, say) does not make it older.
    let same = theirs.live().is_some_and(|theirs| {
        theirs
            .fields
            .iter()
            .all(|(name, field)| before.fields.get(name) == Some(field))
    });
    Ok(if same {
        Standing::Same
    } else {
        Standing::Older
    })
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// A submission, whole and for this programme.
    Submission(Box<Submission>),
    /// An export of this programme, whole, with so many records. It is taken in by itself.
    Export(usize),
    /// It can't be taken in, or is of a sort that has no place here.
    Refused(FileError),
}

/// Opens a file that was handed to the organizers of a programme, whatever it is.
pub fn open(text: &str, programme: &ProgrammeId) -> Opened {
    match Submission::parse(text, programme) {
        Ok(submission) => Opened::Submission(Box::new(submission)),
        Err(FileError::OtherKind(FileKind::Export)) => match Export::open(text, Some(programme)) {
            // One person's own data once called itself an export.
            Ok(export) if export.holds_confided() => {
                Opened::Refused(FileError::OtherKind(FileKind::Own))
            }
            Ok(export) => Opened::Export(export.len()),
            Err(error) => Opened::Refused(error),
        },
        Err(error) => Opened::Refused(error),
    }
}

/// What else is to be said of an application that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarks {
    /// Its answers were sent after the deadline, by its own word or by when it says they were.
    pub late: bool,
    /// The programme has no such session (any more).
    pub unknown_session: bool,
}

/// What is to be said of an application that came in; nothing if the record is no application.
pub fn remarks(programme: &Programme, record: &Record) -> Result<Option<Remarks>, Unreadable> {
    let application = Application::read(record)?;
    Ok(application.map(|application| {
        let session = &application.session;
        Remarks {
            late: application.late || programme.is_late(session, application.answers_at),
            unknown_session: programme.session(session).is_none(),
        }
    }))
}
