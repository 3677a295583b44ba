//! What is known of somebody's weeks, side by side: for the wall, for signals and for who counts as active.
//!
//! It holds what this device was given and nothing else: of a check-in that only a captain reads, another device knows
//! that it was made.

use std::collections::BTreeMap;

use super::blocker::Blocker;
use super::check_in::{CheckIn, Pace, Readers, Sign};
use super::circle::Circle;
use super::dismissal::Dismissal;
use super::glance::{Glances, Met};
use super::meeting::{Attendance, Meeting};
use super::one_to_one::{OneToOne, State, Told};
use super::{Place, Weeks};
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::programme::Session;
use crate::domain::role::Role;

/// What is known of one week of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeekLog {
    /// How many meetings took place that were theirs to come to.
    pub held: u32,
    /// Whether they came, for each meeting for which that was noted.
    pub came: Vec<Attendance>,
    /// Whether they came, for each meeting of the navigators and captains with the organizers for which that was noted.
    pub checks: Vec<Attendance>,
    /// Whether they checked in.
    pub checked_in: bool,
    /// What they said, if it is for this device's reader.
    pub said: Option<Said>,
    /// How it went with a one-to-one that they had, or as a captain gave: the best of several.
    pub one_to_one: Option<State>,
}

/// What of a check-in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Who reads it.
    pub readers: Option<Readers>,
    /// How long they worked, in minutes.
    pub minutes: Option<u32>,
    /// How the pace feels.
    pub pace: Option<Pace>,
    /// Whether something is in the way.
    pub in_the_way: bool,
}

impl WeekLog {
    /// Whether anything was heard of them. Who is excused has told somebody.
    pub fn is_sign(&self) -> bool {
        let came = self.checks.iter().any(|came| *came != Attendance::Missed);
        self.is_sign_to_all() || came || self.one_to_one.is_some()
    }

    /// Whether anything was heard of them that their team knows of.
    pub fn is_sign_to_all(&self) -> bool {
        let came = self.came.iter().any(|came| *came != Attendance::Missed);
        came || self.checked_in || self.said.is_some()
    }
}

/// What is known of somebody's weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Who.
    pub member: RecordId,
    /// As what.
    pub role: Role,
    /// On which team.
    pub team: Option<RecordId>,
    /// How they stand.
    pub standing: Standing,
    /// The weeks by which they count.
    pub weeks: Weeks,
    /// The first week that counts for them, at least 1: they were not there before, or paused.
    pub from: u32,
    /// Each week, from week 0.
    pub log: Vec<WeekLog>,
    /// What is or was in their way, the oldest first.
    pub blockers: Vec<Blocker>,
}

impl History {
    /// What is known of a week; nothing of one that is not theirs.
    pub fn week(&self, week: u32) -> Option<&WeekLog> {
        self.log.get(week as usize)
    }
}

/// What is known of a team's weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamHistory {
    /// Which.
    pub team: RecordId,
    /// Its weeks.
    pub weeks: Weeks,
    /// Each week, from week 0.
    pub log: Vec<TeamWeek>,
}

/// What is known of one week of a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TeamWeek {
    /// How many meetings it held.
    pub held: u32,
    /// How many it did not hold, as someone said.
    pub called_off: u32,
}

/// All that people wrote of their weeks in a session.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    /// Check-ins.
    pub check_ins: Vec<CheckIn>,
    /// That people checked in.
    pub signs: Vec<Sign>,
    /// Meetings, of teams and circles.
    pub meetings: Vec<Meeting>,
    /// One-to-ones.
    pub one_to_ones: Vec<OneToOne>,
    /// What is in the way.
    pub blockers: Vec<Blocker>,
    /// What captains tell the organizers about people.
    pub levels: Vec<Told>,
    /// Signals that need not be looked at any more.
    pub dismissals: Vec<Dismissal>,
}

