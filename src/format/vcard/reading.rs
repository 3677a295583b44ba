//! Contacts as other programs export them, read: vCard 4.0 (RFC 6350), 3.0 (RFC 2426), and 2.1 with its
//! quoted-printable.
//!
//! Of each card only who it is of and how to reach them: birthdays, photos, phones, homes and notes are none of a
//! programme's business, and are not taken. A card that can't be read says why and where; the others are read.

use crate::domain::answer::is_email;
use crate::format::content_line::reading::{
    Line, NotLines, Rest, in_one_line, lines, parts, unescaped,
};

/// More cards than this are a whole address book, not those who take part.
pub const MOST: usize = 2_000;

/// Somebody, as a card has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What they are called, in one line.
    pub name: String,
    /// Their email address: the one they prefer, or else the first.
    pub email: String,
    /// Their time zone, as the card names it: whether there is one of this name is not known here.
    pub zone: Option<String>,
    /// Their name on GitHub, if one of their pages is there.
    pub github: Option<String>,
}

/// A card of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins.
    pub line: usize,
    /// Who it seems to be of; empty if nothing says.
    pub called: String,
    /// Whom it is of, or why it can't be read.
    pub contact: Result<Contact, Unread>,
}

/// Why a card can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It has no end.
    #[error("there is no END:VCARD")]
    NotEnded,
    /// A line that matters can't be parted into name and value.
    #[error("line {0} can't be parted")]
    Line(usize),
    /// A text is in a character set that is not read.
    #[error("line {0} is in the character set {1}")]
    Charset(usize, String),
    /// It says no name.
    #[error("there is no name")]
    NoName,
    /// It says no email address.
    #[error("there is no email address")]
    NoEmail,
    /// What it has for an email address is none.
    #[error("line {0}: “{1}” is no email address")]
    NotAnEmail(usize, String),
}

/// Why a file has no contacts that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoContacts {
    /// It is not even lines of text.
    #[error(transparent)]
    NotLines(#[from] NotLines),
    /// There is no card in it.
    #[error("there is no BEGIN:VCARD")]
    NoCards,
    /// There are too many of them.
    #[error("there are more than {MOST} cards")]
    TooMany,
}

/// The contacts of a file, in its order.
pub fn parse(file: &[u8]) -> Result<Vec<Row>, NoContacts> {
    let mut rows = Vec::new();
    let mut open: Option<Card> = None;
    // How many cards within the card: in vCard 2.1 an assistant has a card in that of whom they assist.
    let mut within = 0_usize;
    let mut is_assistant = false;
    for line in lines(file)? {
        if line.bounds("BEGIN", "VCARD") {
            if is_assistant || within > 0 {
                within += 1;
            } else {
                rows.extend(open.replace(Card::new(line.number)).map(Card::unended));
            }
        } else if line.bounds("END", "VCARD") {
            match within.checked_sub(1) {
                Some(fewer) => within = fewer,
                None => rows.extend(open.take().map(Card::read)),
            }
        } else if within == 0
            && let Some(card) = &mut open
        {
            card.take(&line);
        }
        if rows.len() > MOST {
            return Err(NoContacts::TooMany);
        }
        let value = line.rest.as_ref().map(|rest| rest.value.trim());
        is_assistant = open.is_some() && line.name == "AGENT" && value == Some("");
    }
    rows.extend(open.map(Card::unended));
    if rows.is_empty() {
        return Err(NoContacts::NoCards);
    }
    Ok(rows)
}

/// What was read of a card so far.
struct Card {
    line: usize,
    fault: Option<Unread>,
    /// Names as they read, each with how much it is preferred.
    full_names: Vec<(u8, String)>,
    /// A name of its parts.
    parted: String,
    emails: Vec<(u8, usize, String)>,
    zone: Option<String>,
    github: Option<String>,
}

impl Card {
    fn new(line: usize) -> Self {
        Self {
            line,
            fault: None,
            full_names: Vec::new(),
            parted: String::new(),
            emails: Vec::new(),
            zone: None,
            github: None,
        }
    }

