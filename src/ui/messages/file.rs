//! Why a file was not read, or refused.

use crate::browser::files::NotRead;
use crate::format::file::{Damage, FileError, FileKind};
use crate::t;
use crate::ui::when::number_words;
use crate::ui::words::word;

/// Why a file that was chosen could not be read.
pub fn not_read(error: &NotRead) -> String {
    match error {
        NotRead::Failed => t!(errors.file_unread).to_owned(),
        NotRead::TooBig(bytes) => {
            let size = number_words((bytes / 1e6).ceil());
            t!(errors.file_too_big, size = size)
        }
    }
}

/// Why a file was refused, and what to do.
pub fn file_error(error: &FileError) -> String {
    match error {
        FileError::NotOurs => t!(errors.not_ours).to_owned(),
        FileError::OtherKind(kind) => t!(errors.other_kind, found = kind_words(*kind)),
        FileError::TooNew(_) => t!(errors.too_new).to_owned(),
        FileError::OtherProgramme(id) => {
            t!(errors.other_programme, programme = id.as_str().to_owned())
        }
        FileError::Damaged { line, damage } => t!(
            errors.damaged,
            line = number_words(*line as f64),
            damage = damage_words(damage)
        ),
    }
}

/// What a sort of file is called.
pub fn kind_words(kind: FileKind) -> String {
    match kind {
        FileKind::Export => t!(errors.kind_export).to_owned(),
        FileKind::Own => t!(errors.kind_own).to_owned(),
        FileKind::Submission => t!(
            errors.kind_submission,
            organizers = word(|w| &w.organizer.many)
        ),
        FileKind::Progress => t!(errors.kind_progress).to_owned(),
        FileKind::Receipt => t!(
            errors.kind_receipt,
            organizers = word(|w| &w.organizer.many)
        ),
        FileKind::Weeks => t!(errors.kind_weeks).to_owned(),
    }
}

/// What is wrong with a line.
fn damage_words(damage: &Damage) -> String {
    match damage {
        Damage::Cut => t!(errors.damage_cut).to_owned(),
        Damage::Checksum => t!(errors.damage_checksum).to_owned(),
        Damage::Layout => t!(errors.damage_layout).to_owned(),
        Damage::Contents => t!(errors.damage_contents).to_owned(),
        Damage::Record(bad) => super::bad_record(bad),
        Damage::Unreadable(unreadable) => super::unreadable(unreadable),
    }
}
