//! A check-in as it is being written: what is said of it piece by piece, and what is kept of a week so far.

use super::check_in::{CheckIn, Pace, Readers, Words};
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::record::{Audience, Record};

/// Something that somebody says of their week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// What they did.
    Did(String),
    /// What is next.
    Next(String),
    /// What is in the way.
    InTheWay(String),
    /// How long they worked, in minutes.
    Minutes(Option<u32>),
    /// How the pace feels.
    Pace(Option<Pace>),
    /// How they are, 1 to 5.
    Mood(Option<u8>),
    /// Links, one a line.
    Links(String),
    /// The answer to a question of the programme's own.
    Answer {
        /// Which.
        question: QuestionId,
        /// The question, as it is asked.
        asked: String,
        /// The answer.
        text: String,
    },
}

impl Words {
    /// Says something: what was said of it before is replaced.
    pub fn say(&mut self, saying: &Saying) {
        match saying {
            Saying::Did(text) => self.did.clone_from(text),
            Saying::Next(text) => self.next.clone_from(text),
            Saying::InTheWay(text) => self.in_the_way.clone_from(text),
            Saying::Minutes(minutes) => self.minutes = *minutes,
            Saying::Pace(pace) => self.pace = *pace,
            Saying::Mood(mood) => self.mood = *mood,
            Saying::Links(text) => self.links.clone_from(text),
            Saying::Answer {
                question,
                asked,
                text,
            } => {
                self.answers.insert(question.clone(), text.clone());
                self.asked.insert(question.clone(), asked.clone());
            }
        }
    }
}

/// What is kept of somebody's week. There is one check-in, unless two devices chose other readers apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The one for the fewest readers, which is the one that is written on.
    pub shown: Option<CheckIn>,
    /// The others, the fewest readers first.
    pub others: Vec<CheckIn>,
}

impl Kept {
    /// What is kept of a week, of all check-ins there are. What was taken back and holds no word is none, unless copies
    /// disagree about that: one of them may hold words.
    pub fn of(all: impl IntoIterator<Item = CheckIn>, member: RecordId, week: u32) -> Self {
        let theirs = all.into_iter().filter(|one| {
            let is_said = !one.deleted || !one.words.is_empty() || one.conflict;
            one.member == member && one.week == week && is_said
        });
        let mut theirs: Vec<CheckIn> = theirs.collect();
        // What was taken back is not written on, nor what is for readers that only a newer version knows.
        let order = |one: &CheckIn| (!one.deleted, one.readers, one.id);
        theirs.sort_by_key(|one| std::cmp::Reverse(order(one)));
        let mut theirs = theirs.into_iter();
        Self {
            shown: theirs.next(),
            others: theirs.collect(),
        }
    }

    /// The same with copies of some records as they were just stored.
    #[must_use]
    pub fn with(self, records: &[Record], member: RecordId, week: u32) -> Self {
        let is_new = |one: &CheckIn| records.iter().any(|record| record.id == one.id);
        let before = self.shown.into_iter().chain(self.others);
        let before: Vec<CheckIn> = before.filter(|one| !is_new(one)).collect();
        let new = records.iter().filter_map(CheckIn::read);
        Self::of(before.into_iter().chain(new), member, week)
    }

    /// The words that are written on.
    pub fn words(&self) -> Words {
        let shown = self.shown.as_ref();
        shown.map(|one| one.words.clone()).unwrap_or_default()
    }

    /// Whom they are for; nothing before anything is said.
    pub fn audience(&self) -> Option<&Audience> {
        self.shown.as_ref().map(|one| &one.audience)
    }

    /// Who reads them; nothing before anything is said.
    pub fn readers(&self) -> Option<Readers> {
        self.shown.as_ref()?.readers
    }
}
