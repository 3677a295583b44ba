//! Answers in words: for review, for a printed copy, and for the text someone takes away.

use crate::domain::answer::{Answer, Chosen, DayTexts, Pick, Typed, WeekSlots, Wish};
use crate::domain::form::{Choice, Question, QuestionKind};
use crate::domain::id::{ChoiceId, ProjectId};
use crate::domain::programme::Programme;
use crate::domain::record::Value;
use crate::t;
use crate::ui::when::{date_words, number_words, weekday_words};

/// What is typed at a question, finished or not; empty if nothing is. `question` is nothing for a
/// question that is no longer asked.
pub fn typed_words(question: Option<&Question>, typed: &Typed, programme: &Programme) -> String {
    let kind = question.map(|question| &question.kind);
    match typed {
        Typed::Text(text) => text.clone(),
        Typed::One {
            picked: Some(Pick::Choice(id)),
            ..
        } => label(choices(kind), id),
        Typed::One {
            picked: Some(Pick::Other),
            other,
        } => other_words(other),
        Typed::One { picked: None, .. } => String::new(),
        Typed::Many {
            picked,
            other_ticked,
            other,
        } => {
            let other = other_ticked.then_some(other.as_str());
            many(kind, picked.iter(), other)
        }
        Typed::Rating(step) => step.map(|step| rating(kind, step)).unwrap_or_default(),
        Typed::Consent(version) => version.as_ref().map(|v| agreed(v)).unwrap_or_default(),
        Typed::Week {
            zone,
            slots,
            unread,
        } => week(zone, slots, unread),
        Typed::Projects {
            wish: Some(Wish::Any),
            ..
        } => t!(apply.said.any_project).to_owned(),
        Typed::Projects { wish: None, .. } => String::new(),
        Typed::Projects {
            wish: Some(Wish::Ranked),
            ranked,
        } => projects(ranked, programme),
        Typed::Matrix(cells) => matrix(kind, cells.iter()),
    }
}

/// A valid answer.
pub fn answer_words(question: Option<&Question>, answer: &Answer, programme: &Programme) -> String {
    let kind = question.map(|question| &question.kind);
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Number(number) => match kind {
            Some(QuestionKind::Number { unit, .. }) if !unit.is_empty() => {
                format!("{} {unit}", number_words(*number))
            }
            Some(_) | None => number_words(*number),
        },
        Answer::Date(date) => date_words(*date),
        Answer::Choice(Chosen::Choice(id)) => label(choices(kind), id),
        Answer::Choice(Chosen::Other(text)) => other_words(text),
        Answer::Choices(ids, other) => many(kind, ids.iter(), other.as_deref()),
        Answer::Rating(step) => rating(kind, *step),
        Answer::Consent(version) => agreed(version),
        Answer::Zone(zone) => zone.clone(),
        Answer::Availability(zone, slots) => week(zone, slots, &DayTexts::default()),
        Answer::Projects(ranked) if ranked.is_empty() => t!(apply.said.any_project).to_owned(),
        Answer::Projects(ranked) => projects(ranked, programme),
        Answer::Matrix(cells) => matrix(kind, cells.iter()),
    }
}

/// An answer as an application keeps it. One that this version can't read is shown as it is kept.
pub fn sent_words(question: Option<&Question>, value: &Value, programme: &Programme) -> String {
    match Answer::from_value(value) {
        Ok(answer) => answer_words(question, &answer, programme),
        Err(_) => crate::format::json::to_text(value),
    }
}

/// An answer as a draft keeps it, or what is kept in it while it is not chosen. One that this version
/// can't read is shown as it is kept.
pub fn kept_words(question: Option<&Question>, value: &Value, programme: &Programme) -> String {
    match Typed::from_value(value) {
        Ok(Typed::One {
            picked: None,
            other,
        }) if !other.is_empty() => other_words(&other),
        Ok(Typed::Many {
            picked,
            other_ticked: false,
            other,
        }) if picked.is_empty() && !other.is_empty() => other_words(&other),
        Ok(Typed::Projects { wish: None, ranked }) => projects(&ranked, programme),
        Ok(typed) => typed_words(question, &typed, programme),
        Err(_) => crate::format::json::to_text(value),
    }
}

