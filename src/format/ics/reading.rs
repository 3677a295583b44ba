//! The weekly meetings of other programs' calendars (RFC 5545), read as what a team's meeting is: a quarter hour of
//! the week by the clock of a zone, and a length.
//!
//! An event that does not come back every week is none, and neither is one that was called off. One that does, but
//! otherwise than a meeting here can, says what is the matter and where. What the file says of its zones' clocks is
//! not read: a zone is known by its name or not at all.

use std::collections::BTreeMap;

use super::DAY;
use crate::domain::overlap::QUARTERS_A_DAY;
use crate::domain::time::Date;
use crate::format::content_line::reading::{Line, NotLines, Rest, in_one_line, lines};

/// The longest meeting, in minutes.
const LONGEST: i64 = DAY;
/// More weekly events than this are a whole calendar: nobody finds theirs among them.
pub const MOST: usize = 200;
/// Days of the week as rules name them, the first first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A weekly meeting that a team could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The quarter hour of the week at which it begins; 0 is Monday 00:00.
    pub quarter: u16,
    /// How long it lasts, in minutes; nothing if the event does not say.
    pub minutes: Option<u16>,
    /// The IANA name of the zone by whose clocks it is kept; nothing if by those of whoever looks.
    pub zone: Option<String>,
    /// Where it is; empty if the event does not say.
    pub place: String,
}

/// A weekly event of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins.
    pub line: usize,
    /// What it is called; empty if it has no name.
    pub called: String,
    /// When it is, or why it is no meeting here.
    pub meeting: Result<Proposal, Unread>,
}

/// Why a weekly event is no meeting here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It has no end.
    #[error("there is no END:VEVENT")]
    NotEnded,
    /// A line that matters can't be read.
    #[error("line {0} can't be read")]
    Line(usize),
    /// It says no beginning.
    #[error("there is no DTSTART")]
    NoStart,
    /// It has no time of day.
    #[error("line {0}: it takes the whole day")]
    AllDay(usize),
    /// It is not on a quarter hour: what it is on.
    #[error("line {0}: it begins at {1}")]
    NotAQuarter(usize, String),
    /// Its zone is not known by this name.
    #[error("line {0}: there is no zone {1}")]
    Zone(usize, String),
    /// It comes every so many weeks only.
    #[error("line {0}: it comes every {1} weeks")]
    EverySoManyWeeks(usize, u32),
    /// It comes on several days of the week.
    #[error("line {0}: it comes on several days")]
    SeveralDays(usize),
    /// It comes by a rule that has more to it.
    #[error("line {0}: its rule has {1}")]
    Rule(usize, String),
    /// It ends before it begins, by a clock of its own, or after more than a day.
    #[error("line {0}: its end can't be read")]
    Length(usize),
}

/// Why a file has no weekly event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoMeeting {
    /// It is not even lines of text.
    #[error(transparent)]
    NotLines(#[from] NotLines),
    /// It is no calendar.
    #[error("there is no BEGIN:VCALENDAR")]
    NoCalendar,
    /// None of its events comes back every week: how many there are.
    #[error("none of {0} events comes back every week")]
    NotWeekly(usize),
    /// It has too many that do.
    #[error("more than {MOST} events come back every week")]
    TooMany,
}

