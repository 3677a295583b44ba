//! Having the roster that is being formed follow what is said elsewhere of who is on which team as what, so
//! that putting it into effect undoes nothing and makes nobody a second time.

use std::collections::BTreeSet;

use super::{Move, Roster};
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Team};
use crate::domain::record::{FieldName, Value};
use crate::domain::role::Role;

/// The moves that have a roster follow memberships that change: who gains a place gets it, and who had
/// another one instead gives it up. What was planned for everyone else stays. `before` and `after` are all
/// memberships there are; those of other sessions are passed over.
///
/// Where no team was formed yet, all that is in effect is followed, not only what changes: a roster with nobody
/// but those who change would take everyone else off their teams.
///
/// A place that somebody has in effect is not taken from them: where a team is full of such people, who
/// comes in has no place on the roster, and keeps their team all the same (`is_beyond`).
pub fn follow(
    roster: &Roster,
    teams: &[Team],
    before: &[Membership],
    after: &[Membership],
) -> Vec<Move> {
    let of_session = |all: &[Membership]| {
        let theirs = all.iter();
        let theirs = theirs.filter(|m| m.session == roster.session && !m.deleted);
        theirs.cloned().collect::<Vec<_>>()
    };
    let (mut before, after) = (of_session(before), of_session(after));
    if roster.teams.is_empty() && places(&before) != places(&after) {
        before.clear();
    }
    let mut following = Following {
        roster: roster.clone(),
        moves: Vec::new(),
        after: &after,
    };
    let gained = after.iter().filter(|m| {
        let had = before.iter().find(|had| had.id == m.id);
        m.is_in()
            && had.is_none_or(|had| !had.is_in() || (&had.role, had.team) != (&m.role, m.team))
    });
    let gained: Vec<&Membership> = gained.collect();
    // A team is one of the roster's whatever they are on it.
    for team in gained.iter().filter_map(|m| m.team) {
        following.found(team, teams);
    }
    // Who is somewhere else now gives up where they were before anyone takes a place.
    let moved = before.iter().filter(|had| {
        let is = after.iter().find(|m| m.id == had.id);
        is.is_some_and(|is| place(is) != place(had))
    });
    let moved: BTreeSet<RecordId> = moved.map(|m| m.person).collect();
    moved
        .into_iter()
        .for_each(|person| following.give_up(person));
    let beyond = before.iter().filter(|m| is_beyond(roster, &before, m));
    let beyond: Vec<_> = beyond
        .filter_map(|m| after.iter().find(|is| is.id == m.id))
        .collect();
    for member in gained.into_iter().chain(beyond) {
        following.take(member);
    }
    following.moves
}

/// The moves that have a roster follow a choice between what copies say of somebody's part (Promise 19). It may have
/// followed any of them so far: who they are on it as another one says, they are no longer. `all` are all memberships
/// there are; `values` are what the field says in any copy.
pub fn follow_choice<'a>(
    roster: &Roster,
    teams: &[Team],
    all: &[Membership],
    part: &Membership,
    field: &FieldName,
    values: impl IntoIterator<Item = &'a Value>,
    chosen: &Value,
) -> Vec<Move> {
    let saying = |value: &Value| {
        let others = all.iter().filter(|other| other.id != part.id);
        let said = part.saying(field, value)?;
        Some(others.cloned().chain([said]).collect::<Vec<_>>())
    };
    let Some(after) = saying(chosen) else {
        return Vec::new();
    };
    let mut roster = roster.clone();
    let mut moves = Vec::new();
    let others = values.into_iter().filter(|value| *value != chosen);
    for before in others.filter_map(saying) {
        let more = follow(&roster, teams, &before, &after);
        roster = roster.after(&more);
        moves.extend(more);
    }
    // Whoever chose need not choose the same once more on the roster.
    moves.extend(roster.settling_place_of(part.person));
    moves
}

