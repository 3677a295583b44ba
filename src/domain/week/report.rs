//! What became of a session, in numbers: who took part, what took place, what was made, what was said at the end, and who is
//! still there. Nobody is named in it but where [`Still`] says who stayed, which is for organizers alone.
//!
//! What nobody noted is no zero: where nothing is known there is no number.

mod said;
mod stayed;

use std::collections::{BTreeMap, BTreeSet};

use super::contribution::{Contribution, Numbers, Sort, State as Stands, numbers};
use super::glance::Glances;
use super::history::first_week;
use super::meeting::Attendance;
use super::one_to_one::State;
use super::{Place, Weeks};
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::time::Date;

pub use said::{Asked, Survey, survey};
pub use stayed::{Again, Stayed, Still, stayed};

/// How many applied and were accepted, by the role that they applied for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many sent an application.
    pub sent: BTreeMap<Role, u32>,
    /// How many of them were accepted.
    pub accepted: BTreeMap<Role, u32>,
}

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The session.
    pub session: &'a Session,
    /// Its memberships.
    pub members: &'a [Membership],
    /// Its teams, in the order shown.
    pub teams: &'a [Team],
    /// What counts of everyone's weeks.
    pub glances: &'a Glances,
    /// Its contributions.
    pub contributions: &'a [Contribution],
    /// Who applied.
    pub applied: &'a Applied,
    /// The day of the report.
    pub today: Date,
}

/// What became of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many of its weeks are over.
    pub over: u32,
    /// People, by role.
    pub people: Vec<People>,
    /// Meetings, team by team.
    pub teams: Vec<Met>,
    /// Check-ins, week by week, of the weeks that are over.
    pub check_ins: Vec<Checked>,
    /// One-to-ones; nothing where none is noted.
    pub one_to_ones: Option<OneToOnes>,
    /// How long people worked; nothing where nobody said.
    pub hours: Option<Hours>,
    /// What was worked on; nothing where nothing is noted.
    pub made: Option<Made>,
}

/// People of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// The role.
    pub role: Role,
    /// How many applied; nothing where no application is known.
    pub applied: Option<u32>,
    /// How many were accepted; nothing where nobody is known to be.
    pub accepted: Option<u32>,
    /// How many took part.
    pub took_part: u32,
    /// How many of them finished.
    pub finished: u32,
    /// How many of them left before the end.
    pub left: u32,
}

/// The meetings of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The team.
    pub team: RecordId,
    /// How many took place.
    pub held: u32,
    /// How many were called off.
    pub called_off: u32,
    /// In how many weeks that are over nothing is noted.
    pub not_noted: u32,
    /// How many came, of all meetings together.
    pub there: u32,
    /// Of how many it is noted whether they came.
    pub of: u32,
}

/// The check-ins of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// The week.
    pub week: u32,
    /// How many are known to have been written.
    pub written: u32,
    /// How many took part then.
    pub of: u32,
}

/// How many one-to-ones there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OneToOnes {
    /// How many took place.
    pub held: u32,
    /// How many were declined.
    pub declined: u32,
    /// How many were put off.
    pub moved: u32,
}

/// How long people worked in a week, of the check-ins that say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Of how many weeks somebody said how long they worked.
    pub said: u32,
    /// The median, in minutes.
    pub median: u32,
    /// In how many of these weeks it was more than planned.
    pub over: u32,
    /// Of how many people.
    pub over_people: u32,
    /// What is planned, in minutes.
    pub plan: u32,
}

/// What was worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// How many were begun, went to review and were merged.
    pub numbers: Numbers,
    /// How many there are, by kind and by where they stand.
    pub by: BTreeMap<(Option<Sort>, Stands), u32>,
    /// How many there are of each project, and how many of them were merged; the most first.
    pub projects: Vec<(String, u32, u32)>,
}

impl Made {
    /// How many there are.
    pub fn all(&self) -> u32 {
        self.by.values().sum()
    }
}

impl Report {
    /// Whether nothing of the weeks is noted.
    pub fn is_blank(&self) -> bool {
        let is_met = |met: &Met| met.held + met.called_off > 0;
        !self.teams.iter().any(is_met)
            && self.check_ins.iter().all(|week| week.written == 0)
            && self.one_to_ones.is_none()
            && self.made.is_none()
    }
}

/// The report on a session, on a day.
pub fn report(from: Sources<'_>) -> Report {
    let weeks = Weeks::of_session(from.session);
    Report {
        over: weeks.over(from.today),
        people: people(from),
        teams: from.teams.iter().map(|team| met(team, from)).collect(),
        check_ins: check_ins(from),
        one_to_ones: one_to_ones(from),
        hours: hours(from),
        made: made(from.contributions, weeks),
    }
}

/// Whether somebody took part, to the end or not.
fn took_part(member: &&Membership) -> bool {
    !member.deleted && member.accepted != Some(false)
}

fn people(from: Sources<'_>) -> Vec<People> {
    let mut by_role: BTreeMap<Role, Vec<&Membership>> = BTreeMap::new();
    for member in from.members.iter().filter(took_part) {
        by_role.entry(member.role.clone()).or_default().push(member);
    }
    for role in from.applied.sent.keys() {
        by_role.entry(role.clone()).or_default();
    }
    let count = |members: &[&Membership], standing: Standing| {
        size(
            members
                .iter()
                .filter(|one| one.standing == standing)
                .count(),
        )
    };
    let row = |(role, members): (Role, Vec<&Membership>)| People {
        applied: from.applied.sent.get(&role).copied(),
        accepted: from.applied.accepted.get(&role).copied(),
        took_part: size(members.len()),
        finished: count(&members, Standing::Finished),
        left: count(&members, Standing::Left),
        role,
    };
    by_role.into_iter().map(row).collect()
}

