//! The programme file: JSON to a [`Programme`], or everything that is wrong with it, and where.
//!
//! docs/programme-file.md and public/programme.schema.json say the same in words and in JSON Schema.

mod certificate;
mod closing;
mod fault;
mod reader;
mod session;
mod teams;
mod weekly;

pub use fault::{Fault, Place, ProgrammeError, Referred, Shape, UnknownName};
pub(in crate::format) use reader::{Parts, Reader, Taken};

use super::json;
use crate::domain::answer::is_email;
use crate::domain::form::ANY;
use crate::domain::gather::gather;
use crate::domain::id::ProjectId;
use crate::domain::markdown;
use crate::domain::programme::{Accent, Contact, Direction, Link, Programme, Project, Word, Words};
use crate::domain::record::Value;

/// A programme file that can be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The programme.
    pub programme: Programme,
    /// Names in the file that mean nothing to this version.
    pub unknown: Vec<UnknownName>,
}

/// All there is to say of a programme file, whether it can be used or not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remarks {
    /// What must be mended before it can be used; projects and forms come before sessions.
    pub errors: Vec<ProgrammeError>,
    /// Names in the file that mean nothing to this version. A slip in one that must be there is
    /// here too, beside the error that it is missing.
    pub unknown: Vec<UnknownName>,
}

/// Reads a programme file. The errors are all there are; projects and forms come before sessions.
pub fn parse(text: &str) -> Result<Parsed, Vec<ProgrammeError>> {
    let (programme, remarks) = read(text);
    match programme {
        Some(programme) if remarks.errors.is_empty() => Ok(Parsed {
            programme,
            unknown: remarks.unknown,
        }),
        Some(_) | None => Err(remarks.errors),
    }
}

/// Reads a programme file for what there is to say of it.
pub fn remarks(text: &str) -> Remarks {
    read(text).1
}

fn read(text: &str) -> (Option<Programme>, Remarks) {
    let value = match json::parse(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => {
            let error = ProgrammeError {
                place: Place(String::new()),
                fault: Fault::NotJson {
                    line: error.line,
                    column: error.column,
                    reason: error.reason,
                },
            };
            let errors = vec![error];
            let unknown = Vec::new();
            return (None, Remarks { errors, unknown });
        }
    };
    let mut reader = Reader::default();
    let programme = programme(&mut reader, &value);
    let Reader {
        errors, unknown, ..
    } = reader;
    (programme, Remarks { errors, unknown })
}

fn programme(r: &mut Reader, value: &Value) -> Option<Programme> {
    let mut parts = r.parts(value)?;
    let id = r.required_key(&mut parts, "id");
    let name = r.text(&mut parts, "name");
    let about = r.optional_text(&mut parts, "about");
    let language = language(r, &mut parts);
    let direction = match parts.get("direction") {
        Some(value) => r.within("direction", |r| r.word(value, &DIRECTIONS)),
        None => None,
    };
    let words = words(r, &mut parts);
    let contact = contact(r, &mut parts);
    let links = r.list(&mut parts, "links", link);
    let accent = accent(r, &mut parts);
    let certificates = certificate::read(r, &mut parts);
    let mut taken = Taken::default();
    let projects = r.list(&mut parts, "projects", |r, value| {
        project(r, value, &mut taken)
    });
    let project_ids: Vec<ProjectId> = projects.iter().map(|p| p.id.clone()).collect();
    let mut taken = Taken::default();
    let forms = r.list(&mut parts, "forms", |r, value| {
        let form = super::form::read(r, value, Some(&project_ids))?;
        taken.take(r, form.id.as_str());
        Some(form)
    });
    let references = References {
        // A form that can't be read is still there, so naming it is no second fault.
        forms: keys_in(value, "forms"),
        projects: keys_in(value, "projects"),
        sessions: keys_in(value, "sessions"),
        calls: calls_in(value),
        roles: roles_in(value),
    };
    let sessions = session::all(r, &mut parts, &references);
    r.finish(&parts);
    Some(Programme {
        id: id?,
        name,
        about: about.unwrap_or_default(),
        direction: direction.unwrap_or_else(|| direction_of(&language)),
        language,
        words,
        contact: contact?,
        links,
        accent,
        certificates,
        sessions,
        projects,
        forms,
    })
}

/// The keys that sessions may refer to.
struct References<'v> {
    forms: Vec<&'v str>,
    projects: Vec<&'v str>,
    /// Sessions and calls alike.
    sessions: Vec<&'v str>,
    /// Those of them that are calls.
    calls: Vec<&'v str>,
    /// Roles of the programme's own.
    roles: Vec<&'v str>,
}

fn keys_in<'v>(value: &'v Value, list: &str) -> Vec<&'v str> {
    match value.part(list) {
        Some(Value::List(items)) => items
            .iter()
            .filter_map(|item| item.part("id")?.as_text())
            .collect(),
        Some(_) | None => Vec::new(),
    }
}

