//! A week in quarter hours, as a set. Every zone in use is a whole number of quarter hours ahead of
//! UTC, so that half hours of Nepal (+05:45) and of London meet in it without a remainder.

use crate::domain::answer::{SLOTS, Slot, WeekSlots};

/// Quarter hours in a week.
pub const QUARTERS: u16 = 672;
/// Quarter hours in a day.
pub const QUARTERS_A_DAY: u16 = 96;

const WORDS: usize = QUARTERS.div_ceil(64) as usize;

/// A set of quarter hours of a week, Monday 00:00 first. The week is a ring: Sunday 23:45 is
/// followed by Monday 00:00 (Promise 29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quarters([u64; WORDS]);

impl Quarters {
    /// None of them.
    pub const NONE: Self = Self([0; WORDS]);

    /// All of them.
    pub fn all() -> Self {
        (0..QUARTERS).collect()
    }

    /// Whether a quarter hour, 0 to 671, is in the set.
    pub fn contains(&self, quarter: u16) -> bool {
        self.0[usize::from(quarter / 64)] >> (quarter % 64) & 1 == 1
    }

    /// Puts a quarter hour, 0 to 671, in.
    pub fn insert(&mut self, quarter: u16) {
        self.0[usize::from(quarter / 64)] |= 1 << (quarter % 64);
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// Those that are in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// Those that are here and not there.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// The same ones so many quarter hours later, around the week; earlier if it is less than nothing.
    #[must_use]
    pub fn later(&self, by: i32) -> Self {
        let by = by.rem_euclid(i32::from(QUARTERS)) as u16;
        self.iter()
            .map(|quarter| (quarter + by) % QUARTERS)
            .collect()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The quarter hours, Monday first.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        (0..QUARTERS).filter(|quarter| self.contains(*quarter))
    }

    /// The runs without a gap, around the week: each its first quarter hour and how many follow,
    /// itself included. One that goes past Sunday midnight comes last and begins on Sunday.
    pub fn runs(&self) -> Vec<(u16, u16)> {
        // Counting begins after a gap, so that no run is cut.
        let Some(gap) = (0..QUARTERS).find(|quarter| !self.contains(*quarter)) else {
            return vec![(0, QUARTERS)];
        };
        let mut runs: Vec<(u16, u16)> = Vec::new();
        let mut open = false;
        for quarter in (gap + 1..QUARTERS).chain(0..=gap) {
            let is_in = self.contains(quarter);
            match runs.last_mut() {
                Some((_, length)) if open && is_in => *length += 1,
                _ if is_in => runs.push((quarter, 1)),
                _ => {}
            }
            open = is_in;
        }
        runs.sort_unstable();
        runs
    }

    /// How many meetings of one hour fit: of each run as many as fit into it one after another.
    pub fn hours(&self) -> u32 {
        let fit = |length: u16| u32::from(length / 4);
        let first = self.next(0, false);
        if first == QUARTERS {
            return fit(QUARTERS);
        }
        // What lasts past Sunday midnight goes on on Monday.
        let (mut hours, mut at) = (0, first);
        loop {
            let from = self.next(at, true);
            if from == QUARTERS {
                return hours + fit(first);
            }
            at = self.next(from, false);
            if at == QUARTERS {
                return hours + fit(at - from + first);
            }
            hours += fit(at - from);
        }
    }

    /// The first quarter hour from one on that is in, or is not; [`QUARTERS`] if there is none.
    fn next(&self, from: u16, is_in: bool) -> u16 {
        let mut skipped = u32::from(from % 64);
        for word in usize::from(from / 64)..WORDS {
            let bits = if is_in { self.0[word] } else { !self.0[word] };
            let bits = bits >> skipped << skipped;
            if bits != 0 {
                return (word as u16 * 64 + bits.trailing_zeros() as u16).min(QUARTERS);
            }
            skipped = 0;
        }
        QUARTERS
    }

    /// The quarter hours at which a meeting of one hour can begin.
    pub fn starts(&self) -> Self {
        let fits = |from: u16| (0..4).all(|i| self.contains((from + i) % QUARTERS));
        (0..QUARTERS).filter(|from| fits(*from)).collect()
    }
}

impl FromIterator<u16> for Quarters {
    fn from_iter<I: IntoIterator<Item = u16>>(quarters: I) -> Self {
        let mut set = Self::NONE;
        quarters.into_iter().for_each(|quarter| set.insert(quarter));
        set
    }
}

/// Half hours, each of them two quarter hours.
impl From<&WeekSlots> for Quarters {
    fn from(slots: &WeekSlots) -> Self {
        let halves = slots.iter().map(Slot::index);
        halves.flat_map(|half| [2 * half, 2 * half + 1]).collect()
    }
}

/// The half hours that are in the set whole.
impl From<&Quarters> for WeekSlots {
    fn from(quarters: &Quarters) -> Self {
        let whole = |half: &u16| quarters.contains(2 * half) && quarters.contains(2 * half + 1);
        (0..SLOTS)
            .filter(whole)
            .filter_map(Slot::from_index)
            .collect()
    }
}