/// What is known of everyone's and every team's weeks in a session, in the order of the members and teams.
pub fn histories(
    session: &Session,
    members: &[Membership],
    teams: &[Team],
    glances: &Glances,
) -> (Vec<History>, Vec<TeamHistory>) {
    let weeks_of: BTreeMap<RecordId, Weeks> = teams
        .iter()
        .map(|team| (team.id, Weeks::of_team(team, session)))
        .collect();
    let all = Weeks::of_session(session);
    let weeks = |team: Option<RecordId>| {
        let own = team.and_then(|team| weeks_of.get(&team).copied());
        own.unwrap_or(all)
    };
    let mut known: BTreeMap<RecordId, History> = members
        .iter()
        .filter(|member| !member.deleted)
        .map(|member| (member.id, empty(member, weeks(member.team))))
        .collect();
    add_check_ins(&mut known, glances);
    add_meetings(&mut known, session, glances);
    add_one_to_ones(&mut known, glances);
    for blocker in &glances.blockers {
        if let Some(history) = known.get_mut(&blocker.member) {
            history.blockers.push(blocker.clone());
        }
    }
    for history in known.values_mut() {
        history.blockers.sort_by_key(|one| (one.week, one.id));
    }
    let people = members.iter().filter_map(|member| known.remove(&member.id));
    let mut meetings: BTreeMap<RecordId, Vec<&Met>> = BTreeMap::new();
    for meeting in &glances.meetings {
        meetings.entry(meeting.of).or_default().push(meeting);
    }
    let teams = teams.iter().map(|team| {
        let weeks = weeks(Some(team.id));
        let mut log = vec![TeamWeek::default(); weeks.count as usize + 1];
        for meeting in meetings.get(&team.id).into_iter().flatten() {
            if let Some(week) = log.get_mut(meeting.week as usize) {
                week.held += u32::from(meeting.was_held());
                week.called_off += u32::from(meeting.was_called_off());
            }
        }
        TeamHistory {
            team: team.id,
            weeks,
            log,
        }
    });
    (people.collect(), teams.collect())
}

/// The first week that counts for somebody, at least 1. Who comes back from a pause counts from then on, as who joins late
/// does.
pub(super) fn first_week(member: &Membership, weeks: Weeks) -> u32 {
    let began = member.joined.max(match member.standing {
        Standing::Active => member.since,
        Standing::Paused | Standing::Left | Standing::Finished => None,
    });
    match began.map(|day| weeks.place(day)) {
        Some(Place::In(week)) => week.max(1),
        Some(Place::After) => weeks.count + 1,
        Some(Place::Before) | None => 1,
    }
}

fn empty(member: &Membership, weeks: Weeks) -> History {
    History {
        member: member.id,
        role: member.role.clone(),
        team: member.team,
        standing: member.standing,
        weeks,
        from: first_week(member, weeks),
        log: vec![WeekLog::default(); weeks.count as usize + 1],
        blockers: Vec::new(),
    }
}

fn log(
    known: &mut BTreeMap<RecordId, History>,
    member: RecordId,
    week: u32,
) -> Option<&mut WeekLog> {
    known.get_mut(&member)?.log.get_mut(week as usize)
}

fn add_check_ins(known: &mut BTreeMap<RecordId, History>, glances: &Glances) {
    for sign in &glances.signs {
        if let Some(log) = log(known, sign.member, sign.week) {
            log.checked_in = true;
        }
    }
    for one in &glances.check_ins {
        if let Some(log) = log(known, one.member, one.week) {
            log.checked_in = true;
            log.said = Some(one.said);
        }
    }
}

fn add_meetings(known: &mut BTreeMap<RecordId, History>, session: &Session, glances: &Glances) {
    let [organizers, officers] = Circle::ALL.map(|circle| circle.id(&session.id));
    // Whose meetings are whose to come to.
    let mut theirs: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for history in known.values() {
        let circle = (history.role == Role::Organizer).then_some(organizers);
        for of in history.team.into_iter().chain(circle) {
            theirs.entry(of).or_default().push(history.member);
        }
    }
    for meeting in glances.meetings.iter().filter(|one| one.was_held()) {
        for member in theirs.get(&meeting.of).into_iter().flatten() {
            if let Some(log) = log(known, *member, meeting.week) {
                log.held += 1;
            }
        }
        for (member, came) in &meeting.came {
            // What was noted of somebody who is on another team by now was theirs all the same.
            if let Some(log) = log(known, *member, meeting.week) {
                let is_check = meeting.of == officers;
                let noted = if is_check {
                    &mut log.checks
                } else {
                    &mut log.came
                };
                noted.push(*came);
            }
        }
    }
}

fn add_one_to_ones(known: &mut BTreeMap<RecordId, History>, glances: &Glances) {
    for one in &glances.one_to_ones {
        for member in [one.member, one.captain] {
            if let Some(log) = log(known, member, one.week) {
                // Held before declined before moved.
                log.one_to_one = match (log.one_to_one, one.state) {
                    (Some(known), Some(state)) => Some(known.min(state)),
                    (known, state) => known.or(state),
                };
            }
        }
    }
}
