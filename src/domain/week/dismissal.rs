//! That someone looked at a signal, and why it need not be looked at any more. It is for whoever sees the signal.

use super::check_in::MEMBER;
use super::meeting::OF;
use super::signal::{SeenBy, Signal, What};
use crate::domain::id::RecordId;
use crate::domain::record::{Audience, FieldName, Kind, Record, Register, Value};

/// Field: the signal.
pub const SIGNAL: &str = "signal";
/// Field: why.
pub const WHY: &str = "why";

/// The id of the dismissal of a signal, for an audience.
pub fn dismissal_id(signal: RecordId, audience: &Audience) -> RecordId {
    RecordId::derived(&["dismissal", &signal.to_string(), &audience.name()])
}

/// That someone looked at a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// Its id.
    pub id: RecordId,
    /// The signal.
    pub signal: RecordId,
    /// Whom the signal is about: a membership, or a team.
    pub about: RecordId,
    /// Why it need not be looked at.
    pub why: String,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

impl Dismissal {
    /// Reads a dismissal; nothing if the record is of another kind, was erased or taken back, or is of no signal.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Dismissal)?;
        if record.is_deleted() {
            return None;
        }
        let get = |field: &str| record.get(&FieldName::new(field)).and_then(Value::as_text);
        Some(Self {
            id: record.id,
            signal: get(SIGNAL)?.parse().ok()?,
            about: get(MEMBER).or_else(|| get(OF))?.parse().ok()?,
            why: get(WHY).unwrap_or_default().to_owned(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }
}

impl Signal {
    /// Who is told that it was dismissed: no one who does not see it. Given the team of the one it is about, and the
    /// captain who looks after them.
    pub fn audience(&self, team: Option<RecordId>, captain: Option<RecordId>) -> Audience {
        if matches!(self.what, What::NotMet { .. }) {
            return Audience::Team(self.about);
        }
        match (self.seen_by, team, captain) {
            (SeenBy::Team, Some(team), _) => Audience::Team(team),
            (SeenBy::Captain, _, Some(captain)) => Audience::Care(captain),
            (SeenBy::Leads | SeenBy::Captain, Some(team), _) => Audience::Leads(team),
            (SeenBy::Care, ..) | (_, None, _) => Audience::Member(self.about),
        }
    }
}
