//! Dates, moments and numbers as the reader writes them, through the browser's `Intl`.
//!
//! Language: the one of the messages, in the reader's own regional habit where the browser tells it.

use wasm_bindgen::JsValue;

use super::i18n;
use crate::browser::intl::{self, Options};
use crate::domain::time::{Date, Distance, Instant};
use crate::plural;

/// The locale to write in: the reader's own variant of the language of the messages (`en-GB`),
/// else that language.
pub fn writing_locale() -> String {
    let spoken = leptos_i18n::Locale::as_str(i18n::locale());
    let own = leptos::prelude::window().navigator().languages();
    own.iter()
        .filter_map(|tag| tag.as_string())
        .find(|tag| tag.split('-').next() == Some(spoken))
        .unwrap_or_else(|| spoken.to_owned())
}

fn formatted(at: f64, options: Options<'_>) -> Option<String> {
    let format = intl::construct("DateTimeFormat", &writing_locale(), options).ok()?;
    intl::text(&format, "format", &[at.into()])
}

/// A day: “Wednesday, 31 March 2027”.
pub fn date_words(date: Date) -> String {
    let at = date.days_since_epoch() as f64 * 86_400_000.0;
    let options = [
        ("timeZone", "UTC"),
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
    ];
    formatted(at, &options).unwrap_or_else(|| date.to_string())
}

/// A day in few letters, for tables: “31 Mar 2027”.
pub fn date_brief(date: Date) -> String {
    let at = date.days_since_epoch() as f64 * 86_400_000.0;
    let options = [("timeZone", "UTC"), ("dateStyle", "medium")];
    formatted(at, &options).unwrap_or_else(|| date.to_string())
}

/// A moment in the reader's own zone, with the zone named:
/// “Thursday, 1 April 2027 at 14:00 Central European Summer Time”.
pub fn moment_words(moment: Instant) -> String {
    moment_as(
        moment,
        &[
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
            ("hour", hour_style()),
            ("minute", "2-digit"),
            ("timeZoneName", "long"),
        ],
    )
}

/// A moment in few letters, for tables, in the reader's own zone: “1 Apr 2027, 14:00”.
pub fn moment_brief(moment: Instant) -> String {
    moment_as(moment, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// How the hours of a time beside a date are written, so that they look as those of a time alone: “08:00” where
/// that has two digits.
fn hour_style() -> &'static str {
    let morning = formatted(
        8.0 * 3_600_000.0,
        &[("timeZone", "UTC"), ("timeStyle", "short")],
    );
    match morning {
        Some(morning) if morning.starts_with('0') => "2-digit",
        Some(_) | None => "numeric",
    }
}

/// Whether two moments are on the same day, in the reader's own zone.
pub fn same_day(one: Instant, other: Instant) -> bool {
    let day = |at: Instant| js_sys::Date::new(&(at.0 as f64).into()).to_date_string();
    day(one) == day(other)
}

/// A time of day, in the reader's own zone: “14:00”.
pub fn time_words(moment: Instant) -> String {
    moment_as(moment, &[("timeStyle", "short")])
}

fn moment_as(moment: Instant, options: Options<'_>) -> String {
    let plain = || String::from(js_sys::Date::new(&(moment.0 as f64).into()).to_string());
    formatted(moment.0 as f64, options).unwrap_or_else(plain)
}

/// How long ago, or in how long, seen from `now`: “3 days ago”, “in 26 hours”, “yesterday”, “now”.
pub fn relative_words(moment: Instant, now: Instant) -> String {
    // “Next month” and “last year” would speak of the calendar; these are lengths of time.
    let (count, unit, numeric) = match Distance::new(moment, now, here_offset) {
        Distance::Minutes(0) if moment <= now => (0, "second", "auto"),
        Distance::Minutes(count) => (count, "minute", "auto"),
        Distance::Hours(count) => (count, "hour", "auto"),
        Distance::Days(count) => (count, "day", "auto"),
        Distance::Months(count) => (count, "month", "always"),
        Distance::Years(count) => (count, "year", "always"),
    };
    let format = intl::construct(
        "RelativeTimeFormat",
        &writing_locale(),
        &[("numeric", numeric)],
    );
    let count = JsValue::from(count as f64);
    format
        .ok()
        .and_then(|format| intl::text(&format, "format", &[count, JsValue::from(unit)]))
        .unwrap_or_else(|| moment_brief(moment))
}

/// The reader's own zone at a moment: minutes ahead of UTC.
fn here_offset(at: Instant) -> i64 {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    // The browser counts the other way round.
    -(date.get_timezone_offset() as i64)
}

/// So many minutes as hours: “3.5 hours”.
pub fn hours_words(minutes: u32) -> String {
    plural!(common.hours, f64::from(minutes) / 60.0)
}

/// A number: “1,234.5”.
pub fn number_words(number: f64) -> String {
    let format = intl::shared("NumberFormat", &writing_locale()).ok();
    format
        .and_then(|format| intl::text(&format, "format", &[number.into()]))
        .unwrap_or_else(|| number.to_string())
}

/// Several things: “Monday, Tuesday and Friday”.
pub fn list_words(things: &[String]) -> String {
    let list: js_sys::Array = things.iter().map(JsValue::from).collect();
    let format = intl::shared("ListFormat", &writing_locale()).ok();
    format
        .and_then(|format| intl::text(&format, "format", &[list.into()]))
        .unwrap_or_else(|| things.join(", "))
}

/// A name in a sentence, so that its direction is its own: Unicode's isolates keep one in Hebrew from turning round
/// what stands beside it. For screens only; files and what is copied hold names as they are.
pub fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// Several names in a sentence: “Noa, Yusuf and Ana”, each with its own direction.
pub fn names_words(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| isolated(name)).collect();
    list_words(&names)
}

