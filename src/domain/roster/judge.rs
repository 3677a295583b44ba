//! What of a roster holds, what breaks a rule, and what it is worth: the same reckoning that teams are
//! formed by (docs/decisions/0007), so that what is moved by hand and what is formed compare.

use std::collections::{BTreeMap, BTreeSet};

pub use super::difference::{Difference, Wish, difference, difference_of};
use super::{Crew, Member, Roster, TeamPlan, Wishes};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::overlap::Quarters;
use crate::domain::role::Role;

/// What a team lacks, or what about it breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// Nobody leads it.
    NoNavigator,
    /// Nobody looks after it.
    NoCaptain,
    /// It has fewer mentees than a team needs.
    TooFew {
        /// How many it has.
        have: u32,
        /// How many it needs.
        least: u32,
    },
    /// It has more mentees than a team may have.
    TooMany {
        /// How many it has.
        have: u32,
        /// How many it may have.
        most: u32,
    },
    /// Those who meet share too few hours.
    TeamHours {
        /// How many they share.
        have: u32,
        /// How many they need.
        least: u32,
    },
    /// The captain shares too few hours with a mentee.
    CaptainHours {
        /// With whom.
        mentee: RecordId,
        /// How many they share.
        have: u32,
        /// How many they need.
        least: u32,
    },
    /// A mentee did not ask for the project.
    Unwanted(RecordId),
    /// Two who are kept apart are on it.
    Apart(RecordId, RecordId),
    /// Somebody leads another team too.
    LeadsTwice(RecordId),
    /// Somebody looks after more teams than a captain may.
    TooManyTeams {
        /// Who.
        captain: RecordId,
        /// How many.
        have: u32,
        /// How many a captain may.
        most: u32,
    },
    /// Somebody did not say when they are free.
    NoWeek(RecordId),
    /// Somebody does not take part, or not any more.
    Gone(RecordId),
}

impl Breach {
    /// Whether it is only something that is still to come.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::NoNavigator | Self::NoCaptain | Self::TooFew { .. }
        )
    }
}

/// What a team's project is to a mentee on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wished {
    /// The choice of this number, from 1.
    Choice(u32),
    /// As good as any other: they want any, or the team works on nothing yet.
    Any,
    /// They did not ask for it.
    Not,
}

impl Wished {
    /// What a project is to a mentee.
    fn of(mentee: &Member, project: Option<&ProjectId>) -> Self {
        match (&mentee.wishes, project) {
            (Wishes::These(wanted), Some(project)) if !wanted.is_empty() => {
                match wanted.iter().position(|wish| wish == project) {
                    Some(rank) => Self::Choice(rank as u32 + 1),
                    None => Self::Not,
                }
            }
            (Wishes::Any | Wishes::These(_), _) => Self::Any,
        }
    }
}

/// How a team does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamJudged {
    /// Everyone on it, in whatever role.
    pub people: BTreeSet<RecordId>,
    /// What its project is to each mentee who is known.
    pub wishes: BTreeMap<RecordId, Wished>,
    /// The zone by whose clocks it meets: its navigator's.
    pub zone: Option<String>,
    /// When all who meet can, in every week, by those clocks.
    pub common: Option<Quarters>,
    /// How many hours that is.
    pub hours: Option<u32>,
    /// How many people meet: everyone who takes part but the captain.
    pub meet: u32,
    /// How many hours the captain shares with each mentee.
    pub captain_hours: BTreeMap<RecordId, u32>,
    /// How far the most experienced mentee is from the least.
    pub spread: i64,
    /// What it is worth. One that breaks a rule has its points too: what it breaks is said beside them. One that has fewer
    /// mentees than a team needs is none by the reckoning that teams are formed by, and is worth nothing.
    pub points: i64,
    /// What it lacks or breaks, in order.
    pub breaches: Vec<Breach>,
}

impl TeamJudged {
    /// What breaks a rule.
    pub fn broken(&self) -> impl Iterator<Item = &Breach> {
        self.breaches.iter().filter(|breach| !breach.is_open())
    }

    /// The hours that those who meet share; nobody shares any alone.
    pub fn together(&self) -> Option<u32> {
        self.hours.filter(|_| self.meet > 1)
    }

    /// Whether it could begin tomorrow.
    pub fn is_whole(&self) -> bool {
        self.breaches.is_empty()
    }
}

