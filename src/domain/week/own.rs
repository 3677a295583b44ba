//! The memberships that a device's owner holds: whose check-ins they write, and which files are for them.

use std::collections::BTreeMap;

use super::card::{Card, current};
use super::check_in::MEMBER;
use super::one_to_one::CAPTAIN;
use super::reader::Part;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::time::Instant;

/// The memberships of a device's owner, each with its session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnParts {
    held: BTreeMap<RecordId, SessionId>,
}

impl OwnParts {
    /// Adds one.
    pub fn add(&mut self, member: RecordId, session: SessionId) {
        self.held.insert(member, session);
    }

    /// Whether this is one of them.
    pub fn holds(&self, member: RecordId) -> bool {
        self.held.contains_key(&member)
    }

    /// All of them, by id.
    pub fn all(&self) -> impl Iterator<Item = (RecordId, &SessionId)> {
        self.held.iter().map(|(member, session)| (*member, session))
    }

    /// Those in a session, by id.
    pub fn of_session(&self, session: &SessionId) -> impl Iterator<Item = RecordId> {
        let held = self.held.iter();
        let held = held.filter(move |(_, of)| *of == session);
        held.map(|(member, _)| *member)
    }

    /// What they are in a session, and on which team, as their own cards say. One without a card is not among them.
    pub fn parts(&self, session: &SessionId, cards: impl IntoIterator<Item = Card>) -> Vec<Part> {
        let cards = current(cards);
        let own = self.of_session(session);
        own.filter_map(|member| Some(cards.get(&member)?.part()))
            .collect()
    }
}

/// Whether a record says something that whoever holds a membership wrote, or that is about nobody but them: their own
/// weeks, and as a captain what they noted of others, for themselves and for organizers.
pub fn is_by(record: &Record, member: RecordId) -> bool {
    let Some(live) = record.live() else {
        return false;
    };
    let is_in = |field: &str| {
        let of = record.get(&FieldName::new(field)).and_then(Value::as_text);
        of.and_then(|of| of.parse().ok()) == Some(member)
    };
    match live.kind {
        Kind::CheckIn
        | Kind::Sign
        | Kind::Blocker
        | Kind::Contribution
        | Kind::Closing
        | Kind::Card => is_in(MEMBER),
        Kind::OneToOne | Kind::Note | Kind::Level => is_in(CAPTAIN),
        Kind::Meeting
        | Kind::Stalled
        | Kind::Dismissal
        | Kind::Plan
        | Kind::Team
        | Kind::Draft
        | Kind::Application
        | Kind::FormVersion
        | Kind::Decision
        | Kind::Person
        | Kind::Membership
        | Kind::Roster
        | Kind::Unknown(_) => false,
    }
}

/// How many of these records were written on after a moment, by the word of whoever wrote.
pub fn written_since<'a>(records: impl IntoIterator<Item = &'a Record>, since: Instant) -> usize {
    let is_later = |record: &&Record| {
        let fields = record.live().into_iter().flat_map(|live| &live.fields);
        let mut writes = fields.flat_map(|(_, register)| register.writes());
        writes.any(|(_, write)| write.at > since)
    };
    records.into_iter().filter(is_later).count()
}
