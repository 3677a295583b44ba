//! What happens week by week: check-ins, meetings, one-to-ones, what is in the way, and what follows from them.
//!
//! Where to start: [`Weeks`] counts the weeks, [`check_in`], [`meeting`] and [`one_to_one`] are what people write,
//! [`contribution`] is what they work on, [`closing`] what they say at the end; [`history`] puts that side by side for each of them, [`signal`] tells what someone should look at. [`reader`] says who is
//! given what, [`handing`] what somebody is given in a file, [`carried`] what a file may bring.

pub mod activity;
pub mod blocker;
pub mod card;
pub mod carried;
pub mod certificate;
pub mod check_in;
pub mod circle;
pub mod closing;
pub mod contribution;
pub mod diary;
pub mod dismissal;
pub mod due;
pub mod glance;
pub mod handing;
pub mod history;
pub mod hours;
pub mod known;
pub mod meeting;
pub mod one_to_one;
pub mod own;
pub mod plan;
pub mod reader;
pub mod report;
pub mod saying;
pub mod signal;

use super::membership::Team;
use super::programme::Session;
use super::time::{Date, Instant};

/// The weeks of a session, or of a team on its own dates: week 1 begins on the first day, and week 0 is the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// The first day of week 1.
    pub starts: Date,
    /// How many there are, week 0 not counted.
    pub count: u32,
}

/// Where a day is among weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Before week 0.
    Before,
    /// In this week.
    In(u32),
    /// After the last one.
    After,
}

impl Weeks {
    /// The weeks of a session.
    pub fn of_session(session: &Session) -> Self {
        Self {
            starts: session.starts,
            count: session.weeks,
        }
    }

    /// The weeks of a team: its own, where it has dates of its own.
    pub fn of_team(team: &Team, session: &Session) -> Self {
        Self {
            starts: team.begins(session),
            count: team.lasts(session),
        }
    }

    /// Every week, week 0 first.
    pub fn all(self) -> impl DoubleEndedIterator<Item = u32> {
        0..=self.count
    }

    /// The first day of a week; nothing beyond the calendar.
    pub fn first_day(self, week: u32) -> Option<Date> {
        self.starts.plus_days(7 * (i64::from(week) - 1))
    }

    /// The last day of a week; nothing beyond the calendar.
    pub fn last_day(self, week: u32) -> Option<Date> {
        self.starts.plus_days(7 * i64::from(week) - 1)
    }

    /// The week that a day is in.
    pub fn place(self, day: Date) -> Place {
        let days = day.days_since_epoch() - self.starts.days_since_epoch();
        match u32::try_from(days.div_euclid(7) + 1) {
            Ok(week) if week <= self.count => Place::In(week),
            Ok(_) => Place::After,
            Err(_) => Place::Before,
        }
    }

    /// How many weeks are over on a day, week 0 not counted: those whose last day is behind it.
    pub fn over(self, day: Date) -> u32 {
        match self.place(day) {
            Place::Before => 0,
            Place::In(week) => week.saturating_sub(1),
            Place::After => self.count,
        }
    }

    /// The moment from which nothing about a week is changed any more: so many days after its last one, Anywhere on
    /// Earth. Nothing beyond the calendar.
    pub fn closes(self, week: u32, open_days: u32) -> Option<Instant> {
        let last = self.last_day(week)?.plus_days(i64::from(open_days))?;
        Some(last.ended_everywhere())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn weeks() -> Weeks {
        Weeks {
            starts: day("2028-02-07"),
            count: 8,
        }
    }

    #[test]
    fn week_one_begins_on_the_first_day_and_week_zero_is_the_one_before() {
        let weeks = weeks();
        for (text, place) in [
            ("2028-01-30", Place::Before),
            ("2028-01-31", Place::In(0)),
            ("2028-02-06", Place::In(0)),
            ("2028-02-07", Place::In(1)),
            ("2028-02-13", Place::In(1)),
            ("2028-02-14", Place::In(2)),
            ("2028-04-02", Place::In(8)),
            ("2028-04-03", Place::After),
        ] {
            assert_eq!(weeks.place(day(text)), place, "{text}");
        }
    }

    #[test]
    fn every_day_of_a_week_is_in_it() {
        let weeks = weeks();
        for week in weeks.all() {
            let first = weeks.first_day(week).expect("a day");
            assert_eq!(first.plus_days(6), weeks.last_day(week));
            for days in 0..7 {
                let day = first.plus_days(days).expect("a day");
                assert_eq!(weeks.place(day), Place::In(week));
            }
        }
    }

    #[test]
    fn a_week_is_over_when_its_last_day_is_behind() {
        let weeks = weeks();
        for (text, over) in [
            ("2027-01-01", 0),
            ("2028-02-06", 0),
            ("2028-02-13", 0),
            ("2028-02-14", 1),
            ("2028-04-02", 7),
            ("2028-04-03", 8),
            ("2029-01-01", 8),
        ] {
            assert_eq!(weeks.over(day(text)), over, "{text}");
        }
    }

    #[test]
    fn promise_27_a_week_closes_when_its_last_open_day_has_ended_everywhere() {
        let closes = weeks().closes(1, 14).expect("in the calendar");
        assert_eq!(closes, day("2028-02-27").ended_everywhere());
    }

    #[test]
    fn weeks_at_the_end_of_the_calendar_have_no_days() {
        let weeks = Weeks {
            starts: day("9999-12-30"),
            count: 3,
        };
        assert_eq!(weeks.last_day(1), None);
        assert_eq!(weeks.first_day(3), None);
        assert_eq!(weeks.place(day("9999-12-31")), Place::In(1));
    }
}
