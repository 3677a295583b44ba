//! A whole file, as it is written.

use std::collections::BTreeSet;

use groundcrew::domain::overlap::Offsets;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::ics::{Anchor, Meeting, Person};

use super::kit::{anchor, date, file, meeting, read};

#[test]
fn a_calendar_is_written_as_the_book_has_it() {
    let first = date("2027-03-09");
    let anchor = anchor("Europe/Paris", first);
    let meeting = Meeting {
        left_out: BTreeSet::from([0, 2]),
        length: 45,
        description: Some("Bring:\n- one thing; or two, if you like\n".to_owned()),
        location: Some("https://meet.example/venus".to_owned()),
        url: Some("https://space.example/teams/venus?week=1#now".to_owned()),
        remind: Some(15),
        organizer: Some(Person {
            name: "Zoë “Z” Müller, she/her".to_owned(),
            email: "zoë@space.example".to_owned(),
        }),
        attendees: vec![Person {
            name: "Ana".to_owned(),
            email: "ana+venus@space.example".to_owned(),
        }],
        ..meeting(&anchor, first, 18 * 60, 5)
    };
    let expected = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Groundcrew//Groundcrew//EN
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:20270315T180000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270328T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:team-1@groundcrew
DTSTAMP:20270101T000000Z
DTSTART;TZID=Europe/Paris:20270316T180000
DURATION:PT45M
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Paris:20270323T180000
SUMMARY:Team meeting
DESCRIPTION:Bring:\\n- one thing\\; or two\\, if you like\\n
LOCATION:https://meet.example/venus
URL:https://space.example/teams/venus?week=1#now
ORGANIZER;CN=\"Zoë “Z” Müller, she/her\":mailto:zo%C3%AB@space.example
ATTENDEE;CN=Ana:mailto:ana+venus@space.example
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Team meeting
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
";
    assert_eq!(file(vec![meeting]), Some(expected.replace('\n', "\r\n")));
}

#[test]
fn addresses_are_in_no_file_unless_they_are_put_in() {
    let first = date("2027-03-09");
    let anchor = anchor("Europe/Paris", first);
    let text = file(vec![meeting(&anchor, first, 18 * 60, 5)]).expect("a meeting is held");
    for property in [
        "ORGANIZER",
        "ATTENDEE",
        "mailto",
        "VALARM",
        "URL",
        "LOCATION",
        "DESCRIPTION",
    ] {
        assert!(!text.contains(property), "{text}");
    }
}

#[test]
fn each_zone_is_told_once_for_all_its_meetings() {
    let (winter, summer) = (date("2027-01-12"), date("2027-06-01"));
    let [paris, lagos] = ["Europe/Paris", "Africa/Lagos"].map(|name| anchor(name, winter));
    let text = file(vec![
        meeting(&paris, summer, 18 * 60, 3),
        meeting(&lagos, winter, 9 * 60, 3),
        meeting(&paris, winter, 18 * 60, 3),
    ]);
    let text = text.expect("meetings are held");
    read(&text);
    let zones: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("TZID"))
        .collect();
    assert_eq!(zones, ["TZID:Africa/Lagos", "TZID:Europe/Paris"]);
    assert_eq!(text.matches("BEGIN:DAYLIGHT").count(), 1);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3);
}

#[test]
fn no_meeting_makes_no_file() {
    let first = date("2027-03-09");
    let anchor = anchor("Europe/Paris", first);
    assert_eq!(file(Vec::new()), None);
    assert_eq!(file(vec![meeting(&anchor, first, 18 * 60, 0)]), None);
}

#[test]
fn only_names_of_zones_are_anchors() {
    for name in [
        "",
        "Europe/Paris\r\nX:y",
        "a b",
        "a;b",
        "a:b",
        "\"",
        "Ōsaka",
    ] {
        assert_eq!(Anchor::new(name, Offsets::fixed(0)), None, "{name:?}");
    }
    for name in [
        "UTC",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+1",
        "EST5EDT",
    ] {
        assert!(Anchor::new(name, Offsets::fixed(0)).is_some(), "{name}");
    }
}

#[test]
fn what_is_beyond_the_calendar_is_written_as_its_edge() {
    let anchor = Anchor::new("UTC", Offsets::fixed(0)).expect("a name");
    let last = Date::new(9999, 12, 31).expect("the last day");
    let meeting = Meeting {
        left_out: BTreeSet::from([1]),
        ..meeting(&anchor, last, 18 * 60, u32::MAX)
    };
    let text = file(vec![meeting]).expect("a meeting is held");
    assert!(
        text.contains("DTSTART;TZID=UTC:99991231T180000\r\n"),
        "{text}"
    );
    assert!(
        text.contains("EXDATE;TZID=UTC:99991231T235900\r\n"),
        "{text}"
    );
    let first = Date::new(0, 1, 1).expect("the first day");
    let calendar = groundcrew::format::ics::Calendar {
        made: Instant(i64::MIN),
        meetings: vec![super::kit::meeting(&anchor, first, 0, 1)],
    };
    let text = groundcrew::format::ics::to_text(&calendar).expect("a meeting is held");
    assert!(text.contains("DTSTAMP:00000101T000000Z\r\n"), "{text}");
}
