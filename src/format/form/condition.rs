//! When a question is asked: JSON to a [`Condition`].
//!
//! `{"question": "...", "is": [...]}`, `{"question": "...", "answered": true}`,
//! `{"question": "...", "atLeast": 4}`, `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`.

use super::{Scope, question};
use crate::domain::answer::same_number;
use crate::domain::form::{ANY, Choice, Condition, OTHER, Other, QuestionKind};
use crate::domain::id::QuestionId;
use crate::domain::record::Value;
use crate::domain::time::Date;
use crate::format::programme::{Fault, Parts, Reader, Referred, Shape};

/// How many conditions may stand within one another; more than anyone can follow.
const DEEPEST: u8 = 8;

/// Reads a condition where the reader stands.
pub(super) fn read(
    r: &mut Reader,
    value: &Value,
    scope: &Scope<'_>,
    depth: u8,
) -> Option<Condition> {
    if depth > DEEPEST {
        r.fault(Fault::TooDeep);
        return None;
    }
    let mut parts = r.parts(value)?;
    let about = ["is", "answered", "atLeast"].map(|name| parts.get(name).is_some());
    let joins = ["all", "any", "not"].map(|name| parts.get(name).is_some());
    let count = about.iter().chain(&joins).filter(|there| **there).count();
    let condition = if count != 1 {
        parts.get("question");
        r.fault(Fault::NotACondition);
        None
    } else if let Some(inner) = parts.get("not") {
        let inner = r.within("not", |r| read(r, inner, scope, depth + 1));
        inner.map(|inner| Condition::Not(Box::new(inner)))
    } else if parts.get("all").is_some() {
        let each = |r: &mut Reader, value: &Value| read(r, value, scope, depth + 1);
        Some(Condition::All(r.required_list(&mut parts, "all", each)))
    } else if parts.get("any").is_some() {
        let each = |r: &mut Reader, value: &Value| read(r, value, scope, depth + 1);
        Some(Condition::Any(r.required_list(&mut parts, "any", each)))
    } else {
        on_a_question(r, &mut parts, scope)
    };
    r.finish(&parts);
    condition
}

fn on_a_question(r: &mut Reader, parts: &mut Parts<'_>, scope: &Scope<'_>) -> Option<Condition> {
    let Some(named) = parts.get("question") else {
        r.fault_at("question", Fault::Missing);
        return None;
    };
    let (id, kind) = r.within("question", |r| question::earlier(r, named, scope))?;
    if let Some(least) = r.number(parts, "atLeast") {
        let counts = matches!(
            kind,
            None | Some(QuestionKind::Number { .. } | QuestionKind::Rating(_))
        );
        if !counts {
            r.fault_at("atLeast", Fault::NotComparable(id.to_string()));
        }
        return Some(Condition::AtLeast(id.clone(), least));
    }
    if parts.get("atLeast").is_some() {
        return None;
    }
    if parts.get("answered").is_some() {
        let answered = Condition::Answered(id.clone());
        return Some(if r.flag(parts, "answered") {
            answered
        } else {
            Condition::Not(Box::new(answered))
        });
    }
    let each = |r: &mut Reader, value: &Value| wanted(r, value, id, kind.as_ref(), scope);
    let values = match parts.get("is") {
        Some(Value::List(_)) | None => r.required_list(parts, "is", each),
        Some(one) => r.within("is", |r| each(r, one)).into_iter().collect(),
    };
    Some(Condition::AnyOf(id.clone(), values))
}

/// What an answer may be: as text, or where that is more natural a number or `true`.
fn wanted(
    r: &mut Reader,
    value: &Value,
    id: &QuestionId,
    kind: Option<&QuestionKind>,
    scope: &Scope<'_>,
) -> Option<String> {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null | Value::List(_) | Value::Map(_) => {
            r.wrong_shape(Shape::Text, value);
            return None;
        }
    };
    if let Some(fault) = kind.and_then(|kind| unfit(&text, id, kind, scope)) {
        r.fault(fault);
    }
    Some(text)
}

/// Why a question of this kind is never answered so.
fn unfit(text: &str, id: &QuestionId, kind: &QuestionKind, scope: &Scope<'_>) -> Option<Fault> {
    let no_such = |what| Fault::NoSuch {
        what,
        key: text.to_owned(),
    };
    // Choices that couldn't be read are a fault of their own.
    let offers = |choices: &[Choice]| {
        choices.is_empty() || choices.iter().any(|choice| choice.id.as_str() == text)
    };
    let (fits, otherwise) = match kind {
        QuestionKind::SingleChoice { choices, other }
        | QuestionKind::Dropdown { choices, other }
        | QuestionKind::MultipleChoice { choices, other, .. } => (
            offers(choices) || (*other == Other::WithText && text == OTHER),
            no_such(Referred::Choice),
        ),
        QuestionKind::Rating(scale) => (
            (1..=scale.steps).any(|step| step.to_string() == text),
            no_such(Referred::Choice),
        ),
        QuestionKind::Consent { .. } => {
            let found = text.to_owned();
            let expected = vec!["yes", "no"];
            (
                expected.contains(&text),
                Fault::UnknownWord { found, expected },
            )
        }
        QuestionKind::Number { .. } => (
            text.parse()
                .is_ok_and(|number: f64| same_number(number, text)),
            Fault::NotComparable(id.to_string()),
        ),
        QuestionKind::Date { .. } => (
            text.parse::<Date>().is_ok(),
            Fault::NotADate(text.to_owned()),
        ),
        QuestionKind::ProjectPreference { .. } => (
            text == ANY
                || scope
                    .projects
                    .is_none_or(|projects| projects.iter().any(|id| id.as_str() == text)),
            no_such(Referred::Project),
        ),
        QuestionKind::Matrix { rows, columns } => {
            let cell = text.split_once(':').is_some_and(|(row, column)| {
                rows.iter().any(|r| r.id.as_str() == row)
                    && columns.iter().any(|c| c.id.as_str() == column)
            });
            (cell, no_such(Referred::Cell))
        }
        QuestionKind::Availability { .. } => (false, Fault::NotComparable(id.to_string())),
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone => return None,
    };
    (!fits).then_some(otherwise)
}
