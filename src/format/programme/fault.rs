//! What can be wrong in a programme file or a form, where, and what to do about it.

use std::fmt;

use crate::domain::time::Date;

/// Something that must be mended before the file can be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct ProgrammeError {
    /// Where in the file.
    pub place: Place,
    /// What is wrong.
    pub fault: Fault,
}

/// A place in a JSON file, such as `forms[0].sections[2].title`; empty for the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub(in crate::format) String);

impl Place {
    /// The path, as code would write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() {
            "the file"
        } else {
            &self.0
        })
    }
}

/// Something worth knowing about a file that can be used: a name in it that means nothing here.
/// A newer version may know it, or it is a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// Where in the file.
    pub place: Place,
    /// A name that may have been meant.
    pub meant: Option<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: this name means nothing here, and is passed over",
            self.place
        )?;
        match self.meant {
            Some(name) => write!(f, "; did you mean “{name}”?"),
            None => Ok(()),
        }
    }
}

/// What JSON can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `null`.
    Nothing,
    /// `true` or `false`.
    YesOrNo,
    /// A number without a fraction.
    Whole,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// Named parts.
    Parts,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "null",
            Self::YesOrNo => "true or false",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Text => "a text in quotes",
            Self::List => "a list in [ ]",
            Self::Parts => "named parts in { }",
        })
    }
}

/// What is referred to by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referred {
    /// A form of the programme.
    Form,
    /// A project of the programme.
    Project,
    /// A session of the programme.
    Session,
    /// A role among the programme's words.
    Role,
    /// A question of the form.
    Question,
    /// A choice of a question.
    Choice,
    /// A row of a matrix and one of its columns.
    Cell,
}

impl fmt::Display for Referred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "form",
            Self::Project => "project",
            Self::Session => "session",
            Self::Role => "role",
            Self::Question => "question",
            Self::Choice => "choice",
            Self::Cell => "row:column",
        })
    }
}

/// What is wrong. Each says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The text is no JSON.
    #[error("line {line}, column {column}: {reason}; fix the JSON there")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser found.
        reason: String,
    },
    /// Something that must be there is not.
    #[error("this is missing: add it")]
    Missing,
    /// Another shape is wanted.
    #[error("write {wanted} here, instead of {found}")]
    WrongShape {
        /// The shape wanted.
        wanted: Shape,
        /// The shape found.
        found: Shape,
    },
    /// A text without anything in it.
    #[error("this is empty: write something")]
    Blank,
    /// A list without anything in it.
    #[error("this list is empty: put at least one thing in it")]
    NoneListed,
    /// No key.
    #[error("“{0}” can't be a key: use 1 to 64 lower-case letters, digits, “-” and “_”")]
    NotAKey(String),
    /// No date.
    #[error("“{0}” is no day of the calendar: write a day such as 2027-03-31")]
    NotADate(String),
    /// No link that may be followed.
    #[error("“{0}” can't be linked to: begin it with https://, http:// or mailto:")]
    NotALink(String),
    /// Nothing that identifies anybody or anything on the web.
    #[error(
        "“{0}” identifies nothing on the web: write an address that begins with https://, or a DID"
    )]
    NotAnIdentifier(String),
    /// No email address.
    #[error("“{0}” is no email address: write it as name@example.org")]
    NotAnEmail(String),
    /// No colour.
    #[error("“{0}” is no colour: write a number sign and six digits 0-9 a-f, as in #5b3cc4")]
    NotAColour(String),
    /// No language tag.
    #[error("“{0}” is no language tag: write one such as en, pt-BR or zh-Hant")]
    NotALanguage(String),
    /// Not one of the words that may stand here.
    #[error("“{found}” is not known here: use one of {}", expected.join(", "))]
    UnknownWord {
        /// What is there.
        found: String,
        /// What may be there.
        expected: Vec<&'static str>,
    },
    /// A number out of bounds.
    #[error("{found} is out of bounds: write {least} to {most}")]
    OutOfBounds {
        /// The number there.
        found: f64,
        /// The least taken.
        least: f64,
        /// The most taken.
        most: f64,
    },
    /// A list with too much in it.
    #[error("this list is too long: leave {0} at most")]
    TooMany(usize),
    /// No range of numbers.
    #[error("write two numbers here, the fewest first and then the most, as in [2, 3]")]
    NotARange,
    /// A key given before.
    #[error("“{key}” is taken already by {first}: choose another key")]
    Twice {
        /// The key.
        key: String,
        /// Where it was given first.
        first: Place,
    },
    /// A key that conditions use for something else.
    #[error("“{0}” has a meaning of its own in conditions: choose another key")]
    Reserved(&'static str),
    /// A reference that leads nowhere.
    #[error("there is no {what} “{key}”: name one that is there, or add it")]
    NoSuch {
        /// What is referred to.
        what: Referred,
        /// By which key.
        key: String,
    },
    /// A reference to a question that is asked later, or to the question itself.
    #[error("“{0}” is not asked before this question: refer only to earlier ones")]
    NotEarlier(String),
    /// A reference to a question of another type than needed.
    #[error("“{0}” is not a timeZone question: name one that is")]
    NotAZoneQuestion(String),
    /// A reference to a question whose answers stand in no order.
    #[error("“{0}” says no level: name a number, rating, singleChoice or dropdown question")]
    SaysNoLevel(String),
    /// A condition that can't be put to that question.
    #[error(
        "the type of “{0}” can't be asked this: use “answered”, or “atLeast” for numbers and ratings only"
    )]
    NotComparable(String),
    /// A condition that says nothing, or several things at once.
    #[error("write one of is, answered, atLeast (beside question), all, any, not")]
    NotACondition,
    /// A condition within too many others.
    #[error("this goes too deep: use fewer conditions within conditions")]
    TooDeep,
    /// A limit without one unit.
    #[error("write either characters or words")]
    NotALimit,
    /// A window that closes before it opens.
    #[error("this is before {opens}, the day it opens: write a later day")]
    ClosesBeforeOpening {
        /// The day it opens.
        opens: Date,
    },
    /// Something that a call has from its session.
    #[error("a call takes this from the session it is for: leave it out")]
    OfTheSession,
    /// A call to a call.
    #[error("“{0}” is a call itself: name the session that it is for")]
    ForACall(String),
    /// A greatest that is less than the least.
    #[error("this is less than “min”: write a greater one")]
    MaxBelowMin,
    /// A sensitive answer that mentors would read (Promise 23).
    #[error(
        "a sensitive answer never reaches mentors, the team or the public: leave only organizers and reviewers"
    )]
    SensitiveReader,
}
