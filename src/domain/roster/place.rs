//! Putting someone on a team: the moves that it takes, whatever their role.

use std::collections::BTreeSet;

use super::crew::{Crew, Wishes};
use super::{LEADS, Move, Roster, TeamPlan};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::role::Role;

impl Roster {
    /// The moves that put someone on a team in their own role, or off every one. Someone who leads or looks after
    /// as many teams as the rules allow gives up another one for it; a team that works on nothing yet takes
    /// up what its navigator would lead. None for roles that have no place on a team, and where nothing
    /// changes; where copies disagree about where they are, that they are here is written, which settles it.
    pub fn put(&self, crew: &Crew, person: RecordId, team: Option<RecordId>) -> Vec<Move> {
        let Some(member) = crew.get(person) else {
            // Someone who is gone can only be taken off.
            return if team.is_none() {
                self.off(person)
            } else {
                Vec::new()
            };
        };
        let plan = team.and_then(|team| Some((team, self.teams.get(&team)?)));
        match (&member.role, plan) {
            (_, None) => self.off(person),
            (Role::Mentee, Some((team, _))) => {
                if self.seats.get(&person) == Some(&team) && !self.is_in_doubt(person) {
                    return Vec::new();
                }
                vec![Move::Seat {
                    mentee: person,
                    team: Some(team),
                }]
            }
            (Role::Navigator, Some((team, plan))) => {
                let leads = plan.leads.iter().position(|lead| *lead == Some(person));
                if let Some(place) = leads {
                    let lead = Move::Lead {
                        team,
                        place,
                        navigator: Some(person),
                    };
                    return self.settles(lead);
                }
                let mut moves = self.off(person);
                let room = crew.rules().navigators.clamp(1, LEADS as u32) as usize;
                let free = plan.leads.iter().take(room).position(Option::is_none);
                moves.push(Move::Lead {
                    team,
                    place: free.unwrap_or(0),
                    navigator: Some(person),
                });
                moves.extend(takes_up(plan, team, &member.wishes));
                moves
            }
            (Role::Captain, Some((team, plan))) => {
                if plan.captain == Some(person) {
                    return self.settles(Move::LookAfter {
                        team,
                        captain: Some(person),
                    });
                }
                let after = self.looked_after(person);
                let most = crew.rules().captain_teams as usize;
                let over = (after.len() + 1).saturating_sub(most.max(1));
                let mut moves: Vec<Move> = after
                    .into_iter()
                    .take(over)
                    .map(|team| Move::LookAfter {
                        team,
                        captain: None,
                    })
                    .collect();
                moves.push(Move::LookAfter {
                    team,
                    captain: Some(person),
                });
                moves
            }
            (Role::Organizer | Role::Own(_), Some(_)) => Vec::new(),
        }
    }

    /// A move that changes nothing, where it settles what copies disagree about.
    fn settles(&self, step: Move) -> Vec<Move> {
        let mut fields = step.fields().into_iter();
        let is_in_doubt = fields.any(|(field, _)| self.conflicts.contains_key(&field));
        is_in_doubt.then_some(step).into_iter().collect()
    }

    /// The moves that take someone off every team, in whatever role.
    pub fn off(&self, person: RecordId) -> Vec<Move> {
        let mut moves = Vec::new();
        if self.seats.contains_key(&person) || self.is_in_doubt(person) {
            moves.push(Move::Seat {
                mentee: person,
                team: None,
            });
        }
        for (team, plan) in &self.teams {
            let leads = plan.leads.iter().enumerate();
            let theirs = leads.filter(|(_, lead)| **lead == Some(person));
            moves.extend(theirs.map(|(place, _)| Move::Lead {
                team: *team,
                place,
                navigator: None,
            }));
            if plan.captain == Some(person) {
                moves.push(Move::LookAfter {
                    team: *team,
                    captain: None,
                });
            }
        }
        moves
    }

    /// Who is locked in place, and would be elsewhere after some moves.
    pub fn locked_moved(&self, moves: &[Move]) -> Vec<RecordId> {
        let after = self.after(moves);
        let is_moved = |person: &&RecordId| self.teams_of(**person) != after.teams_of(**person);
        self.locked.iter().filter(is_moved).copied().collect()
    }

    /// The moves that let go whoever is locked in place and would be on no team after some moves.
    pub fn let_go(&self, moves: &[Move]) -> Vec<Move> {
        let after = self.after(moves);
        let is_off = |person: &RecordId| after.teams_of(*person).is_empty();
        let moved = self.locked_moved(moves).into_iter().filter(is_off);
        let unlock = moved.map(|person| Move::Lock {
            person,
            locked: false,
        });
        unlock.collect()
    }

    fn looked_after(&self, captain: RecordId) -> Vec<RecordId> {
        let teams = self.in_order().into_iter();
        let theirs = teams.filter(|(_, plan)| plan.captain == Some(captain));
        theirs.map(|(team, _)| team).collect()
    }

    /// The moves that make this roster say what another one does, but for its name.
    pub fn towards(&self, other: &Self) -> Vec<Move> {
        let mut moves = Vec::new();
        let gone = self.teams.keys().filter(|id| !other.teams.contains_key(id));
        moves.extend(gone.map(|id| Move::Dissolve(*id)));
        for (id, plan) in other.in_order() {
            let known = self.teams.get(&id);
            let same = |known: &TeamPlan| {
                known.name == plan.name
                    && known.project == plan.project
                    && known.place == plan.place
            };
            if !known.is_some_and(same) {
                moves.push(Move::Found {
                    team: id,
                    name: plan.name.clone(),
                    project: plan.project.clone(),
                    place: plan.place,
                });
            }
            for place in 0..LEADS {
                // What is written of a team that was not there may be anything: it is written anew.
                if known.is_none_or(|known| known.leads[place] != plan.leads[place]) {
                    moves.push(Move::Lead {
                        team: id,
                        place,
                        navigator: plan.leads[place],
                    });
                }
            }
            if known.is_none_or(|known| known.captain != plan.captain) {
                moves.push(Move::LookAfter {
                    team: id,
                    captain: plan.captain,
                });
            }
        }
        let seated: BTreeSet<RecordId> = self
            .seats
            .keys()
            .chain(other.seats.keys())
            .copied()
            .collect();
        for mentee in seated {
            let to = other.seats.get(&mentee);
            if self.seats.get(&mentee) != to {
                moves.push(Move::Seat {
                    mentee,
                    team: to.copied(),
                });
            }
        }
        let lock = |person: &RecordId, locked| Move::Lock {
            person: *person,
            locked,
        };
        let locked = other.locked.difference(&self.locked);
        moves.extend(locked.map(|person| lock(person, true)));
        let free = self.locked.difference(&other.locked);
        moves.extend(free.map(|person| lock(person, false)));
        let apart = |pair, apart| Move::Apart { pair, apart };
        moves.extend(
            other
                .apart
                .difference(&self.apart)
                .map(|pair| apart(*pair, true)),
        );
        moves.extend(
            self.apart
                .difference(&other.apart)
                .map(|pair| apart(*pair, false)),
        );
        moves
    }
}

fn takes_up(plan: &TeamPlan, team: RecordId, wishes: &Wishes) -> Option<Move> {
    let first: Option<&ProjectId> = match wishes {
        Wishes::These(projects) if plan.project.is_none() => projects.first(),
        Wishes::These(_) | Wishes::Any => None,
    };
    Some(Move::Project {
        team,
        project: Some(first?.clone()),
    })
}
