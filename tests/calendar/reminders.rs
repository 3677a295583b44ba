//! What somebody is reminded of, as another library reads it: when it comes, that it rings, and that it names nobody.

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::time::Instant;
use groundcrew::format::ics::Anchor;
use groundcrew::format::sheet::{Reminded, Reminder, Reminding, reminders};

use super::kit::{anchor, components, date, read, shown, text, unfolded, value};

fn reminding(from: &str) -> Reminding {
    Reminding {
        member: RecordId::from_bits(9),
        weeks: 8,
        from: date(from),
        made: Instant(1_798_761_600_000),
    }
}

fn reminder(what: Reminded, anchor: &Anchor) -> Reminder<'_> {
    Reminder {
        what,
        anchor,
        first: date("2028-02-11"),
        minute: 16 * 60,
        summary: "Check in, if you like".to_owned(),
        description: Some("Two minutes are enough.".to_owned()),
        url: Some("https://space.example/#/weeks/orbit-4".to_owned()),
    }
}

#[test]
fn a_reminder_rings_when_it_begins_in_every_week_that_is_left() {
    let anchor = anchor("Europe/Warsaw", date("2028-02-07"));
    let made = reminders(
        vec![reminder(Reminded::CheckIn, &anchor)],
        reminding("2028-02-12"),
    );
    let made = made.expect("weeks are left");
    let calendar = read(&made);
    let events = components(&calendar, ICalendarComponentType::VEvent);
    assert_eq!(events.len(), 1);
    let begins = shown(value(events[0], &ICalendarProperty::Dtstart));
    // The first is over.
    assert_eq!(
        begins,
        (date("2028-02-18").days_since_epoch() * 24 + 16) * 3600
    );
    assert_eq!(
        text(events[0], &ICalendarProperty::Summary),
        Some("Check in, if you like")
    );
    let lines = unfolded(&made);
    assert!(
        lines.contains(&"RRULE:FREQ=WEEKLY;COUNT=7".to_owned()),
        "{made}"
    );
    assert!(!made.contains("EXDATE"));
    let alarms = components(&calendar, ICalendarComponentType::VAlarm);
    assert_eq!(alarms.len(), 1);
    assert_eq!(
        text(alarms[0], &ICalendarProperty::Description),
        Some("Check in, if you like")
    );
    assert!(lines.contains(&"TRIGGER:-PT0M".to_owned()), "{made}");
}

#[test]
fn one_to_ones_are_called_to_mind_every_second_week() {
    let anchor = anchor("Europe/Warsaw", date("2028-02-07"));
    let made = reminders(
        vec![reminder(Reminded::OneToOnes, &anchor)],
        reminding("2028-01-01"),
    );
    let made = made.expect("weeks are left");
    let lines = unfolded(&made);
    let of = |name: &str| {
        let values = lines.iter().filter_map(|line| line.strip_prefix(name));
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    // In weeks 2, 4, 6 and 8: from the first of them to the last, without those between.
    assert_eq!(of("DTSTART;TZID=Europe/Warsaw:"), ["20280218T160000"]);
    assert_eq!(of("RRULE:"), ["FREQ=WEEKLY;COUNT=7"]);
    assert_eq!(
        of("EXDATE;TZID=Europe/Warsaw:"),
        ["20280225T160000", "20280310T160000", "20280324T160000"]
    );
    let calendar = read(&made);
    assert_eq!(
        components(&calendar, ICalendarComponentType::VEvent).len(),
        1
    );
    assert_eq!(
        components(&calendar, ICalendarComponentType::VTimezone).len(),
        1
    );
}

#[test]
fn several_stand_beside_each_other_and_are_known_again() {
    let anchor = anchor("Europe/Warsaw", date("2028-02-07"));
    let all = [Reminded::CheckIn, Reminded::Meeting, Reminded::OneToOnes];
    let file = |from: &str| {
        let all = all.map(|what| reminder(what, &anchor)).into();
        reminders(all, reminding(from))
    };
    let uids = |text: &str| {
        let calendar = read(text);
        let events = components(&calendar, ICalendarComponentType::VEvent);
        let uids = events.iter().map(|event| {
            let uid = super::kit::text(event, &ICalendarProperty::Uid);
            uid.expect("a name").to_owned()
        });
        uids.collect::<Vec<_>>()
    };
    let (first, later) = (file("2028-01-01"), file("2028-03-01"));
    let first = uids(&first.expect("weeks are left"));
    assert_eq!(first.len(), 3);
    assert_eq!(uids(&later.expect("weeks are left")), first);
    let distinct: std::collections::BTreeSet<&String> = first.iter().collect();
    assert_eq!(distinct.len(), 3);
}

#[test]
fn once_all_is_over_there_is_nothing_to_be_reminded_of() {
    let anchor = anchor("Europe/Warsaw", date("2028-02-07"));
    let all = vec![reminder(Reminded::CheckIn, &anchor)];
    assert_eq!(reminders(all, reminding("2028-04-01")), None);
    assert_eq!(reminders(Vec::new(), reminding("2028-01-01")), None);
}
