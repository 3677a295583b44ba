//! Dates, instants and windows. Knows no zones by name: the caller brings offsets as data.

use std::fmt;
use std::str::FromStr;

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;
/// Milliseconds in an hour.
const HOUR_MS: i64 = 3_600_000;
/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;

/// A moment: milliseconds since 1970-01-01T00:00:00Z, by whatever clock the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// A day of the calendar (proleptic Gregorian, years 0000 to 9999), without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text or three numbers that are no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date: write it as 2027-03-31")]
pub struct BadDate(pub String);

impl Date {
    /// The day of these numbers, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, BadDate> {
        let fits = year <= 9999
            && (1..=12).contains(&month)
            && (1..=month_days(year, month)).contains(&day);
        if fits {
            Ok(Self { year, month, day })
        } else {
            Err(BadDate(format!("{year:04}-{month:02}-{day:02}")))
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant, “chrono-compatible low-level date algorithms”).
    pub fn days_since_epoch(self) -> i64 {
        let (m, d) = (i64::from(self.month), i64::from(self.day));
        let y = i64::from(self.year) - i64::from(m <= 2);
        let era = y.div_euclid(400);
        let year_of_era = y - era * 400;
        let day_of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day so many days after 1970-01-01, by the same source; nothing beyond the years 0 to 9999.
    pub fn from_days_since_epoch(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let date = Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        );
        date.ok()
    }

    /// The day so many days later, or earlier; nothing beyond the calendar.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_days_since_epoch(self.days_since_epoch().checked_add(days)?)
    }

    /// The first moment at which this date begins anywhere on Earth: its midnight at UTC+14.
    pub fn begins_anywhere(self) -> Instant {
        Instant(self.days_since_epoch() * DAY_MS - 14 * HOUR_MS)
    }

    /// The moment at which this date has ended everywhere on Earth: the next midnight at UTC-12.
    pub fn ended_everywhere(self) -> Instant {
        Instant((self.days_since_epoch() + 1) * DAY_MS + 12 * HOUR_MS)
    }
}

fn month_days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.to_owned());
        let digits = text.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
        if text.len() != 10 || !digits {
            return Err(bad());
        }
        let number = |range| text.get(range).and_then(|t: &str| t.parse::<u16>().ok());
        match (number(0..4), number(5..7), number(8..10)) {
            (Some(year), Some(month), Some(day)) => {
                Self::new(year, month as u8, day as u8).map_err(|_| bad())
            }
            _ => Err(bad()),
        }
    }
}

/// When something is open: from the first day to the last, both included, Anywhere on Earth (Promise 27).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: Date,
    /// The last day.
    pub closes: Date,
}

/// Where a moment stands towards a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It opens at this moment.
    NotYet(Instant),
    /// It is open until this moment.
    Open(Instant),
    /// It closed at this moment.
    Closed(Instant),
}

impl Window {
    /// Where a moment stands towards this window.
    pub fn stand(&self, now: Instant) -> Stand {
        let (opens, closes) = (self.opens.begins_anywhere(), self.closes.ended_everywhere());
        if now < opens {
            Stand::NotYet(opens)
        } else if now < closes {
            Stand::Open(closes)
        } else {
            Stand::Closed(closes)
        }
    }
}

/// How far off a moment is, in the unit that people count in; before 0 if it has passed. No unit is
/// begun: with 1 hour 50 minutes left it is 1 hour, so that nobody counts on time there isn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Whole minutes, below an hour.
    Minutes(i64),
    /// Whole hours, below two days, or of what has passed below one: “in 2 days” may be 25 hours.
    Hours(i64),
    /// Days of the calendar where the reader is: -1 is yesterday.
    Days(i64),
    /// Whole months.
    Months(i64),
    /// Whole years.
    Years(i64),
}

