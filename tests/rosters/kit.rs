//! What the tests share: a programme, people, memberships and teams.

use std::collections::BTreeMap;

use groundcrew::domain::id::{RecordId, SessionId};
use groundcrew::domain::membership::{Membership, Team};
use groundcrew::domain::person::Shown;
use groundcrew::domain::programme::Programme;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Contacts, Sheet, Source, sheet};
use groundcrew::domain::time::Date;
use groundcrew::format::programme::parse;

/// The sample programme, in which mentees are called orbiters.
pub fn programme() -> Programme {
    let text = include_str!("../../public/programme.json");
    parse(text).expect("the sample is good").programme
}

pub fn session(name: &str) -> SessionId {
    name.parse().expect("a key")
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn id(bits: u128) -> RecordId {
    RecordId::from_bits(bits)
}

pub fn contact(name: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        email: format!("{}@space.example", name.to_lowercase()),
        github: name.to_lowercase(),
        zone: Some("Europe/Paris".to_owned()),
        shown: Shown::ALL.into_iter().collect(),
    }
}

pub fn team(bits: u128, name: &str) -> Team {
    Team {
        id: id(bits),
        session: session("orbit-4"),
        name: name.to_owned(),
        project: None,
        starts: None,
        weeks: None,
        meeting: None,
        meets_at: String::new(),
        sample: false,
        deleted: false,
        conflict: false,
    }
}

/// Somebody's part in Orbit 4.
pub fn member(person: u128, role: Role, team: Option<u128>) -> Membership {
    let mut member = Membership::new(&session("orbit-4"), id(person), 0, role);
    member.team = team.map(id);
    member
}

/// A session's roster of these, its teams by their names.
pub fn roster(memberships: &[Membership], teams: &[Team], contacts: &Contacts) -> Sheet {
    sheet(Source {
        session: &session("orbit-4"),
        memberships,
        teams,
        places: &BTreeMap::new(),
        contacts,
    })
}

/// People by their ids: the first of them is 1.
pub fn people(names: &[&str]) -> Contacts {
    let people = names.iter().zip(1..);
    people.map(|(name, n)| (id(n), contact(name))).collect()
}
