//! Putting a roster into effect: the memberships and teams that it asks for, beside those there are.

use std::collections::BTreeSet;

use super::follow::is_beyond;
use super::{Crew, Origin, Roster};
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::role::Role;
use crate::domain::time::Date;

/// What is to be written so that a roster is in effect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Applicants who become people: each with the application, and whether it was made up.
    pub people: Vec<(RecordId, RecordId, bool)>,
    /// The teams of the roster. Of one that there is, only name and project are new.
    pub teams: Vec<Team>,
    /// Teams that there are no more.
    pub dissolved: Vec<RecordId>,
    /// The memberships that are new or change, whole.
    pub members: Vec<Membership>,
}

impl Settlement {
    /// Whether all is in effect already.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
            && self.teams.is_empty()
            && self.dissolved.is_empty()
            && self.members.is_empty()
    }

    /// The records it writes.
    pub fn named(&self) -> Vec<RecordId> {
        let people = self.people.iter().map(|(person, ..)| *person);
        let teams = self.teams.iter().map(|team| team.id);
        let members = self.members.iter().map(|member| member.id);
        let dissolved = self.dissolved.iter().copied();
        people
            .chain(teams)
            .chain(dissolved)
            .chain(members)
            .collect()
    }
}

/// What is to be written so that a roster is in effect. Who is on no team any more keeps their membership,
/// without a team: that they left is for a person to say. Who has no place only because their team is full
/// keeps their team.
pub fn settle(
    crew: &Crew,
    roster: &Roster,
    members: &[Membership],
    teams: &[Team],
    today: Date,
) -> Settlement {
    let mut settlement = Settlement::default();
    let session = &crew.session;
    let joined = today.max(session.starts);
    let mut used: BTreeSet<RecordId> = BTreeSet::new();
    for (id, plan) in roster.in_order() {
        let known = teams.iter().find(|team| team.id == id);
        let everyone = roster.everyone(id);
        let made_up = |person: &RecordId| crew.get(*person).is_some_and(|member| member.sample);
        let sample = match known {
            Some(known) => known.sample && everyone.iter().all(made_up),
            None => !everyone.is_empty() && everyone.iter().all(made_up),
        };
        let same =
            |team: &Team| team.name == plan.name && team.project == plan.project && !team.deleted;
        if !known.is_some_and(same) {
            settlement.teams.push(Team {
                id,
                session: session.id.clone(),
                name: plan.name.clone(),
                project: plan.project.clone(),
                starts: known.and_then(|team| team.starts),
                weeks: known.and_then(|team| team.weeks),
                meeting: known.and_then(|team| team.meeting.clone()),
                meets_at: known.map(|team| team.meets_at.clone()).unwrap_or_default(),
                sample,
                deleted: false,
                conflict: false,
            });
        }
        let places = plan
            .navigators()
            .map(|person| (person, Role::Navigator))
            .chain(plan.captain.map(|person| (person, Role::Captain)))
            .chain(roster.mentees(id).map(|person| (person, Role::Mentee)));
        // Who left, finished or was removed stays so, whatever place the roster still has for them.
        let takes_part = |person: &RecordId| crew.get(*person).is_some_and(|who| who.is_in);
        for (person, role) in places.filter(|(person, _)| takes_part(person)) {
            place(
                crew,
                members,
                (person, role, id),
                joined,
                &mut used,
                &mut settlement,
            );
        }
    }
    // Other roles have no place on a roster: their teams are said on their own page.
    let has_place = |role: &Role| matches!(role, Role::Mentee | Role::Navigator | Role::Captain);
    for member in members.iter().filter(|member| has_place(&member.role)) {
        let stays =
            used.contains(&member.id) || !member.is_in() || is_beyond(roster, members, member);
        if !stays && member.team.is_some() {
            let mut off = member.clone();
            off.team = None;
            settlement.members.push(off);
        }
    }
    let gone = teams.iter().filter(|team| {
        team.session == session.id && !team.deleted && !roster.teams.contains_key(&team.id)
    });
    settlement.dissolved = gone.map(|team| team.id).collect();
    settlement
}

/// Somebody's place on a team: the membership that says so already, or one that is free for it, or a new one.
fn place(
    crew: &Crew,
    members: &[Membership],
    (person, role, team): (RecordId, Role, RecordId),
    joined: Date,
    used: &mut BTreeSet<RecordId>,
    settlement: &mut Settlement,
) {
    let session = &crew.session.id;
    let theirs = members
        .iter()
        .filter(|member| member.person == person && member.session == *session);
    let live = theirs
        .clone()
        .filter(|member| member.is_in() && member.role == role);
    let fits = |member: &&Membership| !used.contains(&member.id);
    let known = live
        .clone()
        .filter(fits)
        .find(|member| member.team == Some(team))
        .or_else(|| live.clone().filter(fits).find(|m| m.team.is_none()))
        .or_else(|| live.clone().find(fits));
    if let Some(known) = known {
        used.insert(known.id);
        if known.team != Some(team) {
            let mut member = known.clone();
            member.team = Some(team);
            member.joined = known.joined.or(Some(joined));
            settlement.members.push(member);
        }
        return;
    }
    let new = settlement.members.iter();
    let seats = theirs.count()
        + new
            .filter(|m| m.person == person && !used_before(members, m))
            .count();
    let mut member = Membership::new(session, person, seats as u32, role);
    member.team = Some(team);
    member.joined = Some(joined);
    member.standing = Standing::Active;
    if let Some(who) = crew.get(person) {
        member.sample = who.sample;
        if let Origin::Application(application) = who.origin {
            let entry = (person, application, who.sample);
            if !settlement.people.contains(&entry) {
                settlement.people.push(entry);
            }
        }
    }
    used.insert(member.id);
    settlement.members.push(member);
}

/// Whether a membership was there before.
fn used_before(members: &[Membership], member: &Membership) -> bool {
    members.iter().any(|known| known.id == member.id)
}
