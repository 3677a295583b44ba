//! Who counts as active, by the programme's own rules, and how that comes about.

use std::collections::BTreeSet;

use super::history::{History, Written};
use super::meeting::Attendance;
use super::one_to_one::State;
use crate::domain::id::RecordId;
use crate::domain::programme::{ActiveRule, Counted, Least, WeekRules};
use crate::domain::role::Role;
use crate::domain::time::Date;

/// How somebody does by the rule of their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Who.
    pub member: RecordId,
    /// The rule.
    pub rule: ActiveRule,
    /// How many there were of what is counted.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

impl Activity {
    /// How many they need; nothing while there was none of it, of which a share could be taken.
    pub fn needed(&self) -> Option<u32> {
        match self.rule.least {
            Least::Count(least) => Some(least),
            Least::Percent(_) if self.of == 0 => None,
            Least::Percent(percent) => Some((self.of * percent).div_ceil(100)),
        }
    }

    /// Whether they count as active by now; nothing while that can't be told.
    pub fn is_active(&self) -> Option<bool> {
        Some(self.count >= self.needed()?)
    }
}

/// How everyone whose role has a rule does, on a day, in their order.
pub fn activities(
    people: &[History],
    written: &Written,
    rules: &WeekRules,
    day: Date,
) -> Vec<Activity> {
    let one = |history: &History| {
        let rule = rules.active.iter().find(|rule| rule.role == history.role)?;
        let (count, of) = match rule.of {
            Counted::Meetings => meetings(history),
            Counted::OneToOnes => one_to_ones(history, people, written, day),
        };
        Some(Activity {
            member: history.member,
            rule: rule.clone(),
            count,
            of,
        })
    };
    people.iter().filter_map(one).collect()
}

/// The meetings they were at, of those that were theirs to come to since they are there.
fn meetings(history: &History) -> (u32, u32) {
    let from = history.from as usize;
    let weeks = history.log.iter().skip(from);
    let there = |came: &&Attendance| **came == Attendance::There;
    weeks.fold((0, 0), |(count, of), log| {
        let there = log.came.iter().filter(there).count();
        let there = u32::try_from(there).unwrap_or(u32::MAX);
        // Those of a team they were on before count as well.
        (count + there, of + log.held.max(there))
    })
}

/// The one-to-ones that a captain offered, of one every second week with everyone on their team.
fn one_to_ones(history: &History, people: &[History], written: &Written, day: Date) -> (u32, u32) {
    let is_theirs =
        |one: &&History| one.role == Role::Mentee && one.team.is_some() && one.team == history.team;
    let due = people.iter().filter(is_theirs).map(|mentee| {
        let from = mentee.from.max(history.from);
        let over = history.weeks.over(day) + 1;
        over.saturating_sub(from) / 2
    });
    let offered = written.one_to_ones.iter().filter(|one| {
        let offered = matches!(one.state, Some(State::Held | State::Declined));
        !one.deleted && one.captain == history.member && offered
    });
    let offered: BTreeSet<(RecordId, u32)> = offered.map(|one| (one.member, one.week)).collect();
    let count = u32::try_from(offered.len()).unwrap_or(u32::MAX);
    (count, due.sum::<u32>().max(count))
}
