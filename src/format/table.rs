//! Applications for spreadsheets and for other programs: one row or object for each.
//!
//! Columns are named by the questions' keys and stand in the order asked, also those that only older
//! versions asked: a name means the same in every export. Answers that no column of theirs can hold
//! (to a question of no form here, or to one that became a matrix since) have columns after all
//! others. Choices are written as they read; JSON keeps the answers as they are stored.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::TableWriter;
use super::json;
use crate::domain::answer::{Answer, Chosen, SLOTS_A_DAY, WeekSlots};
use crate::domain::application::Application;
use crate::domain::form::{ANY, Choice, Question, QuestionKind};
use crate::domain::gather::gather;
use crate::domain::id::{ChoiceId, QuestionId};
use crate::domain::listing::{Cell, Columns, Summary};
use crate::domain::record::Value;
use crate::domain::time::{Date, Instant};

/// The columns before the answers.
const FIRST: [&str; 6] = ["id", "session", "state", "sent", "late", "sample"];
/// Between several things in one cell.
const BETWEEN: &str = "; ";
/// The days as a cell names them, Monday first.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Writes applications as a table.
pub struct ApplicationsTable<'a> {
    columns: &'a Columns,
    /// The questions with answers that no column of theirs can hold.
    besides: BTreeSet<QuestionId>,
    table: TableWriter,
}

impl<'a> ApplicationsTable<'a> {
    /// Begins with the head: the columns that these rows need.
    pub fn new(columns: &'a Columns, rows: &[Summary]) -> Self {
        let answers = rows.iter().flat_map(|row| row.cells.iter());
        let besides = answers.filter_map(|(question, cell)| {
            let fits = match (columns.question(&question).map(matrix_rows), &cell) {
                (None, _) => false,
                (Some(None), _) => true,
                (Some(Some(rows)), Cell::Matrix(said)) => {
                    said.iter().all(|(row, _)| is_one(rows, row))
                }
                (Some(Some(_)), _) => false,
            };
            (!fits).then_some(question)
        });
        let besides: BTreeSet<QuestionId> = gather(besides);
        let mut table = TableWriter::new();
        let questions = columns.iter().flat_map(heads);
        let first = FIRST.map(str::to_owned).into_iter();
        let last = besides.iter().map(ToString::to_string);
        table.row(first.chain(questions).chain(last));
        Self {
            columns,
            besides,
            table,
        }
    }

    /// Adds an application.
    pub fn add(&mut self, application: &Application) {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let mut cells = vec![
            application.id.to_string(),
            application.session.to_string(),
            application.state.as_str().to_owned(),
            utc(application.sent_at),
            yes(application.late),
            yes(application.sample),
        ];
        for question in self.columns.iter() {
            let value = application.answers.get(&question.id);
            self.answer(question, value, &mut cells);
        }
        for question in &self.besides {
            let value = application.answers.get(question);
            cells.push(value.map_or_else(String::new, |value| self.rest(question, value)));
        }
        self.table.row(cells);
    }

    /// Ends the table.
    pub fn finish(self) -> String {
        self.table.finish()
    }

    fn answer(&self, question: &Question, value: Option<&Value>, cells: &mut Vec<String>) {
        let QuestionKind::Matrix { rows, columns } = &question.kind else {
            cells.push(value.map_or_else(String::new, |value| self.cell(&question.id, value)));
            return;
        };
        let said = match value.map(Answer::from_value) {
            Some(Ok(Answer::Matrix(said))) => said,
            Some(Ok(_) | Err(_)) | None => BTreeMap::new(),
        };
        for row in rows {
            let label = said.get(&row.id).map(|said| {
                let known = columns.iter().find(|column| column.id == *said);
                known.map_or(said.as_str(), |column| &column.label)
            });
            cells.push(label.unwrap_or_default().to_owned());
        }
    }

    /// What the columns of a question don't hold of its answer.
    fn rest(&self, question: &QuestionId, value: &Value) -> String {
        let rows = self.columns.question(question).and_then(matrix_rows);
        match (rows, Answer::from_value(value)) {
            (Some(rows), Ok(Answer::Matrix(mut said))) => {
                said.retain(|row, _| !is_one(rows, row));
                self.words(question, Answer::Matrix(said))
            }
            (Some(_) | None, _) => self.cell(question, value),
        }
    }

    fn cell(&self, question: &QuestionId, value: &Value) -> String {
        match Answer::from_value(value) {
            Ok(answer) => self.words(question, answer),
            // What this version can't read is handed on as it is stored.
            Err(_) => json::to_text(value),
        }
    }

