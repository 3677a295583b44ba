//! What people are asked: a form of sections of questions, as a programme file defines it.
//!
//! Invariant: keys are unique within a form, and a condition looks only at earlier questions.
//! `format::programme` checks both when it reads a form.

mod condition;
mod effort;
mod level;
mod question;

pub use condition::{ANY, Condition, OTHER};
pub use level::{LevelSaid, level_of, level_said};
pub use question::{Choice, Limit, LimitUnit, Other, Question, QuestionKind, Reader, Scale};

use crate::domain::id::{FormId, QuestionId, SectionId};

/// One version of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its name in the programme file, shared by its versions.
    pub id: FormId,
    /// Its version; a programme raises it when it changes the form.
    pub version: u32,
    /// What it is called on screen.
    pub title: String,
    /// What to know before starting, in small Markdown.
    pub intro: String,
    /// Its sections, in order; each is a page.
    pub sections: Vec<Section>,
    /// The question that says how experienced someone is, if one does.
    pub level: Option<QuestionId>,
}

/// A page of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name within the form.
    pub id: SectionId,
    /// Its heading.
    pub title: String,
    /// A few words under the heading, in small Markdown; may be empty.
    pub help: String,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

impl Form {
    /// Every question, in the order asked.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question of this name.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions().find(|question| question.id == *id)
    }

    /// The section of this name.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }
}
