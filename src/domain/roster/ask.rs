//! A roster as a problem for the team former. What it finds becomes moves again in `found.rs`.

use std::collections::BTreeSet;

use super::judge::judge;
use super::{Crew, Member, Roster, TeamPlan, Wishes};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::role::Role;
use crate::domain::teams::{
    Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Seam, Week, Weights, Wish, week,
};

/// What may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only what is open is filled: everyone on a team stays, and a team that can't be completed is left as
    /// it is.
    Open,
    /// Everyone who is not locked may go elsewhere.
    All,
}

/// Those who may lead a team together, and the team if they lead one already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leads {
    pub people: Vec<RecordId>,
    pub team: Option<RecordId>,
    pub project: Option<ProjectId>,
    /// Who stays on the team though forming knows nothing of them: they left, or did not say when they are
    /// free. They take up a place.
    pub with: Vec<RecordId>,
    /// The team's captain as the problem has them, if they stay.
    pub captain: Option<usize>,
}

/// What is asked, and whom the problem's numbers are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The problem.
    pub problem: Problem,
    /// Teams that take no part and are left as they are: they break a rule because someone wanted it so, or
    /// they lack a navigator.
    pub kept: BTreeSet<RecordId>,
    pub(super) scope: Scope,
    pub(super) leads: Vec<Leads>,
    /// Where everyone on a team stays, a captain is in it once for each team that they stay with, and once
    /// for all others.
    pub(super) captains: Vec<RecordId>,
    pub(super) mentees: Vec<RecordId>,
}

/// Puts the question. People who did not say when they are free take no part.
pub fn ask(crew: &Crew, roster: &Roster, scope: Scope) -> Asked {
    let asking = Asking::new(crew, roster, scope);
    let mut captains = asking.captains();
    let leads = asking.leaders(&mut captains);
    let mentees: Vec<&Member> = crew
        .of_role(Role::Mentee)
        .filter(|member| asking.may_be_seated(member) && !asking.is_kept(member.id))
        .collect();
    let rules = crew.rules();
    let mut weights = Weights {
        choice: rules.weights.choices.clone(),
        any: rules.weights.any,
        overlap: rules.weights.hour,
        overlap_cap: rules.weights.hours_counted,
        spread: rules.weights.level,
    };
    weights.choice.push(rules.weights.any);
    let projects = Projects::new(crew, &leads, weights.choice.len() - 1);
    let problem = Problem {
        rules: Rules {
            min_team_hours: rules.team_hours,
            min_captain_hours: rules.captain_hours,
        },
        weights,
        seam: Seam::Closed,
        navigators: leads
            .iter()
            .map(|leads| asking.navigator(leads, &projects))
            .collect(),
        captains: captains
            .iter()
            .map(|(_, captain)| captain.clone())
            .collect(),
        mentees: mentees
            .iter()
            .map(|member| asking.mentee(member, &projects))
            .collect(),
        locks: Vec::new(),
        lenient: scope == Scope::Open,
        forbidden: Vec::new(),
    };
    let mut asked = Asked {
        problem,
        kept: asking.kept.clone(),
        scope,
        leads,
        captains: captains.into_iter().map(|(id, _)| id).collect(),
        mentees: mentees.into_iter().map(|member| member.id).collect(),
    };
    asked.problem.locks = asked.locks(&asking);
    asked.problem.forbidden = asked.forbidden(roster);
    asked.problem.forbidden.extend(asked.unsuited(&asking));
    asked
}

pub(super) fn position(list: &[RecordId], id: RecordId) -> Option<usize> {
    list.iter().position(|each| *each == id)
}

impl Asked {
    fn locks(&self, asking: &Asking<'_>) -> Vec<Lock> {
        let mut locks = Vec::new();
        for (place, leads) in self.leads.iter().enumerate() {
            let seated = leads
                .team
                .into_iter()
                .flat_map(|team| asking.roster.mentees(team));
            let seated = seated.filter(|id| asking.is_fixed(*id));
            let seated = seated.filter_map(|id| position(&self.mentees, id));
            locks.extend(seated.map(|mentee| Lock::Mentee(mentee, place)));
            locks.extend(leads.captain.map(|captain| Lock::Captain(captain, place)));
        }
        locks
    }

