//! The questions that rows can be shown, filtered and put in order by: those of the programme's
//! forms, and those that only older versions asked, where these asked them, so that a column keeps
//! its name and its place among the others across versions.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::form::{Choice, Form, Other, Question, QuestionKind};
use crate::domain::gather::gather;
use crate::domain::id::{ChoiceId, ProjectId, QuestionId};
use crate::domain::programme::Project;

/// How many questions are columns where nobody chose any.
const SUGGESTED: usize = 4;

/// The questions that can be columns, in the order asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    questions: Vec<Question>,
    asked: BTreeSet<QuestionId>,
    places: BTreeMap<QuestionId, usize>,
    projects: BTreeMap<ProjectId, String>,
}

impl Columns {
    /// The questions of the programme's forms, of the older versions kept here, and its projects' names.
    pub fn new<'a>(
        present: impl Iterator<Item = &'a Form>,
        older: impl Iterator<Item = &'a Form>,
        projects: &[Project],
    ) -> Self {
        let mut columns = Self {
            projects: gather(
                projects
                    .iter()
                    .map(|project| (project.id.clone(), project.name.clone())),
            ),
            ..Self::default()
        };
        present.for_each(|form| columns.add(form));
        columns.asked = gather(columns.places.keys().cloned());
        older.for_each(|form| columns.add(form));
        columns
    }

    /// Adds a form's questions: each after the one it was asked after, the first before the next
    /// that is known.
    fn add(&mut self, form: &Form) {
        let known = form
            .questions()
            .find_map(|question| self.place(&question.id));
        let mut at = known.unwrap_or(self.questions.len());
        for question in form.questions() {
            match self.place(&question.id) {
                // What a later version took away keeps its name.
                Some(place) => {
                    if let Some(kept) = self.questions.get_mut(place) {
                        keep_choices(&mut kept.kind, &question.kind);
                    }
                    at = place;
                }
                None => {
                    let after = self.places.values_mut().filter(|place| **place >= at);
                    after.for_each(|place| *place += 1);
                    self.places.insert(question.id.clone(), at);
                    self.questions.insert(at, question.clone());
                }
            }
            at += 1;
        }
    }

    /// The question of this name.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(*self.places.get(id)?)
    }

    /// Its place in the order asked.
    pub fn place(&self, id: &QuestionId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Every question, in the order asked.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter()
    }

    /// Whether a present form asks it.
    pub fn is_asked(&self, id: &QuestionId) -> bool {
        self.asked.contains(id)
    }

    /// The question whose answer names an application: the first short text that says who someone
    /// is; else the first short text.
    pub fn naming(&self) -> Option<&QuestionId> {
        let short = || {
            self.questions
                .iter()
                .filter(|question| question.kind == QuestionKind::ShortText)
        };
        let found = short()
            .find(|question| question.personal)
            .or(short().next());
        found.map(|question| &question.id)
    }

    /// The columns where nobody chose any: what tells applications apart at a glance, without what
    /// is sensitive.
    pub fn suggested(&self) -> Vec<QuestionId> {
        let naming = self.naming();
        let glance = |kind: &QuestionKind| match kind {
            QuestionKind::TimeZone => Some(0),
            QuestionKind::ProjectPreference { .. } => Some(1),
            QuestionKind::SingleChoice { .. } | QuestionKind::Dropdown { .. } => Some(2),
            QuestionKind::Rating(_) | QuestionKind::Availability { .. } => Some(3),
            QuestionKind::GithubUser | QuestionKind::Number { .. } => Some(4),
            QuestionKind::ShortText
            | QuestionKind::LongText
            | QuestionKind::Date { .. }
            | QuestionKind::MultipleChoice { .. }
            | QuestionKind::Url
            | QuestionKind::Email
            | QuestionKind::Consent { .. }
            | QuestionKind::Matrix { .. } => None,
        };
        let mut ranked: Vec<(u8, usize)> = self
            .questions
            .iter()
            .enumerate()
            .filter(|(_, question)| self.is_asked(&question.id))
            .filter(|(_, question)| !question.sensitive && Some(&question.id) != naming)
            .filter_map(|(place, question)| Some((glance(&question.kind)?, place)))
            .collect();
        ranked.sort_unstable();
        ranked.truncate(SUGGESTED);
        let mut places: Vec<usize> = ranked.into_iter().map(|(_, place)| place).collect();
        places.sort_unstable();
        places
            .into_iter()
            .filter_map(|place| Some(self.questions.get(place)?.id.clone()))
            .collect()
    }

    /// What is shown for a choice of a question; its key where no version names it.
    pub fn choice_label<'a>(&'a self, question: &QuestionId, choice: &'a ChoiceId) -> &'a str {
        let choices = self.question(question).map(|q| choices(&q.kind));
        let found = choices.and_then(|all| all.iter().find(|c| c.id == *choice));
        found.map_or(choice.as_str(), |choice| &choice.label)
    }

    /// The place of a choice among those of its question; after the last where no version names it.
    pub fn choice_place(&self, question: &QuestionId, choice: &ChoiceId) -> usize {
        let choices = self.question(question).map(|q| choices(&q.kind));
        let choices = choices.unwrap_or_default();
        let found = choices.iter().position(|c| c.id == *choice);
        found.unwrap_or(choices.len())
    }

    /// A project's name; its key where the programme no longer has it.
    pub fn project_name<'a>(&'a self, project: &'a ProjectId) -> &'a str {
        self.projects
            .get(project)
            .map_or(project.as_str(), String::as_str)
    }

    /// The projects, with their names.
    pub fn projects(&self) -> impl Iterator<Item = (&ProjectId, &str)> {
        self.projects.iter().map(|(id, name)| (id, name.as_str()))
    }
}

/// What a question lets one choose from; nothing for every other kind.
pub fn choices(kind: &QuestionKind) -> &[Choice] {
    match kind {
        QuestionKind::SingleChoice { choices, .. }
        | QuestionKind::Dropdown { choices, .. }
        | QuestionKind::MultipleChoice { choices, .. } => choices,
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::Rating(_)
        | QuestionKind::Consent { .. }
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone
        | QuestionKind::Availability { .. }
        | QuestionKind::ProjectPreference { .. }
        | QuestionKind::Matrix { .. } => &[],
    }
}

/// Whether something other than the choices may have been written.
pub fn takes_other(kind: &QuestionKind) -> bool {
    match kind {
        QuestionKind::SingleChoice { other, .. }
        | QuestionKind::Dropdown { other, .. }
        | QuestionKind::MultipleChoice { other, .. } => *other != Other::No,
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
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

/// Adds to what a question lets one choose from what an older version of it did.
fn keep_choices(kept: &mut QuestionKind, older: &QuestionKind) {
    match (kept, older) {
        (
            QuestionKind::SingleChoice { choices: kept, .. }
            | QuestionKind::Dropdown { choices: kept, .. }
            | QuestionKind::MultipleChoice { choices: kept, .. },
            older,
        ) => keep(kept, choices(older)),
        (
            QuestionKind::Matrix { rows, columns },
            QuestionKind::Matrix {
                rows: older_rows,
                columns: older_columns,
            },
        ) => {
            keep(rows, older_rows);
            keep(columns, older_columns);
        }
        _ => {}
    }
}

fn keep(kept: &mut Vec<Choice>, older: &[Choice]) {
    for choice in older {
        if !kept.iter().any(|known| known.id == choice.id) {
            kept.push(choice.clone());
        }
    }
}
