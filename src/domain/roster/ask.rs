//! A roster as a problem for the team former, and what it found as moves on the roster.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::judge;
use super::{Crew, Member, Move, Roster, Wishes};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::role::Role;
use crate::domain::teams::{
    Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Seam, Team, Weights, Wish, week,
};

/// What may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only what is open is filled: everyone on a team stays.
    Open,
    /// Everyone who is not locked may go elsewhere.
    All,
}

/// Those who may lead a team together, and the team if they lead one already.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Leads {
    people: Vec<RecordId>,
    team: Option<RecordId>,
    project: Option<ProjectId>,
}

/// What is asked, and whom the problem's numbers are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The problem.
    pub problem: Problem,
    /// Teams that are left as they are: they break a rule because someone wanted it so, or they lack a
    /// navigator.
    pub kept: BTreeSet<RecordId>,
    leads: Vec<Leads>,
    captains: Vec<RecordId>,
    mentees: Vec<RecordId>,
}

/// Puts the question. People who did not say when they are free take no part.
pub fn ask(crew: &Crew, roster: &Roster, scope: Scope) -> Asked {
    let judged = judge(crew, roster);
    let stays = |team: &RecordId| {
        let plan = &roster.teams[team];
        let led = plan.navigators().any(|lead| knows_when(crew, lead));
        let broken = judged.teams[team].broken().next().is_some();
        let held = roster
            .everyone(*team)
            .iter()
            .any(|person| roster.locked.contains(person));
        match scope {
            Scope::Open => broken || (!led && !roster.everyone(*team).is_empty()),
            Scope::All => !led && held,
        }
    };
    let kept: BTreeSet<RecordId> = roster
        .teams
        .keys()
        .filter(|id| stays(id))
        .copied()
        .collect();
    let is_kept = |person: RecordId| roster.teams_of(person).iter().any(|t| kept.contains(t));
    // A team meets by its navigator's clock, a captain and a mentee by the captain's (Promise 28).
    let zones = leaders_zones(crew);
    let clock = |member: &Member| {
        let zone = member.zone.as_deref()?;
        zones.iter().position(|known| *known == zone)
    };
    let free = |zone: &str, member: &Member| Some(week(crew.free(zone, member.id)?));
    let own_week = |member: &Member| free(zones.get(clock(member)?)?, member);
    let leads = leaders(crew, roster, &kept);
    let projects: Vec<&ProjectId> = crew.session.projects.iter().collect();
    // After all projects: that of a team that works on nothing yet, which suits everyone.
    let none = projects.len();
    let number = |project: Option<&ProjectId>| {
        let place = project.and_then(|project| projects.iter().position(|p| *p == project));
        place.unwrap_or(none)
    };
    let rules = crew.rules();
    let size = (rules.mentees.0 as usize, rules.mentees.1 as usize);
    let mut weights = Weights {
        choice: rules.weights.choices.clone(),
        any: rules.weights.any,
        overlap: rules.weights.hour,
        overlap_cap: rules.weights.hours_counted,
        spread: rules.weights.level,
    };
    let last = weights.choice.len().saturating_sub(1);
    weights.choice.push(rules.weights.any);
    let any_rank = weights.choice.len() - 1;
    let navigators = leads.iter().map(|leads| {
        let people = leads.people.iter().filter_map(|id| crew.get(*id));
        let clock = people.clone().find_map(clock).unwrap_or(0);
        // Two who lead together meet by the clock of the first.
        let weeks = people.filter_map(|member| free(zones.get(clock)?, member));
        Navigator {
            project: number(leads.project.as_ref()),
            size,
            clock,
            week: weeks.reduce(|all, week| all & week).unwrap_or_default(),
        }
    });
    let navigators: Vec<Navigator> = navigators.collect();
    let captains: Vec<&Member> = crew
        .of_role(Role::Captain)
        .filter(|member| own_week(member).is_some())
        .collect();
    let mentees: Vec<&Member> = crew
        .of_role(Role::Mentee)
        .filter(|member| crew.availability(member).is_some() && !is_kept(member.id))
        .collect();
    let asked_captains = captains.iter().map(|member| {
        let busy = kept
            .iter()
            .filter(|team| roster.teams[*team].captain == Some(member.id));
        Captain {
            max_teams: (rules.captain_teams as usize).saturating_sub(busy.count()),
            clock: clock(member).unwrap_or(0),
            week: own_week(member).unwrap_or_default(),
        }
    });
    let asked_mentees = mentees.iter().map(|member| {
        let wishes = match &member.wishes {
            Wishes::These(wanted) if !wanted.is_empty() => {
                let known = wanted.iter().enumerate().filter_map(|(rank, project)| {
                    let project = projects.iter().position(|p| *p == project)?;
                    let rank = rank.min(last);
                    Some(Wish { project, rank })
                });
                let open = Wish {
                    project: none,
                    rank: any_rank,
                };
                known.chain([open]).collect()
            }
            Wishes::Any | Wishes::These(_) => Vec::new(),
        };
        Mentee {
            score: member.score,
            level: crew.level(member),
            wishes,
            weeks: zones
                .iter()
                .map(|zone| free(zone, member).unwrap_or_default())
                .collect(),
        }
    });
    let mut problem = Problem {
        rules: Rules {
            min_team_hours: rules.team_hours,
            min_captain_hours: rules.captain_hours,
        },
        weights,
        seam: Seam::Closed,
        captains: asked_captains.collect(),
        mentees: asked_mentees.collect(),
        navigators,
        locks: Vec::new(),
        lenient: scope == Scope::Open,
        forbidden: Vec::new(),
    };
    let captains: Vec<RecordId> = captains.iter().map(|member| member.id).collect();
    let mentees: Vec<RecordId> = mentees.iter().map(|member| member.id).collect();
    for (place, leads) in leads.iter().enumerate() {
        let Some(team) = leads.team else { continue };
        let fixed = |person: &RecordId| scope == Scope::Open || roster.locked.contains(person);
        let at = |list: &[RecordId], id: RecordId| list.iter().position(|each| *each == id);
        let seated = roster.mentees(team).filter(fixed);
        let seated = seated.filter_map(|id| at(&mentees, id));
        problem
            .locks
            .extend(seated.map(|mentee| Lock::Mentee(mentee, place)));
        let captain = roster.teams[&team].captain.filter(fixed);
        let captain = captain.and_then(|id| at(&captains, id));
        problem
            .locks
            .extend(captain.map(|captain| Lock::Captain(captain, place)));
    }
    for pair in &roster.apart {
        let [one, other] = pair
            .both()
            .map(|id| numbers(&leads, &captains, &mentees, id));
        for one in &one {
            for other in other.iter().filter(|other| *other != one) {
                problem.forbidden.push((*one, *other));
            }
        }
    }
    Asked {
        problem,
        kept,
        leads,
        captains,
        mentees,
    }
}

