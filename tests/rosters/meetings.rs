//! When teams meet, against a database of zones.

use groundcrew::domain::membership::{Meeting, Team};
use groundcrew::domain::overlap::Offsets;
use groundcrew::domain::programme::Session;
use groundcrew::domain::roster::{first_meeting, meetings, next_meeting};
use groundcrew::domain::time::{Date, Instant};
use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::kit::{date, programme, team};

const DAY_MS: i64 = 86_400_000;

fn session() -> Session {
    programme().sessions[0].clone()
}

/// What a zone's clocks do from a month before a day to a year after it.
fn clock(zone: &TimeZone, starts: Date) -> Offsets {
    let day = starts.days_since_epoch();
    let (from, to) = (Instant((day - 31) * DAY_MS), Instant((day + 366) * DAY_MS));
    Offsets::found(from, to, DAY_MS, |at| {
        let at = jiff::Timestamp::from_millisecond(at.0).expect("in range");
        zone.to_offset(at).seconds() / 60
    })
}

/// A team that meets at a quarter hour of the week, from a day on, for some weeks.
fn meeting_team(zone: &str, quarter: u16, starts: Date, weeks: u32) -> Team {
    let mut team = team(1, "Venus");
    team.starts = Some(starts);
    team.weeks = Some(weeks);
    team.meeting = Some(Meeting {
        zone: zone.to_owned(),
        quarter,
        minutes: 60,
    });
    team
}

#[test]
fn the_first_meeting_is_in_the_first_seven_days() {
    let session = session();
    // 2028-02-07 is a Monday.
    for (quarter, starts, first) in [
        (0, "2028-02-07", "2028-02-07"),
        (96 + 72, "2028-02-07", "2028-02-08"),
        (6 * 96, "2028-02-07", "2028-02-13"),
        (0, "2028-02-08", "2028-02-14"),
        (2 * 96, "2028-02-13", "2028-02-16"),
    ] {
        let team = meeting_team("UTC", quarter, date(starts), 8);
        assert_eq!(
            first_meeting(&team, &session),
            Some(date(first)),
            "{quarter} {starts}"
        );
    }
    let mut team = team(1, "Venus");
    assert_eq!(first_meeting(&team, &session), None);
    assert_eq!(meetings(&team, &session, &Offsets::fixed(0)), []);
    // Without dates of its own it has the session's.
    team.meeting = Some(Meeting {
        zone: "UTC".to_owned(),
        quarter: 0,
        minutes: 60,
    });
    assert_eq!(first_meeting(&team, &session), Some(session.starts));
    assert_eq!(meetings(&team, &session, &Offsets::fixed(0)).len(), 8);
}

#[test]
fn the_next_meeting_is_the_one_under_way_until_it_is_over() {
    let at = [0, 10, 20].map(|hour| Instant(hour * 3_600_000));
    for (now, next) in [
        (-1, Some((0, at[0]))),
        (3_599_999, Some((0, at[0]))),
        (3_600_000, Some((1, at[1]))),
        (20 * 3_600_000, Some((2, at[2]))),
        (21 * 3_600_000, None),
    ] {
        assert_eq!(next_meeting(&at, 60, Instant(now)), next, "{now}");
    }
}

fn zones() -> Vec<String> {
    let names = jiff::tz::db().available();
    names.map(|name| name.as_str().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn promise_28_a_team_meets_when_the_zones_say(
        name in prop::sample::select(zones()),
        (year, month, day) in (2026..2029_u16, 1..13_u8, 1..29_u8),
        quarter in 0..672_u16,
        weeks in 1..16_u32,
        near in prop::option::of((0..4_usize, 0..6_i64, -8..8_i64)),
    ) {
        let zone = TimeZone::get(&name).expect("a zone of the database");
        let mut starts = Date::new(year, month, day).expect("every month has it");
        let clock = clock(&zone, starts);
        let mut quarter = quarter;
        // Some of them near a change of the clocks.
        if let Some((which, weeks, quarters)) = near
            && let Some((at, _)) = clock.changes().get(which)
        {
            let wall = clock.wall(*at) + quarters * 15;
            quarter = ((wall + 3 * 1440).rem_euclid(7 * 1440) / 15) as u16;
            let day = wall.div_euclid(1440) - 7 * weeks;
            starts = Date::from_days_since_epoch(day).expect("in range").max(starts);
        }
        let clock = self::clock(&zone, starts);
        let team = meeting_team(&name, quarter, starts, weeks);
        let first = first_meeting(&team, &session()).expect("it meets");
        let minutes = first.days_since_epoch() * 1440 + i64::from(quarter % 96) * 15;
        let first = DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
            .checked_add(minutes.minutes())
            .expect("in range");
        let expected: Vec<Instant> = (0..i64::from(weeks))
            .map(|week| {
                let shown = first.checked_add((7 * week).days()).expect("in range");
                let at = zone.to_ambiguous_timestamp(shown).compatible();
                Instant(at.expect("in range").as_millisecond())
            })
            .collect();
        prop_assert_eq!(meetings(&team, &session(), &clock), expected);
    }
}
