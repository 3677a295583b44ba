//! One question: JSON to a [`Question`].

use super::{Scope, condition};
use crate::domain::form::{
    Choice, Limit, LimitUnit, OTHER, Other, Question, QuestionKind, Reader as MayRead, Scale,
};
use crate::domain::id::{ChoiceId, QuestionId};
use crate::domain::record::Value;
use crate::format::programme::{Fault, Parts, Reader, Referred, Taken};

/// The types of question, as JSON names them.
#[derive(Clone, Copy)]
pub(super) enum Type {
    ShortText,
    LongText,
    Number,
    Date,
    SingleChoice,
    Dropdown,
    MultipleChoice,
    Url,
    Email,
    Rating,
    Consent,
    GithubUser,
    TimeZone,
    Availability,
    ProjectPreference,
    Matrix,
}

/// Their names.
const TYPES: [(&str, Type); 16] = [
    ("shortText", Type::ShortText),
    ("longText", Type::LongText),
    ("number", Type::Number),
    ("date", Type::Date),
    ("singleChoice", Type::SingleChoice),
    ("dropdown", Type::Dropdown),
    ("multipleChoice", Type::MultipleChoice),
    ("url", Type::Url),
    ("email", Type::Email),
    ("rating", Type::Rating),
    ("consent", Type::Consent),
    ("githubUser", Type::GithubUser),
    ("timeZone", Type::TimeZone),
    ("availability", Type::Availability),
    ("projectPreference", Type::ProjectPreference),
    ("matrix", Type::Matrix),
];

/// Who may read an answer, as JSON names them.
pub(super) const READERS: [(&str, MayRead); 5] = [
    ("organizers", MayRead::Organizers),
    ("reviewers", MayRead::Reviewers),
    ("mentors", MayRead::Mentors),
    ("team", MayRead::Team),
    ("public", MayRead::Public),
];

/// Reads a question where the reader stands, and puts it behind the earlier ones.
pub(super) fn read(
    r: &mut Reader,
    value: &Value,
    scope: &mut Scope<'_>,
    taken: &mut Taken,
) -> Option<Question> {
    let mut parts = r.parts(value)?;
    let id: Option<QuestionId> = r.required_key(&mut parts, "id");
    if let Some(id) = &id {
        taken.take(r, id.as_str());
    }
    let kind_name = r.required_word(&mut parts, "type", &TYPES);
    let label = r.text(&mut parts, "label");
    let help = r.optional_text(&mut parts, "help");
    let required = r.flag(&mut parts, "required");
    let sensitive = r.flag(&mut parts, "sensitive");
    let personal = r.flag(&mut parts, "personal");
    let readers = readers(r, &mut parts, sensitive);
    let show_if = parts
        .get("showIf")
        .and_then(|value| r.within("showIf", |r| condition::read(r, value, scope, 0)));
    let kind = kind_name.and_then(|name| kind(r, &mut parts, name, scope));
    let limit = match &kind {
        Some(kind) if takes_text(kind) => limit(r, &mut parts),
        Some(_) => None,
        // Of an unknown type nothing more can be said.
        None => {
            if let Some(id) = id {
                scope.earlier.push((id, None));
            }
            return None;
        }
    };
    r.finish(&parts);
    if let Some(id) = &id {
        scope.earlier.push((id.clone(), kind.clone()));
    }
    Some(Question {
        id: id?,
        label,
        help: help.unwrap_or_default(),
        required,
        kind: kind?,
        limit,
        show_if,
        sensitive,
        personal,
        readers,
    })
}

/// Whether an answer may hold text of any length.
fn takes_text(kind: &QuestionKind) -> bool {
    match kind {
        QuestionKind::ShortText | QuestionKind::LongText => true,
        QuestionKind::SingleChoice { other, .. }
        | QuestionKind::Dropdown { other, .. }
        | QuestionKind::MultipleChoice { other, .. } => *other == Other::WithText,
        QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::Rating(_)
        | QuestionKind::Consent { .. }
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone
        | QuestionKind::Availability { .. }
        | QuestionKind::ProjectPreference { .. }
        | QuestionKind::Matrix { .. } => false,
    }
}

fn readers(r: &mut Reader, parts: &mut Parts<'_>, sensitive: bool) -> Vec<MayRead> {
    if parts.get("readers").is_none() {
        return vec![MayRead::Organizers];
    }
    r.required_list(parts, "readers", |r, value| {
        let reader = r.word(value, &READERS)?;
        let trusted = matches!(reader, MayRead::Organizers | MayRead::Reviewers);
        if sensitive && !trusted {
            r.fault(Fault::SensitiveReader);
        }
        Some(reader)
    })
}

