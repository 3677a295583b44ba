//! Which times are offered for a weekly meeting.

use groundcrew::domain::overlap::{Choice, Common, Quarters};
use proptest::prelude::*;

fn common(weekly: Vec<Quarters>) -> Common {
    let always = weekly
        .iter()
        .fold(Quarters::all(), |all, week| all.and(week));
    Common { always, weekly }
}

fn hours(from: u16, to: u16) -> Quarters {
    (from * 4..to * 4).collect()
}

#[test]
fn promise_28_times_that_hold_come_first_and_the_others_name_their_weeks() {
    // Monday 18:00 to 20:00 in every week but that the last one ends at 19:00, and Tuesday 9:30 to 11:30.
    let tuesday: Quarters = (33 * 4 + 2..35 * 4 + 2).collect();
    let long = hours(18, 20).or(&tuesday);
    let short = hours(18, 19).or(&tuesday);
    let found = common(vec![long, long, long, short]).choices(4, 8);
    let choice = |start: u16, breaks: &[usize]| Choice {
        start,
        breaks: breaks.to_vec(),
    };
    assert_eq!(
        found,
        [
            choice(18 * 4, &[]),
            choice(34 * 4, &[]),
            choice(19 * 4, &[3])
        ]
    );
    assert_eq!(common(vec![long, long]).choices(4, 1).len(), 1);
    assert_eq!(common(Vec::new()).choices(4, 8), []);
    assert_eq!(common(vec![Quarters::NONE]).choices(4, 8), []);
    // Half of the weeks may break a time, and not more.
    assert_eq!(
        common(vec![hours(1, 2), Quarters::NONE])
            .choices(4, 8)
            .len(),
        1
    );
    let mostly = vec![hours(1, 2), Quarters::NONE, Quarters::NONE];
    assert_eq!(common(mostly).choices(4, 8), []);
}

#[test]
fn promise_29_a_meeting_may_go_past_sunday_midnight() {
    let late: Quarters = [670, 671, 0, 1].into_iter().collect();
    let found = common(vec![late]).choices(4, 8);
    assert_eq!(found.iter().map(|c| c.start).collect::<Vec<_>>(), [670]);
}

proptest! {
    #[test]
    fn what_is_offered_fits_and_overlaps_nothing(
        weeks in prop::collection::vec(prop::collection::vec((0..168_u16, 1..6_u16), 0..12), 1..6),
        length in 1..12_u16,
    ) {
        let weekly: Vec<Quarters> = weeks
            .iter()
            .map(|spans| {
                let quarters = spans.iter().flat_map(|(hour, length)| {
                    (hour * 4..(hour + length) * 4).map(|quarter| quarter % 672)
                });
                quarters.collect()
            })
            .collect();
        let common = common(weekly.clone());
        let found = common.choices(length, 6);
        prop_assert!(found.is_sorted_by_key(|choice| choice.breaks.len()));
        let mut taken = Quarters::NONE;
        for choice in &found {
            let span: Quarters = (choice.start..choice.start + length).map(|q| q % 672).collect();
            prop_assert!(taken.and(&span).is_empty());
            taken = taken.or(&span);
            for (week, free) in weekly.iter().enumerate() {
                let fits = span.without(free).is_empty();
                prop_assert_eq!(fits, !choice.breaks.contains(&week));
            }
        }
    }
}
