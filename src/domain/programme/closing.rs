//! What people are asked at the end of a session.

use crate::domain::form::{Choice, Scale};
use crate::domain::id::QuestionId;

/// What of a closing there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ClosingSurvey {
    /// The usual questions, in the words of the screens.
    #[default]
    Usual,
    /// These questions; may be none, and then only the words to quote and what comes next are asked for.
    Own(Vec<ClosingQuestion>),
    /// Nobody is asked anything at the end.
    Not,
}

/// A question at the end. Nobody has to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingQuestion {
    /// Its name for machines: answers are kept under it.
    pub id: QuestionId,
    /// The question.
    pub label: String,
    /// What helps to answer it; empty if nothing does.
    pub help: String,
    /// How it is answered.
    pub kind: ClosingKind,
}

/// How a question at the end is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingKind {
    /// In words.
    Words,
    /// By a step of a scale.
    Rating(Scale),
    /// By one of these.
    Choice(Vec<Choice>),
}

/// The questions that are asked unless the programme asks its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsualClosing {
    /// How it was, all in all: a rating.
    Overall,
    /// What helped most.
    Helped,
    /// What should be otherwise.
    Otherwise,
    /// Whether the work was too little, right or too much: a choice.
    Amount,
    /// Whether they would tell a friend to take part: a rating.
    Recommend,
}

impl UsualClosing {
    /// All there are, in the order asked.
    pub const ALL: [Self; 5] = [
        Self::Overall,
        Self::Helped,
        Self::Otherwise,
        Self::Amount,
        Self::Recommend,
    ];

    /// The question's name for machines.
    pub fn id(self) -> QuestionId {
        let name = match self {
            Self::Overall => "overall",
            Self::Helped => "helped",
            Self::Otherwise => "otherwise",
            Self::Amount => "amount",
            Self::Recommend => "recommend",
        };
        name.parse().expect("lower-case letters")
    }
}
