//! What somebody says at the end of a session: answers to the closing questions, words that others may read with what they
//! agreed to, and whether they would take part again. For the organizers, and for nobody else but its writer.

mod tally;

use std::collections::BTreeMap;

pub use tally::{Said, Tally, tallies};

use super::check_in::{ANSWER, ASKED, MEMBER};
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{ChoiceId, QuestionId, RecordId, SessionId};
use crate::domain::programme::{ClosingKind, ClosingQuestion};
use crate::domain::record::{FieldName, Kind, Record, Register, Value};
use crate::domain::role::Role;

/// Field: words that others may read, if its writer agrees.
pub const TESTIMONIAL: &str = "testimonial";
/// Field: to what its writer agreed. Nothing, or what only a newer version knows, is: to nothing.
pub const CONSENT: &str = "consent";
/// Field: the name to show beneath these words.
pub const SHOWN_AS: &str = "shown-as";
/// Field: whether they would take part again.
pub const INTEREST: &str = "interest";
/// Field: as what.
pub const INTEREST_ROLE: &str = "interest-role";
/// Field: words about that.
pub const INTEREST_WORDS: &str = "interest-words";

/// The most steps of a scale.
const STEPS: u8 = 10;

/// To what the writer of a testimonial agreed. Whoever says nothing agreed to nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consent {
    /// It is shown to nobody beyond the organizers.
    #[default]
    NotShown,
    /// It may be shown, with no name.
    WithoutName,
    /// It may be shown with the name they give.
    WithName,
}

impl Consent {
    /// All there are, the least first.
    pub const ALL: [Self; 3] = [Self::NotShown, Self::WithoutName, Self::WithName];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotShown => "not-shown",
            Self::WithoutName => "without-name",
            Self::WithName => "with-name",
        }
    }

    /// The consent of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// Whether somebody would take part again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interest {
    /// They would.
    Yes,
    /// Perhaps.
    Maybe,
    /// Not for now.
    NotNow,
}

impl Interest {
    /// All there are, in the order shown.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Maybe, Self::NotNow];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Maybe => "maybe",
            Self::NotNow => "not-now",
        }
    }

    /// The interest of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// An answer to a closing question. Each can be read without the programme file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// In words.
    Words(String),
    /// A step of a scale, 1 to 10.
    Rating(u8),
    /// One of several.
    Choice {
        /// Which: this is what is counted.
        id: ChoiceId,
        /// What it said when it was chosen.
        label: String,
    },
}

impl Answer {
    /// Whether nothing is said.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Words(text) => text.trim().is_empty(),
            Self::Rating(_) | Self::Choice { .. } => false,
        }
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Words(text.clone())),
            Value::Integer(step) => {
                let step = u8::try_from(*step).ok();
                step.filter(|step| (1..=STEPS).contains(step))
                    .map(Self::Rating)
            }
            Value::List(parts) => match parts.as_slice() {
                [id, label] => Some(Self::Choice {
                    id: id.as_text()?.parse().ok()?,
                    label: label.as_text()?.to_owned(),
                }),
                _ => None,
            },
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::Map(_) => None,
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Words(text) => Value::from(text.as_str()),
            Self::Rating(step) => Value::Integer(i128::from(*step)),
            Self::Choice { id, label } => {
                Value::List(vec![Value::from(id.as_str()), Value::from(label.as_str())])
            }
        }
    }
}

/// What somebody says at the end. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Answers to the closing questions.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// These questions, as they were asked.
    pub asked: BTreeMap<QuestionId, String>,
    /// Words that others may read, if they agree.
    pub testimonial: String,
    /// To what they agreed.
    pub consent: Consent,
    /// The name to show beneath.
    pub shown_as: String,
    /// Whether they would take part again; nothing before they say.
    pub interest: Option<Interest>,
    /// As what.
    pub interest_role: Option<Role>,
    /// Words about that.
    pub interest_words: String,
}

/// Something that somebody says at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// The answer to a question; nothing takes it back.
    Answer {
        /// Which.
        question: QuestionId,
        /// The question, as it is asked.
        asked: String,
        /// The answer.
        answer: Option<Answer>,
    },
    /// Words that others may read.
    Testimonial(String),
    /// To what they agree.
    Consent(Consent),
    /// The name to show.
    ShownAs(String),
    /// Whether they would take part again.
    Interest(Option<Interest>),
    /// As what.
    InterestRole(Option<Role>),
    /// Words about that.
    InterestWords(String),
}

