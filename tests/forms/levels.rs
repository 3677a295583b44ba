//! How experienced someone is, by the question that a form names for it.

use std::collections::BTreeMap;

use groundcrew::domain::answer::{Answer, Chosen};
use groundcrew::domain::form::{LevelSaid, Other, QuestionKind, Scale, level_of, level_said};
use groundcrew::domain::id::QuestionId;
use groundcrew::domain::record::Value;

use super::making::{choices, form, key, question};

/// The level of someone who answered this to a form whose question `q`, of this kind, says it.
fn level(kind: QuestionKind, answer: &Answer) -> Option<i64> {
    let mut form = form(vec![("all", vec![question(kind)])]);
    form.level = Some(key("q"));
    level_of(&form, &answered(answer.to_value()))
}

fn answered(value: Value) -> BTreeMap<QuestionId, Value> {
    BTreeMap::from([(key("q"), value)])
}

fn number() -> QuestionKind {
    QuestionKind::Number {
        min: None,
        max: None,
        whole: false,
        unit: String::new(),
    }
}

fn single() -> QuestionKind {
    QuestionKind::SingleChoice {
        choices: choices(&["new", "some", "sure"]),
        other: Other::WithText,
    }
}

fn choice(id: &str) -> Answer {
    Answer::Choice(Chosen::Choice(key(id)))
}

#[test]
fn a_number_a_step_or_the_place_of_a_choice_is_the_level() {
    let rating = QuestionKind::Rating(Scale {
        steps: 5,
        low: String::new(),
        high: String::new(),
    });
    assert_eq!(level(rating, &Answer::Rating(4)), Some(4));
    for (said, expected) in [(0.0, 0), (7.0, 7), (2.5, 3), (-2.0, -2), (1e300, 1_000_000)] {
        assert_eq!(level(number(), &Answer::Number(said)), Some(expected));
    }
    assert_eq!(level(single(), &choice("new")), Some(1));
    assert_eq!(level(single(), &choice("sure")), Some(3));
    let dropdown = QuestionKind::Dropdown {
        choices: choices(&["new", "some"]),
        other: Other::No,
    };
    assert_eq!(level(dropdown, &choice("some")), Some(2));
}

#[test]
fn what_says_no_level_is_none() {
    let other = Answer::Choice(Chosen::Other("a bit of all".to_owned()));
    assert_eq!(level(single(), &other), None);
    assert_eq!(level(single(), &choice("gone")), None);
    assert_eq!(level(number(), &Answer::Text("ten".to_owned())), None);
    assert_eq!(
        level(QuestionKind::ShortText, &Answer::Text("ten".to_owned())),
        None
    );

    let mut asks = form(vec![("all", vec![question(number())])]);
    let three = answered(Answer::Number(3.0).to_value());
    assert_eq!(level_of(&asks, &three), None, "the form names no question");
    asks.level = Some(key("q"));
    assert_eq!(level_of(&asks, &three), Some(3));
    assert_eq!(level_of(&asks, &BTreeMap::new()), None, "not answered");
    let strange = Value::Map(BTreeMap::new());
    assert_eq!(level_of(&asks, &answered(strange)), None);
    asks.level = Some(key("gone"));
    assert_eq!(level_of(&asks, &three), None, "no such question");
}

#[test]
fn a_level_is_told_in_the_words_of_the_form() {
    let said = |kind: QuestionKind, answer: &Answer| {
        let mut form = form(vec![("all", vec![question(kind)])]);
        form.level = Some(key("q"));
        level_said(&form, &answered(answer.to_value()))
    };
    let mut named = choices(&["new", "some"]);
    named[1].label = "Some years".to_owned();
    let dropdown = QuestionKind::Dropdown {
        choices: named,
        other: Other::No,
    };
    let words = LevelSaid::Words("Some years".to_owned());
    assert_eq!(said(dropdown, &choice("some")), Some(words));
    let rating = QuestionKind::Rating(Scale {
        steps: 5,
        low: String::new(),
        high: String::new(),
    });
    assert_eq!(
        said(rating, &Answer::Rating(4)),
        Some(LevelSaid::Step(4, 5))
    );
    // A number says what it means by itself.
    assert_eq!(said(number(), &Answer::Number(7.0)), None);
}
