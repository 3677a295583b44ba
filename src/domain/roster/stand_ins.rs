//! Who could step in on a team, ranked: for an open place, also that of someone who dropped out late.

use super::difference::{Difference, difference_of};
use super::judge::judge;
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
}

/// Who of those with this role could step in on a team without leaving another: those who break no rule first,
/// then by points. A captain may look after as many teams as the session's rules say.
pub fn stand_ins(crew: &Crew, roster: &Roster, team: RecordId, role: Role) -> Vec<StandIn> {
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
        }
    });
    let mut ins: Vec<StandIn> = ins.collect();
    ins.sort_by_key(|one| (one.effect.breaks.len(), -one.effect.points, one.person));
    ins
}