/// Who someone is in the problem.
fn numbers(
    leads: &[Leads],
    captains: &[RecordId],
    mentees: &[RecordId],
    id: RecordId,
) -> Vec<Person> {
    let led = (0..)
        .zip(leads)
        .filter(|(_, leads)| leads.people.contains(&id));
    let captain = captains.iter().position(|each| *each == id);
    let mentee = mentees.iter().position(|each| *each == id);
    led.map(|(place, _)| Person::Navigator(place))
        .chain(captain.map(Person::Captain))
        .chain(mentee.map(Person::Mentee))
        .collect()
}

/// The zones by whose clocks someone keeps meetings.
fn leaders_zones(crew: &Crew) -> Vec<&str> {
    let leaders = crew.all().filter(|member| member.role != Role::Mentee);
    let zones = leaders.filter_map(|member| member.zone.as_deref());
    let mut zones: Vec<&str> = zones.filter(|zone| crew.frame(zone).is_some()).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Those who lead teams that are not kept as they are, together where they do, and those who lead none yet.
fn leaders(crew: &Crew, roster: &Roster, kept: &BTreeSet<RecordId>) -> Vec<Leads> {
    let mut all = Vec::new();
    let mut taken: BTreeSet<RecordId> = BTreeSet::new();
    for (id, plan) in roster.in_order() {
        let people: Vec<RecordId> = plan
            .navigators()
            .filter(|id| knows_when(crew, *id))
            .collect();
        taken.extend(plan.navigators());
        if !people.is_empty() && !kept.contains(&id) {
            let wanted = people.iter().find_map(|id| first_wish(crew.get(*id)?));
            all.push(Leads {
                people,
                team: Some(id),
                project: plan.project.clone().or(wanted),
            });
        }
    }
    let free = crew.of_role(Role::Navigator);
    let free = free.filter(|member| !taken.contains(&member.id) && knows_when(crew, member.id));
    all.extend(free.map(|member| Leads {
        people: vec![member.id],
        team: None,
        project: first_wish(member),
    }));
    all
}

/// Whether somebody takes part and said when they are free.
fn knows_when(crew: &Crew, id: RecordId) -> bool {
    let member = crew.get(id).filter(|member| member.is_in);
    member.is_some_and(|member| crew.availability(member).is_some())
}

fn first_wish(member: &Member) -> Option<ProjectId> {
    match &member.wishes {
        Wishes::These(projects) => projects.first().cloned(),
        Wishes::Any => None,
    }
}

impl Asked {
    /// Whom a person of the problem stands for.
    pub fn people(&self, person: Person) -> Vec<RecordId> {
        match person {
            Person::Navigator(place) => self.leads[place].people.clone(),
            Person::Captain(place) => vec![self.captains[place]],
            Person::Mentee(place) => vec![self.mentees[place]],
        }
    }

    /// The teams of a roster, the one that was asked about, as the problem has them; whoever is in it no more is
    /// left out. A place to begin from.
    pub fn present(&self, roster: &Roster) -> crate::domain::teams::Roster {
        let place = |list: &[RecordId], id: RecordId| list.iter().position(|each| *each == id);
        let leads = self.leads.iter().enumerate();
        let teams = leads.filter_map(|(navigator, leads)| {
            let team = leads.team?;
            let captain = place(&self.captains, roster.teams.get(&team)?.captain?)?;
            let mentees = roster.mentees(team);
            let mut mentees: Vec<usize> =
                mentees.filter_map(|id| place(&self.mentees, id)).collect();
            mentees.sort_unstable();
            Some(Team {
                navigator,
                captain,
                mentees,
            })
        });
        crate::domain::teams::Roster {
            teams: teams.collect(),
        }
    }

    /// The moves from a roster, the one that was asked about, to what was found. New teams get `fresh` ids, and a
    /// `name` by their number among all teams, from 1.
    pub fn moves(
        &self,
        roster: &Roster,
        found: &crate::domain::teams::Roster,
        mut fresh: impl FnMut() -> RecordId,
        name: impl Fn(u32) -> String,
    ) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut place = roster.next_place();
        let mut count = roster.teams.len() as u32;
        let is_blank = |id: &RecordId| roster.everyone(*id).is_empty();
        let mut blank: Vec<RecordId> = roster.in_order().iter().map(|(id, _)| *id).collect();
        blank.retain(is_blank);
        let mut seated: BTreeMap<RecordId, RecordId> = BTreeMap::new();
        let mut filled = BTreeSet::new();
        for team in &found.teams {
            let leads = &self.leads[team.navigator];
            let id = leads.team.unwrap_or_else(|| {
                let fits = |id: &RecordId| {
                    let project = &roster.teams[id].project;
                    project.is_none() || *project == leads.project
                };
                let known = blank.iter().position(fits).map(|at| blank.remove(at));
                let id = known.unwrap_or_else(&mut fresh);
                if known.is_none() {
                    count += 1;
                    moves.push(Move::Found {
                        team: id,
                        name: name(count),
                        project: leads.project.clone(),
                        place,
                    });
                    place += 1;
                } else if roster.teams[&id].project != leads.project {
                    moves.push(Move::Project {
                        team: id,
                        project: leads.project.clone(),
                    });
                }
                let lead = |(place, lead): (usize, &RecordId)| Move::Lead {
                    team: id,
                    place,
                    navigator: Some(*lead),
                };
                moves.extend(leads.people.iter().enumerate().map(lead));
                id
            });
            filled.insert(id);
            let captain = Some(self.captains[team.captain]);
            if roster
                .teams
                .get(&id)
                .is_none_or(|plan| plan.captain != captain)
            {
                moves.push(Move::LookAfter { team: id, captain });
            }
            seated.extend(
                team.mentees
                    .iter()
                    .map(|mentee| (self.mentees[*mentee], id)),
            );
        }
        // A captain of a team that found no mentees is free again.
        for leads in &self.leads {
            let team = leads.team.filter(|team| !filled.contains(team));
            if let Some(team) = team.filter(|team| roster.teams[team].captain.is_some()) {
                moves.push(Move::LookAfter {
                    team,
                    captain: None,
                });
            }
        }
        for mentee in &self.mentees {
            let (was, is) = (roster.seats.get(mentee), seated.get(mentee));
            if was != is {
                moves.push(Move::Seat {
                    mentee: *mentee,
                    team: is.copied(),
                });
            }
        }
        moves
    }
}
