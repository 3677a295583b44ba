//! What can't be read: kept as it was found, named, and exportable (Promise 5).

use std::collections::BTreeMap;

use wasm_bindgen::JsValue;

use super::rows::Blocks;
use super::schema::{JOURNAL, QUARANTINE, RECORDS, ROWS};
use super::{LoadError, SetAside, Store, StoreEvent};
use crate::browser::idb::{Cause, Keys, Tx};
use crate::domain::record::{Record, Value};
use crate::format::record::{self, BadRecord};
use crate::format::{Flaw, journal, json};
use crate::sync::merge::{may_merge, merge};

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
                flaw: Flaw::NotA("the id it is stored under"),
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

/// Keeps what can't be read, within a transaction over the quarantine. What was set aside under the
/// same key before stays beside it.
pub(super) async fn keep(tx: &Tx<'_>, found: &[SetAside]) -> Result<(), Cause> {
    let shelf = tx.store(QUARANTINE)?;
    for each in found {
        let mut place = each.key.clone();
        for number in 2.. {
            match shelf.get(&place)?.await? {
                Some(kept) if of_kept(&place, &kept).1 != each.raw => {
                    place = format!("{}{AGAIN}{number}", each.key);
                }
                Some(_) => break,
                None => {
                    shelf.put(&place, &to_text(each))?;
                    break;
                }
            }
        }
    }
    Ok(())
}

/// What stands between the key of a record and the number of what was set aside of it again.
const AGAIN: &str = "/";

/// Removes what can't be read of a record, and what was set aside of it. One that can be read stays.
pub(super) async fn discard(tx: &Tx<'_>, key: &str) -> Result<(), Cause> {
    let (shelf, records) = (tx.store(QUARANTINE)?, tx.store(RECORDS)?);
    let again = format!("{key}{AGAIN}");
    for place in shelf.keys(&Keys::Prefix(&again), u32::MAX)?.await? {
        shelf.delete(&place)?;
    }
    shelf.delete(key)?;
    if journal::parse(key).is_err() {
        tx.store(JOURNAL)?.delete(key)?;
    }
    let found = records.get(key)?.await?;
    if found.is_some_and(|found| parse(key, &found).is_err()) {
        records.delete(key)?;
        if let Ok(id) = key.parse() {
            let mut blocks = Blocks::default();
            blocks.forget(tx, id).await?;
            blocks.store(tx)?;
        }
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
        keep(&tx, &found).await?;
        tx.commit().await?;
        self.tell(StoreEvent::SetAside(found));
        Ok(())
    }

    /// What was set aside, still unread. What this version of the app can read after all (an older
    /// one could not) is put back to its place, where it merges with what was written since, and is
    /// no longer counted.
    pub async fn quarantine(&self) -> Result<Vec<SetAside>, LoadError> {
        let db = self.db().await?;
        // Nearly always there is nothing, and a start should then write nothing: WebKit keeps a database
        // locked whose page is left in the middle of a write.
        let held = {
            let tx = db.read(&[QUARANTINE])?;
            tx.store(QUARANTINE)?.keys(&Keys::All, 1)?.await?
        };
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let tx = db.write(&[QUARANTINE, RECORDS, ROWS])?;
        let (shelf, records) = (tx.store(QUARANTINE)?, tx.store(RECORDS)?);
        let (mut still, mut blocks) = (Vec::new(), Blocks::default());
        for place in shelf.keys(&Keys::All, u32::MAX)?.await? {
            let Some(kept) = shelf.get(&place)?.await? else {
                continue;
            };
            let (key, raw) = of_kept(&place, &kept);
            let found = records.get(&key)?.await?;
            let stored = found.map(|found| parse(&key, &found)).transpose();
            match (stored, read_again(&key, &raw)) {
                (Err(bad), again) => {
                    let other = match again {
                        Err(kept) => (kept.raw != bad.raw).then_some(kept),
                        Ok(Readable::Record(_)) => Some(unfit(key, raw)),
                        Ok(Readable::Line) => None,
                    };
                    if !still.contains(&bad) {
                        still.push(bad);
                    }
                    still.extend(other);
                }
                (Ok(_), Err(kept)) => still.push(kept),
                (Ok(_), Ok(Readable::Line)) => shelf.delete(&place)?,
                (Ok(stored), Ok(Readable::Record(kept))) => {
                    if let Some(whole) = together(stored.as_ref(), kept) {
                        let copies = stored.iter().chain([&whole]);
                        blocks.load(&tx, copies).await?;
                        blocks.change(stored.as_ref(), Some(&whole), &self.0.summariser);
                        records.put(&key, &record::to_text(&whole))?;
                        shelf.delete(&place)?;
                    } else {
                        still.push(unfit(key, raw));
                    }
                }
            }
        }
        blocks.store(&tx)?;
        drop((shelf, records));
        tx.commit().await?;
        Ok(still)
    }

    /// Everything set aside, as a file for someone who can mend it: a line of JSON each.
    pub async fn export_quarantine(&self) -> Result<String, LoadError> {
        let lines = self.quarantine().await?;
        Ok(lines.iter().map(|found| to_text(found) + "\n").collect())
    }
}

