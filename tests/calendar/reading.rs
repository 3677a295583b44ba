//! Contacts and weekly meetings of other programs, read: what is taken of each, and what is said of what can't be.

use groundcrew::format::content_line::reading::NotLines;
use groundcrew::format::ics::{self, NoMeeting, Proposal, weekly};
use groundcrew::format::vcard::{Card, Contact, NoContacts, Unread, parse, to_text};
use proptest::prelude::*;

use super::kit::{a_day, a_zone, anchor, file, meeting};
use super::texts::hostile;

/// Any zone that the database knows by just this name.
pub fn zone_of(name: &str) -> Option<String> {
    let is_known = jiff::tz::TimeZone::get(name).is_ok();
    is_known.then(|| name.to_owned())
}

/// Has both readers read a file: whatever it is, each of what they find stands on a line of it, in its order.
pub fn read_both(file: &[u8]) {
    let last = file.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
    let cards = parse(file).unwrap_or_default();
    let cards: Vec<usize> = cards.iter().map(|row| row.line).collect();
    let events = weekly(file, zone_of).unwrap_or_default();
    let events: Vec<usize> = events.iter().map(|row| row.line).collect();
    for lines in [cards, events] {
        assert!(lines.is_sorted(), "{lines:?}");
        assert!(lines.iter().all(|line| (1..=last).contains(line)));
    }
}

/// The line of a card, and whom it is of or why it can't be read.
type Said<'a> = (usize, Result<(&'a str, &'a str), &'a str>);

/// What is said of each card.
fn check_cards(text: &str, expected: &[Said<'_>]) {
    let rows = parse(text.as_bytes()).expect("contacts");
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            let contact = row.contact.as_ref().map_err(ToString::to_string);
            (row.line, contact.map(|c| (c.name.clone(), c.email.clone())))
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, contact)| {
            let contact = contact.map(|(name, email)| (name.to_owned(), email.to_owned()));
            (*line, contact.map_err(str::to_owned))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn contacts_of_every_version_are_read() {
    let rows = parse(
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana \xc5\x81uczak\\, PhD\r\nEMAIL;PREF=50:home@x.example\r\n\
          EMAIL;TYPE=work;PREF=1:Ana@Work.Example\r\nTZ:Europe/Warsaw\r\nNOTE:private\r\n\
          URL:https://github.com/ana\r\nBDAY:19900101\r\nEND:VCARD\r\n",
    );
    let contact = Contact {
        name: "Ana Łuczak, PhD".to_owned(),
        email: "Ana@Work.Example".to_owned(),
        zone: Some("Europe/Warsaw".to_owned()),
        github: Some("ana".to_owned()),
    };
    let rows = rows.expect("contacts");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].contact, Ok(contact));
    check_cards(
        "BEGIN:VCARD\nVERSION:3.0\nN:Okoro;Ada;M.,N.;Dr.;\nitem1.EMAIL;TYPE=INTERNET:a@x.example\n\
         item2.EMAIL;TYPE=INTERNET;TYPE=pref:mailto:b@x.example\nEND:VCARD\n\
         begin:vcard\nversion:2.1\nn;charset=utf-8;encoding=quoted-printable:=C3=89=\ncole;B=C3=A9a\n\
         email;internet;pref:bea@x.example\nagent:\nbegin:vcard\nfn:Her assistant\nend:vcard\nend:vcard\n",
        &[
            (1, Ok(("Ada M. N. Okoro", "b@x.example"))),
            (7, Ok(("Béa École", "bea@x.example"))),
        ],
    );
}

