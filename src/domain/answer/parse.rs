//! From what was typed to a valid answer, or to what is wrong with it.

use super::read::{read, without_gone};
use super::{Advice, Answer, Chosen, Problem, Typed, Zones};
use crate::domain::form::{Question, QuestionKind};
use crate::domain::id::ProjectId;

/// What parsing needs to know from outside a form.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The time zones that may be named.
    pub zones: &'a Zones,
    /// The projects that may be wished for: those of the session.
    pub projects: &'a [ProjectId],
}

/// The valid answer that was typed; nothing if an optional question is left unanswered.
///
/// Errors say what the person can do. Nothing typed is ever changed or cut: a draft keeps it as it is.
pub fn parse(
    question: &Question,
    typed: Option<&Typed>,
    world: &World<'_>,
) -> Result<Option<Answer>, Problem> {
    let answer = match typed {
        Some(typed) => read(question, typed, world)?,
        None => None,
    };
    judge(question, typed, answer.as_ref())?;
    Ok(answer)
}

/// Whether an answer that was understood may be sent.
pub(super) fn judge(
    question: &Question,
    typed: Option<&Typed>,
    answer: Option<&Answer>,
) -> Result<(), Problem> {
    let Some(answer) = answer else {
        return match (question.required, typed) {
            (false, _) => Ok(()),
            (true, Some(typed)) if without_gone(&question.kind, typed).is_some() => {
                Err(Problem::ChoiceGone)
            }
            (true, Some(_) | None) => {
                if let QuestionKind::Matrix { rows, .. } = &question.kind {
                    let rows = rows.iter().map(|row| row.id.clone());
                    Err(Problem::RowsMissing(rows.collect()))
                } else {
                    Err(Problem::Required)
                }
            }
        };
    };
    match (&question.kind, answer) {
        (_, Answer::Text(text) | Answer::Choice(Chosen::Other(text))) => {
            within_limit(question, text)
        }
        (
            QuestionKind::Number {
                min, max, whole, ..
            },
            Answer::Number(value),
        ) => {
            if let Some(min) = min.filter(|min| value < min) {
                Err(Problem::BelowMinimum(min))
            } else if let Some(max) = max.filter(|max| value > max) {
                Err(Problem::AboveMaximum(max))
            } else if *whole && value.fract() != 0.0 {
                Err(Problem::NotWhole)
            } else {
                Ok(())
            }
        }
        (QuestionKind::Date { min, max }, Answer::Date(date)) => {
            if let Some(min) = min.filter(|min| date < min) {
                Err(Problem::TooEarly(min))
            } else if let Some(max) = max.filter(|max| date > max) {
                Err(Problem::TooLate(max))
            } else {
                Ok(())
            }
        }
        (QuestionKind::MultipleChoice { at_most, .. }, Answer::Choices(picked, other)) => {
            at_most_of(*at_most, picked.len() + usize::from(other.is_some()))?;
            match other {
                Some(text) => within_limit(question, text),
                None => Ok(()),
            }
        }
        (QuestionKind::ProjectPreference { at_most }, Answer::Projects(ranked)) => {
            at_most_of(*at_most, ranked.len())
        }
        (QuestionKind::Matrix { rows, .. }, Answer::Matrix(cells)) => {
            let missing: Vec<_> = rows
                .iter()
                .filter(|row| !cells.contains_key(&row.id))
                .map(|row| row.id.clone())
                .collect();
            if question.required && !missing.is_empty() {
                Err(Problem::RowsMissing(missing))
            } else {
                Ok(())
            }
        }
        (
            _,
            Answer::Number(_)
            | Answer::Date(_)
            | Answer::Choice(Chosen::Choice(_))
            | Answer::Choices(..)
            | Answer::Rating(_)
            | Answer::Consent(_)
            | Answer::Zone(_)
            | Answer::Availability(..)
            | Answer::Projects(_)
            | Answer::Matrix(_),
        ) => Ok(()),
    }
}

/// What is worth a word beside an answer.
pub(super) fn advise(
    question: &Question,
    typed: &Typed,
    answer: Option<&Answer>,
) -> Option<Advice> {
    if without_gone(&question.kind, typed).is_some() {
        return Some(Advice::ChoiceGone);
    }
    match (&question.kind, typed, answer) {
        (
            QuestionKind::Availability {
                at_least_hours: Some(wanted),
                ..
            },
            _,
            Some(Answer::Availability(_, slots)),
        ) => (slots.len() < wanted.saturating_mul(2)).then(|| Advice::FewHours {
            half_hours: slots.len(),
            wanted: *wanted,
        }),
        // Where it has to be agreed to, a problem says so.
        (QuestionKind::Consent { version, .. }, Typed::Consent(Some(agreed)), None) => {
            (!question.required && agreed != version).then_some(Advice::ConsentChanged)
        }
        (_, _, Some(_) | None) => None,
    }
}

fn within_limit(question: &Question, text: &str) -> Result<(), Problem> {
    match question.limit {
        Some(limit) => match limit.over(text) {
            Some(by) => Err(Problem::TooLong { by, limit }),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

fn at_most_of(most: Option<u32>, chosen: usize) -> Result<(), Problem> {
    let chosen = u32::try_from(chosen).unwrap_or(u32::MAX);
    match most {
        Some(most) if chosen > most => Err(Problem::TooManyChosen {
            by: chosen - most,
            most,
        }),
        Some(_) | None => Ok(()),
    }
}