/// The keys of the sessions that are calls.
fn calls_in(value: &Value) -> Vec<&str> {
    let Some(Value::List(sessions)) = value.part("sessions") else {
        return Vec::new();
    };
    let is_call = |session: &&Value| {
        session
            .part("call")
            .is_some_and(|call| *call != Value::Null)
    };
    let calls = sessions.iter().filter(is_call);
    calls
        .filter_map(|call| call.part("id")?.as_text())
        .collect()
}

/// The names among the words that are no words of every programme.
fn roles_in(value: &Value) -> Vec<&str> {
    match value.part("words") {
        Some(Value::Map(words)) => {
            let names = words.keys().map(String::as_str);
            names.filter(|name| !COMMON.contains(name)).collect()
        }
        Some(_) | None => Vec::new(),
    }
}

/// What every programme has a word for.
const COMMON: [&str; 7] = [
    "session",
    "applicant",
    "mentee",
    "navigator",
    "captain",
    "organizer",
    "team",
];

const DIRECTIONS: [(&str, Direction); 2] = [
    ("ltr", Direction::LeftToRight),
    ("rtl", Direction::RightToLeft),
];

/// The direction in which the scripts of a language run, where the file doesn't say.
fn direction_of(language: &str) -> Direction {
    let primary = language.split('-').next().unwrap_or("");
    match primary.to_ascii_lowercase().as_str() {
        "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => {
            Direction::RightToLeft
        }
        _ => Direction::LeftToRight,
    }
}

fn language(r: &mut Reader, parts: &mut Parts<'_>) -> String {
    let Some(tag) = r.optional_text(parts, "language") else {
        return "en".to_owned();
    };
    let subtags = |mut tags: std::str::Split<'_, char>| {
        tags.next().is_some_and(|primary| {
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic())
        }) && tags.all(|tag| {
            (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    if !subtags(tag.split('-')) {
        r.fault_at("language", Fault::NotALanguage(tag.clone()));
    }
    tag
}

fn words(r: &mut Reader, parts: &mut Parts<'_>) -> Words {
    let mut words = Words::default();
    let Some(value) = parts.get("words") else {
        return words;
    };
    r.within("words", |r| {
        let Some(mut given) = r.parts(value) else {
            return;
        };
        let places = [
            &mut words.session,
            &mut words.applicant,
            &mut words.mentee,
            &mut words.navigator,
            &mut words.captain,
            &mut words.organizer,
            &mut words.team,
        ];
        for (key, place) in COMMON.into_iter().zip(places) {
            let read = given.get(key);
            if let Some(read) = read.and_then(|value| r.within(key, |r| word(r, value))) {
                *place = read;
            }
        }
        words.more = gather(given.rest().into_iter().filter_map(|(key, value)| {
            let word = r.within(key, |r| word(r, value))?;
            Some((key.to_owned(), word))
        }));
    });
    words
}

fn word(r: &mut Reader, value: &Value) -> Option<Word> {
    let mut parts = r.parts(value)?;
    let word = Word {
        one: r.text(&mut parts, "one"),
        many: r.text(&mut parts, "many"),
    };
    r.finish(&parts);
    Some(word)
}

fn contact(r: &mut Reader, parts: &mut Parts<'_>) -> Option<Contact> {
    let Some(value) = parts.get("contact") else {
        r.fault_at("contact", Fault::Missing);
        return None;
    };
    r.within("contact", |r| {
        let mut parts = r.parts(value)?;
        let email = r.text(&mut parts, "email");
        if !email.trim().is_empty() && !is_email(&email) {
            r.fault_at("email", Fault::NotAnEmail(email.clone()));
        }
        r.finish(&parts);
        Some(Contact { email })
    })
}

fn link(r: &mut Reader, value: &Value) -> Option<Link> {
    let mut parts = r.parts(value)?;
    let label = r.text(&mut parts, "label");
    let href = r.text(&mut parts, "href");
    check_link(r, "href", &href);
    r.finish(&parts);
    Some(Link { label, href })
}

fn check_link(r: &mut Reader, name: &str, href: &str) {
    if !href.trim().is_empty() && !markdown::is_safe(href) {
        r.fault_at(name, Fault::NotALink(href.to_owned()));
    }
}

fn accent(r: &mut Reader, parts: &mut Parts<'_>) -> Option<Accent> {
    let colour = r.optional_text(parts, "accent")?;
    match Accent::new(&colour) {
        Some(accent) => Some(accent),
        None => {
            r.fault_at("accent", Fault::NotAColour(colour));
            None
        }
    }
}

fn project(r: &mut Reader, value: &Value, taken: &mut Taken) -> Option<Project> {
    let mut parts = r.parts(value)?;
    let id: Option<ProjectId> = r.required_key(&mut parts, "id");
    if let Some(id) = &id {
        taken.take(r, id.as_str());
        if id.as_str() == ANY {
            r.fault_at("id", Fault::Reserved(ANY));
        }
    }
    let name = r.text(&mut parts, "name");
    let about = r.optional_text(&mut parts, "about");
    let url = r.optional_text(&mut parts, "url");
    if let Some(url) = &url {
        check_link(r, "url", url);
    }
    r.finish(&parts);
    Some(Project {
        id: id?,
        name,
        about: about.unwrap_or_default(),
        url,
    })
}
