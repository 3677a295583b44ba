//! Second navigators: those who are left over once teams are formed, where a session has two lead a team together.
//!
//! A stage of its own, after the teams are formed (docs/decisions/0011): as many navigators as possible find a
//! place, of these choices the one that suits their wishes best, and then the one with most hours in common.

use std::collections::BTreeSet;

use super::ask::knows_when;
use super::{Crew, LEADS, Member, Move, Roster, Wishes};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::overlap::Quarters;
use crate::domain::role::Role;

/// The moves that give some teams a second navigator: of those who lead none, and whom nobody locked. None if the
/// session has one navigator lead a team.
pub fn second_navigators(crew: &Crew, roster: &Roster, teams: &BTreeSet<RecordId>) -> Vec<Move> {
    if (crew.rules().navigators as usize) < LEADS {
        return Vec::new();
    }
    let is_free = |member: &&Member| {
        let leads = roster.teams.values();
        knows_when(crew, member.id)
            && !roster.locked.contains(&member.id)
            && !leads
                .flat_map(|plan| plan.navigators())
                .any(|lead| lead == member.id)
    };
    let free: Vec<&Member> = crew.of_role(Role::Navigator).filter(is_free).collect();
    let in_order = roster.in_order();
    let open = in_order.iter().filter(|(id, _)| teams.contains(id));
    let open: Vec<Open<'_>> = open
        .filter_map(|(id, _)| Open::new(crew, roster, *id))
        .collect();
    let worth: Vec<Vec<Option<i64>>> = free
        .iter()
        .map(|member| open.iter().map(|team| team.worth(crew, member)).collect())
        .collect();
    let places = best_matching(&worth, open.len());
    let found = free.iter().zip(places).filter_map(|(member, place)| {
        let team = &open[place?];
        Some(Move::Lead {
            team: team.id,
            place: team.place,
            navigator: Some(member.id),
        })
    });
    found.collect()
}

/// A team with one navigator, and room for another.
struct Open<'a> {
    id: RecordId,
    /// Which of the places for those who lead it is free.
    place: usize,
    project: Option<&'a ProjectId>,
    /// The zone by whose clocks it meets.
    zone: &'a str,
    /// When all who meet can.
    common: Quarters,
    /// Who may not come to it.
    apart: BTreeSet<RecordId>,
}

/// How many hours a week has, and one more.
const HOURS: i64 = 169;

impl<'a> Open<'a> {
    /// Nothing if the team has no room. One whose first place is free has none either: a navigator there would
    /// have it meet by other clocks.
    fn new(crew: &'a Crew, roster: &'a Roster, id: RecordId) -> Option<Self> {
        let plan = roster.teams.get(&id)?;
        let first = crew.get(plan.leads[0]?)?;
        let place = plan.leads.iter().position(Option::is_none)?;
        let zone = first.zone.as_deref()?;
        let everyone = roster.everyone(id);
        let meet = plan.navigators().chain(roster.mentees(id));
        let free = meet.filter_map(|person| crew.free(zone, person));
        let pairs = roster.apart.iter();
        let apart = pairs.flat_map(|pair| everyone.iter().filter_map(|one| pair.other(*one)));
        Some(Self {
            id,
            place,
            project: plan.project.as_ref(),
            zone,
            common: free.fold(Quarters::all(), |all, free| all.and(free)),
            apart: apart.collect(),
        })
    }

    /// What someone is worth here; nothing if they may not come or too few hours would be left. Wishes come
    /// before hours.
    fn worth(&self, crew: &Crew, member: &Member) -> Option<i64> {
        let free = crew.free(self.zone, member.id)?;
        let hours = self.common.and(free).hours();
        let fits = hours >= crew.rules().team_hours && !self.apart.contains(&member.id);
        let suits = match (&member.wishes, self.project) {
            (Wishes::These(wanted), Some(project)) if wanted.contains(project) => 2,
            (Wishes::Any, _) | (_, None) => 1,
            (Wishes::These(wanted), Some(_)) => i64::from(wanted.is_empty()),
        };
        fits.then(|| suits * HOURS * MOST + i64::from(hours))
    }
}

/// More teams than this no session has; the hours of fewer never outweigh a wish.
const MOST: i64 = 10_000;

