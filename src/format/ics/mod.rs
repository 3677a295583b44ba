//! Weekly meetings as an iCalendar file (RFC 5545), for everyone's own calendar.
//!
//! A meeting is kept by the clock of its [`Anchor`]: “Tuesday at 18:00 in Paris” stays so when clocks
//! change (Promise 28). The file says what those clocks do, so that a calendar needs no
//! knowledge of its own to show each meeting at the right moment. Knows no clock: the caller brings the
//! moment at which the file is made. [`weekly`] reads the meetings of other programs' calendars.

mod once;
mod reading;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

pub use once::{Once, once};
pub use reading::{NoMeeting, Proposal, Row, Unread, weekly};
pub use zone::Anchor;

use super::content_line::{ContentLines, mailto, parameter};
use crate::domain::time::{Date, Instant};

/// Minutes in a day.
const DAY: i64 = 24 * 60;
/// Minutes in a week.
const WEEK: i64 = 7 * DAY;
/// The first and the last minute that can be written: those of the years 0 and 9999.
const WRITABLE: (i64, i64) = (-719_528 * DAY, 2_932_897 * DAY - 1);

/// A calendar: some meetings, and when it was made.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    /// When the file is made. Of two files with the same meeting, a calendar believes the later one.
    pub made: Instant,
    /// The meetings. Anchors of the same name have the same clock.
    pub meetings: Vec<Meeting<'a>>,
}

/// A meeting that comes every week.
#[derive(Debug, Clone)]
pub struct Meeting<'a> {
    /// Names this meeting for ever, all over the world: with it a calendar knows the meeting again when
    /// a newer file is taken in.
    pub uid: String,
    /// Whose clock it is kept by.
    pub anchor: &'a Anchor,
    /// The day of the first week's meeting.
    pub first: Date,
    /// When it begins on its day: minutes after midnight by the anchor's clock. In a night in which
    /// clocks skip that time, it begins as long after midnight as on other days (RFC 5545, 3.3.5).
    pub minute: u16,
    /// How many minutes it takes.
    pub length: u16,
    /// How many weeks there are, with those that are left out.
    pub weeks: u32,
    /// The weeks without a meeting, from 0.
    pub left_out: BTreeSet<u32>,
    /// What it is called.
    pub summary: String,
    /// What it is about.
    pub description: Option<String>,
    /// Where it is: a place, or a link to a room.
    pub location: Option<String>,
    /// Where more is told. Left out unless it is a web address (http or https): calendars open it at
    /// a click.
    pub url: Option<String>,
    /// How many minutes before it begins calendars remind of it.
    pub remind: Option<u16>,
    /// Who holds it. Tells an address to everyone who gets the file, so none unless they agreed.
    pub organizer: Option<Person>,
    /// Who comes, if they agreed that all others get their address.
    pub attendees: Vec<Person>,
}

/// Somebody whose address a calendar file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their email address.
    pub email: String,
}

/// The file; none if no meeting takes place, since a calendar has to hold something (RFC 5545, 3.6).
pub fn to_text(calendar: &Calendar<'_>) -> Option<String> {
    let held: Vec<Held<'_>> = calendar.meetings.iter().filter_map(Held::new).collect();
    let mut zones: BTreeMap<&str, (&Anchor, i64, i64)> = BTreeMap::new();
    for Held { meeting, from, to } in &held {
        let (begins, ends) = (
            meeting.begins(*from),
            meeting.begins(*to) + i64::from(meeting.length),
        );
        let zone = zones
            .entry(meeting.anchor.zone())
            .or_insert((meeting.anchor, begins, ends));
        (zone.1, zone.2) = (zone.1.min(begins), zone.2.max(ends));
    }
    let mut lines = ContentLines::default();
    lines.begin("VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", "-//Groundcrew//Groundcrew//EN");
    for (anchor, begins, ends) in zones.into_values() {
        zone::write(&mut lines, anchor, begins, ends);
    }
    for held in &held {
        held.write(&mut lines, calendar.made);
    }
    lines.end("VCALENDAR");
    (!held.is_empty()).then(|| lines.finish())
}

impl Meeting<'_> {
    /// What the anchor's clock shows when a week's meeting begins: minutes since its 1970-01-01 00:00.
    fn begins(&self, week: u32) -> i64 {
        self.first.days_since_epoch() * DAY + i64::from(self.minute) + i64::from(week) * WEEK
    }
}

/// A meeting without the weeks that are left out before its first and after its last time. Calendars
/// differ over a series whose own beginning is left out.
struct Held<'a> {
    meeting: &'a Meeting<'a>,
    /// The first week in which it takes place.
    from: u32,
    /// The last one.
    to: u32,
}

impl<'a> Held<'a> {
    fn new(meeting: &'a Meeting<'a>) -> Option<Self> {
        let is_held = |week: &u32| !meeting.left_out.contains(week);
        let from = (0..meeting.weeks).find(is_held)?;
        let to = (0..meeting.weeks).rev().find(is_held)?;
        Some(Self { meeting, from, to })
    }

    fn write(&self, lines: &mut ContentLines, made: Instant) {
        let Self { meeting, from, to } = *self;
        let zone = parameter(meeting.anchor.zone());
        let begins = |week: u32| stamp(meeting.begins(week) * 60);
        lines.begin("VEVENT");
        lines.text("UID", &meeting.uid);
        lines.line("DTSTAMP", &format!("{}Z", stamp(made.0.div_euclid(1000))));
        lines.line(&format!("DTSTART;TZID={zone}"), &begins(from));
        lines.line("DURATION", &format!("PT{}M", meeting.length));
        if from < to {
            let count = to - from + 1;
            lines.line("RRULE", &format!("FREQ=WEEKLY;COUNT={count}"));
        }
        for week in meeting.left_out.range(from..to) {
            lines.line(&format!("EXDATE;TZID={zone}"), &begins(*week));
        }
        lines.text("SUMMARY", &meeting.summary);
        lines.some_text("DESCRIPTION", meeting.description.as_deref());
        lines.some_text("LOCATION", meeting.location.as_deref());
        lines.web("URL", meeting.url.as_deref());
        let organizer = meeting.organizer.iter().map(|person| ("ORGANIZER", person));
        let attendees = meeting.attendees.iter().map(|person| ("ATTENDEE", person));
        for (property, person) in organizer.chain(attendees) {
            let name = parameter(&person.name);
            lines.line(&format!("{property};CN={name}"), &mailto(&person.email));
        }
        if let Some(minutes) = meeting.remind {
            lines.begin("VALARM");
            lines.line("ACTION", "DISPLAY");
            lines.text("DESCRIPTION", &meeting.summary);
            lines.line("TRIGGER", &format!("-PT{minutes}M"));
            lines.end("VALARM");
        }
        lines.end("VEVENT");
    }
}

/// What a clock shows, from seconds since its 1970-01-01 00:00: `20270202T180000`. Beyond the calendar,
/// its first or last minute.
fn stamp(seconds: i64) -> String {
    let seconds = seconds.clamp(WRITABLE.0 * 60, WRITABLE.1 * 60);
    let (days, second) = (seconds.div_euclid(DAY * 60), seconds.rem_euclid(DAY * 60));
    let date = Date::from_days_since_epoch(days).expect("within the calendar");
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!(
        "{:04}{:02}{:02}T{hour:02}{minute:02}{second:02}",
        date.year(),
        date.month(),
        date.day()
    )
}
