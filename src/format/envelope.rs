//! The envelope in which a record travels to an endpoint and back:
//! `{"v":1,"id","audience","kid","vv","ct","erased","by"}`.
//!
//! What an endpoint has to know stands outside: which record it is, whom it is for and which writes it has seen (`vv`).
//! What people wrote is in `ct`: as JSON while `kid` is null, sealed with the key of that name otherwise. A mark of what
//! was erased has nothing to hide and is never sealed, so that it reaches devices that hold no key any more.

use std::collections::BTreeMap;

use super::parts::{
    Flaw, Found, at, here, instant, integer, list, nested, record_id, replica_id, take, text,
};
use super::record::{BadRecord, listed, quoted, seen};
use super::{journal, json, record};
use crate::domain::id::{RecordId, ReplicaId};
use crate::domain::record::{Audience, Body, JournalEntry, Record, Value, VersionVector};
use crate::domain::time::Instant;
use crate::format::form::is_version_record;

/// The version of the shape that is written. Every one up to it is read.
pub const VERSION: i128 = 1;

/// A copy of a record with what goes along with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The copy.
    pub record: Record,
    /// What the journal says of it.
    pub journal: Vec<JournalEntry>,
    /// The form version that an application answers: without it nobody can read the answers beside their questions.
    pub form: Option<Record>,
}

/// What an envelope holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The record was erased at this moment.
    Erased(Instant),
    /// The parcel, for everyone to read who may read the endpoint.
    Plain(Box<Parcel>),
    /// The parcel, sealed with the key of this name.
    Sealed {
        /// The key's name.
        kid: String,
        /// What was sealed, as text.
        ct: String,
    },
}

/// An envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The record in it.
    pub id: RecordId,
    /// Whom it is for.
    pub audience: Audience,
    /// Which writes the copy in it has seen.
    pub version: VersionVector,
    /// The device that put it in.
    pub by: ReplicaId,
    /// What it holds.
    pub content: Content,
}

impl Envelope {
    /// A parcel for everyone to read who may read this audience's part of the endpoint.
    pub fn plain(parcel: Parcel, audience: Audience, by: ReplicaId) -> Self {
        let (id, version) = (parcel.record.id, parcel.record.version.clone());
        let content = match parcel.record.body {
            Body::Erased { at } => Content::Erased(at),
            Body::Live(_) => Content::Plain(Box::new(parcel)),
        };
        Self {
            id,
            audience,
            version,
            by,
            content,
        }
    }

    /// The envelope, canonically.
    pub fn to_text(&self) -> String {
        let version = self.version.iter();
        let version = version.map(|dot| format!("[\"{}\",{}]", dot.replica, dot.counter));
        let (kid, ct, erased) = match &self.content {
            Content::Erased(at) => ("null".to_owned(), "null".to_owned(), at.0.to_string()),
            Content::Plain(parcel) => ("null".to_owned(), parcel.to_text(), "null".to_owned()),
            Content::Sealed { kid, ct } => (quoted(kid), quoted(ct), "null".to_owned()),
        };
        format!(
            "{{\"audience\":{},\"by\":\"{}\",\"ct\":{ct},\"erased\":{erased},\"id\":\"{}\",\"kid\":{kid},\"v\":{VERSION},\"vv\":{}}}",
            quoted(&self.audience.name()),
            self.by,
            self.id,
            listed(version),
        )
    }

    /// Reads an envelope from JSON that was taken apart already. Parts beside its own are an endpoint's and are passed over.
    pub fn from_value(value: Value) -> Result<Self, BadRecord> {
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
}

impl Parcel {
    /// The parcel, canonically: what is sealed.
    pub fn to_text(&self) -> String {
        let lines = self.journal.iter().map(journal::to_text);
        let mut text = String::from("{");
        if let Some(form) = &self.form {
            text.push_str("\"form\":");
            record::write(&mut text, form);
            text.push(',');
        }
        text.push_str("\"journal\":");
        text.push_str(&listed(lines));
        text.push_str(",\"record\":");
        record::write(&mut text, &self.record);
        text.push('}');
        text
    }

    /// Reads a parcel. It holds what it says: a record, lines about that record, and a form version that is what its id
    /// says.
    pub fn from_text(text: &str) -> Result<Self, BadRecord> {
        let bad = |flaw: Flaw| BadRecord {
            record: None,
            path: String::new(),
            flaw,
        };
        let value = json::parse(text).map_err(|e| bad(e.into()))?;
        parcel(value).map_err(|(path, flaw)| BadRecord {
            record: None,
            path,
            flaw,
        })
    }

