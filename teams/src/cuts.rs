//! Cuts: what a relaxation must keep besides the rows, because teams are whole.
//!
//! Of any three people who can each be on one team only, at most one team has two or more. The
//! relaxation does not know this: three half teams, each with another two of the three, keep all
//! its rows. (Subset-row inequalities, after Jepsen, Petersen, Spoorendonk and Pisinger.)

use std::collections::BTreeMap;

use crate::pool::Pool;

/// Three people of whom at most one team has two or more: navigators by their place, mentees by
/// theirs after all navigators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cut([usize; 3]);

/// Cuts that are exceeded by less are not worth a row.
const LEAST_EXCESS: f64 = 0.03;

impl Cut {
    /// Whether the cut counts a team.
    pub(crate) fn counts(&self, pool: &Pool, navigators: usize, team: usize) -> bool {
        people(pool, navigators, team).filter(|person| self.0.contains(person)).count() >= 2
    }
}

/// The people of a team that cuts speak of.
fn people(pool: &Pool, navigators: usize, team: usize) -> impl Iterator<Item = usize> {
    let mentees = pool.mentees(team).iter().map(move |&mentee| navigators + mentee as usize);
    mentees.chain([pool.navigator(team)])
}

/// The cuts that a solution exceeds most, at most so many.
pub(crate) fn exceeded(
    pool: &Pool,
    navigators: usize,
    solution: impl Iterator<Item = (usize, f64)>,
    most: usize,
) -> Vec<Cut> {
    let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
    for (team, value) in solution.filter(|&(_, value)| value > 1e-6) {
        *shares.entry(team).or_default() += value;
    }
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut triples: BTreeMap<[usize; 3], f64> = BTreeMap::new();
    for (&team, &share) in shares.iter().filter(|&(_, &share)| share < 1.0 - 1e-6) {
        let mut group: Vec<usize> = people(pool, navigators, team).collect();
        group.sort_unstable();
        for (k, &c) in group.iter().enumerate() {
            for (j, &b) in group[..k].iter().enumerate() {
                *pairs.entry((b, c)).or_default() += share;
                for &a in &group[..j] {
                    *triples.entry([a, b, c]).or_default() += share;
                }
            }
        }
    }
    let mut with: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(a, b) in pairs.keys() {
        with.entry(a).or_default().push(b);
    }
    let mut found: Vec<(f64, Cut)> = Vec::new();
    for (&(a, b), &share_ab) in &pairs {
        for &c in with.get(&b).into_iter().flatten() {
            if let Some(share_ac) = pairs.get(&(a, c)) {
                let all_three = triples.get(&[a, b, c]).copied().unwrap_or(0.0);
                let counted = share_ab + share_ac + pairs[&(b, c)] - 2.0 * all_three;
                if counted > 1.0 + LEAST_EXCESS {
                    found.push((counted, Cut([a, b, c])));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    spread_out(found.into_iter().map(|(_, cut)| cut), most)
}

/// The first of the cuts that do not speak of the same people all the time.
fn spread_out(cuts: impl Iterator<Item = Cut>, most: usize) -> Vec<Cut> {
    let mut spoken_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for cut in cuts {
        if chosen.len() == most {
            break;
        }
        if cut.0.iter().all(|person| spoken_of.get(person).copied().unwrap_or(0) < 5) {
            for person in cut.0 {
                *spoken_of.entry(person).or_default() += 1;
            }
            chosen.push(cut);
        }
    }
    chosen
}
