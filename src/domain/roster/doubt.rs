//! What copies of a roster disagree about: the values side by side, with who wrote each and when, until a person
//! chooses one of them (Promise 19).

use super::{Move, Roster, fields, moves};
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Write};

/// A fact of a roster of which there are several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The field of its record.
    pub field: FieldName,
    /// The values, each once; the one that every device shows is the last.
    pub choices: Vec<Choice>,
}

/// One of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What was written, by whom and when.
    pub write: Write,
    /// The move that writes it, and so settles which one holds; nothing if it is of no move.
    pub step: Option<Move>,
}

impl Roster {
    /// Whether copies disagree about anything.
    pub fn is_conflict(&self) -> bool {
        !self.conflicts.is_empty()
    }

    /// Whether a register of it is in conflict that says where someone is.
    pub fn is_in_doubt(&self, person: RecordId) -> bool {
        self.conflicts.contains_key(&moves::seat_field(person))
    }

    /// What copies disagree about that is about someone: where they are, whether they stay there, whom they are
    /// kept apart from.
    pub fn doubts_of(&self, person: RecordId) -> Vec<Doubt> {
        self.doubts(|step| match step {
            Move::Seat { mentee, .. } => *mentee == person,
            Move::Lock { person: locked, .. } => *locked == person,
            Move::Apart { pair, .. } => pair.other(person).is_some(),
            _ => false,
        })
    }

    /// What copies disagree about that is about a team: whether there is one, what it is called and works on, who
    /// leads and looks after it.
    pub fn doubts_about(&self, id: RecordId) -> Vec<Doubt> {
        self.doubts(|step| match step {
            Move::Lead { team, .. }
            | Move::LookAfter { team, .. }
            | Move::Name { team, .. }
            | Move::Project { team, .. }
            | Move::Keep(team)
            | Move::Dissolve(team) => *team == id,
            _ => false,
        })
    }

    /// The moves that leave someone where they are shown, in so far as copies disagree about it.
    pub(super) fn settling_place_of(&self, person: RecordId) -> Vec<Move> {
        let doubts = self.doubts(|step| match step {
            Move::Seat { mentee, .. } => *mentee == person,
            step => step.puts() == Some(person),
        });
        let shown = doubts
            .into_iter()
            .filter_map(|doubt| doubt.choices.last()?.step.clone());
        shown.collect()
    }

    fn doubts(&self, is_about: impl Fn(&Move) -> bool) -> Vec<Doubt> {
        let all = self.conflicts.iter().map(|(field, values)| Doubt {
            field: field.clone(),
            choices: values
                .iter()
                .map(|write| Choice {
                    write: write.clone(),
                    step: fields::that_writes(field.as_str(), &write.value),
                })
                .collect(),
        });
        let about = |doubt: &Doubt| {
            let mut steps = doubt
                .choices
                .iter()
                .filter_map(|choice| choice.step.as_ref());
            steps.any(&is_about)
        };
        all.filter(about).collect()
    }

    /// What branches are called differently by copies of this one; the one that is shown is the last.
    pub fn names_in_doubt(&self) -> &[Write] {
        let field = FieldName::new(super::NAME);
        self.conflicts.get(&field).map_or(&[], Vec::as_slice)
    }
}
