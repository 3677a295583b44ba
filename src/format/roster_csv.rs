//! Who is in a session, as the site of Djangonaut Space exports it: a table with one row for each
//! membership, read and written.
//!
//! Columns are found by their names, in whatever order; others are said and not read. Nothing is guessed:
//! a table with a cell that can't be read is refused whole, and every such cell is said: its line, its
//! column, and what to write there.

mod fault;

use std::collections::BTreeMap;

pub use fault::{Fault, Kind, RosterError};

use super::csv;
use super::moment;
use crate::domain::time::{Date, Instant};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 13] = [
    "id",
    "user_email",
    "user_first_name",
    "user_last_name",
    "session_title",
    "role",
    "team_name",
    "github_username",
    "navigator",
    "captain",
    "accepted",
    "acceptance_deadline",
    "accepted_at",
];

/// Somebody's membership in a session. Texts are empty where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterRow {
    /// The membership's id, a number on that site.
    pub id: String,
    /// Their email address.
    pub user_email: String,
    /// What people call them.
    pub user_first_name: String,
    /// Their family's name.
    pub user_last_name: String,
    /// What the session is called.
    pub session_title: String,
    /// Their role, in the programme's own words.
    pub role: String,
    /// What their team is called.
    pub team_name: String,
    /// Their name on GitHub.
    pub github_username: String,
    /// The email addresses of their team's navigators, parted by `, `.
    pub navigator: String,
    /// The email addresses of their team's captains, parted by `, `.
    pub captain: String,
    /// Whether they took the place; nothing before they answer.
    pub accepted: Option<bool>,
    /// The last day on which they can answer.
    pub acceptance_deadline: Option<Date>,
    /// When they answered, within the years 0 to 9999.
    pub accepted_at: Option<Instant>,
}

/// What a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The memberships, in the table's order.
    pub rows: Vec<RosterRow>,
    /// The line on which each of them begins.
    pub lines: Vec<usize>,
    /// The names of the columns that were not read.
    pub other_columns: Vec<String>,
}

/// The table of these memberships.
pub fn to_text(rows: &[RosterRow]) -> String {
    let mut table = csv::TableWriter::new();
    table.row(COLUMNS);
    for row in rows {
        let accepted = row.accepted.map(|yes| yes.to_string());
        table.row([
            row.id.as_str(),
            &row.user_email,
            &row.user_first_name,
            &row.user_last_name,
            &row.session_title,
            &row.role,
            &row.team_name,
            &row.github_username,
            &row.navigator,
            &row.captain,
            &accepted.unwrap_or_default(),
            &row.acceptance_deadline
                .map(|day| day.to_string())
                .unwrap_or_default(),
            &row.accepted_at.map(moment::to_text).unwrap_or_default(),
        ]);
    }
    table.finish()
}

/// The memberships of a table, as they were before their cells were neutralised (Promise 26).
pub fn parse(text: &str) -> Result<Roster, RosterError> {
    let mut lines = csv::parse_lines(text)?.into_iter();
    let (line, head) = lines.next().unwrap_or((1, Vec::new()));
    let places = places(line, &head)?;
    let (mut rows, mut begin, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (line, cells) in lines {
        if cells.len() == head.len() {
            let mut row = Row {
                line,
                cells,
                places: &places,
                faults: &mut faults,
            };
            rows.push(row.read());
            begin.push(line);
        } else {
            let (columns, cells) = (head.len(), cells.len());
            faults.push(Fault::Length {
                line,
                columns,
                cells,
            });
        }
    }
    if !faults.is_empty() {
        return Err(RosterError::Rows(faults));
    }
    let is_read = |at: &usize| places.values().any(|place| place == at);
    let others = (0..).zip(head).filter(|(at, _)| !is_read(at));
    let other_columns = others.map(|(_, name)| name).collect();
    Ok(Roster {
        rows,
        lines: begin,
        other_columns,
    })
}

/// Where each column stands.
type Places = BTreeMap<&'static str, usize>;

fn places(line: usize, head: &[String]) -> Result<Places, RosterError> {
    let mut places = Places::new();
    for column in COLUMNS {
        let is_it = |at: &usize| head[*at].trim().eq_ignore_ascii_case(column);
        let mut found = (0..head.len()).filter(is_it);
        places.extend(found.next().map(|at| (column, at)));
        if found.next().is_some() {
            return Err(RosterError::ColumnTwice { line, column });
        }
    }
    let lacking = COLUMNS
        .into_iter()
        .filter(|column| !places.contains_key(column));
    let columns: Vec<_> = lacking.collect();
    if columns.is_empty() {
        Ok(places)
    } else {
        Err(RosterError::NoColumns { line, columns })
    }
}

/// A row that is being read.
struct Row<'a> {
    line: usize,
    cells: Vec<String>,
    places: &'a Places,
    faults: &'a mut Vec<Fault>,
}

impl Row<'_> {
    fn read(&mut self) -> RosterRow {
        RosterRow {
            id: self.text("id"),
            user_email: self.text("user_email"),
            user_first_name: self.text("user_first_name"),
            user_last_name: self.text("user_last_name"),
            session_title: self.text("session_title"),
            role: self.text("role"),
            team_name: self.text("team_name"),
            github_username: self.text("github_username"),
            navigator: self.text("navigator"),
            captain: self.text("captain"),
            accepted: self.value("accepted", Kind::YesOrNo, yes_or_no),
            acceptance_deadline: self
                .value("acceptance_deadline", Kind::Day, |day| day.parse().ok()),
            accepted_at: self.value("accepted_at", Kind::Moment, moment::parse),
        }
    }

    fn text(&mut self, column: &'static str) -> String {
        std::mem::take(&mut self.cells[self.places[column]])
    }

    fn value<T>(
        &mut self,
        column: &'static str,
        kind: Kind,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.trim().is_empty() {
            return None;
        }
        let value = read(text.trim());
        if value.is_none() {
            let line = self.line;
            self.faults.push(Fault::Cell {
                line,
                column,
                kind,
                text,
            });
        }
        value
    }
}

/// Also as the site writes it: its exports have 1 and 0.
fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
