//! How somebody's week went, in their own words, for those whom they choose.
//!
//! What they say and that they said something are two records. The words belong to the readers that were chosen; that
//! there are any is for the whole team, so that someone who writes to their captain alone is not taken for quiet.

use std::collections::BTreeMap;

use crate::domain::application::SAMPLE;
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::programme::WeekQuestion;
use crate::domain::record::{Audience, FieldName, Kind, Record, Register, Value};

/// Field: whose it is, a membership.
pub const MEMBER: &str = "member";
/// Field: of which week.
pub const WEEK: &str = "week";
/// Field: what they did.
pub const DID: &str = "did";
/// Field: what is next.
pub const NEXT: &str = "next";
/// Field: what is in the way.
pub const IN_THE_WAY: &str = "in-the-way";
/// Field: how long they worked, in minutes.
pub const MINUTES: &str = "minutes";
/// Field: how the pace feels.
pub const PACE: &str = "pace";
/// Field: how they are, 1 to 5.
pub const MOOD: &str = "mood";
/// Field: links, one a line.
pub const LINKS: &str = "links";
/// The beginning of the names of the fields that answer questions of the programme's own.
pub const ANSWER: &str = "answer/";
/// The beginning of the names of the fields with such a question as it was asked: who reads the answer may have another
/// programme file, or one of a later year.
pub const ASKED: &str = "asked/";

/// The most minutes that a week has.
pub const WEEK_MINUTES: u32 = 7 * 24 * 60;

/// Who reads a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Readers {
    /// Everyone on the team, and the organizers.
    Team,
    /// The team's navigators and its captain.
    Leads,
    /// The captain alone.
    Captain,
}

impl Readers {
    /// All there are, the most first.
    pub const ALL: [Self; 3] = [Self::Team, Self::Leads, Self::Captain];

    /// The name in ids and in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Leads => "leads",
            Self::Captain => "captain",
        }
    }

    /// Those of an audience.
    pub fn of(audience: &Audience) -> Option<Self> {
        match audience {
            Audience::Team(_) => Some(Self::Team),
            Audience::Leads(_) => Some(Self::Leads),
            Audience::Care(_) => Some(Self::Captain),
            Audience::Device
            | Audience::Public
            | Audience::Inbox(_)
            | Audience::Organizers
            | Audience::Officers(_)
            | Audience::Member(_)
            | Audience::Unknown(_) => None,
        }
    }
}

/// How the pace feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// There could be more.
    TooSlow,
    /// It is right.
    Right,
    /// It is more than is good for them.
    TooMuch,
}

impl Pace {
    /// All there are, in the order shown.
    pub const ALL: [Self; 3] = [Self::TooSlow, Self::Right, Self::TooMuch];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooSlow => "too-slow",
            Self::Right => "right",
            Self::TooMuch => "too-much",
        }
    }

    /// The pace of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.as_str() == name)
    }
}

/// The id of the words of somebody's week for an audience. A record keeps its audience for ever, so there is one for each:
/// who chooses other readers later, or has another captain, takes the words from one record to another.
pub fn check_in_id(member: RecordId, week: u32, audience: &Audience) -> RecordId {
    let (member, week) = (member.to_string(), week.to_string());
    RecordId::derived(&["check-in", &member, &week, &audience.name()])
}

/// The id of the record that says that somebody checked in, for an audience.
pub fn sign_id(member: RecordId, week: u32, audience: &Audience) -> RecordId {
    let (member, week) = (member.to_string(), week.to_string());
    RecordId::derived(&["sign", &member, &week, &audience.name()])
}

/// How a week went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    /// Its id.
    pub id: RecordId,
    /// Whose it is.
    pub member: RecordId,
    /// Of which week.
    pub week: u32,
    /// Whom it is for, which it stays for whatever becomes of teams.
    pub audience: Audience,
    /// Who reads it; nothing for an audience of a newer version.
    pub readers: Option<Readers>,
    /// What it says.
    pub words: Words,
    /// Whether it was made up.
    pub sample: bool,
    /// Whether it was taken back.
    pub deleted: bool,
    /// Whether copies disagree about it.
    pub conflict: bool,
}

/// What a check-in says. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What they did.
    pub did: String,
    /// What is next.
    pub next: String,
    /// What is in the way.
    pub in_the_way: String,
    /// How long they worked, in minutes.
    pub minutes: Option<u32>,
    /// How the pace feels.
    pub pace: Option<Pace>,
    /// How they are, 1 (badly) to 5 (very well).
    pub mood: Option<u8>,
    /// Links, one a line.
    pub links: String,
    /// Answers to questions of the programme's own.
    pub answers: BTreeMap<QuestionId, String>,
    /// These questions, as they were asked.
    pub asked: BTreeMap<QuestionId, String>,
}

