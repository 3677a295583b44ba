//! The memberships that a device's owner holds: whose check-ins they write, and which files are for them.

use std::collections::BTreeMap;

use super::card::{Card, current};
use super::reader::Part;
use crate::domain::id::{RecordId, SessionId};

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
