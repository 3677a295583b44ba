//! An application: the draft on its writer's device, and what was sent of it.
//!
//! They are two records. The draft never leaves the device by itself and holds everything typed,
//! hidden answers too; the application holds what its writer chose to send, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{FormId, QuestionId, RecordId, SessionId};
use super::record::{FieldName, Kind, Live, Record, Value};
use super::time::Instant;
use crate::domain::gather::gather;

/// Field of both: the session applied for.
pub const SESSION: &str = "session";
/// Field of a draft: the form it fills in.
pub const FORM: &str = "form";
/// Field of a draft: the id its application has or will have (Promise 13).
pub const APPLICATION: &str = "application";
/// Field of a draft: the organizers' receipt for what was sent, once one came (Promise 14).
pub const RECEIPT: &str = "receipt";
/// Field of both: the record of the form version its answers are to. In a draft, what was answered to
/// another one says so in a field of its own.
pub const FORM_VERSION: &str = "form-version";
/// Field of an application: `submitted` or `withdrawn`.
pub const STATE: &str = "state";
/// Field of an application: when it was last sent, in milliseconds since 1970.
pub const SENT_AT: &str = "sent-at";
/// Field of an application: when its answers were last sent. Taking it back, or letting it stand
/// again, is sent too, and says nothing new about them. Early versions wrote only [`SENT_AT`].
pub const ANSWERS_AT: &str = "answers-at";
/// Field of an application: whether its answers were last sent after the deadline.
pub const LATE: &str = "late";
/// Field of an application that was generated to try things out.
pub const SAMPLE: &str = "sample";
/// Prefix of a draft's fields that hold what was typed for a question.
const TYPED: &str = "typed/";
/// Prefix of an application's fields that hold an answer.
const ANSWER: &str = "answer/";
/// Prefix of a draft's fields that name an application it became before: one that was withdrawn when
/// one from another browser took its place. It stays its writer's, to take along and to erase.
const EARLIER: &str = "earlier/";
/// Prefix of a draft's fields that name the form version a question was answered in, where that is
/// not the draft's: the question may have been asked in other words (Promise 7).
const ASKED: &str = "asked/";
/// Prefix of a draft's fields that keep what was typed while a question was answered in another way,
/// by the form version it was asked in. None is written over: the next one has a number as well.
const BEFORE: &str = "before/";

/// The field of a draft that names an application it became before.
pub fn earlier_field(application: RecordId) -> FieldName {
    FieldName::new(format!("{EARLIER}{application}"))
}

/// The applications that a draft names: the one it has or will have, and those it became before.
/// A draft that can't be read otherwise names them all the same.
pub fn applications_of(draft: &Record) -> Vec<RecordId> {
    let fields = draft.live().into_iter().flat_map(|live| live.fields.keys());
    let earlier = fields.filter_map(|name| name.as_str().strip_prefix(EARLIER)?.parse().ok());
    key(draft, APPLICATION).into_iter().chain(earlier).collect()
}

/// The form versions that a draft or an application names.
pub fn form_versions_of(record: &Record) -> BTreeSet<RecordId> {
    let fields = record.live().into_iter().flat_map(|live| &live.fields);
    gather(fields.filter_map(|(name, register)| {
        let name = name.as_str();
        if let Some((version, _)) = name.strip_prefix(BEFORE).and_then(|n| n.split_once('/')) {
            return version.parse::<RecordId>().ok();
        }
        let names_it = name == FORM_VERSION || name.starts_with(ASKED);
        let value = names_it.then(|| &register.shown().value)?;
        value.as_text()?.parse().ok()
    }))
}

/// The field of a draft that names the form version a question was answered in.
pub fn asked_field(question: &QuestionId) -> FieldName {
    FieldName::new(format!("{ASKED}{question}"))
}

/// The field of a draft that keeps what was typed while a question was answered in another way.
/// Early drafts don't name the version it was asked in. `number` tells apart what was kept again, from 1.
pub fn before_field(version: Option<RecordId>, question: &QuestionId, number: u32) -> FieldName {
    let version = version.map_or_else(|| "unknown".to_owned(), |version| version.to_string());
    let mut name = format!("{BEFORE}{version}/{question}");
    if number > 1 {
        name += &format!("/{number}");
    }
    FieldName::new(name)
}

/// The field of a draft that holds what was typed for a question.
pub fn typed_field(question: &QuestionId) -> FieldName {
    FieldName::new(format!("{TYPED}{question}"))
}

/// The question whose answer a field of a draft holds; nothing if it holds something else.
pub fn typed_question(field: &FieldName) -> Option<QuestionId> {
    field.as_str().strip_prefix(TYPED)?.parse().ok()
}

