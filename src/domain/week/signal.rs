//! When someone should look, each with the facts it rests on. Care, not surveillance: whoever a signal is about sees it
//! too, and who else does.
//!
//! Only what is over counts: nobody is late in a week that is still going on. Whoever is paused, or was not there yet, gives
//! no signals.

use super::check_in::{Pace, Readers};
use super::history::{History, TeamHistory};
use super::meeting::Attendance;
use super::one_to_one::State;
use super::{Place, Weeks};
use crate::domain::id::RecordId;
use crate::domain::membership::Standing;
use crate::domain::programme::SignalRules;
use crate::domain::role::Role;
use crate::domain::time::Date;

/// Something that someone should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Whom it is about: a membership, or a team that has not met.
    pub about: RecordId,
    /// What it is, with its facts.
    pub what: What,
    /// For whom its facts are: a signal is never seen by more people than what it rests on.
    pub readers: Readers,
}

/// What a signal says. Weeks are in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Nothing was heard of them in these weeks, the last ones that are over.
    Quiet {
        /// The weeks.
        weeks: Vec<u32>,
        /// The last week in which there was a sign of them.
        last: Option<u32>,
    },
    /// They missed the meetings of these weeks, the last that took place.
    Missed {
        /// The weeks.
        weeks: Vec<u32>,
    },
    /// Something has been in their way since a week.
    Blocked {
        /// Which blocker; none if they said so in their check-ins.
        blocker: Option<RecordId>,
        /// Since which week.
        since: u32,
    },
    /// They worked far longer than is planned in these weeks.
    Overworking {
        /// The weeks, each with the minutes.
        weeks: Vec<(u32, u32)>,
    },
    /// They said that the pace is too much.
    TooMuch {
        /// In which week's check-in, their last.
        week: u32,
    },
    /// They had no one-to-one in these weeks, and did not say that they wanted none.
    NoOneToOne {
        /// The weeks.
        weeks: Vec<u32>,
        /// The last week in which they had one.
        last: Option<u32>,
    },
    /// The team has not met in these weeks.
    NotMet {
        /// The weeks.
        weeks: Vec<u32>,
        /// The last week in which it met.
        last: Option<u32>,
    },
}

impl Signal {
    /// What a dismissal of it is kept under. It comes again when as much time has passed once more, or with other facts.
    pub fn id(&self, rules: &SignalRules) -> RecordId {
        let of = |name: &str, since: u32, times: u32| {
            let (about, since, times) =
                (self.about.to_string(), since.to_string(), times.to_string());
            RecordId::derived(&["signal", &about, name, &since, &times])
        };
        let run = |name: &str, weeks: &[u32], threshold: u32| {
            let first = weeks.first().copied().unwrap_or_default();
            let length = u32::try_from(weeks.len()).unwrap_or(u32::MAX);
            of(name, first, length / threshold.max(1))
        };
        match &self.what {
            What::Quiet { weeks, .. } => run("quiet", weeks, rules.quiet_weeks),
            What::Missed { weeks } => run("missed", weeks, rules.missed_meetings),
            What::Blocked { blocker, since } => {
                let which = blocker.map(|id| id.to_string()).unwrap_or_default();
                of(&format!("blocked {which}"), *since, 0)
            }
            What::Overworking { weeks } => {
                let weeks: Vec<u32> = weeks.iter().map(|(week, _)| *week).collect();
                run("overworking", &weeks, rules.over_weeks)
            }
            What::TooMuch { week } => of("too much", *week, 0),
            What::NoOneToOne { weeks, .. } => run("no one-to-one", weeks, rules.one_to_one_weeks),
            What::NotMet { weeks, .. } => run("not met", weeks, rules.unmet_weeks),
        }
    }
}

/// The signals about somebody on a day.
pub fn signals(history: &History, rules: &SignalRules, day: Date) -> Vec<Signal> {
    let Some(now) = running(history.weeks, day) else {
        return Vec::new();
    };
    if history.standing != Standing::Active {
        return Vec::new();
    }
    let is_lead = matches!(history.role, Role::Navigator | Role::Captain);
    let quiet = if is_lead {
        rules.lead_quiet_weeks
    } else {
        rules.quiet_weeks
    };
    let mut found = Vec::new();
    found.extend(is_quiet(history, now, quiet));
    found.extend(missed(history, now, rules.missed_meetings));
    if history.role == Role::Mentee {
        found.extend(blocked(history, now, rules.blocked_weeks));
        found.extend(overworking(history, now, rules));
        found.extend(too_much(history, now));
        found.extend(no_one_to_one(history, now, rules.one_to_one_weeks));
    }
    let signal = |(what, readers)| Signal {
        about: history.member,
        what,
        readers,
    };
    found.into_iter().map(signal).collect()
}

/// The signal about a team on a day, if there is one.
pub fn team_signal(history: &TeamHistory, rules: &SignalRules, day: Date) -> Option<Signal> {
    let now = running(history.weeks, day)?;
    let met = |week: u32| {
        history
            .held
            .get(week as usize)
            .is_some_and(|held| *held > 0)
    };
    // One in the week that is going on ends it at once.
    if met(now) {
        return None;
    }
    let (weeks, last) = run_without(1, now, met);
    let is_long = weeks.len() >= rules.unmet_weeks as usize;
    is_long.then_some(Signal {
        about: history.team,
        what: What::NotMet { weeks, last },
        readers: Readers::Team,
    })
}

