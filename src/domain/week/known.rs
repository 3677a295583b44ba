//! The roster as those on it know it. Organizers have memberships and people; everyone else has the cards of their team,
//! which say less.

use super::card::{Card, current};
use crate::domain::membership::Membership;
use crate::domain::roster::sheet::{Contact, Contacts};

/// Everyone there are cards of, with what is known of them. Nobody but the organizers knows which of them are the same
/// person, so each stands for themselves.
pub fn known_by_cards(cards: &[Card]) -> (Vec<Membership>, Contacts) {
    let now = current(cards.iter().cloned());
    let members = now.values().map(membership);
    let contacts = now.values().map(|card| (card.member, contact(card)));
    (members.collect(), contacts.collect())
}

fn membership(card: &Card) -> Membership {
    Membership {
        id: card.member,
        team: card.team,
        standing: card.standing,
        joined: card.joined,
        since: card.since,
        sample: card.sample,
        ..Membership::new(&card.session, card.member, 0, card.role.clone())
    }
}

fn contact(card: &Card) -> Contact {
    Contact {
        name: card.name.clone(),
        github: card.github.clone(),
        zone: (!card.zone.is_empty()).then(|| card.zone.clone()),
        ..Contact::default()
    }
}