impl Words {
    /// Whether nothing is said. What somebody agrees to, and by which name, says nothing without words.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.testimonial, &self.interest_words];
        self.answers.values().all(Answer::is_blank)
            && texts.into_iter().all(|text| text.trim().is_empty())
            && self.interest.is_none()
            && self.interest_role.is_none()
    }

    /// Whether nothing was so much as chosen.
    pub fn is_untouched(&self) -> bool {
        let is_chosen = self.consent != Consent::NotShown || !self.shown_as.trim().is_empty();
        self.is_empty() && !is_chosen
    }

    /// Says something: what was said of it before is replaced.
    pub fn say(&mut self, saying: &Saying) {
        match saying {
            Saying::Answer {
                question,
                asked,
                answer,
            } => {
                match answer {
                    Some(answer) => self.answers.insert(question.clone(), answer.clone()),
                    None => self.answers.remove(question),
                };
                self.asked.insert(question.clone(), asked.clone());
            }
            Saying::Testimonial(text) => self.testimonial.clone_from(text),
            Saying::Consent(consent) => self.consent = *consent,
            Saying::ShownAs(name) => self.shown_as.clone_from(name),
            Saying::Interest(interest) => self.interest = *interest,
            Saying::InterestRole(role) => self.interest_role.clone_from(role),
            Saying::InterestWords(text) => self.interest_words.clone_from(text),
        }
    }

    fn read(record: &Record) -> Self {
        let get = |field: &str| record.get(&FieldName::new(field)).and_then(Value::as_text);
        let text = |field: &str| get(field).unwrap_or_default().to_owned();
        let fields = record.live().into_iter().flat_map(|live| &live.fields);
        let of_questions = |prefix: &'static str| {
            fields.clone().filter_map(move |(name, register)| {
                let question: QuestionId = name.as_str().strip_prefix(prefix)?.parse().ok()?;
                Some((question, &register.shown().value))
            })
        };
        let answers = of_questions(ANSWER);
        let asked = of_questions(ASKED);
        Self {
            answers: answers
                .filter_map(|(question, value)| Some((question, Answer::read(value)?)))
                .collect(),
            asked: asked
                .filter_map(|(question, value)| Some((question, value.as_text()?.to_owned())))
                .collect(),
            testimonial: text(TESTIMONIAL),
            consent: get(CONSENT)
                .and_then(Consent::from_name)
                .unwrap_or_default(),
            shown_as: text(SHOWN_AS),
            interest: get(INTEREST).and_then(Interest::from_name),
            interest_role: get(INTEREST_ROLE)
                .filter(|role| !role.is_empty())
                .map(Role::from_name),
            interest_words: text(INTEREST_WORDS),
        }
    }

    /// The fields that say this.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let maybe = |text: Option<&str>| text.map_or(Value::Null, Value::from);
        let consent = match self.consent {
            Consent::NotShown => None,
            consent @ (Consent::WithoutName | Consent::WithName) => Some(consent.as_str()),
        };
        let said = [
            (TESTIMONIAL, Value::from(self.testimonial.as_str())),
            (CONSENT, maybe(consent)),
            (SHOWN_AS, Value::from(self.shown_as.as_str())),
            (INTEREST, maybe(self.interest.map(Interest::as_str))),
            (
                INTEREST_ROLE,
                maybe(self.interest_role.as_ref().map(Role::as_str)),
            ),
            (INTEREST_WORDS, Value::from(self.interest_words.as_str())),
        ];
        let said = said.map(|(name, value)| (FieldName::new(name), value));
        let answers = self
            .answers
            .iter()
            .map(|(question, answer)| (answer_field(question), answer.value()));
        let asked = self.asked.iter().map(|(question, text)| {
            let name = FieldName::new(format!("{ASKED}{question}"));
            (name, Value::from(text.as_str()))
        });
        said.into_iter().chain(answers).chain(asked).collect()
    }

    /// [`fields`](Self::fields), with nothing for each answer that only the other words have.
    pub fn fields_with(&self, other: &Self) -> Vec<(FieldName, Value)> {
        let is_gone = |question: &&QuestionId| !self.answers.contains_key(question);
        let gone = other.answers.keys().filter(is_gone);
        let gone = gone.map(|question| (answer_field(question), Value::Null));
        self.fields().into_iter().chain(gone).collect()
    }

    /// The answers that say something, those to what is asked now first and in that order, each beside its question as it
    /// was asked; by its name for machines, where nobody knows that any more.
    pub fn answered<'a>(&'a self, questions: &'a [ClosingQuestion]) -> Vec<Answered<'a>> {
        let is_asked = |id: &QuestionId| questions.iter().any(|question| question.id == *id);
        let now = questions.iter().map(|question| &question.id);
        let before = self.answers.keys().filter(|id| !is_asked(id));
        let one = |id: &'a QuestionId| {
            let answer = self.answers.get(id).filter(|answer| !answer.is_blank())?;
            let known = questions.iter().find(|question| question.id == *id);
            let asked = self.asked.get(id).filter(|asked| !asked.is_empty());
            let question = asked.or_else(|| known.map(|question| &question.label));
            Some(Answered {
                id,
                question: question.map_or(id.as_str(), String::as_str),
                answer,
                steps: known.and_then(ClosingQuestion::steps),
            })
        };
        now.chain(before).filter_map(one).collect()
    }
}

