//! Hours as people type them: “3”, “3.5”, “3,5”, “3:30” and “3h30” are all understood; what is kept are minutes.

use super::check_in::WEEK_MINUTES;

/// The minutes that a text says; none for an empty text; nothing for one that is no time, or longer than a week.
pub fn read_hours(text: &str) -> Option<Option<u32>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let text = text.strip_suffix(['h', 'H']).unwrap_or(text).trim_end();
    let minutes = match text.split_once([':', 'h', 'H']) {
        Some((hours, minutes)) => {
            let minutes = whole(minutes).filter(|minutes| *minutes < 60)?;
            whole(hours)?.checked_mul(60)?.checked_add(minutes)?
        }
        None => decimal(text)?,
    };
    (minutes <= WEEK_MINUTES).then_some(Some(minutes))
}

/// Minutes as somebody would type them, in hours; empty for none.
pub fn hours_text(minutes: Option<u32>) -> String {
    let Some(minutes) = minutes else {
        return String::new();
    };
    let (hours, rest) = (minutes / 60, minutes % 60);
    match rest {
        0 => hours.to_string(),
        // A quarter is the least that is said as a part of an hour.
        15 => format!("{hours}.25"),
        30 => format!("{hours}.5"),
        45 => format!("{hours}.75"),
        rest => format!("{hours}:{rest:02}"),
    }
}

fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// Hours with a point or a comma, to the nearest minute.
fn decimal(text: &str) -> Option<u32> {
    let Some((hours, part)) = text.split_once(['.', ',']) else {
        return whole(text)?.checked_mul(60);
    };
    let hours = if hours.is_empty() { 0 } else { whole(hours)? };
    // “3.” is on the way to “3.5”.
    let minutes = if part.is_empty() {
        0
    } else {
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = part.len().min(4);
        let part = part.get(..digits)?;
        let of = 10_u64.pow(u32::try_from(digits).ok()?);
        let part = u64::from(whole(part)?);
        u32::try_from((part * 60 + of / 2) / of).ok()?
    };
    hours.checked_mul(60)?.checked_add(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_understood_as_people_type_them() {
        for (text, minutes) in [
            ("", Some(None)),
            ("  ", Some(None)),
            ("0", Some(Some(0))),
            ("3", Some(Some(180))),
            (" 3 ", Some(Some(180))),
            ("3h", Some(Some(180))),
            ("3 h", Some(Some(180))),
            ("3.5", Some(Some(210))),
            ("3,5", Some(Some(210))),
            ("3.", Some(Some(180))),
            (".5", Some(Some(30))),
            ("3.25", Some(Some(195))),
            ("3.333333", Some(Some(200))),
            ("3:30", Some(Some(210))),
            ("3h30", Some(Some(210))),
            ("168", Some(Some(10_080))),
            ("168.1", None),
            ("169", None),
            ("3:60", None),
            ("3:", None),
            ("three", None),
            ("about 3", None),
            ("-1", None),
            ("1.2.3", None),
            ("99999999999", None),
            ("3.é", None),
            ("3.33333x", None),
        ] {
            assert_eq!(read_hours(text), minutes, "{text:?}");
        }
    }

    #[test]
    fn every_number_of_minutes_is_written_so_that_it_is_read_back() {
        for minutes in 0..=WEEK_MINUTES {
            let text = hours_text(Some(minutes));
            assert_eq!(read_hours(&text), Some(Some(minutes)), "{text}");
        }
        assert_eq!(hours_text(None), "");
    }
}
