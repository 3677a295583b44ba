//! One line of the journal as JSON: `[record, device, counter, at, by, what]`, where `what` is
//! a list of fields written, or null for an erasure. Anything else is kept (Promise 6).

use super::json;
use super::parts::{at, counter_of, instant, items, record_id, replica_id, text};
use super::record::{BadRecord, listed, quoted};
use crate::domain::id::RecordId;
use crate::domain::record::{Dot, FieldName, JournalEntry, Value, What};

/// Reads a line of the journal.
pub fn parse(line: &str) -> Result<JournalEntry, BadRecord> {
    let value = json::parse(line).map_err(|e| BadRecord {
        record: None,
        path: String::new(),
        flaw: e.into(),
    })?;
    from_value(value)
}

/// Reads a line from JSON that was taken apart already.
pub(super) fn from_value(value: Value) -> Result<JournalEntry, BadRecord> {
    let bad = |record| move |(path, flaw)| BadRecord { record, path, flaw };
    let [record, replica, counter, when, by, what] = items(value).map_err(bad(None))?;
    let record = at("0", record_id(record)).map_err(bad(None))?;
    let rest = || {
        Ok(JournalEntry {
            record,
            dot: Dot {
                replica: at("1", replica_id(replica))?,
                counter: at("2", counter_of(counter))?,
            },
            at: at("3", instant(when))?,
            by: at("4", text(by))?.into(),
            what: what_of(what),
        })
    };
    rest().map_err(bad(Some(record)))
}

/// Writes a line of the journal, canonically: `[record, device, counter, at, by, what]`.
/// It begins with [`prefix`] of its record.
pub fn to_text(entry: &JournalEntry) -> String {
    let mut out = prefix(entry.record);
    json::write_number(
        &mut out,
        format_args!(
            "\"{}\",{},{},",
            entry.dot.replica, entry.dot.counter, entry.at.0
        ),
    );
    json::write_text(&mut out, &entry.by);
    out.push(',');
    match &entry.what {
        What::Erased => out.push_str("null"),
        What::Unknown(value) => json::write(&mut out, value),
        What::Wrote(fields) => {
            out.push_str(&listed(fields.iter().map(|name| quoted(name.as_str()))));
        }
    }
    out.push(']');
    out
}

/// What every line of the journal about a record begins with.
pub fn prefix(record: RecordId) -> String {
    format!("[\"{record}\",")
}

fn what_of(value: Value) -> What {
    match value {
        Value::Null => What::Erased,
        Value::List(names) if names.iter().all(|name| name.as_text().is_some()) => What::Wrote(
            names
                .iter()
                .filter_map(Value::as_text)
                .map(FieldName::new)
                .collect(),
        ),
        other => What::Unknown(other),
    }
}
