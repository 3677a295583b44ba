//! Numbers and dates as people type them: in the digits of their script, with the separators of their country.

use crate::domain::time::Date;

/// The zeros of the decimal digits that keyboards write; nine more follow each.
const ZEROS: [u32; 21] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0x1C50, 0xFF10,
];

/// The value of a decimal digit of any of those scripts, as an ASCII digit.
fn digit(c: char) -> Option<char> {
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}

/// How a text can be read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reading {
    /// One way.
    One(f64),
    /// Two ways: one point or comma with three digits behind it.
    Two {
        /// It separates thousands.
        thousands: f64,
        /// It separates decimals.
        decimal: f64,
    },
}

/// What stands between digits.
#[derive(Clone, Copy, PartialEq)]
enum Separator {
    Point,
    Comma,
    /// Only ever between groups: a space, an apostrophe, the Arabic thousands separator.
    Group,
    /// Only ever before decimals: the Arabic decimal separator.
    Decimal,
}

fn separator(c: char) -> Option<Separator> {
    match c {
        '.' | '．' => Some(Separator::Point),
        ',' | '，' => Some(Separator::Comma),
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' | '_' | '٬' => {
            Some(Separator::Group)
        }
        '٫' => Some(Separator::Decimal),
        _ => None,
    }
}

/// Reads a number; `unit` may stand behind it. Nothing if it is none, or too great to be held.
pub(super) fn read_number(text: &str, unit: &str) -> Option<Reading> {
    let text = text.trim();
    let text = match text.len().checked_sub(unit.len()) {
        Some(at) if !unit.is_empty() => match text.split_at_checked(at) {
            Some((number, end)) if end.eq_ignore_ascii_case(unit) => number.trim_end(),
            Some(_) | None => text,
        },
        Some(_) | None => text,
    };
    let (negative, text) = match text.strip_prefix(['-', '−', '－', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix(['+', '＋']).unwrap_or(text)),
    };
    let mut groups = vec![String::new()];
    let mut separators = Vec::new();
    for c in text.trim_start().chars() {
        if let Some(digit) = digit(c) {
            groups.last_mut()?.push(digit);
        } else {
            separators.push(separator(c)?);
            groups.push(String::new());
        }
    }
    let value = |whole: &[String], decimals: &str| -> Option<f64> {
        if whole.iter().all(String::is_empty) && decimals.is_empty() {
            return None;
        }
        let value: f64 = format!("0{}.{decimals}0", whole.concat()).parse().ok()?;
        // Zero has no sign: `-0` is what people mean by `0`.
        let value = if negative && value != 0.0 {
            -value
        } else {
            value
        };
        value.is_finite().then_some(value)
    };
    let (last, rest) = groups.split_last()?;
    let Some((last_separator, earlier)) = separators.split_last() else {
        return value(&groups, "").map(Reading::One);
    };
    let decimal = |rest: &[String]| -> Option<Reading> {
        let alone = rest.len() == 1 || grouped(rest);
        alone.then(|| value(rest, last)).flatten().map(Reading::One)
    };
    let all_same = earlier.windows(2).all(|pair| pair.first() == pair.last());
    match last_separator {
        Separator::Decimal => (all_same && !earlier.contains(&Separator::Decimal))
            .then(|| decimal(rest))
            .flatten(),
        Separator::Group => (all_same && earlier.iter().all(|s| s == last_separator))
            .then(|| {
                if grouped(&groups) {
                    value(&groups, "")
                } else {
                    None
                }
            })
            .flatten()
            .map(Reading::One),
        Separator::Point | Separator::Comma => {
            if earlier.is_empty() {
                if grouped(&groups) && !rest.iter().any(|first| first.starts_with('0')) {
                    Some(Reading::Two {
                        thousands: value(&groups, "")?,
                        decimal: value(rest, last)?,
                    })
                } else {
                    decimal(rest)
                }
            } else if !all_same {
                None
            } else if earlier.contains(last_separator) {
                if grouped(&groups) {
                    value(&groups, "").map(Reading::One)
                } else {
                    None
                }
            } else {
                decimal(rest)
            }
        }
    }
}

/// Whether a condition's text, such as `40`, is this number.
pub fn same_number(number: f64, text: &str) -> bool {
    text.trim().parse() == Ok(number)
}

/// Whether these are groups of thousands: `1 234 567`, or `12 34 567` as in India.
fn grouped(groups: &[String]) -> bool {
    match groups {
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && middle.iter().all(|group| (2..=3).contains(&group.len()))
                && last.len() == 3
        }
        [_] | [] => false,
    }
}

