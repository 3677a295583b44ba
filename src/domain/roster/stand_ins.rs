//! Who could step in on a team, ranked: for someone who drops out late.

use super::difference::was_there;
use super::judge::{Breach, judge_team};
use super::{Crew, Move, Roster};
use crate::domain::id::RecordId;
use crate::domain::role::Role;

/// Somebody who could take a place on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// Who.
    pub mentee: RecordId,
    /// What would break a rule.
    pub breaks: Vec<Breach>,
    /// The hours the team would share.
    pub hours: Option<u32>,
    /// The points gained or, below zero, lost.
    pub points: i64,
}

/// Who of those who are on no team could step in on this one: those who break no rule first, then by
/// points. `instead` is someone who goes.
pub fn stand_ins(
    crew: &Crew,
    roster: &Roster,
    team: RecordId,
    instead: Option<RecordId>,
) -> Vec<StandIn> {
    let off = instead.map(|mentee| Move::Seat { mentee, team: None });
    let roster = roster.after(off.as_slice());
    let before = judge_team(crew, &roster, team);
    let free = crew
        .of_role(Role::Mentee)
        .filter(|member| !roster.seats.contains_key(&member.id) && Some(member.id) != instead);
    let ins = free.map(|member| {
        let seat = Move::Seat {
            mentee: member.id,
            team: Some(team),
        };
        let after = judge_team(crew, &roster.after(&[seat]), team);
        let new = after
            .broken()
            .filter(|breach| !was_there(breach, &before.breaches));
        StandIn {
            mentee: member.id,
            breaks: new.cloned().collect(),
            hours: after.hours,
            points: after.points - before.points,
        }
    });
    let mut ins: Vec<StandIn> = ins.collect();
    ins.sort_by_key(|one| (one.breaks.len(), -one.points, one.mentee));
    ins
}
