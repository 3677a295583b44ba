//! Taking in a table of who is in a session: what each row would do, before anything is done, and all of
//! it as one change.
//!
//! People are known again by the membership that a row names, or else by their email addresses. Who is here
//! stays as they are known here: a row adds what is not known of them, and says what they are in the session.

use std::collections::{BTreeMap, BTreeSet};

use super::{Move, Roster, follow};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Team};
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::domain::time::{Date, Instant};

use super::sheet::Contacts;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line it begins on.
    pub line: usize,
    /// The membership's id, if it was written here.
    pub id: Option<RecordId>,
    /// Their email address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Their name on GitHub.
    pub github: String,
    /// Their role; nothing if the programme has no such word.
    pub role: Option<Role>,
    /// Whether it is of this session.
    pub is_here: bool,
    /// What their team is called; empty for none.
    pub team: String,
    /// Whether they took the place.
    pub accepted: Option<bool>,
    /// The last day on which they can answer.
    pub accept_by: Option<Date>,
    /// When they answered.
    pub accepted_at: Option<Instant>,
}

/// What of a membership a row says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// The role.
    Role,
    /// The team.
    Team,
    /// Whether they took the place, until when they can answer, when they did.
    Answer,
    /// Their name on GitHub, which was not known.
    Github,
    /// Their email address, in a row that names their membership.
    Email,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Someone comes in.
    New {
        /// Whether nobody of this address was known.
        is_unknown: bool,
    },
    /// Their part changes.
    Changed(Vec<Changed>),
    /// All it says is so.
    Same,
    /// It is of another session, and not taken in.
    Elsewhere,
    /// It names nobody, having no email address, and is not taken in.
    Nobody,
    /// The programme has no such role; it is not taken in.
    NoRole,
    /// A row above it says who this is already; it is not taken in.
    Twice,
    /// The membership that it names is one person's and the email address another's; it is not taken in.
    TwoPeople,
}

/// What a table would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taking {
    /// What each row would do, in their order.
    pub verdicts: Vec<Verdict>,
    /// The people who are new or of whom more is known, as they were and as they will be.
    pub people: Vec<(RecordId, Person, Person)>,
    /// The teams that are new.
    pub teams: Vec<Team>,
    /// The memberships that are new, or as they were and as they will be.
    pub members: Vec<(Option<Membership>, Membership)>,
    /// What the session's roster being formed has to know of it.
    pub moves: Vec<Move>,
}

/// What there is before a table is taken in.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The session.
    pub session: &'a SessionId,
    /// What is known of people beside their applications.
    pub people: &'a BTreeMap<RecordId, Person>,
    /// Who people are.
    pub contacts: &'a Contacts,
    /// The application that someone sent, if they are known by it alone.
    pub applications: &'a BTreeMap<RecordId, RecordId>,
    /// Who applied to the session, whatever was decided, and whether they were accepted.
    pub applied: &'a BTreeMap<RecordId, bool>,
    /// The memberships.
    pub memberships: &'a [Membership],
    /// The session's teams.
    pub teams: &'a [Team],
    /// The session's roster being formed.
    pub roster: &'a Roster,
}

/// The id of someone who is known by nothing but their email address: the same on every device.
pub fn person_of_address(email: &str) -> RecordId {
    RecordId::derived(&["person", &email.trim().to_lowercase()])
}

/// What a table would do.
pub fn take(entries: &[Entry], before: Before<'_>) -> Taking {
    let mut taking = Taking::default();
    let mut state = State {
        before,
        entries,
        by_address: by_address(before),
        teams: before.teams.to_vec(),
        used: BTreeSet::new(),
    };
    for entry in entries {
        let verdict = state.row(entry, &mut taking);
        taking.verdicts.push(verdict);
    }
    let mut after = before.memberships.to_vec();
    for (_, member) in &taking.members {
        match after.iter_mut().find(|held| held.id == member.id) {
            Some(held) => *held = member.clone(),
            None => after.push(member.clone()),
        }
    }
    taking.moves = follow(before.roster, &state.teams, before.memberships, &after);
    taking
}

/// Whose each email address is. Of several people of one address, it is one who is in the session, or else
/// one who applied to it, rather one who was accepted.
fn by_address(before: Before<'_>) -> BTreeMap<String, RecordId> {
    let here = before.memberships.iter();
    let here = here.filter(|m| m.session == *before.session && !m.deleted);
    let here: BTreeSet<RecordId> = here.map(|m| m.person).collect();
    let rank = |id: &RecordId| (here.contains(id), before.applied.get(id).copied());
    let mut found: BTreeMap<String, RecordId> = BTreeMap::new();
    for (id, contact) in before.contacts {
        let address = contact.email.trim().to_lowercase();
        if !address.is_empty() {
            let known = found.entry(address).or_insert(*id);
            if rank(known) < rank(id) {
                *known = *id;
            }
        }
    }
    found
}

