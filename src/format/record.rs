//! One record as JSON.
//!
//! A record lists the writes that are still in force once (`writes`), each as
//! `[device, counter, at, by]`, where `device` is an index into `seen`; a field is a list of
//! `write, value` pairs, one pair unless it is in conflict. See docs/records.md.
//!
//! Invariant: [`to_text`] of what [`parse`] gave is the text that was parsed, if it was canonical.
//! Parts, kinds, audiences and fields this version does not know come back as they came (Promise 6).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::parts::{
    Flaw, Found, at, counter_of, here, instant, integer, items, list, nested, record_id,
    replica_id, take, text,
};
use super::{form, json};
use crate::domain::gather::{gather, try_gather};
use crate::domain::id::{RecordId, ReplicaId};
use crate::domain::record::{
    Audience, Body, Dot, FieldName, Kind, Live, Record, Register, Value, VersionVector, Write,
};
use crate::domain::time::Instant;

/// The version of the shape that is written. Every one up to it is read.
pub const VERSION: i128 = 1;

/// What is wrong with a record or a line of the journal, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// The record, if its id could be read.
    pub record: Option<RecordId>,
    /// The way to the part at fault, such as `fields/answer/name/1`; empty for the whole.
    pub path: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.record {
            write!(f, "record {id}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        self.flaw.fmt(f)
    }
}

impl std::error::Error for BadRecord {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.flaw)
    }
}

/// Reads a record.
pub fn parse(text: &str) -> Result<Record, BadRecord> {
    let whole = |flaw| BadRecord {
        record: None,
        path: String::new(),
        flaw,
    };
    let value = json::parse(text).map_err(|e| whole(e.into()))?;
    from_value(value)
}

/// Reads a record from JSON that was taken apart already.
pub(super) fn from_value(value: Value) -> Result<Record, BadRecord> {
    let Value::Map(mut parts) = value else {
        return Err(BadRecord {
            record: None,
            path: String::new(),
            flaw: Flaw::NotA("an object"),
        });
    };
    let id = take(&mut parts, "id").and_then(|id| at("id", record_id(id)));
    read(&mut parts, id.clone()).map_err(|(path, flaw)| BadRecord {
        record: id.ok(),
        path,
        flaw,
    })
}

/// Reads a record that comes from elsewhere: a form version has to be what its id says, too.
pub fn parse_foreign(text: &str) -> Result<Record, BadRecord> {
    genuine(parse(text)?)
}

/// A record that comes from elsewhere, if it is what its id says.
pub(super) fn genuine(record: Record) -> Result<Record, BadRecord> {
    let is_form = record
        .live()
        .is_some_and(|live| live.kind == Kind::FormVersion);
    if is_form && !form::is_version_record(&record) {
        return Err(BadRecord {
            record: Some(record.id),
            path: "id".to_owned(),
            flaw: Flaw::NotA("the id of the form that the record holds"),
        });
    }
    Ok(record)
}

/// Writes a record, canonically.
pub fn to_text(record: &Record) -> String {
    let mut out = String::new();
    write(&mut out, record);
    out
}

/// Adds the canonical text of a record.
pub fn write(out: &mut String, record: &Record) {
    let devices = record.version.iter().enumerate();
    let devices: BTreeMap<ReplicaId, usize> = gather(devices.map(|(i, dot)| (dot.replica, i)));
    let mut parts = BTreeMap::new();
    let mut part = |name: &'static str, text: String| parts.insert(name, text);
    part("v", VERSION.to_string());
    part("id", quoted(&record.id.to_string()));
    let seen = record
        .version
        .iter()
        .map(|dot| format!("[\"{}\",{}]", dot.replica, dot.counter));
    part("seen", listed(seen));
    match &record.body {
        Body::Erased { at } => {
            part("erased", at.0.to_string());
        }
        Body::Live(live) => {
            let writes = live.fields.values().flat_map(Register::writes);
            let writes: BTreeSet<(Dot, Instant, &str)> =
                gather(writes.map(|(dot, write)| (dot, write.at, &*write.by)));
            let numbers: BTreeMap<_, usize> =
                gather(writes.iter().enumerate().map(|(i, write)| (*write, i)));
            part("kind", quoted(live.kind.as_str()));
            part("audience", quoted(&live.audience.name()));
            let each = writes.iter().map(|(dot, at, by)| {
                let device = devices.get(&dot.replica).copied().unwrap_or(devices.len());
                format!("[{device},{},{},{}]", dot.counter, at.0, quoted(by))
            });
            part("writes", listed(each));
            part("fields", fields_text(live, &numbers));
            for (name, value) in &live.extra {
                parts.entry(name).or_insert_with(|| json::to_text(value));
            }
        }
    }
    out.push('{');
    for (i, (name, text)) in parts.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        json::write_text(out, name);
        out.push(':');
        out.push_str(text);
    }
    out.push('}');
}

