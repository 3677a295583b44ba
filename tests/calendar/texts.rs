//! What people write is a text in a calendar and nothing else: no line, component, property or parameter
//! comes of it, and another library reads it back.

use calcard::icalendar::{
    ICalendar, ICalendarComponentType, ICalendarParameterName, ICalendarProperty,
};
use groundcrew::format::ics::{Meeting, Person};
use proptest::prelude::*;

use super::kit::{anchor, components, date, file, meeting, read, text, unfolded};

/// What people write, and what attackers do.
pub fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\r\n",
        "\n",
        "\r",
        "\n ",
        "\r\n\t",
        "\u{2028}",
        "\u{2029}",
        "\u{85}",
        "\u{b}",
        "\u{c}",
        "\0",
        "\u{1b}",
        "\u{7f}",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "\\",
        "\\n",
        "\\N",
        "\\;",
        "\\\\",
        ";",
        ",",
        ":",
        "\"",
        "^",
        "^n",
        "^'",
        "=",
        "'",
        "\t",
        " ",
        "%0D%0A",
        "END:VEVENT",
        "END:VCARD",
        "BEGIN:VEVENT",
        "ATTACH:file:///etc/passwd",
        "mailto:",
        "javascript:alert(1)",
        "https://x.example/",
        "<script>",
        "é",
        "🎉",
        "名前",
        "e\u{301}",
    ]);
    let any =
        prop_oneof![3 => piece.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z ]{0,80}"];
    prop::collection::vec(any, 0..9).prop_map(|pieces| pieces.concat())
}

/// A text with one sort of line break and no control characters but tabs: what both formats can hold.
pub fn held(text: &str) -> String {
    let breaks = [
        "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
    ];
    let text = breaks
        .iter()
        .fold(text.to_owned(), |text, end| text.replace(end, "\n"));
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}

/// The names of properties and parameters, line by line, as a reader that knows no property sees them.
pub fn names(file: &str) -> Vec<String> {
    let lines = unfolded(file);
    let name = |line: String| {
        let mut in_quotes = false;
        let end = line.find(|c| {
            in_quotes ^= c == '"';
            c == ':' && !in_quotes
        });
        let (head, _) = line.split_at(end.expect("a property"));
        assert!(
            !line.chars().any(|c| c != '\t' && c.is_control()),
            "{line:?}"
        );
        if matches!(head, "BEGIN" | "END") {
            return line.clone();
        }
        let bare: String = head.split('"').step_by(2).collect();
        let names = bare.split(';').filter_map(|part| part.split('=').next());
        names.collect::<Vec<_>>().join(";")
    };
    lines.into_iter().map(name).collect()
}

/// The components, and how many lines each has.
pub fn sort(calendar: &ICalendar) -> Vec<(&str, usize)> {
    let components = calendar.components.iter();
    components
        .map(|component| (component.component_type.as_str(), component.entries.len()))
        .collect()
}

/// A meeting with these texts: uid, summary, description, place, address, name and email of a person.
pub fn with_texts(texts: &[String; 7]) -> String {
    let first = date("2027-03-09");
    let anchor = anchor("Europe/Paris", first);
    let [uid, summary, description, location, url, name, email] = texts.clone();
    let person = Person { name, email };
    let meeting = Meeting {
        uid,
        summary,
        description: Some(description),
        location: Some(location),
        url: Some(format!("https://{url}")),
        remind: Some(10),
        organizer: Some(person.clone()),
        attendees: vec![person],
        ..meeting(&anchor, first, 18 * 60, 5)
    };
    file(vec![meeting]).expect("a meeting is held")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn promise_24_whatever_people_write_a_calendar_has_the_same_lines_and_parts(
        texts in prop::array::uniform7(hostile())
    ) {
        let plain = with_texts(&[(); 7].map(|()| "plain text".to_owned()));
        let file = with_texts(&texts);
        prop_assert_eq!(names(&file), names(&plain));
        let (calendar, plain) = (read(&file), read(&plain));
        prop_assert_eq!(sort(&calendar), sort(&plain));

        let [uid, summary, description, location, ..] = texts;
        let event = components(&calendar, ICalendarComponentType::VEvent)[0];
        let alarm = components(&calendar, ICalendarComponentType::VAlarm)[0];
        for (component, property, written) in [
            (event, ICalendarProperty::Uid, &uid),
            (event, ICalendarProperty::Summary, &summary),
            (event, ICalendarProperty::Description, &description),
            (event, ICalendarProperty::Location, &location),
            (alarm, ICalendarProperty::Description, &summary),
        ] {
            let read = text(component, &property).unwrap_or_default();
            prop_assert_eq!(read, held(written), "{:?}", property);
        }
        let url = text(event, &ICalendarProperty::Url).expect("an address");
        prop_assert!(url.starts_with("https://") && url.bytes().all(|b| b.is_ascii_graphic()));
        for property in [ICalendarProperty::Organizer, ICalendarProperty::Attendee] {
            let address = text(event, &property).expect("an address");
            prop_assert!(address.starts_with("mailto:") && !address.contains(['?', '&', ',']));
        }
    }
}

#[test]
fn promise_24_names_are_read_back_from_quotes() {
    for (name, read_back) in [
        ("Ana", "Ana"),
        ("Müller, Zoë; x: \"y\"", "Müller, Zoë; x: 'y'"),
        ("a\r\nb^n", "a b^n"),
        ("back\\slash\\", "back/slash/"),
        ("\u{202e}x\0", "\u{202e}x"),
    ] {
        let mut texts = [(); 7].map(|()| "plain".to_owned());
        texts[5] = name.to_owned();
        let file = with_texts(&texts);
        let line = unfolded(&file);
        let line = line
            .iter()
            .find(|line| line.starts_with("ATTENDEE"))
            .expect("who comes");
        let calendar = read(&file);
        let event = components(&calendar, ICalendarComponentType::VEvent)[0];
        let property = event
            .property(&ICalendarProperty::Attendee)
            .expect("who comes");
        let found = property
            .parameter(&ICalendarParameterName::Cn)
            .and_then(|name| name.as_text());
        // Calcard leaves it to others to read `^^` as RFC 6868 has it.
        let found = found.map(|name| name.replace("^^", "^"));
        assert_eq!(found.as_deref(), Some(read_back), "{line}");
    }
}

/// Texts as they stand, already escaped or badly so, in the sample files that calcard was tested with
/// (from RFC 5545, RFC 6350 and files of Apple, Google, Outlook and Evolution).
#[test]
fn promise_24_texts_that_look_escaped_are_read_back_as_they_are() {
    for odd in [
        "Bring a friend\\, it's fun\\; really",
        "line one\\nline two\\Nline three",
        "C:\\new\\table",
        "\\\\server\\share\\",
        "a\\\\nb\\\\\\nc",
        "ends with a backslash\\",
        "\\",
        "caret ^n ^^ ^' stays",
        "=0D=0A quoted-printable =\n",
        "BEGIN:VALARM\\nTRIGGER:-PT0M",
        " leading and trailing spaces ",
        "a\n b\n\tc",
        "{\\rtf1\\ansi}",
        "&lt;b&gt; &amp; \"quotes\"",
    ] {
        let texts = [(); 7].map(|()| odd.to_owned());
        let calendar = read(&with_texts(&texts));
        let event = components(&calendar, ICalendarComponentType::VEvent)[0];
        for property in [ICalendarProperty::Summary, ICalendarProperty::Description] {
            assert_eq!(text(event, &property), Some(odd));
        }
    }
}