impl Words {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.did, &self.next, &self.in_the_way, &self.links];
        let is_blank = |text: &String| text.trim().is_empty();
        texts.into_iter().all(is_blank)
            && self.answers.values().all(is_blank)
            && self.minutes.is_none()
            && self.pace.is_none()
            && self.mood.is_none()
    }

    fn read(record: &Record) -> Self {
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| {
            let text = get(field).and_then(Value::as_text);
            text.unwrap_or_default().to_owned()
        };
        let of_questions = |prefix: &'static str| {
            let fields = record.live().into_iter().flat_map(|live| &live.fields);
            let texts = fields.filter_map(move |(name, register)| {
                let question = name.as_str().strip_prefix(prefix)?.parse().ok()?;
                Some((question, register.shown().value.as_text()?.to_owned()))
            });
            texts.collect()
        };
        Self {
            did: text(DID),
            next: text(NEXT),
            in_the_way: text(IN_THE_WAY),
            minutes: whole(get(MINUTES)).filter(|minutes| *minutes <= WEEK_MINUTES),
            pace: get(PACE).and_then(Value::as_text).and_then(Pace::from_name),
            mood: whole(get(MOOD)).filter(|mood| (1..=5).contains(mood)),
            links: text(LINKS),
            answers: of_questions(ANSWER),
            asked: of_questions(ASKED),
        }
    }

    /// The fields that say this.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let number = |n: Option<u32>| n.map_or(Value::Null, |n| Value::Integer(i128::from(n)));
        let said = [
            (DID, Value::from(self.did.as_str())),
            (NEXT, Value::from(self.next.as_str())),
            (IN_THE_WAY, Value::from(self.in_the_way.as_str())),
            (MINUTES, number(self.minutes)),
            (
                PACE,
                self.pace
                    .map_or(Value::Null, |pace| Value::from(pace.as_str())),
            ),
            (MOOD, number(self.mood.map(u32::from))),
            (LINKS, Value::from(self.links.as_str())),
        ];
        let said = said.map(|(name, value)| (FieldName::new(name), value));
        let named = |prefix: &'static str| {
            move |(question, text): (&QuestionId, &String)| {
                let name = FieldName::new(format!("{prefix}{question}"));
                (name, Value::from(text.as_str()))
            }
        };
        let answers = self.answers.iter().map(named(ANSWER));
        let asked = self.asked.iter().map(named(ASKED));
        said.into_iter().chain(answers).chain(asked).collect()
    }

    /// [`fields`](Self::fields), with an empty one for each answer that only the other words have.
    pub fn fields_with(&self, other: &Self) -> Vec<(FieldName, Value)> {
        let mut all = self.clone();
        for question in other.answers.keys() {
            all.answers.entry(question.clone()).or_default();
        }
        for question in other.asked.keys() {
            all.asked.entry(question.clone()).or_default();
        }
        all.fields()
    }

    /// The answers to questions of the programme's own, those that it asks now first and in its order, each beside its
    /// question as it was asked; by its name for machines, where nobody knows that any more. Only those that say something.
    pub fn answered<'a>(&'a self, questions: &'a [WeekQuestion]) -> Vec<Answered<'a>> {
        let is_asked = |id: &QuestionId| questions.iter().any(|question| question.id == *id);
        let now = questions.iter().map(|question| &question.id);
        let before = self.answers.keys().filter(|id| !is_asked(id));
        let one = |id: &'a QuestionId| {
            let text = self.answers.get(id)?.as_str();
            let asked = self.asked.get(id).filter(|asked| !asked.is_empty());
            let known = || questions.iter().find(|question| question.id == *id);
            let question = asked.map(String::as_str);
            let question = question.or_else(|| Some(known()?.label.as_str()));
            (!text.trim().is_empty()).then(|| Answered {
                id,
                question: question.unwrap_or(id.as_str()),
                text,
            })
        };
        now.chain(before).filter_map(one).collect()
    }
}

/// An answer beside its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The question's name for machines.
    pub id: &'a QuestionId,
    /// The question, as it was asked.
    pub question: &'a str,
    /// The answer.
    pub text: &'a str,
}

/// A whole number, if it is one that fits.
pub(super) fn whole<N: TryFrom<i128>>(value: Option<&Value>) -> Option<N> {
    match value {
        Some(Value::Integer(n)) => N::try_from(*n).ok(),
        Some(_) | None => None,
    }
}

impl CheckIn {
    /// Reads a check-in; nothing if the record is of another kind, was erased, or is of nobody's week.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::CheckIn)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        Some(Self {
            id: record.id,
            member: get(MEMBER)?.as_text()?.parse().ok()?,
            week: whole(get(WEEK))?,
            audience: live.audience.clone(),
            readers: Readers::of(&live.audience),
            words: Words::read(record),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }
}

/// That somebody checked in, and nothing of what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Who.
    pub member: RecordId,
    /// In which week.
    pub week: u32,
}

impl Sign {
    /// Reads a sign; nothing if the record is of another kind, was erased or taken back, or is of nobody's week.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Sign)?;
        let get = |field: &str| live.fields.get(&FieldName::new(field));
        let get = |field: &str| get(field).map(|register| &register.shown().value);
        let is_there = !record.is_deleted();
        is_there.then_some(Self {
            member: get(MEMBER)?.as_text()?.parse().ok()?,
            week: whole(get(WEEK))?,
        })
    }
}
