//! What everyone said at the end, question by question: how often each step and each choice was taken, and whose words.

use std::collections::BTreeMap;

use super::{Answer, Closing};
use crate::domain::form::{Choice, Scale};
use crate::domain::id::{ChoiceId, QuestionId, RecordId};
use crate::domain::programme::{ClosingKind, ClosingQuestion};

/// What was answered to a question. It may have been answered in several ways, where the programme changed it meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The question's name for machines.
    pub id: QuestionId,
    /// The question: as it is asked now, or as it was.
    pub question: String,
    /// Whether it is asked now.
    pub is_asked: bool,
    /// Its scale, as it is now.
    pub scale: Option<Scale>,
    /// How often each step was taken, the first one first; empty if there is no scale.
    pub ratings: Vec<usize>,
    /// How often each choice was made, in the programme's order, then those that it does not offer any more.
    pub choices: Vec<(String, usize)>,
    /// What was said in words.
    pub words: Vec<Said>,
    /// How many answered.
    pub answered: usize,
}

/// What somebody said in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who: a membership.
    pub member: RecordId,
    /// The words.
    pub text: String,
}

impl Tally {
    /// The mean of the steps; nothing where nobody took any.
    pub fn mean(&self) -> Option<f64> {
        let taken: usize = self.ratings.iter().sum();
        let sum: usize = (1..).zip(&self.ratings).map(|(step, n)| step * n).sum();
        (taken > 0).then(|| sum as f64 / taken as f64)
    }
}

/// What was answered to each question that is asked now, and then to those that were.
pub fn tallies(questions: &[ClosingQuestion], closings: &[Closing]) -> Vec<Tally> {
    let mut asked: Vec<Tally> = questions
        .iter()
        .map(|question| of(question, closings))
        .collect();
    let mut before: BTreeMap<&QuestionId, String> = BTreeMap::new();
    for closing in closings {
        let answered = closing.words.answered(&[]);
        before.extend(answered.iter().map(|one| (one.id, one.question.to_owned())));
    }
    let is_gone = |id: &QuestionId| !questions.iter().any(|question| question.id == *id);
    let gone = before.into_iter().filter(|(id, _)| is_gone(id));
    asked.extend(gone.map(|(id, question)| {
        let nothing = ClosingQuestion {
            id: id.clone(),
            label: question,
            help: String::new(),
            kind: ClosingKind::Words,
        };
        Tally {
            is_asked: false,
            ..of(&nothing, closings)
        }
    }));
    asked
}

fn of(question: &ClosingQuestion, closings: &[Closing]) -> Tally {
    let (scale, offered): (Option<Scale>, &[Choice]) = match &question.kind {
        ClosingKind::Words => (None, &[]),
        ClosingKind::Rating(scale) => (Some(scale.clone()), &[]),
        ClosingKind::Choice(choices) => (None, choices),
    };
    let mut ratings = vec![0; scale.as_ref().map_or(0, |scale| usize::from(scale.steps))];
    let mut choices: Vec<(ChoiceId, String, usize)> = offered
        .iter()
        .map(|choice| (choice.id.clone(), choice.label.clone(), 0))
        .collect();
    let (mut words, mut answered) = (Vec::new(), 0);
    for closing in closings {
        let answer = closing.words.answers.get(&question.id);
        let Some(answer) = answer.filter(|answer| !answer.is_blank()) else {
            continue;
        };
        answered += 1;
        match answer {
            Answer::Words(text) => words.push(Said {
                member: closing.member,
                text: text.trim().to_owned(),
            }),
            Answer::Rating(step) => {
                let place = usize::from(*step).saturating_sub(1);
                if ratings.len() <= place {
                    ratings.resize(place + 1, 0);
                }
                ratings[place] += 1;
            }
            Answer::Choice { id, label } => {
                match choices.iter_mut().find(|(known, ..)| known == id) {
                    Some((.., n)) => *n += 1,
                    None => choices.push((id.clone(), label.clone(), 1)),
                }
            }
        }
    }
    Tally {
        id: question.id.clone(),
        question: question.label.clone(),
        is_asked: true,
        scale,
        ratings,
        choices: choices
            .into_iter()
            .map(|(_, label, n)| (label, n))
            .collect(),
        words,
        answered,
    }
}
