//! What somebody who takes part is reminded of, as a calendar of their own: check-ins, meetings to note, one-to-ones. It
//! names nobody: whoever looks into the calendar learns that there is something to do, and no more.

use std::collections::BTreeSet;

use crate::domain::id::RecordId;
use crate::domain::time::{Date, Instant};
use crate::domain::week::due::FORTNIGHT;
use crate::format::ics::{Anchor, Calendar, Meeting, to_text};

/// How many minutes of a calendar a reminder takes up.
const LENGTH: u16 = 15;

/// What somebody is reminded of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reminded {
    /// To check in, every week.
    CheckIn,
    /// To note their team's meeting, every week.
    Meeting,
    /// To see those whom they look after, every second week.
    OneToOnes,
}

impl Reminded {
    fn name(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::Meeting => "note",
            Self::OneToOnes => "one-to-ones",
        }
    }

    /// Whether it comes in a week, from 1.
    fn comes_in(self, week: u32) -> bool {
        match self {
            Self::CheckIn | Self::Meeting => true,
            Self::OneToOnes => week.is_multiple_of(FORTNIGHT),
        }
    }
}

/// A reminder.
#[derive(Debug, Clone)]
pub struct Reminder<'a> {
    /// Of what.
    pub what: Reminded,
    /// By whose clock it comes.
    pub anchor: &'a Anchor,
    /// The day in the first week.
    pub first: Date,
    /// When on its day: minutes after midnight.
    pub minute: u16,
    /// What it is called.
    pub summary: String,
    /// What there is to do.
    pub description: Option<String>,
    /// Where it is done.
    pub url: Option<String>,
}

/// Whose reminders they are, and of which weeks.
#[derive(Debug, Clone, Copy)]
pub struct Reminding {
    /// The membership.
    pub member: RecordId,
    /// How many weeks there are.
    pub weeks: u32,
    /// What was before this day is left out.
    pub from: Date,
    /// When the file is made.
    pub made: Instant,
}

/// The calendar; nothing if there is nothing to be reminded of any more.
pub fn reminders(all: Vec<Reminder<'_>>, with: Reminding) -> Option<String> {
    let meetings = all.into_iter().map(|one| meeting(one, with));
    to_text(&Calendar {
        made: with.made,
        meetings: meetings.collect(),
    })
}

fn meeting(one: Reminder<'_>, with: Reminding) -> Meeting<'_> {
    let is_left_out = |place: &u32| {
        let day = one.first.plus_days(7 * i64::from(*place));
        !one.what.comes_in(place + 1) || day.is_none_or(|day| day < with.from)
    };
    let left_out: BTreeSet<u32> = (0..with.weeks).filter(is_left_out).collect();
    Meeting {
        uid: format!("{}-{}@groundcrew", one.what.name(), with.member),
        anchor: one.anchor,
        first: one.first,
        minute: one.minute,
        length: LENGTH,
        weeks: with.weeks,
        left_out,
        summary: one.summary,
        description: one.description,
        location: None,
        url: one.url,
        remind: Some(0),
        organizer: None,
        attendees: Vec::new(),
    }
}
