//! The facts that moves are about, as a roster has them: so that a step is taken back only where nobody changed
//! them since.

use std::collections::BTreeMap;

use super::{Move, Roster, moves};
use crate::domain::record::{FieldName, Value};

/// Facts of a roster, by the fields of its record; nothing for one of a team that there is not.
pub type Facts = BTreeMap<FieldName, Option<Value>>;

impl Roster {
    /// The facts that some moves write, as they are here.
    pub fn facts(&self, of: &[Move]) -> Facts {
        let fields = of.iter().flat_map(Move::fields);
        let facts = fields.map(|(field, _)| {
            let value = moves::value(self, field.as_str());
            (field, value)
        });
        facts.collect()
    }

    /// Of some facts, those that are otherwise here, or that copies disagree about.
    pub fn changed_since(&self, facts: &Facts) -> Vec<FieldName> {
        let changed = facts.iter().filter(|(field, value)| {
            self.conflicts.contains_key(field) || moves::value(self, field.as_str()) != **value
        });
        changed.map(|(field, _)| field.clone()).collect()
    }

    /// The moves that the fields of a record stand for, as the roster has them: to say what was changed.
    pub fn moves_of<'a>(&self, fields: impl IntoIterator<Item = &'a FieldName>) -> Vec<Move> {
        let moves = fields.into_iter().filter_map(|field| {
            let value = moves::value(self, field.as_str()).unwrap_or(Value::Null);
            moves::that_writes(field.as_str(), &value)
        });
        moves.collect()
    }
}
