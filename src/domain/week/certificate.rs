//! Certificates of a session: who is picked at first, why the others are not, and what can be said of somebody's part in it
//! without saying more than is known.
//!
//! Nothing is awarded by itself: an organizer picks. What nobody noted is left out, never said to be none.

use std::collections::BTreeMap;

use super::Weeks;
use super::activity::{Activity, Verdict};
use super::contribution::{Contribution, State};
use super::glance::Glances;
use super::meeting::Attendance;
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::programme::Session;
use crate::domain::time::Date;

/// Somebody who may get a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Their membership.
    pub member: RecordId,
    /// Why they are not picked at first; nothing for those who are.
    pub why: Option<Unpicked>,
    /// How they do by the rule of their role, if it has one.
    pub verdict: Option<Verdict>,
}

/// Why somebody is not picked at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unpicked {
    /// They are not marked as finished.
    StillIn,
    /// They pause, since then.
    Paused(Option<Date>),
    /// They left, then.
    Left(Option<Date>),
}

/// Those who may get one, in their order. Who did not take the place was never there.
pub fn candidates(members: &[Membership], activities: &[Activity]) -> Vec<Candidate> {
    let verdicts: BTreeMap<RecordId, Verdict> = activities
        .iter()
        .map(|activity| (activity.member, activity.verdict()))
        .collect();
    let took_part = |member: &&Membership| !member.deleted && member.accepted != Some(false);
    let candidate = |member: &Membership| Candidate {
        member: member.id,
        why: match member.standing {
            Standing::Finished => None,
            Standing::Active => Some(Unpicked::StillIn),
            Standing::Paused => Some(Unpicked::Paused(member.since)),
            Standing::Left => Some(Unpicked::Left(member.since)),
        },
        verdict: verdicts.get(&member.id).copied(),
    };
    members.iter().filter(took_part).map(candidate).collect()
}

/// What is known of somebody's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Their first day.
    pub from: Date,
    /// Their last day.
    pub to: Date,
    /// How many weeks that is, begun ones too.
    pub weeks: u32,
    /// At how many meetings they are noted to have been; nothing where none is.
    pub meetings: Option<u32>,
    /// How many of their contributions are noted to have been merged; nothing where none is.
    pub merged: Option<u32>,
}

/// What is known of somebody's part in a session.
pub fn part(
    member: &Membership,
    team: Option<&Team>,
    session: &Session,
    glances: &Glances,
    contributions: &[Contribution],
) -> Part {
    let weeks = team.map_or(Weeks::of_session(session), |team| {
        Weeks::of_team(team, session)
    });
    let first = weeks.starts;
    let last = weeks.last_day(weeks.count).unwrap_or(first);
    // Who came late was there from then on; who left, until then. A day beyond the session says neither.
    let within = |day: Option<Date>| day.filter(|day| (first..=last).contains(day));
    let from = within(member.joined).unwrap_or(first);
    let ended = match member.standing {
        Standing::Left => within(member.since),
        Standing::Active | Standing::Paused | Standing::Finished => None,
    };
    let to = ended.unwrap_or(last).max(from);
    let days = to.days_since_epoch() - from.days_since_epoch() + 1;
    let is_there = |came: Option<&Attendance>| came == Some(&Attendance::There);
    let held = glances.meetings.iter().filter(|one| one.was_held());
    let meetings = held
        .filter(|one| is_there(one.came.get(&member.id)))
        .count();
    let theirs = contributions
        .iter()
        .filter(|one| one.member == member.id && !one.deleted);
    let merged = theirs.filter(|one| one.state() == State::Merged).count();
    let some = |count: usize| u32::try_from(count).ok().filter(|count| *count > 0);
    Part {
        from,
        to,
        weeks: u32::try_from((days + 6).div_euclid(7)).unwrap_or(weeks.count),
        meetings: some(meetings),
        merged: some(merged),
    }
}
