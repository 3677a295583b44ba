//! Rows: a line per record, by which records are found by kind, and of which the list of applications and the wall of
//! everyone's weeks are made without reading the records.
//!
//! The rows of a kind are kept in blocks, by the first two digits of their records' ids: writing an entry
//! costs about as much whatever its length, so that many records are written twice as fast. Of a hundred
//! thousand applications a block holds four hundred, and one write still rewrites a mere 100 KB.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use wasm_bindgen::JsValue;

use super::schema::ROWS;
use super::{SetAside, Summariser};
use crate::browser::idb::{Cause, Keys, Tx, texts};
use crate::domain::id::RecordId;
use crate::domain::record::{Body, Kind, Record};
use crate::format::{glance, json};

/// How rows are kept; raise it when that changes: all are then made anew.
pub const SHAPE: u32 = 3;
/// What the keys of erased records' blocks begin with.
pub const ERASED: &str = "e/";
/// What the keys of the others begin with.
const KINDS: &str = "k/";
/// How many digits an id has.
const ID: usize = 32;
/// How many of them a block is for.
const DIGITS: usize = 2;

/// What the keys of a kind's blocks begin with, and no other kind's: its name is in quotes, as JSON.
pub fn prefix(kind: &Kind) -> String {
    format!("{KINDS}{}/", json::to_text(&kind.as_str().into()))
}

/// The key of the block that has a record's row.
fn key(record: &Record) -> String {
    let mut key = match &record.body {
        Body::Erased { .. } => ERASED.to_owned(),
        Body::Live(live) => prefix(&live.kind),
    };
    key.push_str(&record.id.to_string()[..DIGITS]);
    key
}

/// The row of a record: its id, for an application the summary, and for what is written of weeks what counts of it.
fn row(record: &Record, summariser: &Summariser) -> String {
    let mut row = record.id.to_string();
    match record.live().map(|live| &live.kind) {
        Some(Kind::Application) => row.push_str(&(summariser.make)(record)),
        Some(Kind::CheckIn | Kind::Sign | Kind::Meeting | Kind::OneToOne) => {
            row.push_str(&glance::to_text(record));
        }
        Some(
            Kind::Draft
            | Kind::FormVersion
            | Kind::Decision
            | Kind::Person
            | Kind::Membership
            | Kind::Team
            | Kind::Roster
            | Kind::Plan
            | Kind::Card
            | Kind::Blocker
            | Kind::Note
            | Kind::Level
            | Kind::Dismissal
            | Kind::Contribution
            | Kind::Stalled
            | Kind::Closing
            | Kind::Unknown(_),
        )
        | None => {}
    }
    row
}

/// The record a row is of, and what else it says.
pub fn split(row: &str) -> Option<(RecordId, &str)> {
    let (id, summary) = row.split_at_checked(ID)?;
    Some((id.parse().ok()?, summary))
}

/// The record a row is of.
pub fn id_of(row: &str) -> Option<RecordId> {
    split(row).map(|(id, _)| id)
}

/// The rows among the lines of some blocks, in the order of their ids.
fn lines(found: Vec<JsValue>) -> Vec<String> {
    let mut rows = texts(found);
    rows.retain(|row| id_of(row).is_some());
    rows
}

/// The rows of all blocks whose keys begin with this, in the order of their ids.
pub async fn all(tx: &Tx<'_>, prefix: &str) -> Result<Vec<String>, Cause> {
    let asked = tx.store(ROWS)?.values(&Keys::Prefix(prefix), u32::MAX)?;
    Ok(lines(asked.await?))
}

/// A block: its rows in the order of their ids, and whether they are to be stored.
#[derive(Default)]
struct Block {
    rows: Vec<String>,
    is_changed: bool,
}

impl Block {
    /// Puts a row in the place of the one that begins with the same id, or takes that one away.
    fn set(&mut self, id: &str, row: Option<String>) {
        let at = self.rows.partition_point(|each| each[..id.len()] < *id);
        let old = self.rows.get(at).filter(|each| each.starts_with(id));
        if old == row.as_ref() {
            return;
        }
        self.is_changed = true;
        let was_there = old.is_some();
        match row {
            Some(row) if was_there => self.rows[at] = row,
            Some(row) => self.rows.insert(at, row),
            None => drop(self.rows.remove(at)),
        }
    }
}

/// The blocks that a transaction changes: read once, changed in memory, and put once.
#[derive(Default)]
pub struct Blocks(BTreeMap<String, Block>);

impl Blocks {
    /// Reads the blocks of these copies, unless they were read already.
    pub async fn load(
        &mut self,
        tx: &Tx<'_>,
        copies: impl Iterator<Item = &Record>,
    ) -> Result<(), Cause> {
        self.load_keys(tx, copies.map(key).collect()).await
    }

