//! The people of a roster, or of one team of it, as contacts: a card for each.

use super::{Heading, github_page};
use crate::domain::id::RecordId;
use crate::domain::membership::Standing;
use crate::domain::roster::sheet::Sheet;
use crate::format::vcard::{Card, to_text};

/// The contacts of a roster, or of one of its teams; who left is not among them. Somebody with several parts
/// has one card that names them all.
pub fn contacts(sheet: &Sheet, team: Option<RecordId>, heading: Heading<'_>) -> String {
    let mut cards: Vec<(RecordId, Card)> = Vec::new();
    let lines = sheet.lines().filter(|(on, line)| {
        let is_asked = team.is_none_or(|team| on.map(|on| on.id) == Some(team));
        is_asked && line.member.standing != Standing::Left
    });
    for (on, line) in lines {
        let role = heading.role(&line.member.role);
        let on = on.map(|on| on.name.clone()).filter(|name| !name.is_empty());
        let known = cards.iter_mut().find(|(id, _)| *id == line.member.person);
        if let Some((_, card)) = known {
            if let Some(text) = &mut card.role
                && !text.split(", ").any(|known| known == role)
            {
                text.push_str(", ");
                text.push_str(&role);
            }
            card.categories.extend(on);
            continue;
        }
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let programme = heading.programme.name.clone();
        let card = Card {
            uid: format!("{}@groundcrew", line.member.person),
            full_name: line.who.name.clone(),
            name: None,
            email: text(&line.who.email),
            role: Some(role),
            organization: std::iter::once(programme).chain(on.clone()).collect(),
            categories: std::iter::once(heading.session.name.clone())
                .chain(on)
                .collect(),
            zone: line.who.zone.clone(),
            url: github_page(&line.who.github),
            note: None,
        };
        cards.push((line.member.person, card));
    }
    let cards: Vec<Card> = cards.into_iter().map(|(_, card)| card).collect();
    to_text(&cards)
}
