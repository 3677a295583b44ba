//! Throws that come out the same for the same seed (SplitMix64, Steele, Lea and Flood 2014).

/// A row of throws.
pub(super) struct Dice(u64);

impl Dice {
    /// The throws for one sample of a seed.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        // One throw between the two, so that neighbouring seeds and numbers have nothing in common.
        let mut dice = Self(seed);
        let base = dice.next();
        Self(base ^ number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// 64 random bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    /// A number from 0 to below this; 0 if there is none.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        // The share of 2^64 is as even as anyone can tell.
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// Yes, once in so many times.
    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of them.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let at = self.below(items.len() as u64);
        items.get(usize::try_from(at).unwrap_or(0))
    }

    /// Some of them, this many at most, in any order.
    pub(super) fn some<T: Clone>(&mut self, items: &[T], most: usize) -> Vec<T> {
        let mut left = items.to_vec();
        let most = most.min(left.len());
        let count = 1 + self.below(most as u64);
        let mut taken = Vec::new();
        for _ in 0..count {
            if !left.is_empty() {
                let at = self.below(left.len() as u64);
                taken.push(left.swap_remove(usize::try_from(at).unwrap_or(0)));
            }
        }
        taken
    }
}
