//! What a typed answer says, before asking whether it may be sent.
//!
//! Conditions look at this, so that a text that is still too long, or a number still too great,
//! doesn't make the questions that follow from it come and go.

use super::address::{read_email, read_github_user, read_url};
use super::hours::read_hours;
use super::number::{Reading, read_date, read_number};
use super::{Answer, Chosen, Pick, Problem, Typed, Wish, World};
use crate::domain::form::{Choice, Question, QuestionKind};
use crate::domain::gather::gather;
use crate::domain::id::ChoiceId;

/// What was typed, as an answer; nothing if nothing is answered. What can't be understood is a problem.
pub(super) fn read(
    question: &Question,
    typed: &Typed,
    world: &World<'_>,
) -> Result<Option<Answer>, Problem> {
    use QuestionKind as Kind;
    if typed.is_blank() {
        return Ok(None);
    }
    match (&question.kind, typed) {
        (Kind::ShortText | Kind::LongText, Typed::Text(text)) => {
            Ok(Some(Answer::Text(text.trim().to_owned())))
        }
        (Kind::Number { unit, .. }, Typed::Text(text)) => match read_number(text, unit) {
            Some(Reading::One(value)) => Ok(Some(Answer::Number(value))),
            Some(Reading::Two { thousands, decimal }) => {
                // Where the question allows only one of the two readings, there is nothing to ask.
                match (question.takes(thousands), question.takes(decimal)) {
                    (true, false) => Ok(Some(Answer::Number(thousands))),
                    (false, true) => Ok(Some(Answer::Number(decimal))),
                    (true, true) | (false, false) => {
                        Err(Problem::TwoReadings { thousands, decimal })
                    }
                }
            }
            None => Err(Problem::NotANumber),
        },
        (Kind::Date { .. }, Typed::Text(text)) => match read_date(text) {
            Some(date) => Ok(Some(Answer::Date(date))),
            None => Err(Problem::NotADate),
        },
        (Kind::Url, Typed::Text(text)) => read_url(text).map(|url| Some(Answer::Text(url))),
        (Kind::Email, Typed::Text(text)) => read_email(text).map(|mail| Some(Answer::Text(mail))),
        (Kind::GithubUser, Typed::Text(text)) => {
            read_github_user(text).map(|name| Some(Answer::Text(name)))
        }
        (Kind::TimeZone, Typed::Text(text)) => {
            zone(text, world).map(|zone| Some(Answer::Zone(zone)))
        }
        (
            Kind::SingleChoice { choices, .. } | Kind::Dropdown { choices, .. },
            Typed::One { picked, other },
        ) => match picked {
            Some(Pick::Choice(id)) => {
                Ok(offered(choices, id).then(|| Answer::Choice(Chosen::Choice(id.clone()))))
            }
            Some(Pick::Other) => {
                let text = other_text(other)?;
                Ok(Some(Answer::Choice(Chosen::Other(text))))
            }
            None => Ok(None),
        },
        (
            Kind::MultipleChoice { choices, .. },
            Typed::Many {
                picked,
                other_ticked,
                other,
            },
        ) => {
            let picked = picked.iter().filter(|id| offered(choices, id));
            let picked: std::collections::BTreeSet<ChoiceId> = gather(picked.cloned());
            let other = other_ticked.then(|| other_text(other)).transpose()?;
            let any = !picked.is_empty() || other.is_some();
            Ok(any.then_some(Answer::Choices(picked, other)))
        }
        (Kind::Rating(scale), Typed::Rating(step)) => Ok(step
            .filter(|step| (1..=scale.steps).contains(step))
            .map(Answer::Rating)),
        (Kind::Consent { version, .. }, Typed::Consent(agreed)) => match agreed {
            Some(agreed) if agreed == version => Ok(Some(Answer::Consent(agreed.clone()))),
            // It agrees to nothing that is asked now, and where it may be left that is no obstacle.
            Some(_) if !question.required => Ok(None),
            Some(agreed) => Err(Problem::ConsentChanged {
                agreed: agreed.clone(),
                now: version.clone(),
            }),
            None => Ok(None),
        },
        (
            Kind::Availability { .. },
            Typed::Week {
                zone: typed_zone,
                slots,
                unread,
            },
        ) => {
            let mut slots = *slots;
            for (day, text) in unread.iter() {
                let ranges = read_hours(text).map_err(|why| Problem::UnreadHours { day, why })?;
                slots.set_ranges(day, &ranges);
            }
            if slots.is_empty() {
                return Ok(None);
            }
            if typed_zone.trim().is_empty() {
                return Err(Problem::ZoneMissing);
            }
            let zone = zone(typed_zone, world)?;
            Ok(Some(Answer::Availability(zone, slots)))
        }
        (Kind::ProjectPreference { .. }, Typed::Projects { wish, ranked }) => match wish {
            Some(Wish::Any) => Ok(Some(Answer::Projects(Vec::new()))),
            Some(Wish::Ranked) if ranked.is_empty() => Err(Problem::NothingRanked),
            Some(Wish::Ranked) => {
                let mut projects = Vec::with_capacity(ranked.len());
                for project in ranked {
                    if !world.projects.contains(project) {
                        return Err(Problem::UnknownProject(project.clone()));
                    }
                    if !projects.contains(project) {
                        projects.push(project.clone());
                    }
                }
                Ok(Some(Answer::Projects(projects)))
            }
            None => Ok(None),
        },
        (Kind::Matrix { rows, columns }, Typed::Matrix(cells)) => {
            let cells = cells
                .iter()
                .filter(|(row, column)| offered(rows, row) && offered(columns, column))
                .map(|(row, column)| (row.clone(), column.clone()));
            let cells: std::collections::BTreeMap<ChoiceId, ChoiceId> = gather(cells);
            Ok((!cells.is_empty()).then_some(Answer::Matrix(cells)))
        }
        // The question was of another kind when this was typed.
        (
            Kind::ShortText
            | Kind::LongText
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::SingleChoice { .. }
            | Kind::Dropdown { .. }
            | Kind::MultipleChoice { .. }
            | Kind::Url
            | Kind::Email
            | Kind::Rating(_)
            | Kind::Consent { .. }
            | Kind::GithubUser
            | Kind::TimeZone
            | Kind::Availability { .. }
            | Kind::ProjectPreference { .. }
            | Kind::Matrix { .. },
            Typed::Text(_)
            | Typed::One { .. }
            | Typed::Many { .. }
            | Typed::Rating(_)
            | Typed::Consent(_)
            | Typed::Week { .. }
            | Typed::Projects { .. }
            | Typed::Matrix(_),
        ) => Err(Problem::AskedDifferently),
    }
}