fn limit(r: &mut Reader, parts: &mut Parts<'_>) -> Option<Limit> {
    let value = parts.get("limit")?;
    r.within("limit", |r| {
        let mut parts = r.parts(value)?;
        let bounds = (1, 1_000_000);
        let characters = r.whole(&mut parts, "characters", bounds);
        let words = r.whole(&mut parts, "words", bounds);
        let given = parts.get("characters").is_some() != parts.get("words").is_some();
        if !given {
            r.fault(Fault::NotALimit);
        }
        r.finish(&parts);
        let (most, unit) = match (characters, words) {
            (Some(most), None) => (most, LimitUnit::Characters),
            (None, Some(most)) => (most, LimitUnit::Words),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(Limit { most, unit })
    })
}

fn kind(
    r: &mut Reader,
    parts: &mut Parts<'_>,
    name: Type,
    scope: &Scope<'_>,
) -> Option<QuestionKind> {
    Some(match name {
        Type::ShortText => QuestionKind::ShortText,
        Type::LongText => QuestionKind::LongText,
        Type::Number => {
            let (min, max) = (r.number(parts, "min"), r.number(parts, "max"));
            check_bounds(r, min, max);
            QuestionKind::Number {
                min,
                max,
                whole: r.flag(parts, "whole"),
                unit: r.optional_text(parts, "unit").unwrap_or_default(),
            }
        }
        Type::Date => {
            let (min, max) = (r.date(parts, "min"), r.date(parts, "max"));
            check_bounds(r, min, max);
            QuestionKind::Date { min, max }
        }
        Type::SingleChoice => {
            let (choices, other) = choices(r, parts);
            QuestionKind::SingleChoice { choices, other }
        }
        Type::Dropdown => {
            let (choices, other) = choices(r, parts);
            QuestionKind::Dropdown { choices, other }
        }
        Type::MultipleChoice => {
            let (choices, other) = choices(r, parts);
            QuestionKind::MultipleChoice {
                choices,
                other,
                at_most: r.whole(parts, "atMost", (1, 1000)),
            }
        }
        Type::Url => QuestionKind::Url,
        Type::Email => QuestionKind::Email,
        Type::Rating => {
            let steps = r.required_whole(parts, "steps", (2, 10));
            let low = r.optional_text(parts, "low").unwrap_or_default();
            let high = r.optional_text(parts, "high").unwrap_or_default();
            QuestionKind::Rating(Scale {
                steps: u8::try_from(steps?).expect("10 at most"),
                low,
                high,
            })
        }
        Type::Consent => QuestionKind::Consent {
            text: r.text(parts, "text"),
            version: r.text(parts, "textVersion"),
        },
        Type::GithubUser => QuestionKind::GithubUser,
        Type::TimeZone => QuestionKind::TimeZone,
        Type::Availability => {
            let zone_from = parts
                .get("zoneFrom")
                .and_then(|value| r.within("zoneFrom", |r| zone_from(r, value, scope)));
            QuestionKind::Availability {
                zone_from,
                at_least_hours: r.whole(parts, "atLeastHours", (1, 168)),
            }
        }
        Type::ProjectPreference => QuestionKind::ProjectPreference {
            at_most: r.whole(parts, "atMost", (1, 1000)),
        },
        Type::Matrix => QuestionKind::Matrix {
            rows: list_of_choices(r, parts, "rows", Other::No),
            columns: list_of_choices(r, parts, "columns", Other::No),
        },
    })
}

fn check_bounds<T: PartialOrd>(r: &mut Reader, min: Option<T>, max: Option<T>) {
    if let (Some(min), Some(max)) = (min, max)
        && max < min
    {
        r.fault_at("max", Fault::MaxBelowMin);
    }
}

fn choices(r: &mut Reader, parts: &mut Parts<'_>) -> (Vec<Choice>, Other) {
    let other = if r.flag(parts, "other") {
        Other::WithText
    } else {
        Other::No
    };
    (list_of_choices(r, parts, "choices", other), other)
}

pub(in crate::format) fn list_of_choices(
    r: &mut Reader,
    parts: &mut Parts<'_>,
    name: &'static str,
    other: Other,
) -> Vec<Choice> {
    let mut taken = Taken::default();
    r.required_list(parts, name, |r, value| {
        let mut parts = r.parts(value)?;
        let id: Option<ChoiceId> = r.required_key(&mut parts, "id");
        if let Some(id) = &id {
            taken.take(r, id.as_str());
            if other == Other::WithText && id.as_str() == OTHER {
                r.fault_at("id", Fault::Reserved(OTHER));
            }
        }
        let label = r.text(&mut parts, "label");
        let help = r.optional_text(&mut parts, "help");
        r.finish(&parts);
        Some(Choice {
            id: id?,
            label,
            help: help.unwrap_or_default(),
        })
    })
}

fn zone_from(r: &mut Reader, value: &Value, scope: &Scope<'_>) -> Option<QuestionId> {
    let (id, kind) = earlier(r, value, scope)?;
    if !matches!(kind, None | Some(QuestionKind::TimeZone)) {
        r.fault(Fault::NotAZoneQuestion(id.to_string()));
    }
    Some(id.clone())
}

/// The earlier question that a value names, where the reader stands.
pub(super) fn earlier<'s>(
    r: &mut Reader,
    value: &Value,
    scope: &'s Scope<'_>,
) -> Option<&'s (QuestionId, Option<QuestionKind>)> {
    let id: QuestionId = r.key(value)?;
    let found = scope.earlier.iter().find(|(known, _)| *known == id);
    if found.is_none() {
        let key = id.to_string();
        r.fault(if scope.all.contains(&key) {
            Fault::NotEarlier(key)
        } else {
            let what = Referred::Question;
            Fault::NoSuch { what, key }
        });
    }
    found
}
