//! Hours are counted as the referee counts them, in weeks that end and in weeks that do not.

use groundcrew::domain::teams::{SLOTS, Seam, Week};
use proptest::prelude::*;

use super::referee::hours;

/// Weeks of long and short stretches, often up to the very ends.
fn week() -> impl Strategy<Value = Week> {
    let stretch = prop_oneof![
        (0..SLOTS, 1..40_usize),
        (Just(0), 1..20_usize),
        (320..SLOTS, Just(SLOTS)),
        Just((0, SLOTS)),
    ];
    prop::collection::vec(stretch, 0..12).prop_map(|stretches| {
        let mut week = Week::default();
        for (start, length) in stretches {
            week.add(start, (start + length).min(SLOTS));
        }
        week
    })
}

proptest! {
    #[test]
    fn hours_are_counted_as_slot_by_slot(one in week(), other in week()) {
        for week in [one, one & other] {
            prop_assert_eq!(week.hours(Seam::Open), hours(&week, Seam::Open));
            prop_assert_eq!(week.hours(Seam::Closed), hours(&week, Seam::Closed));
        }
    }
}
