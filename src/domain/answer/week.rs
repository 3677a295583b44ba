//! The half hours of a week, Monday 00:00 first, in somebody's wall-clock time.

/// Half hours in a week.
pub const SLOTS: u16 = 336;
/// Half hours in a day.
pub const SLOTS_A_DAY: u16 = 48;

/// One half hour of a week: 0 is Monday 00:00 to 00:30, 335 Sunday 23:30 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u16);

impl Slot {
    /// The slot of a day (Monday is 0) and a half hour of that day (0 to 47).
    pub fn new(day: u16, half_hour: u16) -> Option<Self> {
        (day < 7 && half_hour < SLOTS_A_DAY).then_some(Self(day * SLOTS_A_DAY + half_hour))
    }

    /// The slot of this number, 0 to 335.
    pub fn from_index(index: u16) -> Option<Self> {
        (index < SLOTS).then_some(Self(index))
    }

    /// Its number, 0 to 335.
    pub fn index(self) -> u16 {
        self.0
    }

    /// Its day; Monday is 0.
    pub fn day(self) -> u16 {
        self.0 / SLOTS_A_DAY
    }

    /// Its half hour of the day, 0 to 47.
    pub fn half_hour(self) -> u16 {
        self.0 % SLOTS_A_DAY
    }
}

/// A set of half hours of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WeekSlots([u64; 6]);

impl WeekSlots {
    /// Whether the slot is in the set.
    pub fn contains(&self, slot: Slot) -> bool {
        self.0[usize::from(slot.0 / 64)] >> (slot.0 % 64) & 1 == 1
    }

    /// Puts the slot in, or takes it out.
    pub fn set(&mut self, slot: Slot, present: bool) {
        let bit = 1u64 << (slot.0 % 64);
        let word = &mut self.0[usize::from(slot.0 / 64)];
        if present {
            *word |= bit;
        } else {
            *word &= !bit;
        }
    }

    /// How many slots are in the set.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 6]
    }

    /// The runs of a day without a gap, each from its first half hour to the one after its last:
    /// `(18, 25)` is 09:00 to 12:30.
    pub fn ranges(&self, day: u16) -> Vec<(u16, u16)> {
        let mut ranges: Vec<(u16, u16)> = Vec::new();
        for half_hour in 0..SLOTS_A_DAY {
            if Slot::new(day, half_hour).is_some_and(|slot| self.contains(slot)) {
                match ranges.last_mut() {
                    Some((_, end)) if *end == half_hour => *end += 1,
                    Some(_) | None => ranges.push((half_hour, half_hour + 1)),
                }
            }
        }
        ranges
    }

    /// The slots, Monday first.
    pub fn iter(&self) -> impl Iterator<Item = Slot> + '_ {
        (0..SLOTS).map(Slot).filter(|slot| self.contains(*slot))
    }
}

/// What is typed for days of a week and can't be read as times, so that the slots don't say it.
///
/// Invariant: Monday first, a day stands here once, and only with a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayTexts(Vec<(u16, String)>);

impl DayTexts {
    /// What is typed for a day (Monday is 0); empty if the slots say it.
    pub fn of(&self, day: u16) -> &str {
        let found = self.0.iter().find(|(of, _)| *of == day);
        found.map_or("", |(_, text)| text)
    }

    /// Keeps a text for a day; an empty one takes the day out.
    pub fn set(&mut self, day: u16, text: &str) {
        self.0.retain(|(of, _)| *of != day);
        if !text.is_empty() {
            let at = self.0.iter().take_while(|(of, _)| *of < day).count();
            self.0.insert(at, (day, text.to_owned()));
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The days with a text, Monday first.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &str)> {
        self.0.iter().map(|(day, text)| (*day, text.as_str()))
    }
}

impl FromIterator<Slot> for WeekSlots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Self {
        let mut week = Self::default();
        slots.into_iter().for_each(|slot| week.set(slot, true));
        week
    }
}
