//! A programme as its host configures it: names, words, sessions, projects, forms.

mod certificate;
mod closing;
mod rules;
mod weekly;

use std::collections::BTreeMap;

pub use certificate::{Certificates, Issuer, Key, Signer, is_identifier};
pub use closing::{ClosingKind, ClosingQuestion, ClosingSurvey, UsualClosing};
pub use rules::{TeamRules, TeamWeights};
pub use weekly::{ActiveRule, Ask, Counted, Least, SignalRules, Usual, WeekQuestion, WeekRules};

use super::form::Form;
use super::id::{FormId, ProgrammeId, ProjectId, SessionId};
use super::role::Role;
use super::time::{Date, Instant, Stand, Window};

/// A programme, as `programme.json` says it. Valid: every reference in it leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// Its name for machines; part of the database's name.
    pub id: ProgrammeId,
    /// Its name.
    pub name: String,
    /// What it is, in a sentence or two of small Markdown.
    pub about: String,
    /// The language of its words: a BCP 47 tag.
    pub language: String,
    /// How its words run.
    pub direction: Direction,
    /// What it calls things.
    pub words: Words,
    /// How to reach the organizers.
    pub contact: Contact,
    /// Places to read more.
    pub links: Vec<Link>,
    /// Its accent colour, if it has its own.
    pub accent: Option<Accent>,
    /// What it says of its certificates and badges.
    pub certificates: Certificates,
    /// Its sessions, in the order of the file.
    pub sessions: Vec<Session>,
    /// Its projects.
    pub projects: Vec<Project>,
    /// Its forms, at their present version.
    pub forms: Vec<Form>,
}

/// How text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// What a programme calls something, one and several of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// One of it.
    pub one: String,
    /// Several of it.
    pub many: String,
}

/// What a programme calls things. Roles it adds of its own are kept under their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// A session (a cohort).
    pub session: Word,
    /// Someone who applies.
    pub applicant: Word,
    /// Someone who is mentored.
    pub mentee: Word,
    /// A technical mentor.
    pub navigator: Word,
    /// Someone who gives pastoral support.
    pub captain: Word,
    /// Someone who runs it.
    pub organizer: Word,
    /// A team.
    pub team: Word,
    /// Roles of the programme's own.
    pub more: BTreeMap<String, Word>,
}

/// The words of English, for a programme that has none of its own.
impl Default for Words {
    fn default() -> Self {
        let word = |one: &str, many: &str| Word {
            one: one.to_owned(),
            many: many.to_owned(),
        };
        Self {
            session: word("session", "sessions"),
            applicant: word("applicant", "applicants"),
            mentee: word("mentee", "mentees"),
            navigator: word("navigator", "navigators"),
            captain: word("captain", "captains"),
            organizer: word("organizer", "organizers"),
            team: word("team", "teams"),
            more: BTreeMap::new(),
        }
    }
}

/// How to reach the organizers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Where submission files and questions go.
    pub email: String,
}

/// A place to read more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub label: String,
    /// Where it leads: https, http or mailto.
    pub href: String,
}

/// A colour: six hexadecimal digits behind a number sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accent(String);

impl Accent {
    /// The colour of this text, such as `#5b3cc4`.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let fits = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The colour as CSS writes it.
    pub fn as_css(&self) -> &str {
        &self.0
    }
}

/// A session: a cohort with its dates. Or a call to one: people who apply to it take part in that session
/// in another role than its mentees, by a form and a window of the call's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name for machines.
    pub id: SessionId,
    /// Its name.
    pub name: String,
    /// The first day.
    pub starts: Date,
    /// How many weeks it lasts.
    pub weeks: u32,
    /// How many places there are, if that is known.
    pub places: Option<u32>,
    /// Applying, if this session takes applications.
    pub apply: Option<Apply>,
    /// The projects that take part.
    pub projects: Vec<ProjectId>,
    /// What its teams must keep, and what they are worth.
    pub teams: TeamRules,
    /// What it asks of its weeks.
    pub weekly: WeekRules,
    /// What it calls for, if it is a call. Its days, projects and teams are then those of the session
    /// that it is for.
    pub call: Option<Call>,
}

/// What a call is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The session, which is no call itself.
    pub session: SessionId,
    /// What people apply to be in it.
    pub role: Role,
}

/// How to apply for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apply {
    /// The form.
    pub form: FormId,
    /// When it is open, Anywhere on Earth.
    pub window: Window,
    /// Whether an application may still be sent after the deadline, marked as late (Promise 9).
    pub late: Late,
}

/// What becomes of an application after the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// It may be sent, and is marked as late.
    Accepted,
    /// It can't be sent; its text stays its writer's.
    Refused,
}

/// A project people work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its name for machines.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// What it is, in small Markdown.
    pub about: String,
    /// Where it lives, if it has a page.
    pub url: Option<String>,
}

impl Programme {
    /// The session of this name.
    pub fn session(&self, id: &SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == *id)
    }

    /// The calls to a session, in the order of the file.
    pub fn calls(&self, session: &SessionId) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |candidate| {
            let call = candidate.call.as_ref();
            call.is_some_and(|call| call.session == *session)
        })
    }

    /// The session that an application to this one is for, and the role in it: for a session itself,
    /// to be mentored in it.
    pub fn joins(&self, id: &SessionId) -> Option<(&Session, Role)> {
        let applied = self.session(id)?;
        match &applied.call {
            Some(call) => Some((self.session(&call.session)?, call.role.clone())),
            None => Some((applied, Role::Mentee)),
        }
    }

    /// Whether a session no longer took applications at a moment, Anywhere on Earth.
    pub fn is_late(&self, session: &SessionId, at: Instant) -> bool {
        let apply = self
            .session(session)
            .and_then(|session| session.apply.as_ref());
        apply.is_some_and(|apply| matches!(apply.window.stand(at), Stand::Closed(_)))
    }

    /// The form of this name, at its present version.
    pub fn form(&self, id: &FormId) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == *id)
    }

    /// The project of this name.
    pub fn project(&self, id: &ProjectId) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == *id)
    }
}