#[test]
fn a_card_that_is_not_read_says_why_and_leaves_the_others() {
    check_cards(
        "BEGIN:VCARD\nFN:No address\nEND:VCARD\n\
         BEGIN:VCARD\nEMAIL:a@x.example\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Bad\nEMAIL:at home\nEND:VCARD\n\
         BEGIN:VCARD\nFN;X=\"open:Odd\nEMAIL:b@x.example\nEND:VCARD\n\
         BEGIN:VCARD\nFN;CHARSET=KOI8-R;ENCODING=QUOTED-PRINTABLE:=F1\nEMAIL:c@x.example\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Broken off\nEMAIL:d@x.example\n\
         BEGIN:VCARD\nFN:Whole\nX-ODD;a broken line\nEMAIL:e@x.example\nEND:VCARD\n",
        &[
            (1, Err("there is no email address")),
            (4, Err("there is no name")),
            (7, Err("line 9: “at home” is no email address")),
            (11, Err("line 12 can't be parted")),
            (15, Err("line 16 is in the character set KOI8-R")),
            (19, Err("there is no END:VCARD")),
            (22, Ok(("Whole", "e@x.example"))),
        ],
    );
}

#[test]
fn a_file_without_contacts_says_so() {
    for (bytes, why) in [
        (&b""[..], NoContacts::NoCards),
        (b"name,email\nAna,a@x.example\n", NoContacts::NoCards),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", NoContacts::NoCards),
        (
            b"BEGIN:VCARD\nFN:\xe9\nEND:VCARD",
            NoContacts::NotLines(NotLines::NotUtf8 { line: 2 }),
        ),
    ] {
        assert_eq!(parse(bytes), Err(why));
    }
    let many = "BEGIN:VCARD\nEND:VCARD\n".repeat(2_001);
    assert_eq!(parse(many.as_bytes()), Err(NoContacts::TooMany));
}

/// An event with these lines, in a calendar; the event begins on line 2.
fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Sync\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

fn proposal(quarter: u16, minutes: Option<u16>, zone: Option<&str>) -> Proposal {
    Proposal {
        quarter,
        minutes,
        zone: zone.map(str::to_owned),
        place: String::new(),
    }
}

#[test]
fn a_weekly_event_is_read_as_a_meeting() {
    // Tuesday at 18:00.
    let tuesday = 96 + 18 * 4;
    for (lines, expected) in [
        (
            "DTSTART;TZID=Europe/Paris:20270202T180000\nDTEND;TZID=Europe/Paris:20270202T190000\nRRULE:FREQ=WEEKLY",
            proposal(tuesday, Some(60), Some("Europe/Paris")),
        ),
        (
            "DTSTART:20270202T180000Z\nDURATION:PT1H15M\nRRULE:FREQ=WEEKLY;WKST=SU;INTERVAL=1;COUNT=9;BYDAY=TU",
            proposal(tuesday, Some(75), Some("UTC")),
        ),
        (
            "DTSTART:20270202T180000\nRRULE:freq=weekly;until=20270404T000000",
            proposal(tuesday, None, None),
        ),
        // The rule says the day, not the first time.
        (
            "DTSTART;TZID=\"Europe/Paris\":20270201T180000\nDURATION:PT0S\nRRULE:BYDAY=TU;FREQ=WEEKLY",
            proposal(tuesday, None, Some("Europe/Paris")),
        ),
        // Over midnight, from Sunday.
        (
            "DTSTART:20270207T234500\nDTEND:20270208T004500\nRRULE:FREQ=WEEKLY;BYDAY=SU",
            proposal(671, Some(60), None),
        ),
    ] {
        let rows = weekly(event(lines).as_bytes(), zone_of).expect("an event");
        assert_eq!(rows.len(), 1, "{lines}");
        assert_eq!(rows[0].called, "Sync");
        assert_eq!(rows[0].meeting, Ok(expected), "{lines}");
    }
}