/// The weekly events of a file, in its order. `zone_of` says the IANA name of a zone, if it has one.
pub fn weekly(
    file: &[u8],
    zone_of: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Row>, NoMeeting> {
    let mut rows = Vec::new();
    let (mut is_calendar, mut events) = (false, 0);
    let mut open: Option<Event> = None;
    // The components within an event, as alarms, whose lines are not the event's.
    let mut within: Vec<String> = Vec::new();
    for line in lines(file)? {
        // Some programs hand over an event alone.
        is_calendar |= line.bounds("BEGIN", "VCALENDAR") || line.bounds("BEGIN", "VEVENT");
        if line.bounds("BEGIN", "VEVENT") {
            events += 1;
            within.clear();
            let unended = open.replace(Event::new(line.number));
            rows.extend(unended.and_then(|event| event.unended()));
        } else if line.bounds("END", "VEVENT") {
            let ended = open.take();
            rows.extend(ended.and_then(|event| event.read(&zone_of)));
        } else if line.bounds("END", "VCALENDAR") {
            let unended = open.take();
            rows.extend(unended.and_then(|event| event.unended()));
        } else if let Some(event) = &mut open {
            let value = line.rest.as_ref().map(|rest| rest.value.trim());
            match (line.name.as_str(), value) {
                ("BEGIN", Some(component)) => within.push(component.to_ascii_uppercase()),
                ("END", Some(component)) => {
                    let of = |held: &String| held.eq_ignore_ascii_case(component);
                    if within.last().is_some_and(of) {
                        within.pop();
                    }
                }
                _ if within.is_empty() => event.take(line),
                _ => {}
            }
        }
        if rows.len() > MOST {
            return Err(NoMeeting::TooMany);
        }
    }
    rows.extend(open.and_then(|event| event.unended()));
    match (is_calendar, rows.is_empty()) {
        (false, _) => Err(NoMeeting::NoCalendar),
        (true, true) => Err(NoMeeting::NotWeekly(events)),
        (true, false) => Ok(rows),
    }
}

/// The lines of an event.
struct Event {
    line: usize,
    /// The first line of each property.
    lines: BTreeMap<String, Line>,
}

impl Event {
    fn new(line: usize) -> Self {
        let lines = BTreeMap::new();
        Self { line, lines }
    }

    fn take(&mut self, line: Line) {
        let is_asked = matches!(
            line.name.as_str(),
            "DTSTART"
                | "DTEND"
                | "DURATION"
                | "RRULE"
                | "SUMMARY"
                | "LOCATION"
                | "URL"
                | "STATUS"
                | "RECURRENCE-ID"
        );
        if is_asked {
            self.lines.entry(line.name.clone()).or_insert(line);
        }
    }

    fn rest(&self, name: &str) -> Option<&Rest> {
        self.lines.get(name)?.rest.as_ref()
    }

    fn text(&self, name: &str) -> String {
        let text = self.rest(name).map(Rest::text);
        in_one_line(&text.unwrap_or_default())
    }

    /// Whether it comes back every week, and was not called off. What another time of it says of itself is no series.
    fn is_weekly(&self) -> bool {
        let rule = self.rest("RRULE");
        let is_weekly = rule.is_some_and(|rest| {
            let mut parts = rest.value.split(';');
            parts.any(|part| {
                let part = part.split_once('=');
                part.is_some_and(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("FREQ")
                        && value.trim().eq_ignore_ascii_case("WEEKLY")
                })
            })
        });
        let is_off = self.text("STATUS").eq_ignore_ascii_case("CANCELLED");
        is_weekly && !is_off && !self.lines.contains_key("RECURRENCE-ID")
    }

    fn unended(self) -> Option<Row> {
        self.is_weekly().then(|| self.row(Err(Unread::NotEnded)))
    }

    fn read(self, zone_of: &impl Fn(&str) -> Option<String>) -> Option<Row> {
        let meeting = || self.meeting(zone_of);
        self.is_weekly().then(|| self.row(meeting()))
    }

    fn row(&self, meeting: Result<Proposal, Unread>) -> Row {
        Row {
            line: self.line,
            called: self.text("SUMMARY"),
            meeting,
        }
    }

    fn meeting(&self, zone_of: &impl Fn(&str) -> Option<String>) -> Result<Proposal, Unread> {
        let start = self.lines.get("DTSTART").ok_or(Unread::NoStart)?;
        let begins = Stamp::read(start)?;
        let zone = match &begins.by {
            By::Whoever => None,
            By::Utc => Some("UTC".to_owned()),
            By::Zone(name) => {
                let zone = known(name, zone_of);
                let zone = zone.ok_or_else(|| Unread::Zone(start.number, name.clone()))?;
                Some(zone)
            }
        };
        let day = self.day(begins.day())?;
        let minute = begins.wall.rem_euclid(DAY);
        if minute % 15 != 0 || begins.second != 0 {
            let (hour, minute) = (minute / 60, minute % 60);
            let at = match begins.second {
                0 => format!("{hour:02}:{minute:02}"),
                second => format!("{hour:02}:{minute:02}:{second:02}"),
            };
            return Err(Unread::NotAQuarter(start.number, at));
        }
        let place = self.text("LOCATION");
        Ok(Proposal {
            quarter: day * QUARTERS_A_DAY + (minute / 15) as u16,
            minutes: self.length(&begins)?,
            zone,
            place: if place.is_empty() {
                self.text("URL")
            } else {
                place
            },
        })
    }

    /// The day of the week on which it comes back: what the rule says, or else that of its first time.
    fn day(&self, first: u16) -> Result<u16, Unread> {
        let Some(line) = self.lines.get("RRULE") else {
            return Ok(first);
        };
        let at = line.number;
        let rest = line.rest.as_ref().ok_or(Unread::Line(at))?;
        let mut day = first;
        for part in rest.value.trim().split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(Unread::Line(at))?;
            let (name, value) = (name.trim().to_ascii_uppercase(), value.trim());
            match name.as_str() {
                // How long it goes on is the session's business; the first day of the week matters to none that
                // comes every week.
                "FREQ" | "COUNT" | "UNTIL" | "WKST" => {}
                "INTERVAL" => match value.parse() {
                    Ok(1) => {}
                    Ok(weeks) if weeks > 1 => return Err(Unread::EverySoManyWeeks(at, weeks)),
                    Ok(_) | Err(_) => return Err(Unread::Line(at)),
                },
                "BYDAY" => {
                    let mut days = value.split(',').map(str::trim);
                    let one = days.next().unwrap_or_default();
                    if days.any(|other| !other.eq_ignore_ascii_case(one)) {
                        return Err(Unread::SeveralDays(at));
                    }
                    let of_week = (0..).zip(DAYS);
                    let mut named = of_week.filter(|(_, known)| known.eq_ignore_ascii_case(one));
                    day = named.next().map(|(day, _)| day).ok_or(Unread::Line(at))?;
                }
                _ => return Err(Unread::Rule(at, name)),
            }
        }
        Ok(day)
    }

    fn length(&self, begins: &Stamp) -> Result<Option<u16>, Unread> {
        let (at, minutes) = match (self.lines.get("DTEND"), self.lines.get("DURATION")) {
            (Some(line), _) => {
                let ends = Stamp::read(line)?;
                if ends.by != begins.by {
                    return Err(Unread::Length(line.number));
                }
                (line.number, ends.wall - begins.wall)
            }
            (None, Some(line)) => {
                let value = line.rest.as_ref().map(|rest| rest.value.trim());
                let minutes = value.and_then(duration);
                (line.number, minutes.ok_or(Unread::Length(line.number))?)
            }
            (None, None) => return Ok(None),
        };
        if !(0..=LONGEST).contains(&minutes) {
            return Err(Unread::Length(at));
        }
        Ok(Some(minutes as u16).filter(|minutes| *minutes > 0))
    }
}

