//! Cuts: what a relaxation must keep besides the rows, because teams are whole.
//!
//! Of any three people who can each be on one team only, at most one team has two or more. The
//! relaxation does not know this: three half teams, each with another two of the three, keep all
//! its rows. (Subset-row inequalities, after Jepsen, Petersen, Spoorendonk and Pisinger.) Nor does it
//! know that twenty seats hold no more than six teams of three.

use std::collections::BTreeMap;

use crate::pool::Pool;

/// What teams count, and to how much that may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    /// Three people of whom at most one team has two or more: navigators by their place, mentees by
    /// theirs after all navigators.
    Three([usize; 3]),
    /// Teams count once for so many mentees, and all seats hold no more than their number of that.
    Size(usize),
}

/// Cuts that are exceeded by less are not worth a row.
const LEAST_EXCESS: f64 = 0.03;

impl Cut {
    /// How often the cut counts a team.
    pub(crate) fn count(&self, pool: &Pool, navigators: usize, team: usize) -> usize {
        match self {
            Self::Three(three) => {
                let counted =
                    people(pool, navigators, team).filter(|person| three.contains(person));
                usize::from(counted.count() >= 2)
            }
            Self::Size(size) => pool.mentees(team).len() / size,
        }
    }

    /// To how much it may come, of so many seats.
    pub(crate) fn limit(&self, seats: usize) -> usize {
        match self {
            Self::Three(_) => 1,
            Self::Size(size) => seats / size,
        }
    }
}

/// The cuts on sizes that a solution exceeds, for so many seats.
pub(crate) fn exceeded_sizes(pool: &Pool, solution: &[(usize, f64)], seats: usize) -> Vec<Cut> {
    let largest = solution
        .iter()
        .map(|&(team, _)| pool.mentees(team).len())
        .max()
        .unwrap_or(0);
    let exceeded = |size: &usize| {
        let counted = solution
            .iter()
            .map(|&(team, value)| (pool.mentees(team).len() / size) as f64 * value);
        counted.sum::<f64>() > (seats / size) as f64 + LEAST_EXCESS
    };
    (2..=largest).filter(exceeded).map(Cut::Size).collect()
}

/// The people of a team that cuts speak of.
fn people(pool: &Pool, navigators: usize, team: usize) -> impl Iterator<Item = usize> {
    let mentees = pool
        .mentees(team)
        .iter()
        .map(move |&mentee| navigators + mentee as usize);
    mentees.chain([pool.navigator(team)])
}

/// The cuts on three people that a solution exceeds most, at most so many.
pub(crate) fn exceeded_threes(
    pool: &Pool,
    navigators: usize,
    solution: &[(usize, f64)],
    most: usize,
) -> Vec<Cut> {
    let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
    for &(team, value) in solution.iter().filter(|&&(_, value)| value > 1e-6) {
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
    let mut found: Vec<(f64, [usize; 3])> = Vec::new();
    for (&(a, b), &share_ab) in &pairs {
        for &c in with.get(&b).into_iter().flatten() {
            if let Some(share_ac) = pairs.get(&(a, c)) {
                let all_three = triples.get(&[a, b, c]).copied().unwrap_or(0.0);
                let counted = share_ab + share_ac + pairs[&(b, c)] - 2.0 * all_three;
                if counted > 1.0 + LEAST_EXCESS {
                    found.push((counted, [a, b, c]));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    spread_out(found.into_iter().map(|(_, three)| three), most)
}

/// The first of the cuts that do not speak of the same people all the time.
fn spread_out(threes: impl Iterator<Item = [usize; 3]>, most: usize) -> Vec<Cut> {
    let mut spoken_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for three in threes {
        if chosen.len() == most {
            break;
        }
        if three
            .iter()
            .all(|person| spoken_of.get(person).copied().unwrap_or(0) < 5)
        {
            for person in three {
                *spoken_of.entry(person).or_default() += 1;
            }
            chosen.push(Cut::Three(three));
        }
    }
    chosen
}