/// The field of an application that holds the answer to a question.
pub fn answer_field(question: &QuestionId) -> FieldName {
    FieldName::new(format!("{ANSWER}{question}"))
}

/// The question whose answer a field of an application holds; nothing if it holds something else.
pub fn answered_question(field: &FieldName) -> Option<QuestionId> {
    field.as_str().strip_prefix(ANSWER)?.parse().ok()
}

/// A record of a known kind lacks something it can't be read without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("record {record}: the field “{field}” is missing or can't be read")]
pub struct Unreadable {
    /// The record.
    pub record: RecordId,
    /// The field at fault.
    pub field: &'static str,
}

/// An application being written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its record.
    pub id: RecordId,
    /// The session applied for.
    pub session: SessionId,
    /// The form it fills in.
    pub form: FormId,
    /// The id its application has or will have.
    pub application: RecordId,
    /// What was typed, by question, as it is stored.
    pub typed: BTreeMap<QuestionId, Value>,
    /// The form version it is typed into; early drafts don't say.
    pub form_version: Option<RecordId>,
    /// The form versions of the questions that were answered in another one.
    pub asked: BTreeMap<QuestionId, RecordId>,
    /// What was typed while questions were answered in another way.
    pub before: Vec<Before>,
    /// The receipt, once one came.
    pub receipt: Option<Receipt>,
    /// Whether it was deleted (and may be brought back).
    pub deleted: bool,
    /// When something in it was last written.
    pub changed_at: Option<Instant>,
}

/// What was typed while a question was answered in another way.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The form version it was asked in, if that is known.
    pub version: Option<RecordId>,
    /// The question.
    pub question: QuestionId,
    /// What was typed, as it is stored.
    pub typed: Value,
}

/// The organizers' word that an application arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// When it arrived, by the receiver's clock.
    pub at: Instant,
    /// Which sending it is for: the application's `sent-at`.
    pub for_sent_at: Instant,
}

/// Whether an application still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApplicationState {
    /// It was sent and stands.
    Submitted,
    /// Its writer took it back (and may send it again).
    Withdrawn,
}

impl ApplicationState {
    /// Every state, in the order shown.
    pub const ALL: [Self; 2] = [Self::Submitted, Self::Withdrawn];

    /// The name in stored JSON and in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// An application as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its record.
    pub id: RecordId,
    /// The session applied for.
    pub session: SessionId,
    /// The record of the form version its answers are to.
    pub form_version: RecordId,
    /// Whether it still stands.
    pub state: ApplicationState,
    /// When it was last sent, by its writer's clock.
    pub sent_at: Instant,
    /// When its answers were last sent.
    pub answers_at: Instant,
    /// Whether its answers were last sent after the deadline.
    pub late: bool,
    /// Whether it was generated to try things out.
    pub sample: bool,
    /// Whether an organizer deleted it (and may bring it back).
    pub deleted: bool,
    /// The answers, by question, as they are stored.
    pub answers: BTreeMap<QuestionId, Value>,
}

impl Draft {
    /// The draft for a session: the one among these records that is not deleted. Those for other
    /// sessions are not looked into, so that one that can't be read stands in the way of its own
    /// session at most, and there only as long as it is not deleted and no other can be read.
    pub fn for_session(
        records: &BTreeMap<RecordId, Record>,
        session: &SessionId,
    ) -> Result<Option<Self>, Unreadable> {
        let mut unreadable = None;
        for record in records.values() {
            if record.is_deleted() || key::<SessionId>(record, SESSION).as_ref() != Some(session) {
                continue;
            }
            match Self::read(record) {
                Ok(Some(draft)) => return Ok(Some(draft)),
                Ok(None) => {}
                Err(error) => unreadable = Some(error),
            }
        }
        unreadable.map_or(Ok(None), Err)
    }

    /// Reads a draft; nothing if the record is of another kind or was erased.
    pub fn read(record: &Record) -> Result<Option<Self>, Unreadable> {
        let Some(live) = live_of(record, &Kind::Draft) else {
            return Ok(None);
        };
        let missing = |field| Unreadable {
            record: record.id,
            field,
        };
        Ok(Some(Self {
            id: record.id,
            session: key(record, SESSION).ok_or_else(|| missing(SESSION))?,
            form: key(record, FORM).ok_or_else(|| missing(FORM))?,
            application: key(record, APPLICATION).ok_or_else(|| missing(APPLICATION))?,
            typed: by_question(live, TYPED),
            form_version: key(record, FORM_VERSION),
            asked: gather(
                by_question(live, ASKED)
                    .into_iter()
                    .filter_map(|(question, value)| {
                        Some((question, value.as_text()?.parse().ok()?))
                    }),
            ),
            before: before(live),
            receipt: value(record, RECEIPT).and_then(Receipt::from_value),
            deleted: record.is_deleted(),
            changed_at: last_write(live),
        }))
    }
}

