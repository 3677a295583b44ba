//! Moments as other programs write them: ISO 8601, by UTC or with how far its clock is ahead of it.

use super::table::utc;
use crate::domain::time::{Date, Instant};

/// A moment in UTC, as it is: with milliseconds if it has any, `2027-03-31T18:00:00.250Z`. Reads back
/// within the years 0 to 9999.
pub fn to_text(at: Instant) -> String {
    match at.0.rem_euclid(1000) {
        0 => utc(at),
        ms => utc(at).replace('Z', &format!(".{ms:03}Z")),
    }
}

/// Reads a day and a time of day, parted by `T` or a space. UTC is taken where no `Z` or `+01:00` says
/// otherwise; what is smaller than a millisecond is dropped.
pub fn parse(text: &str) -> Option<Instant> {
    let (day, rest) = text.split_at_checked(10)?;
    let day: Date = day.parse().ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let minutes = below(24, hour)? * 60 + below(60, minute)? - ahead(zone)?;
    let seconds = (day.days_since_epoch() * 24 * 60 + minutes) * 60 + below(60, second)?;
    Some(Instant(seconds * 1000 + thousandths(fraction)?))
}

/// How many minutes a clock is ahead of UTC.
fn ahead(zone: &str) -> Option<i64> {
    let (sign, size) = match zone.split_at_checked(1) {
        None => return Some(0),
        Some(("Z" | "z", "")) => return Some(0),
        Some(("+", size)) => (1, size),
        Some(("-", size)) => (-1, size),
        Some(_) => return None,
    };
    let (hours, minutes) = size.split_at_checked(2)?;
    let minutes = match minutes.strip_prefix(':').unwrap_or(minutes) {
        "" => 0,
        minutes => below(60, minutes)?,
    };
    Some(sign * (below(24, hours)? * 60 + minutes))
}

/// A number of two digits that is less than `end`.
fn below(end: i64, text: &str) -> Option<i64> {
    let is_number = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number)?;
    (number < end).then_some(number)
}

/// What is behind the point of a second.
fn thousandths(fraction: &str) -> Option<i64> {
    let is_number = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let digits = format!("{fraction:0<3}");
    digits.get(..3)?.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_read_as_others_write_them() {
        let at = Instant(1_806_516_000_000);
        for (text, found) in [
            ("2027-03-31T18:00:00Z", Some(0)),
            ("2027-03-31 18:00:00", Some(0)),
            ("2027-03-31T18:00", Some(0)),
            ("2027-03-31T20:00:00+02:00", Some(0)),
            ("2027-03-31T14:30:00-0330", Some(0)),
            ("2027-04-01t03z", None),
            ("2027-03-31T19:00:00+01", Some(0)),
            ("2027-03-31 18:00:00.25+00:00", Some(250)),
            ("2027-03-31T18:00:00.123456Z", Some(123)),
            ("2027-03-31", None),
            ("2027-03-31T24:00:00Z", None),
            ("2027-03-31T18:60Z", None),
            ("2027-03-31T18:00:00.Z", None),
            ("2027-03-31T18:00:00+", None),
            ("2027-03-31T18:00:00+2:00", None),
            ("2027-03-31T18:00:00Zz", None),
            ("2027-03-31T+1:00", None),
            ("31/03/2027 18:00", None),
            ("2027-03-3é 18:00", None),
        ] {
            let found = found.map(|ms| Instant(at.0 + ms));
            assert_eq!(parse(text), found, "{text}");
        }
    }

    proptest! {
        #[test]
        fn moments_read_back_as_they_were(ms in -62_167_219_200_000..253_402_300_800_000_i64) {
            prop_assert_eq!(parse(&to_text(Instant(ms))), Some(Instant(ms)));
        }
    }
}
