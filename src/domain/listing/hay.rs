//! What is searched: the text of a row, or of an application in full, folded.

use super::fold::fold_into;
use super::{Cell, Columns, Summary, fold};
use crate::domain::answer::{Answer, Chosen};
use crate::domain::application::Application;
use crate::domain::id::{ChoiceId, ProjectId, QuestionId};

/// Parts answers, so that a phrase is found within one only.
const BETWEEN: char = '\n';

/// What is searched for: every word, or phrase in double quotes, has to be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms(Vec<String>);

impl Terms {
    /// The terms of what was typed.
    pub fn parse(typed: &str) -> Self {
        let folded = fold(typed);
        let mut terms = Vec::new();
        for (i, part) in folded.split(['"', '“', '”', '„', '«', '»']).enumerate() {
            if i % 2 == 1 {
                let words: Vec<&str> = part.split_whitespace().collect();
                terms.push(words.join(" "));
            } else {
                terms.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        terms.retain(|term| !term.is_empty());
        Self(terms)
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them are in a folded text.
    pub fn are_in(&self, hay: &str) -> bool {
        self.0.iter().all(|term| hay.contains(term.as_str()))
    }
}

/// The folded text of one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hay {
    /// The text.
    pub text: Box<str>,
    /// Whether it holds the answers in full, or only what the row keeps of them.
    pub whole: bool,
}

impl Hay {
    /// What a row says.
    pub fn of_row(row: &Summary, columns: &Columns) -> Self {
        let mut writer = Writer::new(columns, &row.id.to_string());
        for (question, cell) in row.cells.iter() {
            match cell {
                Cell::Text(text, _) | Cell::Consent(text) => writer.say(&text),
                Cell::Number(number) => writer.say(&number.to_string()),
                Cell::Date(date) => writer.say(&date.to_string()),
                Cell::Chosen(ids, other) => writer.chosen(&question, &ids, other.as_deref()),
                Cell::Rating(_) | Cell::Matrix(_) | Cell::Unreadable => {}
                Cell::Zone(zone) | Cell::Week(zone, _) => writer.zone(&zone),
                Cell::Projects(ranked) => writer.projects(&ranked),
            }
        }
        Self {
            text: writer.out.into(),
            whole: false,
        }
    }

    /// What an application says in full.
    pub fn of_application(application: &Application, columns: &Columns) -> Self {
        Self {
            text: hay_of_answers(application, columns).into(),
            whole: true,
        }
    }
}

/// The folded text of every answer of an application.
pub fn hay_of_answers(application: &Application, columns: &Columns) -> String {
    let mut writer = Writer::new(columns, &application.id.to_string());
    for (question, value) in &application.answers {
        // What this version can't read, it can't search either; the record keeps it.
        let Ok(answer) = Answer::from_value(value) else {
            continue;
        };
        match answer {
            Answer::Text(text) | Answer::Consent(text) => writer.say(&text),
            Answer::Number(number) => writer.say(&number.to_string()),
            Answer::Date(date) => writer.say(&date.to_string()),
            Answer::Choice(Chosen::Choice(id)) => writer.chosen(question, &[id], None),
            Answer::Choice(Chosen::Other(text)) => writer.say(&text),
            Answer::Choices(ids, other) => {
                let ids: Vec<ChoiceId> = ids.into_iter().collect();
                writer.chosen(question, &ids, other.as_deref());
            }
            Answer::Rating(_) | Answer::Matrix(_) => {}
            Answer::Zone(zone) | Answer::Availability(zone, _) => writer.zone(&zone),
            Answer::Projects(ranked) => writer.projects(&ranked),
        }
    }
    writer.out
}

struct Writer<'a> {
    columns: &'a Columns,
    out: String,
}

impl<'a> Writer<'a> {
    /// Begins with the id, so that one copied from a mail or a file finds its application.
    fn new(columns: &'a Columns, id: &str) -> Self {
        Self {
            columns,
            out: id.to_owned(),
        }
    }

    fn say(&mut self, text: &str) {
        self.out.push(BETWEEN);
        fold_into(text, &mut self.out);
    }

    /// A city is typed with a space.
    fn zone(&mut self, zone: &str) {
        self.say(&zone.replace('_', " "));
    }

    fn chosen(&mut self, question: &QuestionId, ids: &[ChoiceId], other: Option<&str>) {
        let columns = self.columns;
        for id in ids {
            self.say(columns.choice_label(question, id));
        }
        other.into_iter().for_each(|text| self.say(text));
    }

    fn projects(&mut self, ranked: &[ProjectId]) {
        let columns = self.columns;
        for project in ranked {
            self.say(columns.project_name(project));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;
    use super::fold;

    #[test]
    fn every_word_has_to_be_there_and_phrases_stay_together() {
        let hay = fold("José García\nI love Django, and the “Hitchhiker” too");
        for (typed, found) in [
            ("", true),
            ("   ", true),
            ("jose", true),
            ("DJANGO garcia", true),
            ("django flask", false),
            ("\"love django\"", true),
            ("\"django love\"", false),
            ("“love   Django” jose", true),
            ("\"love dja", true),
            ("\"garcia i\"", false),
            ("hitch", true),
        ] {
            assert_eq!(Terms::parse(typed).are_in(&hay), found, "{typed:?}");
        }
    }

    #[test]
    fn only_marks_are_no_terms() {
        for typed in ["", " ", "\"\"", "\" \""] {
            assert!(Terms::parse(typed).is_empty(), "{typed:?}");
        }
    }
}
