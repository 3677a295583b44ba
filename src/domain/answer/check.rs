//! A whole draft against its form: what is shown, what is done, what is wrong, what would be sent.
//!
//! One pass in the form's order, since a condition looks only at earlier questions. Cheap enough to
//! run at each keystroke.

use std::collections::{BTreeMap, BTreeSet};

use super::parse::{advise, judge};
use super::read::read;
use super::{Advice, Answer, Problem, Typed, World};
use crate::domain::form::{Form, Section};
use crate::domain::id::{QuestionId, SectionId};

/// What has been typed so far, by question.
pub type TypedAnswers = BTreeMap<QuestionId, Typed>;

/// A draft, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// How each section stands, in the form's order, one for each.
    pub sections: Vec<CheckedSection>,
    /// What is in the way of sending, in the form's order.
    pub problems: Vec<Found<Problem>>,
    /// What is worth a word, in the form's order.
    pub advice: Vec<Found<Advice>>,
    /// What would be sent: the valid answers to the questions that are shown. Answers to hidden
    /// ones stay on the device.
    pub answers: BTreeMap<QuestionId, Answer>,
    shown: BTreeSet<QuestionId>,
}

/// How one section stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSection {
    /// Which.
    pub id: SectionId,
    /// How it stands.
    pub state: SectionState,
    /// How many of its questions are shown.
    pub shown: usize,
    /// How many of those have a valid answer.
    pub answered: usize,
    /// How many of those must still be answered.
    pub missing: usize,
    /// How many of those are answered wrongly.
    pub wrong: usize,
}

/// How a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// None of its questions is asked, as the answers stand.
    NothingToAsk,
    /// Nothing in it is answered, and nothing must be.
    Optional,
    /// Something must still be answered.
    ToDo,
    /// Something is answered wrongly.
    Problems,
    /// Everything that must be answered is, and validly.
    Done,
}

/// Something found at a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The section the question is in.
    pub section: SectionId,
    /// The question.
    pub question: QuestionId,
    /// What was found.
    pub what: T,
}

impl Checked {
    /// Whether a question is asked, as the answers stand.
    pub fn is_shown(&self, question: &QuestionId) -> bool {
        self.shown.contains(question)
    }

    /// Whether it can be sent.
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty()
    }

    /// What is wrong at a question.
    pub fn problem(&self, question: &QuestionId) -> Option<&Problem> {
        let found = self.problems.iter().find(|p| p.question == *question)?;
        Some(&found.what)
    }

    /// What is worth a word at a question.
    pub fn advice(&self, question: &QuestionId) -> Option<&Advice> {
        let found = self.advice.iter().find(|a| a.question == *question)?;
        Some(&found.what)
    }

    /// How a section stands.
    pub fn section(&self, section: &SectionId) -> Option<&CheckedSection> {
        self.sections.iter().find(|s| s.id == *section)
    }
}

/// Checks a whole draft.
pub fn check(form: &Form, typed: &TypedAnswers, world: &World<'_>) -> Checked {
    let mut checked = Checked {
        sections: Vec::with_capacity(form.sections.len()),
        problems: Vec::new(),
        advice: Vec::new(),
        answers: BTreeMap::new(),
        shown: BTreeSet::new(),
    };
    // What conditions look at: everything understood, sendable or not.
    let mut understood = BTreeMap::new();
    for section in &form.sections {
        let stand = check_section(form, section, typed, world, &mut understood, &mut checked);
        checked.sections.push(stand);
    }
    checked
}

fn check_section<'f>(
    form: &'f Form,
    section: &'f Section,
    typed: &TypedAnswers,
    world: &World<'_>,
    understood: &mut BTreeMap<&'f QuestionId, Answer>,
    checked: &mut Checked,
) -> CheckedSection {
    let mut stand = CheckedSection {
        id: section.id.clone(),
        state: SectionState::NothingToAsk,
        shown: 0,
        answered: 0,
        missing: 0,
        wrong: 0,
    };
    for question in &section.questions {
        let shown = match &question.show_if {
            Some(condition) => condition.holds(form, &|id| understood.get(id)),
            None => true,
        };
        if !shown {
            continue;
        }
        stand.shown += 1;
        checked.shown.insert(question.id.clone());
        let typed = typed.get(&question.id);
        let answer = match typed {
            Some(typed) => read(question, typed, world),
            None => Ok(None),
        };
        let judged = match &answer {
            Ok(answer) => judge(question, typed, answer.as_ref()),
            Err(problem) => Err(problem.clone()),
        };
        let answer = answer.unwrap_or(None);
        if let Some(advice) = typed.and_then(|typed| advise(question, typed, answer.as_ref())) {
            checked.advice.push(Found {
                section: section.id.clone(),
                question: question.id.clone(),
                what: advice,
            });
        }
        match judged {
            Ok(()) => {
                if let Some(answer) = &answer {
                    stand.answered += 1;
                    checked.answers.insert(question.id.clone(), answer.clone());
                }
            }
            Err(problem) => {
                if problem.is_unanswered() {
                    stand.missing += 1;
                } else {
                    stand.wrong += 1;
                }
                checked.problems.push(Found {
                    section: section.id.clone(),
                    question: question.id.clone(),
                    what: problem,
                });
            }
        }
        if let Some(answer) = answer {
            understood.insert(&question.id, answer);
        }
    }
    stand.state = if stand.shown == 0 {
        SectionState::NothingToAsk
    } else if stand.wrong > 0 {
        SectionState::Problems
    } else if stand.missing > 0 {
        SectionState::ToDo
    } else if stand.answered == 0 {
        SectionState::Optional
    } else {
        SectionState::Done
    };
    stand
}
