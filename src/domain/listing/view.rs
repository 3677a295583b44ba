//! What is asked of the list: search, filters, order and columns. Stands in the list's URL.
//!
//! A link that says something this version does not know is read as far as it goes.

use std::collections::BTreeMap;

use crate::domain::application::ApplicationState;
use crate::domain::decision::Outcome;
use crate::domain::id::{QuestionId, SessionId};

/// Stands for “no answer” among the answers of a filter, and for “none” among columns; no key is like it.
pub const UNANSWERED: &str = ".";
/// Begins the name of what is about a question's answers.
const ANSWER: &str = "a.";

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// What was typed to search for.
    pub search: String,
    /// Which rows are kept.
    pub filters: Filters,
    /// Their order.
    pub sort: Sort,
    /// The questions that are columns; nothing means those the programme suggests.
    pub columns: Option<Vec<QuestionId>>,
}

/// Which rows are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Those to this session.
    pub session: Option<SessionId>,
    /// Those in this state.
    pub state: Option<ApplicationState>,
    /// Those with this decision; or with none, of which nothing is said.
    pub decision: Option<Option<Outcome>>,
    /// Those that are late, or are not.
    pub late: Option<bool>,
    /// Those that are samples, or are not.
    pub sample: Option<bool>,
    /// Those about which copies disagree.
    pub conflict: bool,
    /// Those that were deleted; else those that were not.
    pub deleted: bool,
    /// Those whose zone is now this far from UTC, from and to, in minutes, both included.
    pub offset: Option<(i32, i32)>,
    /// Those whose answer to each question is, or includes, one of these: choice keys, `other`,
    /// rating steps, project keys (`any` for any), `yes` for consent, or [`UNANSWERED`].
    pub answers: BTreeMap<QuestionId, Vec<String>>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: Column,
    /// Which way.
    pub direction: Direction,
}

/// What rows can be put in order by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// When they were last sent.
    Sent,
    /// The session applied for.
    Session,
    /// Whether they stand.
    State,
    /// What was decided about them.
    Decision,
    /// The answer to a question.
    Question(QuestionId),
}

/// Which way an order goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, earliest, A first.
    Up,
    /// Greatest, latest, Z first.
    Down,
}

impl Default for Sort {
    /// The latest first: what came in is what an organizer looks for.
    fn default() -> Self {
        Self {
            by: Column::Sent,
            direction: Direction::Down,
        }
    }
}

impl Sort {
    /// The order after a press on a column's head: that column; the other way if it was that already.
    #[must_use]
    pub fn pressed(&self, column: Column) -> Self {
        let direction = match (self.by == column, self.direction) {
            (true, Direction::Up) => Direction::Down,
            (true, Direction::Down) => Direction::Up,
            // Dates are asked for latest first, words from A.
            (false, _) if column == Column::Sent => Direction::Down,
            (false, _) => Direction::Up,
        };
        Self {
            by: column,
            direction,
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (name, direction) = match text.strip_prefix('-') {
            Some(name) => (name, Direction::Down),
            None => (text, Direction::Up),
        };
        let by = match name {
            "sent" => Column::Sent,
            "session" => Column::Session,
            "state" => Column::State,
            "decision" => Column::Decision,
            _ => Column::Question(name.strip_prefix(ANSWER)?.parse().ok()?),
        };
        Some(Self { by, direction })
    }

    fn write(&self) -> String {
        let minus = match self.direction {
            Direction::Up => "",
            Direction::Down => "-",
        };
        match &self.by {
            Column::Sent => format!("{minus}sent"),
            Column::Session => format!("{minus}session"),
            Column::State => format!("{minus}state"),
            Column::Decision => format!("{minus}decision"),
            Column::Question(id) => format!("{minus}{ANSWER}{id}"),
        }
    }
}

impl Filters {
    /// How many things are filtered by.
    pub fn len(&self) -> usize {
        let single = [
            self.session.is_some(),
            self.state.is_some(),
            self.decision.is_some(),
            self.late.is_some(),
            self.sample.is_some(),
            self.conflict,
            self.deleted,
            self.offset.is_some(),
        ];
        single.into_iter().filter(|set| *set).count() + self.answers.len()
    }

    /// Whether every row is kept that was not deleted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl View {
    /// What the names and values of a URL ask.
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut view = Self::default();
        let filters = &mut view.filters;
        for (name, value) in pairs {
            match name {
                "q" => value.clone_into(&mut view.search),
                "session" => filters.session = value.parse().ok(),
                "state" => filters.state = ApplicationState::from_name(value),
                "decision" => filters.decision = read_decision(value),
                "late" => filters.late = yes_or_no(value),
                "sample" => filters.sample = yes_or_no(value),
                "conflict" => filters.conflict = value == "yes",
                "deleted" => filters.deleted = value == "yes",
                "offset" => filters.offset = read_range(value),
                "sort" => view.sort = Sort::read(value).unwrap_or_default(),
                "columns" => {
                    let keys = value.split(',').filter_map(|key| key.parse().ok());
                    view.columns = Some(keys.collect());
                }
                _ => {
                    if let Some(question) = name.strip_prefix(ANSWER)
                        && let Ok(question) = question.parse()
                        && !value.is_empty()
                    {
                        let values = value.split(',').map(str::to_owned).collect();
                        filters.answers.insert(question, values);
                    }
                }
            }
        }
        view
    }

