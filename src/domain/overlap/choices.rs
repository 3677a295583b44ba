//! Times for a weekly meeting: those that suit everyone in every week first, then those that some weeks
//! break, each with the weeks that do (Promise 28).

use super::{Common, QUARTERS, Quarters};

/// A time for a weekly meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// When it begins: a quarter hour of the week.
    pub start: u16,
    /// The weeks, from 0, in which it does not suit everyone.
    pub breaks: Vec<usize>,
}

fn fits(free: &Quarters, start: u16, length: u16) -> bool {
    (start..start + length).all(|quarter| free.contains(quarter % QUARTERS))
}

impl Common {
    /// Up to so many times for a meeting of some quarter hours, the best first: those that the fewest weeks
    /// break, then those on the full hour, on the half hour, then as they come in the week. None overlaps one before
    /// it, and none is broken by more than half of the weeks.
    pub fn choices(&self, length: u16, most: usize) -> Vec<Choice> {
        let starts = 0..QUARTERS;
        let choice = |start: u16| {
            let weeks = self.weekly.iter().enumerate();
            let broken = weeks.filter(|(_, free)| !fits(free, start, length));
            Choice {
                start,
                breaks: broken.map(|(week, _)| week).collect(),
            }
        };
        let mut all: Vec<Choice> = starts
            .map(choice)
            .filter(|choice| choice.breaks.len() * 2 <= self.weekly.len())
            .filter(|_| !self.weekly.is_empty())
            .collect();
        all.sort_by_key(|choice| {
            let odd = match choice.start % 4 {
                0 => 0,
                2 => 1,
                _ => 2,
            };
            (choice.breaks.len(), odd, choice.start)
        });
        let mut best: Vec<Choice> = Vec::new();
        for choice in all {
            let apart = |other: &Choice| {
                let ahead = (choice.start + QUARTERS - other.start) % QUARTERS;
                ahead.min(QUARTERS - ahead) >= length
            };
            if best.len() < most && best.iter().all(apart) {
                best.push(choice);
            }
        }
        best
    }
}