/// Whether somebody has a team in effect and no place for it on a roster because all that there are belong
/// to others who have them in effect too. A place that was given to someone new is one they lost.
pub fn is_beyond(roster: &Roster, members: &[Membership], member: &Membership) -> bool {
    let Some((role, team)) = place(member).filter(|_| member.is_in()) else {
        return false;
    };
    let Some(plan) = roster.teams.get(&team) else {
        return false;
    };
    let has = |person: RecordId, team: RecordId| {
        let theirs = members.iter().filter(|m| m.person == person && m.is_in());
        theirs
            .clone()
            .any(|m| m.session == roster.session && place(m) == Some((role, team)))
    };
    let is_other = |holder: &Option<RecordId>| {
        holder.is_some_and(|holder| holder != member.person && has(holder, team))
    };
    match role {
        Place::Lead => plan.leads.iter().all(is_other),
        Place::LookAfter => is_other(&plan.captain),
        // A mentee has one seat, which may be on another team that they are on.
        Place::Seat => {
            let seat = roster.seats.get(&member.person);
            seat.is_some_and(|seat| *seat != team && has(member.person, *seat))
        }
    }
}

/// Where everyone who takes part is, by the membership that says so.
fn places(members: &[Membership]) -> BTreeSet<(RecordId, &Role, Option<RecordId>)> {
    let here = members.iter().filter(|member| member.is_in());
    here.map(|member| (member.id, &member.role, member.team))
        .collect()
}

/// What a place on a roster is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Seat,
    Lead,
    LookAfter,
}

/// The place on a roster that a membership asks for; none for roles that have no place there.
fn place(member: &Membership) -> Option<(Place, RecordId)> {
    let place = match member.role {
        Role::Mentee => Place::Seat,
        Role::Navigator => Place::Lead,
        Role::Captain => Place::LookAfter,
        Role::Organizer | Role::Own(_) => return None,
    };
    Some((place, member.team?))
}

struct Following<'a> {
    roster: Roster,
    moves: Vec<Move>,
    after: &'a [Membership],
}

impl Following<'_> {
    fn make(&mut self, step: Move) {
        self.roster = self.roster.after(std::slice::from_ref(&step));
        self.moves.push(step);
    }

    fn found(&mut self, team: RecordId, teams: &[Team]) {
        if self.roster.teams.contains_key(&team) {
            return;
        }
        if let Some(known) = teams.iter().find(|known| known.id == team) {
            let place = self.roster.next_place();
            self.make(Move::Found {
                team,
                name: known.name.clone(),
                project: known.project.clone(),
                place,
            });
        }
    }

    fn has(&self, person: RecordId, place_of: Place, team: RecordId) -> bool {
        let theirs = self.after.iter().filter(|m| m.person == person);
        theirs.clone().any(|m| place(m) == Some((place_of, team)))
    }

    /// Takes someone off where no membership of theirs says they are.
    fn give_up(&mut self, person: RecordId) {
        let off = self.roster.off(person).into_iter();
        let off = off.filter(|step| match step {
            Move::Seat { mentee, .. } => {
                let at = self.roster.seats.get(mentee);
                at.is_none_or(|at| !self.has(person, Place::Seat, *at))
            }
            Move::Lead { team, .. } => !self.has(person, Place::Lead, *team),
            Move::LookAfter { team, .. } => !self.has(person, Place::LookAfter, *team),
            _ => false,
        });
        for step in off.collect::<Vec<_>>() {
            self.make(step);
        }
    }

    /// Gives someone the place that their membership asks for, if there is one.
    fn take(&mut self, member: &Membership) {
        let Some((wanted, team)) = place(member) else {
            return;
        };
        let Some(plan) = self.roster.teams.get(&team).cloned() else {
            return;
        };
        let person = member.person;
        // Someone who is only planned there gives way to who was put there last.
        let is_free = |holder: &Option<RecordId>| {
            holder.is_none_or(|holder| {
                let theirs = self
                    .after
                    .iter()
                    .filter(|m| m.person == holder && m.is_in());
                !theirs.clone().any(|m| place(m) == Some((wanted, team)))
            })
        };
        let step = match wanted {
            Place::Lead => {
                if plan.navigators().any(|lead| lead == person) {
                    return;
                }
                let empty = plan.leads.iter().position(Option::is_none);
                let free = empty.or_else(|| plan.leads.iter().position(is_free));
                free.map(|place| Move::Lead {
                    team,
                    place,
                    navigator: Some(person),
                })
            }
            Place::LookAfter => is_free(&plan.captain).then_some(Move::LookAfter {
                team,
                captain: Some(person),
            }),
            Place::Seat => {
                let seat = self.roster.seats.get(&person);
                let stays = seat.is_some_and(|at| self.has(person, Place::Seat, *at));
                (!stays).then_some(Move::Seat {
                    mentee: person,
                    team: Some(team),
                })
            }
        };
        if let Some(step) = step {
            self.make(step);
        }
    }
}
