//! Why a file was refused.

use crate::format::file::{Damage, FileError, FileKind};
use crate::t;
use crate::ui::when::number_words;

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
pub fn kind_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Export => t!(errors.kind_export),
        FileKind::Submission => t!(errors.kind_submission),
        FileKind::Progress => t!(errors.kind_progress),
        FileKind::Receipt => t!(errors.kind_receipt),
    }
}

/// What is wrong with a line. Where a record has a flaw, the place in it is named as the file
/// spells it, for whoever has to find it.
fn damage_words(damage: &Damage) -> String {
    match damage {
        Damage::Cut => t!(errors.damage_cut).to_owned(),
        Damage::Checksum => t!(errors.damage_checksum).to_owned(),
        Damage::Layout => t!(errors.damage_layout).to_owned(),
        Damage::Contents => t!(errors.damage_contents).to_owned(),
        Damage::Record(bad) => bad.to_string(),
        Damage::Unreadable(unreadable) => super::unreadable(unreadable),
    }
}