    /// The mark of a record that was erased.
    fn mark(id: RecordId, version: VersionVector, at: Instant) -> Self {
        let body = Body::Erased { at };
        Self {
            record: Record { id, version, body },
            journal: Vec::new(),
            form: None,
        }
    }
}

impl Envelope {
    /// What is in it, if it is not sealed; `open` opens what is. What comes out has to be what the envelope says it is.
    pub fn parcel<E>(
        self,
        open: impl FnOnce(&str, &str) -> Result<String, E>,
    ) -> Result<Parcel, Unopened<E>> {
        let parcel = match self.content {
            Content::Erased(at) => return Ok(Parcel::mark(self.id, self.version, at)),
            Content::Plain(parcel) => *parcel,
            Content::Sealed { kid, ct } => {
                let text = open(&kid, &ct).map_err(Unopened::Sealed)?;
                Parcel::from_text(&text).map_err(Unopened::Bad)?
            }
        };
        let says = |path: &str, what| BadRecord {
            record: Some(self.id),
            path: path.to_owned(),
            flaw: Flaw::NotA(what),
        };
        if parcel.record.id != self.id {
            return Err(Unopened::Bad(says(
                "ct/record/id",
                "the id of the envelope",
            )));
        }
        if parcel.record.version != self.version {
            return Err(Unopened::Bad(says("vv", "what the record in it has seen")));
        }
        let is_for = parcel
            .record
            .live()
            .is_some_and(|live| live.audience == self.audience);
        if !is_for && !is_version_record(&parcel.record) {
            return Err(Unopened::Bad(says(
                "ct/record/audience",
                "the audience of the envelope",
            )));
        }
        Ok(parcel)
    }
}

/// Why an envelope could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unopened<E> {
    /// What is in it can't be read.
    #[error(transparent)]
    Bad(BadRecord),
    /// It is sealed, and was not opened.
    #[error("sealed")]
    Sealed(E),
}

fn read(parts: &mut BTreeMap<String, Value>, id: Found<RecordId>) -> Found<Envelope> {
    let number = at("v", integer(take(parts, "v")?))?;
    if number > VERSION {
        return Err(("v".to_owned(), Flaw::TooNew(number)));
    }
    let audience = Audience::from_name(&at("audience", text(take(parts, "audience")?))?);
    let (_, version) = at("vv", seen(take(parts, "vv")?))?;
    let by = at("by", replica_id(take(parts, "by")?))?;
    let (kid, ct) = (take(parts, "kid")?, take(parts, "ct")?);
    let content = match (take(parts, "erased")?, kid) {
        (Value::Null, Value::Null) => Content::Plain(Box::new(at("ct", parcel(ct))?)),
        (Value::Null, kid) => Content::Sealed {
            kid: at("kid", text(kid))?,
            ct: at("ct", text(ct))?,
        },
        (erased, _) => Content::Erased(at("erased", instant(erased))?),
    };
    Ok(Envelope {
        id: id?,
        audience,
        version,
        by,
        content,
    })
}

fn parcel(value: Value) -> Found<Parcel> {
    let Value::Map(mut parts) = value else {
        return Err(here(Flaw::NotA("an object")));
    };
    let inner = |name: &'static str| {
        move |bad: BadRecord| {
            let slash = if bad.path.is_empty() { "" } else { "/" };
            (format!("{name}{slash}{}", bad.path), bad.flaw)
        }
    };
    let found = record::from_value(take(&mut parts, "record")?).and_then(record::genuine);
    let found = found.map_err(inner("record"))?;
    let lines = at("journal", list(take(&mut parts, "journal")?))?
        .into_iter()
        .enumerate();
    let lines = lines.map(|(i, line)| {
        let line = journal::from_value(line).map_err(|bad| (bad.path, bad.flaw));
        let line = at("journal", nested(i, || line))?;
        let is_of_it = line.record == found.id;
        is_of_it
            .then_some(line)
            .ok_or_else(|| (format!("journal/{i}/0"), Flaw::NotA("the id of the record")))
    });
    let journal = lines.collect::<Found<Vec<_>>>()?;
    let form = parts.remove("form").map(|form| {
        let form = record::from_value(form)
            .and_then(record::genuine)
            .map_err(inner("form"))?;
        let is_form = is_version_record(&form);
        is_form
            .then_some(form)
            .ok_or_else(|| ("form".to_owned(), Flaw::NotA("a form version")))
    });
    Ok(Parcel {
        record: found,
        journal,
        form: form.transpose()?,
    })
}
