//! An answer as it stands in a form while someone fills it in.

use std::collections::{BTreeMap, BTreeSet};

use super::read::is_blank;
use super::{DayTexts, WeekSlots};
use crate::domain::form::QuestionKind;
use crate::domain::id::{ChoiceId, ProjectId};

/// An answer as typed: whatever the controls of a question can show. A draft keeps these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Text, number, date, web address, email, GitHub user, time zone: the characters typed.
    Text(String),
    /// Single choice and dropdown. Text typed under “other” stays when another choice is made.
    One {
        /// What is chosen.
        picked: Option<Pick>,
        /// What was typed under “other”.
        other: String,
    },
    /// Multiple choice.
    Many {
        /// The choices ticked.
        picked: BTreeSet<ChoiceId>,
        /// Whether “other” is ticked.
        other_ticked: bool,
        /// What was typed under “other”.
        other: String,
    },
    /// Rating: the step, from 1; nothing when taken back.
    Rating(Option<u8>),
    /// Consent: the version of the text agreed to; nothing when the tick was taken away.
    Consent(Option<String>),
    /// Availability.
    Week {
        /// The zone the slots are meant in.
        zone: String,
        /// The half hours marked.
        slots: WeekSlots,
        /// What is typed in place of them and can't be read yet.
        unread: DayTexts,
    },
    /// Project preference.
    Projects {
        /// Any, or these; nothing until one is said.
        wish: Option<Wish>,
        /// The ranking, kept while “any” is chosen.
        ranked: Vec<ProjectId>,
    },
    /// Matrix: for each row answered, the column.
    Matrix(BTreeMap<ChoiceId, ChoiceId>),
}

/// What is chosen of a single choice or dropdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// One of the choices.
    Choice(ChoiceId),
    /// “Other”.
    Other,
}

/// What someone wishes of the projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Any project suits.
    Any,
    /// The ranked ones.
    Ranked,
}

impl Typed {
    /// What the controls of a question of this kind show before anything is typed.
    pub fn blank(kind: &QuestionKind) -> Self {
        match kind {
            QuestionKind::ShortText
            | QuestionKind::LongText
            | QuestionKind::Number { .. }
            | QuestionKind::Date { .. }
            | QuestionKind::Url
            | QuestionKind::Email
            | QuestionKind::GithubUser
            | QuestionKind::TimeZone => Self::Text(String::new()),
            QuestionKind::SingleChoice { .. } | QuestionKind::Dropdown { .. } => Self::One {
                picked: None,
                other: String::new(),
            },
            QuestionKind::MultipleChoice { .. } => Self::Many {
                picked: BTreeSet::new(),
                other_ticked: false,
                other: String::new(),
            },
            QuestionKind::Rating(_) => Self::Rating(None),
            QuestionKind::Consent { .. } => Self::Consent(None),
            QuestionKind::Availability { .. } => Self::Week {
                zone: String::new(),
                slots: WeekSlots::default(),
                unread: DayTexts::default(),
            },
            QuestionKind::ProjectPreference { .. } => Self::Projects {
                wish: None,
                ranked: Vec::new(),
            },
            QuestionKind::Matrix { .. } => Self::Matrix(BTreeMap::new()),
        }
    }

    /// Whether it answers nothing: no text that shows, nothing chosen, no half hour marked or typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => is_blank(text),
            Self::One { picked, .. } => picked.is_none(),
            Self::Many {
                picked,
                other_ticked,
                ..
            } => picked.is_empty() && !other_ticked,
            Self::Rating(step) => step.is_none(),
            Self::Consent(version) => version.is_none(),
            Self::Week { slots, unread, .. } => slots.is_empty() && unread.is_empty(),
            Self::Projects { wish, .. } => wish.is_none(),
            Self::Matrix(cells) => cells.is_empty(),
        }
    }

    /// Whether it holds nothing at all, not even what is kept while it is not chosen. What answers
    /// nothing may hold a long text under an “other” that is not ticked (Promise 8).
    pub fn holds_nothing(&self) -> bool {
        self.is_blank()
            && match self {
                Self::One { other, .. } | Self::Many { other, .. } => is_blank(other),
                Self::Projects { ranked, .. } => ranked.is_empty(),
                Self::Text(_)
                | Self::Rating(_)
                | Self::Consent(_)
                | Self::Week { .. }
                | Self::Matrix(_) => true,
            }
    }
}
