//! When people can meet: over the real weeks of a session, with every change of the clocks in it
//! (Promise 28).
//!
//! A weekly meeting is kept by somebody's clock: “Tuesday at 18:00 in Paris” stays so when the clocks
//! change, and moves for those whose clocks don't. So overlap is reckoned in the wall-clock time of a
//! [`Frame`]: a zone (the navigator's, for a team) and the weeks. Someone who is free on Tuesday
//! evenings by their own clock is looked at anew in each week of the frame, quarter hour by quarter
//! hour, at the very moment that is meant. What holds in every week is common; where a week gives
//! something else than the week before, that is said with its date ([`Turn`]).

mod choices;
pub mod crowd;
mod event;
mod heat;
mod offsets;
mod quarters;
mod sittings;

pub use choices::Choice;
pub use event::{Event, Local};
pub use heat::{EVERYONE, FULLEST, heat};
pub use offsets::Offsets;
pub use quarters::{QUARTERS, QUARTERS_A_DAY, Quarters};
pub use sittings::{Pair, Sitting, best_pair, best_sittings};

use super::answer::{Slot, WeekSlots};
use super::time::Date;
use super::time::Instant;

/// Minutes in a week.
const WEEK_MINUTES: i64 = 7 * 24 * 60;
/// Minutes in a day.
const DAY_MINUTES: i64 = 24 * 60;
/// The clocks' own 1970-01-01 was a Thursday; the week begins on the Monday before it.
const THURSDAY: i64 = 3 * DAY_MINUTES;

/// The quarter hour of the week at which clocks show this, in minutes since their 1970-01-01 00:00.
fn quarter_of(wall: i64) -> u16 {
    ((wall + THURSDAY).rem_euclid(WEEK_MINUTES) / 15) as u16
}

/// When somebody is free: half hours of a usual week by their own clock, and what that clock does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Their zone's clocks.
    pub clock: Offsets,
    /// Their half hours.
    pub slots: WeekSlots,
}

impl Availability {
    /// Whether they are free at a moment. In an hour that comes twice, as clocks are put back, they
    /// are free twice.
    pub fn is_free(&self, at: Instant) -> bool {
        let slot = Slot::from_index(quarter_of(self.clock.wall(at)) / 2);
        slot.is_some_and(|slot| self.slots.contains(slot))
    }
}

/// The weeks of a session by one zone's clock. Week 0 is the seven days from its first day on; as
/// each weekday comes once in seven days, every week is a whole one whatever day it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    clock: Offsets,
    starts: Date,
    /// The moment of each quarter hour of the week, week by week; none that the clocks skip.
    weeks: Vec<Vec<Option<Instant>>>,
    /// The first and the last moment of each week.
    spans: Vec<Option<(Instant, Instant)>>,
}

/// What a week has otherwise than the week before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The week, from 0.
    pub week: usize,
    /// When it is no longer possible.
    pub lost: Quarters,
    /// When it has become possible.
    pub gained: Quarters,
}

/// When some people can meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// When it is possible in every week.
    pub always: Quarters,
    /// When it is possible in each week.
    pub weekly: Vec<Quarters>,
}

impl Frame {
    /// The weeks of a session that begins on a day, by the clock of one zone.
    pub fn new(clock: Offsets, starts: Date, weeks: u32) -> Self {
        let first = starts.days_since_epoch() * DAY_MINUTES;
        let week = |week: u32| {
            let begins = first + i64::from(week) * WEEK_MINUTES;
            let mut moments = vec![None; usize::from(QUARTERS)];
            for quarter in 0..i64::from(QUARTERS) {
                let wall = begins + quarter * 15;
                moments[usize::from(quarter_of(wall))] = clock.moment(wall);
            }
            moments
        };
        let weeks: Vec<_> = (0..weeks).map(week).collect();
        let span = |week: &Vec<Option<Instant>>| {
            let moments = week.iter().flatten();
            Some((*moments.clone().min()?, *moments.max()?))
        };
        Self {
            spans: weeks.iter().map(span).collect(),
            clock,
            starts,
            weeks,
        }
    }

    /// The clock that the weeks are kept by.
    pub fn clock(&self) -> &Offsets {
        &self.clock
    }

    /// The first day.
    pub fn starts(&self) -> Date {
        self.starts
    }

    /// How many weeks there are.
    pub fn weeks(&self) -> usize {
        self.weeks.len()
    }

    /// The moment of a quarter hour of the week, in a week; none if the clocks skip it then.
    pub fn moment(&self, week: usize, quarter: u16) -> Option<Instant> {
        *self.weeks.get(week)?.get(usize::from(quarter))?
    }

    /// How many quarter hours the clocks of the weeks are ahead of somebody's throughout a week; nothing if
    /// either are changed in it, or if it is no whole number.
    fn ahead(&self, week: usize, who: &Offsets) -> Option<i32> {
        let (first, last) = (*self.spans.get(week)?)?;
        let changed = |clock: &Offsets| {
            let mut changes = clock.changes().iter();
            changes.any(|(at, _)| first < *at && *at <= last)
        };
        if changed(&self.clock) || changed(who) {
            return None;
        }
        let minutes = self.clock.at(first) - who.at(first);
        (minutes % 15 == 0).then_some(minutes / 15)
    }

    /// When somebody is free in a week.
    pub fn free(&self, week: usize, who: &Availability) -> Quarters {
        // Most weeks are the usual one, shifted.
        if let Some(ahead) = self.ahead(week, &who.clock) {
            return Quarters::from(&who.slots).later(ahead);
        }
        let moments = self.weeks.get(week).map(Vec::as_slice).unwrap_or_default();
        let quarters = (0..QUARTERS).zip(moments);
        let free = quarters.filter(|(_, at)| at.is_some_and(|at| who.is_free(at)));
        free.map(|(quarter, _)| quarter).collect()
    }

    /// When somebody is free in every week.
    pub fn always_free(&self, who: &Availability) -> Quarters {
        let mut all = Quarters::all();
        let mut usual: Option<(i32, Quarters)> = None;
        for week in 0..self.weeks() {
            let ahead = self.ahead(week, &who.clock);
            let free = match (usual, ahead) {
                (Some((known, free)), Some(ahead)) if known == ahead => free,
                _ => self.free(week, who),
            };
            usual = ahead.map(|ahead| (ahead, free)).or(usual);
            all = all.and(&free);
        }
        all
    }

    /// When these people can all meet.
    pub fn common<'a>(&self, people: impl Iterator<Item = &'a Availability> + Clone) -> Common {
        let weekly: Vec<Quarters> = (0..self.weeks())
            .map(|week| {
                let free = people.clone().map(|who| self.free(week, who));
                free.fold(Quarters::all(), |all, free| all.and(&free))
            })
            .collect();
        let always = weekly
            .iter()
            .fold(Quarters::all(), |all, week| all.and(week));
        Common { always, weekly }
    }
}

impl Common {
    /// The weeks that differ from the week before them, in their order.
    pub fn turns(&self) -> Vec<Turn> {
        let pairs = self.weekly.windows(2).zip(1..);
        let turns = pairs.filter_map(|(pair, week)| {
            let [before, after] = pair else { return None };
            (before != after).then(|| Turn {
                week,
                lost: before.without(after),
                gained: after.without(before),
            })
        });
        turns.collect()
    }
}
