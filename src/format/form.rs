//! A form to its JSON and back, and the id of a version of it.
//!
//! The same shape stands in a programme file and, as a record, beside the answers given to it
//! (Promise 7). What is left at its default is not written, so that a version keeps its id when
//! a newer app knows more.

mod condition;
mod question;
mod writing;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::json;
use super::programme::{Fault, ProgrammeError, Reader, Taken};
use crate::domain::form::{Form, QuestionKind, Section};
use crate::domain::id::{ProjectId, QuestionId, RecordId, ReplicaId, SectionId};
use crate::domain::record::{
    Audience, Body, Dot, FieldName, Kind, Live, Record, Register, Value, Write,
};
use crate::domain::time::Instant;

pub(super) use question::list_of_choices;
pub use writing::to_value;

/// The form a value says, or everything that is wrong with it.
pub fn from_value(value: &Value) -> Result<Form, Vec<ProgrammeError>> {
    let mut reader = Reader::default();
    match read(&mut reader, value, None) {
        Some(form) if reader.errors.is_empty() => Ok(form),
        Some(_) | None => Err(reader.errors),
    }
}

/// The id of the record that keeps this version of a form: the first 128 bits of the SHA-256 of its
/// JSON, keys sorted and without white space. The same form has the same id on every device.
pub fn version_id(form: &Form) -> RecordId {
    version_id_of(&to_value(form))
}

/// The id that a stored form version must have. Whoever receives one compares, so that nobody's
/// answers are shown beside questions that were put under another id.
pub fn version_id_of(value: &Value) -> RecordId {
    let digest = Sha256::digest(json::to_text(value));
    let bits = digest
        .iter()
        .take(16)
        .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    RecordId::from_bits(bits)
}

/// What the questions of a form may refer to.
struct Scope<'a> {
    /// Every question key in the form, readable or not.
    all: Vec<String>,
    /// The questions before the present one, and their kinds as far as they could be read.
    earlier: Vec<(QuestionId, Option<QuestionKind>)>,
    /// The programme's projects, where they are known.
    projects: Option<&'a [ProjectId]>,
}

/// Reads a form where the reader stands.
pub(super) fn read(r: &mut Reader, value: &Value, projects: Option<&[ProjectId]>) -> Option<Form> {
    let mut parts = r.parts(value)?;
    let id = r.required_key(&mut parts, "id");
    let version = r.required_whole(&mut parts, "version", (1, u32::MAX));
    let title = r.text(&mut parts, "title");
    let intro = r.optional_text(&mut parts, "intro");
    let mut scope = Scope {
        all: question_keys(value),
        earlier: Vec::new(),
        projects,
    };
    let (mut sections_taken, mut questions_taken) = (Taken::default(), Taken::default());
    let sections = r.required_list(&mut parts, "sections", |r, value| {
        let mut parts = r.parts(value)?;
        let id: Option<SectionId> = r.required_key(&mut parts, "id");
        if let Some(id) = &id {
            sections_taken.take(r, id.as_str());
        }
        let title = r.text(&mut parts, "title");
        let help = r.optional_text(&mut parts, "help");
        let questions = r.required_list(&mut parts, "questions", |r, value| {
            question::read(r, value, &mut scope, &mut questions_taken)
        });
        r.finish(&parts);
        Some(Section {
            id: id?,
            title,
            help: help.unwrap_or_default(),
            questions,
        })
    });
    let level = parts
        .get("level")
        .and_then(|value| r.within("level", |r| level(r, value, &scope)));
    r.finish(&parts);
    Some(Form {
        id: id?,
        version: version?,
        title,
        intro: intro.unwrap_or_default(),
        sections,
        level,
    })
}

/// The question that says how experienced someone is. All of the form's are earlier ones by now.
fn level(r: &mut Reader, value: &Value, scope: &Scope<'_>) -> Option<QuestionId> {
    let (id, kind) = question::earlier(r, value, scope)?;
    if kind.as_ref().is_some_and(|kind| !kind.says_level()) {
        r.fault(Fault::SaysNoLevel(id.to_string()));
    }
    Some(id.clone())
}

fn question_keys(form: &Value) -> Vec<String> {
    let items = |value: &Value, name| match value.part(name) {
        Some(Value::List(items)) => items.clone(),
        Some(_) | None => Vec::new(),
    };
    items(form, "sections")
        .iter()
        .flat_map(|section| items(section, "questions"))
        .filter_map(|question| Some(question.part("id")?.as_text()?.to_owned()))
        .collect()
}

/// The field of a form version's record that holds the form.
const DEFINITION: &str = "definition";

/// The record that keeps a version of a form. It is the same on every device that makes it, to the
/// byte: its id and its writer's name are the hash of what it holds, so that a dot still names one write.
pub fn version_record(form: &Form) -> Record {
    version_record_of(to_value(form))
}

/// Whether a record that someone else made may be taken for a form version: it is to the byte what
/// any device would make of its definition. A good one never changes; one that did could put other
/// questions beside answers already given, on every device that merges it.
pub fn is_version_record(record: &Record) -> bool {
    let definition = record.get(&FieldName::new(DEFINITION));
    definition.is_some_and(|definition| version_record_of(definition.clone()) == *record)
}

fn version_record_of(definition: Value) -> Record {
    let id = version_id_of(&definition);
    let dot = Dot {
        counter: 1,
        replica: ReplicaId::from_bits(id.bits()),
    };
    let write = Write {
        value: definition,
        at: Instant(0),
        by: "".into(),
    };
    Record {
        id,
        version: std::iter::once(dot).collect(),
        body: Body::Live(Live {
            kind: Kind::FormVersion,
            audience: Audience::Public,
            fields: BTreeMap::from([(FieldName::new(DEFINITION), Register::new(dot, write))]),
            extra: BTreeMap::new(),
        }),
    }
}

/// The form that a form version's record keeps; nothing if it is of another kind, was erased, can't
/// be read, or is not what its id says.
pub fn of_version(record: &Record) -> Option<Form> {
    record
        .live()
        .filter(|live| live.kind == Kind::FormVersion)?;
    let definition = record.get(&FieldName::new(DEFINITION))?;
    if version_id_of(definition) != record.id {
        return None;
    }
    from_value(definition).ok()
}