#[test]
fn a_weekly_event_that_is_no_meeting_here_says_why_and_where() {
    let start = "DTSTART;TZID=Europe/Paris:20270202T180000";
    for (lines, why) in [
        (
            "DTSTART;TZID=W. Europe Standard Time:20270202T180000\nRRULE:FREQ=WEEKLY".to_owned(),
            "line 4: there is no zone W. Europe Standard Time",
        ),
        (
            "DTSTART;VALUE=DATE:20270202\nRRULE:FREQ=WEEKLY".to_owned(),
            "line 4: it takes the whole day",
        ),
        (
            "DTSTART:20270202T181000Z\nRRULE:FREQ=WEEKLY".to_owned(),
            "line 4: it begins at 18:10",
        ),
        (
            "DTSTART:20270230T180000Z\nRRULE:FREQ=WEEKLY".to_owned(),
            "line 4 can't be read",
        ),
        ("RRULE:FREQ=WEEKLY".to_owned(), "there is no DTSTART"),
        (
            format!("{start}\nRRULE:FREQ=WEEKLY;INTERVAL=2"),
            "line 5: it comes every 2 weeks",
        ),
        (
            format!("{start}\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH"),
            "line 5: it comes on several days",
        ),
        (
            format!("{start}\nRRULE:FREQ=WEEKLY;BYMONTH=3"),
            "line 5: its rule has BYMONTH",
        ),
        (
            format!("{start}\nDTEND:20270202T180000Z\nRRULE:FREQ=WEEKLY"),
            "line 5: its end can't be read",
        ),
        (
            format!("{start}\nDTEND;TZID=Europe/Paris:20270202T170000\nRRULE:FREQ=WEEKLY"),
            "line 5: its end can't be read",
        ),
    ] {
        let rows = weekly(event(&lines).as_bytes(), zone_of).expect("an event");
        assert_eq!(rows.len(), 1, "{lines}");
        let error = rows[0].meeting.as_ref().expect_err("no meeting");
        assert_eq!(error.to_string(), why, "{lines}");
    }
}

#[test]
fn a_calendar_without_a_weekly_event_says_so() {
    let daily = event("DTSTART:20270202T180000Z\nRRULE:FREQ=DAILY");
    let off = event("DTSTART:20270202T180000Z\nRRULE:FREQ=WEEKLY\nSTATUS:CANCELLED");
    let alarm = event("DTSTART:20270202T180000Z\nBEGIN:VALARM\nRRULE:FREQ=WEEKLY\nEND:VALARM");
    for (text, why) in [
        ("", NoMeeting::NoCalendar),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", NoMeeting::NotWeekly(0)),
        (&daily, NoMeeting::NotWeekly(1)),
        (&off, NoMeeting::NotWeekly(1)),
        (&alarm, NoMeeting::NotWeekly(1)),
    ] {
        assert_eq!(weekly(text.as_bytes(), zone_of), Err(why), "{text}");
    }
}

#[test]
fn several_weekly_events_are_all_there_to_choose_from() {
    let one = event("DTSTART:20270202T180000Z\nRRULE:FREQ=WEEKLY");
    let broken_off = "BEGIN:VEVENT\nSUMMARY:Half\nRRULE:FREQ=WEEKLY\n";
    let text = one.replace("END:VCALENDAR\n", broken_off) + "END:VCALENDAR\n";
    let rows = weekly(text.as_bytes(), zone_of).expect("events");
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.line, row.called.as_str(), row.meeting.is_ok()))
        .collect();
    assert_eq!(rows, [(2, "Sync", true), (7, "Half", false)]);
}

