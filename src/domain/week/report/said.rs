//! What everyone said at the end, in numbers. What was written in words is not among them: only what its writer agreed to
//! show is quoted.

use std::collections::BTreeMap;

use super::size;
use crate::domain::id::QuestionId;
use crate::domain::programme::{ClosingSurvey, UsualClosing};
use crate::domain::role::Role;
use crate::domain::week::closing::{Answer, Closing, Interest};

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question, as it was asked.
    pub question: String,
    /// How often each step of a scale was taken.
    pub steps: BTreeMap<u8, u32>,
    /// How often each choice was made, by its words.
    pub choices: BTreeMap<String, u32>,
    /// How many answered in words.
    pub words: u32,
}

impl Asked {
    /// The mean of the steps; nothing where nobody took any.
    pub fn mean(&self) -> Option<f64> {
        let count: u32 = self.steps.values().sum();
        let sum: u32 = self
            .steps
            .iter()
            .map(|(step, n)| u32::from(*step) * n)
            .sum();
        (count > 0).then(|| f64::from(sum) / f64::from(count))
    }
}

/// What everyone said at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// How many said anything.
    pub answered: u32,
    /// Each question that was answered, in the programme's order, then those that it does not ask any more.
    pub asked: Vec<Asked>,
    /// How many would take part again.
    pub interest: BTreeMap<Interest, u32>,
    /// As what, of those who said they would or perhaps would.
    pub roles: BTreeMap<Role, u32>,
    /// Words that their writers agreed to show, with the name they gave for it.
    pub quotes: Vec<(String, Option<String>)>,
}

/// What everyone said at the end of a session; nothing where nobody said anything.
pub fn survey(closing: &ClosingSurvey, closings: &[Closing]) -> Option<Survey> {
    let written: Vec<&Closing> = closings.iter().filter(|one| one.is_written()).collect();
    let mut all = Survey {
        answered: size(written.len()),
        ..Survey::default()
    };
    let order: Vec<QuestionId> = match closing {
        ClosingSurvey::Usual => UsualClosing::ALL.map(UsualClosing::id).into(),
        ClosingSurvey::Own(questions) => questions.iter().map(|one| one.id.clone()).collect(),
        ClosingSurvey::Not => Vec::new(),
    };
    let mut asked: BTreeMap<&QuestionId, Asked> = BTreeMap::new();
    for one in &written {
        for answered in one.words.answered(&[]) {
            let known = asked.entry(answered.id).or_insert_with(|| Asked {
                question: answered.question.to_owned(),
                steps: BTreeMap::new(),
                choices: BTreeMap::new(),
                words: 0,
            });
            match answered.answer {
                Answer::Words(_) => known.words += 1,
                Answer::Rating(step) => *known.steps.entry(*step).or_default() += 1,
                Answer::Choice { label, .. } => {
                    *known.choices.entry(label.clone()).or_default() += 1;
                }
            }
        }
        if let Some(interest) = one.words.interest {
            *all.interest.entry(interest).or_default() += 1;
        }
        let would = match one.words.interest {
            Some(Interest::Yes | Interest::Maybe) => one.words.interest_role.clone(),
            Some(Interest::NotNow) | None => None,
        };
        if let Some(role) = would {
            *all.roles.entry(role).or_default() += 1;
        }
        all.quotes.extend(one.quote().map(|quote| {
            let name = quote.name.map(str::to_owned);
            (quote.words.to_owned(), name)
        }));
    }
    let now = order.iter().filter_map(|id| asked.remove(id));
    all.asked.extend(now);
    all.asked.extend(asked.into_values());
    // In no order that would tell whose they are.
    all.quotes.sort();
    (all.answered > 0).then_some(all)
}
