//! Why so many are on no team: what stands in each one's way, counted, and what would do the most about it.

use std::collections::BTreeMap;

use super::{Breach, Crew, Look, Member, Role, Roster, Search, Wishes, judge};
use crate::domain::id::{ProjectId, RecordId};

/// What stands between a mentee and the teams there are: of each team the gravest thing, and of all teams the least of
/// these. The order is that of graveness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance {
    /// Nothing: a team takes them as it is.
    Nothing,
    /// They could meet with a team that is full.
    Full,
    /// They can meet with a team, but hardly with its captain.
    CaptainHours,
    /// They share too few hours with every team that works on something they want.
    TeamHours,
    /// They are kept apart from somebody.
    Apart,
    /// No team works on what they asked for.
    Unwanted,
    /// They did not say when they are free.
    NoWeek,
}

/// Why so many are on no team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Who is hindered by what, in the order of their ids.
    pub by: BTreeMap<Hindrance, Vec<RecordId>>,
    /// How many of those who share too few hours, with a team or with a captain, lack one hour only.
    pub by_one_hour: BTreeMap<Hindrance, u32>,
    /// What those want on whose wishes no team works, with how many want it: what most want first, then by key.
    pub wanted: Vec<(ProjectId, u32)>,
}

/// Tells it of every mentee who takes part and is on no team. Where there are no teams nothing hinders anybody yet.
pub fn unplaced(crew: &Crew, roster: &Roster) -> Unplaced {
    let mut found = Unplaced::default();
    if roster.teams.is_empty() {
        return found;
    }
    let before = judge(crew, roster);
    let mut wanted: BTreeMap<ProjectId, u32> = BTreeMap::new();
    let free = crew.of_role(Role::Mentee);
    let free = free.filter(|member| member.is_in && !roster.seats.contains_key(&member.id));
    for member in free {
        let (hindrance, short) = if crew.knows_when(member) {
            let search = Search::new(crew, roster, &before, member.id);
            least(&search, roster)
        } else {
            (Hindrance::NoWeek, 0)
        };
        found.by.entry(hindrance).or_default().push(member.id);
        if short == 1 {
            *found.by_one_hour.entry(hindrance).or_default() += 1;
        }
        if hindrance == Hindrance::Unwanted {
            for project in wishes(member) {
                *wanted.entry(project.clone()).or_default() += 1;
            }
        }
    }
    found.wanted = wanted.into_iter().collect();
    found
        .wanted
        .sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    found
}

/// What hinders one mentee the least; nothing where there are no teams.
pub fn hindrance(crew: &Crew, roster: &Roster, mentee: RecordId) -> Option<Hindrance> {
    let member = crew.get(mentee).filter(|_| !roster.teams.is_empty())?;
    if !crew.knows_when(member) {
        return Some(Hindrance::NoWeek);
    }
    let before = judge(crew, roster);
    Some(least(&Search::new(crew, roster, &before, mentee), roster).0)
}

fn wishes(member: &Member) -> &[ProjectId] {
    match &member.wishes {
        Wishes::Any => &[],
        Wishes::These(wanted) => wanted,
    }
}

/// What hinders a mentee the least, over all teams, and by how many hours.
fn least(search: &Search<'_>, roster: &Roster) -> (Hindrance, u32) {
    let teams = roster.in_order().into_iter().map(|(team, plan)| {
        let look = Look { search, team, plan };
        let join = search.judge(plan, &look.with_them(None));
        gravest(&look.new_breaks(&join))
    });
    teams.min().unwrap_or((Hindrance::Nothing, 0))
}

/// The gravest of what would break a rule, with the hours that lack.
fn gravest(breaks: &[Breach]) -> (Hindrance, u32) {
    let each = breaks.iter().map(|breach| match breach {
        Breach::TooMany { .. } => (Hindrance::Full, 0),
        Breach::CaptainHours { have, least, .. } => {
            (Hindrance::CaptainHours, least.saturating_sub(*have))
        }
        Breach::TeamHours { have, least } => (Hindrance::TeamHours, least.saturating_sub(*have)),
        Breach::Apart(..) => (Hindrance::Apart, 0),
        Breach::Unwanted(_) => (Hindrance::Unwanted, 0),
        Breach::NoWeek(_) => (Hindrance::NoWeek, 0),
        // Nobody brings these along by joining: they are of the team as it is.
        Breach::NoNavigator
        | Breach::NoCaptain
        | Breach::TooFew { .. }
        | Breach::LeadsTwice(_)
        | Breach::TooManyTeams { .. }
        | Breach::Gone(_) => (Hindrance::Nothing, 0),
    });
    each.max().unwrap_or((Hindrance::Nothing, 0))
}
