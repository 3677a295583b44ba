//! Questions, forms and typed answers, made in few words.

use groundcrew::domain::answer::{DayTexts, Pick, Slot, Typed, TypedAnswers, WeekSlots, Zones};
use groundcrew::domain::form::{
    Choice, Condition, Form, Other, Question, QuestionKind, Reader, Scale, Section,
};
use groundcrew::domain::id::{ChoiceId, ProjectId, QuestionId};

/// A key of any sort.
pub fn key<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("a key of the test")
}

/// An optional question of this kind, named `q`.
pub fn question(kind: QuestionKind) -> Question {
    Question {
        id: key("q"),
        label: "What?".to_owned(),
        help: String::new(),
        required: false,
        kind,
        limit: None,
        show_if: None,
        sensitive: false,
        personal: false,
        readers: vec![Reader::Organizers],
    }
}

/// The same question under another name.
pub fn named(id: &str, kind: QuestionKind) -> Question {
    Question {
        id: key(id),
        ..question(kind)
    }
}

/// The same question, required.
pub fn required(question: Question) -> Question {
    Question {
        required: true,
        ..question
    }
}

/// The same question, asked only under a condition.
pub fn shown_if(question: Question, condition: Condition) -> Question {
    Question {
        show_if: Some(condition),
        ..question
    }
}

/// Choices with these keys.
pub fn choices(keys: &[&str]) -> Vec<Choice> {
    keys.iter()
        .map(|id| Choice {
            id: key(id),
            label: format!("{id}, with a comma"),
            help: String::new(),
        })
        .collect()
}

/// A single choice of red, green, blue or something else.
pub fn colour() -> QuestionKind {
    QuestionKind::SingleChoice {
        choices: choices(&["red", "green", "blue"]),
        other: Other::WithText,
    }
}

/// A multiple choice of the same.
pub fn colours(at_most: Option<u32>) -> QuestionKind {
    QuestionKind::MultipleChoice {
        choices: choices(&["red", "green", "blue"]),
        other: Other::WithText,
        at_most,
    }
}

/// A number of hours.
pub fn hours(min: Option<f64>, max: Option<f64>, whole: bool) -> QuestionKind {
    QuestionKind::Number {
        min,
        max,
        whole,
        unit: "hours".to_owned(),
    }
}

/// A rating of five steps.
pub fn rating() -> QuestionKind {
    QuestionKind::Rating(Scale {
        steps: 5,
        low: String::new(),
        high: String::new(),
    })
}

/// A consent to version 2 of a text.
pub fn consent() -> QuestionKind {
    QuestionKind::Consent {
        text: "Be kind.".to_owned(),
        version: "2".to_owned(),
    }
}

/// A matrix of two rows and two columns.
pub fn matrix() -> QuestionKind {
    QuestionKind::Matrix {
        rows: choices(&["git", "tests"]),
        columns: choices(&["new", "sure"]),
    }
}

/// An availability that wants four hours.
pub fn availability() -> QuestionKind {
    QuestionKind::Availability {
        zone_from: None,
        at_least_hours: Some(4),
    }
}

/// A form of these sections, each a name and its questions.
pub fn form(sections: Vec<(&str, Vec<Question>)>) -> Form {
    Form {
        id: key("apply"),
        version: 1,
        title: "Apply".to_owned(),
        intro: String::new(),
        level: None,
        sections: sections
            .into_iter()
            .map(|(id, questions)| Section {
                id: key(id),
                title: id.to_owned(),
                help: String::new(),
                questions,
            })
            .collect(),
    }
}

/// The zones of the tests.
pub fn zones() -> Zones {
    Zones::new(["Asia/Kathmandu", "America/Sao_Paulo", "UTC"].map(str::to_owned))
}

/// The projects of the tests.
pub fn projects() -> Vec<ProjectId> {
    vec![key("atlas"), key("beacon"), key("comet")]
}

/// Text as typed.
pub fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

/// A choice of one, as typed.
pub fn one(id: &str) -> Typed {
    Typed::One {
        picked: Some(Pick::Choice(key(id))),
        other: String::new(),
    }
}

/// “Other”, as typed.
pub fn other(text: &str) -> Typed {
    Typed::One {
        picked: Some(Pick::Other),
        other: text.to_owned(),
    }
}

/// Several choices, as typed, and “other” if there is any.
pub fn many(ids: &[&str], other: Option<&str>) -> Typed {
    Typed::Many {
        picked: ids.iter().map(|id| key(id)).collect(),
        other_ticked: other.is_some(),
        other: other.unwrap_or("").to_owned(),
    }
}

/// Cells of a matrix, as typed.
pub fn cells(cells: &[(&str, &str)]) -> Typed {
    Typed::Matrix(
        cells
            .iter()
            .map(|(row, column)| (key::<ChoiceId>(row), key::<ChoiceId>(column)))
            .collect(),
    )
}

/// Half hours of Monday from the first one on.
pub fn monday(first: u16, count: u16) -> WeekSlots {
    (first..first + count)
        .filter_map(|half_hour| Slot::new(0, half_hour))
        .collect()
}

/// A draft of these answers.
pub fn draft(answers: &[(&str, Typed)]) -> TypedAnswers {
    answers
        .iter()
        .map(|(id, typed)| (key::<QuestionId>(id), typed.clone()))
        .collect()
}

/// A week as typed: its zone, the half hours marked, and what can't be read as times on which day.
pub fn week(zone: &str, slots: WeekSlots, unread: &[(u16, &str)]) -> Typed {
    let mut texts = DayTexts::default();
    for (day, text) in unread {
        texts.set(*day, text);
    }
    Typed::Week {
        zone: zone.to_owned(),
        slots,
        unread: texts,
    }
}