struct State<'a> {
    before: Before<'a>,
    entries: &'a [Entry],
    by_address: BTreeMap<String, RecordId>,
    teams: Vec<Team>,
    /// The memberships that rows were about.
    used: BTreeSet<RecordId>,
}

impl State<'_> {
    fn row(&mut self, entry: &Entry, taking: &mut Taking) -> Verdict {
        if !entry.is_here {
            return Verdict::Elsewhere;
        }
        let address = entry.email.trim().to_lowercase();
        if address.is_empty() {
            return Verdict::Nobody;
        }
        let Some(role) = entry.role.clone() else {
            return Verdict::NoRole;
        };
        let of_address = self.by_address.get(&address).copied();
        let named = self.named(entry);
        if let (Some(named), Some(other)) = (&named, of_address)
            && named.person != other
        {
            return Verdict::TwoPeople;
        }
        // An address that was corrected makes nobody new.
        let known = named.map(|named| named.person).or(of_address);
        let person = known.unwrap_or_else(|| person_of_address(&address));
        let team = self.team(&entry.team, taking);
        let held = match self.held(entry, person, &role, team, taking) {
            Ok(held) => held,
            Err(Spent) => return Verdict::Twice,
        };
        let is_other_address = known.is_some() && of_address.is_none();
        let told = self.know(
            entry,
            person,
            Known {
                is_unknown: known.is_none(),
                is_new: held.is_none(),
                is_other_address,
            },
            taking,
        );
        self.by_address.insert(address, person);
        let seat = self.seats(person, taking);
        let mut after = held
            .clone()
            .unwrap_or_else(|| Membership::new(self.before.session, person, seat, role.clone()));
        after.role = role;
        after.team = team;
        after.accepted = entry.accepted;
        after.accept_by = entry.accept_by;
        after.accepted_at = entry.accepted_at;
        self.used.insert(after.id);
        let verdict = match &held {
            None => Verdict::New {
                is_unknown: known.is_none(),
            },
            Some(held) => {
                let mut changed = changed(held, &after);
                let is_other = !changed.is_empty();
                changed.extend(told);
                if changed.is_empty() {
                    return Verdict::Same;
                }
                // Their part stays as it is where only more is known of them.
                if !is_other {
                    return Verdict::Changed(changed);
                }
                Verdict::Changed(changed)
            }
        };
        taking.members.push((held, after));
        verdict
    }

    /// The membership that a row names.
    fn named(&self, entry: &Entry) -> Option<Membership> {
        let here = self.before.memberships.iter();
        let mut here = here.filter(|m| m.session == *self.before.session && !m.deleted);
        here.find(|m| Some(m.id) == entry.id).cloned()
    }

    /// The membership that a row is about: the one it names, else one of this person in this role, on the
    /// same team if there is one, else the only other one they have.
    fn held(
        &self,
        entry: &Entry,
        person: RecordId,
        role: &Role,
        team: Option<RecordId>,
        taking: &Taking,
    ) -> Result<Option<Membership>, Spent> {
        let here = self.before.memberships.iter();
        let here = here.filter(|m| m.session == *self.before.session && !m.deleted);
        let named = self.named(entry);
        // A second part in the same role is one on another team.
        let is_this = |m: &Membership| named.as_ref().is_some_and(|named| named.id == m.id);
        let said = here.clone().filter(|m| self.used.contains(&m.id));
        let said = said.filter(|m| taking.members.iter().all(|(_, after)| after.id != m.id));
        let mut said = taking.members.iter().map(|(_, after)| after).chain(said);
        let is_same = |m: &Membership| m.person == person && m.role == *role && m.team == team;
        if said.any(|m| is_same(m) && !is_this(m)) {
            return Err(Spent);
        }
        if let Some(named) = named {
            let is_free = !self.used.contains(&named.id);
            return is_free.then_some(Some(named)).ok_or(Spent);
        }
        let theirs = here.filter(|m| m.person == person && m.role == *role);
        let free = theirs.filter(|m| !self.used.contains(&m.id));
        let best = free.clone().find(|m| m.team == team);
        let best = best.or_else(|| free.clone().next()).cloned();
        Ok(best.or_else(|| self.other_part(person)))
    }

    /// The one part of somebody that no row says they still have: a row in another role is about that, as they
    /// are something else now.
    fn other_part(&self, person: RecordId) -> Option<Membership> {
        let is_said = |member: &Membership| {
            let mut rows = self.entries.iter().filter(|entry| entry.is_here);
            rows.any(|entry| {
                let whose = self.by_address.get(&entry.email.trim().to_lowercase());
                let is_theirs = whose == Some(&person) && entry.role.as_ref() == Some(&member.role);
                is_theirs || entry.id == Some(member.id)
            })
        };
        let here = self.before.memberships.iter();
        let mut others = here.filter(|m| {
            let is_theirs = m.person == person && m.session == *self.before.session;
            is_theirs && m.is_in() && !self.used.contains(&m.id) && !is_said(m)
        });
        let other = others.next()?;
        others.next().is_none().then(|| other.clone())
    }

    /// How many parts somebody has in the session already.
    fn seats(&self, person: RecordId, taking: &Taking) -> u32 {
        let here = self.before.memberships.iter();
        let here = here.filter(|m| m.person == person && m.session == *self.before.session);
        let new = taking.members.iter();
        let new = new.filter(|(before, m)| before.is_none() && m.person == person);
        (here.count() + new.count()) as u32
    }

    /// The team of this name, made where there is none.
    fn team(&mut self, name: &str, taking: &mut Taking) -> Option<RecordId> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let same = |team: &&Team| team.name.trim().to_lowercase() == name.to_lowercase();
        if let Some(team) = self.teams.iter().find(same) {
            return Some(team.id);
        }
        let session = self.before.session;
        // One that is only planned is the one that is meant.
        let mut planned = self.before.roster.teams.iter();
        let planned =
            planned.find(|(_, plan)| plan.name.trim().to_lowercase() == name.to_lowercase());
        let made = || RecordId::derived(&["team", session.as_str(), &name.to_lowercase()]);
        let team = Team {
            id: planned.map_or_else(made, |(id, _)| *id),
            session: session.clone(),
            name: planned.map_or(name, |(_, plan)| &plan.name).to_owned(),
            project: planned.and_then(|(_, plan)| plan.project.clone()),
            starts: None,
            weeks: None,
            meeting: None,
            meets_at: String::new(),
            sample: false,
            deleted: false,
            conflict: false,
        };
        self.teams.push(team.clone());
        taking.teams.push(team.clone());
        Some(team.id)
    }

    /// Notes what a row tells of somebody that is not known; says what of it is new of someone who is here.
    fn know(
        &self,
        entry: &Entry,
        person: RecordId,
        known: Known,
        taking: &mut Taking,
    ) -> Vec<Changed> {
        if taking.people.iter().any(|(id, ..)| *id == person) {
            return Vec::new();
        }
        let before = self.before.people.get(&person).cloned();
        let contact = self.before.contacts.get(&person);
        let application = self.before.applications.get(&person).copied();
        let before = before.unwrap_or_default();
        let mut after = before.clone();
        after.application = after.application.or(application);
        // Who was removed by hand and comes in again is not to stay out of sight.
        after.deleted &= !known.is_new;
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        if known.is_unknown {
            after.name = text(&entry.name);
        }
        if known.is_unknown || known.is_other_address {
            after.email = text(&entry.email);
        }
        if contact.is_none_or(|contact| contact.github.trim().is_empty()) {
            after.github = text(&entry.github).or(after.github);
        }
        let told = [
            (after.github != before.github, Changed::Github),
            (known.is_other_address, Changed::Email),
        ];
        let told: Vec<Changed> = told
            .into_iter()
            .filter_map(|(is, what)| is.then_some(what))
            .collect();
        // Who has a part has a record as well, if it takes one.
        if (known.is_new || !told.is_empty()) && after != before {
            taking.people.push((person, before, after));
        }
        told
    }
}

/// What is known of whom a row is about.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// Nobody of this address, nor of the membership that it names.
    is_unknown: bool,
    /// They have no such part yet.
    is_new: bool,
    /// They are known by another address, or by none.
    is_other_address: bool,
}

/// A row above is about the same.
struct Spent;

fn changed(held: &Membership, after: &Membership) -> Vec<Changed> {
    let answer = |m: &Membership| (m.accepted, m.accept_by, m.accepted_at);
    [
        (held.role != after.role, Changed::Role),
        (held.team != after.team, Changed::Team),
        (answer(held) != answer(after), Changed::Answer),
    ]
    .into_iter()
    .filter_map(|(is, what)| is.then_some(what))
    .collect()
}

impl Taking {
    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.teams.is_empty() && self.members.is_empty()
    }
}
