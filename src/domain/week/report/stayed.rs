//! Who of earlier sessions still contributes: takes part in a later one, or goes on with what they worked on.

use std::collections::{BTreeMap, BTreeSet};

use super::{size, took_part};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::Membership;
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::roster::sheet::Contacts;
use crate::domain::time::Date;
use crate::domain::week::contribution::Contribution;

/// What somebody takes part in again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Again {
    /// The later session.
    pub session: SessionId,
    /// As what.
    pub role: Role,
}

/// Somebody who is still there. For organizers alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// Who, a person.
    pub person: RecordId,
    /// What they take part in.
    pub again: Vec<Again>,
    /// How many of their contributions moved since the session ended.
    pub moved: u32,
    /// The day of the last move since.
    pub last: Option<Date>,
}

/// Who of a session is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stayed {
    /// The session.
    pub session: SessionId,
    /// How many took part in it.
    pub people: u32,
    /// How many of them take part in a later one.
    pub again: u32,
    /// As what: each of them once for each role.
    pub roles: BTreeMap<Role, u32>,
    /// How many have contributions that moved since it ended.
    pub moved: u32,
    /// Those who do either.
    pub still: Vec<Still>,
}

/// Who is still there of the sessions that ended before a day, the latest first. Sessions of which nobody is known are left
/// out. Two people with one address are one.
pub fn stayed(
    sessions: &[&Session],
    memberships: &[Membership],
    contributions: &[Contribution],
    contacts: &Contacts,
    today: Date,
) -> Vec<Stayed> {
    let same = same(contacts);
    let person = |member: &Membership| same.get(&member.person).copied().unwrap_or(member.person);
    let mut parts: BTreeMap<RecordId, Vec<&Membership>> = BTreeMap::new();
    for member in memberships.iter().filter(took_part) {
        parts.entry(person(member)).or_default().push(member);
    }
    let mut works: BTreeMap<RecordId, Vec<&Contribution>> = BTreeMap::new();
    for one in contributions.iter().filter(|one| !one.deleted) {
        works.entry(one.member).or_default().push(one);
    }
    let starts: BTreeMap<&SessionId, Date> = sessions
        .iter()
        .map(|session| (&session.id, session.starts))
        .collect();
    let mut ended: Vec<(&Session, Date)> = sessions
        .iter()
        .filter_map(|session| {
            let ends = session.starts.plus_days(7 * i64::from(session.weeks) - 1)?;
            (ends < today).then_some((*session, ends))
        })
        .collect();
    ended.sort_by_key(|(session, _)| std::cmp::Reverse(session.starts));
    let one = |(session, ends): (&Session, Date)| {
        let was_in = |members: &&Vec<&Membership>| members.iter().any(|m| m.session == session.id);
        let there: Vec<(&RecordId, &Vec<&Membership>)> = parts
            .iter()
            .filter(|(_, members)| was_in(members))
            .collect();
        let is_later = |member: &&&Membership| {
            let began = starts.get(&member.session);
            began.is_some_and(|began| *began > session.starts)
        };
        let still = |(person, members): &(&RecordId, &Vec<&Membership>)| {
            let again: BTreeSet<Again> = members
                .iter()
                .filter(is_later)
                .map(|member| Again {
                    session: member.session.clone(),
                    role: member.role.clone(),
                })
                .collect();
            let theirs = members.iter().filter_map(|member| works.get(&member.id));
            let since = theirs
                .flatten()
                .filter_map(|one| one.last_moved().filter(|day| *day > ends));
            let since: Vec<Date> = since.collect();
            (!again.is_empty() || !since.is_empty()).then(|| Still {
                person: **person,
                again: again.into_iter().collect(),
                moved: size(since.len()),
                last: since.into_iter().max(),
            })
        };
        let still: Vec<Still> = there.iter().filter_map(still).collect();
        let mut roles: BTreeMap<Role, u32> = BTreeMap::new();
        for one in &still {
            let theirs: BTreeSet<&Role> = one.again.iter().map(|again| &again.role).collect();
            for role in theirs {
                *roles.entry(role.clone()).or_default() += 1;
            }
        }
        Stayed {
            session: session.id.clone(),
            people: size(there.len()),
            again: size(still.iter().filter(|one| !one.again.is_empty()).count()),
            roles,
            moved: size(still.iter().filter(|one| one.moved > 0).count()),
            still,
        }
    };
    let all = ended.into_iter().map(one);
    all.filter(|stayed| stayed.people > 0).collect()
}

/// For each of several people with one address, the one who stands for all.
fn same(contacts: &Contacts) -> BTreeMap<RecordId, RecordId> {
    let mut by_address: BTreeMap<String, RecordId> = BTreeMap::new();
    let one = |(id, who): (&RecordId, &crate::domain::roster::sheet::Contact)| {
        let address = who.email.trim().to_lowercase();
        if address.is_empty() {
            return None;
        }
        Some((*id, *by_address.entry(address).or_insert(*id)))
    };
    contacts.iter().filter_map(one).collect()
}
