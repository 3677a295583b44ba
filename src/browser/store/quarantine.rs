//! What can't be read: kept as it was found, named, and exportable (Promise 5).

use std::collections::BTreeMap;

use wasm_bindgen::JsValue;

use super::schema::{META, QUARANTINE, RECORDS, ROWS};
use super::{LoadError, SaveError, SetAside, Store, StoreEvent, rows};
use crate::browser::idb::{Keys, Tx};
use crate::domain::record::{Record, Value};
use crate::format::json;
use crate::format::record::{self, BadRecord};

/// Reads a stored record.
pub(super) fn parse(key: &str, found: &JsValue) -> Result<Record, SetAside> {
    let raw = raw_text(found);
    match record::parse(&raw) {
        // A record under another's key would be written to in its place.
        Ok(record) if record.id.to_string() == key => Ok(record),
        Ok(record) => Err(SetAside {
            key: key.to_owned(),
            raw,
            reason: BadRecord {
                record: Some(record.id),
                path: "id".to_owned(),
                flaw: crate::format::Flaw::NotA("the id it is stored under"),
            },
        }),
        Err(reason) => Err(SetAside {
            key: key.to_owned(),
            raw,
            reason,
        }),
    }
}

/// What was found, as text whatever it is.
fn raw_text(found: &JsValue) -> String {
    found.as_string().unwrap_or_else(|| {
        let json = js_sys::JSON::stringify(found).ok();
        json.and_then(|json| json.as_string())
            .unwrap_or_else(|| format!("{found:?}"))
    })
}

/// Keeps what can't be read, within a transaction over the quarantine.
pub(super) fn keep(tx: &Tx<'_>, found: &[SetAside]) -> Result<(), SaveError> {
    let shelf = tx.store(QUARANTINE)?;
    for each in found {
        shelf.put(&each.key, &to_text(each))?;
    }
    Ok(())
}

fn to_text(found: &SetAside) -> String {
    json::to_text(&Value::Map(BTreeMap::from([
        ("key".to_owned(), found.key.as_str().into()),
        ("raw".to_owned(), found.raw.as_str().into()),
        ("reason".to_owned(), found.reason.to_string().into()),
    ])))
}

impl Store {
    /// Sets aside what could not be read, and says so.
    pub(super) async fn set_aside(&self, found: Vec<SetAside>) -> Result<(), LoadError> {
        if found.is_empty() {
            return Ok(());
        }
        let db = self.db().await?;
        let tx = db.write(&[QUARANTINE])?;
        let shelf = tx.store(QUARANTINE)?;
        for each in &found {
            shelf.put(&each.key, &to_text(each))?;
        }
        drop(shelf);
        tx.commit().await?;
        self.tell(StoreEvent::SetAside(found));
        Ok(())
    }

    /// What was set aside, still unread. What this version of the app can read after all (an older
    /// one could not) is no longer counted.
    pub async fn quarantine(&self) -> Result<Vec<SetAside>, LoadError> {
        let db = self.db().await?;
        let tx = db.write(&[QUARANTINE, RECORDS, ROWS, META])?;
        let (shelf, records, row_shelf) =
            (tx.store(QUARANTINE)?, tx.store(RECORDS)?, tx.store(ROWS)?);
        let mut still = Vec::new();
        for key in shelf.keys(&Keys::All, u32::MAX)?.await? {
            let found = records.get(&key)?.await?;
            let kept = shelf.get(&key)?.await?;
            match found.as_ref().map(|found| parse(&key, found)) {
                Some(Ok(record)) => {
                    // Healed, unless the copy set aside is another one than is stored now.
                    let healed = kept
                        .as_ref()
                        .and_then(raw_of)
                        .is_none_or(|raw| Some(raw) == found.and_then(|f| f.as_string()));
                    if healed {
                        shelf.delete(&key)?;
                        row_shelf
                            .put(&rows::key(&record), &rows::row(&record, &self.0.summariser))?;
                    } else {
                        still.extend(kept.and_then(|kept| from_kept(&key, &kept)));
                    }
                }
                Some(Err(bad)) => still.push(bad),
                None => still.extend(kept.and_then(|kept| from_kept(&key, &kept))),
            }
        }
        drop((shelf, records, row_shelf));
        tx.commit().await?;
        Ok(still)
    }

    /// Everything set aside, as a file for someone who can mend it: a line of JSON each.
    pub async fn export_quarantine(&self) -> Result<String, LoadError> {
        let lines = self.quarantine().await?;
        Ok(lines.iter().map(|found| to_text(found) + "\n").collect())
    }
}

fn raw_of(kept: &JsValue) -> Option<String> {
    let kept = json::parse(&kept.as_string()?).ok()?;
    kept.part("raw")?.as_text().map(str::to_owned)
}

fn from_kept(key: &str, kept: &JsValue) -> Option<SetAside> {
    let raw = raw_of(kept)?;
    let reason = record::parse(&raw).err()?;
    Some(SetAside {
        key: key.to_owned(),
        raw,
        reason,
    })
}
