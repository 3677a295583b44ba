//! How everything people write is kept: records of fields, each field a register that
//! remembers which device wrote what, so that copies edited apart merge without loss.
//!
//! Invariant: a dot names exactly one write, everywhere and forever. No clock decides
//! anything here; times are kept for people to read.

mod change;
mod collection;
mod dot;
mod journal;
mod register;
mod value;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use change::{Applied, Change, Writer};
pub use collection::Collection;
pub use dot::{Dot, VersionVector};
pub use journal::{JournalEntry, What};
pub use register::{Register, Write};
pub use value::Value;

use crate::domain::id::{RecordId, SessionId};
use crate::domain::time::Instant;

/// What sort of thing a record is. Kinds this version does not know are kept and passed on untouched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An application being written, on the applicant's device only.
    Draft,
    /// An application as it was sent. Its id is made before the first send (Promise 13).
    Application,
    /// One version of a form, kept so that answers stay beside the questions as asked (Promise 7).
    /// Its id is the hash of its content.
    FormVersion,
    /// What the organizers decided about an application.
    Decision,
    /// Someone who takes part: what organizers know of them beside their application, or all of it.
    Person,
    /// Somebody's part in a session.
    Membership,
    /// A team of a session.
    Team,
    /// A roster being formed, or a branch of one.
    Roster,
    /// A kind that a newer version wrote (Promise 6).
    Unknown(Box<str>),
}

impl Kind {
    /// The name in stored and sent JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Draft => "draft",
            Self::Application => "application",
            Self::FormVersion => "form-version",
            Self::Decision => "decision",
            Self::Person => "person",
            Self::Membership => "membership",
            Self::Team => "team",
            Self::Roster => "roster",
            Self::Unknown(name) => name,
        }
    }

    /// The kind of this name; a name not known here is kept as it is.
    pub fn from_name(name: &str) -> Self {
        match name {
            "draft" => Self::Draft,
            "application" => Self::Application,
            "form-version" => Self::FormVersion,
            "decision" => Self::Decision,
            "person" => Self::Person,
            "membership" => Self::Membership,
            "team" => Self::Team,
            "roster" => Self::Roster,
            other => Self::Unknown(other.into()),
        }
    }
}

/// Who a record is shared with: the unit of sharing, of permission and of encryption.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Stays on this device: drafts. Leaves it only in a file its owner makes.
    Device,
    /// Everyone may read it.
    Public,
    /// Submissions to a session: anyone may add, organizers read.
    Inbox(SessionId),
    /// Organizers only.
    Organizers,
    /// An audience that a newer version wrote (Promise 6).
    Unknown(Box<str>),
}

/// The first part of the name of an inbox.
const INBOX: &str = "inbox/";

impl Audience {
    /// The name in stored and sent JSON.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Device => "device".into(),
            Self::Public => "public".into(),
            Self::Inbox(session) => format!("{INBOX}{session}").into(),
            Self::Organizers => "organizers".into(),
            Self::Unknown(name) => (&**name).into(),
        }
    }

    /// The audience of this name; a name not known here is kept as it is.
    pub fn from_name(name: &str) -> Self {
        let inbox = name.strip_prefix(INBOX).map(str::parse);
        match (name, inbox) {
            ("device", _) => Self::Device,
            ("public", _) => Self::Public,
            ("organizers", _) => Self::Organizers,
            (_, Some(Ok(session))) => Self::Inbox(session),
            (_, Some(Err(_)) | None) => Self::Unknown(name.into()),
        }
    }
}

/// The name of a field of a record, such as `answer/motivation`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(Box<str>);

impl FieldName {
    /// A field of this name.
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One copy of a record, as one device knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Every write this copy has seen, kept or replaced.
    pub version: VersionVector,
    /// What it holds, unless it was erased.
    pub body: Body,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The record lives.
    Live(Live),
    /// The record was erased: nothing is left but when. Terminal: no write brings it back.
    Erased {
        /// When, by the clock of the device that erased it; the earliest of several.
        at: Instant,
    },
}

/// The content of a record that was not erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Who it is shared with.
    pub audience: Audience,
    /// Its fields. A field is here from its first write on.
    pub fields: BTreeMap<FieldName, Register>,
    /// Parts of the stored record that this version does not know, passed on untouched (Promise 6).
    pub extra: BTreeMap<String, Value>,
}

impl Record {
    /// The live content, or nothing if the record was erased.
    pub fn live(&self) -> Option<&Live> {
        match &self.body {
            Body::Live(live) => Some(live),
            Body::Erased { .. } => None,
        }
    }

    /// The value every device shows for a field; nothing if it was never written or the record was erased.
    pub fn get(&self, field: &FieldName) -> Option<&Value> {
        self.live()?.fields.get(field).map(|r| &r.shown().value)
    }

    /// Whether someone deleted the record (reversible; [`Body::Erased`] is not).
    pub fn is_deleted(&self) -> bool {
        self.get(&FieldName::new(DELETED)) == Some(&Value::Bool(true))
    }
}

/// The field that says a record is deleted.
pub const DELETED: &str = "deleted";
