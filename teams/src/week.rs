//! A week of half-hours as a set of bits, and how many whole hours are in it.

use std::ops::BitAnd;

/// The half-hours of a week.
pub const SLOTS: usize = 336;

const WORDS: usize = SLOTS.div_ceil(64);
const EVEN: u64 = 0x5555_5555_5555_5555;

/// Whether the last half-hour of a week and the first one of the next are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seam {
    /// They are not: the week is a line, as in the files of the benchmark.
    Open,
    /// They are: the week is a circle, as in life.
    Closed,
}

/// A set of half-hours of the week. Bits beyond the week's end are never set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Week([u64; WORDS]);

impl Week {
    /// All half-hours of the week.
    pub const FULL: Self = {
        let mut words = [u64::MAX; WORDS];
        words[WORDS - 1] = (1 << (SLOTS % 64)) - 1;
        Self(words)
    };

    /// Adds the half-hours from `start` up to, but not including, `end`.
    ///
    /// # Panics
    /// If the range reaches beyond the week.
    pub fn add(&mut self, start: usize, end: usize) {
        assert!(end <= SLOTS, "a week has {SLOTS} half-hours, not {end}");
        for slot in start..end {
            self.0[slot / 64] |= 1 << (slot % 64);
        }
    }

    /// Whether a half-hour is in the set.
    pub fn has(&self, slot: usize) -> bool {
        slot < SLOTS && self.0[slot / 64] >> (slot % 64) & 1 == 1
    }

    /// How many one-hour blocks fit: each run of `n` neighbouring half-hours holds `n / 2`.
    ///
    /// Adding to the week, as one long number, the first bit of every run that starts at an even
    /// half-hour carries through that run and clears it. This tells runs that start even from runs
    /// that start odd; in the former every odd half-hour completes an hour, in the latter every
    /// even one.
    #[inline]
    pub fn hours(&self, seam: Seam) -> u32 {
        let (mut hours, mut before, mut carry) = (0, 0, false);
        for &word in &self.0 {
            let starts = word & !(word << 1 | before);
            let (sum, over) = word.overflowing_add(starts & EVEN);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            before = word >> 63;
            hours += ((word & !sum & !EVEN) | (word & sum & EVEN)).count_ones();
        }
        match seam {
            Seam::Open => hours,
            Seam::Closed => hours + self.hour_over_the_seam(),
        }
    }

    /// The one hour more there is when the first and the last run are one, and both are odd.
    fn hour_over_the_seam(&self) -> u32 {
        let first = (0..SLOTS).take_while(|&slot| self.has(slot)).count();
        let last = (0..SLOTS).rev().take_while(|&slot| self.has(slot)).count();
        u32::from(first % 2 == 1 && last % 2 == 1)
    }
}

impl BitAnd for Week {
    type Output = Self;

    #[inline]
    fn bitand(mut self, other: Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
        self
    }
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

    #[test]
    fn a_run_holds_half_as_many_hours_as_half_hours() {
        for start in 0..130 {
            for end in start..SLOTS {
                let expected = u32::try_from((end - start) / 2).expect("small");
                assert_eq!(
                    week(&[(start, end)]).hours(Seam::Open),
                    expected,
                    "{start}..{end}"
                );
            }
        }
    }

    #[test]
    fn runs_count_one_by_one() {
        for (ranges, hours) in [
            (&[][..], 0),
            (&[(0, 1), (335, 336)], 0),
            (&[(1, 3), (4, 6), (7, 8)], 2),
            (&[(0, 3), (4, 7), (62, 65), (127, 130)], 4),
            (&[(0, 336)], 168),
        ] {
            assert_eq!(week(ranges).hours(Seam::Open), hours, "{ranges:?}");
        }
    }

    #[test]
    fn a_closed_week_has_no_end() {
        for (ranges, hours) in [
            (&[(0, 1), (335, 336)][..], 1),
            (&[(0, 2), (335, 336)], 1),
            (&[(0, 3), (333, 336)], 3),
            (&[(1, 2), (335, 336)], 0),
            (&[(0, 336)], 168),
            (&[(0, 1), (2, 336)], 167),
            (&[(0, 335)], 167),
        ] {
            assert_eq!(week(ranges).hours(Seam::Closed), hours, "{ranges:?}");
        }
    }
}
