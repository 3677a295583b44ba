//! People as contacts: a vCard 4.0 file (RFC 6350) for a team, or for everyone in a session.
//!
//! Holds what the caller puts in and nothing else: an address is personal data, and who may have it is
//! decided before. [`parse`] reads the contacts that other programs export.

mod reading;

pub use reading::{Contact, NoContacts, Row, Unread, parse};

use super::content_line::ContentLines;

/// Somebody, as they are to be in a list of contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Names this person for ever: with it a list of contacts knows them again when a newer file is
    /// taken in.
    pub uid: String,
    /// Their name as it reads.
    pub full_name: String,
    /// The parts of their name, if they are known. A full name is not to be cut to get them.
    pub name: Option<Name>,
    /// Their email address.
    pub email: Option<String>,
    /// What they do in the programme, in its own words.
    pub role: Option<String>,
    /// What they belong to, the widest first: a programme, a team.
    pub organization: Vec<String>,
    /// What they are found by beside: a session, a team.
    pub categories: Vec<String>,
    /// The IANA name of their time zone.
    pub zone: Option<String>,
    /// A page of theirs, as on GitHub. Left out unless it is a web address (http or https).
    pub url: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// The parts of a name, as some lists of contacts sort by them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What people call them.
    pub given: String,
    /// Their family's name; empty if they have none.
    pub family: String,
}

/// The file.
pub fn to_text(cards: &[Card]) -> String {
    let mut lines = ContentLines::default();
    for card in cards {
        lines.begin("VCARD");
        lines.line("VERSION", "4.0");
        // Otherwise it would have to be an address.
        lines.text("UID;VALUE=text", &card.uid);
        lines.text("FN", &card.full_name);
        let (family, given) = match &card.name {
            Some(name) => (name.family.as_str(), name.given.as_str()),
            None => ("", ""),
        };
        lines.texts("N", &[family, given, "", "", ""], ";");
        lines.some_text("EMAIL", card.email.as_deref());
        lines.texts("ORG", &each(&card.organization), ";");
        lines.some_text("ROLE", card.role.as_deref());
        lines.texts("CATEGORIES", &each(&card.categories), ",");
        lines.some_text("TZ", card.zone.as_deref());
        lines.web("URL", card.url.as_deref());
        lines.some_text("NOTE", card.note.as_deref());
        lines.end("VCARD");
    }
    lines.finish()
}

fn each(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
