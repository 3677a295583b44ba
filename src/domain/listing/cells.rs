//! The brief answers of a row, packed in one text.
//!
//! Each answer is the question's key, a letter for its sort, and what is said; parts are parted by
//! control characters, which answers lose (a brief answer has one line anyway). A row of 28 answers
//! takes about 600 bytes and one allocation, so that 100,000 rows fit in a tab's memory.

use crate::domain::answer::{Answer, Chosen};
use crate::domain::application::Application;
use crate::domain::id::{ChoiceId, ProjectId, QuestionId};
use crate::domain::record::Value;
use crate::domain::time::Date;

/// The most characters of a text that a row keeps.
pub const BRIEF: usize = 80;

/// Ends each answer.
const END: char = '\u{1e}';
/// Parts the parts of an answer.
const PART: char = '\u{1f}';

/// What someone said, in brief.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The first [`BRIEF`] characters of a text, in one line; whether there is more.
    Text(String, bool),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// What was chosen of a list, and what was written under “other”.
    Chosen(Vec<ChoiceId>, Option<String>),
    /// A step on a scale.
    Rating(u8),
    /// The version of the text agreed to.
    Consent(String),
    /// A time zone.
    Zone(String),
    /// A zone and how many half hours of the week suit.
    Week(String, u32),
    /// Projects, first choice first; none means any.
    Projects(Vec<ProjectId>),
    /// How many rows of a matrix are answered.
    Matrix(Vec<(ChoiceId, ChoiceId)>),
    /// An answer that this version can't read; it is kept in the record.
    Unreadable,
}

impl Cell {
    /// An answer in brief.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Text(text) => {
                let (brief, more) = brief(text);
                Self::Text(brief, more)
            }
            Answer::Number(number) => Self::Number(*number),
            Answer::Date(date) => Self::Date(*date),
            Answer::Choice(Chosen::Choice(id)) => Self::Chosen(vec![id.clone()], None),
            Answer::Choice(Chosen::Other(text)) => Self::Chosen(Vec::new(), Some(brief(text).0)),
            Answer::Choices(ids, other) => Self::Chosen(
                ids.iter().cloned().collect(),
                other.as_deref().map(|text| brief(text).0),
            ),
            Answer::Rating(step) => Self::Rating(*step),
            Answer::Consent(version) => Self::Consent(brief(version).0),
            Answer::Zone(zone) => Self::Zone(brief(zone).0),
            Answer::Availability(zone, slots) => Self::Week(brief(zone).0, slots.len()),
            Answer::Projects(ranked) => Self::Projects(ranked.clone()),
            Answer::Matrix(cells) => Self::Matrix(
                cells
                    .iter()
                    .map(|(row, column)| (row.clone(), column.clone()))
                    .collect(),
            ),
        }
    }

    /// A stored answer in brief.
    pub fn of_value(value: &Value) -> Self {
        Answer::from_value(value).map_or(Self::Unreadable, |answer| Self::of(&answer))
    }

    fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        let wrote = match self {
            Self::Text(text, more) => {
                write!(out, "{}{text}", if *more { 'T' } else { 't' })
            }
            Self::Number(number) => write!(out, "n{number}"),
            Self::Date(date) => write!(out, "d{date}"),
            Self::Chosen(ids, other) => {
                out.push('c');
                push_joined(out, ids.iter().map(ChoiceId::as_str));
                if let Some(other) = other {
                    out.push(PART);
                    out.push_str(other);
                }
                Ok(())
            }
            Self::Rating(step) => write!(out, "r{step}"),
            Self::Consent(version) => write!(out, "y{version}"),
            Self::Zone(zone) => write!(out, "z{zone}"),
            Self::Week(zone, half_hours) => write!(out, "w{half_hours}{PART}{zone}"),
            Self::Projects(ranked) => {
                out.push('p');
                push_joined(out, ranked.iter().map(ProjectId::as_str));
                Ok(())
            }
            Self::Matrix(cells) => {
                out.push('m');
                for (i, (row, column)) in cells.iter().enumerate() {
                    let space = if i == 0 { "" } else { " " };
                    out.push_str(space);
                    out.push_str(row.as_str());
                    out.push(':');
                    out.push_str(column.as_str());
                }
                Ok(())
            }
            Self::Unreadable => write!(out, "?"),
        };
        wrote.expect("a String takes any text");
    }

    fn read(packed: &str) -> Option<Self> {
        let mut chars = packed.chars();
        let sort = chars.next()?;
        let rest = chars.as_str();
        Some(match sort {
            't' | 'T' => Self::Text(rest.to_owned(), sort == 'T'),
            'n' => Self::Number(rest.parse().ok()?),
            'd' => Self::Date(rest.parse().ok()?),
            'c' => {
                let (ids, other) = match rest.split_once(PART) {
                    Some((ids, other)) => (ids, Some(other.to_owned())),
                    None => (rest, None),
                };
                Self::Chosen(keys(ids)?, other)
            }
            'r' => Self::Rating(rest.parse().ok()?),
            'y' => Self::Consent(rest.to_owned()),
            'z' => Self::Zone(rest.to_owned()),
            'w' => {
                let (half_hours, zone) = rest.split_once(PART)?;
                Self::Week(zone.to_owned(), half_hours.parse().ok()?)
            }
            'p' => Self::Projects(keys(rest)?),
            'm' => Self::Matrix(
                rest.split(' ')
                    .filter(|pair| !pair.is_empty())
                    .map(|pair| {
                        let (row, column) = pair.split_once(':')?;
                        Some((row.parse().ok()?, column.parse().ok()?))
                    })
                    .collect::<Option<_>>()?,
            ),
            '?' => Self::Unreadable,
            _ => return None,
        })
    }
}