fn offered(choices: &[Choice], id: &ChoiceId) -> bool {
    choices.iter().any(|choice| choice.id == *id)
}

fn other_text(text: &str) -> Result<String, Problem> {
    if is_blank(text) {
        Err(Problem::OtherIsEmpty)
    } else {
        Ok(text.trim().to_owned())
    }
}

fn zone(text: &str, world: &World<'_>) -> Result<String, Problem> {
    world.zones.find(text).ok_or_else(|| Problem::UnknownZone {
        suggestion: world.zones.suggest(text),
    })
}

/// Whether a text shows nothing: only white space and characters without a shape.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

/// The same without what was chosen and is no longer offered; nothing if all of it is.
pub fn without_gone(kind: &QuestionKind, typed: &Typed) -> Option<Typed> {
    use QuestionKind as Kind;
    match (kind, typed) {
        (
            Kind::SingleChoice { choices, .. } | Kind::Dropdown { choices, .. },
            Typed::One {
                picked: Some(Pick::Choice(id)),
                other,
            },
        ) => (!offered(choices, id)).then(|| Typed::One {
            picked: None,
            other: other.clone(),
        }),
        (
            Kind::MultipleChoice { choices, .. },
            Typed::Many {
                picked,
                other_ticked,
                other,
            },
        ) => {
            let mut kept = picked.clone();
            kept.retain(|id| offered(choices, id));
            (kept != *picked).then(|| Typed::Many {
                picked: kept,
                other_ticked: *other_ticked,
                other: other.clone(),
            })
        }
        (Kind::Matrix { rows, columns }, Typed::Matrix(cells)) => {
            let mut kept = cells.clone();
            kept.retain(|row, column| offered(rows, row) && offered(columns, column));
            (kept != *cells).then_some(Typed::Matrix(kept))
        }
        (Kind::Rating(scale), Typed::Rating(Some(step))) => {
            (!(1..=scale.steps).contains(step)).then_some(Typed::Rating(None))
        }
        (
            _,
            Typed::Text(_)
            | Typed::One { .. }
            | Typed::Many { .. }
            | Typed::Rating(_)
            | Typed::Consent(_)
            | Typed::Week { .. }
            | Typed::Projects { .. }
            | Typed::Matrix(_),
        ) => None,
    }
}
