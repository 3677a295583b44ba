//! What everyone's clock shows as something begins, in a real week: held against a database of zones.

use groundcrew::domain::overlap::{Event, QUARTERS};
use groundcrew::domain::time::{Date, Instant};
use jiff::Timestamp;
use proptest::prelude::*;

use super::kit::*;

/// What the clocks of a zone show, as `2027-03-30 18:00`.
fn shown(zone: &str, starts: Date, at: Instant) -> String {
    let local = clock(zone, starts).local(at).expect("in the calendar");
    let (hour, minute) = (local.minute / 60, local.minute % 60);
    format!("{} {hour:02}:{minute:02}", local.day)
}

#[test]
fn everyone_gets_their_own_day_and_time_in_the_first_week() {
    // Monday 29 March 2027: Europe has put its clocks forward the day before, America two weeks earlier.
    let starts = date("2027-03-29");
    let frame = frame("Europe/Paris", starts, 8);
    // Tuesday, 18:00 to 19:30.
    let event = frame.event(0, 96 + 72, 6).expect("no change of clocks");
    for (zone, begins, ends) in [
        ("Europe/Paris", "2027-03-30 18:00", "2027-03-30 19:30"),
        ("America/New_York", "2027-03-30 12:00", "2027-03-30 13:30"),
        ("Asia/Kathmandu", "2027-03-30 21:45", "2027-03-30 23:15"),
        ("Pacific/Auckland", "2027-03-31 05:00", "2027-03-31 06:30"),
        ("Africa/Cairo", "2027-03-30 18:00", "2027-03-30 19:30"),
    ] {
        assert_eq!(shown(zone, starts, event.begins), begins, "{zone}");
        assert_eq!(shown(zone, starts, event.ends), ends, "{zone}");
    }
}

#[test]
fn a_weeks_event_is_in_the_seven_days_from_the_sessions_first() {
    // A Thursday: the Tuesday of its first week is the one that follows.
    let starts = date("2027-04-01");
    let frame = frame("UTC", starts, 2);
    let event = frame.event(0, 96, 4).expect("it is there");
    assert_eq!(shown("UTC", starts, event.begins), "2027-04-06 00:00");
    let event = frame.event(1, 3 * 96, 4).expect("it is there");
    assert_eq!(shown("UTC", starts, event.begins), "2027-04-08 00:00");
    assert_eq!(frame.event(2, 0, 4), None);
}

#[test]
fn what_clocks_skip_does_not_begin() {
    // On Sunday, 28 March 2027, three o’clock follows upon two in Paris.
    let frame = frame("Europe/Paris", date("2027-03-22"), 1);
    assert_eq!(frame.event(0, 6 * 96 + 9, 4), None);
    // What lasts over it ends an hour later by the clock.
    let event = frame.event(0, 6 * 96 + 6, 4).expect("before the change");
    assert_eq!(
        shown("Europe/Paris", date("2027-03-22"), event.ends),
        "2027-03-28 03:30"
    );
}

proptest! {
    #[test]
    fn a_database_of_zones_says_the_same(
        here in prop::sample::select(&ZONES),
        there in prop::sample::select(&ZONES),
        first in 0..300_i64,
        week in 0..8_usize,
        start in 0..QUARTERS,
        length in 1..12_u16,
    ) {
        let starts = date("2027-01-04").plus_days(first).expect("a day");
        let frame = frame(here, starts, 8);
        if let Some(Event { begins, ends }) = frame.event(week, start, length) {
            prop_assert_eq!(ends.0 - begins.0, i64::from(length) * 900_000);
            // It begins when the clocks of the frame show the quarter hour that is meant.
            let at = Timestamp::from_millisecond(begins.0).expect("in range");
            let civil = at.to_zoned(zone(here)).datetime();
            let quarter = i64::from(civil.weekday().to_monday_zero_offset()) * 96
                + i64::from(civil.hour()) * 4
                + i64::from(civil.minute()) / 15;
            prop_assert_eq!(quarter, i64::from(start));
            for moment in [begins, ends] {
                let at = Timestamp::from_millisecond(moment.0).expect("in range");
                let civil = at.to_zoned(zone(there)).datetime();
                let wanted = civil.strftime("%Y-%m-%d %H:%M").to_string();
                prop_assert_eq!(shown(there, starts, moment), wanted);
            }
        }
    }
}

const ZONES: [&str; 9] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Africa/Cairo",
];