/// Reads a day written year first: `2027-03-31`, `2027/3/31`, `2027年3月31日`, in the digits of any script.
pub fn read_date(text: &str) -> Option<Date> {
    let mut parts = vec![String::new()];
    for c in text.trim().trim_end_matches(['日', '.']).chars() {
        if let Some(digit) = digit(c) {
            parts.last_mut()?.push(digit);
        } else if matches!(
            c,
            '-' | '/' | '.' | '－' | '／' | '‐' | '‑' | '–' | '年' | '月'
        ) {
            parts.push(String::new());
        } else if c != ' ' {
            return None;
        }
    }
    match parts.as_slice() {
        [year, month, day]
            if year.len() == 4
                && (1..=2).contains(&month.len())
                && (1..=2).contains(&day.len()) =>
        {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: f64) -> Option<Reading> {
        Some(Reading::One(value))
    }

    fn two(thousands: f64, decimal: f64) -> Option<Reading> {
        Some(Reading::Two { thousands, decimal })
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0", one(0.0)),
            ("-0", one(0.0)),
            ("00", one(0.0)),
            ("7", one(7.0)),
            (" 7 ", one(7.0)),
            ("+7", one(7.0)),
            ("-7", one(-7.0)),
            ("−7", one(-7.0)),
            ("- 7", one(-7.0)),
            ("2.5", one(2.5)),
            ("2,5", one(2.5)),
            (".5", one(0.5)),
            (",5", one(0.5)),
            ("5.", one(5.0)),
            ("0.500", one(0.5)),
            ("0,125", one(0.125)),
            ("1234", one(1234.0)),
            ("1234.567", one(1234.567)),
            ("1 234", one(1234.0)),
            ("1\u{202f}234,5", one(1234.5)),
            ("1'234.5", one(1234.5)),
            ("1,234.5", one(1234.5)),
            ("1.234,5", one(1234.5)),
            ("1,234,567", one(1_234_567.0)),
            ("12,34,567", one(1_234_567.0)),
            ("1.234.567,89", one(1_234_567.89)),
            ("1,000", two(1000.0, 1.0)),
            ("1.250", two(1250.0, 1.25)),
            ("-4,000", two(-4000.0, -4.0)),
            ("４０", one(40.0)),
            ("２．５", one(2.5)),
            ("－３", one(-3.0)),
            ("١٢", one(12.0)),
            ("١٢٫٥", one(12.5)),
            ("١٬٢٣٤٫٥", one(1234.5)),
            ("۴۲", one(42.0)),
            ("४२", one(42.0)),
            ("৪২", one(42.0)),
            ("๔๒", one(42.0)),
            ("10 hours", one(10.0)),
            ("10HOURS", one(10.0)),
            ("2,5 hours", one(2.5)),
        ] {
            assert_eq!(read_number(text, "hours"), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_guessed_at() {
        for text in [
            "",
            " ",
            "-",
            ".",
            ",",
            "hours",
            "ten",
            "1e3",
            "NaN",
            "inf",
            "∞",
            "0x10",
            "1-2",
            "--1",
            "1..2",
            "1,2,3",
            "1 2",
            "12 34",
            "1,2.3,4",
            "1.2.3",
            "5%",
            "½",
            "ⅷ",
            "一",
            "3 or 4",
            "1234,567,890",
            "1 000,000,000",
            "١٫٢٫٣",
        ] {
            assert_eq!(read_number(text, "hours"), None, "{text:?}");
        }
        assert_eq!(read_number(&"9".repeat(400), ""), None);
    }

    #[test]
    fn dates_are_read_year_first() {
        let date = |y, m, d| Date::new(y, m, d).ok();
        for (text, expected) in [
            ("2027-03-31", date(2027, 3, 31)),
            (" 2027-03-31 ", date(2027, 3, 31)),
            ("2027-3-1", date(2027, 3, 1)),
            ("2027/03/31", date(2027, 3, 31)),
            ("2027.03.31", date(2027, 3, 31)),
            ("2027. 3. 31.", date(2027, 3, 31)),
            ("2027年3月31日", date(2027, 3, 31)),
            ("２０２７－０３－３１", date(2027, 3, 31)),
            ("٢٠٢٧-٠٣-٣١", date(2027, 3, 31)),
            ("2028-02-29", date(2028, 2, 29)),
            ("2027-02-29", None),
            ("2027-13-01", None),
            ("31.03.2027", None),
            ("03/04/2027", None),
            ("27-03-31", None),
            ("2027-03", None),
            ("2027-03-31-", None),
            ("20270331", None),
            ("tomorrow", None),
            ("", None),
        ] {
            assert_eq!(read_date(text), expected, "{text:?}");
        }
    }
}
