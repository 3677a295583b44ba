//! When to hold something for many people at once: the times that leave out the fewest, and the two
//! times that together leave out the fewest.

use super::{QUARTERS, Quarters};

/// A time for something, and who can't come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// When it begins: a quarter hour of the week.
    pub start: u16,
    /// Who can't be there all the time, as places among the people.
    pub out: Vec<usize>,
}

/// Two times, and who can come to neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one that comes first in the week.
    pub first: Sitting,
    /// The other one.
    pub second: Sitting,
    /// Who can come to neither.
    pub out: Vec<usize>,
}

/// The people who can come, one bit each.
type Crowd = Vec<u64>;

/// Who can come to something of so many quarter hours, for each half hour at which it may begin.
fn crowds(free: &[Quarters], length: u16) -> Vec<(u16, Crowd)> {
    let starts = (0..QUARTERS).step_by(2);
    starts
        .map(|start| {
            let mut crowd = vec![0; free.len().div_ceil(64)];
            for (person, free) in free.iter().enumerate() {
                let all = (start..start + length).all(|q| free.contains(q % QUARTERS));
                crowd[person / 64] |= u64::from(all) << (person % 64);
            }
            (start, crowd)
        })
        .collect()
}

fn count(crowd: &[u64]) -> u32 {
    crowd.iter().map(|word| word.count_ones()).sum()
}

fn missing(crowd: &[u64], people: usize) -> Vec<usize> {
    (0..people)
        .filter(|person| crowd[person / 64] >> (person % 64) & 1 == 0)
        .collect()
}

fn apart(one: u16, other: u16) -> u16 {
    let steps = one.abs_diff(other);
    steps.min(QUARTERS - steps)
}

/// The times, at whole and half hours, for something of so many quarter hours that leave out the
/// fewest: at most so many, the best first, none of them overlapping a better one. Times that suit
/// nobody are none.
pub fn best_sittings(free: &[Quarters], length: u16, at_most: usize) -> Vec<Sitting> {
    let mut all = crowds(free, length);
    all.retain(|(_, crowd)| count(crowd) > 0);
    all.sort_by_key(|(start, crowd)| (std::cmp::Reverse(count(crowd)), *start));
    let mut best: Vec<Sitting> = Vec::new();
    for (start, crowd) in all {
        if best.len() == at_most {
            break;
        }
        if best.iter().all(|kept| apart(kept.start, start) >= length) {
            let out = missing(&crowd, free.len());
            best.push(Sitting { start, out });
        }
    }
    best
}

/// The two times that together leave out the fewest; of those, where the fuller one is fullest.
/// Nothing if no time suits anybody.
pub fn best_pair(free: &[Quarters], length: u16) -> Option<Pair> {
    let mut all = crowds(free, length);
    all.retain(|(_, crowd)| count(crowd) > 0);
    // Of times that suit the same people one is enough.
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|(_, crowd)| seen.insert(crowd.clone()));
    let mut best: Option<(u32, u32, usize, usize)> = None;
    for (i, (start, one)) in all.iter().enumerate() {
        for (j, (other_start, other)) in all.iter().enumerate().skip(i + 1) {
            if apart(*start, *other_start) < length {
                continue;
            }
            let both = one.iter().zip(other).map(|(a, b)| (a | b).count_ones());
            let (both, fuller) = (both.sum(), count(one).max(count(other)));
            if best.is_none_or(|(b, f, _, _)| (both, fuller) > (b, f)) {
                best = Some((both, fuller, i, j));
            }
        }
    }
    let (_, _, i, j) = best?;
    let sitting = |(start, crowd): &(u16, Crowd)| Sitting {
        start: *start,
        out: missing(crowd, free.len()),
    };
    let both: Crowd = all[i].1.iter().zip(&all[j].1).map(|(a, b)| a | b).collect();
    Some(Pair {
        first: sitting(&all[i]),
        second: sitting(&all[j]),
        out: missing(&both, free.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Free from so many hours on, for so many.
    fn free(hours: &[(u16, u16)]) -> Quarters {
        let runs = hours.iter();
        runs.flat_map(|(from, length)| (4 * from..4 * (from + length)).map(|q| q % QUARTERS))
            .collect()
    }

    #[test]
    fn the_fewest_are_left_out() {
        let people = [free(&[(10, 2)]), free(&[(11, 2)]), free(&[(50, 2)])];
        let best = best_sittings(&people, 4, 2);
        let sitting = |start, out: &[usize]| Sitting {
            start,
            out: out.to_vec(),
        };
        // The next one overlaps none that is better.
        assert_eq!(best, [sitting(44, &[2]), sitting(40, &[1, 2])]);
        assert_eq!(best_sittings(&[Quarters::NONE], 4, 3), []);
    }

    #[test]
    fn two_sittings_leave_out_nobody_where_one_would() {
        let people = [free(&[(10, 3)]), free(&[(11, 3)]), free(&[(50, 2)])];
        let pair = best_pair(&people, 4).expect("there is one");
        assert_eq!((pair.first.start, pair.second.start), (44, 200));
        assert_eq!(pair.out, Vec::<usize>::new());
        assert_eq!(pair.first.out, [2]);
        assert_eq!(pair.second.out, [0, 1]);
        assert_eq!(best_pair(&[Quarters::NONE], 4), None);
    }

    #[test]
    fn promise_29_an_event_may_last_past_sunday_midnight() {
        let night = free(&[(167, 2)]);
        assert_eq!(
            best_sittings(&[night], 8, 1),
            [Sitting {
                start: 668,
                out: vec![]
            }]
        );
    }

    fn anybody() -> impl Strategy<Value = Quarters> {
        prop::collection::vec((0..168_u16, 1..30_u16), 0..4).prop_map(|runs| free(&runs))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn no_other_time_is_better(people in prop::collection::vec(anybody(), 1..80)) {
            let comes = |person: &Quarters, start: u16| {
                (start..start + 6).all(|q| person.contains(q % QUARTERS))
            };
            let out = |start: u16| people.iter().filter(|p| !comes(p, start)).count();
            let fewest = (0..336).map(|half| out(2 * half)).min().expect("a week");
            let best = best_sittings(&people, 6, 5);
            prop_assert_eq!(best.first().map_or(people.len(), |best| best.out.len()), fewest);
            for sitting in &best {
                let found: Vec<usize> = (0..people.len())
                    .filter(|person| !comes(&people[*person], sitting.start))
                    .collect();
                prop_assert_eq!(&sitting.out, &found);
            }
            if let Some(pair) = best_pair(&people, 6) {
                let both: Vec<usize> = (0..people.len())
                    .filter(|p| !comes(&people[*p], pair.first.start))
                    .filter(|p| !comes(&people[*p], pair.second.start))
                    .collect();
                prop_assert_eq!(&pair.out, &both);
                prop_assert!(pair.out.len() <= fewest);
            }
        }
    }
}
