//! What the organizers decided about an application. It is a record of its own, which applicants are
//! never given, and the only one about its application: two organizers who decide apart write the same
//! record, so that a difference shows as one (Promise 19).

use super::application::{APPLICATION, SAMPLE, SESSION};
use super::id::{RecordId, SessionId};
use super::record::{FieldName, Kind, Record, Register, Value};

/// Field: `accepted`, `waitlisted` or `declined`; empty once it was taken back.
pub const OUTCOME: &str = "outcome";
/// Field: why, in the organizers' words.
pub const REASON: &str = "reason";

/// What tells the id of a decision from that of its application: 128 bits that were drawn once.
const OF_DECISION: u128 = 0x8e1f_7c52_a9d4_4b06_9f3a_52c8_e07d_61b5;

/// The id of the decision about an application.
pub fn decision_id(application: RecordId) -> RecordId {
    RecordId::from_bits(application.bits() ^ OF_DECISION)
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// There is a place for them.
    Accepted,
    /// There may be one later.
    Waitlisted,
    /// There is none.
    Declined,
}

impl Outcome {
    /// Every outcome, in the order shown.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Waitlisted, Self::Declined];

    /// The name in stored JSON and in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Waitlisted => "waitlisted",
            Self::Declined => "declined",
        }
    }

    /// The outcome of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }
}

/// What the organizers decided about an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The application.
    pub application: RecordId,
    /// The session applied for.
    pub session: Option<SessionId>,
    /// What was decided; nothing once it was taken back, or if a newer app decided what this one
    /// does not know.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: String,
    /// Whether it is about a sample.
    pub sample: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Decision {
    /// Reads a decision; nothing if the record is of another kind, was erased or is about no
    /// application.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Decision)?;
        let text = |field: &str| record.get(&FieldName::new(field)).and_then(Value::as_text);
        Some(Self {
            application: text(APPLICATION)?.parse().ok()?,
            session: text(SESSION).and_then(|id| id.parse().ok()),
            outcome: text(OUTCOME).and_then(Outcome::from_name),
            reason: text(REASON).unwrap_or_default().to_owned(),
            sample: record.get(&FieldName::new(SAMPLE)) == Some(&Value::Bool(true)),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_has_an_id_of_its_own_that_every_device_knows() {
        let application = RecordId::from_bits(7);
        let id = decision_id(application);
        assert_ne!(id, application);
        assert_eq!(id, decision_id(application));
        assert_ne!(id, decision_id(RecordId::from_bits(8)));
    }

    #[test]
    fn an_outcome_is_known_by_its_name() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_name(outcome.as_str()), Some(outcome));
        }
        assert_eq!(Outcome::from_name("maybe"), None);
    }
}
