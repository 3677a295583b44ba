//! Weeks: the hours people mark or type, and the zone they are meant in.

use groundcrew::domain::answer::{Answer, BadHours, Problem};

use super::making::*;
use super::parsing::check;

#[test]
fn promise_28_availability_is_wall_clock_time_with_its_zone() {
    let week = |zone: &str, slots| week(zone, slots, &[]);
    let slots = monday(18, 8);
    check(
        &required(question(availability())),
        vec![
            (
                week("asia/kathmandu", slots),
                Ok(Some(Answer::Availability(
                    "Asia/Kathmandu".to_owned(),
                    slots,
                ))),
            ),
            (week("", slots), Err(Problem::ZoneMissing)),
            (
                week("Nowhere", slots),
                Err(Problem::UnknownZone { suggestion: None }),
            ),
            (week("UTC", monday(0, 0)), Err(Problem::Required)),
        ],
    );
}

#[test]
fn hours_that_can_not_be_read_stand_in_the_way_and_are_never_passed_over() {
    let unread = |day, why| Err(Problem::UnreadHours { day, why });
    let part = |text: &str| text.to_owned();
    check(
        &question(availability()),
        vec![
            // What was marked before does not speak for what is typed now.
            (
                week("UTC", monday(18, 8), &[(0, "18:00-20:3")]),
                unread(0, BadHours::NotAHalfHour(part("18:00-20:3"))),
            ),
            (
                week("UTC", monday(18, 8), &[(4, "22-2"), (2, "18:15-19")]),
                unread(2, BadHours::NotAHalfHour(part("18:15-19"))),
            ),
            // A week of nothing else is not an empty one.
            (
                week("UTC", monday(0, 0), &[(6, "evening")]),
                unread(6, BadHours::NotARange(part("evening"))),
            ),
            // Kept by a version that could not read what this one can.
            (
                week("UTC", monday(18, 8), &[(0, "00:00-01:30")]),
                Ok(Some(Answer::Availability(part("UTC"), monday(0, 3)))),
            ),
        ],
    );
}
