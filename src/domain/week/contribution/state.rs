//! How far a contribution has come, what kind of work it is, and the moves from state to state.

use crate::domain::record::{FieldName, Record, Value};
use crate::domain::time::Date;

/// How far it has come. Those further on come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// They look at it: is it something for them?
    Looking,
    /// They work on it.
    Working,
    /// Others look at what they made.
    Review,
    /// It is in.
    Merged,
    /// It was given up, for now or for good.
    SetAside,
}

impl State {
    /// All, in the usual order.
    pub const ALL: [Self; 5] = [
        Self::Looking,
        Self::Working,
        Self::Review,
        Self::Merged,
        Self::SetAside,
    ];

    /// The name in records and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Working => "working",
            Self::Review => "review",
            Self::Merged => "merged",
            Self::SetAside => "set-aside",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What kind of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Code.
    Code,
    /// Documentation.
    Docs,
    /// Tests.
    Tests,
    /// Looking at what others made.
    Review,
    /// Going on with what someone else left unfinished.
    Revived,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Code,
        Self::Docs,
        Self::Tests,
        Self::Review,
        Self::Revived,
    ];

    /// The name in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Docs => "docs",
            Self::Tests => "tests",
            Self::Review => "review",
            Self::Revived => "revived",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// The first part of the name of a field that says a move.
const MOVED: &str = "moved/";

/// The field that says a state was reached on a day. Its value is the number of the move, from 1; nothing if it was
/// noted by mistake.
pub fn moved_field(day: Date, to: State) -> FieldName {
    FieldName::new(format!("{MOVED}{day}/{}", to.as_str()))
}

/// That a state was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The day.
    pub day: Date,
    /// The state.
    pub to: State,
    /// Which move of the contribution it was, from 1. Two devices apart may give two moves one number.
    pub number: u32,
}

impl Move {
    /// The moves that a record tells, in their order. Of those with one number the later day is the later one, and of
    /// one day what is further on.
    pub fn read_all(record: &Record) -> Vec<Self> {
        let Some(live) = record.live() else {
            return Vec::new();
        };
        let read = |(name, value): (&FieldName, &Value)| {
            let (day, to) = name.as_str().strip_prefix(MOVED)?.split_once('/')?;
            let Value::Integer(number) = value else {
                return None;
            };
            Some(Self {
                day: day.parse().ok()?,
                to: State::from_name(to)?,
                number: u32::try_from(*number).ok()?,
            })
        };
        let fields = live.fields.iter();
        let fields = fields.map(|(name, register)| (name, &register.shown().value));
        let mut moves: Vec<Self> = fields.filter_map(read).collect();
        moves.sort_by_key(|one| (one.number, one.day, one.to));
        moves
    }

    /// The number of the move that comes after these.
    pub fn next_number(moves: &[Self]) -> u32 {
        let last = moves.iter().map(|one| one.number).max();
        last.unwrap_or_default().saturating_add(1)
    }
}
