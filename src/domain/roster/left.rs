//! Why a team was left as it is when teams were formed.

use super::ask::knows_when;
use super::difference::was_there;
use super::judge::{Breach, TeamJudged, judge_team};
use super::{Crew, Move, Roster, Wishes};
use crate::domain::id::RecordId;
use crate::domain::role::Role;

/// Why a team was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeft {
    /// It broke a rule before; this one first.
    Broken(Breach),
    /// Nobody leads it who takes part and said when they are free.
    Unled {
        /// Who led nothing before, and could lead it as it is.
        could: Vec<RecordId>,
    },
    /// Somebody on it has another role by now.
    OtherRole(RecordId),
    /// No captain who has a place shares enough hours with those on it.
    NoCaptain,
    /// Fewer could join it than it needs.
    TooFew {
        /// How many could.
        could: u32,
        /// How many it needs.
        needs: u32,
    },
    /// Enough could join it, but not together, or not while others need them.
    Together,
}

/// Tells why a team was left: it is as it was `before`, while others were formed `after`.
pub fn why_left(crew: &Crew, before: &Roster, after: &Roster, team: RecordId) -> WhyLeft {
    let judged = judge_team(crew, before, team);
    if let Some(breach) = judged.broken().next() {
        return WhyLeft::Broken(breach.clone());
    }
    let Some(plan) = before.teams.get(&team) else {
        return WhyLeft::Unled { could: Vec::new() };
    };
    if !plan.navigators().any(|lead| knows_when(crew, lead)) {
        let could = could_lead(crew, before, &judged, team);
        return WhyLeft::Unled { could };
    }
    let has_role = |id: &RecordId, role: Role| crew.get(*id).is_some_and(|m| m.role == role);
    let captain = plan.captain.filter(|id| !has_role(id, Role::Captain));
    let mut mentees = before.mentees(team);
    if let Some(other) = captain.or_else(|| mentees.find(|id| !has_role(id, Role::Mentee))) {
        return WhyLeft::OtherRole(other);
    }
    let breaks = |step: Move| {
        let then = judge_team(crew, &before.after(&[step]), team);
        let mut new = then
            .broken()
            .filter(|breach| !was_there(breach, &judged.breaches));
        new.next().is_some()
    };
    let most = crew.rules().captain_teams as usize;
    let mut captains = crew.of_role(Role::Captain).filter(|captain| {
        let plans = after.teams.values();
        let looks_after = plans.filter(|plan| plan.captain == Some(captain.id));
        looks_after.count() < most
    });
    let finds_captain = captains.any(|captain| {
        !breaks(Move::LookAfter {
            team,
            captain: Some(captain.id),
        })
    });
    if plan.captain.is_none() && !finds_captain {
        return WhyLeft::NoCaptain;
    }
    let needs = crew.rules().mentees.0;
    let needs = needs.saturating_sub(before.mentees(team).count() as u32);
    let free = crew.of_role(Role::Mentee);
    let free = free.filter(|member| !before.seats.contains_key(&member.id));
    let could = free.filter(|member| {
        !breaks(Move::Seat {
            mentee: member.id,
            team: Some(team),
        })
    });
    let could = could.count() as u32;
    if could < needs {
        return WhyLeft::TooFew { could, needs };
    }
    WhyLeft::Together
}

/// Who leads nothing, and could lead a team without breaking a rule.
fn could_lead(crew: &Crew, before: &Roster, judged: &TeamJudged, team: RecordId) -> Vec<RecordId> {
    let Some(place) = before.teams[&team].leads.iter().position(Option::is_none) else {
        return Vec::new();
    };
    let free = crew
        .of_role(Role::Navigator)
        .filter(|member| crew.knows_when(member) && before.teams_of(member.id).is_empty());
    let could = free.filter(|member| {
        let lead = Move::Lead {
            team,
            place,
            navigator: Some(member.id),
        };
        let then = judge_team(crew, &before.after(&[lead]), team);
        let wants = match (&member.wishes, &before.teams[&team].project) {
            (Wishes::These(wanted), Some(project)) => wanted.contains(project),
            (Wishes::Any, _) | (Wishes::These(_), None) => true,
        };
        let mut broken = then.broken();
        wants && broken.all(|breach| was_there(breach, &judged.breaches))
    });
    could.map(|member| member.id).collect()
}