/// For each row the column it is given: as many rows as possible have one, and then the sum of what they are worth
/// there is the largest. What is worth nothing is never given.
///
/// The rows find their columns one after another along a cheapest augmenting path (the Hungarian method with
/// potentials); a row may also stay without, at a price above all others.
fn best_matching(worth: &[Vec<Option<i64>>], columns: usize) -> Vec<Option<usize>> {
    let rows = worth.len();
    let all = worth.iter().flatten().flatten();
    let most = all.copied().max().unwrap_or(0);
    let without = (most + 1) * (rows as i64 + 1);
    // After the columns one for each row, in which it stays without.
    let cost = |row: usize, column: usize| match worth[row].get(column) {
        Some(worth) => worth.map_or(i64::MAX / 4, |worth| most - worth),
        None if column == columns + row => without,
        None => i64::MAX / 4,
    };
    let all_columns = columns + rows;
    let mut of_row = vec![0_i64; rows];
    let mut of_column = vec![0_i64; all_columns];
    let mut holder: Vec<Option<usize>> = vec![None; all_columns];
    for new in 0..rows {
        let mut least = vec![i64::MAX; all_columns];
        let mut from: Vec<Option<usize>> = vec![None; all_columns];
        let mut done = vec![false; all_columns];
        let (mut row, mut last) = (new, None);
        let end = loop {
            let mut next: Option<usize> = None;
            for column in (0..all_columns).filter(|column| !done[*column]) {
                let reduced = cost(row, column) - of_row[row] - of_column[column];
                if reduced < least[column] {
                    least[column] = reduced;
                    from[column] = last;
                }
                if next.is_none_or(|next| least[column] < least[next]) {
                    next = Some(column);
                }
            }
            let column = next.expect("a row's own column is free until the row has one");
            let step = least[column];
            of_row[new] += step;
            for other in 0..all_columns {
                if done[other] {
                    of_column[other] -= step;
                    if let Some(holds) = holder[other] {
                        of_row[holds] += step;
                    }
                } else {
                    least[other] = least[other].saturating_sub(step);
                }
            }
            done[column] = true;
            match holder[column] {
                Some(holds) => (row, last) = (holds, Some(column)),
                None => break column,
            }
        };
        // The path back: each column takes over whoever held the one before.
        let mut column = end;
        while let Some(before) = from[column] {
            holder[column] = holder[before];
            column = before;
        }
        holder[column] = Some(new);
    }
    let mut given = vec![None; rows];
    for (column, row) in holder.into_iter().enumerate().take(columns) {
        if let Some(row) = row {
            given[row] = Some(column);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// How many have a column and what they are worth, at best, by trying everything.
    fn best(worth: &[Vec<Option<i64>>], taken: &mut Vec<usize>) -> (usize, i64) {
        let Some((row, rest)) = worth.split_first() else {
            return (0, 0);
        };
        let mut most = best(rest, taken);
        for (column, worth) in row.iter().enumerate() {
            let Some(worth) = worth.filter(|_| !taken.contains(&column)) else {
                continue;
            };
            taken.push(column);
            let (count, sum) = best(rest, taken);
            taken.pop();
            most = most.max((count + 1, sum + worth));
        }
        most
    }

    proptest! {
        #[test]
        fn a_matching_is_the_best_that_trying_everything_finds(
            columns in 0_usize..5,
            numbers in proptest::collection::vec(
                proptest::collection::vec(proptest::option::of(0_i64..9), 5), 0..5,
            ),
        ) {
            let worth: Vec<Vec<Option<i64>>> =
                numbers.iter().map(|row| row[..columns].to_vec()).collect();
            let given = best_matching(&worth, columns);
            let pairs = given.iter().enumerate();
            let pairs: Vec<(usize, usize)> =
                pairs.filter_map(|(row, column)| Some((row, (*column)?))).collect();
            let mut used: Vec<usize> = pairs.iter().map(|(_, column)| *column).collect();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), pairs.len());
            let sum: Option<i64> = pairs.iter().map(|(row, column)| worth[*row][*column]).sum();
            prop_assert_eq!((pairs.len(), sum.expect("nobody where they may not be")),
                best(&worth, &mut Vec::new()));
        }
    }
}
