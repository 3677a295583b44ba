//! Who may be on a session's teams: everyone with a part in it, those accepted who have none yet, and those whom a
//! plan still has a place for. Who is not accepted any more does not take part, whatever place they have.

use std::collections::{BTreeMap, BTreeSet};

use super::crew::{Member, Origin};
use super::{Applied, Roster};
use crate::domain::decision::{Decision, Outcome};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::Membership;
use crate::domain::person::{Person, person_id};
use crate::domain::role::Role;

/// What was decided about an application to a session, or to one of its calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What its writer would be.
    pub role: Role,
    /// What was decided; nothing once it was taken back.
    pub outcome: Option<Outcome>,
}

impl Decided {
    /// What a decision says of this role.
    pub fn of(decision: &Decision, role: Role) -> Self {
        Self {
            role,
            outcome: decision.outcome,
        }
    }

    /// Whether they have a place.
    pub fn is_accepted(&self) -> bool {
        self.outcome == Some(Outcome::Accepted)
    }
}

/// What is known of a session's people.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The session.
    pub session: &'a SessionId,
    /// What was decided, by the application.
    pub decided: &'a BTreeMap<RecordId, Decided>,
    /// What is known of people beside their applications.
    pub people: &'a BTreeMap<RecordId, Person>,
    /// Who is in a session, of every session.
    pub memberships: &'a [Membership],
    /// The session's plans.
    pub rosters: &'a [Roster],
}

impl Parts<'_> {
    /// The applications to be read: of those accepted, of those with a part, and of those whom a plan names.
    pub fn applications(&self) -> BTreeSet<RecordId> {
        let named = self.named();
        let decided = self.decided.iter();
        let decided = decided.filter(|(application, decided)| {
            decided.is_accepted() || named.contains(&person_id(**application))
        });
        let here = self.here().filter_map(|member| {
            let person = self.people.get(&member.person)?;
            person.application
        });
        decided
            .map(|(application, _)| *application)
            .chain(here)
            .collect()
    }

    /// Those whose application was decided otherwise since they got a place, in a plan or in effect: what was
    /// decided about another role than theirs says nothing of it.
    pub fn revoked(&self) -> BTreeSet<RecordId> {
        let (named, here) = (self.named(), self.roles());
        let decided = self.decided.iter();
        let revoked = decided.filter_map(|(application, decided)| {
            let person = person_id(*application);
            let had = here.get(&person).map_or_else(
                || named.contains(&person),
                |roles| roles.contains(&&decided.role),
            );
            (had && !decided.is_accepted()).then_some(person)
        });
        revoked.collect()
    }

    /// The applications on the waiting list of those who are not among the people, with what they would be.
    pub fn waiting(&self) -> Vec<(RecordId, Role)> {
        let (named, here) = (self.named(), self.roles());
        let decided = self.decided.iter();
        let waiting = decided.filter(|(application, decided)| {
            let person = person_id(**application);
            let is_new = !named.contains(&person) && !here.contains_key(&person);
            decided.outcome == Some(Outcome::Waitlisted) && is_new
        });
        waiting
            .map(|(application, decided)| (*application, decided.role.clone()))
            .collect()
    }

    /// Everyone.
    pub fn members<'b>(
        &self,
        applied: impl Fn(RecordId) -> Option<Applied<'b>>,
        nameless: impl Fn(Origin) -> String,
    ) -> BTreeMap<RecordId, Member> {
        let revoked = self.revoked();
        let mut members: BTreeMap<RecordId, Member> = BTreeMap::new();
        for membership in self.here() {
            let id = membership.person;
            let person = self.people.get(&id);
            if person.is_some_and(|person| person.deleted) {
                continue;
            }
            // Of several memberships one that is under way counts.
            if let Some(known) = members.get(&id)
                && (known.is_in || !membership.is_in())
            {
                continue;
            }
            let theirs = person.and_then(|person| applied(person.application?));
            let mut member = Member::new(id, membership.role.clone(), person, theirs, &nameless);
            member.is_in &= membership.is_in() && !revoked.contains(&id);
            member.sample |= membership.sample;
            members.insert(id, member);
        }
        for (application, decided) in self.decided {
            let id = person_id(*application);
            let counts = decided.is_accepted() || revoked.contains(&id);
            if let Some(applied) = applied(*application).filter(|_| counts)
                && !members.contains_key(&id)
            {
                let person = self.people.get(&id);
                let mut member = Member::accepted(decided.role.clone(), person, applied, &nameless);
                member.is_in &= decided.is_accepted();
                members.insert(id, member);
            }
        }
        members
    }

    fn here(&self) -> impl Iterator<Item = &Membership> {
        let memberships = self.memberships.iter();
        memberships.filter(|member| member.session == *self.session)
    }

    /// The roles in which people take part.
    fn roles(&self) -> BTreeMap<RecordId, BTreeSet<&Role>> {
        let mut roles: BTreeMap<RecordId, BTreeSet<&Role>> = BTreeMap::new();
        for member in self.here() {
            roles.entry(member.person).or_default().insert(&member.role);
        }
        roles
    }

    /// Whom plans name.
    fn named(&self) -> BTreeSet<RecordId> {
        let rosters = self.rosters.iter();
        let named = rosters.flat_map(|roster| {
            let leaders = roster.teams.values();
            let leaders = leaders.flat_map(|plan| plan.navigators().chain(plan.captain));
            roster.seats.keys().copied().chain(leaders)
        });
        named.collect()
    }
}
