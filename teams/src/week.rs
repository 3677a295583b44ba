//! A week of quarter hours as a set of bits, and how many whole hours are in it.

use std::ops::BitAnd;

use crate::bits;

/// The quarter hours of a week.
pub const QUARTERS: usize = 672;

const WORDS: usize = QUARTERS.div_ceil(64);

/// Whether the last quarter hour of a week and the first one of the next are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seam {
    /// They are not: the week is a line, as in the files of the benchmark.
    Open,
    /// They are: the week is a circle, as in life.
    Closed,
}

/// A set of quarter hours of the week. Bits beyond the week's end are never set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Week([u64; WORDS]);

impl Week {
    /// Adds the quarter hours from `start` up to, but not including, `end`.
    ///
    /// # Panics
    /// If the range reaches beyond the week.
    pub fn add(&mut self, start: usize, end: usize) {
        assert!(
            end <= QUARTERS,
            "a week has {QUARTERS} quarter hours, not {end}"
        );
        for quarter in start..end {
            self.0[quarter / 64] |= 1 << (quarter % 64);
        }
    }

    /// Whether a quarter hour is in the set.
    pub fn has(&self, quarter: usize) -> bool {
        quarter < QUARTERS && bits::has(&self.0, quarter)
    }

    /// How many one-hour blocks fit: each run of `n` neighbouring quarter hours holds `n / 4`.
    pub fn hours(&self, seam: Seam) -> u32 {
        let hours = bits::fours(&self.0);
        match seam {
            Seam::Open => hours,
            Seam::Closed => hours + bits::over_the_seam(&self.0, QUARTERS, 4),
        }
    }

    /// The set as words of 64 bits, the earliest quarter hour lowest.
    pub(crate) fn words(&self) -> &[u64; WORDS] {
        &self.0
    }

    /// The set of these bits; none if it has some beyond the week's end.
    pub(crate) fn of_words(words: [u64; WORDS]) -> Option<Self> {
        let beyond = words[WORDS - 1] >> (QUARTERS % 64);
        (beyond == 0).then_some(Self(words))
    }
}

impl BitAnd for Week {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        let mut both = self;
        bits::keep(&mut both.0, &other.0);
        both
    }
}

/// The half hours of a week.
const HALVES: usize = QUARTERS / 2;
const HALF_WORDS: usize = HALVES.div_ceil(64);

/// When a team on the way can meet, in the form in which it is counted fastest.
///
/// Where everybody is free by half hours a week is half as long. Each of the two forms is counted in a
/// way of its own, so that those who have half hours do not pay for those who have quarters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Common([u64; WORDS]);

/// In which form a navigator's candidates have their weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    Halves,
    Quarters,
}

impl Grain {
    /// The form for these weeks.
    pub(crate) fn of<'a>(mut weeks: impl Iterator<Item = &'a Week>) -> Self {
        if weeks.all(|week| bits::go_in_pairs(&week.0)) {
            Self::Halves
        } else {
            Self::Quarters
        }
    }
}

impl Common {
    /// The whole week, in either form.
    pub(crate) const ALWAYS: Self = Self([u64::MAX; WORDS]);

    /// A week in this form.
    pub(crate) fn of(week: &Week, grain: Grain) -> Self {
        match grain {
            Grain::Halves => Self(bits::halved(&week.0)),
            Grain::Quarters => Self(week.0),
        }
    }

    /// Makes this what both others have in common.
    #[inline]
    pub(crate) fn become_and(&mut self, one: &Self, other: &Self, grain: Grain) {
        match grain {
            Grain::Halves => bits::become_and(half_mut(&mut self.0), half(&one.0), half(&other.0)),
            Grain::Quarters => bits::become_and(&mut self.0, &one.0, &other.0),
        }
    }

    /// What is common to some weeks; at least one of them.
    #[inline]
    pub(crate) fn all<'a>(weeks: impl Iterator<Item = &'a Self>, grain: Grain) -> Self {
        let mut all = Self::ALWAYS;
        match grain {
            Grain::Halves => {
                let mut common = *half(&all.0);
                weeks.for_each(|week| bits::keep(&mut common, half(&week.0)));
                *half_mut(&mut all.0) = common;
            }
            Grain::Quarters => weeks.for_each(|week| bits::keep(&mut all.0, &week.0)),
        }
        all
    }

    /// How many one-hour blocks fit.
    #[inline]
    pub(crate) fn hours(&self, grain: Grain, seam: Seam) -> u32 {
        let hours = match grain {
            Grain::Halves => bits::pairs(half(&self.0)),
            Grain::Quarters => bits::fours(&self.0),
        };
        let (slots, hour) = match (seam, grain) {
            (Seam::Open, _) => return hours,
            (Seam::Closed, Grain::Halves) => (HALVES, 2),
            (Seam::Closed, Grain::Quarters) => (QUARTERS, 4),
        };
        hours + bits::over_the_seam(&self.0, slots, hour)
    }
}

/// The words of a week of half hours.
#[inline]
fn half(words: &[u64; WORDS]) -> &[u64; HALF_WORDS] {
    words
        .first_chunk()
        .expect("half a week is shorter than a week")
}

#[inline]
fn half_mut(words: &mut [u64; WORDS]) -> &mut [u64; HALF_WORDS] {
    words
        .first_chunk_mut()
        .expect("half a week is shorter than a week")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(ranges: &[(usize, usize)]) -> Week {
        let mut week = Week::default();
        for &(start, end) in ranges {
            week.add(start, end);
        }
        week
    }

    /// The hours as every form counts them that a week can have.
    fn hours(week: &Week, seam: Seam) -> u32 {
        let hours = week.hours(seam);
        let mut grains = vec![Grain::Quarters];
        if Grain::of([week].into_iter()) == Grain::Halves {
            grains.push(Grain::Halves);
        }
        for grain in grains {
            let common = Common::all([Common::of(week, grain)].iter(), grain);
            assert_eq!(common.hours(grain, seam), hours, "{week:?} as {grain:?}");
        }
        hours
    }

    #[test]
    fn a_run_holds_a_quarter_as_many_hours_as_quarter_hours() {
        for start in 0..130 {
            for end in start..QUARTERS {
                let expected = u32::try_from((end - start) / 4).expect("small");
                let run = week(&[(start, end)]);
                assert_eq!(hours(&run, Seam::Open), expected, "{start}..{end}");
            }
        }
    }

    #[test]
    fn runs_count_one_by_one() {
        for (ranges, expected) in [
            (&[][..], 0),
            (&[(0, 2), (670, 672)], 0),
            (&[(2, 6), (8, 12), (14, 16)], 2),
            (&[(0, 6), (8, 14), (124, 130), (254, 260)], 4),
            (&[(1, 5), (6, 9), (63, 67), (127, 130)], 2),
            (&[(0, 672)], 168),
        ] {
            assert_eq!(hours(&week(ranges), Seam::Open), expected, "{ranges:?}");
        }
    }

    #[test]
    fn a_closed_week_has_no_end() {
        for (ranges, expected) in [
            (&[(0, 2), (670, 672)][..], 1),
            (&[(0, 4), (670, 672)], 1),
            (&[(0, 6), (666, 672)], 3),
            (&[(0, 1), (669, 672)], 1),
            (&[(0, 3), (669, 672)], 1),
            (&[(0, 7), (665, 672)], 3),
            (&[(2, 4), (670, 672)], 0),
            (&[(0, 672)], 168),
            (&[(0, 2), (4, 672)], 167),
            (&[(0, 670)], 167),
        ] {
            assert_eq!(hours(&week(ranges), Seam::Closed), expected, "{ranges:?}");
        }
    }
}
