//! What everyone said at the end of a session, as a table: a row for each of them, a column for each question.

use std::collections::BTreeMap;

use crate::domain::id::QuestionId;
use crate::domain::programme::ClosingQuestion;
use crate::domain::roster::sheet::Line;
use crate::domain::week::closing::{Answer, Closing, Interest};
use crate::format::csv::TableWriter;

/// The columns before those of the questions, which are called by the questions' keys. New ones come at the end of these:
/// spreadsheets of others go by their names.
pub const CLOSING_COLUMNS: [&str; 12] = [
    "membership",
    "person",
    "name",
    "email",
    "session",
    "role",
    "testimonial",
    "may_be_quoted",
    "shown_as",
    "interest",
    "interest_role",
    "interest_words",
];

/// What somebody said, and who they are.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Their part, and who they are; nothing of one who is not on the roster any more.
    pub line: Option<&'a Line>,
    /// What they said.
    pub closing: &'a Closing,
}

/// The table. `may_be_quoted` is `no`, `without-name` or `with-name`, and `no` while copies disagree about it; `shown_as` holds a
/// name only if it may be shown. Rows come as they are given.
pub fn closings_csv<'a>(
    questions: &[ClosingQuestion],
    all: impl IntoIterator<Item = Told<'a>>,
) -> String {
    let all: Vec<Told<'_>> = all.into_iter().collect();
    // What is asked now comes first, and then what was.
    let mut columns: Vec<&QuestionId> = questions.iter().map(|question| &question.id).collect();
    let answered = all.iter().flat_map(|told| told.closing.words.answered(&[]));
    let before: BTreeMap<&QuestionId, ()> = answered.map(|one| (one.id, ())).collect();
    let before = before.into_keys().filter(|id| !columns.contains(id));
    let before: Vec<&QuestionId> = before.collect();
    columns.extend(before);
    let mut table = TableWriter::new();
    let heads = columns.iter().map(|id| format!("answer_{id}"));
    table.row(CLOSING_COLUMNS.map(str::to_owned).into_iter().chain(heads));
    for told in all {
        table.row(row(told, &columns));
    }
    table.finish()
}

fn row(told: Told<'_>, columns: &[&QuestionId]) -> Vec<String> {
    let Told { line, closing } = told;
    let words = &closing.words;
    let quote = closing.quote();
    let may_be_quoted = match quote.map(|quote| quote.name) {
        None => "no",
        Some(None) => "without-name",
        Some(Some(_)) => "with-name",
    };
    let name = quote.and_then(|quote| quote.name).unwrap_or_default();
    let of = |text: fn(&Line) -> String| line.map(text).unwrap_or_default();
    let mut row = vec![
        closing.member.to_string(),
        of(|line| line.member.person.to_string()),
        of(|line| line.who.name.clone()),
        of(|line| line.who.email.clone()),
        closing.session.to_string(),
        of(|line| line.member.role.to_string()),
        words.testimonial.clone(),
        may_be_quoted.to_owned(),
        name.to_owned(),
        words.interest.map_or("", Interest::as_str).to_owned(),
        words
            .interest_role
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        words.interest_words.clone(),
    ];
    row.extend(columns.iter().map(|id| match words.answers.get(*id) {
        Some(Answer::Words(text)) => text.clone(),
        Some(Answer::Rating(step)) => step.to_string(),
        Some(Answer::Choice { label, .. }) => label.clone(),
        None => String::new(),
    }));
    row
}
