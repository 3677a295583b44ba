//! States that come in bulk, from a table: what each row would do to the contributions there are, before it does it.

use std::collections::BTreeMap;

use super::{Contribution, Link, State};
use crate::domain::id::RecordId;
use crate::domain::time::Date;

/// What a row of a table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// The link.
    pub link: Link,
    /// Where it stands.
    pub state: State,
    /// The day it came there; where nothing is said, the day it is taken in.
    pub moved: Option<Date>,
}

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// So many contributions move.
    Moves(usize),
    /// All stand there already.
    Same,
    /// They moved since the day it tells of: what was noted here holds.
    Older,
    /// Nobody here works on it.
    Unmatched,
    /// An earlier row with this link says something else, and holds.
    Twice,
}

/// What a table does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Importing {
    /// For each row, in their order.
    pub verdicts: Vec<Verdict>,
    /// The moves, to be made at once.
    pub moves: Vec<(RecordId, State, Date)>,
}

/// What the rows of a table would do to the contributions of a session, on a day. Those that were removed are not there.
pub fn importing(rows: &[Row], contributions: &[Contribution], today: Date) -> Importing {
    let mut by_key: BTreeMap<String, Vec<&Contribution>> = BTreeMap::new();
    for one in contributions.iter().filter(|one| !one.deleted) {
        if let Ok(link) = one.said.link() {
            by_key.entry(link.key()).or_default().push(one);
        }
    }
    let mut seen: BTreeMap<String, (State, Option<Date>)> = BTreeMap::new();
    let mut all = Importing::default();
    for row in rows {
        let key = row.link.key();
        let said = (row.state, row.moved);
        let verdict = match (seen.get(&key), by_key.get(&key)) {
            (Some(before), _) if *before != said => Verdict::Twice,
            (Some(_), _) => Verdict::Same,
            (None, None) => Verdict::Unmatched,
            (None, Some(found)) => one(row, found, today, &mut all.moves),
        };
        seen.entry(key).or_insert(said);
        all.verdicts.push(verdict);
    }
    all
}

fn one(
    row: &Row,
    found: &[&Contribution],
    today: Date,
    moves: &mut Vec<(RecordId, State, Date)>,
) -> Verdict {
    let day = row.moved.unwrap_or(today);
    // What was never moved stands at the beginning without anybody having said so.
    let elsewhere: Vec<_> = found
        .iter()
        .filter(|one| one.moves.is_empty() || one.state() != row.state)
        .collect();
    if elsewhere.is_empty() {
        return Verdict::Same;
    }
    let moving: Vec<_> = elsewhere
        .iter()
        .filter(|one| one.last_moved().is_none_or(|last| last <= day))
        .collect();
    if moving.is_empty() {
        return Verdict::Older;
    }
    moves.extend(moving.iter().map(|one| (one.id, row.state, day)));
    Verdict::Moves(moving.len())
}