fn push_joined<'a>(out: &mut String, keys: impl Iterator<Item = &'a str>) {
    for (i, key) in keys.enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(key);
    }
}

fn keys<T: std::str::FromStr>(joined: &str) -> Option<Vec<T>> {
    joined
        .split(' ')
        .filter(|key| !key.is_empty())
        .map(|key| key.parse().ok())
        .collect()
}

/// The beginning of a text in one line, and whether it goes on: white space becomes single spaces,
/// characters without a shape go.
fn brief(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut left = BRIEF;
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            space = !out.is_empty();
            continue;
        }
        let takes = if space { 2 } else { 1 };
        if left < takes {
            return (out, true);
        }
        if space {
            out.push(' ');
        }
        out.push(c);
        left -= takes;
        space = false;
    }
    (out, false)
}

/// The brief answers of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells(Box<str>);

impl Cells {
    /// The answers of an application, in brief.
    pub fn of(application: &Application) -> Self {
        let mut out = String::new();
        for (question, value) in &application.answers {
            out.push_str(question.as_str());
            out.push(PART);
            Cell::of_value(value).write(&mut out);
            out.push(END);
        }
        Self(out.into())
    }

    /// The answer to a question, if there is one.
    pub fn get(&self, question: &QuestionId) -> Option<Cell> {
        Cell::read(self.packed(question)?)
    }

    /// The answer to a question as it is packed, to compare without unpacking.
    fn packed(&self, question: &QuestionId) -> Option<&str> {
        self.0.split_terminator(END).find_map(|cell| {
            let rest = cell.strip_prefix(question.as_str())?;
            rest.strip_prefix(PART)
        })
    }

    /// Every answer, by question.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, Cell)> + '_ {
        self.0.split_terminator(END).filter_map(|cell| {
            let (question, packed) = cell.split_once(PART)?;
            Some((question.parse().ok()?, Cell::read(packed)?))
        })
    }

    /// The text that holds them.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    /// The cells that such a text holds. What can't be read of it counts as unanswered.
    pub fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key<T: std::str::FromStr>(text: &str) -> T
    where
        T::Err: std::fmt::Debug,
    {
        text.parse().expect("a key of the test")
    }

    #[test]
    fn a_cell_reads_back_as_it_was_written() {
        let texts = |ids: &[&str]| ids.iter().map(|id| key(id)).collect::<Vec<ChoiceId>>();
        for cell in [
            Cell::Text("héllo wörld".to_owned(), false),
            Cell::Text("שלום".to_owned(), true),
            Cell::Text(String::new(), false),
            Cell::Number(0.0),
            Cell::Number(-12.5),
            Cell::Date(key("2027-03-31")),
            Cell::Chosen(texts(&["maybe"]), None),
            Cell::Chosen(texts(&["a", "b"]), Some("c d".to_owned())),
            Cell::Chosen(Vec::new(), Some("other".to_owned())),
            Cell::Rating(5),
            Cell::Consent("2027-1".to_owned()),
            Cell::Zone("Asia/Kathmandu".to_owned()),
            Cell::Week("Europe/Paris".to_owned(), 17),
            Cell::Projects(vec![key("django"), key("wagtail")]),
            Cell::Projects(Vec::new()),
            Cell::Matrix(vec![(key("git"), key("often")), (key("sql"), key("never"))]),
            Cell::Unreadable,
        ] {
            let mut packed = String::new();
            cell.write(&mut packed);
            assert_eq!(Cell::read(&packed), Some(cell), "{packed:?}");
        }
    }

    #[test]
    fn a_text_is_cut_where_the_row_ends_and_says_so() {
        let long = "x".repeat(BRIEF);
        for (text, expected) in [
            ("", ("", false)),
            (" a\n\n b\t", ("a b", false)),
            ("a\u{1e}b\u{1f}c", ("a b c", false)),
            (long.as_str(), (long.as_str(), false)),
            (&format!("{long}y"), (long.as_str(), true)),
            (&format!("{long} "), (long.as_str(), false)),
        ] {
            let (brief, more) = brief(text);
            assert_eq!((brief.as_str(), more), expected, "{text:?}");
        }
    }

    #[test]
    fn a_question_is_found_by_its_whole_key() {
        let cells = Cells::from_text("name-long\u{1f}ta\u{1e}name\u{1f}tb\u{1e}");
        assert_eq!(
            cells.get(&key("name")),
            Some(Cell::Text("b".to_owned(), false))
        );
        assert_eq!(
            cells.get(&key("name-long")),
            Some(Cell::Text("a".to_owned(), false))
        );
        assert_eq!(cells.get(&key("nam")), None);
        assert_eq!(cells.iter().count(), 2);
    }

    #[test]
    fn packed_text_that_is_damaged_counts_as_unanswered() {
        for text in [
            "name",
            "name\u{1f}",
            "name\u{1f}x",
            "name\u{1f}nabc",
            "\u{1e}\u{1e}",
        ] {
            let cells = Cells::from_text(text);
            assert_eq!(cells.get(&key("name")), None, "{text:?}");
            assert_eq!(cells.iter().count(), 0, "{text:?}");
        }
    }
}
