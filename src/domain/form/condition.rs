//! When a question is asked: a condition on the answers to earlier ones.

use super::{Form, QuestionKind};
use crate::domain::answer::{Answer, Chosen, same_number};
use crate::domain::id::QuestionId;

/// A condition on earlier answers. A question that is itself hidden counts as unanswered.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The question has an answer.
    Answered(QuestionId),
    /// The answer is, or among several includes, one of these: choice keys (`other` for “other”),
    /// rating steps, numbers as written, days, `yes` and `no` for consent, project keys (`any` for
    /// any), `row:column` for a matrix, or the text itself.
    AnyOf(QuestionId, Vec<String>),
    /// The answer is a number or rating of at least this.
    AtLeast(QuestionId, f64),
    /// The condition does not hold.
    Not(Box<Condition>),
    /// All of them hold.
    All(Vec<Condition>),
    /// One of them holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// The questions it looks at.
    pub fn questions(&self) -> Vec<&QuestionId> {
        match self {
            Self::Answered(id) | Self::AnyOf(id, _) | Self::AtLeast(id, _) => vec![id],
            Self::Not(inner) => inner.questions(),
            Self::All(inner) | Self::Any(inner) => inner.iter().flat_map(Self::questions).collect(),
        }
    }

    /// Whether it holds, as the answers of a form stand. `answer` gives those of the questions
    /// that are shown and answered.
    pub fn holds<'a>(
        &self,
        form: &Form,
        answer: &impl Fn(&QuestionId) -> Option<&'a Answer>,
    ) -> bool {
        match self {
            Self::Answered(id) => answer(id).is_some(),
            Self::AnyOf(id, values) => match answer(id) {
                Some(answer) => values.iter().any(|value| says(answer, value)),
                None => {
                    let consent = form
                        .question(id)
                        .is_some_and(|q| matches!(q.kind, QuestionKind::Consent { .. }));
                    consent && values.iter().any(|value| value == "no")
                }
            },
            Self::AtLeast(id, least) => match answer(id) {
                Some(Answer::Number(value)) => value >= least,
                Some(Answer::Rating(step)) => f64::from(*step) >= *least,
                Some(_) | None => false,
            },
            Self::Not(inner) => !inner.holds(form, answer),
            Self::All(inner) => inner.iter().all(|each| each.holds(form, answer)),
            Self::Any(inner) => inner.iter().any(|each| each.holds(form, answer)),
        }
    }
}

/// Whether an answer is, or includes, what a condition names.
fn says(answer: &Answer, value: &str) -> bool {
    match answer {
        Answer::Text(text) => text == value,
        Answer::Number(number) => same_number(*number, value),
        Answer::Date(date) => date.to_string() == value,
        Answer::Choice(Chosen::Choice(id)) => id.as_str() == value,
        Answer::Choice(Chosen::Other(_)) => value == OTHER,
        Answer::Choices(ids, other) => {
            ids.iter().any(|id| id.as_str() == value) || (other.is_some() && value == OTHER)
        }
        Answer::Rating(step) => value.parse() == Ok(*step),
        Answer::Consent(_) => value == "yes",
        Answer::Zone(zone) | Answer::Availability(zone, _) => zone == value,
        Answer::Projects(ranked) => {
            ranked.iter().any(|id| id.as_str() == value) || (ranked.is_empty() && value == ANY)
        }
        Answer::Matrix(cells) => value.split_once(':').is_some_and(|(row, column)| {
            cells
                .iter()
                .any(|(r, c)| r.as_str() == row && c.as_str() == column)
        }),
    }
}

/// How conditions name “other”; so no choice beside an “other” may have this key.
pub const OTHER: &str = "other";
/// How conditions name “any project”; so no project may have this key.
pub const ANY: &str = "any";
