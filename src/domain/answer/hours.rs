//! Half hours of a day as ranges of time, written and read: `18:00-20:30, 21:00-22:00`.

use super::week::{SLOTS_A_DAY, Slot, WeekSlots};

/// From a half hour of a day to another, which it does not hold: 0 to 48.
pub type Range = (u16, u16);

/// Why a text is no list of ranges: each with the part that is meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHours {
    /// No time, or not two of them.
    #[error("“{0}” is not a range of time such as 18:00-20:30")]
    NotARange(String),
    /// A time between the half hours.
    #[error("“{0}” is not on a half hour")]
    NotAHalfHour(String),
    /// It ends before it begins. What goes past midnight belongs to two days.
    #[error("“{0}” ends before it begins")]
    Backwards(String),
}

impl WeekSlots {
    /// Makes a day (Monday is 0) hold these ranges and nothing else.
    pub fn set_ranges(&mut self, day: u16, ranges: &[Range]) {
        for half_hour in 0..SLOTS_A_DAY {
            if let Some(slot) = Slot::new(day, half_hour) {
                let present = ranges
                    .iter()
                    .any(|(from, to)| (*from..*to).contains(&half_hour));
                self.set(slot, present);
            }
        }
    }
}

/// Ranges as text: `18:00-20:30, 21:00-24:00`.
pub fn write_hours(ranges: &[Range]) -> String {
    let time = |half_hour: u16| format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30);
    let parts: Vec<String> = ranges
        .iter()
        .map(|(from, to)| format!("{}-{}", time(*from), time(*to)))
        .collect();
    parts.join(", ")
}

/// Reads ranges as people write them: `18-20.30`, `6pm – 8:30 pm`, several parted by `,` or `;`.
pub fn read_hours(text: &str) -> Result<Vec<Range>, BadHours> {
    text.split([',', ';', '\n', '،', '、'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(read_range)
        .collect()
}

fn read_range(part: &str) -> Result<Range, BadHours> {
    let whole = || part.to_owned();
    let mut times = part.split(['-', '–', '—', '−', '~']).map(str::trim);
    let (Some(from), Some(to), None) = (times.next(), times.next(), times.next()) else {
        return Err(BadHours::NotARange(whole()));
    };
    let (from, to) = match (minutes(from), minutes(to)) {
        (Some(from), Some(to)) => (from, if to == 0 { 24 * 60 } else { to }),
        (None, _) | (_, None) => return Err(BadHours::NotARange(whole())),
    };
    if from % 30 != 0 || to % 30 != 0 {
        return Err(BadHours::NotAHalfHour(whole()));
    }
    if from >= to {
        return Err(BadHours::Backwards(whole()));
    }
    Ok((from / 30, to / 30))
}

/// Minutes since midnight: `18`, `18:30`, `18.30`, `18h30`, `6 pm`, `12am`.
fn minutes(time: &str) -> Option<u16> {
    let time = time.to_ascii_lowercase();
    let (clock, afternoon) = if let Some(clock) = time.strip_suffix("pm") {
        (clock, Some(true))
    } else if let Some(clock) = time.strip_suffix("am") {
        (clock, Some(false))
    } else {
        (time.as_str(), None)
    };
    let clock = clock.trim().trim_end_matches('h');
    let (hour, minute) = clock.split_once([':', '.', 'h']).unwrap_or((clock, "0"));
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    let fits = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    fits.then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("", vec![]),
            ("18:00-20:30", vec![(36, 41)]),
            ("18-20.30; 21h – 22h30", vec![(36, 41), (42, 45)]),
            ("6pm - 8:30 PM", vec![(36, 41)]),
            ("12am-1am, 12pm-1pm", vec![(0, 2), (24, 26)]),
            ("22:00-24:00", vec![(44, 48)]),
            ("22:00-0:00", vec![(44, 48)]),
        ] {
            assert_eq!(read_hours(text), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_range_is_named() {
        let part = |text: &str| text.to_owned();
        for (text, expected) in [
            ("evening", BadHours::NotARange(part("evening"))),
            ("18:00-20:30, 21", BadHours::NotARange(part("21"))),
            ("25-26", BadHours::NotARange(part("25-26"))),
            ("13pm-14pm", BadHours::NotARange(part("13pm-14pm"))),
            ("18:15-19", BadHours::NotAHalfHour(part("18:15-19"))),
            ("22-2", BadHours::Backwards(part("22-2"))),
            ("18-18", BadHours::Backwards(part("18-18"))),
        ] {
            assert_eq!(read_hours(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn hours_written_read_back_the_same() {
        let mut week = WeekSlots::default();
        week.set_ranges(6, &[(0, 3), (3, 4), (36, 41), (47, 48)]);
        let ranges = week.ranges(6);
        assert_eq!(ranges, vec![(0, 4), (36, 41), (47, 48)]);
        let text = write_hours(&ranges);
        assert_eq!(text, "00:00-02:00, 18:00-20:30, 23:30-24:00");
        assert_eq!(read_hours(&text), Ok(ranges));
        assert!((0..6).all(|day| week.ranges(day).is_empty()));
    }
}
