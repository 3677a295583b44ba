//! Who is in a session: a membership for each role someone has in it, and the teams.
//!
//! A roster that is being formed ([`super::roster`]) becomes these once it is put into effect.

use std::collections::BTreeMap;

use super::application::{SAMPLE, SESSION};
use super::id::{ProjectId, RecordId, SessionId};
use super::programme::Session;
use super::record::{FieldName, Kind, Record, Register, Value};
use super::role::Role;
use super::time::{Date, Instant};

/// Field: the person.
pub const PERSON: &str = "person";
/// Field: the role, by its name.
pub const ROLE: &str = "role";
/// Field: the team; empty for none.
pub const TEAM: &str = "team";
/// Field: the project; empty for none, or the team's.
pub const PROJECT: &str = "project";
/// Field: the day they joined.
pub const JOINED: &str = "joined";
/// Field: `active`, `paused`, `left` or `finished`.
pub const STANDING: &str = "standing";
/// Field: the day since which that is so.
pub const SINCE: &str = "since";
/// Field: why.
pub const REASON: &str = "reason";
/// Field: whether they took the place they were offered.
pub const ACCEPTED: &str = "accepted";
/// Field: the last day on which they can answer.
pub const ACCEPT_BY: &str = "accept-by";
/// Field: when they answered, in milliseconds of UTC.
pub const ACCEPTED_AT: &str = "accepted-at";

/// Field of a team: what it is called.
pub const NAME: &str = "name";
/// Field of a team: its first day, if it is not the session's.
pub const STARTS: &str = "starts";
/// Field of a team: how many weeks it lasts, if not as many as the session.
pub const WEEKS: &str = "weeks";
/// Field of a team: when it meets.
pub const MEETING: &str = "meeting";
/// Field of a team: where it meets, an address.
pub const MEETS_AT: &str = "meets-at";

/// The id of the membership of someone in a session. `seat` tells apart several of the same person: 0 for
/// the first, which two organizers who add someone apart write both.
pub fn membership_id(session: &SessionId, person: RecordId, seat: u32) -> RecordId {
    let (person, seat) = (person.to_string(), seat.to_string());
    RecordId::derived(&["membership", session.as_str(), &person, &seat])
}

/// How someone stands in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standing {
    /// They take part.
    #[default]
    Active,
    /// They will be back.
    Paused,
    /// They went before the end.
    Left,
    /// They were there to the end.
    Finished,
}

impl Standing {
    /// All there are, in the order shown.
    pub const ALL: [Self; 4] = [Self::Active, Self::Paused, Self::Left, Self::Finished];

    /// The name in stored JSON and in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Left => "left",
            Self::Finished => "finished",
        }
    }

    /// The standing of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|standing| standing.as_str() == name)
    }
}

/// Someone's part in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: RecordId,
    /// Who.
    pub person: RecordId,
    /// In which session.
    pub session: SessionId,
    /// As what.
    pub role: Role,
    /// On which team.
    pub team: Option<RecordId>,
    /// On which project, if it is not the team's.
    pub project: Option<ProjectId>,
    /// Since when.
    pub joined: Option<Date>,
    /// How they stand.
    pub standing: Standing,
    /// Since when they stand so.
    pub since: Option<Date>,
    /// Why.
    pub reason: String,
    /// Whether they took the place; nothing before they answer.
    pub accepted: Option<bool>,
    /// The last day on which they can answer.
    pub accept_by: Option<Date>,
    /// When they answered.
    pub accepted_at: Option<Instant>,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether someone deleted it.
    pub deleted: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Membership {
    /// Someone who is to take part, with nothing else known.
    pub fn new(session: &SessionId, person: RecordId, seat: u32, role: Role) -> Self {
        Self {
            id: membership_id(session, person, seat),
            person,
            session: session.clone(),
            role,
            team: None,
            project: None,
            joined: None,
            standing: Standing::Active,
            since: None,
            reason: String::new(),
            accepted: None,
            accept_by: None,
            accepted_at: None,
            sample: false,
            deleted: false,
            conflict: false,
        }
    }

    /// Reads a membership; nothing if the record is of another kind, was erased, or is about nobody.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Membership)?;
        let said = Self::from_fields(record.id, |field| record.get(&FieldName::new(field)))?;
        Some(Self {
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
            ..said
        })
    }

    /// As it would be if one of its fields said this; nothing if it would be no membership.
    pub fn saying(&self, field: &FieldName, value: &Value) -> Option<Self> {
        let mut fields: BTreeMap<FieldName, Value> = self.fields().into_iter().collect();
        fields.insert(field.clone(), value.clone());
        let said = Self::from_fields(self.id, |name| fields.get(&FieldName::new(name)))?;
        Some(Self {
            deleted: self.deleted,
            conflict: self.conflict,
            ..said
        })
    }

    fn from_fields<'a>(id: RecordId, get: impl Fn(&str) -> Option<&'a Value>) -> Option<Self> {
        let text = |field: &str| get(field).and_then(Value::as_text);
        let day = |field: &str| text(field).and_then(|day| day.parse().ok());
        Some(Self {
            id,
            person: text(PERSON)?.parse().ok()?,
            session: text(SESSION)?.parse().ok()?,
            role: text(ROLE).map(Role::from_name)?,
            team: text(TEAM).and_then(|id| id.parse().ok()),
            project: text(PROJECT).and_then(|id| id.parse().ok()),
            joined: day(JOINED),
            standing: text(STANDING)
                .and_then(Standing::from_name)
                .unwrap_or_default(),
            since: day(SINCE),
            reason: text(REASON).unwrap_or_default().to_owned(),
            accepted: match get(ACCEPTED) {
                Some(Value::Bool(took)) => Some(*took),
                Some(_) | None => None,
            },
            accept_by: day(ACCEPT_BY),
            accepted_at: match get(ACCEPTED_AT) {
                Some(Value::Integer(at)) => i64::try_from(*at).ok().map(Instant),
                Some(_) | None => None,
            },
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: false,
            conflict: false,
        })
    }

    /// Whether they take part or will again. Who did not take the place does not.
    pub fn is_in(&self) -> bool {
        !self.deleted
            && self.accepted != Some(false)
            && matches!(self.standing, Standing::Active | Standing::Paused)
    }

    /// The fields that say all this, but whether it is deleted.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let day = |day: Option<Date>| Value::from(day.map(|d| d.to_string()).unwrap_or_default());
        let team = self.team.map(|id| id.to_string()).unwrap_or_default();
        let project = self.project.as_ref().map(ProjectId::as_str);
        let said = [
            (PERSON, Value::from(self.person.to_string())),
            (SESSION, Value::from(self.session.as_str())),
            (ROLE, Value::from(self.role.as_str())),
            (TEAM, Value::from(team)),
            (PROJECT, Value::from(project.unwrap_or_default())),
            (JOINED, day(self.joined)),
            (STANDING, Value::from(self.standing.as_str())),
            (SINCE, day(self.since)),
            (REASON, Value::from(self.reason.as_str())),
            (ACCEPTED, self.accepted.map_or(Value::Null, Value::Bool)),
            (ACCEPT_BY, day(self.accept_by)),
            (
                ACCEPTED_AT,
                self.accepted_at
                    .map_or(Value::Null, |at| Value::Integer(i128::from(at.0))),
            ),
            (SAMPLE, Value::Bool(self.sample)),
        ];
        let said = said.map(|(name, value)| (FieldName::new(name), value));
        said.into_iter().collect()
    }
}