impl Distance {
    /// How far off `moment` is at `now`. `offset` is the reader's own zone: minutes ahead of UTC.
    pub fn new(moment: Instant, now: Instant, offset: impl Fn(Instant) -> i64) -> Self {
        let apart = moment.0.saturating_sub(now.0);
        let size = apart.saturating_abs();
        let day = |at: Instant| {
            let there = at.0.saturating_add(offset(at) * MINUTE_MS);
            there.div_euclid(DAY_MS)
        };
        if size < HOUR_MS {
            Self::Minutes(apart / MINUTE_MS)
        } else if size < DAY_MS || (0..2 * DAY_MS).contains(&apart) {
            Self::Hours(apart / HOUR_MS)
        } else if size < 31 * DAY_MS {
            Self::Days(day(moment) - day(now))
        } else if size < 366 * DAY_MS {
            Self::Months(apart / (31 * DAY_MS))
        } else {
            Self::Years(apart / (366 * DAY_MS))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date of the test")
    }

    #[test]
    fn days_are_counted_from_the_epoch() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2027-03-01", 20_878),
        ] {
            assert_eq!(date(text).days_since_epoch(), days, "{text}");
        }
    }

    #[test]
    fn every_day_is_found_again() {
        for days in (-719_000..2_900_000).step_by(97) {
            let date = Date::from_days_since_epoch(days).expect("within the calendar");
            assert_eq!(date.days_since_epoch(), days);
        }
        for days in [i64::MIN, -719_529, 2_932_897, i64::MAX] {
            assert_eq!(Date::from_days_since_epoch(days), None, "{days}");
        }
    }

    #[test]
    fn what_the_calendar_lacks_is_no_date() {
        for text in [
            "2027-02-29",
            "2100-02-29",
            "2027-13-01",
            "2027-00-10",
            "27-1-1",
            "2027/01/01",
            "２０２７-01-01",
        ] {
            assert_eq!(
                text.parse::<Date>(),
                Err(BadDate(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn promise_27_a_window_is_open_while_its_dates_last_anywhere_on_earth() {
        let window = Window {
            opens: date("2027-01-10"),
            closes: date("2027-01-31"),
        };
        let opens = Instant(date("2027-01-09").days_since_epoch() * DAY_MS + 10 * HOUR_MS);
        let closes = Instant(date("2027-02-01").days_since_epoch() * DAY_MS + 12 * HOUR_MS);
        assert_eq!(window.stand(Instant(opens.0 - 1)), Stand::NotYet(opens));
        assert_eq!(window.stand(opens), Stand::Open(closes));
        assert_eq!(window.stand(Instant(closes.0 - 1)), Stand::Open(closes));
        assert_eq!(window.stand(closes), Stand::Closed(closes));
    }

    /// A moment of 2027 at UTC.
    fn at(day: &str, hour: i64, minute: i64) -> Instant {
        let day = date(day).days_since_epoch() * DAY_MS;
        Instant(day + hour * HOUR_MS + minute * MINUTE_MS)
    }

    #[test]
    fn promise_27_what_is_left_is_never_rounded_up() {
        let closes = at("2027-02-01", 12, 0);
        for (now, left) in [
            (at("2027-02-01", 11, 59), Distance::Minutes(1)),
            (Instant(closes.0 - 59_999), Distance::Minutes(0)),
            (at("2027-02-01", 11, 14), Distance::Minutes(46)),
            (at("2027-02-01", 10, 29), Distance::Hours(1)),
            (at("2027-01-31", 12, 1), Distance::Hours(23)),
            (at("2027-01-31", 10, 30), Distance::Hours(25)),
            (at("2027-01-30", 12, 1), Distance::Hours(47)),
            (at("2027-01-30", 12, 0), Distance::Days(2)),
            (at("2026-12-30", 12, 0), Distance::Months(1)),
            (at("2026-01-31", 12, 0), Distance::Years(1)),
            (closes, Distance::Minutes(0)),
            (at("2027-02-01", 12, 46), Distance::Minutes(-46)),
            (at("2027-02-01", 13, 50), Distance::Hours(-1)),
            (at("2027-03-04", 12, 0), Distance::Months(-1)),
        ] {
            assert_eq!(Distance::new(closes, now, |_| 0), left, "{now:?}");
        }
    }

    #[test]
    fn promise_27_days_are_those_of_the_calendar_where_the_reader_is() {
        let closes = at("2027-02-01", 12, 0);
        // In Auckland (UTC+13) it closes at 01:00 on the 2nd; in Honolulu (UTC-10) at 02:00 on the 1st.
        for (now, hours, left) in [
            (at("2027-01-30", 11, 30), 13, Distance::Days(2)),
            (at("2027-01-30", 10, 30), 13, Distance::Days(3)),
            (at("2027-01-30", 10, 30), -10, Distance::Days(2)),
            (at("2027-01-30", 9, 30), -10, Distance::Days(3)),
            (at("2027-02-02", 12, 0), 13, Distance::Days(-1)),
            (at("2027-02-03", 9, 30), -10, Distance::Days(-1)),
            (at("2027-02-03", 10, 30), -10, Distance::Days(-2)),
        ] {
            let found = Distance::new(closes, now, |_| hours * 60);
            assert_eq!(found, left, "{now:?} at UTC{hours:+}");
        }
        // The clocks go back an hour in the night between: 24 hours ago, it was the same day.
        let turn = at("2027-02-01", 1, 0);
        let offset = |at: Instant| if at < turn { 60 } else { 0 };
        let (then, now) = (at("2027-01-31", 23, 10), at("2027-02-01", 23, 20));
        assert_eq!(Distance::new(then, now, offset), Distance::Days(0));
    }

    #[test]
    fn promise_20_no_moment_is_too_far_off_to_be_told() {
        let years = i64::MAX / (366 * DAY_MS);
        let now = at("2027-02-01", 12, 0);
        for (moment, now, far) in [
            (Instant(i64::MIN), now, -years),
            (Instant(i64::MIN), Instant(0), -years),
            (Instant(i64::MAX), Instant(-1), years),
            (Instant(i64::MAX), Instant(i64::MIN), years),
        ] {
            assert_eq!(Distance::new(moment, now, |_| 0), Distance::Years(far));
        }
        // Where the reader is, the end may be in a day that no clock can tell.
        let ends = [i64::MIN, i64::MAX - 3 * DAY_MS].map(Instant);
        for (from, hours) in ends.into_iter().flat_map(|end| [(end, -14), (end, 14)]) {
            let to = Instant(from.0 + 3 * DAY_MS);
            let found = Distance::new(to, from, |_| hours * 60);
            assert!(matches!(found, Distance::Days(2 | 3)), "{found:?}");
        }
    }
}
