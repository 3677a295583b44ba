//! What of the weeks' records counts at one look: no words, so that those of a thousand people are read at once.
//!
//! It is kept beside the records (`format::glance`), as a line each, and made of them anew whenever they change.

use std::collections::BTreeMap;

use super::blocker::Blocker;
use super::check_in::{CheckIn, Sign};
use super::dismissal::Dismissal;
use super::history::{Said, Written};
use super::meeting::{Attendance, Meeting};
use super::one_to_one::{OneToOne, State, Told};
use crate::domain::id::RecordId;
use crate::domain::record::{Kind, Record};

/// What of a record counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glance {
    /// Of a check-in.
    CheckIn(CheckedIn),
    /// That somebody checked in.
    Sign(Sign),
    /// Of a meeting.
    Meeting(Met),
    /// Of a one-to-one.
    OneToOne(Paired),
}

/// What of a check-in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedIn {
    /// Whose it is.
    pub member: RecordId,
    /// Of which week.
    pub week: u32,
    /// What it says.
    pub said: Said,
}

/// What of a meeting counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Whose it was.
    pub of: RecordId,
    /// Of which week.
    pub week: u32,
    /// Whether it took place; nothing before anyone said so, or who came.
    pub held: Option<bool>,
    /// Who came, by membership.
    pub came: BTreeMap<RecordId, Attendance>,
}

/// What of a one-to-one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paired {
    /// The captain's membership.
    pub captain: RecordId,
    /// The other's.
    pub member: RecordId,
    /// Of which week.
    pub week: u32,
    /// How it went; nothing once that was taken back.
    pub state: Option<State>,
}

impl CheckedIn {
    /// What counts; nothing of one that was taken back or says nothing.
    pub fn of(one: &CheckIn) -> Option<Self> {
        let is_there = !one.deleted && !one.words.is_empty();
        is_there.then(|| Self {
            member: one.member,
            week: one.week,
            said: Said {
                readers: one.readers,
                minutes: one.words.minutes,
                pace: one.words.pace,
                in_the_way: !one.words.in_the_way.trim().is_empty(),
            },
        })
    }
}

impl Met {
    /// What counts; nothing of one that somebody deleted.
    pub fn of(one: &Meeting) -> Option<Self> {
        let is_known = one.was_held() || one.was_called_off();
        (!one.deleted).then(|| Self {
            of: one.of,
            week: one.week,
            held: is_known.then(|| one.was_held()),
            came: one.came.clone(),
        })
    }
}

impl Met {
    /// Whether it took place.
    pub fn was_held(&self) -> bool {
        self.held == Some(true)
    }

    /// Whether someone said that it did not.
    pub fn was_called_off(&self) -> bool {
        self.held == Some(false)
    }
}

impl Paired {
    /// What counts; nothing of one that somebody deleted.
    pub fn of(one: &OneToOne) -> Option<Self> {
        (!one.deleted).then_some(Self {
            captain: one.captain,
            member: one.member,
            week: one.week,
            state: one.state,
        })
    }
}

impl Glance {
    /// The kinds of which a line is kept.
    pub const KINDS: [Kind; 4] = [Kind::CheckIn, Kind::Sign, Kind::Meeting, Kind::OneToOne];

    /// What of a record counts; nothing where it says nothing that does.
    pub fn of(record: &Record) -> Option<Self> {
        match record.live()?.kind {
            Kind::CheckIn => CheckedIn::of(&CheckIn::read(record)?).map(Self::CheckIn),
            Kind::Sign => Sign::read(record).map(Self::Sign),
            Kind::Meeting => Met::of(&Meeting::read(record)?).map(Self::Meeting),
            Kind::OneToOne => Paired::of(&OneToOne::read(record)?).map(Self::OneToOne),
            _ => None,
        }
    }
}

/// What of everyone's weeks counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Glances {
    /// Of check-ins.
    pub check_ins: Vec<CheckedIn>,
    /// That people checked in.
    pub signs: Vec<Sign>,
    /// Of meetings, of teams and circles.
    pub meetings: Vec<Met>,
    /// Of one-to-ones.
    pub one_to_ones: Vec<Paired>,
    /// What is in the way.
    pub blockers: Vec<Blocker>,
    /// What captains tell the organizers about people.
    pub levels: Vec<Told>,
    /// Signals that need not be looked at any more.
    pub dismissals: Vec<Dismissal>,
}

impl Glances {
    /// What counts of all that was written.
    pub fn of(written: &Written) -> Self {
        Self {
            check_ins: written.check_ins.iter().filter_map(CheckedIn::of).collect(),
            signs: written.signs.clone(),
            meetings: written.meetings.iter().filter_map(Met::of).collect(),
            one_to_ones: written.one_to_ones.iter().filter_map(Paired::of).collect(),
            blockers: written.blockers.clone(),
            levels: written.levels.clone(),
            dismissals: written.dismissals.clone(),
        }
    }

    /// Takes up what of another record counts.
    pub fn take(&mut self, one: Glance) {
        match one {
            Glance::CheckIn(one) => self.check_ins.push(one),
            Glance::Sign(one) => self.signs.push(one),
            Glance::Meeting(one) => self.meetings.push(one),
            Glance::OneToOne(one) => self.one_to_ones.push(one),
        }
    }
}