/// When a team meets, every week, by the clocks of one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The zone by whose clocks it is kept: an IANA name.
    pub zone: String,
    /// The quarter hour of the week at which it begins; 0 is Monday 00:00.
    pub quarter: u16,
    /// How long it lasts, in minutes.
    pub minutes: u16,
}

impl Meeting {
    /// As it is stored.
    pub fn to_value(&self) -> Value {
        let number = |n: u16| Value::Integer(i128::from(n));
        let parts = [
            ("zone", Value::from(self.zone.as_str())),
            ("quarter", number(self.quarter)),
            ("minutes", number(self.minutes)),
        ];
        let parts = parts.map(|(name, value)| (name.to_owned(), value));
        Value::Map(parts.into_iter().collect())
    }

    /// From what is stored; nothing if it is no meeting.
    pub fn from_value(value: &Value) -> Option<Self> {
        let number = |name: &str| match value.part(name) {
            Some(Value::Integer(n)) => u16::try_from(*n).ok(),
            Some(_) | None => None,
        };
        let quarter = number("quarter").filter(|n| *n < super::overlap::QUARTERS)?;
        Some(Self {
            zone: value.part("zone")?.as_text()?.to_owned(),
            quarter,
            minutes: number("minutes").filter(|n| (5..=24 * 60).contains(n))?,
        })
    }
}

/// A team of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: RecordId,
    /// The session.
    pub session: SessionId,
    /// What it is called.
    pub name: String,
    /// What it works on.
    pub project: Option<ProjectId>,
    /// Its first day, if it is not the session's: a rolling team.
    pub starts: Option<Date>,
    /// How many weeks it lasts, if not as many as the session.
    pub weeks: Option<u32>,
    /// When it meets.
    pub meeting: Option<Meeting>,
    /// Where it meets, an address.
    pub meets_at: String,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether someone deleted it.
    pub deleted: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Team {
    /// Reads a team; nothing if the record is of another kind, was erased, or is of no session.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Team)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text);
        Some(Self {
            id: record.id,
            session: text(SESSION)?.parse().ok()?,
            name: text(NAME).unwrap_or_default().to_owned(),
            project: text(PROJECT).and_then(|id| id.parse().ok()),
            starts: text(STARTS).and_then(|day| day.parse().ok()),
            weeks: match get(WEEKS) {
                Some(Value::Integer(weeks)) => u32::try_from(*weeks).ok(),
                Some(_) | None => None,
            },
            meeting: get(MEETING).and_then(Meeting::from_value),
            meets_at: text(MEETS_AT).unwrap_or_default().to_owned(),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }

    /// The day on which it begins.
    pub fn begins(&self, session: &Session) -> Date {
        self.starts.unwrap_or(session.starts)
    }

    /// How many weeks it lasts.
    pub fn lasts(&self, session: &Session) -> u32 {
        self.weeks.unwrap_or(session.weeks)
    }

    /// The fields that say all this, but whether it is deleted.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let starts = self.starts.map(|day| day.to_string()).unwrap_or_default();
        let project = self.project.as_ref().map(ProjectId::as_str);
        let weeks = self.weeks.map(|weeks| Value::Integer(i128::from(weeks)));
        let meeting = self.meeting.as_ref().map(Meeting::to_value);
        let said = [
            (SESSION, Value::from(self.session.as_str())),
            (NAME, Value::from(self.name.as_str())),
            (PROJECT, Value::from(project.unwrap_or_default())),
            (STARTS, Value::from(starts)),
            (WEEKS, weeks.unwrap_or(Value::Null)),
            (MEETING, meeting.unwrap_or(Value::Null)),
            (MEETS_AT, Value::from(self.meets_at.as_str())),
            (SAMPLE, Value::Bool(self.sample)),
        ];
        let said = said.map(|(name, value)| (FieldName::new(name), value));
        said.into_iter().collect()
    }
}
