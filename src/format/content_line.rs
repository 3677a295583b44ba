//! The lines of calendars and contacts (RFC 5545 and RFC 6350, section 3 of both), and texts in them.
//!
//! A text is one value of one line, whatever is in it (Promise 24). What breaks a line in any script or
//! system is written as the one break that both formats have; other control characters, which show
//! nothing, are left out; a tab and all else is kept as it is, also marks that turn the direction of
//! writing. What calendars open at a click is a web address or nothing. [`reading`] is the way back, also for the
//! files of other programs.

pub mod reading;

/// How many bytes a line has at most, without its end.
const LONGEST: usize = 75;
/// What a parameter may hold without quotes. All that names of zones have, since some readers take the
/// quotes for a part of such a name.
const BARE: &[u8] = b"/_+-.";
/// What an address may hold as it is: RFC 3986's reserved characters and the unreserved that are no
/// letters or digits, and `%`, as what is written with it already stays so.
const IN_ADDRESS: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";
/// What an email address may hold as it is in `mailto:` (RFC 6068).
const IN_EMAIL: &[u8] = b"-._~@+!$'*";

/// Writes lines, each folded and ended as both formats have it.
#[derive(Default)]
pub(super) struct ContentLines {
    out: String,
}

impl ContentLines {
    /// Begins a component.
    pub(super) fn begin(&mut self, component: &str) {
        self.line("BEGIN", component);
    }

    /// Ends a component.
    pub(super) fn end(&mut self, component: &str) {
        self.line("END", component);
    }

    /// A property, with its parameters behind its name, and a value that is written as it is.
    pub(super) fn line(&mut self, property: &str, value: &str) {
        let mut room = LONGEST;
        for piece in [property, ":", value] {
            debug_assert!(!piece.contains(['\r', '\n']), "a line within a line");
            for c in piece.chars() {
                if c.len_utf8() > room {
                    self.out.push_str("\r\n ");
                    // The space is a part of the line.
                    room = LONGEST - 1;
                }
                room -= c.len_utf8();
                self.out.push(c);
            }
        }
        self.out.push_str("\r\n");
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, property: &str, text: &str) {
        self.line(property, &escaped(text));
    }

    /// A property whose value is a text, if there is one.
    pub(super) fn some_text(&mut self, property: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(property, text);
        }
    }

    /// A property whose value is several texts, with what parts them; none if there are no texts.
    pub(super) fn texts(&mut self, property: &str, texts: &[&str], parted: &str) {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
            self.line(property, &texts.join(parted));
        }
    }

    /// A property whose value is a web address; none if this is not one.
    pub(super) fn web(&mut self, property: &str, address: Option<&str>) {
        let begins = |address: &&str| {
            let scheme = address.split_once("://").map(|(scheme, _)| scheme);
            scheme.is_some_and(|scheme| {
                scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
            })
        };
        if let Some(address) = address.filter(begins) {
            self.line(property, &percent(address, IN_ADDRESS));
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// The value of a parameter, in quotes if it needs them. Quotes and line breaks have no place there, and
/// RFC 6868, which makes one for them, is unknown to many readers; a backslash is to some the beginning
/// of an escape, and then the quotes are unended. So each is written as what looks most like it.
pub(super) fn parameter(text: &str) -> String {
    let is_bare = |b: u8| b.is_ascii_alphanumeric() || BARE.contains(&b);
    if !text.is_empty() && text.bytes().all(is_bare) {
        return text.to_owned();
    }
    let mut out = String::from('"');
    for c in settled(text) {
        match c {
            // To those who know RFC 6868.
            '^' => out.push_str("^^"),
            '"' => out.push('\''),
            '\n' => out.push(' '),
            '\\' => out.push('/'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The address that opens a message to somebody.
pub(super) fn mailto(email: &str) -> String {
    format!("mailto:{}", percent(email, IN_EMAIL))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in settled(text) {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// The characters of a text with one sort of line break (those of the Unicode Standard, 5.8), and no
/// other control characters but tabs.
fn settled(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut before = None;
    text.chars().filter_map(move |c| {
        let is_second = before.replace(c) == Some('\r') && c == '\n';
        match c {
            '\n' if is_second => None,
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(c),
            c if c.is_control() => None,
            c => Some(c),
        }
    })
}

/// A text in an address: all but ASCII letters, digits and what may be there is written in percent.
fn percent(text: &str, may_be: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || may_be.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn promise_24_a_text_is_written_so_that_it_ends_no_line() {
        for (text, written) in [
            ("", ""),
            (
                "Tuesday, 18:00; bring \\o/",
                "Tuesday\\, 18:00\\; bring \\\\o/",
            ),
            ("a\r\nEND:VEVENT", "a\\nEND:VEVENT"),
            ("a\rb\nc\n\rd", "a\\nb\\nc\\n\\nd"),
            (
                "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f",
                "a\\nb\\nc\\nd\\ne\\nf",
            ),
            ("a\0b\u{7f}c\u{1b}d\u{9b}e\tf", "abcde\tf"),
            ("\u{202e}abc\u{2066}é🎉", "\u{202e}abc\u{2066}é🎉"),
            ("\\n", "\\\\n"),
        ] {
            assert_eq!(escaped(text), written, "{text:?}");
        }
    }

    #[test]
    fn promise_24_a_parameter_does_not_leave_its_quotes() {
        for (text, written) in [
            ("Europe/Paris", "Europe/Paris"),
            ("Etc/GMT+1", "Etc/GMT+1"),
            ("", "\"\""),
            ("Ana: B; C, D", "\"Ana: B; C, D\""),
            ("x\":mailto:evil", "\"x':mailto:evil\""),
            ("a^b\r\nc\0\\", "\"a^^b c/\""),
        ] {
            assert_eq!(parameter(text), written, "{text:?}");
        }
    }

    #[test]
    fn promise_24_only_web_addresses_are_opened_at_a_click() {
        for (address, written) in [
            (
                "https://example.org/a?b=%20&c",
                "URL:https://example.org/a?b=%20&c\r\n",
            ),
            ("HTTP://é.example", "URL:HTTP://%C3%A9.example\r\n"),
            ("https://x\r\nATTACH:y", "URL:https://x%0D%0AATTACH:y\r\n"),
            ("javascript:alert(1)//https://x", ""),
            ("file:///etc/passwd", ""),
            ("example.org", ""),
        ] {
            let mut lines = ContentLines::default();
            lines.web("URL", Some(address));
            assert_eq!(lines.finish(), written, "{address:?}");
        }
        assert_eq!(
            mailto("a+b@x.example?bcc=c&d"),
            "mailto:a+b@x.example%3Fbcc%3Dc%26d"
        );
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold_to_what_was_written(value in "[^\r\n]{0,300}") {
            let mut lines = ContentLines::default();
            lines.line("NOTE", &value);
            let folded = lines.finish();
            let whole = folded.strip_suffix("\r\n").expect("an end");
            for line in whole.split("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{line:?}");
            }
            // No line is shorter than it has to be: the next character had no room.
            let pieces: Vec<&str> = whole.split("\r\n ").collect();
            for (i, pair) in pieces.windows(2).enumerate() {
                let next = pair[1].chars().next().expect("no empty line");
                prop_assert!(usize::from(i > 0) + pair[0].len() + next.len_utf8() > LONGEST);
            }
            prop_assert_eq!(pieces.concat(), format!("NOTE:{value}"));
        }
    }
}
