//! What those on a team know of each other: a name, a role, and how to reach them in the project. Nothing else of what
//! organizers know of people.

use super::check_in::MEMBER;
use super::reader::Part;
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{JOINED, NAME, ROLE, SINCE, STANDING, Standing, TEAM};
use crate::domain::person::GITHUB;
use crate::domain::record::{Audience, FieldName, Kind, Record, Value};
use crate::domain::role::Role;
use crate::domain::time::Date;

/// Field: their time zone.
pub const ZONE: &str = "zone";

/// The id of the card of a membership, for an audience: whoever goes to another team has another there.
pub fn card_id(member: RecordId, audience: &Audience) -> RecordId {
    RecordId::derived(&["card", &member.to_string(), &audience.name()])
}

/// Somebody, as their team knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The membership.
    pub member: RecordId,
    /// The session.
    pub session: SessionId,
    /// The team they are on.
    pub team: Option<RecordId>,
    /// As what.
    pub role: Role,
    /// What they are called.
    pub name: String,
    /// Their name on GitHub.
    pub github: String,
    /// Their time zone.
    pub zone: String,
    /// How they stand.
    pub standing: Standing,
    /// Since when they are there.
    pub joined: Option<Date>,
    /// Since when they stand so.
    pub since: Option<Date>,
    /// Whether they were made up.
    pub sample: bool,
}

impl Card {
    /// Reads a card; nothing if the record is of another kind, was erased or deleted, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        record.live().filter(|live| live.kind == Kind::Card)?;
        if record.is_deleted() {
            return None;
        }
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text).unwrap_or_default();
        let day = |field: &str| text(field).parse().ok();
        Some(Self {
            member: text(MEMBER).parse().ok()?,
            session: text(SESSION).parse().ok()?,
            team: text(TEAM).parse().ok(),
            role: Role::from_name(text(ROLE)),
            name: text(NAME).to_owned(),
            github: text(GITHUB).to_owned(),
            zone: text(ZONE).to_owned(),
            standing: Standing::from_name(text(STANDING)).unwrap_or_default(),
            joined: day(JOINED),
            since: day(SINCE),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
        })
    }

    /// The fields that say this.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let team = self.team.map(|team| team.to_string()).unwrap_or_default();
        let texts = [
            (MEMBER, self.member.to_string()),
            (SESSION, self.session.to_string()),
            (TEAM, team),
            (ROLE, self.role.to_string()),
            (NAME, self.name.clone()),
            (GITHUB, self.github.clone()),
            (ZONE, self.zone.clone()),
            (STANDING, self.standing.as_str().to_owned()),
            (JOINED, day(self.joined)),
            (SINCE, day(self.since)),
        ];
        let texts = texts.map(|(name, text)| (FieldName::new(name), Value::from(text)));
        let sample = (FieldName::new(SAMPLE), Value::Bool(self.sample));
        texts.into_iter().chain([sample]).collect()
    }

    /// Who is given it: their team, or, for someone on none, themselves and those who look after them.
    pub fn audience(&self) -> Audience {
        match self.team {
            Some(team) => Audience::Team(team),
            None => Audience::Member(self.member),
        }
    }

    /// Their part, as far as it says what they may read.
    pub fn part(&self) -> Part {
        Part {
            member: self.member,
            role: self.role.clone(),
            team: self.team,
        }
    }
}