/// How a roster does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// Each team.
    pub teams: BTreeMap<RecordId, TeamJudged>,
    /// How many mentees who take part are on teams.
    pub placed: usize,
    /// Mentees who are on none.
    pub unplaced: Vec<RecordId>,
    /// What all teams are worth together.
    pub points: i64,
}

/// Who is where on a roster: looked up once, for many teams.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    mentees: BTreeMap<RecordId, Vec<RecordId>>,
    leads: BTreeMap<RecordId, u32>,
    looks_after: BTreeMap<RecordId, u32>,
}

impl Places {
    pub(super) fn of(roster: &Roster) -> Self {
        let mut places = Self::default();
        for (mentee, team) in &roster.seats {
            places.mentees.entry(*team).or_default().push(*mentee);
        }
        for plan in roster.teams.values() {
            places.count(plan);
        }
        places
    }

    /// Those of one team, and how many teams its leaders have.
    fn of_team(roster: &Roster, team: RecordId, plan: &TeamPlan) -> Self {
        let mut places = Self::default();
        places.mentees.insert(team, roster.mentees(team).collect());
        let shares = |other: &&TeamPlan| {
            other.captain.is_some() && other.captain == plan.captain
                || other
                    .navigators()
                    .any(|lead| plan.leads.contains(&Some(lead)))
        };
        for plan in roster.teams.values().filter(shares) {
            places.count(plan);
        }
        places
    }

    fn count(&mut self, plan: &TeamPlan) {
        let leads: BTreeSet<RecordId> = plan.navigators().collect();
        for lead in leads {
            *self.leads.entry(lead).or_default() += 1;
        }
        if let Some(captain) = plan.captain {
            *self.looks_after.entry(captain).or_default() += 1;
        }
    }

    /// The mentees of a team, in the order of their ids.
    pub(super) fn mentees(&self, team: RecordId) -> &[RecordId] {
        self.mentees.get(&team).map_or(&[], Vec::as_slice)
    }

    /// How many teams a captain looks after.
    pub(super) fn looks_after(&self, captain: RecordId) -> u32 {
        self.looks_after.get(&captain).copied().unwrap_or_default()
    }

    /// How many teams the captain of a team looks after.
    pub(super) fn of_captain(&self, plan: &TeamPlan) -> u32 {
        plan.captain.map_or(0, |captain| self.looks_after(captain))
    }
}

/// Judges a whole roster.
pub fn judge(crew: &Crew, roster: &Roster) -> Judged {
    let places = Places::of(roster);
    let teams = roster.teams.iter();
    let teams: BTreeMap<_, _> = teams
        .map(|(id, plan)| {
            let after = places.of_captain(plan);
            let judged = judge_plan(crew, roster, &places, (plan, after), places.mentees(*id));
            (*id, judged)
        })
        .collect();
    let mentees = crew.of_role(Role::Mentee);
    let unplaced = mentees.filter(|member| !roster.seats.contains_key(&member.id));
    Judged {
        placed: placed(crew, roster),
        unplaced: unplaced.map(|member| member.id).collect(),
        points: teams.values().map(|team| team.points).sum(),
        teams,
    }
}

/// How many mentees who take part are on teams: who left may still have a seat.
pub(super) fn placed(crew: &Crew, roster: &Roster) -> usize {
    let takes_part = |id: &&RecordId| {
        let member = crew.get(**id);
        member.is_some_and(|member| member.is_in && member.role == Role::Mentee)
    };
    roster.seats.keys().filter(takes_part).count()
}

/// Judges one team.
pub fn judge_team(crew: &Crew, roster: &Roster, team: RecordId) -> TeamJudged {
    let Some(plan) = roster.teams.get(&team) else {
        return TeamJudged::default();
    };
    let places = Places::of_team(roster, team, plan);
    let after = places.of_captain(plan);
    judge_plan(crew, roster, &places, (plan, after), places.mentees(team))
}

