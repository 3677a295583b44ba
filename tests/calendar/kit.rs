//! What the tests share: zones as a database knows them, meetings, and how another library reads what
//! was written.

use std::collections::BTreeSet;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use groundcrew::domain::overlap::Offsets;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::ics::{Anchor, Calendar, Meeting, to_text};
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;
/// Seconds in a week.
pub const WEEK_S: i64 = 7 * 86_400;

pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the database")
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Every zone of the database.
pub fn zones() -> Vec<String> {
    let names = jiff::tz::db().available();
    names.map(|name| name.as_str().to_owned()).collect()
}

/// A zone, and what its clocks do from a month before a day to a year after it.
pub fn anchor(name: &str, starts: Date) -> Anchor {
    let zone = zone(name);
    let day = starts.days_since_epoch();
    let clock = Offsets::found(
        Instant((day - 31) * DAY_MS),
        Instant((day + 366) * DAY_MS),
        DAY_MS,
        |at| {
            let at = jiff::Timestamp::from_millisecond(at.0).expect("in range");
            zone.to_offset(at).seconds() / 60
        },
    );
    Anchor::new(name, clock).expect("a name of the database")
}

/// A meeting of an hour with a name and nothing else.
pub fn meeting<'a>(anchor: &'a Anchor, first: Date, minute: u16, weeks: u32) -> Meeting<'a> {
    Meeting {
        uid: "team-1@groundcrew".to_owned(),
        anchor,
        first,
        minute,
        length: 60,
        weeks,
        left_out: BTreeSet::new(),
        summary: "Team meeting".to_owned(),
        description: None,
        location: None,
        url: None,
        remind: None,
        organizer: None,
        attendees: Vec::new(),
    }
}

/// The file of these meetings, made on a day of the tests.
pub fn file(meetings: Vec<Meeting<'_>>) -> Option<String> {
    let made = Instant(1_798_761_600_000);
    to_text(&Calendar { made, meetings })
}

/// A calendar as another library reads it: one, and nothing that it can't read.
pub fn read(text: &str) -> ICalendar {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else {
        panic!("no calendar: {text}")
    };
    assert_eq!(parser.entry(), Entry::Eof, "{text}");
    calendar
}

/// The content lines of a file, put together again; each is ended and folded as the book says.
pub fn unfolded(text: &str) -> Vec<String> {
    let whole = text.strip_suffix("\r\n").expect("the last line is ended");
    assert!(whole.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let lines = whole.replace("\r\n ", "");
    assert!(!lines.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    lines.split("\r\n").map(str::to_owned).collect()
}

/// The components of a sort.
pub fn components(calendar: &ICalendar, sort: ICalendarComponentType) -> Vec<&ICalendarComponent> {
    let all = calendar.components.iter();
    all.filter(|component| component.component_type == sort)
        .collect()
}

/// The first value of a property, which has to be there.
pub fn value<'c>(
    component: &'c ICalendarComponent,
    name: &ICalendarProperty,
) -> &'c ICalendarValue {
    let property = component
        .property(name)
        .expect("a property that was written");
    property.values.first().expect("a value")
}

/// A text among the values.
pub fn text<'c>(component: &'c ICalendarComponent, name: &ICalendarProperty) -> Option<&'c str> {
    component.property(name)?.values.first()?.as_text()
}

/// What a clock shows, in seconds since its 1970-01-01 00:00.
pub fn shown(value: &ICalendarValue) -> i64 {
    let at = partial(value);
    let part = |part: Option<u8>| part.expect("a part of a date and time");
    let date = Date::new(at.year.expect("a year"), part(at.month), part(at.day)).expect("a date");
    let (hour, minute) = (i64::from(part(at.hour)), i64::from(part(at.minute)));
    ((date.days_since_epoch() * 24 + hour) * 60 + minute) * 60 + i64::from(part(at.second))
}

/// How far ahead of UTC, in seconds.
pub fn offset(value: &ICalendarValue) -> i64 {
    let offset = partial(value);
    let part = |part: Option<u8>| i64::from(part.unwrap_or_default());
    let size = part(offset.tz_hour) * 3600 + part(offset.tz_minute) * 60;
    if offset.tz_minus { -size } else { size }
}

fn partial(value: &ICalendarValue) -> &PartialDateTime {
    value
        .as_partial_date_time()
        .expect("a date, time or offset")
}

/// What a VTIMEZONE says: when clocks are set, from how far ahead of UTC to how far.
#[derive(Debug)]
pub struct Rules(pub Vec<Rule>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    pub at: i64,
    pub from: i64,
    pub to: i64,
    pub is_daylight: bool,
}

impl Rules {
    /// Those of the only zone in a calendar.
    pub fn of(calendar: &ICalendar) -> Self {
        let zones = components(calendar, ICalendarComponentType::VTimezone);
        assert_eq!(zones.len(), 1);
        let parts = zones[0].component_ids.iter();
        let rule = |id: &u32| {
            let part = &calendar.components[*id as usize];
            let is_daylight = part.component_type == ICalendarComponentType::Daylight;
            assert!(is_daylight || part.component_type == ICalendarComponentType::Standard);
            let from = offset(value(part, &ICalendarProperty::Tzoffsetfrom));
            let to = offset(value(part, &ICalendarProperty::Tzoffsetto));
            let at = shown(value(part, &ICalendarProperty::Dtstart)) - from;
            Rule {
                at,
                from,
                to,
                is_daylight,
            }
        };
        let rules: Vec<Rule> = parts.map(rule).collect();
        assert!(rules.is_sorted());
        Self(rules)
    }

    /// The moment at which a clock shows this: the first of two; where it is skipped, by the clock
    /// before (RFC 5545, 3.3.5).
    pub fn moment(&self, shown: i64) -> i64 {
        let ends = self.0.iter().skip(1).map(|rule| rule.at).chain([i64::MAX]);
        let times = self.0.iter().zip(ends).filter_map(|(rule, end)| {
            let at = shown - rule.to;
            (rule.at..end).contains(&at).then_some(at)
        });
        let skipped = self.0.iter().find_map(|rule| {
            let (by_clock_before, by_clock_after) = (shown - rule.from, shown - rule.to);
            (by_clock_after < rule.at && rule.at <= by_clock_before).then_some(by_clock_before)
        });
        times
            .min()
            .or(skipped)
            .expect("the rules tell every moment of the meetings")
    }
}

/// The moments at which an event begins, in seconds: the series without what is left out of it.
pub fn occurrences(rules: &Rules, event: &ICalendarComponent) -> Vec<i64> {
    let first = shown(value(event, &ICalendarProperty::Dtstart));
    let count = match event.property(&ICalendarProperty::Rrule) {
        None => 1,
        Some(property) => match &property.values[..] {
            [ICalendarValue::RecurrenceRule(rule)] => rule.count.expect("a count"),
            other => panic!("no rule: {other:?}"),
        },
    };
    let left_out: BTreeSet<i64> = event
        .properties(&ICalendarProperty::Exdate)
        .flat_map(|property| property.values.iter().map(shown))
        .collect();
    let times = (0..count).map(|week| first + i64::from(week) * WEEK_S);
    let held = times.filter(|time| !left_out.contains(time));
    held.map(|time| rules.moment(time)).collect()
}

/// A day of 2026 to 2028.
pub fn a_day() -> impl Strategy<Value = Date> {
    (2026..2029_u16, 1..13_u8, 1..29_u8)
        .prop_map(|(year, month, day)| Date::new(year, month, day).expect("every month has it"))
}

/// A zone of the database.
pub fn a_zone() -> impl Strategy<Value = String> {
    prop::sample::select(zones())
}
