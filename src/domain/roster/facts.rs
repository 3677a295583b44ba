//! The facts that moves are about, as a roster has them: so that a step is taken back only where nobody changed
//! them since.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crew, Move, Roster, fields};
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Value};

/// Facts of a roster, by the fields of its record; nothing for one of a team that there is not.
pub type Facts = BTreeMap<FieldName, Option<Value>>;

/// What a fact of a roster is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Somebody.
    Person(RecordId),
    /// A team.
    Team(RecordId),
}

impl Roster {
    /// The facts that some moves write, as they are here. Of a team that they dissolve, who is on it is one too.
    pub fn facts(&self, of: &[Move]) -> Facts {
        let written = of.iter().flat_map(Move::fields);
        let facts = written.map(|(field, _)| {
            let value = fields::value(self, field.as_str());
            (field, value)
        });
        let dissolved = of.iter().filter_map(|step| match step {
            Move::Dissolve(team) => Some(*team),
            _ => None,
        });
        let people = dissolved.map(|team| {
            let field = fields::people_field(team);
            let value = fields::value(self, field.as_str());
            (field, value)
        });
        facts.chain(people).collect()
    }

    /// Whom some moves would put somewhere who takes no part any more: someone who was erased meanwhile is not
    /// brought back by what was done before (Promise 21).
    pub fn gone_of(moves: &[Move], crew: &Crew) -> BTreeSet<About> {
        let put = moves.iter().filter_map(Move::puts);
        let gone = put.filter(|person| crew.get(*person).is_none());
        gone.map(About::Person).collect()
    }

    /// Whom and which teams those of some facts are about that are otherwise here, or that copies disagree about.
    pub fn changed_since(&self, facts: &Facts) -> BTreeSet<About> {
        let changed = facts.iter().filter(|(field, value)| {
            self.conflicts.contains_key(field) || fields::value(self, field.as_str()) != **value
        });
        changed
            .filter_map(|(field, _)| fields::about(field.as_str()))
            .collect()
    }
}
