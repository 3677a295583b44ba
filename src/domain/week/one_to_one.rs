//! A captain and a mentee by themselves: that they met, for those two and the organizers; what the captain notes of it,
//! for the captain alone (Promise 23); and a level that organizers see, with words only if the mentee agreed.

use super::check_in::{MEMBER, WEEK, whole};
use crate::domain::application::SAMPLE;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Kind, Record, Register, Value};
use crate::domain::time::Date;

/// Field: the captain's membership.
pub const CAPTAIN: &str = "captain";
/// Field: how it went with the one-to-one of a week.
pub const STATE: &str = "state";
/// Field: on which day it really was.
pub const DAY: &str = "day";
/// Field of a note: the words.
pub const NOTE: &str = "note";
/// Field of a level: `fine`, `watch` or `help`.
pub const LEVEL: &str = "level";
/// Field of a level: whether the mentee agreed that organizers read the words.
pub const AGREED: &str = "agreed";
/// Field of a level: the words that organizers read.
pub const WORDS: &str = "words";

/// How it went with a one-to-one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// They met.
    Held,
    /// The mentee did not want one this time, which is their good right.
    Declined,
    /// It was put off.
    Moved,
}

impl State {
    /// All there are, in the order shown.
    pub const ALL: [Self; 3] = [Self::Held, Self::Declined, Self::Moved];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Declined => "declined",
            Self::Moved => "moved",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Something said of how a one-to-one went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// How; nothing takes that back.
    State(Option<State>),
    /// On which day it really was.
    Day(Option<Date>),
}

impl Went {
    /// The field that says it.
    pub fn field(&self) -> (FieldName, Value) {
        match self {
            Self::State(state) => {
                let name = state.map_or("", State::as_str);
                (FieldName::new(STATE), Value::from(name))
            }
            Self::Day(day) => {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                (FieldName::new(DAY), Value::from(day))
            }
        }
    }
}

/// How a captain sees that somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// All is well.
    #[default]
    Fine,
    /// Someone should keep an eye on them.
    Watch,
    /// They need help now.
    Help,
}

impl Level {
    /// All there are, in the order shown.
    pub const ALL: [Self; 3] = [Self::Fine, Self::Watch, Self::Help];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Watch => "watch",
            Self::Help => "help",
        }
    }

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

/// The id of the record that says how it went with a one-to-one.
pub fn one_to_one_id(captain: RecordId, member: RecordId, week: u32) -> RecordId {
    derived("one-to-one", captain, member, &week.to_string())
}

/// The id of what a captain notes of it for themselves.
pub fn note_id(captain: RecordId, member: RecordId, week: u32) -> RecordId {
    derived("note", captain, member, &week.to_string())
}

/// The id of what a captain tells the organizers about somebody.
pub fn level_id(captain: RecordId, member: RecordId) -> RecordId {
    derived("level", captain, member, "")
}

fn derived(kind: &str, captain: RecordId, member: RecordId, week: &str) -> RecordId {
    let (captain, member) = (captain.to_string(), member.to_string());
    RecordId::derived(&[kind, &captain, &member, week])
}

/// How it went with a one-to-one. It holds no word of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneToOne {
    /// Its id.
    pub id: RecordId,
    /// The captain's membership.
    pub captain: RecordId,
    /// The other's.
    pub member: RecordId,
    /// Of which week.
    pub week: u32,
    /// How it went; nothing once that was taken back.
    pub state: Option<State>,
    /// On which day it really was.
    pub day: Option<Date>,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether someone deleted it.
    pub deleted: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl OneToOne {
    /// Reads a one-to-one; nothing if the record is of another kind, was erased, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::OneToOne)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text);
        Some(Self {
            id: record.id,
            captain: text(CAPTAIN)?.parse().ok()?,
            member: text(MEMBER)?.parse().ok()?,
            week: whole(get(WEEK))?,
            state: text(STATE).and_then(State::from_name),
            day: text(DAY).and_then(|day| day.parse().ok()),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }
}

/// What a captain tells the organizers about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The captain's membership.
    pub captain: RecordId,
    /// About whom.
    pub member: RecordId,
    /// How they seem.
    pub level: Level,
    /// The words, if the one they are about agreed.
    pub words: Option<String>,
}

impl Told {
    /// Reads what a captain told; nothing if the record is of another kind, was erased or deleted, or is about nobody.
    pub fn read(record: &Record) -> Option<Self> {
        record.live().filter(|live| live.kind == Kind::Level)?;
        if record.is_deleted() {
            return None;
        }
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text);
        let agreed = get(AGREED) == Some(&Value::Bool(true));
        let words = text(WORDS).filter(|words| agreed && !words.trim().is_empty());
        Some(Self {
            captain: text(CAPTAIN)?.parse().ok()?,
            member: text(MEMBER)?.parse().ok()?,
            level: text(LEVEL).and_then(Level::from_name).unwrap_or_default(),
            words: words.map(ToOwned::to_owned),
        })
    }
}