    /// The names and values that ask it, in an order that depends on nothing else.
    pub fn write(&self) -> Vec<(String, String)> {
        let filters = &self.filters;
        let mut pairs = Vec::new();
        let mut say = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if !self.search.is_empty() {
            say("q", self.search.clone());
        }
        if let Some(session) = &filters.session {
            say("session", session.to_string());
        }
        if let Some(state) = filters.state {
            say("state", state.as_str().to_owned());
        }
        if let Some(decision) = filters.decision {
            say("decision", decision_name(decision).to_owned());
        }
        for (name, set) in [("late", filters.late), ("sample", filters.sample)] {
            if let Some(set) = set {
                say(name, if set { "yes" } else { "no" }.to_owned());
            }
        }
        for (name, set) in [("conflict", filters.conflict), ("deleted", filters.deleted)] {
            if set {
                say(name, "yes".to_owned());
            }
        }
        if let Some((from, to)) = filters.offset {
            say("offset", format!("{from}..{to}"));
        }
        for (question, values) in &filters.answers {
            say(&format!("{ANSWER}{question}"), values.join(","));
        }
        if self.sort != Sort::default() {
            say("sort", self.sort.write());
        }
        if let Some(columns) = &self.columns {
            let keys: Vec<&str> = columns.iter().map(QuestionId::as_str).collect();
            let none = columns.is_empty().then(|| UNANSWERED.to_owned());
            say("columns", none.unwrap_or_else(|| keys.join(",")));
        }
        pairs
    }

    /// The same view with nothing searched for and no filters.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self {
            search: String::new(),
            filters: Filters::default(),
            sort: self.sort.clone(),
            columns: self.columns.clone(),
        }
    }

    /// Whether rows may be left out by it.
    pub fn narrows(&self) -> bool {
        !self.search.trim().is_empty() || !self.filters.is_empty()
    }
}

/// What stands in a URL for no decision.
const UNDECIDED: &str = "none";

/// The name of a decision, or of none, in a URL.
pub fn decision_name(decision: Option<Outcome>) -> &'static str {
    decision.map_or(UNDECIDED, Outcome::as_str)
}

/// The decision, or none, of a name in a URL; nothing for one that is not known.
pub fn read_decision(name: &str) -> Option<Option<Outcome>> {
    if name == UNDECIDED {
        return Some(None);
    }
    Outcome::from_name(name).map(Some)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn read_range(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once("..")?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> View {
        View::read(pairs.iter().copied())
    }

    #[test]
    fn a_view_stands_in_its_url_whole() {
        let full: &[(&str, &str)] = &[
            ("q", "django & \"two words\""),
            ("session", "spring-2027"),
            ("state", "withdrawn"),
            ("decision", "waitlisted"),
            ("late", "yes"),
            ("sample", "no"),
            ("conflict", "yes"),
            ("deleted", "yes"),
            ("offset", "-300..330"),
            ("a.experience", "none,little,."),
            ("a.heard", "other"),
            ("sort", "-a.name"),
            ("columns", "name,zone"),
        ];
        for pairs in [
            full,
            &[],
            &[("columns", ".")],
            &[("sort", "sent")],
            &[("decision", "none"), ("sort", "-decision")],
        ] {
            let written = read(pairs).write();
            let written: Vec<(&str, &str)> = written
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            assert_eq!(written, pairs);
        }
        assert_eq!(read(full).filters.len(), 10);
    }

    #[test]
    fn what_a_link_says_that_is_not_known_is_passed_over() {
        let view = read(&[
            ("session", "No Such!"),
            ("state", "lost"),
            ("decision", "maybe"),
            ("late", "maybe"),
            ("offset", "a..b"),
            ("sort", "colour"),
            ("a.Not A Key", "x"),
            ("a.heard", ""),
            ("new-thing", "1"),
        ]);
        assert_eq!(view, View::default());
        assert!(!view.narrows());
    }

    #[test]
    fn pressing_a_head_turns_the_order() {
        let name = Column::Question("name".parse().expect("a key"));
        let first = Sort::default().pressed(name.clone());
        assert_eq!((&first.by, first.direction), (&name, Direction::Up));
        let second = first.pressed(name.clone());
        assert_eq!(second.direction, Direction::Down);
        assert_eq!(second.pressed(name.clone()), first);
        assert_eq!(second.pressed(Column::Sent), Sort::default());
        assert_eq!(
            Sort::default().pressed(Column::Sent).direction,
            Direction::Up
        );
    }

    #[test]
    fn clearing_keeps_order_and_columns() {
        let view = read(&[
            ("q", "x"),
            ("late", "yes"),
            ("sort", "state"),
            ("columns", "a"),
        ]);
        let cleared = view.cleared();
        assert!(view.narrows() && !cleared.narrows());
        assert_eq!((cleared.sort, cleared.columns), (view.sort, view.columns));
    }
}