    async fn load_keys(&mut self, tx: &Tx<'_>, keys: Vec<String>) -> Result<(), Cause> {
        let shelf = tx.store(ROWS)?;
        let mut asked = Vec::new();
        for key in keys {
            if let Entry::Vacant(place) = self.0.entry(key) {
                asked.push((shelf.get(place.key())?, place.key().clone()));
                place.insert(Block::default());
            }
        }
        for (request, key) in asked {
            let rows = lines(request.await?.into_iter().collect());
            self.0.entry(key).or_default().rows = rows;
        }
        Ok(())
    }

    /// The ids of the records of a kind, as they are once these blocks are stored.
    pub async fn ids(&self, tx: &Tx<'_>, kind: &Kind) -> Result<Vec<RecordId>, Cause> {
        let prefix = prefix(kind);
        let (shelf, range) = (tx.store(ROWS)?, Keys::Prefix(&prefix));
        let (keys, values) = (
            shelf.keys(&range, u32::MAX)?,
            shelf.values(&range, u32::MAX)?,
        );
        let (keys, values) = (keys.await?, values.await?);
        let stored = keys.iter().zip(values);
        let stored = stored.filter(|(key, _)| !self.0.contains_key(*key));
        let mut rows = lines(stored.map(|(_, value)| value).collect());
        let own = self.0.iter().filter(|(key, _)| key.starts_with(&prefix));
        rows.extend(own.flat_map(|(_, block)| block.rows.iter().cloned()));
        Ok(rows.iter().filter_map(|row| id_of(row)).collect())
    }

    /// Makes the row of a record anew, whose blocks were read: of what it was, and of what it is now.
    pub fn change(&mut self, old: Option<&Record>, new: Option<&Record>, summariser: &Summariser) {
        let new_key = new.map(key);
        if let Some(old) = old {
            let old_key = key(old);
            if new_key.as_ref() != Some(&old_key) {
                self.set(old_key, &old.id.to_string(), None);
            }
        }
        if let (Some(new), Some(key)) = (new, new_key) {
            self.set(key, &new.id.to_string(), Some(row(new, summariser)));
        }
    }

    fn set(&mut self, key: String, id: &str, row: Option<String>) {
        self.0.entry(key).or_default().set(id, row);
    }

    /// Puts these blocks, made of every record that can be read, in the place of all there are. Of what
    /// kind the others are stands in their rows alone: those are taken over. Until the second schema every
    /// row had an entry of its own, under `k/<kind>/<id>` or `e/<id>`.
    pub async fn replace_all(mut self, tx: &Tx<'_>, unread: &[SetAside]) -> Result<(), Cause> {
        let shelf = tx.store(ROWS)?;
        let keys = shelf.keys(&Keys::All, u32::MAX)?.await?;
        for key in keys.iter().filter(|_| !unread.is_empty()) {
            let Some((kind, end)) = key.rsplit_once('/') else {
                continue;
            };
            if !unread.iter().any(|each| each.key.starts_with(end)) {
                continue;
            }
            let prefix = match kind.strip_prefix(KINDS) {
                Some(name) if end.len() > DIGITS => prefix(&Kind::from_name(name)),
                Some(_) | None => format!("{kind}/"),
            };
            let found = shelf.get(key)?.await?;
            for row in lines(found.into_iter().collect()) {
                let id = row[..ID].to_owned();
                if unread.iter().any(|each| each.key == id) {
                    self.set(format!("{prefix}{}", &id[..DIGITS]), &id, Some(row));
                }
            }
        }
        shelf.clear()?;
        self.store(tx)
    }

    /// Removes the row of a record that can't be read, of whatever kind it was.
    pub async fn forget(&mut self, tx: &Tx<'_>, id: RecordId) -> Result<(), Cause> {
        let id = id.to_string();
        let end = format!("/{}", &id[..DIGITS]);
        let mut keys = tx.store(ROWS)?.keys(&Keys::All, u32::MAX)?.await?;
        keys.retain(|key| key.ends_with(&end));
        self.load_keys(tx, keys).await?;
        let blocks = self.0.iter_mut().filter(|(key, _)| key.ends_with(&end));
        blocks.for_each(|(_, block)| block.set(&id, None));
        Ok(())
    }

    /// Stores what was changed.
    pub fn store(self, tx: &Tx<'_>) -> Result<(), Cause> {
        let shelf = tx.store(ROWS)?;
        for (key, block) in self.0 {
            match block {
                Block {
                    is_changed: false, ..
                } => {}
                Block { rows, .. } if rows.is_empty() => shelf.delete(&key)?,
                Block { rows, .. } => shelf.put(&key, &rows.join("\n"))?,
            }
        }
        Ok(())
    }
}