type Found = Option<(What, Readers)>;

/// The week that is going on; nothing before the first one and after the last.
fn running(weeks: Weeks, day: Date) -> Option<u32> {
    match weeks.place(day) {
        Place::In(week) if week > 0 => Some(week),
        Place::In(_) | Place::Before | Place::After => None,
    }
}

/// The weeks before this one back to the last in which something was so, or to the first that counts; and that one.
fn run_without(from: u32, now: u32, is_so: impl Fn(u32) -> bool) -> (Vec<u32>, Option<u32>) {
    let last = (0..now).rev().find(|week| is_so(*week));
    let first = last.map_or(from, |last| from.max(last + 1));
    ((first..now).collect(), last)
}

fn is_quiet(history: &History, now: u32, threshold: u32) -> Found {
    let is_sign = |week: u32| {
        history
            .week(week)
            .is_some_and(super::history::WeekLog::is_sign)
    };
    if is_sign(now) {
        return None;
    }
    let (weeks, last) = run_without(history.from, now, is_sign);
    (weeks.len() >= threshold as usize).then_some((What::Quiet { weeks, last }, Readers::Team))
}

fn missed(history: &History, now: u32, threshold: u32) -> Found {
    let came = (history.from..=now).rev().flat_map(|week| {
        let came = history.week(week).map_or(&[][..], |log| &log.came);
        came.iter().rev().map(move |came| (week, *came))
    });
    let missed = came.take_while(|(_, came)| *came == Attendance::Missed);
    let mut weeks: Vec<u32> = missed.map(|(week, _)| week).collect();
    weeks.reverse();
    (weeks.len() >= threshold as usize).then_some((What::Missed { weeks }, Readers::Team))
}

fn blocked(history: &History, now: u32, threshold: u32) -> Vec<(What, Readers)> {
    let open = history
        .blockers
        .iter()
        .filter(|blocker| blocker.is_open_in(now) && now - blocker.week >= threshold);
    let noted = open.map(|blocker| {
        let what = What::Blocked {
            blocker: Some(blocker.id),
            since: blocker.week,
        };
        (what, Readers::Team)
    });
    let mut found: Vec<_> = noted.collect();
    if found.is_empty() {
        found.extend(said_blocked(history, now, threshold));
    }
    found
}

/// What they said themselves, in check-ins of weeks one after the other up to the last one that is over.
fn said_blocked(history: &History, now: u32, threshold: u32) -> Found {
    let said = |week: u32| history.week(week).and_then(|log| log.said);
    let over = now.checked_sub(1)?;
    // A later check-in without it ends it.
    if said(now).is_some_and(|said| !said.in_the_way) {
        return None;
    }
    let run = (history.from..=over).rev().map_while(|week| {
        said(week)
            .filter(|said| said.in_the_way)
            .map(|said| (week, said))
    });
    let run: Vec<_> = run.collect();
    let (since, _) = run.last().filter(|_| run.len() >= threshold as usize)?;
    let what = What::Blocked {
        blocker: None,
        since: *since,
    };
    Some((what, narrowest(run.iter().map(|(_, said)| said.readers))))
}

fn overworking(history: &History, now: u32, rules: &SignalRules) -> Found {
    let long = |week: u32| {
        let said = history.week(week)?.said?;
        let minutes = said
            .minutes
            .filter(|minutes| *minutes > 60 * rules.over_hours)?;
        Some((week, minutes, said.readers))
    };
    let run = (history.from..now).rev().map_while(long);
    let mut run: Vec<_> = run.collect();
    run.reverse();
    if run.len() < rules.over_weeks as usize {
        return None;
    }
    let readers = narrowest(run.iter().map(|(_, _, readers)| *readers));
    let weeks = run.into_iter().map(|(week, minutes, _)| (week, minutes));
    let weeks = weeks.collect();
    Some((What::Overworking { weeks }, readers))
}

/// Their last check-in, of this week or the one before, says so.
fn too_much(history: &History, now: u32) -> Found {
    let recent = [now, now.saturating_sub(1)];
    let mut said = recent
        .into_iter()
        .filter(|week| *week >= history.from)
        .filter_map(|week| Some((week, history.week(week)?.said?)));
    let (week, said) = said.find(|(_, said)| said.pace.is_some())?;
    (said.pace == Some(Pace::TooMuch)).then(|| (What::TooMuch { week }, narrowest([said.readers])))
}

fn no_one_to_one(history: &History, now: u32, threshold: u32) -> Found {
    history.team?;
    let state = |week: u32| history.week(week).and_then(|log| log.one_to_one);
    // Who wanted none was asked.
    let is_contact = |week: u32| matches!(state(week), Some(State::Held | State::Declined));
    if is_contact(now) {
        return None;
    }
    let (weeks, _) = run_without(history.from, now, is_contact);
    let last = (0..now)
        .rev()
        .find(|week| state(*week) == Some(State::Held));
    (weeks.len() >= threshold as usize)
        .then_some((What::NoOneToOne { weeks, last }, Readers::Leads))
}

/// Those who read all of these. What a newer version called its readers is nobody's here but the captain's.
fn narrowest(readers: impl IntoIterator<Item = Option<Readers>>) -> Readers {
    let readers = readers
        .into_iter()
        .map(|one| one.unwrap_or(Readers::Captain));
    readers.max().unwrap_or(Readers::Team)
}