fn met(team: &Team, from: Sources<'_>) -> Met {
    let weeks = Weeks::of_team(team, from.session);
    let theirs = from.glances.meetings.iter();
    let theirs: Vec<_> = theirs.filter(|one| one.of == team.id).collect();
    let held = theirs.iter().filter(|one| one.was_held());
    let came: Vec<Attendance> = held
        .clone()
        .flat_map(|one| one.came.values().copied())
        .collect();
    let there = came.iter().filter(|came| **came == Attendance::There);
    let noted: BTreeSet<u32> = theirs
        .iter()
        .filter(|one| one.was_held() || one.was_called_off())
        .map(|one| one.week)
        .collect();
    let not_noted = (1..=weeks.over(from.today)).filter(|week| !noted.contains(week));
    Met {
        team: team.id,
        held: size(held.count()),
        called_off: size(theirs.iter().filter(|one| one.was_called_off()).count()),
        not_noted: size(not_noted.count()),
        there: size(there.count()),
        of: size(came.len()),
    }
}

/// Those who write check-ins: whoever is on a team.
fn on_teams(from: Sources<'_>) -> impl Iterator<Item = &Membership> {
    let members = from.members.iter().filter(took_part);
    members.filter(|member| member.team.is_some())
}

fn check_ins(from: Sources<'_>) -> Vec<Checked> {
    let all = Weeks::of_session(from.session);
    let weeks_of: BTreeMap<RecordId, Weeks> = from
        .teams
        .iter()
        .map(|team| (team.id, Weeks::of_team(team, from.session)))
        .collect();
    let checked = from.glances.check_ins.iter();
    let checked = checked.map(|one| (one.member, one.week));
    let signs = from.glances.signs.iter().map(|one| (one.member, one.week));
    let written: BTreeSet<(RecordId, u32)> = checked.chain(signs).collect();
    let is_there = |member: &Membership, week: u32| {
        let weeks = member.team.and_then(|team| weeks_of.get(&team).copied());
        let weeks = weeks.unwrap_or(all);
        let ended = match member.standing {
            Standing::Active => None,
            Standing::Paused | Standing::Left | Standing::Finished => member.since,
        };
        let last = match ended.map(|day| weeks.place(day)) {
            Some(Place::In(week)) => week,
            Some(Place::Before) => 0,
            Some(Place::After) | None => weeks.count,
        };
        (first_week(member, weeks)..=last).contains(&week)
    };
    let week = |week: u32| {
        let is_written = |member: &&Membership| written.contains(&(member.id, week));
        let wrote = on_teams(from).filter(is_written).count();
        // Whoever wrote was there, whatever else is noted.
        let there = on_teams(from)
            .filter(|member| is_there(member, week) || is_written(member))
            .count();
        Checked {
            week,
            written: size(wrote),
            of: size(there),
        }
    };
    (1..=all.over(from.today)).map(week).collect()
}

fn one_to_ones(from: Sources<'_>) -> Option<OneToOnes> {
    let ours: BTreeSet<RecordId> = from.members.iter().map(|member| member.id).collect();
    let noted = from.glances.one_to_ones.iter();
    let noted = noted.filter(|one| ours.contains(&one.member));
    let mut all = OneToOnes::default();
    for state in noted.filter_map(|one| one.state) {
        match state {
            State::Held => all.held += 1,
            State::Declined => all.declined += 1,
            State::Moved => all.moved += 1,
        }
    }
    (all != OneToOnes::default()).then_some(all)
}

fn hours(from: Sources<'_>) -> Option<Hours> {
    let plan = from.session.weekly.hours * 60;
    let members = from.members.iter().filter(took_part);
    // What is planned is planned for them alone.
    let mentees = members.filter(|member| member.role == Role::Mentee);
    let mentees: BTreeSet<RecordId> = mentees.map(|member| member.id).collect();
    let said = from.glances.check_ins.iter();
    let said = said.filter(|one| mentees.contains(&one.member));
    let mut said: Vec<(u32, RecordId)> = said
        .filter_map(|one| Some((one.said.minutes?, one.member)))
        .collect();
    said.sort_unstable();
    let (lower, upper) = (said.len().checked_sub(1)? / 2, said.len() / 2);
    let over = said.iter().filter(|(minutes, _)| *minutes > plan);
    let people: BTreeSet<RecordId> = over.clone().map(|(_, member)| *member).collect();
    Some(Hours {
        said: size(said.len()),
        median: (said.get(lower)?.0 + said.get(upper)?.0) / 2,
        over: size(over.count()),
        over_people: size(people.len()),
        plan,
    })
}

fn made(contributions: &[Contribution], weeks: Weeks) -> Option<Made> {
    let mut by: BTreeMap<(Option<Sort>, Stands), u32> = BTreeMap::new();
    let mut projects: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for one in contributions.iter().filter(|one| !one.deleted) {
        *by.entry((one.sort, one.state())).or_default() += 1;
        let project = projects.entry(one.said.project()).or_default();
        project.0 += 1;
        project.1 += u32::from(one.state() == Stands::Merged);
    }
    let projects = projects.into_iter();
    let mut projects: Vec<(String, u32, u32)> = projects
        .map(|(name, (all, merged))| (name, all, merged))
        .collect();
    projects.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    (!by.is_empty()).then(|| Made {
        numbers: numbers(contributions, weeks, None),
        by,
        projects,
    })
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