    fn forbidden(&self, roster: &Roster) -> Vec<(Person, Person)> {
        let mut forbidden = Vec::new();
        for pair in &roster.apart {
            let [one, other] = pair.both().map(|id| self.numbers(id));
            for one in &one {
                let others = other.iter().filter(|other| *other != one);
                forbidden.extend(others.map(|other| (*one, *other)));
            }
        }
        forbidden
    }

    /// The captains who have too few hours for one who stays on a team.
    fn unsuited(&self, asking: &Asking<'_>) -> Vec<(Person, Person)> {
        let mut forbidden = Vec::new();
        let captains = || (0..).zip(&self.problem.captains);
        for (place, leads) in self.leads.iter().enumerate() {
            for id in &leads.with {
                let unsuited = captains().filter(|(_, captain)| {
                    let theirs = asking.free(captain.clock, *id);
                    let hours = theirs.map(|theirs| (theirs & captain.week).hours(Seam::Closed));
                    hours.is_some_and(|hours| hours < self.problem.rules.min_captain_hours)
                });
                forbidden.extend(
                    unsuited
                        .map(|(captain, _)| (Person::Navigator(place), Person::Captain(captain))),
                );
            }
        }
        forbidden
    }

    /// Who someone is in the problem.
    fn numbers(&self, id: RecordId) -> Vec<Person> {
        let led = (0..).zip(&self.leads);
        let led = led.filter(|(_, leads)| leads.people.contains(&id) || leads.with.contains(&id));
        let captains = (0..).zip(&self.captains).filter(|(_, each)| **each == id);
        let mentee = position(&self.mentees, id);
        led.map(|(place, _)| Person::Navigator(place))
            .chain(captains.map(|(place, _)| Person::Captain(place)))
            .chain(mentee.map(Person::Mentee))
            .collect()
    }
}

/// The projects by number. After all others that of a team that works on nothing yet, which suits everyone.
struct Projects {
    all: Vec<ProjectId>,
    /// The rank that says so.
    open: usize,
}

impl Projects {
    /// Those of the session, and what teams work on besides.
    fn new(crew: &Crew, leads: &[Leads], open: usize) -> Self {
        let mut all: Vec<ProjectId> = crew.session.projects.clone();
        for project in leads.iter().filter_map(|leads| leads.project.as_ref()) {
            if !all.contains(project) {
                all.push(project.clone());
            }
        }
        Self { all, open }
    }

    fn number(&self, project: Option<&ProjectId>) -> usize {
        let place = project.and_then(|project| self.all.iter().position(|each| each == project));
        place.unwrap_or(self.all.len())
    }

    /// What a mentee wishes; nothing means any project.
    fn wishes(&self, member: &Member) -> Vec<Wish> {
        match &member.wishes {
            Wishes::These(wanted) if !wanted.is_empty() => {
                let last = self.open.saturating_sub(1);
                let known = wanted.iter().enumerate().filter_map(|(rank, project)| {
                    let project = self.all.iter().position(|each| each == project)?;
                    let rank = rank.min(last);
                    Some(Wish { project, rank })
                });
                let open = Wish {
                    project: self.all.len(),
                    rank: self.open,
                };
                known.chain([open]).collect()
            }
            Wishes::Any | Wishes::These(_) => Vec::new(),
        }
    }
}

/// What a question is made from.
struct Asking<'a> {
    crew: &'a Crew,
    roster: &'a Roster,
    scope: Scope,
    /// The zones by whose clocks meetings are kept: a team meets by its navigator's clock, a captain and a
    /// mentee by the captain's (Promise 28).
    zones: Vec<&'a str>,
    kept: BTreeSet<RecordId>,
}

