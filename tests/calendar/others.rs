//! The files of many other programs, as calcard collected them, read by both readers: whole, cut off anywhere, with
//! lines swapped and bytes changed, none ends in a panic; and what is read is what calcard itself reads.

use std::sync::LazyLock;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarParameterName,
    ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use calcard::vcard::{VCard, VCardProperty};
use calcard::{Entry, Parser};
use groundcrew::domain::answer::is_email;
use groundcrew::domain::time::Date;
use groundcrew::format::ics::{Unread, weekly};
use groundcrew::format::vcard::{self, parse};
use proptest::prelude::*;

use super::reading::{one_line, read_both, zone_of};
use super::samples::originals;

static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(originals);

/// What calcard reads of a file, if it can read all of it.
fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut parser = Parser::new(text);
    let mut entries = Vec::new();
    loop {
        match parser.entry() {
            Entry::Eof => return Some(entries),
            entry @ (Entry::VCard(_) | Entry::ICalendar(_)) => entries.push(entry),
            _ => return None,
        }
    }
}

#[test]
fn every_file_of_other_programs_is_read_or_refused_wherever_it_breaks_off() {
    for file in FILES.iter() {
        read_both(file);
        // In steps, as each reading takes as long as the file; bytes by chance are below.
        let step = (file.len() / 6).max(1);
        for end in (0..file.len()).step_by(step) {
            read_both(&file[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn files_that_break_off_anywhere_are_read_or_refused(
        at in any::<prop::sample::Index>(), end in any::<prop::sample::Index>(),
    ) {
        let file = at.get(&FILES);
        read_both(&file[..end.index(file.len() + 1)]);
    }

    #[test]
    fn files_with_lines_swapped_are_read_or_refused(
        at in any::<prop::sample::Index>(),
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..10),
    ) {
        let file = at.get(&FILES);
        let mut lines: Vec<&[u8]> = file.split_inclusive(|b| *b == b'\n').collect();
        if !lines.is_empty() {
            for (one, other) in swaps {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
            }
        }
        read_both(&lines.concat());
    }

    #[test]
    fn files_with_bytes_changed_are_read_or_refused(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![
            any::<u8>(), prop::sample::select(b"\r\n :;,\"=^\\TZ-P0\xff".to_vec()),
        ]), 1..20),
    ) {
        let mut file = at.get(&FILES).clone();
        if !file.is_empty() {
            for (place, byte) in changes {
                let place = place.index(file.len());
                file[place] = byte;
            }
        }
        read_both(&file);
    }
}

/// The texts of a property, each in one line.
fn texts(card: &VCard, name: &VCardProperty) -> Vec<String> {
    let entries = card.properties(name);
    let texts = entries.flat_map(|entry| entry.values.iter().filter_map(|value| value.as_text()));
    texts.map(one_line).collect()
}

/// An address without the scheme that some put before it.
fn bare(email: &str) -> &str {
    match email.split_at_checked(7) {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto:") => address,
        _ => email,
    }
}

#[test]
fn contacts_are_read_as_calcard_reads_them() {
    let mut compared = 0;
    for file in FILES.iter() {
        let Ok(text) = std::str::from_utf8(file) else {
            continue;
        };
        // The encoding without its name (vCard 2.1), which calcard takes for the text itself.
        if text.contains(";QUOTED-PRINTABLE") {
            continue;
        }
        let cards: Vec<VCard> = entries(text)
            .into_iter()
            .flatten()
            .filter_map(|entry| match entry {
                Entry::VCard(card) => Some(card),
                _ => None,
            })
            .collect();
        let Ok(rows) = parse(file) else {
            assert!(cards.is_empty(), "{text}");
            continue;
        };
        // An assistant's card within another is one more to calcard.
        if rows.len() != cards.len() {
            continue;
        }
        for (row, card) in rows.iter().zip(&cards) {
            let names = texts(card, &VCardProperty::Fn);
            let emails = texts(card, &VCardProperty::Email);
            let emails: Vec<&str> = emails.iter().map(|email| bare(email)).collect();
            match &row.contact {
                Ok(contact) => {
                    compared += 1;
                    let is_named = names.iter().any(|name| !name.is_empty());
                    assert!(
                        !is_named || names.contains(&contact.name),
                        "{contact:?} of {names:?} in {text}"
                    );
                    assert!(
                        emails.contains(&contact.email.as_str()),
                        "{contact:?} of {emails:?} in {text}"
                    );
                    let zones = texts(card, &VCardProperty::Tz);
                    let count = card.properties(&VCardProperty::Tz).count();
                    if let (Some(zone), [known], 1) = (&contact.zone, &zones[..], count) {
                        assert_eq!(zone, known, "{text}");
                    }
                }
                // What was made fit for old mail in another character set is not read here, and calcard guesses.
                Err(vcard::Unread::Line(_) | vcard::Unread::Charset(..))
                    if text.contains("QUOTED-PRINTABLE") => {}
                Err(why) => {
                    let is_whole = names.iter().any(|name| !name.is_empty())
                        && !emails.is_empty()
                        && emails.iter().all(|email| is_email(email));
                    assert!(!is_whole, "{why} in {text}");
                }
            }
        }
    }
    assert!(compared >= 50, "only {compared} cards were compared");
}

fn rule(event: &ICalendarComponent) -> Option<&ICalendarRecurrenceRule> {
    match event.property(&ICalendarProperty::Rrule)?.values.first()? {
        ICalendarValue::RecurrenceRule(rule) => Some(rule),
        _ => None,
    }
}

fn is_weekly(event: &ICalendarComponent) -> bool {
    let is_off = event
        .property(&ICalendarProperty::Status)
        .and_then(|status| status.values.first())
        .is_some_and(|status| format!("{status:?}").to_lowercase().contains("cancelled"));
    event.component_type == ICalendarComponentType::VEvent
        && rule(event).is_some_and(|rule| rule.freq == ICalendarFrequency::Weekly)
        && event.property(&ICalendarProperty::RecurrenceId).is_none()
        && !is_off
}

fn day(weekday: ICalendarWeekday) -> u16 {
    match weekday {
        ICalendarWeekday::Monday => 0,
        ICalendarWeekday::Tuesday => 1,
        ICalendarWeekday::Wednesday => 2,
        ICalendarWeekday::Thursday => 3,
        ICalendarWeekday::Friday => 4,
        ICalendarWeekday::Saturday => 5,
        ICalendarWeekday::Sunday => 6,
    }
}

/// The day of the week, from Monday, of a date.
fn day_of(at: &PartialDateTime) -> Option<u16> {
    let date = Date::new(at.year?, at.month?, at.day?).ok()?;
    Some((date.days_since_epoch() + 3).rem_euclid(7) as u16)
}

#[test]
fn weekly_events_are_read_as_calcard_reads_them() {
    let (mut compared, mut refused) = (0, 0);
    for file in FILES.iter() {
        let Ok(text) = std::str::from_utf8(file) else {
            continue;
        };
        let found = entries(text).unwrap_or_default();
        let [Entry::ICalendar(calendar)] = &found[..] else {
            continue;
        };
        let events = calendar.components.iter();
        let events: Vec<_> = events.filter(|event| is_weekly(event)).collect();
        let Ok(rows) = weekly(file, zone_of) else {
            assert!(events.is_empty(), "{text}");
            continue;
        };
        assert_eq!(rows.len(), events.len(), "{text}");
        for row in &rows {
            let of_row = events.iter().filter(|event| {
                let summary = event.property(&ICalendarProperty::Summary);
                let summary = summary.and_then(|summary| summary.values.first()?.as_text());
                one_line(summary.unwrap_or_default()) == row.called
            });
            let of_row: Vec<_> = of_row.collect();
            assert!(!of_row.is_empty(), "{} in {text}", row.called);
            let [event] = of_row[..] else {
                continue;
            };
            let rule = rule(event).expect("a rule");
            match &row.meeting {
                Ok(meeting) => {
                    compared += 1;
                    let start = event
                        .property(&ICalendarProperty::Dtstart)
                        .expect("a start");
                    let at = start.values[0].as_partial_date_time().expect("a time");
                    let day = match &rule.byday[..] {
                        [] => day_of(at).expect("a date"),
                        days => day(days[0].weekday),
                    };
                    let (hour, minute) = (at.hour.expect("an hour"), at.minute.expect("minutes"));
                    let quarter = day * 96 + u16::from(hour) * 4 + u16::from(minute) / 15;
                    assert_eq!(meeting.quarter, quarter, "{text}");
                    assert_eq!(rule.interval.unwrap_or(1), 1, "{text}");
                    let zone = start.parameter(&ICalendarParameterName::Tzid);
                    let zone = zone.and_then(|zone| zone.as_text());
                    match (&meeting.zone, zone) {
                        _ if at.tz_hour.is_some() => {
                            assert_eq!(meeting.zone.as_deref(), Some("UTC"), "{text}");
                        }
                        (Some(found), Some(zone)) => assert!(zone.ends_with(found), "{text}"),
                        (None, None) => {}
                        other => panic!("{other:?} in {text}"),
                    }
                }
                Err(why) => {
                    refused += 1;
                    match why {
                        Unread::SeveralDays(_) => assert!(rule.byday.len() > 1, "{text}"),
                        Unread::EverySoManyWeeks(_, weeks) => {
                            assert_eq!(rule.interval.map(u32::from), Some(*weeks), "{text}");
                        }
                        Unread::NotEnded
                        | Unread::Line(_)
                        | Unread::NoStart
                        | Unread::AllDay(_)
                        | Unread::NotAQuarter(..)
                        | Unread::Zone(..)
                        | Unread::Rule(..)
                        | Unread::Length(_) => {}
                    }
                }
            }
        }
    }
    assert!(
        compared >= 20,
        "only {compared} events were compared, {refused} refused"
    );
}
