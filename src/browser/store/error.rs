//! What can go wrong between the app and its database, by what can be done about it.

use crate::browser::idb::{self, Cause};
use crate::domain::id::RecordId;
use crate::format::file::FileError;
use crate::format::record::BadRecord;

/// Why data could not be loaded. It is still where it was; nothing may be saved over it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A newer version of the app wrote the database: reload to get it.
    #[error("a newer version of the app wrote this data")]
    TooNew(#[source] Cause),
    /// The browser keeps nothing here: private mode, or storage is switched off.
    #[error("the browser keeps no data here")]
    Unavailable(#[source] Cause),
    /// The record is there and can't be read. It was set aside, to be exported.
    #[error("a record can't be read")]
    Corrupt(Box<SetAside>),
    /// The connection was closed under us. Trying again opens it anew.
    #[error("the database was closed")]
    Closed(#[source] Cause),
    /// The disk is full, so that nothing can even be opened.
    #[error("there is no room left")]
    Full(#[source] Cause),
    /// Nothing was heard of the storage for too long.
    #[error("the storage does not answer")]
    Stalled(#[source] Cause),
    /// The browser failed to read its own storage.
    #[error("the browser could not read its storage")]
    Failed(#[source] Cause),
}

/// Why something was not saved. Nothing of it was, but see [`Stalled`](Self::Stalled).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// There is no room left: delete something, or give the browser more.
    #[error("there is no room left")]
    Full(#[source] Cause),
    /// The connection was closed under us. Trying again opens it anew.
    #[error("the database was closed")]
    Closed(#[source] Cause),
    /// A newer version of the app wrote the database meanwhile: reload to get it.
    #[error("a newer version of the app wrote this data")]
    TooNew(#[source] Cause),
    /// The browser keeps nothing here: private mode, or storage is switched off.
    #[error("the browser keeps no data here")]
    Unavailable(#[source] Cause),
    /// Nothing was heard of the storage for too long. In the rare case that it was at the very end, it
    /// may be saved later, all of it; then [`Changed`](super::StoreEvent::Changed) is told. Trying
    /// again does no harm either way.
    #[error("the storage does not answer")]
    Stalled(#[source] Cause),
    /// The record that was to be changed can't be read: nothing is written over it.
    #[error("the record {0} can't be read, and is not written over")]
    Corrupt(RecordId),
    /// What was to be merged is of another sort than the record here, and no copy of it.
    #[error("the record {0} is of another sort here")]
    OtherSort(RecordId),
    /// The record that was to be changed is not stored any more: the browser's data was cleared.
    #[error("the record {0} is no longer stored")]
    Gone(RecordId),
    /// Another tab began this draft meanwhile, and what was to be done was decided without it.
    #[error("another tab was faster")]
    OtherDraft(RecordId),
    /// The person called it off.
    #[error("called off")]
    Cancelled,
    /// The browser gave up the transaction.
    #[error("the browser did not save it")]
    Aborted(#[source] Cause),
}

impl SaveError {
    /// Whether trying again later may well succeed with nobody doing anything.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Full(_)
            | Self::Closed(_)
            | Self::Stalled(_)
            | Self::Aborted(_)
            | Self::Gone(_) => true,
            Self::TooNew(_)
            | Self::Unavailable(_)
            | Self::Corrupt(_)
            | Self::OtherSort(_)
            | Self::OtherDraft(_)
            | Self::Cancelled => false,
        }
    }
}

/// Why a file was not imported. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file is no good.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another tab is importing: it goes first.
    #[error("another tab is importing")]
    Busy,
    /// It is good, and could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Something in the database that could not be read: kept as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The key it is stored under: the record's id, if that is not what is damaged.
    pub key: String,
    /// What was found there; as JSON, if it was no text.
    pub raw: String,
    /// Why it can't be read.
    pub reason: BadRecord,
}

/// The sorts of trouble, by the names that browsers give their exceptions.
enum Trouble {
    Full,
    Closed,
    TooNew,
    Unavailable,
    Stalled,
    Other,
}

fn trouble(cause: &Cause) -> Trouble {
    match cause.name.as_str() {
        "QuotaExceededError" => Trouble::Full,
        // On a closed connection no transaction begins.
        "InvalidStateError" | "TransactionInactiveError" => Trouble::Closed,
        "VersionError" => Trouble::TooNew,
        "SecurityError" | "NotSupportedError" | idb::UNAVAILABLE => Trouble::Unavailable,
        idb::STALLED => Trouble::Stalled,
        _ => Trouble::Other,
    }
}

impl From<Cause> for LoadError {
    fn from(cause: Cause) -> Self {
        match trouble(&cause) {
            Trouble::Full => Self::Full(cause),
            Trouble::Closed => Self::Closed(cause),
            Trouble::TooNew => Self::TooNew(cause),
            Trouble::Unavailable => Self::Unavailable(cause),
            Trouble::Stalled => Self::Stalled(cause),
            Trouble::Other => Self::Failed(cause),
        }
    }
}

impl From<Cause> for SaveError {
    fn from(cause: Cause) -> Self {
        match trouble(&cause) {
            Trouble::Full => Self::Full(cause),
            Trouble::Closed => Self::Closed(cause),
            Trouble::TooNew => Self::TooNew(cause),
            Trouble::Unavailable => Self::Unavailable(cause),
            Trouble::Stalled => Self::Stalled(cause),
            Trouble::Other => Self::Aborted(cause),
        }
    }
}

/// A save that could not even begin, because the database can't be opened or read.
impl From<LoadError> for SaveError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::TooNew(cause) => Self::TooNew(cause),
            LoadError::Unavailable(cause) => Self::Unavailable(cause),
            LoadError::Closed(cause) => Self::Closed(cause),
            LoadError::Full(cause) => Self::Full(cause),
            LoadError::Stalled(cause) => Self::Stalled(cause),
            LoadError::Failed(cause) => Self::Aborted(cause),
            LoadError::Corrupt(found) => match (found.reason.record, found.key.parse()) {
                (Some(id), _) | (None, Ok(id)) => Self::Corrupt(id),
                (None, Err(_)) => Self::Aborted(Cause {
                    name: "DataError".to_owned(),
                    message: found.reason.to_string(),
                }),
            },
        }
    }
}
