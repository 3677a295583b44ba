//! The week as a ring of quarter hours.

use groundcrew::domain::answer::{Slot, WeekSlots};
use groundcrew::domain::overlap::{QUARTERS, Quarters};
use proptest::prelude::*;

/// A few runs, anywhere around the ring.
fn runs() -> impl Strategy<Value = Quarters> {
    let run = (0..QUARTERS, 1..40_u16);
    prop::collection::vec(run, 0..12).prop_map(|runs| {
        let each = runs
            .into_iter()
            .flat_map(|(from, length)| (from..from + length).map(|quarter| quarter % QUARTERS));
        each.collect()
    })
}

/// Meetings of an hour, one after another, from just after some gap.
fn slow_hours(set: &Quarters) -> u32 {
    let Some(gap) = (0..QUARTERS).find(|quarter| !set.contains(*quarter)) else {
        return u32::from(QUARTERS / 4);
    };
    let (mut hours, mut run) = (0, 0);
    for step in 1..=QUARTERS {
        run = if set.contains((gap + step) % QUARTERS) {
            run + 1
        } else {
            0
        };
        if run == 4 {
            (hours, run) = (hours + 1, 0);
        }
    }
    hours
}

proptest! {
    #[test]
    fn promise_29_hours_are_counted_around_the_ring(set in runs(), turn in 0..QUARTERS) {
        prop_assert_eq!(set.hours(), slow_hours(&set));
        // Wherever the week is said to begin.
        let turned: Quarters = set.iter().map(|quarter| (quarter + turn) % QUARTERS).collect();
        prop_assert_eq!(turned.hours(), set.hours());
        prop_assert_eq!(turned.starts().len(), set.starts().len());
    }

    #[test]
    fn runs_are_the_set(set in runs()) {
        let runs = set.runs();
        let again: Quarters = runs
            .iter()
            .flat_map(|(from, length)| (*from..from + length).map(|quarter| quarter % QUARTERS))
            .collect();
        prop_assert_eq!(again, set);
        // No two of them touch.
        for (from, length) in &runs {
            let full = *length == QUARTERS;
            prop_assert!(full || !set.contains((from + length) % QUARTERS));
            prop_assert!(full || !set.contains((from + QUARTERS - 1) % QUARTERS));
        }
        prop_assert!(runs.is_sorted());
    }

    #[test]
    fn half_hours_are_two_quarters_and_come_back(
        halves in prop::collection::vec(0..336_u16, 0..60)
    ) {
        let week: WeekSlots = halves.into_iter().filter_map(Slot::from_index).collect();
        let quarters = Quarters::from(&week);
        prop_assert_eq!(quarters.len(), 2 * week.len());
        prop_assert_eq!(WeekSlots::from(&quarters), week);
    }
}

#[test]
fn a_meeting_begins_where_an_hour_of_it_fits() {
    let set: Quarters = (670..672).chain(0..3).collect();
    assert_eq!(set.starts().iter().collect::<Vec<_>>(), [670, 671]);
    assert_eq!(set.runs(), [(670, 5)]);
    assert_eq!(Quarters::all().runs(), [(0, QUARTERS)]);
    assert_eq!(Quarters::NONE.runs(), []);
}
