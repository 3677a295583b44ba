//! What people work on: tickets and pull requests, how far each has come, and stalled ones worth reviving.
//!
//! Each is a record of its own under a random id, so two who note something apart make two. How far it has come is a set
//! that only grows: a field for each state and the day it was reached, whose value says which move it was. So weekly
//! numbers can be told later, and no clock decides where it stands: the last move does.

mod importing;
mod link;
mod numbers;
mod state;

pub use importing::{Importing, Row, Verdict, importing};
pub use link::{Link, NotALink, Work};
pub use numbers::{Numbers, Step, numbers};
pub use state::{Move, Sort, State, moved_field};

use super::check_in::MEMBER;
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Audience, FieldName, Kind, Record, Register, Value};
use crate::domain::time::Date;

/// Field: the link, as it was typed.
pub const LINK: &str = "link";
/// Field: the project, as it was typed.
pub const PROJECT: &str = "project";
/// Field: what kind of work it is.
pub const SORT: &str = "sort";
/// Field: the name of whoever began what is revived.
pub const AUTHOR: &str = "author";
/// Field: a link to whoever began it, or to what they made.
pub const AUTHOR_LINK: &str = "author-link";
/// Field: the stalled one that was picked.
pub const REVIVES: &str = "revives";

/// The id of the contribution of somebody who picked a stalled pull request: however often they pick it, it is one.
pub fn revival_id(stalled: RecordId, member: RecordId) -> RecordId {
    RecordId::derived(&["revival", &stalled.to_string(), &member.to_string()])
}

/// A part of what is said of a contribution or a stalled pull request. Texts are kept as they are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// The link.
    Link(String),
    /// The project.
    Project(String),
    /// What kind of work it is; nothing before that is said.
    Sort(Option<Sort>),
    /// Who began it.
    Author(String),
    /// A link to who began it.
    AuthorLink(String),
}

impl Detail {
    /// The field that says it.
    pub fn field(&self) -> (FieldName, Value) {
        let (name, value) = match self {
            Self::Link(text) => (LINK, Value::from(text.as_str())),
            Self::Project(text) => (PROJECT, Value::from(text.as_str())),
            Self::Sort(sort) => {
                let value = sort.map_or(Value::Null, |sort| Value::from(sort.as_str()));
                (SORT, value)
            }
            Self::Author(text) => (AUTHOR, Value::from(text.as_str())),
            Self::AuthorLink(text) => (AUTHOR_LINK, Value::from(text.as_str())),
        };
        (FieldName::new(name), value)
    }
}

/// What is said of something to work on, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The link.
    pub link: String,
    /// The project.
    pub project: String,
    /// Who began it; empty where nobody did before.
    pub author: String,
    /// A link to who began it.
    pub author_link: String,
}

impl Said {
    fn read(record: &Record) -> Self {
        let text = |field: &str| {
            let said = record.get(&FieldName::new(field)).and_then(Value::as_text);
            said.unwrap_or_default().to_owned()
        };
        Self {
            link: text(LINK),
            project: text(PROJECT),
            author: text(AUTHOR),
            author_link: text(AUTHOR_LINK),
        }
    }

    /// Where the link leads.
    pub fn link(&self) -> Result<Link, NotALink> {
        Link::parse(&self.link)
    }

    /// The project, or else what the link says it is.
    pub fn project(&self) -> String {
        let typed = self.project.trim();
        if !typed.is_empty() {
            return typed.to_owned();
        }
        let link = self.link().ok();
        link.map(|link| link.project()).unwrap_or_default()
    }

    /// What to call it on a list: the link in short, or as much of it as was typed.
    pub fn name(&self) -> String {
        match self.link() {
            Ok(link) => link.short(),
            Err(_) if self.link.trim().is_empty() => self.project(),
            Err(_) => self.link.trim().to_owned(),
        }
    }
}

/// A ticket or pull request that somebody works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Its id.
    pub id: RecordId,
    /// Who works on it, a membership.
    pub member: RecordId,
    /// The session.
    pub session: SessionId,
    /// Who reads it.
    pub audience: Audience,
    /// What is said of it.
    pub said: Said,
    /// What kind of work it is.
    pub sort: Option<Sort>,
    /// Every move that was noted, in the order in which they were.
    pub moves: Vec<Move>,
    /// The stalled one it revives.
    pub revives: Option<RecordId>,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether it was removed, which can be undone.
    pub deleted: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Contribution {
    /// Reads a contribution; nothing if the record is of another kind, was erased, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live();
        let live = live.filter(|live| live.kind == Kind::Contribution)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let id = |field: &str| get(field)?.as_text()?.parse().ok();
        Some(Self {
            id: record.id,
            member: id(MEMBER)?,
            session: get(SESSION)?.as_text()?.parse().ok()?,
            audience: live.audience.clone(),
            said: Said::read(record),
            sort: get(SORT).and_then(Value::as_text).and_then(Sort::from_name),
            moves: Move::read_all(record),
            revives: id(REVIVES),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }

    /// Where it stands: as the last move says, and at the beginning before any.
    pub fn state(&self) -> State {
        self.moves.last().map_or(State::Looking, |last| last.to)
    }

    /// The day it last moved: the latest of those on which a state was reached.
    pub fn last_moved(&self) -> Option<Date> {
        self.moves.iter().map(|one| one.day).max()
    }

    /// The first day on which it was in one of these states.
    pub fn first(&self, of: &[State]) -> Option<Date> {
        let moves = self.moves.iter().filter(|one| of.contains(&one.to));
        moves.map(|one| one.day).min()
    }
}

/// A pull request that came to a stop and is worth reviving, until somebody picks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stalled {
    /// Its id.
    pub id: RecordId,
    /// The session.
    pub session: SessionId,
    /// Who is offered it: everyone on teams where it is the organizers', or one team.
    pub audience: Audience,
    /// What is said of it.
    pub said: Said,
    /// Whether it was put away, which can be undone.
    pub away: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Stalled {
    /// Reads a stalled one; nothing if the record is of another kind, was erased, or is of no session.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Stalled)?;
        let session = record.get(&FieldName::new(SESSION))?.as_text()?;
        Some(Self {
            id: record.id,
            session: session.parse().ok()?,
            audience: live.audience.clone(),
            said: Said::read(record),
            away: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }
}
