//! A slow model that shares nothing with what it checks: it asks a database of zones about every
//! quarter hour of every week, in calendar terms.

use groundcrew::domain::answer::{Slot, WeekSlots};
use groundcrew::domain::overlap::{Availability, Frame, Offsets, QUARTERS, Quarters};
use groundcrew::domain::time::{Date, Instant};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::kit::{DAY_MS, clock, zone};

/// Zones of every sort: on the hour, the half hour and the quarter hour; with summer time of the
/// north, of the south, of half an hour, and none; at both ends of the date line.
const ZONES: [&str; 18] = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Eucla",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
];

/// The moment at which a zone's clocks show this: the first of two, none where they skip it.
fn moment(zone: &TimeZone, shown: DateTime) -> Option<Timestamp> {
    let offset = match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { .. } => return None,
        // Summer time, which comes before.
        AmbiguousOffset::Fold { before, .. } => before,
    };
    offset.to_timestamp(shown).ok()
}

/// Whether somebody with these half hours is free, by their own calendar.
fn is_free(zone: &TimeZone, slots: &WeekSlots, at: Timestamp) -> bool {
    let there = at.to_zoned(zone.clone()).datetime();
    let day = there.weekday().to_monday_zero_offset() as u16;
    let half = there.hour() as u16 * 2 + u16::from(there.minute() >= 30);
    Slot::new(day, half).is_some_and(|slot| slots.contains(slot))
}

fn slow_week(
    frame: &TimeZone,
    first: jiff::civil::Date,
    people: &[(TimeZone, WeekSlots)],
) -> Quarters {
    let mut found = Quarters::NONE;
    for day in 0..7 {
        let day = first.checked_add(day.days()).expect("in range");
        for quarter in 0..96_i16 {
            let shown = day.at((quarter / 4) as i8, (quarter % 4 * 15) as i8, 0, 0);
            let Some(at) = moment(frame, shown) else {
                continue;
            };
            if people.iter().all(|(zone, slots)| is_free(zone, slots, at)) {
                let day = day.weekday().to_monday_zero_offset() as u16;
                found.insert(day * 96 + quarter as u16);
            }
        }
    }
    found
}

fn slots() -> impl Strategy<Value = WeekSlots> {
    let run = (0..336_u16, 4..120_u16);
    prop::collection::vec(run, 1..6).prop_map(|runs| {
        let halves = runs
            .into_iter()
            .flat_map(|(from, length)| (from..from + length).map(|half| half % 336));
        halves.filter_map(Slot::from_index).collect()
    })
}

fn a_zone() -> impl Strategy<Value = &'static str> {
    prop::sample::select(ZONES.to_vec())
}

/// A day of 2026 to 2028.
fn a_day() -> impl Strategy<Value = Date> {
    (2026..2029_u16, 1..13_u8, 1..29_u8)
        .prop_map(|(year, month, day)| Date::new(year, month, day).expect("every month has it"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn promise_28_overlap_is_what_the_calendars_say(
        by in a_zone(),
        starts in a_day(),
        people in prop::collection::vec((a_zone(), slots()), 1..4),
    ) {
        let availabilities: Vec<Availability> = people
            .iter()
            .map(|(zone, slots)| Availability { clock: clock(zone, starts), slots: *slots })
            .collect();
        let frame = Frame::new(clock(by, starts), starts, 3);
        let common = frame.common(availabilities.iter());
        let zones: Vec<_> = people.iter().map(|(name, slots)| (zone(name), *slots)).collect();
        let first = jiff::civil::date(
            starts.year() as i16, starts.month() as i8, starts.day() as i8,
        );
        let mut always = Quarters::all();
        for week in 0..3 {
            let begins = first.checked_add((7 * week).days()).expect("in range");
            let slow = slow_week(&zone(by), begins, &zones);
            prop_assert_eq!(common.weekly[week as usize], slow, "week {}", week);
            always = always.and(&slow);
        }
        prop_assert_eq!(common.always, always);
        // Each alone, met, is all together.
        let each = availabilities.iter().map(|who| frame.always_free(who));
        prop_assert_eq!(each.fold(Quarters::all(), |all, free| all.and(&free)), always);
        // From week to week, what turns leads from one to the other.
        let mut now = common.weekly[0];
        for turn in common.turns() {
            now = now.without(&turn.lost);
            turn.gained.iter().for_each(|quarter| now.insert(quarter));
            prop_assert_eq!(now, common.weekly[turn.week]);
        }
        prop_assert_eq!(now, common.weekly[2]);
    }

    #[test]
    fn promise_28_clocks_show_what_the_database_says(name in a_zone(), starts in a_day(), ms in 0..366 * DAY_MS) {
        let (offsets, zone) = (clock(name, starts), zone(name));
        let at = Instant(starts.days_since_epoch() * DAY_MS + ms);
        let stamp = Timestamp::from_millisecond(at.0).expect("in range");
        prop_assert_eq!(offsets.at(at) * 60, zone.to_offset(stamp).seconds());
        // Back from the quarter hour that is shown then.
        let wall = offsets.wall(at).div_euclid(15) * 15;
        let shown = DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
            .checked_add(wall.minutes())
            .expect("in range");
        let model = moment(&zone, shown).map(|at| Instant(at.as_millisecond()));
        prop_assert_eq!(offsets.moment(wall), model);
    }
}

#[test]
fn changes_are_found_to_the_millisecond() {
    let turns = [
        (Instant(10 * DAY_MS + 1), 60),
        (Instant(200 * DAY_MS - 1), -30),
    ];
    let offset = |at: Instant| {
        let passed = turns.iter().rev().find(|(from, _)| *from <= at);
        passed.map_or(0, |(_, minutes)| *minutes)
    };
    let found = Offsets::found(Instant(0), Instant(366 * DAY_MS), DAY_MS, offset);
    assert_eq!(found.changes(), turns);
    assert_eq!(
        Offsets::found(Instant(0), Instant(DAY_MS), DAY_MS, |_| 345),
        Offsets::fixed(345)
    );
    assert_eq!(QUARTERS, 7 * 24 * 4);
}
