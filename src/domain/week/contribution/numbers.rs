//! How many contributions were begun, went to review and were merged: in a week, by kind, of a whole session.

use std::collections::BTreeMap;

use super::{Contribution, Sort, State};
use crate::domain::week::{Place, Weeks};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Somebody began to work on it.
    Begun,
    /// It went to review.
    Reviewed,
    /// It was merged.
    Merged,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Begun, Self::Reviewed, Self::Merged];

    /// The states in which it has been taken. What is in review was begun, whoever noted that or not.
    fn states(self) -> &'static [State] {
        match self {
            Self::Begun => &[State::Working, State::Review, State::Merged],
            Self::Reviewed => &[State::Review],
            Self::Merged => &[State::Merged],
        }
    }
}

/// How many there were: by step, and by kind of work. What nobody said the kind of counts under none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    counts: BTreeMap<(Step, Option<Sort>), u32>,
}

impl Numbers {
    /// How many took a step.
    pub fn of(&self, step: Step) -> u32 {
        let counts = self.counts.iter().filter(|((of, _), _)| *of == step);
        counts.map(|(_, count)| count).sum()
    }

    /// How many of a kind took a step.
    pub fn of_sort(&self, step: Step, sort: Option<Sort>) -> u32 {
        self.counts.get(&(step, sort)).copied().unwrap_or_default()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

/// The numbers of a week; of all time where no week is given. Each contribution takes each step once, on the first day
/// on which it was there: what went back and came again counts in the week in which it came first.
pub fn numbers(contributions: &[Contribution], weeks: Weeks, week: Option<u32>) -> Numbers {
    let mut numbers = Numbers::default();
    for one in contributions.iter().filter(|one| !one.deleted) {
        for step in Step::ALL {
            let day = one.first(step.states());
            let is_then =
                day.is_some_and(|day| week.is_none_or(|week| weeks.place(day) == Place::In(week)));
            if is_then {
                *numbers.counts.entry((step, one.sort)).or_default() += 1;
            }
        }
    }
    numbers
}