impl<'a> Asking<'a> {
    fn new(crew: &'a Crew, roster: &'a Roster, scope: Scope) -> Self {
        let mut asking = Self {
            crew,
            roster,
            scope,
            zones: leaders_zones(crew),
            kept: BTreeSet::new(),
        };
        let judged = judge(crew, roster);
        let teams = roster.teams.iter();
        let kept = teams.filter(|(id, plan)| {
            let breaks = judged.teams[*id].broken().next().is_some();
            asking.stays_as_it_is(**id, plan, breaks)
        });
        asking.kept = kept.map(|(id, _)| *id).collect();
        asking
    }

    /// Whether a team takes no part. What forming knows nothing of it can't keep in its place, but with the
    /// whole team.
    fn stays_as_it_is(&self, team: RecordId, plan: &TeamPlan, breaks: bool) -> bool {
        let is_led = plan.navigators().any(|lead| knows_when(self.crew, lead));
        let everyone = self.roster.everyone(team);
        let strange_captain = plan
            .captain
            .is_some_and(|id| self.is_fixed(id) && !self.may_look_after(id));
        let strangers = self.strangers(team).count();
        match self.scope {
            Scope::Open => {
                breaks || (!is_led && !everyone.is_empty()) || strange_captain || strangers > 0
            }
            Scope::All => {
                let is_held = everyone.iter().any(|id| self.roster.locked.contains(id));
                let is_full = strangers >= self.crew.rules().mentees.1 as usize;
                is_held && (!is_led || strange_captain || is_full)
            }
        }
    }

    /// Whether someone who is on a team stays there.
    fn is_fixed(&self, person: RecordId) -> bool {
        self.scope == Scope::Open || self.roster.locked.contains(&person)
    }

    /// Those who stay on a team, and of whom forming knows nothing.
    fn strangers(&self, team: RecordId) -> impl Iterator<Item = RecordId> {
        let known = |id: RecordId| {
            let member = self
                .crew
                .get(id)
                .filter(|m| m.role == Role::Mentee && m.is_in);
            member.is_some_and(|member| self.may_be_seated(member))
        };
        let seated = self.roster.mentees(team);
        seated.filter(move |id| self.is_fixed(*id) && !known(*id))
    }

    fn may_be_seated(&self, member: &Member) -> bool {
        self.crew.availability(member).is_some()
    }

    fn may_look_after(&self, id: RecordId) -> bool {
        let member = self.crew.get(id);
        let member = member.filter(|member| member.role == Role::Captain && member.is_in);
        member.is_some_and(|member| self.own_week(member).is_some())
    }

    fn is_kept(&self, person: RecordId) -> bool {
        let teams = self.roster.teams_of(person);
        teams.iter().any(|team| self.kept.contains(team))
    }

    fn clock(&self, member: &Member) -> Option<usize> {
        let zone = member.zone.as_deref()?;
        self.zones.iter().position(|known| *known == zone)
    }

    fn free(&self, clock: usize, id: RecordId) -> Option<Week> {
        Some(week(self.crew.free(self.zones.get(clock)?, id)?))
    }

    fn own_week(&self, member: &Member) -> Option<Week> {
        self.free(self.clock(member)?, member.id)
    }

    /// Captains with as many teams as they may have beside those that are left as they are and, where everyone
    /// stays, those that they are with.
    fn captains(&self) -> Vec<(RecordId, Captain)> {
        let captains = self.crew.of_role(Role::Captain).filter_map(|member| {
            let plans = self.roster.teams.iter();
            let taken = plans.filter(|(team, plan)| {
                let stays = self.kept.contains(team) || self.scope == Scope::Open;
                plan.captain == Some(member.id) && stays
            });
            let most = self.crew.rules().captain_teams as usize;
            let captain = Captain {
                max_teams: most.saturating_sub(taken.count()),
                clock: self.clock(member)?,
                week: self.own_week(member)?,
            };
            Some((member.id, captain))
        });
        captains.collect()
    }

