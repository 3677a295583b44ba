//! What an anchor's clocks do while its meetings last, as a VTIMEZONE: each change of the clocks by
//! itself, with no rule for the years to come, which nobody knows.
//!
//! Every moment follows from the offsets alone. Whether one is called DAYLIGHT or STANDARD matters only to
//! readers that make a rule of their own out of the two: daylight saving time is an offset that the clocks
//! are known both to rise to and to fall from, all else is STANDARD. A zone that changes its mind about
//! its standard time, and back within the year that is known, looks the same; none has since 2023.

use super::{DAY, stamp};
use crate::domain::overlap::Offsets;
use crate::domain::time::Instant;
use crate::format::content_line::ContentLines;

/// Zones in which the time that is ahead is the standard by law, and the one behind is the exception: the
/// negative `SAVE` in the tz database's `europe` and `africa`. None of their time is daylight saving time,
/// and few readers expect that to be behind, so all of it is STANDARD.
const AHEAD_BY_LAW: [&str; 4] = [
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Eire",
    "Europe/Dublin",
];

/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;

/// The zone whose clocks meetings are kept by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    zone: String,
    clock: Offsets,
}

impl Anchor {
    /// A zone by its IANA name, as `Europe/Paris`, and what its clocks do from before the first meeting
    /// to after the last. A year of it tells summer time from a change for good. Nothing if
    /// this is no such name.
    pub fn new(zone: &str, clock: Offsets) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"/_+-".contains(&b);
        let is_name = !zone.is_empty() && zone.bytes().all(fits);
        is_name.then(|| Self {
            zone: zone.to_owned(),
            clock,
        })
    }

    /// The zone's name.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// What its clocks do.
    pub fn clock(&self) -> &Offsets {
        &self.clock
    }

    /// Whether an offset is daylight saving time, as far as is known.
    fn is_daylight(&self, offset: i32) -> bool {
        let changes = self.observances();
        let rises = changes.iter().any(|o| o.from < o.to && o.to == offset);
        let falls = changes.iter().any(|o| o.from > o.to && o.from == offset);
        rises && falls && !AHEAD_BY_LAW.contains(&self.zone.as_str())
    }

    /// The changes of its clocks, in their order.
    fn observances(&self) -> Vec<Observance> {
        let changes = self.clock.changes().iter();
        let changes = changes.map(|(at, to)| Observance {
            at: *at,
            from: self.clock.at(Instant(at.0.saturating_sub(1))),
            to: *to,
        });
        changes.collect()
    }
}

/// What clocks do from a moment on: they are set from an offset to another, both in minutes ahead of UTC.
struct Observance {
    at: Instant,
    from: i32,
    to: i32,
}

impl Observance {
    /// What clocks show as they are changed, in minutes, when they are so far ahead of UTC.
    fn shown(&self, offset: i32) -> i64 {
        self.at.0.div_euclid(MINUTE_MS) + i64::from(offset)
    }

    /// Whether clocks that show this have been changed for certain: whatever the change skips or
    /// repeats is past.
    fn is_past(&self, wall: i64) -> bool {
        self.shown(self.from.max(self.to)) <= wall
    }

    /// Whether the change is yet to come when a meeting ends as clocks that it doesn't touch show this.
    fn is_to_come(&self, wall: i64) -> bool {
        wall <= self.shown(self.from)
    }
}

/// Writes what an anchor's clocks do between two times that they show, in minutes since their
/// 1970-01-01 00:00: the first meeting's beginning, and the last one's end.
pub(super) fn write(lines: &mut ContentLines, anchor: &Anchor, begins: i64, ends: i64) {
    lines.begin("VTIMEZONE");
    lines.text("TZID", anchor.zone());
    for change in told(anchor, begins, ends) {
        let is_daylight = anchor.is_daylight(change.to);
        let name = if is_daylight { "DAYLIGHT" } else { "STANDARD" };
        lines.begin(name);
        let shown = change.at.0.div_euclid(1000) + i64::from(change.from) * 60;
        lines.line("DTSTART", &stamp(shown));
        lines.line("TZOFFSETFROM", &offset(change.from));
        lines.line("TZOFFSETTO", &offset(change.to));
        lines.end(name);
    }
    lines.end("VTIMEZONE");
}

/// What matters between two times: the last change before them, and those while they last.
fn told(anchor: &Anchor, begins: i64, ends: i64) -> Vec<Observance> {
    let mut changes = anchor.observances();
    // What holds before the first change that is known has no beginning that is known.
    let first = anchor.clock.at(Instant(i64::MIN));
    let known = changes.first().map(|change| change.shown(change.from));
    let before = known.map_or(begins, |known| known.min(begins)) - DAY;
    let unknown = Observance {
        at: Instant((before - i64::from(first)) * MINUTE_MS),
        from: first,
        to: first,
    };
    changes.insert(0, unknown);
    let past = changes.iter().rposition(|change| change.is_past(begins));
    let mut from = past.unwrap_or(0);
    let begun = changes.iter().rposition(|change| !change.is_to_come(ends));
    let mut to = begun.unwrap_or(0).max(from);
    let mut told = changes[from..=to].iter();
    if told.all(|change| anchor.is_daylight(change.to)) {
        // Outlook makes a rule of its own out of one of each ([MS-STANOICAL] 2.2.47).
        match from.checked_sub(1) {
            Some(before) => from = before,
            None => to = (to + 1).min(changes.len() - 1),
        }
    }
    changes.drain(from..=to).collect()
}

/// `+0545`, `-0330`.
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let size = minutes.unsigned_abs();
    format!("{sign}{:02}{:02}", size / 60, size % 60)
}
