//! One question: what it asks, how it is answered, and who may read the answer.

use super::Condition;
use crate::domain::id::{ChoiceId, QuestionId};
use crate::domain::time::Date;

/// One question of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its name within the form.
    pub id: QuestionId,
    /// The question itself.
    pub label: String,
    /// Help beneath it, in small Markdown; may be empty.
    pub help: String,
    /// Whether it must be answered before sending (when it is shown).
    pub required: bool,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The longest answer taken, for text.
    pub limit: Option<Limit>,
    /// When it is asked; nothing means always.
    pub show_if: Option<Condition>,
    /// Health, identity and the like: never reaches navigators or captains (Promise 23).
    pub sensitive: bool,
    /// Says who someone is (name, email...): left out of anonymised packets.
    pub personal: bool,
    /// Who may read the answer, beside the applicant.
    pub readers: Vec<Reader>,
}

/// Who may read an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Organizers.
    Organizers,
    /// Reviewers.
    Reviewers,
    /// The team's navigators and captains.
    Mentors,
    /// Everyone in the team.
    Team,
    /// Everyone.
    Public,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionKind {
    /// One line.
    ShortText,
    /// Several lines.
    LongText,
    /// A number; 0 is a fine answer.
    Number {
        /// The least taken.
        min: Option<f64>,
        /// The greatest taken.
        max: Option<f64>,
        /// Whether only whole numbers are taken.
        whole: bool,
        /// What is counted, such as “hours”; may be empty.
        unit: String,
    },
    /// A day.
    Date {
        /// The earliest taken.
        min: Option<Date>,
        /// The latest taken.
        max: Option<Date>,
    },
    /// One of a few, all in sight.
    SingleChoice {
        /// What to choose from.
        choices: Vec<Choice>,
        /// Whether something else may be written.
        other: Other,
    },
    /// One of many, in a list that starts blank.
    Dropdown {
        /// What to choose from.
        choices: Vec<Choice>,
        /// Whether something else may be written.
        other: Other,
    },
    /// Any number of several.
    MultipleChoice {
        /// What to choose from.
        choices: Vec<Choice>,
        /// Whether something else may be written.
        other: Other,
        /// The most that may be chosen.
        at_most: Option<u32>,
    },
    /// A web address, http or https.
    Url,
    /// An email address.
    Email,
    /// A step on a scale.
    Rating(Scale),
    /// Agreement to a text, kept with the version agreed to.
    Consent {
        /// What is agreed to, in small Markdown.
        text: String,
        /// Its version.
        version: String,
    },
    /// A GitHub user name.
    GithubUser,
    /// An IANA time zone.
    TimeZone,
    /// The half hours of a week that suit, as local wall-clock slots with their zone (Promise 28).
    Availability {
        /// The time zone question whose answer is the zone to start from.
        zone_from: Option<QuestionId>,
        /// The fewest hours a week that make sense, to warn below.
        at_least_hours: Option<u32>,
    },
    /// Which of the session's projects: any, or a ranked few.
    ProjectPreference {
        /// The most that may be ranked.
        at_most: Option<u32>,
    },
    /// One choice per row.
    Matrix {
        /// What is asked about.
        rows: Vec<Choice>,
        /// What may be said of each.
        columns: Vec<Choice>,
    },
}

/// Something to choose: its label may hold commas, its key is what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub id: ChoiceId,
    /// What is shown.
    pub label: String,
    /// A few words beneath; may be empty.
    pub help: String,
}

/// Whether something other than the choices may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// Only the choices.
    No,
    /// “Other”, with text.
    WithText,
}

/// A scale from 1 to `steps`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// How many steps, 2 to 10.
    pub steps: u8,
    /// What the first step means; may be empty.
    pub low: String,
    /// What the last step means; may be empty.
    pub high: String,
}

/// The longest answer taken. Over it is shown, never cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub most: u32,
    /// Of what.
    pub unit: LimitUnit,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitUnit {
    /// Unicode scalar values; a line break is one, however it is stored.
    Characters,
    /// Words as word processors count them: runs between white space, and each Chinese character
    /// or Japanese syllable for itself, since those scripts put no space between words.
    Words,
}

impl Limit {
    /// How much of the limit a text takes, in its unit. White space around the text is not counted,
    /// since it is not sent. The one counter: screens show what this says.
    pub fn count(&self, text: &str) -> u32 {
        let text = text.trim();
        let count = match self.unit {
            LimitUnit::Characters => {
                text.chars().count() - text.as_bytes().windows(2).filter(|w| w == b"\r\n").count()
            }
            LimitUnit::Words => words(text),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// How much too much a text is, in the limit's unit; nothing if it fits.
    pub fn over(&self, text: &str) -> Option<u32> {
        self.count(text)
            .checked_sub(self.most)
            .filter(|over| *over > 0)
    }
}

fn words(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for c in text.chars() {
        if c.is_whitespace() {
            inside = false;
        } else if stands_alone(c) {
            count += 1;
            inside = false;
        } else if !inside && (c.is_alphanumeric() || !is_cjk_mark(c)) {
            count += 1;
            inside = true;
        }
    }
    count
}

/// Chinese characters, Hiragana and Katakana.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that stand between Chinese or Japanese words without a space: `。`, `、`, `「`, `！`, `ー`...
fn is_cjk_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3099}'..='\u{30a0}' | '\u{30fb}'..='\u{30ff}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

impl Question {
    /// Whether a number is one this question takes; no for every other kind of question.
    pub fn takes(&self, value: f64) -> bool {
        let QuestionKind::Number {
            min, max, whole, ..
        } = &self.kind
        else {
            return false;
        };
        min.is_none_or(|min| value >= min)
            && max.is_none_or(|max| value <= max)
            && (!whole || value.fract() == 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(unit: LimitUnit, cases: &[(&str, u32)]) {
        let limit = Limit { most: 3, unit };
        for (text, count) in cases {
            assert_eq!(limit.count(text), *count, "{text:?}");
            assert_eq!(
                limit.over(text),
                (*count > 3).then(|| count - 3),
                "{text:?}"
            );
        }
    }

    #[test]
    fn characters_are_counted_the_same_everywhere() {
        check(
            LimitUnit::Characters,
            &[
                ("", 0),
                ("  \n", 0),
                ("abc", 3),
                (" abc ", 3),
                ("a b c", 5),
                ("a\nb", 3),
                ("a\r\nb", 3),
                ("é", 1),
                ("e\u{301}", 2),
                ("日本語", 3),
                ("🙂", 1),
                ("שלום", 4),
            ],
        );
    }

    #[test]
    fn words_are_counted_as_word_processors_do() {
        check(
            LimitUnit::Words,
            &[
                ("", 0),
                (" \n\t", 0),
                ("one", 1),
                ("one two", 2),
                ("one  two\nthree", 3),
                ("one, two; three - four", 5),
                ("don't mother-in-law", 2),
                ("one\u{a0}two", 2),
                ("日本語", 3),
                ("日本語。", 3),
                ("「日本」と書く", 5),
                ("我喜欢 Rust 编程。", 6),
                ("한국어 문장", 2),
                ("السلام عليكم", 2),
                ("नमस्ते दुनिया", 2),
            ],
        );
    }
}
