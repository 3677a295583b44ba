//! What can be wrong with an answer, named by what the person can do about it.
//!
//! No words for people here: the screens turn each into a sentence.

use super::BadHours;
use crate::domain::form::Limit;
use crate::domain::id::{ChoiceId, ProjectId};
use crate::domain::time::Date;

/// Why an answer can't be sent as it stands. One at a time for a question: the first to mend.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// Nothing is answered: answer it.
    Required,
    /// Some rows of a matrix are unanswered: these, in the form's order.
    RowsMissing(Vec<ChoiceId>),
    /// What was chosen is no longer offered: choose again.
    ChoiceGone,
    /// The question is now asked in another way, which what was typed doesn't fit: answer again.
    AskedDifferently,
    /// Too much is written: shorten it by this many.
    TooLong {
        /// How many too many, in the limit's unit.
        by: u32,
        /// The limit.
        limit: Limit,
    },
    /// No number: write one.
    NotANumber,
    /// `1,000` is a thousand to some and one to others: write it so that it is one of the two.
    TwoReadings {
        /// Read with a separator of thousands.
        thousands: f64,
        /// Read with a decimal separator.
        decimal: f64,
    },
    /// Less than the least taken, which this is.
    BelowMinimum(f64),
    /// More than the most taken, which this is.
    AboveMaximum(f64),
    /// Only whole numbers are taken.
    NotWhole,
    /// No day of the calendar, or not written year first.
    NotADate,
    /// Before the earliest day taken, which this is.
    TooEarly(Date),
    /// After the latest day taken, which this is.
    TooLate(Date),
    /// No web address.
    NotAUrl,
    /// A web address without its beginning: take the suggestion.
    UrlWithoutScheme {
        /// The same with `https://` before it.
        suggestion: String,
    },
    /// An address of another sort than http or https.
    UrlNotHttp {
        /// What it begins with, such as `ftp`.
        scheme: String,
    },
    /// No email address.
    NotAnEmail,
    /// No GitHub user name.
    NotAGithubUser,
    /// No time zone is known by this name.
    UnknownZone {
        /// One that may be meant.
        suggestion: Option<String>,
    },
    /// What is typed for a day is no times: write it as some. Monday is 0.
    UnreadHours {
        /// The day.
        day: u16,
        /// What is wrong with it.
        why: BadHours,
    },
    /// Half hours are marked, and no zone says whose clock they are on.
    ZoneMissing,
    /// “Other” is chosen, and nothing is written beside it.
    OtherIsEmpty,
    /// Too many are chosen: take some away.
    TooManyChosen {
        /// How many too many.
        by: u32,
        /// The most that may be chosen.
        most: u32,
    },
    /// Projects are to be ranked, and none is.
    NothingRanked,
    /// A ranked project does not take part.
    UnknownProject(ProjectId),
    /// The text that has to be agreed to has changed since it was: read it again.
    ConsentChanged {
        /// The version agreed to.
        agreed: String,
        /// The version now.
        now: String,
    },
}

impl Problem {
    /// Whether something is merely not answered yet, rather than answered wrongly.
    pub fn is_unanswered(&self) -> bool {
        matches!(self, Self::Required | Self::RowsMissing(_))
    }
}

/// Worth a word to the person; never in the way of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Less availability than makes sense.
    FewHours {
        /// Half hours marked.
        half_hours: u32,
        /// Hours that make sense.
        wanted: u32,
    },
    /// The text agreed to has since changed, so that the agreement is left out of what is sent.
    ConsentChanged,
    /// Something chosen earlier is no longer offered, and is left out of what is sent.
    ChoiceGone,
}