/// A text as names are shown: in one line.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c == ' ');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").trim().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_both(&bytes);
    }

    #[test]
    fn any_text_among_the_lines_of_a_file_is_read_or_refused(
        texts in prop::collection::vec((prop::sample::select(vec![
            "BEGIN:VCARD\n", "END:VCARD\n", "FN", "N:", "EMAIL;", "TZ:", "AGENT:\n", "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n",
            "END:VEVENT\n", "RRULE:FREQ=WEEKLY;", "DTSTART:20270202T180000", "DTEND;TZID=", "DURATION:P", "ENCODING=QUOTED-PRINTABLE:=",
        ]), hostile()), 0..20)
    ) {
        let text: String = texts.iter().flat_map(|(line, text)| [*line, text.as_str()]).collect();
        read_both(text.as_bytes());
    }

    #[test]
    fn contacts_that_were_written_here_are_read_back(
        texts in prop::collection::vec((hostile(), "[a-z][a-z0-9.+-]{0,9}[a-z]@[a-z]{1,9}\\.example", a_zone()), 1..5)
    ) {
        let cards: Vec<Card> = texts.iter().map(|(text, email, zone)| Card {
            uid: text.clone(),
            full_name: text.clone(),
            email: Some(email.clone()),
            zone: Some(zone.clone()),
            url: Some("https://github.com/ana-b".to_owned()),
            note: Some(text.clone()),
            organization: vec![text.clone()],
            ..Card::default()
        }).collect();
        let rows = parse(to_text(&cards).as_bytes()).expect("contacts");
        prop_assert_eq!(rows.len(), cards.len());
        for (row, card) in rows.iter().zip(&cards) {
            let name = one_line(&written(&card.full_name));
            let expected = if name.is_empty() {
                Err(Unread::NoName)
            } else if !groundcrew::domain::answer::is_email(card.email.as_deref().unwrap_or_default()) {
                continue;
            } else {
                Ok(Contact {
                    name,
                    email: card.email.clone().unwrap_or_default(),
                    zone: card.zone.clone(),
                    github: Some("ana-b".to_owned()),
                })
            };
            prop_assert_eq!(&row.contact, &expected);
        }
    }

    #[test]
    fn promise_28_meetings_that_were_written_here_are_read_back_by_the_same_clock(
        name in a_zone(), first in a_day(), quarter in 0..96_u16, length in 1..=1440_u16, weeks in 2..30_u32,
        left_out in prop::collection::btree_set(0..30_u32, 0..4), texts in prop::array::uniform2(hostile()),
    ) {
        let anchor = anchor(&name, first);
        let mut meeting = meeting(&anchor, first, quarter * 15, weeks);
        meeting.length = length;
        meeting.left_out = left_out;
        meeting.summary.clone_from(&texts[0]);
        meeting.location = Some(texts[1].clone());
        meeting.remind = Some(10);
        let held = (0..weeks).filter(|week| !meeting.left_out.contains(week)).count();
        let text = file(vec![meeting.clone()]).unwrap_or_default();
        let rows = weekly(text.as_bytes(), zone_of);
        if held < 2 {
            // What is held once does not come back every week.
            prop_assert!(rows.is_err());
            return Ok(());
        }
        let day = (first.days_since_epoch() + 3).rem_euclid(7) as u16;
        let expected = ics::Row {
            line: rows.as_ref().map(|rows| rows[0].line).unwrap_or_default(),
            called: one_line(&written(&texts[0])),
            meeting: Ok(Proposal {
                quarter: day * 96 + quarter,
                minutes: Some(length),
                zone: Some(name),
                place: one_line(&written(&texts[1])),
            }),
        };
        prop_assert_eq!(rows, Ok(vec![expected]));
    }
}

/// A text as it is written: what shows nothing is left out, which parts no words.
fn written(text: &str) -> String {
    super::texts::held(text)
}

#[test]
fn reading_takes_time_that_grows_with_the_file_alone() {
    // What would take minutes if any line were looked at again for each that follows.
    let long = format!("BEGIN:VCARD\nFN:{}\n", "x\n ".repeat(1_000_000));
    assert_eq!(parse(long.as_bytes()).map(|rows| rows.len()), Ok(1));
    let soft = format!(
        "BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:{}\n",
        "x=\n".repeat(1_000_000)
    );
    assert_eq!(parse(soft.as_bytes()).map(|rows| rows.len()), Ok(1));
    let nested = format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n{}",
        "BEGIN:X\n".repeat(500_000)
    );
    assert_eq!(
        weekly(nested.as_bytes(), zone_of),
        Err(NoMeeting::NotWeekly(1))
    );
    let quotes = format!("BEGIN:VCARD\nFN{}:x\n", ";A=\"b\"".repeat(500_000));
    assert_eq!(parse(quotes.as_bytes()).map(|rows| rows.len()), Ok(1));
}