    /// Those who lead teams that take part, together where they do, and those who lead none yet. Where everyone
    /// stays, the captains of these teams are added to the captains.
    fn leaders(&self, captains: &mut Vec<(RecordId, Captain)>) -> Vec<Leads> {
        let crew = self.crew;
        let mut all = Vec::new();
        let mut taken: BTreeSet<RecordId> = BTreeSet::new();
        for (id, plan) in self.roster.in_order() {
            let people: Vec<RecordId> = plan.navigators().collect();
            taken.extend(plan.navigators());
            let is_led = people.iter().any(|id| knows_when(crew, *id));
            if !is_led || self.kept.contains(&id) {
                continue;
            }
            let stays = plan.captain.filter(|captain| self.is_fixed(*captain));
            let known = captains.iter().position(|(each, _)| Some(*each) == stays);
            let captain = known.map(|known| match self.scope {
                Scope::Open => {
                    let (each, captain) = captains[known].clone();
                    let max_teams = 1;
                    captains.push((
                        each,
                        Captain {
                            max_teams,
                            ..captain
                        },
                    ));
                    captains.len() - 1
                }
                Scope::All => known,
            });
            let project = plan.project.clone();
            all.push(Leads {
                project: project.or_else(|| self.first_wish(&people, Some(id))),
                people,
                team: Some(id),
                with: self.strangers(id).collect(),
                captain,
            });
        }
        let free = crew.of_role(Role::Navigator);
        let free = free.filter(|member| !taken.contains(&member.id) && knows_when(crew, member.id));
        all.extend(free.map(|member| Leads {
            people: vec![member.id],
            team: None,
            project: self.first_wish(&[member.id], None),
            with: Vec::new(),
            captain: None,
        }));
        all
    }

    /// What navigators would rather lead of the session's projects, if it suits all who stay on the team.
    fn first_wish(&self, people: &[RecordId], team: Option<RecordId>) -> Option<ProjectId> {
        let people = people.iter().filter(|id| knows_when(self.crew, **id));
        let wishes = people.filter_map(|id| match &self.crew.get(*id)?.wishes {
            Wishes::These(projects) => Some(projects),
            Wishes::Any => None,
        });
        let stay = team.into_iter().flat_map(|team| self.roster.mentees(team));
        let stay = stay.filter(|id| self.is_fixed(*id));
        let stay: Vec<&Member> = stay.filter_map(|id| self.crew.get(id)).collect();
        let mut suits = wishes.flatten().filter(|project| {
            self.crew.session.projects.contains(project)
                && (stay.iter()).all(|member| self.crew.gain(member, Some(project)).is_some())
        });
        suits.next().cloned()
    }

    fn navigator(&self, leads: &Leads, projects: &Projects) -> Navigator {
        let people = leads.people.iter().filter_map(|id| self.crew.get(*id));
        let clock = people.clone().find_map(|member| self.clock(member));
        let clock = clock.unwrap_or(0);
        // Two who lead together meet by the clock of the first.
        let weeks = people.filter_map(|member| self.free(clock, member.id));
        let week = weeks.reduce(|all, week| all & week).unwrap_or_default();
        let with = leads.with.iter().filter_map(|id| self.free(clock, *id));
        let (least, most) = self.crew.rules().mentees;
        let room = |of: u32| (of as usize).saturating_sub(leads.with.len());
        Navigator {
            project: projects.number(leads.project.as_ref()),
            size: (room(least), room(most)),
            clock,
            week: with.fold(week, |all, week| all & week),
        }
    }

    fn mentee(&self, member: &Member, projects: &Projects) -> Mentee {
        let clocks = 0..self.zones.len();
        let weeks = clocks.map(|clock| self.free(clock, member.id).unwrap_or_default());
        Mentee {
            score: member.score,
            level: self.crew.level(member),
            wishes: projects.wishes(member),
            weeks: weeks.collect(),
        }
    }
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

/// Whether somebody takes part and said when they are free.
pub(super) fn knows_when(crew: &Crew, id: RecordId) -> bool {
    let member = crew.get(id).filter(|member| member.is_in);
    member.is_some_and(|member| crew.availability(member).is_some())
}
