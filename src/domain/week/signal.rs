//! When someone should look, each with the facts it rests on. Care, not surveillance: whoever a signal is about sees it
//! too, and who else does.
//!
//! Only what is over counts: nobody is late in a week that is still going on. Whoever is paused, or was not there yet, gives
//! no signals.

use super::check_in::{Pace, Readers};
use super::history::{History, TeamHistory, WeekLog};
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
    pub seen_by: SeenBy,
    /// After so many weeks or meetings more it comes again, though it was dismissed; 0 if with other facts only.
    pub again_after: u32,
}

/// Who sees a signal, beside the one it is about. The fewer, the later in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeenBy {
    /// Everyone on the team, and the organizers.
    Team,
    /// The captain and the organizers.
    Care,
    /// The team's navigators and its captain.
    Leads,
    /// The captain alone.
    Captain,
}

impl SeenBy {
    /// Those who read a check-in; of one whose readers a newer version chose, nobody but the captain is sure.
    fn of(readers: Option<Readers>) -> Self {
        match readers {
            Some(Readers::Team) => Self::Team,
            Some(Readers::Leads) => Self::Leads,
            Some(Readers::Captain) | None => Self::Captain,
        }
    }
}

/// In whose hands a device is, as far as signals about somebody go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Viewer {
    /// Whoever they are about.
    Themselves,
    /// The captain who looks after them.
    Captain,
    /// An organizer.
    Organizer,
    /// A navigator of their team.
    Navigator,
    /// Anybody else: nobody is watched by those beside them.
    Other,
}

impl SeenBy {
    /// Whether a signal is for somebody. Others have not been given all that it rests on, and would be told what is not so.
    pub fn includes(self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Themselves | Viewer::Captain => true,
            Viewer::Organizer => matches!(self, Self::Team | Self::Care),
            Viewer::Navigator => matches!(self, Self::Team | Self::Leads),
            Viewer::Other => false,
        }
    }
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
    pub fn id(&self) -> RecordId {
        let first = |weeks: &[u32]| weeks.first().copied().unwrap_or_default();
        let (name, since, length) = match &self.what {
            What::Quiet { weeks, .. } => ("quiet".to_owned(), first(weeks), weeks.len()),
            What::Missed { weeks } => ("missed".to_owned(), first(weeks), weeks.len()),
            What::Blocked { blocker, since } => {
                let which = blocker.map(|id| id.to_string()).unwrap_or_default();
                (format!("blocked {which}"), *since, 0)
            }
            What::Overworking { weeks } => {
                let since = weeks.first().map(|(week, _)| *week);
                (
                    "overworking".to_owned(),
                    since.unwrap_or_default(),
                    weeks.len(),
                )
            }
            What::TooMuch { week } => ("too much".to_owned(), *week, 0),
            What::NoOneToOne { weeks, .. } => {
                ("no one-to-one".to_owned(), first(weeks), weeks.len())
            }
            What::NotMet { weeks, .. } => ("not met".to_owned(), first(weeks), weeks.len()),
        };
        let times = length / self.again_after.max(1) as usize;
        let words = [self.about.to_string(), since.to_string(), times.to_string()];
        let [about, since, times] = words.each_ref().map(String::as_str);
        RecordId::derived(&["signal", about, &name, since, times])
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
    let signal = |(what, seen_by, again_after)| Signal {
        about: history.member,
        what,
        seen_by,
        again_after,
    };
    found.into_iter().map(signal).collect()
}

/// The signal about a team on a day, if there is one.
pub fn team_signal(history: &TeamHistory, rules: &SignalRules, day: Date) -> Option<Signal> {
    let now = running(history.weeks, day)?;
    let met = |week: u32| {
        history
            .log
            .get(week as usize)
            .is_some_and(|log| log.held > 0)
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
        seen_by: SeenBy::Team,
        again_after: rules.unmet_weeks,
    })
}

type Found = Option<(What, SeenBy, u32)>;

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
    let is_sign = |week: u32| history.week(week).is_some_and(WeekLog::is_sign);
    if is_sign(now) {
        return None;
    }
    let (weeks, last) = run_without(history.from, now, is_sign);
    // That they saw their captain is not for the team.
    let log = last.and_then(|last| history.week(last));
    let is_private = log.is_some_and(|log| !log.is_sign_to_all());
    let seen_by = match is_private {
        true => SeenBy::Care,
        false => SeenBy::Team,
    };
    let is_long = weeks.len() >= threshold as usize;
    is_long.then_some((What::Quiet { weeks, last }, seen_by, threshold))
}

fn missed(history: &History, now: u32, threshold: u32) -> Found {
    let came = (history.from..=now).rev().flat_map(|week| {
        let came = history.week(week).map_or(&[][..], |log| &log.came);
        came.iter().rev().map(move |came| (week, *came))
    });
    let missed = came.take_while(|(_, came)| *came == Attendance::Missed);
    let mut weeks: Vec<u32> = missed.map(|(week, _)| week).collect();
    weeks.reverse();
    (weeks.len() >= threshold as usize).then_some((What::Missed { weeks }, SeenBy::Team, threshold))
}

fn blocked(history: &History, now: u32, threshold: u32) -> Vec<(What, SeenBy, u32)> {
    let open = history
        .blockers
        .iter()
        .filter(|blocker| blocker.is_open_in(now) && now - blocker.week >= threshold);
    let noted = open.map(|blocker| {
        let what = What::Blocked {
            blocker: Some(blocker.id),
            since: blocker.week,
        };
        (what, SeenBy::Team, 0)
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
    Some((what, narrowest(run.iter().map(|(_, said)| said.readers)), 0))
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
    Some((What::Overworking { weeks }, readers, rules.over_weeks))
}

/// Their last check-in, of this week or the one before, says so.
fn too_much(history: &History, now: u32) -> Found {
    let recent = [now, now.saturating_sub(1)];
    let mut said = recent
        .into_iter()
        .filter(|week| *week >= history.from)
        .filter_map(|week| Some((week, history.week(week)?.said?)));
    let (week, said) = said.find(|(_, said)| said.pace.is_some())?;
    (said.pace == Some(Pace::TooMuch))
        .then(|| (What::TooMuch { week }, narrowest([said.readers]), 0))
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
    (weeks.len() >= threshold as usize).then_some((
        What::NoOneToOne { weeks, last },
        SeenBy::Care,
        threshold,
    ))
}

/// Those who read all of these.
fn narrowest(readers: impl IntoIterator<Item = Option<Readers>>) -> SeenBy {
    let seen = readers.into_iter().map(SeenBy::of);
    seen.max().unwrap_or(SeenBy::Team)
}
