//! This device's own: settings, when it was last backed up, and its name as a writer.

use super::schema::META;
use super::{LoadError, SaveError, Store};
use crate::browser::idb::Tx;
use crate::browser::ids;
use crate::domain::id::ReplicaId;
use crate::domain::time::Instant;

/// The version of the summariser that made the rows.
pub(super) const ROWS_VERSION: &str = "rows-version";
/// The device's name as a writer, and the counter of its last write.
const WRITER: &str = "writer";
const BACKUP: &str = "last-backup";
/// What the keys of settings begin with, so that none of them can be another's.
const SETTING: &str = "setting/";

/// The setting that says what this device's owner calls themselves. It is kept with every write made
/// here, so that others see who changed what (Promise 19).
pub const OWNER: &str = "owner";

/// What this device's owner calls themselves; empty while they have not said.
pub(super) async fn owner_name(tx: &Tx<'_>) -> Result<String, SaveError> {
    let asked = tx.store(META)?.get(&format!("{SETTING}{OWNER}"))?;
    let name = asked.await?.and_then(|found| found.as_string());
    Ok(name.unwrap_or_default())
}

/// The device's name as a writer, and the counter of its last write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    pub replica: ReplicaId,
    pub counter: u64,
}

impl Pen {
    /// The pen as it is stored. If there is none, or it can't be read, the device takes a new name:
    /// a counter that is not known for certain may not be counted on.
    pub async fn read(tx: &Tx<'_>) -> Result<Self, SaveError> {
        let asked = tx.store(META)?.get(WRITER)?;
        let stored = asked.await?.and_then(|found| found.as_string());
        Ok(stored
            .as_deref()
            .and_then(Self::parse)
            .unwrap_or_else(Self::fresh))
    }

    /// A new name, with nothing written yet.
    pub fn fresh() -> Self {
        Self {
            replica: ids::replica_id(),
            counter: 0,
        }
    }

    /// Stores the pen.
    pub fn write(self, tx: &Tx<'_>) -> Result<(), SaveError> {
        let text = format!("{} {}", self.replica, self.counter);
        Ok(tx.store(META)?.put(WRITER, &text)?)
    }

    fn parse(text: &str) -> Option<Self> {
        let (replica, counter) = text.split_once(' ')?;
        Some(Self {
            replica: replica.parse().ok()?,
            counter: counter.parse().ok()?,
        })
    }
}

impl Store {
    /// A setting of this device.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, LoadError> {
        self.meta(&format!("{SETTING}{name}")).await
    }

    /// Changes a setting of this device.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), SaveError> {
        self.set(&format!("{SETTING}{name}"), value).await
    }

    /// When this device's data was last backed up and the backup verified.
    pub async fn last_backup(&self) -> Result<Option<Instant>, LoadError> {
        let text = self.meta(BACKUP).await?;
        Ok(text.and_then(|text| text.parse().ok()).map(Instant))
    }

    /// Notes that a backup was made and verified.
    pub async fn note_backup(&self, at: Instant) -> Result<(), SaveError> {
        self.set(BACKUP, &at.0.to_string()).await
    }

    pub(super) async fn meta(&self, key: &str) -> Result<Option<String>, LoadError> {
        let db = self.db().await?;
        let tx = db.read(&[META])?;
        let asked = tx.store(META)?.get(key)?;
        Ok(asked.await?.and_then(|found| found.as_string()))
    }

    async fn set(&self, key: &str, value: &str) -> Result<(), SaveError> {
        let db = self.db().await?;
        let tx = db.write(&[META])?;
        // Once this is answered it is this transaction's turn; one that only waits can be undone.
        tx.store(META)?.get(key)?.await?;
        tx.store(META)?.put(key, value)?;
        Ok(tx.commit().await?)
    }
}