/// By whose clock a time is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    Whoever,
    Utc,
    Zone(String),
}

/// A time as a calendar has it.
struct Stamp {
    /// What the clock shows, in minutes since its 1970-01-01 00:00.
    wall: i64,
    second: i64,
    by: By,
}

impl Stamp {
    fn read(line: &Line) -> Result<Self, Unread> {
        let at = line.number;
        let rest = line.rest.as_ref().ok_or(Unread::Line(at))?;
        let value = rest.value.trim();
        let is_day = rest.all("VALUE").any(|of| of.eq_ignore_ascii_case("DATE"));
        if is_day || value.len() == 8 {
            return Err(Unread::AllDay(at));
        }
        let (text, is_utc) = match value.strip_suffix(['Z', 'z']) {
            Some(text) => (text, true),
            None => (value, false),
        };
        let read = || {
            let (date, time) = text.split_once(['T', 't'])?;
            let digits = |text: &str, size: usize| {
                text.len() == size && text.bytes().all(|b| b.is_ascii_digit())
            };
            if !digits(date, 8) || !digits(time, 6) {
                return None;
            }
            let number = |text: &str| text.parse::<u16>().ok();
            let part = |text: &str| text.parse::<u8>().ok();
            let (month, day) = (part(&date[4..6])?, part(&date[6..])?);
            let date = Date::new(number(&date[..4])?, month, day).ok()?;
            let hour = number(&time[..2]).filter(|hour| *hour < 24)?;
            let minute = number(&time[2..4]).filter(|minute| *minute < 60)?;
            // The last may be a leap second.
            let second = number(&time[4..]).filter(|second| *second <= 60)?;
            let wall = date.days_since_epoch() * DAY + i64::from(hour * 60 + minute);
            Some((wall, i64::from(second)))
        };
        let (wall, second) = read().ok_or(Unread::Line(at))?;
        let by = match rest.first("TZID") {
            _ if is_utc => By::Utc,
            Some(zone) if !zone.trim().is_empty() => By::Zone(zone.trim().to_owned()),
            Some(_) | None => By::Whoever,
        };
        Ok(Self { wall, second, by })
    }