/// Judges a team as this plan has it, whose captain looks after so many, with these mentees, who need not be
/// those that the roster has on it.
pub(super) fn judge_plan(
    crew: &Crew,
    roster: &Roster,
    places: &Places,
    (plan, looks_after): (&TeamPlan, u32),
    mentees: &[RecordId],
) -> TeamJudged {
    let rules = crew.rules();
    let mut judged = TeamJudged::default();
    let mut breaches = Vec::new();
    // Who left may still have a seat. That is told, and counts for nothing else.
    let members = mentees.iter().filter_map(|id| crew.taking_part(*id));
    let members: Vec<&Member> = members.collect();
    if plan.navigators().next().is_none() {
        breaches.push(Breach::NoNavigator);
    }
    if plan.captain.is_none() {
        breaches.push(Breach::NoCaptain);
    }
    let (have, (least, most)) = (members.len() as u32, rules.mentees);
    if have < least {
        breaches.push(Breach::TooFew { have, least });
    }
    if have > most {
        breaches.push(Breach::TooMany { have, most });
    }
    let leaders = plan.navigators().chain(plan.captain);
    for id in leaders.chain(mentees.iter().copied()) {
        judged.people.insert(id);
        match crew.taking_part(id) {
            None => breaches.push(Breach::Gone(id)),
            Some(member) if !crew.knows_when(member) => {
                breaches.push(Breach::NoWeek(id));
            }
            Some(_) => {}
        }
    }
    hours_of_team(crew, plan, &members, &mut judged, &mut breaches);
    hours_of_captain(crew, plan, &members, &mut judged, &mut breaches);
    for pair in &roster.apart {
        let [one, other] = pair.both();
        if judged.people.contains(&one) && judged.people.contains(&other) {
            breaches.push(Breach::Apart(one, other));
        }
    }
    for navigator in plan.navigators() {
        let twice_here = plan.leads == [Some(navigator); super::LEADS];
        if places.leads.get(&navigator).is_some_and(|n| *n > 1) || twice_here {
            breaches.push(Breach::LeadsTwice(navigator));
        }
    }
    if let Some(captain) = plan.captain {
        let (have, most) = (looks_after, rules.captain_teams);
        if have > most {
            breaches.push(Breach::TooManyTeams {
                captain,
                have,
                most,
            });
        }
    }
    let mut points = 0;
    for member in &members {
        let wished = Wished::of(member, plan.project.as_ref());
        judged.wishes.insert(member.id, wished);
        match crew.gain(member, plan.project.as_ref()) {
            Some(gain) => points += gain,
            None => breaches.push(Breach::Unwanted(member.id)),
        }
    }
    let levels = members.iter().map(|member| crew.level(member));
    judged.spread = match (levels.clone().min(), levels.max()) {
        (Some(least), Some(most)) => most - least,
        (Some(_) | None, _) => 0,
    };
    let spare = judged.hours.unwrap_or(0).saturating_sub(rules.team_hours);
    let counted = spare.min(rules.weights.hours_counted);
    points += rules.weights.hour * i64::from(counted) + rules.weights.level * judged.spread;
    judged.points = if have < least.max(1) { 0 } else { points };
    judged.breaches = breaches;
    judged
}

/// The hours of those who meet: everyone but the captain, by the navigator's clocks.
fn hours_of_team(
    crew: &Crew,
    plan: &TeamPlan,
    mentees: &[&Member],
    judged: &mut TeamJudged,
    breaches: &mut Vec<Breach>,
) {
    let leads = || plan.navigators().filter_map(|id| crew.taking_part(id));
    let zone = leads().find_map(|lead| lead.zone.clone());
    let Some(zone) = zone.filter(|zone| crew.frame(zone).is_some()) else {
        return;
    };
    let people = leads().chain(mentees.iter().copied());
    judged.meet = people.clone().count() as u32;
    let free = people.filter_map(|member| crew.free(&zone, member.id));
    let common = free.fold(Quarters::all(), |all, free| all.and(free));
    let have = common.hours();
    let least = crew.rules().team_hours;
    if have < least {
        breaches.push(Breach::TeamHours { have, least });
    }
    judged.zone = Some(zone);
    judged.hours = Some(have);
    judged.common = Some(common);
}

/// The hours of the captain with each mentee, by the captain's clocks.
fn hours_of_captain(
    crew: &Crew,
    plan: &TeamPlan,
    mentees: &[&Member],
    judged: &mut TeamJudged,
    breaches: &mut Vec<Breach>,
) {
    let captain = plan.captain.and_then(|captain| crew.taking_part(captain));
    let Some((captain, zone)) = captain.and_then(|c| Some((c, c.zone.as_deref()?))) else {
        return;
    };
    let Some(free) = crew.free(zone, captain.id) else {
        return;
    };
    let least = crew.rules().captain_hours;
    for mentee in mentees.iter().map(|member| member.id) {
        let Some(theirs) = crew.free(zone, mentee) else {
            continue;
        };
        let have = free.and(theirs).hours();
        judged.captain_hours.insert(mentee, have);
        if have < least {
            breaches.push(Breach::CaptainHours {
                mentee,
                have,
                least,
            });
        }
    }
}
