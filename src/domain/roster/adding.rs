//! Adding people from contacts: what each would do, before anything is done, and all of it as one change.
//!
//! Who is in the session already stays as they are, whatever their contact says: it comes from somebody's address
//! book, and may be older than what is known here. Adding the same contacts again adds nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::taking::{Before, Entry, Taking, Verdict, take};
use crate::domain::answer::{WeekSlots, Zones};
use crate::domain::id::RecordId;
use crate::domain::role::Role;

/// Somebody to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The line of the file on which they stand.
    pub line: usize,
    /// What they are called.
    pub name: String,
    /// Their email address.
    pub email: String,
    /// Their name on GitHub; empty if it is not known.
    pub github: String,
    /// What they or their programs call their time zone.
    pub zone: Option<String>,
}

/// What adding somebody would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adding {
    /// They come in; nobody of this address was known.
    New,
    /// They come in; who they are was known, from another session or an application.
    Known,
    /// They are in the session already, and stay as they are.
    Here,
    /// Somebody above has this address.
    Twice,
}

/// What adding people would do: each of them, and all of it as one change.
pub fn add(
    people: &[Newcomer],
    role: &Role,
    zones: &Zones,
    before: Before<'_>,
) -> (Vec<Adding>, Taking) {
    let address = |email: &str| email.trim().to_lowercase();
    let here = before.memberships.iter();
    let here = here.filter(|member| member.session == *before.session && !member.deleted);
    let here = here.map(|member| member.person);
    // Whoever was accepted is in the session too, before a roster is put into effect.
    let accepted = before.applied.iter().filter(|(_, accepted)| **accepted);
    let here: BTreeSet<RecordId> = here.chain(accepted.map(|(person, _)| *person)).collect();
    let here = before.contacts.iter().filter(|(id, _)| here.contains(id));
    let here: BTreeSet<String> = here.map(|(_, contact)| address(&contact.email)).collect();
    let mut above = BTreeSet::new();
    let mut adding: Vec<Adding> = Vec::with_capacity(people.len());
    let mut entries = Vec::new();
    let mut zone_of: BTreeMap<String, String> = BTreeMap::new();
    for person in people {
        let of = address(&person.email);
        if here.contains(&of) {
            adding.push(Adding::Here);
        } else if !above.insert(of.clone()) {
            adding.push(Adding::Twice);
        } else {
            adding.push(Adding::New);
            entries.push(entry(person, role));
            let zone = person.zone.as_deref().and_then(|zone| zones.find(zone));
            zone_of.extend(zone.map(|zone| (of, zone)));
        }
    }
    let mut taking = take(&entries, before);
    let mut verdicts = taking.verdicts.iter();
    for adding in adding.iter_mut().filter(|adding| **adding == Adding::New) {
        *adding = match verdicts.next() {
            Some(Verdict::New { is_unknown: false }) => Adding::Known,
            Some(Verdict::Same | Verdict::Changed(_)) => Adding::Here,
            Some(_) | None => Adding::New,
        };
    }
    for (_, known, person) in &mut taking.people {
        // What someone said of themselves in an application is theirs to say.
        if known.week.is_none() && person.application.is_none() {
            let of = person.email.as_deref().map(address);
            let zone = of.and_then(|of| zone_of.get(&of).cloned());
            person.week = zone.map(|zone| (zone, WeekSlots::default()));
        }
    }
    (adding, taking)
}

fn entry(person: &Newcomer, role: &Role) -> Entry {
    Entry {
        line: person.line,
        id: None,
        email: person.email.clone(),
        name: person.name.clone(),
        github: person.github.clone(),
        role: Some(role.clone()),
        is_here: true,
        team: String::new(),
        accepted: None,
        accept_by: None,
        accepted_at: None,
    }
}
