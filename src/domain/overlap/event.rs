//! Something that is held once, in one of the real weeks: from when to when, and what clocks show then.

use super::{Frame, Offsets};
use crate::domain::time::{Date, Instant};

/// Minutes in a day.
const DAY: i64 = 24 * 60;
/// Milliseconds in a quarter hour.
const QUARTER_MS: i64 = 15 * 60_000;

/// What somebody's clock and calendar show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// The day.
    pub day: Date,
    /// Minutes after its midnight, 0 to 1439.
    pub minute: u16,
}

/// Something that is held once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// When it begins.
    pub begins: Instant,
    /// When it ends.
    pub ends: Instant,
}

impl Offsets {
    /// What these clocks show at a moment; nothing beyond the calendar.
    pub fn local(&self, at: Instant) -> Option<Local> {
        let wall = self.wall(at);
        Some(Local {
            day: Date::from_days_since_epoch(wall.div_euclid(DAY))?,
            minute: wall.rem_euclid(DAY) as u16,
        })
    }
}

impl Frame {
    /// What begins at a quarter hour of a week, counted from 0, and lasts for so many quarter hours; nothing
    /// where there is no such week, or the clocks skip its beginning.
    pub fn event(&self, week: usize, start: u16, length: u16) -> Option<Event> {
        let begins = self.moment(week, start)?;
        Some(Event {
            begins,
            ends: Instant(begins.0 + i64::from(length) * QUARTER_MS),
        })
    }
}
