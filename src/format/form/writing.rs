//! A [`Form`] to its JSON. What stands at its default is left out.

use std::collections::BTreeMap;

use super::question::READERS;
use crate::domain::form::{
    Choice, Condition, Form, Limit, LimitUnit, Other, Question, QuestionKind, Reader, Section,
};
use crate::domain::record::Value;

/// Named parts being gathered.
struct Parts(BTreeMap<String, Value>);

impl Parts {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, text);
        }
    }

    fn put_flag(&mut self, name: &str, yes: bool) {
        if yes {
            self.put(name, true);
        }
    }

    fn put_whole(&mut self, name: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.put(name, Value::Integer(i128::from(number)));
        }
    }

    fn put_number(&mut self, name: &str, number: Option<f64>) {
        if let Some(number) = number {
            self.put(name, number_value(number));
        }
    }

    fn put_list<T>(&mut self, name: &str, items: &[T], each: impl Fn(&T) -> Value) {
        self.put(name, Value::List(items.iter().map(each).collect()));
    }

    fn done(self) -> Value {
        Value::Map(self.0)
    }
}

/// Whole numbers are written as such, so that 3 stays 3.
fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        Value::Integer(number as i128)
    } else {
        Value::Float(number)
    }
}

/// The JSON of a form.
pub fn to_value(form: &Form) -> Value {
    let mut parts = Parts::new();
    parts.put("id", form.id.as_str());
    parts.put_whole("version", Some(form.version));
    parts.put("title", form.title.as_str());
    parts.put_text("intro", &form.intro);
    parts.put_list("sections", &form.sections, section);
    if let Some(question) = &form.level {
        parts.put("level", question.as_str());
    }
    parts.done()
}

fn section(section: &Section) -> Value {
    let mut parts = Parts::new();
    parts.put("id", section.id.as_str());
    parts.put("title", section.title.as_str());
    parts.put_text("help", &section.help);
    parts.put_list("questions", &section.questions, question);
    parts.done()
}

fn question(question: &Question) -> Value {
    let mut parts = Parts::new();
    parts.put("id", question.id.as_str());
    parts.put("label", question.label.as_str());
    parts.put_text("help", &question.help);
    parts.put_flag("required", question.required);
    parts.put_flag("sensitive", question.sensitive);
    parts.put_flag("personal", question.personal);
    if question.readers != [Reader::Organizers] {
        parts.put_list("readers", &question.readers, |reader| {
            let name = READERS.iter().find(|(_, known)| known == reader);
            Value::from(name.map_or("", |(name, _)| name))
        });
    }
    if let Some(Limit { most, unit }) = question.limit {
        let mut limit = Parts::new();
        let unit = match unit {
            LimitUnit::Characters => "characters",
            LimitUnit::Words => "words",
        };
        limit.put_whole(unit, Some(most));
        parts.put("limit", limit.done());
    }
    if let Some(show_if) = &question.show_if {
        parts.put("showIf", condition(show_if));
    }
    kind(&mut parts, &question.kind);
    parts.done()
}

fn kind(parts: &mut Parts, kind: &QuestionKind) {
    let name = match kind {
        QuestionKind::ShortText => "shortText",
        QuestionKind::LongText => "longText",
        QuestionKind::Number {
            min,
            max,
            whole,
            unit,
        } => {
            parts.put_number("min", *min);
            parts.put_number("max", *max);
            parts.put_flag("whole", *whole);
            parts.put_text("unit", unit);
            "number"
        }
        QuestionKind::Date { min, max } => {
            if let Some(min) = min {
                parts.put("min", min.to_string());
            }
            if let Some(max) = max {
                parts.put("max", max.to_string());
            }
            "date"
        }
        QuestionKind::SingleChoice { choices, other } => {
            put_choices(parts, choices, *other);
            "singleChoice"
        }
        QuestionKind::Dropdown { choices, other } => {
            put_choices(parts, choices, *other);
            "dropdown"
        }
        QuestionKind::MultipleChoice {
            choices,
            other,
            at_most,
        } => {
            put_choices(parts, choices, *other);
            parts.put_whole("atMost", *at_most);
            "multipleChoice"
        }
        QuestionKind::Url => "url",
        QuestionKind::Email => "email",
        QuestionKind::Rating(scale) => {
            parts.put_whole("steps", Some(u32::from(scale.steps)));
            parts.put_text("low", &scale.low);
            parts.put_text("high", &scale.high);
            "rating"
        }
        QuestionKind::Consent { text, version } => {
            parts.put("text", text.as_str());
            parts.put("textVersion", version.as_str());
            "consent"
        }
        QuestionKind::GithubUser => "githubUser",
        QuestionKind::TimeZone => "timeZone",
        QuestionKind::Availability {
            zone_from,
            at_least_hours,
        } => {
            if let Some(question) = zone_from {
                parts.put("zoneFrom", question.as_str());
            }
            parts.put_whole("atLeastHours", *at_least_hours);
            "availability"
        }
        QuestionKind::ProjectPreference { at_most } => {
            parts.put_whole("atMost", *at_most);
            "projectPreference"
        }
        QuestionKind::Matrix { rows, columns } => {
            parts.put_list("rows", rows, choice);
            parts.put_list("columns", columns, choice);
            "matrix"
        }
    };
    parts.put("type", name);
}

fn put_choices(parts: &mut Parts, choices: &[Choice], other: Other) {
    parts.put_list("choices", choices, choice);
    parts.put_flag("other", other == Other::WithText);
}

fn choice(choice: &Choice) -> Value {
    let mut parts = Parts::new();
    parts.put("id", choice.id.as_str());
    parts.put("label", choice.label.as_str());
    parts.put_text("help", &choice.help);
    parts.done()
}

fn condition(of: &Condition) -> Value {
    let mut parts = Parts::new();
    match of {
        Condition::Answered(id) => {
            parts.put("question", id.as_str());
            parts.put("answered", true);
        }
        Condition::AnyOf(id, values) => {
            parts.put("question", id.as_str());
            parts.put_list("is", values, |value| Value::from(value.as_str()));
        }
        Condition::AtLeast(id, least) => {
            parts.put("question", id.as_str());
            parts.put_number("atLeast", Some(*least));
        }
        Condition::Not(inner) => parts.put("not", condition(inner)),
        Condition::All(inner) => parts.put_list("all", inner, condition),
        Condition::Any(inner) => parts.put_list("any", inner, condition),
    }
    parts.done()
}