    fn words(&self, question: &QuestionId, answer: Answer) -> String {
        let label = |id: &ChoiceId| self.columns.choice_label(question, id).to_owned();
        match answer {
            Answer::Text(text) | Answer::Choice(Chosen::Other(text)) | Answer::Consent(text) => {
                text
            }
            Answer::Number(number) => number.to_string(),
            Answer::Date(date) => date.to_string(),
            Answer::Choice(Chosen::Choice(id)) => label(&id),
            Answer::Choices(ids, other) => {
                let words: Vec<String> = ids.iter().map(label).chain(other).collect();
                words.join(BETWEEN)
            }
            Answer::Rating(step) => step.to_string(),
            Answer::Zone(zone) => zone,
            Answer::Availability(zone, slots) => format!("{zone}{BETWEEN}{}", week(&slots)),
            Answer::Projects(ranked) if ranked.is_empty() => ANY.to_owned(),
            Answer::Projects(ranked) => {
                let names: Vec<&str> = ranked
                    .iter()
                    .map(|project| self.columns.project_name(project))
                    .collect();
                names.join(BETWEEN)
            }
            Answer::Matrix(cells) => {
                let words: Vec<String> = cells
                    .iter()
                    .map(|(row, column)| format!("{row}: {column}"))
                    .collect();
                words.join(BETWEEN)
            }
        }
    }
}

fn matrix_rows(question: &Question) -> Option<&[Choice]> {
    if let QuestionKind::Matrix { rows, .. } = &question.kind {
        Some(rows)
    } else {
        None
    }
}

fn is_one(rows: &[Choice], row: &ChoiceId) -> bool {
    rows.iter().any(|known| known.id == *row)
}

/// The heads of a question's columns: a matrix has one for each row.
fn heads(question: &Question) -> Vec<String> {
    match &question.kind {
        QuestionKind::Matrix { rows, .. } => rows
            .iter()
            .map(|row| format!("{}/{}", question.id, row.id))
            .collect(),
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::SingleChoice { .. }
        | QuestionKind::Dropdown { .. }
        | QuestionKind::MultipleChoice { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::Rating(_)
        | QuestionKind::Consent { .. }
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone
        | QuestionKind::Availability { .. }
        | QuestionKind::ProjectPreference { .. } => vec![question.id.to_string()],
    }
}

/// `Mon 09:00-12:30, 14:00-24:00; Tue ...`
fn week(slots: &WeekSlots) -> String {
    let clock = |half_hour: u16| {
        let minutes = half_hour % 2 * 30;
        format!("{:02}:{minutes:02}", half_hour.min(SLOTS_A_DAY) / 2)
    };
    let days = (0u16..).zip(DAYS).filter_map(|(day, name)| {
        let ranges: Vec<String> = slots
            .ranges(day)
            .into_iter()
            .map(|(from, to)| format!("{}-{}", clock(from), clock(to)))
            .collect();
        (!ranges.is_empty()).then(|| format!("{name} {}", ranges.join(", ")))
    });
    days.collect::<Vec<_>>().join(BETWEEN)
}

/// A moment as ISO 8601 has it, in UTC, to the second: `2027-01-31T11:59:00Z`.
pub fn utc(at: Instant) -> String {
    let seconds = at.0.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let time = format!(
        "{:02}:{:02}:{:02}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    match Date::from_days_since_epoch(days) {
        Some(date) => format!("{date}T{time}"),
        // A clock set beyond the calendar: the number is better than nothing.
        None => at.0.to_string(),
    }
}

/// Writes applications as a JSON list, one a line.
pub struct ApplicationsJson {
    out: String,
}

impl Default for ApplicationsJson {
    fn default() -> Self {
        Self::new()
    }
}

impl ApplicationsJson {
    /// Begins the list.
    pub fn new() -> Self {
        Self {
            out: "[".to_owned(),
        }
    }

    /// Adds an application.
    pub fn add(&mut self, application: &Application) {
        let answers = application
            .answers
            .iter()
            .map(|(question, value)| (question.to_string(), value.clone()))
            .collect();
        let parts = [
            ("id", application.id.to_string().into()),
            ("session", application.session.as_str().into()),
            ("formVersion", application.form_version.to_string().into()),
            ("state", application.state.as_str().into()),
            ("sent", utc(application.sent_at).into()),
            ("late", application.late.into()),
            ("sample", application.sample.into()),
            ("answers", Value::Map(answers)),
        ];
        let parts: BTreeMap<String, Value> = parts
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        self.out
            .push_str(if self.out.len() > 1 { ",\n" } else { "\n" });
        json::write(&mut self.out, &Value::Map(parts));
    }

    /// Ends the list.
    pub fn finish(mut self) -> String {
        self.out.push_str("\n]\n");
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_iso_8601_has_them() {
        for (at, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_801_396_799_999, "2027-01-31T11:59:59Z"),
            (253_402_300_799_000, "9999-12-31T23:59:59Z"),
            (253_402_300_800_000, "253402300800000"),
        ] {
            assert_eq!(utc(Instant(at)), text);
        }
    }
}
