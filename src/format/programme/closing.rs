//! What is asked at the end of a session: JSON to a [`ClosingSurvey`]. Questions are written as those of a form are.

use super::reader::Taken;
use super::{Parts, Reader, Shape};
use crate::domain::form::{Other, Scale};
use crate::domain::id::QuestionId;
use crate::domain::programme::{ClosingKind, ClosingQuestion, ClosingSurvey};
use crate::domain::record::Value;
use crate::format::form::list_of_choices;

/// How many steps a scale has unless it says so.
const STEPS: u32 = 5;

/// How a question is answered, as JSON names it.
#[derive(Clone, Copy)]
enum Type {
    Words,
    Rating,
    Choice,
}

const TYPES: [(&str, Type); 3] = [
    ("longText", Type::Words),
    ("rating", Type::Rating),
    ("singleChoice", Type::Choice),
];

/// Reads what is asked: as usual if nothing is said, and nothing at all if it is `false`.
pub(super) fn read(r: &mut Reader, parts: &mut Parts<'_>) -> ClosingSurvey {
    match parts.get("closing") {
        None | Some(Value::Bool(true)) => ClosingSurvey::Usual,
        Some(Value::Bool(false)) => ClosingSurvey::Not,
        Some(Value::List(_)) => {
            let mut taken = Taken::default();
            ClosingSurvey::Own(r.list(parts, "closing", |r, value| question(r, value, &mut taken)))
        }
        Some(other) => {
            r.within("closing", |r| r.wrong_shape(Shape::List, other));
            ClosingSurvey::Usual
        }
    }
}

fn question(r: &mut Reader, value: &Value, taken: &mut Taken) -> Option<ClosingQuestion> {
    let mut parts = r.parts(value)?;
    let id = r.required_key(&mut parts, "id");
    if let Some(id) = &id {
        let id: &QuestionId = id;
        taken.take(r, id.as_str());
    }
    let label = r.text(&mut parts, "label");
    let help = r.optional_text(&mut parts, "help");
    let kind = match parts.get("type") {
        Some(value) => r.within("type", |r| r.word(value, &TYPES)),
        None => Some(Type::Words),
    };
    let kind = kind.map(|kind| match kind {
        Type::Words => ClosingKind::Words,
        Type::Rating => {
            let steps = r.whole(&mut parts, "steps", (2, 10)).unwrap_or(STEPS);
            ClosingKind::Rating(Scale {
                steps: u8::try_from(steps).expect("10 at most"),
                low: r.optional_text(&mut parts, "low").unwrap_or_default(),
                high: r.optional_text(&mut parts, "high").unwrap_or_default(),
            })
        }
        Type::Choice => ClosingKind::Choice(list_of_choices(r, &mut parts, "choices", Other::No)),
    });
    r.finish(&parts);
    Some(ClosingQuestion {
        id: id?,
        label,
        help: help.unwrap_or_default(),
        kind: kind?,
    })
}
