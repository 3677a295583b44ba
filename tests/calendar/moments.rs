//! Every calendar shows a meeting at the moments that the database of zones says, whatever the clocks do
//! while the session lasts.

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty, ICalendarValue};
use groundcrew::domain::time::Date;
use groundcrew::format::ics::Meeting;
use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;

use super::kit::{
    Rules, WEEK_S, a_day, a_zone, anchor, components, date, file, meeting, occurrences, read,
    value, zone,
};

/// When a meeting begins, as the database has it, in seconds.
fn expected(meeting: &Meeting<'_>) -> Vec<i64> {
    let zone = zone(meeting.anchor.zone());
    let minutes = meeting.first.days_since_epoch() * 24 * 60 + i64::from(meeting.minute);
    let first = DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
        .checked_add(minutes.minutes())
        .expect("in range");
    let weeks = (0..meeting.weeks).filter(|week| !meeting.left_out.contains(week));
    let moments = weeks.map(|week| {
        let shown = first
            .checked_add((7 * i64::from(week)).days())
            .expect("in range");
        // The first of two, and by the clock before where it is skipped.
        let at = zone.to_ambiguous_timestamp(shown).compatible();
        at.expect("in range").as_second()
    });
    moments.collect()
}

/// What a meeting's file says of it.
fn found(meeting: &Meeting<'_>) -> Option<Vec<i64>> {
    let calendar = read(&file(vec![meeting.clone()])?);
    let rules = Rules::of(&calendar);
    let events = components(&calendar, ICalendarComponentType::VEvent);
    let [event] = events[..] else {
        panic!("{} events", events.len())
    };
    let ICalendarValue::Duration(length) = value(event, &ICalendarProperty::Duration) else {
        panic!("no duration")
    };
    assert_eq!(length.as_seconds(), i64::from(meeting.length) * 60);
    let found = occurrences(&rules, event);
    // Only what matters is told: one rule holds at the first, and each other changes something before
    // the last is over. One more may be there, so that there is standard time.
    let ends = found.last().expect("a meeting is held") + i64::from(meeting.length) * 60;
    let before = rules.0.iter().filter(|rule| rule.at <= found[0]).count();
    let after = rules.0.iter().filter(|rule| rule.at >= ends).count();
    assert!((1..=2).contains(&before), "{rules:?}");
    assert!(before + after <= 2, "{rules:?}");
    assert!(rules.0.iter().any(|rule| !rule.is_daylight), "{rules:?}");
    Some(found)
}

/// A meeting near a change of its clocks, if they change: some weeks before, some minutes to or past.
fn near_a_change(
    name: &str,
    year: u16,
    which: usize,
    weeks: i64,
    minutes: i64,
) -> Option<(Date, u16)> {
    let anchor = anchor(name, date(&format!("{year}-01-01")));
    let changes = anchor.clock().changes();
    let (at, _) = changes.get(which % changes.len().max(1))?;
    let shown = anchor.clock().wall(*at) + minutes;
    let day = shown.div_euclid(24 * 60) - 7 * weeks;
    let first = Date::from_days_since_epoch(day).expect("in range");
    Some((first, shown.rem_euclid(24 * 60) as u16))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn promise_28_every_calendar_shows_the_moments_that_the_zones_say(
        name in a_zone(),
        day in a_day(),
        minute in 0..24 * 60_u16,
        near in prop::option::of((2025..2030_u16, 0..4_usize, 0..12_i64, -150..150_i64)),
        length in 0..300_u16,
        weeks in 1..30_u32,
        left_out in prop::collection::btree_set(0..30_u32, 0..8),
    ) {
        let near = near.and_then(|(year, which, weeks, minutes)| {
            near_a_change(&name, year, which, weeks, minutes)
        });
        let (first, minute) = near.unwrap_or((day, minute));
        let anchor = anchor(&name, first);
        let meeting = Meeting { length, left_out, ..meeting(&anchor, first, minute, weeks) };
        let expected = expected(&meeting);
        prop_assert_eq!(found(&meeting).unwrap_or_default(), expected);
    }
}

/// Moments as they differ from one week to the next, in minutes beside a week.
fn turns(name: &str, first: &str, minute: u16, weeks: u32) -> Vec<i64> {
    let first = date(first);
    let anchor = anchor(name, first);
    let meeting = meeting(&anchor, first, minute, weeks);
    let found = found(&meeting).expect("a meeting is held");
    assert_eq!(found, expected(&meeting), "{name}");
    let pairs = found.windows(2);
    pairs
        .map(|pair| (pair[1] - pair[0] - WEEK_S) / 60)
        .collect()
}

#[test]
fn promise_28_a_meeting_moves_as_the_clocks_of_its_anchor_do() {
    for (name, first, hour, moves) in [
        // North: forward in spring, back in autumn, each at its own date.
        ("Europe/Paris", "2027-03-16", 18, [0, -60, 0]),
        ("America/New_York", "2027-03-02", 18, [0, -60, 0]),
        ("Europe/Paris", "2027-10-19", 18, [0, 60, 0]),
        // South: the other way round.
        ("Pacific/Auckland", "2027-03-23", 18, [0, 60, 0]),
        ("America/Santiago", "2027-08-24", 18, [0, -60, 0]),
        // By half an hour.
        ("Australia/Lord_Howe", "2027-09-21", 18, [0, -30, 0]),
        ("Australia/Lord_Howe", "2027-03-23", 18, [0, 30, 0]),
        // Winter is the exception, by law; and Ramadan.
        ("Europe/Dublin", "2027-10-19", 18, [0, 60, 0]),
        ("Africa/Casablanca", "2026-02-03", 18, [0, 60, 0]),
        // Never.
        ("Asia/Kathmandu", "2027-03-16", 18, [0, 0, 0]),
        ("UTC", "2027-03-16", 18, [0, 0, 0]),
        // In the hour that is skipped, which is by the clock before; in the hour that comes twice, the
        // first of them: so it is the week after that moves.
        ("Europe/Paris", "2027-03-21", 2, [0, -60, 0]),
        ("Europe/Paris", "2027-10-24", 2, [0, 60, 0]),
    ] {
        let found = turns(name, first, hour * 60 + 30, 4);
        assert_eq!(found, moves, "{name} {first}");
    }
}

#[test]
fn promise_28_what_is_left_out_is_left_out_at_either_end_and_between() {
    let first = date("2027-03-02");
    let anchor = anchor("Europe/Paris", first);
    for (left_out, held) in [
        (vec![], Some(vec![0, 1, 2, 3, 4, 5])),
        (vec![0], Some(vec![1, 2, 3, 4, 5])),
        (vec![5, 4], Some(vec![0, 1, 2, 3])),
        (vec![0, 2, 4, 5, 77], Some(vec![1, 3])),
        (vec![0, 1, 2, 4, 5], Some(vec![3])),
        (vec![0, 1, 2, 3, 4, 5], None),
    ] {
        let left_out = left_out.into_iter().collect();
        let meeting = Meeting {
            left_out,
            ..meeting(&anchor, first, 18 * 60, 6)
        };
        // Until week 4 by winter time, then by summer time.
        let moment = |week: i64| {
            let begins = first.days_since_epoch() * 86_400 + 17 * 3600 + week * WEEK_S;
            begins - if week < 4 { 0 } else { 3600 }
        };
        let held = held.map(|held: Vec<i64>| held.into_iter().map(moment).collect::<Vec<_>>());
        assert_eq!(found(&meeting), held);
    }
}
