//! A row of the applications' list as the database keeps it beside the record's id: one line of
//! parts, parted by a control character that no part holds. Not JSON: 100,000 of them are read when
//! the list opens.
//!
//! Rows are made of the records and can be made anew, so only the latest shape is read; whoever
//! changes the shape raises [`VERSION`].

use crate::domain::application::ApplicationState;
use crate::domain::id::RecordId;
use crate::domain::listing::{Cells, Summary};
use crate::domain::record::Record;
use crate::domain::time::Instant;

/// The shape of rows.
pub const VERSION: u32 = 2;

/// Parts the parts; answers have their own two.
const PART: char = '\u{1d}';
/// The row of an application that can't be read.
const UNREADABLE: &str = "!";

/// What a kept row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// A row of the list.
    Row(Summary),
    /// An application that can't be read: it is in the database all the same.
    Unreadable(RecordId),
}

/// The row of an application's record, as it is kept.
pub fn to_text(record: &Record) -> String {
    match Summary::of(record) {
        Ok(Some(summary)) => write(&summary),
        // A record of another kind has no business here; it is treated as one that can't be read.
        Ok(None) | Err(_) => UNREADABLE.to_owned(),
    }
}

fn write(row: &Summary) -> String {
    let mut flags = String::new();
    for (set, letter) in [
        (row.late, 'l'),
        (row.sample, 's'),
        (row.deleted, 'd'),
        (row.conflict, 'c'),
    ] {
        if set {
            flags.push(letter);
        }
    }
    format!(
        "{}{PART}{}{PART}{}{PART}{}{PART}{}{PART}{flags}{PART}{}{PART}{}",
        row.session,
        row.form_version,
        row.state.as_str(),
        row.sent_at.0,
        row.answers_at.0,
        row.zone.as_deref().unwrap_or_default(),
        row.cells.as_text()
    )
}

/// What the kept row of a record says; nothing if it is of another shape.
pub fn parse(id: RecordId, text: &str) -> Option<Kept> {
    if text == UNREADABLE {
        return Some(Kept::Unreadable(id));
    }
    let mut parts = text.splitn(8, PART);
    let mut next = || parts.next();
    let (session, form_version, state) = (next()?, next()?, next()?);
    let (sent_at, answers_at) = (next()?, next()?);
    let (flags, zone, cells) = (next()?, next()?, next()?);
    Some(Kept::Row(Summary {
        id,
        session: session.parse().ok()?,
        form_version: form_version.parse().ok()?,
        state: ApplicationState::from_name(state)?,
        sent_at: Instant(sent_at.parse().ok()?),
        answers_at: Instant(answers_at.parse().ok()?),
        late: flags.contains('l'),
        sample: flags.contains('s'),
        deleted: flags.contains('d'),
        conflict: flags.contains('c'),
        decision: None,
        zone: (!zone.is_empty()).then(|| zone.into()),
        cells: Cells::from_text(cells),
    }))
}
