//! When a team meets over its own weeks. Knows no zones by name: the caller brings what clocks do.

use crate::domain::membership::Team;
use crate::domain::overlap::{Offsets, QUARTERS_A_DAY};
use crate::domain::programme::Session;
use crate::domain::time::{Date, Instant};

/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;
/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// The first day, from a day on, that is such a day of the week; 0 is Monday.
fn on_or_after(day: Date, weekday: i64) -> Option<Date> {
    // 1970-01-01 was a Thursday.
    let is = (day.days_since_epoch() + 3).rem_euclid(7);
    day.plus_days((weekday - is).rem_euclid(7))
}

/// The day of a team's first meeting; nothing if it is not said when it meets.
pub fn first_meeting(team: &Team, session: &Session) -> Option<Date> {
    let weekday = team.meeting.as_ref()?.quarter / QUARTERS_A_DAY;
    on_or_after(team.begins(session), i64::from(weekday))
}

/// The moments at which a team meets, one a week, by what the clocks of the meeting's zone do. In a night
/// in which they skip that time it is as long after midnight as on other days, as in calendars.
pub fn meetings(team: &Team, session: &Session, clock: &Offsets) -> Vec<Instant> {
    let (Some(meeting), Some(first)) = (&team.meeting, first_meeting(team, session)) else {
        return Vec::new();
    };
    let begins = first.days_since_epoch() * DAY + i64::from(meeting.quarter % QUARTERS_A_DAY) * 15;
    let weeks = 0..i64::from(team.lasts(session));
    let moment = |week: i64| {
        let wall = begins + week * 7 * DAY;
        clock.moment(wall).unwrap_or_else(|| {
            // By the clock before: the one of half a day earlier, since no zone changes twice in a day.
            let near = Instant((wall - i64::from(clock.at(Instant(wall * MINUTE_MS)))) * MINUTE_MS);
            let before = clock.at(Instant(near.0 - DAY / 2 * MINUTE_MS));
            Instant((wall - i64::from(before)) * MINUTE_MS)
        })
    };
    weeks.map(moment).collect()
}

/// The meeting that is under way or comes next, with its week from 0; nothing after the last one.
pub fn next_meeting(meetings: &[Instant], minutes: u16, now: Instant) -> Option<(usize, Instant)> {
    let lasts = i64::from(minutes) * MINUTE_MS;
    let meetings = meetings.iter().copied().enumerate();
    meetings
        .into_iter()
        .find(|(_, at)| now.0 < at.0.saturating_add(lasts))
}
