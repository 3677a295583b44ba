//! Hours are counted as the referee counts them, in weeks that end and in weeks that do not.

use groundcrew::domain::teams::{QUARTERS, Seam, Week};
use proptest::prelude::*;

use super::referee::hours;

/// Weeks of long and short stretches, often up to the very ends.
fn week() -> impl Strategy<Value = Week> {
    let stretch = prop_oneof![
        (0..QUARTERS, 1..80_usize),
        (Just(0), 1..40_usize),
        (640..QUARTERS, Just(QUARTERS)),
        Just((0, QUARTERS)),
    ];
    prop::collection::vec(stretch, 0..12).prop_map(|stretches| {
        let mut week = Week::default();
        for (start, length) in stretches {
            week.add(start, (start + length).min(QUARTERS));
        }
        week
    })
}

proptest! {
    #[test]
    fn hours_are_counted_as_quarter_by_quarter(one in week(), other in week()) {
        for week in [one, one & other] {
            prop_assert_eq!(week.hours(Seam::Open), hours(&week, Seam::Open));
            prop_assert_eq!(week.hours(Seam::Closed), hours(&week, Seam::Closed));
        }
    }
}
