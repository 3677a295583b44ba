//! What of a roster holds, what breaks a rule, and what it is worth: the same reckoning that teams are
//! formed by (docs/decisions/0007), so that what is moved by hand and what is formed compare.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crew, Member, Move, Roster, TeamPlan};
use crate::domain::id::RecordId;
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

/// How a team does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamJudged {
    /// The zone by whose clocks it meets: its navigator's.
    pub zone: Option<String>,
    /// When all who meet can, in every week, by those clocks.
    pub common: Option<Quarters>,
    /// How many hours that is.
    pub hours: Option<u32>,
    /// How many hours the captain shares with each mentee.
    pub captain_hours: BTreeMap<RecordId, u32>,
    /// How far the most experienced mentee is from the least.
    pub spread: i64,
    /// What it is worth; only a team that breaks no rule and lacks nothing counts.
    pub points: i64,
    /// What it lacks or breaks, in order.
    pub breaches: Vec<Breach>,
}

impl TeamJudged {
    /// What breaks a rule.
    pub fn broken(&self) -> impl Iterator<Item = &Breach> {
        self.breaches.iter().filter(|breach| !breach.is_open())
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
    /// How many mentees are on teams.
    pub placed: usize,
    /// Mentees who are on none.
    pub unplaced: Vec<RecordId>,
    /// What all teams are worth together.
    pub points: i64,
}

/// Judges a whole roster.
pub fn judge(crew: &Crew, roster: &Roster) -> Judged {
    let teams: BTreeMap<_, _> = roster
        .teams
        .keys()
        .map(|id| (*id, judge_team(crew, roster, *id)))
        .collect();
    let mentees = crew.of_role(Role::Mentee);
    let unplaced = mentees.filter(|member| !roster.seats.contains_key(&member.id));
    Judged {
        placed: roster.seats.len(),
        unplaced: unplaced.map(|member| member.id).collect(),
        points: teams.values().map(|team| team.points).sum(),
        teams,
    }
}

/// Judges one team.
pub fn judge_team(crew: &Crew, roster: &Roster, team: RecordId) -> TeamJudged {
    let Some(plan) = roster.teams.get(&team) else {
        return TeamJudged::default();
    };
    let rules = crew.rules();
    let mut judged = TeamJudged::default();
    let mut breaches = Vec::new();
    let mentees: Vec<RecordId> = roster.mentees(team).collect();
    let members = mentees.iter().filter_map(|id| crew.get(*id));
    let members: Vec<&Member> = members.collect();
    if plan.navigators().next().is_none() {
        breaches.push(Breach::NoNavigator);
    }
    if plan.captain.is_none() {
        breaches.push(Breach::NoCaptain);
    }
    let (have, (least, most)) = (mentees.len() as u32, rules.mentees);
    if have < least {
        breaches.push(Breach::TooFew { have, least });
    }
    if have > most {
        breaches.push(Breach::TooMany { have, most });
    }
    for id in roster.everyone(team) {
        match crew.get(id).filter(|member| member.is_in) {
            None => breaches.push(Breach::Gone(id)),
            Some(member) if crew.availability(member).is_none() => {
                breaches.push(Breach::NoWeek(id));
            }
            Some(_) => {}
        }
    }
    hours_of_team(crew, plan, &mentees, &mut judged, &mut breaches);
    hours_of_captain(crew, plan, &mentees, &mut judged, &mut breaches);
    for pair in &roster.apart {
        let [one, other] = pair.both();
        let on = roster.everyone(team);
        if on.contains(&one) && on.contains(&other) {
            breaches.push(Breach::Apart(one, other));
        }
    }
    let leads = |who: RecordId| {
        let plans = roster.teams.values();
        plans.filter(move |plan| plan.navigators().any(|lead| lead == who))
    };
    for navigator in plan.navigators() {
        let twice_here = plan.leads == [Some(navigator); super::LEADS];
        if leads(navigator).count() > 1 || twice_here {
            breaches.push(Breach::LeadsTwice(navigator));
        }
    }
    if let Some(captain) = plan.captain {
        let after = roster.teams.values();
        let after = after.filter(|plan| plan.captain == Some(captain));
        let (have, most) = (after.count() as u32, rules.captain_teams);
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
    judged.points = if mentees.is_empty() { 0 } else { points };
    judged.breaches = breaches;
    judged
}

/// The hours of those who meet: everyone but the captain, by the navigator's clocks.
fn hours_of_team(
    crew: &Crew,
    plan: &TeamPlan,
    mentees: &[RecordId],
    judged: &mut TeamJudged,
    breaches: &mut Vec<Breach>,
) {
    let zone = plan
        .navigators()
        .find_map(|lead| crew.get(lead)?.zone.clone());
    let Some(zone) = zone.filter(|zone| crew.frame(zone).is_some()) else {
        return;
    };
    let people = plan.navigators().chain(mentees.iter().copied());
    let free = people.filter_map(|id| crew.free(&zone, id));
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
    mentees: &[RecordId],
    judged: &mut TeamJudged,
    breaches: &mut Vec<Breach>,
) {
    let captain = plan.captain.and_then(|captain| crew.get(captain));
    let Some((captain, zone)) = captain.and_then(|c| Some((c, c.zone.as_deref()?))) else {
        return;
    };
    let Some(free) = crew.free(zone, captain.id) else {
        return;
    };
    let least = crew.rules().captain_hours;
    for mentee in mentees {
        let Some(theirs) = crew.free(zone, *mentee) else {
            continue;
        };
        let have = free.and(theirs).hours();
        judged.captain_hours.insert(*mentee, have);
        if have < least {
            breaches.push(Breach::CaptainHours {
                mentee: *mentee,
                have,
                least,
            });
        }
    }
}

/// What some moves would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The teams that change, before and after.
    pub teams: Vec<(RecordId, TeamJudged, TeamJudged)>,
    /// What breaks a rule only then, by the team.
    pub breaks: Vec<(RecordId, Breach)>,
    /// The points gained or, below zero, lost.
    pub points: i64,
    /// How many more mentees are on teams.
    pub placed: i64,
}

/// What changes from one roster to another.
pub fn difference(before: &Judged, after: &Judged) -> Difference {
    let none = TeamJudged::default();
    let ids = before.teams.keys().chain(after.teams.keys());
    let mut ids: Vec<RecordId> = ids.copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let teams = ids.into_iter().filter_map(|id| {
        let was = before.teams.get(&id).unwrap_or(&none);
        let is = after.teams.get(&id).unwrap_or(&none);
        (was != is).then(|| (id, was.clone(), is.clone()))
    });
    let teams: Vec<_> = teams.collect();
    Difference {
        breaks: new_breaks(&teams),
        points: after.points - before.points,
        placed: after.placed as i64 - before.placed as i64,
        teams,
    }
}

impl Roster {
    /// The teams that some moves may make better or worse: those they name, and those that the people they
    /// name are on.
    pub fn touched(&self, moves: &[Move]) -> BTreeSet<RecordId> {
        let mut teams = BTreeSet::new();
        let mut people = Vec::new();
        for step in moves {
            match step {
                Move::Seat { mentee, team } => {
                    people.push(*mentee);
                    teams.extend(*team);
                }
                Move::Lead {
                    team, navigator, ..
                } => {
                    teams.insert(*team);
                    let was = self.teams.get(team).into_iter();
                    people.extend(was.flat_map(TeamPlan::navigators).chain(*navigator));
                }
                Move::LookAfter { team, captain } => {
                    teams.insert(*team);
                    let was = self.teams.get(team).and_then(|plan| plan.captain);
                    people.extend(was.into_iter().chain(*captain));
                }
                Move::Lock { .. } => {}
                Move::Apart { pair, .. } => people.extend(pair.both()),
                Move::Found { team, .. } | Move::Name { team, .. } | Move::Project { team, .. } => {
                    teams.insert(*team);
                }
                Move::Dissolve(team) => {
                    teams.insert(*team);
                    people.extend(self.everyone(*team));
                }
            }
        }
        teams.extend(people.into_iter().flat_map(|person| self.teams_of(person)));
        teams
    }
}

/// What some moves would do, without judging the teams that they leave alone.
pub fn difference_of(crew: &Crew, roster: &Roster, before: &Judged, moves: &[Move]) -> Difference {
    let after = roster.after(moves);
    let mut touched = roster.touched(moves);
    touched.extend(after.touched(moves));
    let none = TeamJudged::default();
    let mut teams = Vec::new();
    let mut points = 0;
    for id in touched {
        let was = before.teams.get(&id).unwrap_or(&none);
        let is = judge_team(crew, &after, id);
        points += is.points - was.points;
        if *was != is {
            teams.push((id, was.clone(), is));
        }
    }
    Difference {
        breaks: new_breaks(&teams),
        points,
        placed: after.seats.len() as i64 - before.placed as i64,
        teams,
    }
}

/// Whether a breach was there before, as bad or worse.
pub(super) fn was_there(breach: &Breach, before: &[Breach]) -> bool {
    before.iter().any(|known| match (known, breach) {
        (Breach::TooMany { have: was, .. }, Breach::TooMany { have: is, .. }) => was >= is,
        (Breach::TeamHours { have: was, .. }, Breach::TeamHours { have: is, .. }) => was <= is,
        (
            Breach::CaptainHours {
                mentee: one,
                have: was,
                ..
            },
            Breach::CaptainHours {
                mentee: other,
                have: is,
                ..
            },
        ) => one == other && was <= is,
        (
            Breach::TooManyTeams {
                captain: one,
                have: was,
                ..
            },
            Breach::TooManyTeams {
                captain: other,
                have: is,
                ..
            },
        ) => one == other && was >= is,
        (known, breach) => known == breach,
    })
}

fn new_breaks(teams: &[(RecordId, TeamJudged, TeamJudged)]) -> Vec<(RecordId, Breach)> {
    let breaks = teams.iter().flat_map(|(id, was, is)| {
        let new = is
            .broken()
            .filter(|breach| !was_there(breach, &was.breaches));
        new.map(|breach| (*id, breach.clone()))
    });
    breaks.collect()
}