fn answer_field(question: &QuestionId) -> FieldName {
    FieldName::new(format!("{ANSWER}{question}"))
}

/// An answer beside its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The question's name for machines.
    pub id: &'a QuestionId,
    /// The question, as it was asked.
    pub question: &'a str,
    /// The answer.
    pub answer: &'a Answer,
    /// How many steps its scale has, as far as the programme says so now.
    pub steps: Option<u8>,
}

impl ClosingQuestion {
    /// How many steps its scale has, if it is answered by one.
    pub fn steps(&self) -> Option<u8> {
        match &self.kind {
            ClosingKind::Rating(scale) => Some(scale.steps),
            ClosingKind::Words | ClosingKind::Choice(_) => None,
        }
    }
}

/// The id of what somebody says at the end: one for each membership.
pub fn closing_id(member: RecordId) -> RecordId {
    RecordId::derived(&["closing", &member.to_string()])
}

/// What somebody said at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Its id.
    pub id: RecordId,
    /// Whose it is.
    pub member: RecordId,
    /// Of which session.
    pub session: SessionId,
    /// What it says.
    pub words: Words,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether somebody deleted it.
    pub deleted: bool,
    /// Whether copies disagree about anything in it.
    pub conflict: bool,
    /// Whether copies disagree about the words to quote, about what was agreed to, or about the name.
    pub unsettled: bool,
}

/// Words that may be shown, as their writer agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote<'a> {
    /// The words.
    pub words: &'a str,
    /// The name to show; nothing for none.
    pub name: Option<&'a str>,
}

impl Closing {
    /// Reads what somebody said; nothing if the record is of another kind, was erased, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Closing)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text);
        let is_open = |field: &str| {
            let register = live.fields.get(&FieldName::new(field));
            register.is_some_and(Register::is_conflict)
        };
        Some(Self {
            id: record.id,
            member: text(MEMBER)?.parse().ok()?,
            session: text(SESSION)?.parse().ok()?,
            words: Words::read(record),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
            unsettled: [TESTIMONIAL, CONSENT, SHOWN_AS].into_iter().any(is_open),
        })
    }

    /// Whether it says anything.
    pub fn is_written(&self) -> bool {
        !self.deleted && !self.words.is_empty()
    }

    /// The words that may be shown beyond the organizers, as their writer agreed; nothing without that, nor while copies
    /// disagree about it. Whoever agreed to a name and gave none is shown without one.
    pub fn quote(&self) -> Option<Quote<'_>> {
        let words = self.words.testimonial.trim();
        if self.deleted || self.unsettled || words.is_empty() {
            return None;
        }
        let name = match self.words.consent {
            Consent::NotShown => return None,
            Consent::WithoutName => None,
            Consent::WithName => Some(self.words.shown_as.trim()),
        };
        let name = name.filter(|name| !name.is_empty());
        Some(Quote { words, name })
    }
}