/// What is stored now together with what was set aside and can be read again; nothing if it can't be
/// told what they make together. What took the place of the one set aside never saw what that said,
/// even where later writes of the same device make it look so.
fn together(stored: Option<&Record>, kept: Record) -> Option<Record> {
    match stored {
        None => Some(kept),
        Some(stored) if *stored == kept || stored.live().is_none() => Some(stored.clone()),
        Some(stored) if seems_seen(stored, &kept) => None,
        Some(stored) if may_merge(stored, &kept) => merge(stored, &kept).ok(),
        Some(_) => None,
    }
}

/// Whether merging would take something of a copy for seen and replaced, that is nowhere in the other.
fn seems_seen(stored: &Record, kept: &Record) -> bool {
    let fields = kept.live().into_iter().flat_map(|live| &live.fields);
    let mut writes =
        fields.flat_map(|(name, register)| register.writes().map(move |(dot, _)| (name, dot)));
    let is_there = |name, dot| {
        let here = stored.live().and_then(|live| live.fields.get(name));
        here.is_some_and(|here| here.writes().any(|(each, _)| each == dot))
    };
    writes.any(|(name, dot)| stored.version.contains(dot) && !is_there(name, dot))
}

/// The key that was set aside, and what was found under it.
fn of_kept(place: &str, kept: &JsValue) -> (String, String) {
    let text = raw_text(kept);
    let parts = json::parse(&text).ok();
    let part = |name| Some(parts.as_ref()?.part(name)?.as_text()?.to_owned());
    match (part("key"), part("raw")) {
        (Some(key), Some(raw)) => (key, raw),
        // The quarantine itself was damaged here.
        (_, _) => (place.to_owned(), text),
    }
}

/// What can be read after all.
enum Readable {
    Record(Record),
    /// A line of the journal, which stayed where it was.
    Line,
}

fn read_again(key: &str, raw: &str) -> Result<Readable, SetAside> {
    // A line of the journal is its own key.
    if key == raw {
        let line = journal::parse(raw).map(|_| Readable::Line);
        return line.map_err(|reason| line_set_aside(raw, reason));
    }
    parse(key, &raw.into()).map(Readable::Record)
}

/// A line of the journal that can't be read.
pub(super) fn line_set_aside(line: &str, reason: BadRecord) -> SetAside {
    SetAside {
        key: line.to_owned(),
        raw: line.to_owned(),
        reason,
    }
}

/// What was set aside can be read, and what is in its place now says something else.
fn unfit(key: String, raw: String) -> SetAside {
    SetAside {
        reason: BadRecord {
            record: key.parse().ok(),
            path: String::new(),
            flaw: Flaw::NotA("what the record in its place says"),
        },
        key,
        raw,
    }
}