/// A zone: “America/New York”.
pub fn zone_words(zone: &str) -> String {
    zone.replace('_', " ")
}

/// A zone with how far its clocks are ahead, in minutes, where that is known: “Asia/Kathmandu UTC+05:45”.
pub fn zone_and_offset(zone: &str, ahead: Option<i32>) -> String {
    match ahead {
        Some(ahead) if zone != "UTC" => format!("{} {}", zone_words(zone), offset_words(ahead)),
        Some(_) | None => zone_words(zone),
    }
}

/// An offset from UTC: “UTC+05:45”.
pub fn offset_words(minutes: i32) -> String {
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let size = minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", size / 60, size % 60)
}

/// The time of day in a zone at a moment: “18:20”; nothing for a zone the browser does not know.
pub fn clock_in(zone: &str, moment: Instant) -> Option<String> {
    let options = [("timeZone", zone), ("timeStyle", "short")];
    formatted(moment.0 as f64, &options)
}

/// How the half hours of a day are written, 00:00 first, 24:00 (as midnight) last: 49 of them.
pub fn half_hour_words() -> Vec<String> {
    let options = [("timeZone", "UTC"), ("timeStyle", "short")];
    let format = intl::construct("DateTimeFormat", &writing_locale(), &options).ok();
    (0..=48_u32)
        .map(|half_hour| {
            let at = f64::from(half_hour) * 1_800_000.0;
            format
                .as_ref()
                .and_then(|format| intl::text(format, "format", &[at.into()]))
                .unwrap_or_else(|| format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30))
        })
        .collect()
}

/// A time of day, by minutes after midnight: “18:15”.
pub fn time_of_day(minute: u16) -> String {
    let options = [("timeZone", "UTC"), ("timeStyle", "short")];
    formatted(f64::from(minute) * 60_000.0, &options)
        .unwrap_or_else(|| format!("{:02}:{:02}", minute / 60, minute % 60))
}

/// A moment by the clocks of a zone: “Tuesday, 6 March 2027 at 18:00”; nothing for a zone the browser does not
/// know.
pub fn moment_in(zone: &str, moment: Instant) -> Option<String> {
    let options = [
        ("timeZone", zone),
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
        ("hour", hour_style()),
        ("minute", "2-digit"),
    ];
    formatted(moment.0 as f64, &options)
}

/// The days of the week, Monday first, in full (“Monday”) or in few letters (“Mon”).
pub fn weekday_words(brief: bool) -> Vec<String> {
    let style = if brief { "short" } else { "long" };
    // 1970-01-05 was a Monday.
    (0..7_i32)
        .map(|day| {
            let at = f64::from(4 + day) * 86_400_000.0;
            formatted(at, &[("timeZone", "UTC"), ("weekday", style)])
                .unwrap_or_else(|| (day + 1).to_string())
        })
        .collect()
}
