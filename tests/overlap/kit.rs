//! What the tests share: zones as a database knows them, and weeks written as people write them.

use groundcrew::domain::answer::{Slot, WeekSlots};
use groundcrew::domain::overlap::{Availability, Frame, Offsets, QUARTERS_A_DAY, Quarters};
use groundcrew::domain::time::{Date, Instant};
use jiff::tz::TimeZone;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the database")
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// What the clocks of a zone do from a month before a day to a year after it.
pub fn clock(name: &str, starts: Date) -> Offsets {
    let zone = zone(name);
    let day = starts.days_since_epoch();
    Offsets::found(
        Instant((day - 31) * DAY_MS),
        Instant((day + 366) * DAY_MS),
        DAY_MS,
        |at| {
            let at = jiff::Timestamp::from_millisecond(at.0).expect("in range");
            zone.to_offset(at).seconds() / 60
        },
    )
}

/// Half hours written as `Tue 18:00-20:30`; up to `24:00`.
pub fn week(times: &[&str]) -> WeekSlots {
    let mut week = WeekSlots::default();
    for time in times {
        let (day, hours) = time.split_once(' ').expect("a day and hours");
        let (from, to) = hours.split_once('-').expect("from and to");
        let half_hour = |text: &str| {
            let (hours, minutes) = text.split_once(':').expect("hours and minutes");
            let hours: u16 = hours.parse().expect("hours");
            hours * 2 + u16::from(minutes == "30")
        };
        let day = DAYS.iter().position(|name| *name == day).expect("a day") as u16;
        for half in half_hour(from)..half_hour(to) {
            week.set(Slot::new(day, half).expect("in the day"), true);
        }
    }
    week
}

pub fn free(zone: &str, starts: Date, times: &[&str]) -> Availability {
    Availability {
        clock: clock(zone, starts),
        slots: week(times),
    }
}

pub fn frame(zone: &str, starts: Date, weeks: u32) -> Frame {
    Frame::new(clock(zone, starts), starts, weeks)
}

/// Quarter hours, as `Tue 18:00-20:30`.
pub fn written(quarters: &Quarters) -> Vec<String> {
    let time = |quarter: u16| {
        let of_day = quarter % QUARTERS_A_DAY;
        format!("{:02}:{:02}", of_day / 4, of_day % 4 * 15)
    };
    let run = |(from, length): (u16, u16)| {
        let day = DAYS[usize::from(from / QUARTERS_A_DAY)];
        format!("{day} {}-{}", time(from), time(from + length))
    };
    quarters.runs().into_iter().map(run).collect()
}
