//! What a cell of the list says, in one line.

use crate::domain::form::QuestionKind;
use crate::domain::id::QuestionId;
use crate::domain::listing::{Cell, Columns};
use crate::t;
use crate::ui::desk::Rows;
use crate::ui::when::{date_brief, list_words, number_words, zone_and_offset};

/// What a cell says; nothing for a question that was not answered.
pub fn cell_words(rows: &Rows, question: &QuestionId, cell: Option<Cell>) -> Option<String> {
    let columns = &rows.columns;
    Some(match cell? {
        Cell::Text(text, false) | Cell::Consent(text) => text,
        Cell::Text(text, true) => format!("{text}…"),
        Cell::Number(number) => match columns.question(question).map(|q| &q.kind) {
            Some(QuestionKind::Number { unit, .. }) if !unit.is_empty() => {
                format!("{} {unit}", number_words(number))
            }
            Some(_) | None => number_words(number),
        },
        Cell::Date(date) => date_brief(date),
        Cell::Chosen(ids, other) => {
            let mut words: Vec<String> = ids
                .iter()
                .map(|id| columns.choice_label(question, id).to_owned())
                .collect();
            words.extend(other.map(|text| t!(crew.cell_other, text = text)));
            list_words(&words)
        }
        Cell::Rating(step) => match columns.question(question).map(|q| &q.kind) {
            Some(QuestionKind::Rating(scale)) => t!(
                crew.cell_rating,
                step = number_words(f64::from(step)),
                steps = number_words(f64::from(scale.steps))
            ),
            Some(_) | None => number_words(f64::from(step)),
        },
        Cell::Zone(zone) => zone_and_offset(&zone, rows.offsets.get(&*zone).copied()),
        Cell::Week(_, half_hours) => crate::plural!(common.hours, f64::from(half_hours) / 2.0),
        Cell::Projects(ranked) if ranked.is_empty() => t!(crew.any_project).to_owned(),
        Cell::Projects(ranked) => {
            let names: Vec<&str> = ranked.iter().map(|id| columns.project_name(id)).collect();
            names.join(" › ")
        }
        Cell::Matrix(cells) => matrix_words(columns, question, &cells),
        Cell::Unreadable => t!(crew.cell_unreadable).to_owned(),
    })
}

fn matrix_words(
    columns: &Columns,
    question: &QuestionId,
    cells: &[(crate::domain::id::ChoiceId, crate::domain::id::ChoiceId)],
) -> String {
    let all = columns.question(question).map(|q| &q.kind);
    match all {
        Some(QuestionKind::Matrix { rows, .. }) => t!(
            crew.cell_matrix,
            n = number_words(cells.len() as f64),
            all = number_words(rows.len() as f64)
        ),
        Some(_) | None => number_words(cells.len() as f64),
    }
}