    fn take(&mut self, line: &Line) {
        if !matches!(line.name.as_str(), "FN" | "N" | "EMAIL" | "TZ" | "URL") {
            return;
        }
        let Some(rest) = &line.rest else {
            self.fault.get_or_insert(Unread::Line(line.number));
            return;
        };
        let value = match decoded(rest) {
            Ok(value) => value,
            Err(charset) => {
                let fault = match charset {
                    Some(charset) => Unread::Charset(line.number, charset),
                    None => Unread::Line(line.number),
                };
                self.fault.get_or_insert(fault);
                return;
            }
        };
        let text = || in_one_line(&unescaped(&value));
        match line.name.as_str() {
            "FN" => self.full_names.push((rank(rest), text())),
            "N" if self.parted.is_empty() => self.parted = of_parts(&value),
            "EMAIL" => {
                let text = text();
                let address = text
                    .split_at_checked(7)
                    .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("mailto:"))
                    .map_or(text.as_str(), |(_, address)| address);
                if !address.is_empty() {
                    let email = (rank(rest), line.number, address.to_owned());
                    self.emails.push(email);
                }
            }
            "TZ" => {
                // Beside an offset, which says nothing of summer, some write the zone's name.
                let zone = text();
                let is_better = match &self.zone {
                    None => !zone.is_empty(),
                    Some(known) => !known.contains('/') && zone.contains('/'),
                };
                if is_better {
                    self.zone = Some(zone);
                }
            }
            "URL" if self.github.is_none() => self.github = of_github(&text()),
            _ => {}
        }
    }

    fn called(&self) -> String {
        let named = self.full_names.iter().filter(|(_, name)| !name.is_empty());
        let name = named.min_by_key(|(rank, _)| *rank);
        name.map_or_else(|| self.parted.clone(), |(_, name)| name.clone())
    }

    fn read(self) -> Row {
        let called = self.called();
        let line = self.line;
        let email = self.emails.iter().min_by_key(|(rank, ..)| *rank).cloned();
        let told = if called.is_empty() {
            let email = email.as_ref().map(|(.., email)| email.clone());
            email.unwrap_or_default()
        } else {
            called.clone()
        };
        let contact = match (self.fault, called, email) {
            (Some(fault), ..) => Err(fault),
            (None, name, _) if name.is_empty() => Err(Unread::NoName),
            (None, _, None) => Err(Unread::NoEmail),
            (None, _, Some((_, line, email))) if !is_email(&email) => {
                Err(Unread::NotAnEmail(line, email))
            }
            (None, name, Some((.., email))) => Ok(Contact {
                name,
                email,
                zone: self.zone,
                github: self.github,
            }),
        };
        Row {
            line,
            called: told,
            contact,
        }
    }

    fn unended(self) -> Row {
        Row {
            line: self.line,
            called: self.called(),
            contact: Err(Unread::NotEnded),
        }
    }
}

/// How much a value is preferred: less is more. Of values that say nothing of it, the first is.
fn rank(rest: &Rest) -> u8 {
    let preferred = rest.all("PREF").next();
    let preferred = preferred.and_then(|rank| rank.trim().parse().ok());
    let is_preferred = rest.has("PREF") && rest.first("PREF").is_none()
        || rest.all("TYPE").any(|sort| {
            // Some write all sorts in one, in quotes.
            sort.split(',')
                .any(|sort| sort.trim().eq_ignore_ascii_case("pref"))
        });
    // From 1 to 100 (RFC 6350, 5.3).
    match preferred {
        Some(rank @ 1..=100) => rank,
        Some(_) | None if is_preferred => 0,
        Some(_) | None => u8::MAX,
    }
}

/// A name out of its parts: what they are called, other names, their family's.
fn of_parts(value: &str) -> String {
    let parts = parts(value, ';');
    let part = |at: usize| {
        let part = parts.get(at).copied().unwrap_or_default();
        let names = self::parts(part, ',').into_iter().map(unescaped);
        names.collect::<Vec<_>>().join(" ")
    };
    in_one_line(&[part(1), part(2), part(0)].join(" "))
}

/// Whose page on GitHub this is.
fn of_github(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let (host, path) = rest.split_once('/').filter(|_| is_web)?;
    let host = host.to_ascii_lowercase();
    let is_there = host == "github.com" || host == "www.github.com";
    let name = path.strip_suffix('/').unwrap_or(path);
    let is_name = (1..=39).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_there && is_name).then(|| name.to_owned())
}

/// The value as it was before it was made fit for old mail, still escaped; else the character set that is not read, or
/// nothing where the text is not in the one that is.
fn decoded(rest: &Rest) -> Result<String, Option<String>> {
    let mut encoding = rest.all("ENCODING");
    let is_quoted = rest.has("QUOTED-PRINTABLE")
        || encoding.any(|encoding| encoding.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    if !is_quoted {
        return Ok(rest.value.clone());
    }
    let charset = rest.first("CHARSET").unwrap_or("UTF-8");
    let known = ["UTF-8", "UTF8", "US-ASCII", "ASCII"];
    if !known
        .iter()
        .any(|known| charset.eq_ignore_ascii_case(known))
    {
        return Err(Some(charset.to_owned()));
    }
    let mut out = Vec::with_capacity(rest.value.len());
    let mut bytes = rest.value.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let mut digit = || char::from(ahead.next()?).to_digit(16);
        let coded = (byte == b'=').then(|| Some(digit()? * 16 + digit()?));
        match coded.flatten() {
            Some(coded) => {
                out.push(coded as u8);
                bytes = ahead;
            }
            None => out.push(byte),
        }
    }
    String::from_utf8(out).map_err(|_| None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_github_says_whose_it_is() {
        for (address, name) in [
            ("https://github.com/ana", Some("ana")),
            ("HTTP://www.GitHub.com/bo-b/", Some("bo-b")),
            ("https://github.com/ana/repo", None),
            ("https://github.com/", None),
            ("https://github.community/ana", None),
            ("https://example.org/github.com/ana", None),
        ] {
            assert_eq!(of_github(address).as_deref(), name, "{address}");
        }
    }
}
