//! What the team former found, as moves on the roster that was asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{Asked, Scope, position};
use super::second::second_navigators;
use super::{Crew, Move, Roster};
use crate::domain::id::RecordId;
use crate::domain::teams::{self, Person, Team};

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
    pub fn present(&self, roster: &Roster) -> teams::Roster {
        let leads = self.leads.iter().enumerate();
        let teams = leads.filter_map(|(navigator, leads)| {
            let team = leads.team?;
            let captain = roster.teams.get(&team)?.captain?;
            let captain = leads.captain.or(position(&self.captains, captain))?;
            let mentees = roster.mentees(team);
            let mentees = mentees.filter_map(|id| position(&self.mentees, id));
            let mut mentees: Vec<usize> = mentees.collect();
            mentees.sort_unstable();
            Some(Team {
                navigator,
                captain,
                mentees,
            })
        });
        teams::Roster {
            teams: teams.collect(),
        }
    }

    /// The teams of a roster, the one that was asked about, on which somebody waits and which are left as they
    /// are, in the order shown.
    pub fn left(&self, roster: &Roster, found: &teams::Roster) -> Vec<RecordId> {
        let filled = self.filled(found);
        let asked: BTreeSet<RecordId> = self.leads.iter().filter_map(|leads| leads.team).collect();
        let teams = roster.in_order().into_iter();
        let left = teams.filter(|(id, plan)| {
            let somebody = plan.captain.is_some() || roster.mentees(*id).next().is_some();
            let is_left = match self.scope {
                Scope::Open => asked.contains(id) && !filled.contains(id) && somebody,
                Scope::All => false,
            };
            is_left || self.kept.contains(id)
        });
        left.map(|(id, _)| id).collect()
    }

    /// The teams that there were and that were filled.
    fn filled(&self, found: &teams::Roster) -> BTreeSet<RecordId> {
        let teams = found.teams.iter();
        let filled = teams.filter_map(|team| self.leads[team.navigator].team);
        filled.collect()
    }

    /// The moves from a roster, the one that was asked about, to what was found. New teams get `fresh` ids, and a
    /// `name` by their number among all teams, from 1. Navigators who are left over come second where they may.
    pub fn moves(
        &self,
        crew: &Crew,
        roster: &Roster,
        found: &teams::Roster,
        fresh: impl FnMut() -> RecordId,
        name: impl Fn(u32) -> String,
    ) -> Vec<Move> {
        let (mut moves, seats) = self.teams(roster, found, fresh, name);
        match self.scope {
            // Everyone who sits stays, on teams that were not filled too.
            Scope::Open => {}
            Scope::All => moves.extend(self.given_up(roster, found)),
        }
        for mentee in &self.mentees {
            let (was, is) = (roster.seats.get(mentee), seats.get(mentee));
            let stays = self.scope == Scope::Open && was.is_some();
            if was != is && !stays {
                moves.push(Move::Seat {
                    mentee: *mentee,
                    team: is.copied(),
                });
            }
        }
        if self.scope == Scope::All {
            let after = roster.after(&moves);
            moves.extend(self.hollow(roster, &after).map(Move::Dissolve));
        }
        let formed: BTreeSet<RecordId> = seats.into_values().collect();
        moves.extend(second_navigators(crew, &roster.after(&moves), &formed));
        moves
    }

    /// The moves that make the teams, and where each mentee is then.
    fn teams(
        &self,
        roster: &Roster,
        found: &teams::Roster,
        mut fresh: impl FnMut() -> RecordId,
        name: impl Fn(u32) -> String,
    ) -> (Vec<Move>, BTreeMap<RecordId, RecordId>) {
        let mut moves = Vec::new();
        let mut place = roster.next_place();
        let mut count = roster.teams.len() as u32;
        let is_blank = |id: &RecordId| roster.everyone(*id).is_empty();
        let mut blank: Vec<RecordId> = roster.in_order().iter().map(|(id, _)| *id).collect();
        blank.retain(is_blank);
        let mut seats = BTreeMap::new();
        for team in &found.teams {
            let leads = &self.leads[team.navigator];
            let known = leads.team.or_else(|| {
                let fits = |id: &RecordId| {
                    let project = &roster.teams[id].project;
                    project.is_none() || *project == leads.project
                };
                let at = blank.iter().position(fits)?;
                Some(blank.remove(at))
            });
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
            if leads.team.is_none() {
                let lead = |(place, lead): (usize, &RecordId)| Move::Lead {
                    team: id,
                    place,
                    navigator: Some(*lead),
                };
                moves.extend(leads.people.iter().enumerate().map(lead));
            }
            let captain = Some(self.captains[team.captain]);
            let plan = roster.teams.get(&id);
            if plan.is_none_or(|plan| plan.captain != captain) {
                moves.push(Move::LookAfter { team: id, captain });
            }
            let mentees = team.mentees.iter();
            seats.extend(mentees.map(|mentee| (self.mentees[*mentee], id)));
        }
        (moves, seats)
    }

    /// The teams that nobody is left on. One that nobody was on stays: somebody added it to be filled.
    fn hollow<'a>(
        &'a self,
        before: &'a Roster,
        after: &'a Roster,
    ) -> impl Iterator<Item = RecordId> + use<'a> {
        let teams = before.teams.keys().copied();
        teams
            .filter(|id| !self.kept.contains(id))
            .filter(|id| !before.everyone(*id).is_empty() && after.everyone(*id).is_empty())
    }

    /// What those give up who stay nowhere: captains of teams that found no mentees, and mentees who left or
    /// did not say when they are free.
    fn given_up(&self, roster: &Roster, found: &teams::Roster) -> Vec<Move> {
        let filled = self.filled(found);
        let is_fixed = |id: RecordId| roster.locked.contains(&id);
        let teams = roster.teams.iter();
        let teams = teams.filter(|(id, _)| !self.kept.contains(id) && !filled.contains(id));
        let captains = teams.filter_map(|(id, plan)| {
            let captain = plan.captain.filter(|captain| !is_fixed(*captain))?;
            Some((*id, captain))
        });
        let captains = captains.map(|(team, _)| Move::LookAfter {
            team,
            captain: None,
        });
        let seated = roster.seats.iter().filter(|(mentee, team)| {
            let is_asked = position(&self.mentees, **mentee).is_some();
            !is_asked && !is_fixed(**mentee) && !self.kept.contains(team)
        });
        let seats = seated.map(|(mentee, _)| Move::Seat {
            mentee: *mentee,
            team: None,
        });
        captains.chain(seats).collect()
    }
}
