//! How full a half hour is among those of a week, in a few steps that a shade can show.

/// The steps below the fullest half hours, from 1 on; 0 is nobody.
const BELOW: usize = 5;
/// The step of the fullest half hours, where some can't come.
pub const FULLEST: usize = BELOW + 1;
/// The step of those at which all can.
pub const EVERYONE: usize = FULLEST + 1;

/// The step of a half hour at which so many can, of all who are asked, where at the fullest ones of the week so many
/// can. The fullest ones have a step of their own; those below share theirs out by how near they come.
pub fn heat(can: usize, fullest: usize, all: usize) -> usize {
    match can {
        0 => 0,
        _ if can >= all => EVERYONE,
        _ if can >= fullest => FULLEST,
        // Here 0 < can < fullest, so that nothing is divided by nothing.
        _ => 1 + (can - 1) * BELOW / (fullest - 1).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_best_hour_stands_out_though_nobody_has_all() {
        let steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(|can| heat(can, 9, 12));
        assert_eq!(steps, [0, 1, 1, 2, 2, 3, 4, 4, 5, FULLEST]);
        assert_eq!([1, 2].map(|can| heat(can, 2, 2)), [1, EVERYONE]);
        assert_eq!(heat(1, 1, 3), FULLEST);
        assert_eq!(heat(1, 1, 1), EVERYONE);
        assert_eq!(heat(0, 0, 0), 0);
    }

    proptest! {
        #[test]
        fn more_is_never_paler(all in 1..200_usize, fullest in 1..200_usize) {
            let fullest = fullest.min(all);
            let steps: Vec<usize> = (0..=fullest).map(|can| heat(can, fullest, all)).collect();
            prop_assert!(steps.is_sorted());
            // Only the fullest has the step of the fullest.
            prop_assert!(steps[..fullest].iter().all(|step| *step <= BELOW));
            prop_assert!(steps[fullest] > BELOW);
        }
    }
}