impl Draft {
    /// The form version in which a question was answered, if that is known.
    pub fn version_of(&self, question: &QuestionId) -> Option<RecordId> {
        self.asked.get(question).copied().or(self.form_version)
    }
}

impl Application {
    /// Reads an application; nothing if the record is of another kind or was erased.
    pub fn read(record: &Record) -> Result<Option<Self>, Unreadable> {
        let Some(live) = live_of(record, &Kind::Application) else {
            return Ok(None);
        };
        let missing = |field| Unreadable {
            record: record.id,
            field,
        };
        let sent_at = value(record, SENT_AT)
            .and_then(instant)
            .ok_or_else(|| missing(SENT_AT))?;
        Ok(Some(Self {
            id: record.id,
            session: key(record, SESSION).ok_or_else(|| missing(SESSION))?,
            form_version: key(record, FORM_VERSION).ok_or_else(|| missing(FORM_VERSION))?,
            state: value(record, STATE)
                .and_then(Value::as_text)
                .and_then(ApplicationState::from_name)
                .ok_or_else(|| missing(STATE))?,
            sent_at,
            answers_at: value(record, ANSWERS_AT)
                .and_then(instant)
                .unwrap_or(sent_at),
            late: value(record, LATE) == Some(&Value::Bool(true)),
            sample: value(record, SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            answers: by_question(live, ANSWER),
        }))
    }
}

impl Receipt {
    /// The receipt as a draft keeps it.
    pub fn to_value(&self) -> Value {
        Value::Map(gather([
            ("at".to_owned(), from_instant(self.at)),
            ("sentAt".to_owned(), from_instant(self.for_sent_at)),
        ]))
    }

    /// The receipt a draft keeps.
    pub fn from_value(value: &Value) -> Option<Self> {
        Some(Self {
            at: instant(value.part("at")?)?,
            for_sent_at: instant(value.part("sentAt")?)?,
        })
    }
}

/// A moment as a field keeps it.
pub fn from_instant(at: Instant) -> Value {
    Value::Integer(i128::from(at.0))
}

/// The moment a field keeps.
pub fn instant(value: &Value) -> Option<Instant> {
    match value {
        Value::Integer(ms) => i64::try_from(*ms).ok().map(Instant),
        Value::Null
        | Value::Bool(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Map(_) => None,
    }
}

fn live_of<'a>(record: &'a Record, kind: &Kind) -> Option<&'a Live> {
    record.live().filter(|live| live.kind == *kind)
}

fn value<'a>(record: &'a Record, field: &str) -> Option<&'a Value> {
    record.get(&FieldName::new(field))
}

fn key<T: std::str::FromStr>(record: &Record, field: &str) -> Option<T> {
    value(record, field)?.as_text()?.parse().ok()
}

/// The fields under a prefix that are not empty. A name that is no question's is left alone:
/// the record keeps it (Promise 6), this reading of it has no place for it.
fn by_question(live: &Live, prefix: &str) -> BTreeMap<QuestionId, Value> {
    gather(live.fields.iter().filter_map(|(name, register)| {
        let question = name.as_str().strip_prefix(prefix)?.parse().ok()?;
        let value = &register.shown().value;
        (*value != Value::Null).then(|| (question, value.clone()))
    }))
}

fn before(live: &Live) -> Vec<Before> {
    let mut found = Vec::new();
    for (name, register) in &live.fields {
        let name = name.as_str().strip_prefix(BEFORE);
        let Some((version, question)) = name.and_then(|name| name.split_once('/')) else {
            continue;
        };
        let question = question.split_once('/').map_or(question, |(id, _)| id);
        let Ok(question) = question.parse::<QuestionId>() else {
            continue;
        };
        // Two devices may have kept something each under the same name.
        found.extend(register.writes().map(|(_, write)| Before {
            version: version.parse().ok(),
            question: question.clone(),
            typed: write.value.clone(),
        }));
    }
    found
}

/// When its writer last wrote in it. Which form it is typed into is written by itself.
fn last_write(live: &Live) -> Option<Instant> {
    let written = live.fields.iter().filter(|(name, _)| {
        let name = name.as_str();
        name != FORM_VERSION && !name.starts_with(ASKED)
    });
    written
        .flat_map(|(_, register)| register.writes().map(|(_, write)| write.at))
        .max()
}