fn fields_text(live: &Live, numbers: &BTreeMap<(Dot, Instant, &str), usize>) -> String {
    let mut out = String::from("{");
    for (name, register) in &live.fields {
        if out.len() > 1 {
            out.push(',');
        }
        json::write_text(&mut out, name.as_str());
        out.push(':');
        for (i, (dot, write)) in register.writes().enumerate() {
            out.push(if i == 0 { '[' } else { ',' });
            let number = numbers[&(dot, write.at, &*write.by)];
            json::write_number(&mut out, format_args!("{number},"));
            json::write(&mut out, &write.value);
        }
        out.push(']');
    }
    out.push('}');
    out
}

pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    json::write_text(&mut out, text);
    out
}

pub(super) fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn read(parts: &mut BTreeMap<String, Value>, id: Found<RecordId>) -> Found<Record> {
    // The version comes first: of what is too new nothing else is known to mean the same.
    let version = at("v", integer(take(parts, "v")?))?;
    if version > VERSION {
        return Err(("v".to_owned(), Flaw::TooNew(version)));
    }
    let id = id?;
    let (devices, seen) = at("seen", seen(take(parts, "seen")?))?;
    if let Some(erased) = parts.remove("erased") {
        let body = Body::Erased {
            at: at("erased", instant(erased))?,
        };
        return Ok(Record {
            id,
            version: seen,
            body,
        });
    }
    let kind = at("kind", text(take(parts, "kind")?))?;
    let audience = at("audience", text(take(parts, "audience")?))?;
    let writes = at("writes", writes(take(parts, "writes")?, &devices, &seen))?;
    let fields = at("fields", fields(take(parts, "fields")?, &writes))?;
    Ok(Record {
        id,
        version: seen,
        body: Body::Live(Live {
            kind: Kind::from_name(&kind),
            audience: Audience::from_name(&audience),
            fields,
            extra: std::mem::take(parts),
        }),
    })
}

/// The devices in their order, and the greatest counter seen of each.
pub(super) fn seen(value: Value) -> Found<(Vec<ReplicaId>, VersionVector)> {
    let mut devices = Vec::new();
    let mut version = VersionVector::default();
    for (i, pair) in list(value)?.into_iter().enumerate() {
        let dot = nested(i, || {
            let [replica, counter] = items(pair)?;
            Ok(Dot {
                replica: at("0", replica_id(replica))?,
                counter: at("1", counter_of(counter))?,
            })
        })?;
        if version.seen(dot.replica) > 0 {
            return Err((i.to_string(), Flaw::Twice));
        }
        devices.push(dot.replica);
        version.add(dot);
    }
    Ok((devices, version))
}

fn writes(
    value: Value,
    devices: &[ReplicaId],
    seen: &VersionVector,
) -> Found<Vec<(Dot, Instant, Box<str>)>> {
    let each = list(value)?.into_iter().enumerate();
    each.map(|(i, write)| {
        nested(i, || {
            let [device, counter, when, by] = items(write)?;
            let unlisted = || ("0".to_owned(), Flaw::Unlisted("device"));
            let device = at("0", integer(device))?;
            let index = usize::try_from(device).map_err(|_| unlisted())?;
            let dot = Dot {
                replica: *devices.get(index).ok_or_else(unlisted)?,
                counter: at("1", counter_of(counter))?,
            };
            if !seen.contains(dot) {
                return Err(("1".to_owned(), Flaw::Unlisted("write among those seen")));
            }
            let when = at("2", instant(when))?;
            Ok((dot, when, at("3", text(by))?.into()))
        })
    })
    .collect()
}

fn fields(
    value: Value,
    writes: &[(Dot, Instant, Box<str>)],
) -> Found<BTreeMap<FieldName, Register>> {
    let Value::Map(parts) = value else {
        return Err(here(Flaw::NotA("an object")));
    };
    try_gather(parts.into_iter().map(|(name, pairs)| {
        let register = at(&name, register(pairs, writes))?;
        Ok((FieldName::new(name), register))
    }))
}

fn register(pairs: Value, writes: &[(Dot, Instant, Box<str>)]) -> Found<Register> {
    let mut kept: Option<Register> = None;
    let mut items = list(pairs)?.into_iter().enumerate();
    while let Some((i, number)) = items.next() {
        let unlisted = || (i.to_string(), Flaw::Unlisted("write"));
        let number = nested(i, || integer(number))?;
        let index = usize::try_from(number).map_err(|_| unlisted())?;
        let (dot, at, by) = writes.get(index).ok_or_else(unlisted)?;
        let (_, value) = items.next().ok_or(((i + 1).to_string(), Flaw::Missing))?;
        let write = Write {
            value,
            at: *at,
            by: by.clone(),
        };
        match &mut kept {
            None => kept = Some(Register::new(*dot, write)),
            Some(kept) => {
                if !kept.add(*dot, write) {
                    return Err((i.to_string(), Flaw::Twice));
                }
            }
        }
    }
    kept.ok_or(here(Flaw::Missing))
}
