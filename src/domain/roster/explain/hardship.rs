//! What makes it too much to ask of somebody that they be free at other times too.

use super::{Change, Crew};
use crate::domain::id::RecordId;
use crate::domain::overlap::{QUARTERS_A_DAY, Quarters};
use crate::domain::time::Instant;

/// Before which hour by their own clocks nobody is asked to be there.
pub const MORNING: u16 = 6;
/// At how many separate times somebody may be asked to be there.
pub const TIMES: usize = 4;

/// Why a way is hardly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hardship {
    /// It asks for times at night.
    Night,
    /// It asks for many separate times.
    Scattered,
}

/// What is too much to ask about a change, by the clocks of the mentee it is for.
pub fn hardship(crew: &Crew, mentee: RecordId, change: &Change) -> Option<Hardship> {
    let Change::FreeToo { when, zone } = change else {
        return None;
    };
    let by_theirs = when.later(ahead(crew, mentee, zone).unwrap_or_default());
    let is_night = |quarter: u16| quarter % QUARTERS_A_DAY < MORNING * 4;
    if by_theirs.iter().any(is_night) {
        Some(Hardship::Night)
    } else if Quarters::runs(&by_theirs).len() > TIMES {
        Some(Hardship::Scattered)
    } else {
        None
    }
}

/// How many quarter hours somebody's clocks are ahead of a zone's on the session's first day.
fn ahead(crew: &Crew, mentee: RecordId, zone: &str) -> Option<i32> {
    let starts = Instant(crew.session.starts.days_since_epoch() * 86_400_000);
    let own = crew.clock(crew.get(mentee)?.zone.as_deref()?)?;
    let theirs = crew.clock(zone)?;
    Some((own.at(starts) - theirs.at(starts)) / 15)
}
