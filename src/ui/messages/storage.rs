//! Why something was not read from this device, or not kept on it.

use super::file_error;
use crate::browser::store::{ImportError, LoadError, SaveError};
use crate::t;

/// Why data could not be read, and what to do.
pub fn load_error(error: &LoadError) -> String {
    match error {
        LoadError::TooNew(_) => t!(errors.load_too_new).to_owned(),
        LoadError::Unavailable(_) => t!(errors.load_unavailable).to_owned(),
        LoadError::Corrupt(found) => t!(errors.load_corrupt, key = found.key.clone()),
        LoadError::Closed(_) => t!(errors.load_closed).to_owned(),
        LoadError::Full(_) => t!(errors.load_full).to_owned(),
        LoadError::Stalled(_) => t!(errors.load_stalled).to_owned(),
        LoadError::Failed(cause) => t!(errors.load_failed, cause = cause.to_string()),
    }
}

/// Why something was not kept, and what to do. Nothing of it was. It may be something that nobody typed.
pub fn save_error(error: &SaveError) -> String {
    match error {
        SaveError::Full(_) => t!(errors.save_full).to_owned(),
        SaveError::Closed(_) => t!(errors.save_closed).to_owned(),
        SaveError::TooNew(_) => t!(errors.save_too_new).to_owned(),
        SaveError::Unavailable(_) => t!(errors.save_unavailable).to_owned(),
        SaveError::Stalled(_) => t!(errors.save_stalled).to_owned(),
        SaveError::Corrupt(_) => t!(errors.save_corrupt).to_owned(),
        SaveError::OtherSort(id) => t!(errors.save_other_sort, id = id.to_string()),
        SaveError::Gone(_) => t!(errors.save_gone).to_owned(),
        SaveError::OtherDraft(_) => t!(errors.wrong_state).to_owned(),
        SaveError::Cancelled => t!(errors.save_cancelled).to_owned(),
        SaveError::Aborted(cause) => t!(errors.save_aborted, cause = cause.to_string()),
    }
}

/// Why an export was not taken in. Nothing of it was.
pub fn import_error(error: &ImportError) -> String {
    match error {
        ImportError::File(error) => file_error(error),
        ImportError::Busy => t!(data.import_busy).to_owned(),
        ImportError::Save(error) => save_error(error),
    }
}
