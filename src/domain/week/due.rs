//! What there is to do now, for whoever a device belongs to: kind words at the door, for nobody else. It is made of the
//! same histories as signals are; unlike those it looks at the week that is going on.

use super::history::{History, TeamHistory};
use super::one_to_one::State;
use super::{Place, Weeks};
use crate::domain::id::RecordId;
use crate::domain::membership::Standing;
use crate::domain::role::Role;
use crate::domain::time::{Date, Instant};

/// How long before a week closes that is said, in milliseconds: three days.
const SOON_MS: i64 = 3 * 86_400_000;
/// Every how many weeks a captain sees each mentee.
pub const FORTNIGHT: u32 = 2;
/// For how many days after the last week its meeting can still be called to mind.
const AFTERWARDS: i64 = 7;
/// For how many days after the last week somebody is asked how the session was. It can be said later, too.
const LOOKING_BACK: i64 = 60;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// A check-in of a week that is over was not made, and can't be made any more from a moment on.
    Closes {
        /// The week.
        week: u32,
        /// The moment.
        at: Instant,
    },
    /// This week's check-in.
    CheckIn {
        /// The week.
        week: u32,
    },
    /// A meeting of the team that nobody noted, nor that it was called off.
    Meeting {
        /// The week.
        week: u32,
    },
    /// To look back on the session, which nobody has to.
    Closing,
    /// A one-to-one with somebody.
    OneToOne {
        /// With whom.
        member: RecordId,
        /// The last week in which there was one, or was none as they wished; nothing if there never was one.
        last: Option<u32>,
    },
}

/// What is looked at to tell what is due to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Looking<'a> {
    /// Their weeks.
    pub history: &'a History,
    /// Those of their team.
    pub team: Option<&'a TeamHistory>,
    /// The day on which the team meets in its first week, if that was agreed.
    pub meets: Option<Date>,
    /// The weeks of others, among them those whom they look after.
    pub others: &'a [History],
    /// For how many days after a week's last one its check-in can still be written.
    pub open_days: u32,
    /// Whether they are asked how the session was, and have not said so.
    pub asks_closing: bool,
}

/// What is due to somebody: what closes first, then this week's, then to look back. Nothing while they are paused, or once
/// they have left; whoever finished is only asked how it was.
pub fn due(of: Looking<'_>, today: Date, now: Instant) -> Vec<Due> {
    let history = of.history;
    let closing =
        (of.asks_closing && is_time_to_look_back(history.weeks, today)).then_some(Due::Closing);
    match history.standing {
        Standing::Active => {}
        Standing::Finished => return closing.into_iter().collect(),
        Standing::Paused | Standing::Left => return Vec::new(),
    }
    let mut due = Vec::new();
    match history.role {
        Role::Mentee => due.extend(check_ins(of, today, now)),
        Role::Navigator => due.extend(meetings(of, today)),
        Role::Captain => due.extend(one_to_ones(of, today)),
        Role::Organizer | Role::Own(_) => {}
    }
    due.extend(closing);
    due
}

/// Whether the last week has begun.
pub fn is_near_the_end(weeks: Weeks, today: Date) -> bool {
    weeks
        .first_day(weeks.count)
        .is_some_and(|first| today >= first)
}

/// Whether somebody is asked to look back: from the first day of the last week on, and for a while after it.
fn is_time_to_look_back(weeks: Weeks, today: Date) -> bool {
    let until = weeks.last_day(weeks.count);
    let until = until.and_then(|last| last.plus_days(LOOKING_BACK));
    is_near_the_end(weeks, today) && until.is_some_and(|until| today <= until)
}

/// The week that is going on, if it is one of those that count.
fn current(weeks: Weeks, today: Date) -> Option<u32> {
    match weeks.place(today) {
        Place::In(week) if week > 0 => Some(week),
        Place::In(_) | Place::Before | Place::After => None,
    }
}

fn check_ins(of: Looking<'_>, today: Date, now: Instant) -> Vec<Due> {
    let history = of.history;
    let weeks = history.weeks;
    let is_missing = |week: &u32| {
        let log = history.week(*week);
        *week >= history.from && log.is_some_and(|log| !log.checked_in)
    };
    let over = (1..=weeks.over(today)).filter(is_missing);
    let closing = over.filter_map(|week| {
        let at = weeks.closes(week, of.open_days)?;
        let is_soon = now < at && at.0 - now.0 <= SOON_MS;
        is_soon.then_some(Due::Closes { week, at })
    });
    let this = current(weeks, today).filter(is_missing);
    let this = this.map(|week| Due::CheckIn { week });
    closing.chain(this).collect()
}

fn meetings(of: Looking<'_>, today: Date) -> Vec<Due> {
    let Some(team) = of.team else {
        return Vec::new();
    };
    let weeks = team.weeks;
    let last = match weeks.place(today) {
        Place::Before => return Vec::new(),
        Place::In(week) => week,
        Place::After => {
            let ended = weeks.last_day(weeks.count);
            let is_fresh = ended.is_some_and(|ended| {
                today.days_since_epoch() - ended.days_since_epoch() <= AFTERWARDS
            });
            if !is_fresh {
                return Vec::new();
            }
            weeks.count
        }
    };
    // Of what is longer ago nobody is reminded: the wall has it.
    let recent = last.saturating_sub(1).max(1)..=last;
    let is_due = |week: &u32| {
        let log = team.log.get(*week as usize);
        let is_unnoted = log.is_some_and(|log| log.held + log.called_off == 0);
        *week >= of.history.from && is_unnoted && has_met(of.meets, weeks, *week, today)
    };
    recent
        .filter(is_due)
        .map(|week| Due::Meeting { week })
        .collect()
}

/// Whether the meeting of a week is behind: on the day after it, or once the week is over where no day is known.
fn has_met(meets: Option<Date>, weeks: Weeks, week: u32, today: Date) -> bool {
    let agreed = meets.and_then(|first| first.plus_days(7 * (i64::from(week) - 1)));
    let day = agreed.or_else(|| weeks.last_day(week));
    day.is_some_and(|day| today > day)
}

fn one_to_ones(of: Looking<'_>, today: Date) -> Vec<Due> {
    let captain = of.history;
    let looks_after = |other: &&History| {
        other.role == Role::Mentee
            && other.standing == Standing::Active
            && captain.team.is_some()
            && other.team == captain.team
    };
    let mut due: Vec<(u32, Due)> = Vec::new();
    for other in of.others.iter().filter(looks_after) {
        let Some(now) = current(other.weeks, today) else {
            continue;
        };
        let from = other.from.max(captain.from);
        let had = |week: &u32| {
            let state = other.week(*week).and_then(|log| log.one_to_one);
            matches!(state, Some(State::Held | State::Declined))
        };
        let last = (0..=now).rev().find(had);
        let since = last.unwrap_or_default().max(from.saturating_sub(1));
        if now.saturating_sub(since) >= FORTNIGHT {
            let member = other.member;
            due.push((since, Due::OneToOne { member, last }));
        }
    }
    // Whoever waited longest comes first.
    due.sort_by_key(|(since, _)| *since);
    due.into_iter().map(|(_, due)| due).collect()
}
