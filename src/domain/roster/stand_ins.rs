//! Who could step in on a team, ranked: for an open place, also that of someone who dropped out late.

use std::collections::BTreeSet;

use super::difference::{Difference, difference_of};
use super::judge::{Breach, judge};
use super::{Crew, Roster};
use crate::domain::id::RecordId;
use crate::domain::role::Role;

/// Somebody who could take a place on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// Who.
    pub person: RecordId,
    /// What it would do.
    pub effect: Difference,
    /// Whether they are on the waiting list.
    pub waits: bool,
}

/// How far somebody is from being able to step in: those who break no rule, then those who only did not ask for the
/// project, then those who break another rule, those who share too few hours last, by how many they lack.
fn rank(effect: &Difference) -> (u32, usize) {
    let mut lacking = 0;
    let mut hard = 0;
    for (_, breach) in &effect.breaks {
        match breach {
            Breach::TeamHours { have, least } | Breach::CaptainHours { have, least, .. } => {
                lacking += least.saturating_sub(*have);
            }
            Breach::Unwanted(_) => {}
            Breach::NoNavigator
            | Breach::NoCaptain
            | Breach::TooFew { .. }
            | Breach::TooMany { .. }
            | Breach::Apart(..)
            | Breach::LeadsTwice(_)
            | Breach::TooManyTeams { .. }
            | Breach::NoWeek(_)
            | Breach::Gone(_) => hard += 1,
        }
    }
    (lacking, hard + effect.breaks.len())
}

/// Who of those with this role could step in on a team without leaving another: those who break no rule first, those who
/// could not meet last, and among equals by points. A captain may look after as many teams as the session's rules say.
/// Of the crew those `waiting` are not accepted yet: among equals they come after those who are.
pub fn stand_ins(
    crew: &Crew,
    roster: &Roster,
    (team, role): (RecordId, Role),
    waiting: &BTreeSet<RecordId>,
) -> Vec<StandIn> {
    let judged = judge(crew, roster);
    let most = match role {
        Role::Captain => crew.rules().captain_teams as usize,
        Role::Mentee | Role::Navigator | Role::Organizer | Role::Own(_) => 1,
    };
    let free = crew.of_role(role).filter(|member| {
        let on = roster.teams_of(member.id);
        on.len() < most && !on.contains(&team)
    });
    let ins = free.map(|member| {
        let moves = roster.put(crew, member.id, Some(team));
        StandIn {
            person: member.id,
            effect: difference_of(crew, roster, &judged, &moves),
            waits: waiting.contains(&member.id),
        }
    });
    let mut ins: Vec<StandIn> = ins.collect();
    ins.sort_by_key(|one| {
        let points = -one.effect.points;
        (rank(&one.effect), one.waits, points, one.person)
    });
    ins
}
