//! Where contributions stand, as a table of another program says it: JSON, an array of objects, or CSV with a head.
//!
//! `gh pr list --json url,state,updatedAt` makes one that is read as it is. All that can't be read is said at once, each
//! with its line and column, and then nothing of the table is used.

use super::csv::{self, NotATable};
use super::json::{self, NotJson};
use super::moment;
use crate::domain::record::Value;
use crate::domain::time::Date;
use crate::domain::week::contribution::{Link, NotALink, Row, State};

/// A column and the names it may have.
const LINK: [&str; 2] = ["link", "url"];
const STATE: [&str; 1] = ["state"];
const MOVED: [&str; 2] = ["moved", "updatedAt"];

/// Why a text is no table of contributions.
#[derive(Debug, thiserror::Error)]
pub enum ContributionsError {
    /// It begins as JSON and is none.
    #[error("line {}, column {}: {}", .0.line, .0.column, .0.reason)]
    NotJson(NotJson),
    /// It is JSON, and no array of objects.
    #[error("line 1: write an array of objects")]
    NotAnArray,
    /// It is not even a table.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// Its head lacks a column.
    #[error("line {line}: write the names of all columns; there is no {column}")]
    NoColumn {
        /// The line of the head.
        line: usize,
        /// The column.
        column: &'static str,
    },
    /// Its head names a column twice.
    #[error("line {line}: write {column} once; leave the other column out")]
    ColumnTwice {
        /// The line of the head.
        line: usize,
        /// The column.
        column: &'static str,
    },
    /// Rows in it can't be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rows(Vec<Fault>),
}

/// What can't be read in a row. Lines count from 1; a row is on the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {wrong}")]
pub struct Fault {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: &'static str,
    /// What is there.
    pub text: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is no link.
    #[error("{0}")]
    Link(NotALink),
    /// It is no state.
    #[error("write looking, working, review, merged or set-aside")]
    State,
    /// It is no day.
    #[error("write a date as 2027-03-31, or nothing")]
    Day,
    /// It is no text, or the item is no object.
    #[error("write a text")]
    NotText,
    /// The row is longer or shorter than the head.
    #[error("write as many cells as the head has")]
    Length,
}

/// The rows of a table, in their order.
pub fn parse(text: &str) -> Result<Vec<Row>, ContributionsError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['[', '{']) {
        of_json(text)
    } else {
        of_csv(text)
    }
}

fn of_json(text: &str) -> Result<Vec<Row>, ContributionsError> {
    let Value::List(items) = json::parse(text).map_err(ContributionsError::NotJson)? else {
        return Err(ContributionsError::NotAnArray);
    };
    let mut reader = Reader::default();
    for (item, line) in items.iter().zip(item_lines(text)) {
        let Value::Map(parts) = item else {
            reader.fault(line, LINK[0], json::to_text(item), Wrong::NotText);
            continue;
        };
        let mut cell = |names: &[&'static str]| {
            let found = names.iter().find_map(|name| parts.get(*name));
            match found {
                None | Some(Value::Null) => Some(String::new()),
                Some(Value::Text(text)) => Some(text.clone()),
                Some(other) => {
                    reader.fault(line, names[0], json::to_text(other), Wrong::NotText);
                    None
                }
            }
        };
        let cells = [cell(&LINK), cell(&STATE), cell(&MOVED)];
        if let [Some(link), Some(state), Some(moved)] = cells {
            reader.row(line, &link, &state, &moved);
        }
    }
    reader.end()
}

/// The lines on which the items of a JSON array begin. The text is JSON.
fn item_lines(text: &str) -> Vec<usize> {
    let (mut lines, mut line, mut depth) = (Vec::new(), 1, 0_usize);
    let (mut in_text, mut escaped, mut awaits) = (false, false, false);
    for byte in text.bytes() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        if awaits && depth == 1 && !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b']') {
            lines.push(line);
            awaits = false;
        }
        match byte {
            b'\n' => line += 1,
            b'"' => in_text = true,
            b'[' | b'{' => {
                depth += 1;
                awaits |= depth == 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => awaits = true,
            _ => {}
        }
    }
    lines
}

fn of_csv(text: &str) -> Result<Vec<Row>, ContributionsError> {
    let mut lines = csv::parse_lines(text)?.into_iter();
    let (line, head) = lines.next().unwrap_or((1, Vec::new()));
    let link = place(line, &head, &LINK)?;
    let state = place(line, &head, &STATE)?;
    let (link, state) = match (link, state) {
        (Some(link), Some(state)) => (link, state),
        (None, _) => return Err(no_column(line, LINK[0])),
        (_, None) => return Err(no_column(line, STATE[0])),
    };
    let moved = place(line, &head, &MOVED)?;
    let mut reader = Reader::default();
    for (line, cells) in lines {
        if cells.len() != head.len() {
            reader.fault(line, LINK[0], cells.join(","), Wrong::Length);
            continue;
        }
        let moved = moved.map_or("", |at| &cells[at]);
        reader.row(line, &cells[link], &cells[state], moved);
    }
    reader.end()
}

fn no_column(line: usize, column: &'static str) -> ContributionsError {
    ContributionsError::NoColumn { line, column }
}

/// Where a column stands.
fn place(
    line: usize,
    head: &[String],
    names: &[&'static str],
) -> Result<Option<usize>, ContributionsError> {
    let is_it = |cell: &String| {
        let mut names = names.iter();
        names.any(|name| cell.trim().eq_ignore_ascii_case(name))
    };
    let mut found = (0..head.len()).filter(|at| is_it(&head[*at]));
    let first = found.next();
    match found.next() {
        Some(_) => Err(ContributionsError::ColumnTwice {
            line,
            column: names[0],
        }),
        None => Ok(first),
    }
}

/// What was read so far, and what could not be.
#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, line: usize, column: &'static str, text: String, wrong: Wrong) {
        self.faults.push(Fault {
            line,
            column,
            text,
            wrong,
        });
    }

    fn row(&mut self, line: usize, link: &str, state: &str, moved: &str) {
        let read_link = Link::parse(link);
        let read_state = state_of(state);
        let read_moved = day_of(moved);
        if let (Ok(link), Some(state), Some(moved)) = (&read_link, read_state, read_moved) {
            let link = link.clone();
            return self.rows.push(Row {
                line,
                link,
                state,
                moved,
            });
        }
        if let Err(why) = read_link {
            self.fault(line, LINK[0], link.to_owned(), Wrong::Link(why));
        }
        if read_state.is_none() {
            self.fault(line, STATE[0], state.to_owned(), Wrong::State);
        }
        if read_moved.is_none() {
            self.fault(line, MOVED[0], moved.to_owned(), Wrong::Day);
        }
    }

    fn end(self) -> Result<Vec<Row>, ContributionsError> {
        if self.faults.is_empty() {
            Ok(self.rows)
        } else {
            Err(ContributionsError::Rows(self.faults))
        }
    }
}

/// A state by its name, or as GitHub calls those of a pull request.
fn state_of(text: &str) -> Option<State> {
    let name = text.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    match name.as_str() {
        "open" => Some(State::Review),
        "closed" => Some(State::SetAside),
        name => State::from_name(name),
    }
}

/// A day, or that of a moment as it is written there; none for an empty text; nothing for what is neither.
fn day_of(text: &str) -> Option<Option<Date>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let day: Option<Date> = text.parse().ok();
    if day.is_some() {
        return Some(day);
    }
    moment::parse(text)?;
    text.get(..10)?.parse().ok().map(Some)
}
