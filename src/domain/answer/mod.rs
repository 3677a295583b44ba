//! What people say: answers as typed while a form is filled in, and as parsed when it is sent.
//!
//! A draft keeps [`Typed`], which can hold anything a person typed, finished or not; nothing typed
//! is refused or cut. Parsing makes the valid [`Answer`] of it, or says what is wrong.

mod address;
mod check;
mod hours;
mod number;
mod parse;
mod problem;
mod read;
mod stored;
mod typed;
mod week;
mod zones;

pub use address::is_email;
pub use check::{Checked, CheckedSection, Found, SectionState, TypedAnswers, check};
pub use hours::{BadHours, read_hours, write_hours};
pub use number::{read_date, same_number};
pub use parse::{World, parse};
pub use problem::{Advice, Problem};
pub use read::without_gone;
pub use stored::UnreadableAnswer;
pub use typed::{Pick, Typed, Wish};
pub use week::{DayTexts, SLOTS, SLOTS_A_DAY, Slot, WeekSlots};
pub use zones::Zones;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::{ChoiceId, ProjectId};
use crate::domain::time::Date;

/// A valid answer to a question of the matching kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To a short or long text, trimmed at its ends.
    Text(String),
    /// To a number; finite.
    Number(f64),
    /// To a date.
    Date(Date),
    /// To a single choice or a dropdown.
    Choice(Chosen),
    /// To a multiple choice: the keys, and what was written under “other”.
    Choices(BTreeSet<ChoiceId>, Option<String>),
    /// To a rating: the step, from 1.
    Rating(u8),
    /// To a consent: the version of the text that was agreed to.
    Consent(String),
    /// To a time zone: an IANA name.
    Zone(String),
    /// To an availability: the zone, and the slots in its wall-clock time.
    Availability(String, WeekSlots),
    /// To a project preference: first choice first; none means any.
    Projects(Vec<ProjectId>),
    /// To a matrix: for each answered row, the column.
    Matrix(BTreeMap<ChoiceId, ChoiceId>),
}

/// One thing chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// One of the choices.
    Choice(ChoiceId),
    /// Something else, in the person's words.
    Other(String),
}
