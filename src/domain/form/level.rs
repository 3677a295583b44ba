//! How experienced someone is, as the question says that the form names for it.

use std::collections::BTreeMap;

use super::{Form, QuestionKind};
use crate::domain::answer::{Answer, Chosen};
use crate::domain::id::QuestionId;
use crate::domain::record::Value;

/// The furthest a level goes, either way: sums of levels never overflow.
const FURTHEST: f64 = 1_000_000.0;

/// What an answer says of how experienced someone is, as the form has it: beside it the number alone says little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelSaid {
    /// A choice, in its words.
    Words(String),
    /// A step of so many.
    Step(u8, u8),
}

impl QuestionKind {
    /// Whether its answers stand in an order that can say how experienced someone is.
    pub fn says_level(&self) -> bool {
        match self {
            Self::Number { .. }
            | Self::Rating(_)
            | Self::SingleChoice { .. }
            | Self::Dropdown { .. } => true,
            Self::ShortText
            | Self::LongText
            | Self::Date { .. }
            | Self::MultipleChoice { .. }
            | Self::Url
            | Self::Email
            | Self::Consent { .. }
            | Self::GithubUser
            | Self::TimeZone
            | Self::Availability { .. }
            | Self::ProjectPreference { .. }
            | Self::Matrix { .. } => false,
        }
    }

    /// The level that an answer says: a number to the nearest whole one, a step as it is, a choice by
    /// its place, from 1. “Other” says none.
    fn level(&self, answer: &Answer) -> Option<i64> {
        match (self, answer) {
            (Self::Number { .. }, Answer::Number(number)) => {
                Some(number.round().clamp(-FURTHEST, FURTHEST) as i64)
            }
            (Self::Rating(_), Answer::Rating(step)) => Some(i64::from(*step)),
            (
                Self::SingleChoice { choices, .. } | Self::Dropdown { choices, .. },
                Answer::Choice(Chosen::Choice(id)),
            ) => {
                let place = choices.iter().position(|choice| choice.id == *id)?;
                i64::try_from(place + 1).ok()
            }
            _ => None,
        }
    }
}

/// How experienced someone is who answered a form so, as an application keeps its answers. Nothing where
/// the form names no question for it, and where that one is not answered.
pub fn level_of(form: &Form, answers: &BTreeMap<QuestionId, Value>) -> Option<i64> {
    let question = form.question(form.level.as_ref()?)?;
    let answer = Answer::from_value(answers.get(&question.id)?).ok()?;
    question.kind.level(&answer)
}

/// The same as the form has it; nothing for a plain number, which says what it means by itself.
pub fn level_said(form: &Form, answers: &BTreeMap<QuestionId, Value>) -> Option<LevelSaid> {
    let question = form.question(form.level.as_ref()?)?;
    let answer = Answer::from_value(answers.get(&question.id)?).ok()?;
    match (&question.kind, answer) {
        (QuestionKind::Rating(scale), Answer::Rating(step)) => {
            Some(LevelSaid::Step(step, scale.steps))
        }
        (
            QuestionKind::SingleChoice { choices, .. } | QuestionKind::Dropdown { choices, .. },
            Answer::Choice(Chosen::Choice(id)),
        ) => {
            let choice = choices.iter().find(|choice| choice.id == id)?;
            Some(LevelSaid::Words(choice.label.clone()))
        }
        _ => None,
    }
}
