//! What was noted of a team's meeting: when it really was, who came, a line about each, by whoever noted it.
//!
//! A meeting is one record with a field for each person, so that two who note it apart, as about different people, or
//! the same, lose nothing.

use std::collections::BTreeMap;

use super::check_in::{WEEK, whole};
use crate::domain::application::SAMPLE;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::time::Date;

/// Field: whose meeting it was: a team, or a [`Circle`](super::circle::Circle) of a session.
pub const OF: &str = "of";
/// Field: whether it took place.
pub const HELD: &str = "held";
/// Field: on which day it really was.
pub const DAY: &str = "day";
/// Field: what concerns everyone.
pub const NOTE: &str = "note";
/// The beginning of the names of the fields that say who came.
const CAME: &str = "came/";
/// The beginning of the names of the fields with a line about someone.
const LINE: &str = "line/";

/// Whether someone came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attendance {
    /// They were there.
    There,
    /// They had said that they could not.
    Excused,
    /// They were not, and nobody knows why.
    Missed,
}

impl Attendance {
    /// All there are, in the order shown.
    pub const ALL: [Self; 3] = [Self::There, Self::Excused, Self::Missed];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Excused => "excused",
            Self::Missed => "missed",
        }
    }

    /// The attendance of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// The id of a meeting: `nth` tells apart several in one week, 0 for the first, so that two who note the first one apart
/// write the same record.
pub fn meeting_id(of: RecordId, week: u32, nth: u32) -> RecordId {
    let (of, week, nth) = (of.to_string(), week.to_string(), nth.to_string());
    RecordId::derived(&["meeting", &of, &week, &nth])
}

/// The most meetings of one week that are told apart where a meeting comes from elsewhere.
const MOST_A_WEEK: u32 = 100;

/// Whether an id is that of a meeting of a week.
pub fn is_meeting_id(id: RecordId, of: RecordId, week: u32) -> bool {
    (0..MOST_A_WEEK).any(|nth| meeting_id(of, week, nth) == id)
}

/// The field that says whether someone came.
pub fn came_field(member: RecordId) -> FieldName {
    FieldName::new(format!("{CAME}{member}"))
}

/// The field with the line about someone.
pub fn line_field(member: RecordId) -> FieldName {
    FieldName::new(format!("{LINE}{member}"))
}

/// The fields that say something of somebody who is gone, emptied: the rest is about others.
pub fn without(record: &Record, is_gone: impl Fn(RecordId) -> bool) -> Vec<(FieldName, Value)> {
    let empty = Value::from("");
    let fields = record.live().into_iter().flat_map(|live| &live.fields);
    let theirs = fields.filter(|(name, register)| {
        let name = name.as_str();
        let about = name.strip_prefix(CAME).or_else(|| name.strip_prefix(LINE));
        let is_theirs = about.is_some_and(|member| member.parse().is_ok_and(&is_gone));
        is_theirs && register.writes().any(|(_, write)| write.value != empty)
    });
    theirs
        .map(|(name, _)| (name.clone(), empty.clone()))
        .collect()
}

/// Something about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noted {
    /// Whether it took place; nothing takes that back.
    Held(Option<bool>),
    /// On which day it really was.
    Day(Option<Date>),
    /// What concerns everyone.
    Note(String),
    /// Whether somebody came; nothing takes that back.
    Came(RecordId, Option<Attendance>),
    /// The line about somebody.
    Line(RecordId, String),
}

impl Noted {
    /// The field that says it, and how.
    pub fn field(&self) -> (FieldName, Value) {
        match self {
            Self::Held(held) => {
                let held = held.map_or(Value::Null, Value::Bool);
                (FieldName::new(HELD), held)
            }
            Self::Day(day) => {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                (FieldName::new(DAY), Value::from(day))
            }
            Self::Note(text) => (FieldName::new(NOTE), Value::from(text.as_str())),
            Self::Came(member, came) => {
                let came = came.map_or("", Attendance::as_str);
                (came_field(*member), Value::from(came))
            }
            Self::Line(member, line) => (line_field(*member), Value::from(line.as_str())),
        }
    }
}

/// What was noted of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: RecordId,
    /// Whose it was.
    pub of: RecordId,
    /// Of which week.
    pub week: u32,
    /// Whether it took place; nothing before anyone said so.
    pub held: Option<bool>,
    /// On which day it really was.
    pub day: Option<Date>,
    /// What concerns everyone.
    pub note: String,
    /// Who came, by membership.
    pub came: BTreeMap<RecordId, Attendance>,
    /// A line about each, by membership.
    pub lines: BTreeMap<RecordId, String>,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether someone deleted it.
    pub deleted: bool,
    /// The fields that copies disagree about.
    pub conflicts: Vec<FieldName>,
}

impl Meeting {
    /// A meeting of which nothing is noted yet.
    pub fn unnoted(id: RecordId, of: RecordId, week: u32) -> Self {
        Self {
            id,
            of,
            week,
            held: None,
            day: None,
            note: String::new(),
            came: BTreeMap::new(),
            lines: BTreeMap::new(),
            sample: false,
            deleted: false,
            conflicts: Vec::new(),
        }
    }

    /// Takes up something that is noted of it.
    pub fn note(&mut self, noted: &Noted) {
        match noted {
            Noted::Held(held) => self.held = *held,
            Noted::Day(day) => self.day = *day,
            Noted::Note(text) => self.note.clone_from(text),
            Noted::Came(member, Some(came)) => {
                self.came.insert(*member, *came);
            }
            Noted::Came(member, None) => {
                self.came.remove(member);
            }
            Noted::Line(member, line) if line.is_empty() => {
                self.lines.remove(member);
            }
            Noted::Line(member, line) => {
                self.lines.insert(*member, line.clone());
            }
        }
    }

    /// Reads a meeting; nothing if the record is of another kind, was erased, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Meeting)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text);
        let about = |prefix: &'static str| {
            live.fields.iter().filter_map(move |(name, register)| {
                let member = name.as_str().strip_prefix(prefix)?.parse().ok()?;
                Some((member, register.shown().value.as_text()?))
            })
        };
        let came = about(CAME);
        let came = came.filter_map(|(member, said)| Some((member, Attendance::from_name(said)?)));
        let lines = about(LINE).filter(|(_, line)| !line.is_empty());
        let conflicts = live.fields.iter();
        let conflicts = conflicts.filter(|(_, register)| register.is_conflict());
        Some(Self {
            id: record.id,
            of: text(OF)?.parse().ok()?,
            week: whole(get(WEEK))?,
            held: match get(HELD) {
                Some(Value::Bool(held)) => Some(*held),
                Some(_) | None => None,
            },
            day: text(DAY).and_then(|day| day.parse().ok()),
            note: text(NOTE).unwrap_or_default().to_owned(),
            came: came.collect(),
            lines: lines
                .map(|(member, line)| (member, line.to_owned()))
                .collect(),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflicts: conflicts.map(|(name, _)| name.clone()).collect(),
        })
    }

    /// Whether it took place: someone said so, or noted who came.
    pub fn was_held(&self) -> bool {
        !self.deleted && self.held.unwrap_or(!self.came.is_empty())
    }

    /// Whether someone said that it did not.
    pub fn was_called_off(&self) -> bool {
        !self.deleted && self.held == Some(false)
    }
}
