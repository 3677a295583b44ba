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
    /// What a week is about.
    Plan,
    /// What those on a team know of each other.
    Card,
    /// How somebody's week went, in their own words, for the readers they chose.
    CheckIn,
    /// That somebody checked in, and nothing of what they said.
    Sign,
    /// What was noted of a meeting.
    Meeting,
    /// Something in somebody's way.
    Blocker,
    /// How it went with a one-to-one, and no word of what was said.
    OneToOne,
    /// What a captain noted for themselves (Promise 23).
    Note,
    /// What a captain tells the organizers about somebody.
    Level,
    /// That someone looked at a signal, and why it need not be looked at any more.
    Dismissal,
    /// A ticket or pull request that somebody works on.
    Contribution,
    /// A pull request that came to a stop, worth reviving.
    Stalled,
    /// What somebody says at the end of a session, for the organizers.
    Closing,
    /// A kind that a newer version wrote (Promise 6).
    Unknown(Box<str>),
}

impl Kind {
    /// What is written of people in their weeks. All but a meeting is of one of them.
    pub const OF_WEEKS: [Self; 11] = [
        Self::Card,
        Self::CheckIn,
        Self::Sign,
        Self::Meeting,
        Self::Blocker,
        Self::OneToOne,
        Self::Note,
        Self::Level,
        Self::Dismissal,
        Self::Contribution,
        Self::Closing,
    ];

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
            Self::Plan => "plan",
            Self::Card => "card",
            Self::CheckIn => "check-in",
            Self::Sign => "sign",
            Self::Meeting => "meeting",
            Self::Blocker => "blocker",
            Self::OneToOne => "one-to-one",
            Self::Note => "note",
            Self::Level => "level",
            Self::Dismissal => "dismissal",
            Self::Contribution => "contribution",
            Self::Stalled => "stalled",
            Self::Closing => "closing",
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
            "plan" => Self::Plan,
            "card" => Self::Card,
            "check-in" => Self::CheckIn,
            "sign" => Self::Sign,
            "meeting" => Self::Meeting,
            "blocker" => Self::Blocker,
            "one-to-one" => Self::OneToOne,
            "note" => Self::Note,
            "level" => Self::Level,
            "dismissal" => Self::Dismissal,
            "contribution" => Self::Contribution,
            "stalled" => Self::Stalled,
            "closing" => Self::Closing,
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
    /// A team and the organizers.
    Team(RecordId),
    /// The navigators and the captain of a team.
    Leads(RecordId),
    /// The navigators and captains of a session, and the organizers.
    Officers(SessionId),
    /// Somebody, by their membership, with the captain of their team and the organizers.
    Member(RecordId),
    /// A captain alone, by their membership (Promise 23); and whoever wrote to them.
    Care(RecordId),
    /// An audience that a newer version wrote (Promise 6).
    Unknown(Box<str>),
}

/// The first part of the name of an inbox.
const INBOX: &str = "inbox/";
/// The first part of the name of a team's audience.
const TEAM: &str = "team/";
/// The first part of the name of the audience of a team's navigators and captain.
const LEADS: &str = "leads/";
/// The first part of the name of the audience of a session's navigators and captains.
const OFFICERS: &str = "officers/";
/// The first part of the name of the audience of somebody and those who look after them.
const MEMBER: &str = "member/";
/// The first part of the name of a captain's own audience.
const CARE: &str = "care/";

impl Audience {
    /// The name in stored and sent JSON.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Device => "device".into(),
            Self::Public => "public".into(),
            Self::Inbox(session) => format!("{INBOX}{session}").into(),
            Self::Organizers => "organizers".into(),
            Self::Team(team) => format!("{TEAM}{team}").into(),
            Self::Leads(team) => format!("{LEADS}{team}").into(),
            Self::Officers(session) => format!("{OFFICERS}{session}").into(),
            Self::Member(member) => format!("{MEMBER}{member}").into(),
            Self::Care(captain) => format!("{CARE}{captain}").into(),
            Self::Unknown(name) => (&**name).into(),
        }
    }

    /// Whether organizers are never given it: it stays with its writer and those whom they chose (Promise 23).
    pub fn is_confided(&self) -> bool {
        match self {
            Self::Device | Self::Leads(_) | Self::Care(_) => true,
            Self::Public
            | Self::Inbox(_)
            | Self::Organizers
            | Self::Team(_)
            | Self::Officers(_)
            | Self::Member(_)
            | Self::Unknown(_) => false,
        }
    }

    /// The audience of this name; a name not known here is kept as it is.
    pub fn from_name(name: &str) -> Self {
        match name {
            "device" => return Self::Device,
            "public" => return Self::Public,
            "organizers" => return Self::Organizers,
            _ => {}
        }
        let of = |first: &str| name.strip_prefix(first)?.parse::<RecordId>().ok();
        let of_session = |first: &str| name.strip_prefix(first)?.parse::<SessionId>().ok();
        of_session(INBOX)
            .map(Self::Inbox)
            .or_else(|| of_session(OFFICERS).map(Self::Officers))
            .or_else(|| of(TEAM).map(Self::Team))
            .or_else(|| of(LEADS).map(Self::Leads))
            .or_else(|| of(MEMBER).map(Self::Member))
            .or_else(|| of(CARE).map(Self::Care))
            .unwrap_or_else(|| Self::Unknown(name.into()))
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
