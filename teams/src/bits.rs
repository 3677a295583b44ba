//! Sets of bits in words of 64, the first bit lowest: how many pairs or fours of neighbours are in them.

/// Every second bit, from the first on.
const EVEN: u64 = 0x5555_5555_5555_5555;
/// Every fourth bit, from the first on.
const FOURTH: u64 = 0x1111_1111_1111_1111;

pub(crate) fn has(words: &[u64], bit: usize) -> bool {
    words[bit / 64] >> (bit % 64) & 1 == 1
}

/// Makes `words` what is in both others.
#[inline]
pub(crate) fn become_and<const N: usize>(words: &mut [u64; N], one: &[u64; N], other: &[u64; N]) {
    for (word, (a, b)) in words.iter_mut().zip(one.iter().zip(other)) {
        *word = a & b;
    }
}

/// Keeps of `words` what is in the other.
#[inline]
pub(crate) fn keep<const N: usize>(words: &mut [u64; N], other: &[u64; N]) {
    for (word, other) in words.iter_mut().zip(other) {
        *word &= other;
    }
}

/// How many pairs fit into the runs: into each of `n` neighbours `n / 2`.
///
/// Adding to the set, as one long number, the first bit of every run that starts at an even bit carries
/// through that run and clears it. This tells runs that start even from runs that start odd; in the
/// former every odd bit completes a pair, in the latter every even one.
#[inline]
pub(crate) fn pairs<const N: usize>(words: &[u64; N]) -> u32 {
    let (mut pairs, mut before, mut carry) = (0, 0, false);
    for &word in words {
        let starts = word & !(word << 1 | before);
        let (sum, over) = word.overflowing_add(starts & EVEN);
        let (sum, over_again) = sum.overflowing_add(u64::from(carry));
        carry = over || over_again;
        before = word >> 63;
        pairs += ((word & !sum & !EVEN) | (word & sum & EVEN)).count_ones();
    }
    pairs
}

/// How many fours fit into the runs: into each of `n` neighbours `n / 4`.
///
/// As with [`pairs`], but with runs told apart by which of four bits they start at. In those that start
/// at the first of four every fourth bit completes a four, and so on.
#[inline]
pub(crate) fn fours<const N: usize>(words: &[u64; N]) -> u32 {
    let (mut fours, mut before, mut carries) = (0, 0, [false; 4]);
    for &word in words {
        let starts = word & !(word << 1 | before);
        before = word >> 63;
        let mut complete = 0;
        for (phase, carry) in (0_u32..).zip(&mut carries) {
            let (sum, over) = word.overflowing_add(starts & FOURTH << phase);
            let (sum, over_again) = sum.overflowing_add(u64::from(*carry));
            *carry = over || over_again;
            complete |= word & !sum & FOURTH.rotate_left(phase + 3);
        }
        fours += complete.count_ones();
    }
    fours
}

/// The one more of `size` neighbours that there is where the first of so many bits follows the last one,
/// and the ends of two runs meet.
#[inline]
pub(crate) fn over_the_seam(words: &[u64], bits: usize, size: usize) -> u32 {
    if !has(words, 0) || !has(words, bits - 1) {
        return 0;
    }
    let first = (0..bits).take_while(|&bit| has(words, bit)).count();
    if first == bits {
        return 0;
    }
    let last = (0..bits).rev().take_while(|&bit| has(words, bit)).count();
    u32::from(first % size + last % size >= size)
}

/// Whether the bits go in pairs: the first and second alike, the third and fourth, and so on.
pub(crate) fn go_in_pairs(words: &[u64]) -> bool {
    words.iter().all(|word| (word ^ word >> 1) & EVEN == 0)
}

/// The first bit of each pair, moved together.
pub(crate) fn halved<const N: usize>(words: &[u64; N]) -> [u64; N] {
    let mut halves = [0; N];
    for (i, word) in words.iter().enumerate() {
        let mut half = word & EVEN;
        for (shift, mask) in [
            (1, 0x3333_3333_3333_3333),
            (2, 0x0F0F_0F0F_0F0F_0F0F),
            (4, 0x00FF_00FF_00FF_00FF),
            (8, 0x0000_FFFF_0000_FFFF),
            (16, 0x0000_0000_FFFF_FFFF),
        ] {
            half = (half | half >> shift) & mask;
        }
        halves[i / 2] |= half << (i % 2 * 32);
    }
    halves
}
