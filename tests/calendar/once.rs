//! Something that is held once: at the very moment that was chosen, and never again.

use groundcrew::domain::overlap::{Frame, QUARTERS};
use groundcrew::domain::time::Instant;
use groundcrew::format::ics::{Once, once};
use proptest::prelude::*;

use super::kit::*;

const MADE: Instant = Instant(1_798_761_600_000);

/// The file of what begins at a quarter hour of a session's first week, and when that is.
fn made(zone: &str, starts: &str, start: u16) -> Option<(String, Instant)> {
    let starts = date(starts);
    let anchor = anchor(zone, starts);
    let frame = Frame::new(anchor.clock().clone(), starts, 8);
    let event = frame.event(0, start, 6)?;
    let text = once(Once {
        uid: "event-orbit-orbit-4-1@groundcrew".to_owned(),
        anchor: &anchor,
        begins: anchor.clock().local(event.begins).expect("in the calendar"),
        length: 90,
        title: "Opening of Orbit 4, for all; welcome".to_owned(),
        made: MADE,
    });
    Some((text.expect("it takes place"), event.begins))
}

#[test]
fn an_opening_is_one_event_by_its_own_clock() {
    let (text, _) = made("Europe/Paris", "2027-03-29", 96 + 72).expect("no change of clocks");
    let lines = unfolded(&text);
    let has = |line: &str| lines.iter().any(|other| other == line);
    assert!(has("DTSTART;TZID=Europe/Paris:20270330T180000"), "{text}");
    assert!(has("DURATION:PT90M"), "{text}");
    assert!(
        has("SUMMARY:Opening of Orbit 4\\, for all\\; welcome"),
        "{text}"
    );
    assert!(has("UID:event-orbit-orbit-4-1@groundcrew"), "{text}");
    for never in ["RRULE", "ATTENDEE", "ORGANIZER", "VALARM", "EXDATE"] {
        assert!(!text.contains(never), "{never}: {text}");
    }
    read(&text);
}

proptest! {
    #[test]
    fn the_file_means_the_moment_that_was_chosen(
        zone in prop::sample::select(&["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu"]),
        starts in prop::sample::select(&["2027-03-08", "2027-03-22", "2027-04-01", "2027-10-25"]),
        start in 0..QUARTERS,
    ) {
        if let Some((text, begins)) = made(zone, starts, start) {
            let lines = unfolded(&text);
            let line = lines.iter().find_map(|line| line.strip_prefix("DTSTART;TZID="));
            let (_, stamp) = line.and_then(|line| line.split_once(':')).expect("a beginning");
            let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", stamp).expect("a stamp");
            let meant = civil.to_zoned(super::kit::zone(zone)).expect("in range");
            prop_assert_eq!(meant.timestamp().as_millisecond(), begins.0);
        }
    }
}
