//! Contacts, read back with somebody else's library.

use calcard::vcard::{VCard, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use groundcrew::format::vcard::{Card, Name, to_text};
use proptest::prelude::*;

use super::texts::{held, hostile, names};

/// The cards of a file as another library reads them: nothing that it can't read.
pub fn read(text: &str) -> Vec<VCard> {
    let mut parser = Parser::new(text);
    let mut cards = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => cards.push(card),
            Entry::Eof => return cards,
            other => panic!("{other:?} in {text}"),
        }
    }
}

/// The values of a property, those of a value with several components in their order.
pub fn values(card: &VCard, name: &VCardProperty) -> Vec<String> {
    let values = card
        .property(name)
        .map(|property| property.values.as_slice());
    let texts = values
        .unwrap_or_default()
        .iter()
        .flat_map(|value| match value {
            VCardValue::Component(parts) => parts.clone(),
            value => vec![value.as_text().unwrap_or_default().to_owned()],
        });
    texts.collect()
}

#[test]
fn contacts_are_written_as_the_book_has_it() {
    let ana = Card {
        uid: "3f2a-venus".to_owned(),
        full_name: "Ana Łuczak, PhD".to_owned(),
        name: Some(Name {
            given: "Ana".to_owned(),
            family: "Łuczak".to_owned(),
        }),
        email: Some("ana@space.example".to_owned()),
        role: Some("Navigator".to_owned()),
        organization: vec!["Djangonaut; Space".to_owned(), "Team Venus".to_owned()],
        categories: vec!["Session 7, 2027".to_owned(), "Venus".to_owned()],
        zone: Some("Europe/Warsaw".to_owned()),
        url: Some("https://github.com/ana".to_owned()),
        note: Some(
            "Likes ORMs.\nOften away on Fridays, until the end of the session; write to her then."
                .to_owned(),
        ),
    };
    let bare = Card {
        uid: "77".to_owned(),
        full_name: "Sukarno".to_owned(),
        ..Card::default()
    };
    let expected = "\
BEGIN:VCARD
VERSION:4.0
UID;VALUE=text:3f2a-venus
FN:Ana Łuczak\\, PhD
N:Łuczak;Ana;;;
EMAIL:ana@space.example
ORG:Djangonaut\\; Space;Team Venus
ROLE:Navigator
CATEGORIES:Session 7\\, 2027,Venus
TZ:Europe/Warsaw
URL:https://github.com/ana
NOTE:Likes ORMs.\\nOften away on Fridays\\, until the end of the session\\; wr
 ite to her then.
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID;VALUE=text:77
FN:Sukarno
N:;;;;
END:VCARD
";
    let text = to_text(&[ana, bare]);
    assert_eq!(text, expected.replace('\n', "\r\n"));
    assert_eq!(read(&text).len(), 2);
    assert_eq!(to_text(&[]), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn promise_24_whatever_people_write_contacts_have_the_same_lines_and_read_back(
        texts in prop::collection::vec(prop::array::uniform9(hostile()), 1..4)
    ) {
        let card = |texts: &[String; 9]| {
            let [uid, full_name, given, family, email, role, team, zone, note] = texts.clone();
            Card {
                uid,
                full_name,
                name: Some(Name { given, family }),
                email: Some(email),
                role: Some(role),
                organization: vec!["Programme".to_owned(), team.clone()],
                categories: vec![team],
                zone: Some(zone),
                url: Some(format!("https://{note}")),
                note: Some(note),
            }
        };
        let plain: Vec<Card> = texts.iter().map(|_| card(&[(); 9].map(|()| "plain".to_owned()))).collect();
        let cards: Vec<Card> = texts.iter().map(card).collect();
        let file = to_text(&cards);
        prop_assert_eq!(names(&file), names(&to_text(&plain)));
        let found = read(&file);
        prop_assert_eq!(found.len(), cards.len());
        for (found, card) in found.iter().zip(&cards) {
            prop_assert_eq!(found.entries.len(), 11);
            let name = card.name.as_ref().expect("a name");
            for (property, written) in [
                (VCardProperty::Uid, vec![&card.uid]),
                (VCardProperty::Fn, vec![&card.full_name]),
                (VCardProperty::N, vec![&name.family, &name.given, &String::new(), &String::new(), &String::new()]),
                (VCardProperty::Email, card.email.iter().collect()),
                (VCardProperty::Org, card.organization.iter().collect()),
                (VCardProperty::Role, card.role.iter().collect()),
                (VCardProperty::Note, card.note.iter().collect()),
            ] {
                let written: Vec<String> = written.into_iter().map(|text| held(text)).collect();
                prop_assert_eq!(values(found, &property), written, "{:?}", property);
            }
        }
    }
}