    /// The day of the week, from Monday.
    fn day(&self) -> u16 {
        // The clocks' first day was a Thursday.
        (self.wall.div_euclid(DAY) + 3).rem_euclid(7) as u16
    }
}

/// The zone of a name: as it is, or as it stands at the end of a name that some program made unique
/// (`/freeassociation.sourceforge.net/Europe/Paris`, RFC 5545, 3.8.3.1).
fn known(name: &str, zone_of: &impl Fn(&str) -> Option<String>) -> Option<String> {
    if let Some(zone) = zone_of(name) {
        return Some(zone);
    }
    let mut rest = name.strip_prefix('/')?;
    // No zone has more than three parts, so that only the last few can be one.
    let parts = rest.matches('/').count();
    for _ in 0..parts.saturating_sub(3) {
        rest = rest.split_once('/')?.1;
    }
    loop {
        if let Some(zone) = zone_of(rest) {
            return Some(zone);
        }
        rest = rest.split_once('/')?.1;
    }
}

/// A length as `PT1H30M` or `P1W`, in whole minutes.
fn duration(text: &str) -> Option<i64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let mut rest = text.strip_prefix(['P', 'p'])?;
    let (mut minutes, mut seconds) = (0_i64, 0_i64);
    let (mut is_time, mut is_any) = (false, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['T', 't']).filter(|_| !is_time) {
            (rest, is_time) = (after, true);
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..digits].parse().ok().filter(|n| *n < 1_000_000)?;
        let unit = rest[digits..].chars().next()?;
        match (unit.to_ascii_uppercase(), is_time) {
            ('W', false) => minutes += number * 7 * DAY,
            ('D', false) => minutes += number * DAY,
            ('H', true) => minutes += number * 60,
            ('M', true) => minutes += number,
            ('S', true) => seconds += number,
            _ => return None,
        }
        is_any = true;
        rest = &rest[digits + unit.len_utf8()..];
    }
    is_any.then_some(minutes + seconds / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_minutes() {
        for (text, minutes) in [
            ("PT1H30M", Some(90)),
            ("+PT45M", Some(45)),
            ("P1DT1H", Some(25 * 60)),
            ("P1W", Some(7 * DAY)),
            ("PT5400S", Some(90)),
            ("P", None),
            ("PT", None),
            ("-PT1H", None),
            ("P1H", None),
            ("PT1é", None),
            ("PT99999999999999999999M", None),
        ] {
            assert_eq!(duration(text), minutes, "{text}");
        }
    }

    #[test]
    fn a_zone_is_found_at_the_end_of_a_longer_name() {
        let zones = ["Europe/Paris", "America/Argentina/Buenos_Aires", "UTC"];
        let zone_of = |name: &str| zones.contains(&name).then(|| name.to_owned());
        for (name, zone) in [
            ("Europe/Paris", Some("Europe/Paris")),
            (
                "/freeassociation.sourceforge.net/Europe/Paris",
                Some("Europe/Paris"),
            ),
            (
                "/mozilla.org/20070129_1/America/Argentina/Buenos_Aires",
                Some("America/Argentina/Buenos_Aires"),
            ),
            ("W. Europe Standard Time", None),
            ("x/Europe/Paris", None),
            ("/", None),
        ] {
            assert_eq!(known(name, &zone_of).as_deref(), zone, "{name}");
        }
    }
}
