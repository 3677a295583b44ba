//! This device's own: settings, when it was last backed up, and its name as a writer.

use super::schema::META;
use super::{LoadError, SaveError, Store};
use crate::browser::idb::Tx;
use crate::browser::ids;
use crate::browser::tabs::Changed;
use crate::domain::id::{RecordId, ReplicaId, SessionId};
use crate::domain::time::Instant;
use crate::domain::week::own::OwnParts;
use crate::format::own_parts;

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

/// The setting that says which memberships this device's owner holds.
const OWN_PARTS: &str = "own-parts";

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

    /// The memberships that this device's owner holds.
    pub async fn own_parts(&self) -> Result<OwnParts, LoadError> {
        let text = self.setting(OWN_PARTS).await?;
        Ok(own_parts::parse(text.as_deref().unwrap_or_default()))
    }

    /// Notes that this device's owner holds a membership, beside those that they hold.
    pub async fn add_own_part(
        &self,
        member: RecordId,
        session: &SessionId,
    ) -> Result<(), SaveError> {
        let add = |text: &str| own_parts::with(text, member, session);
        self.change(&format!("{SETTING}{OWN_PARTS}"), add).await?;
        self.0.channel.tell(&Changed::Everything);
        Ok(())
    }

    /// Notes that this device's owner does not hold a membership.
    pub async fn drop_own_part(&self, member: RecordId) -> Result<(), SaveError> {
        let drop = |text: &str| own_parts::without(text, member);
        self.change(&format!("{SETTING}{OWN_PARTS}"), drop).await?;
        self.0.channel.tell(&Changed::Everything);
        Ok(())
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
        self.change(key, |_| value.to_owned()).await
    }

    /// Writes what becomes of the value there is, which is empty if there is none.
    async fn change(&self, key: &str, to: impl FnOnce(&str) -> String) -> Result<(), SaveError> {
        let db = self.db().await?;
        let tx = db.write(&[META])?;
        // Once this is answered it is this transaction's turn; one that only waits can be undone.
        let held = tx.store(META)?.get(key)?.await?;
        let held = held.and_then(|found| found.as_string());
        tx.store(META)?
            .put(key, &to(held.as_deref().unwrap_or_default()))?;
        Ok(tx.commit().await?)
    }
}