fn choices(kind: Option<&QuestionKind>) -> &[Choice] {
    match kind {
        Some(
            QuestionKind::SingleChoice { choices, .. }
            | QuestionKind::Dropdown { choices, .. }
            | QuestionKind::MultipleChoice { choices, .. },
        ) => choices,
        Some(_) | None => &[],
    }
}

/// The label of a choice; its key where it is no longer offered.
fn label(choices: &[Choice], id: &ChoiceId) -> String {
    let found = choices.iter().find(|choice| choice.id == *id);
    found.map_or_else(|| id.to_string(), |choice| choice.label.clone())
}

fn other_words(text: &str) -> String {
    t!(apply.said.other, text = text.to_owned())
}

fn many<'a>(
    kind: Option<&QuestionKind>,
    picked: impl Iterator<Item = &'a ChoiceId>,
    other: Option<&str>,
) -> String {
    let picked: Vec<&ChoiceId> = picked.collect();
    let offered = choices(kind);
    // In the order of the form, then what it no longer offers, then “other”.
    let known = offered.iter().filter(|c| picked.contains(&&c.id));
    let mut lines: Vec<String> = known.map(|choice| choice.label.clone()).collect();
    let gone = picked
        .iter()
        .filter(|id| !offered.iter().any(|choice| choice.id == ***id));
    lines.extend(gone.map(ToString::to_string));
    lines.extend(other.map(other_words));
    lines.join("\n")
}

fn rating(kind: Option<&QuestionKind>, step: u8) -> String {
    let step_words = number_words(f64::from(step));
    match kind {
        Some(QuestionKind::Rating(scale)) => t!(
            apply.said.rating,
            step = step_words,
            steps = number_words(f64::from(scale.steps))
        ),
        Some(_) | None => step_words,
    }
}

fn agreed(version: &str) -> String {
    t!(apply.said.agreed, version = version.to_owned())
}

fn week(zone: &str, slots: &WeekSlots, unread: &DayTexts) -> String {
    if slots.is_empty() && unread.is_empty() {
        return String::new();
    }
    let mut lines = vec![t!(apply.said.week, zone = zone.to_owned())];
    for (day, name) in (0..).zip(weekday_words(false)) {
        let ranges: Vec<String> = slots
            .ranges(day)
            .into_iter()
            .map(|(from, to)| format!("{}–{}", clock(from), clock(to)))
            .collect();
        // What can't be read stands as it was typed, in place of what was marked before it.
        match (unread.of(day), ranges.is_empty()) {
            ("", true) => {}
            ("", false) => lines.push(format!("{name} {}", ranges.join(", "))),
            (typed, _) => lines.push(format!("{name} {typed}")),
        }
    }
    lines.join("\n")
}

/// The time of a day at which a half hour begins: `09:30`, `24:00`.
fn clock(half_hour: u16) -> String {
    format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30)
}

fn projects(ranked: &[ProjectId], programme: &Programme) -> String {
    let lines = ranked.iter().zip(1u32..).map(|(id, place)| {
        let known = programme.project(id);
        let name = known.map_or_else(|| id.to_string(), |project| project.name.clone());
        format!("{}. {name}", number_words(f64::from(place)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn matrix<'a>(
    kind: Option<&QuestionKind>,
    cells: impl Iterator<Item = (&'a ChoiceId, &'a ChoiceId)>,
) -> String {
    let (rows, columns): (&[Choice], &[Choice]) = match kind {
        Some(QuestionKind::Matrix { rows, columns }) => (rows, columns),
        Some(_) | None => (&[], &[]),
    };
    let mut cells: Vec<_> = cells.collect();
    // In the order of the form.
    cells.sort_by_key(|(row, _)| rows.iter().position(|r| r.id == **row));
    let lines = cells
        .into_iter()
        .map(|(row, column)| format!("{}: {}", label(rows, row), label(columns, column)));
    lines.collect::<Vec<_>>().join("\n")
}
