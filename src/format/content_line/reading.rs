//! The lines of other programs' calendars and contacts, read: put together again where they were folded, parted into
//! name, parameters and value.
//!
//! Lenient where nothing can be mistaken (line ends, blank lines, the case of names), and never guessing: a line that
//! can't be parted says so. Every byte is looked at a fixed number of times.

/// Files above this many bytes are refused: contacts with a photo each have about 20 KB, and more of them than this
/// are nobody's team.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// Why a file has no lines that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotLines {
    /// It has more bytes than are read.
    #[error("more than {LARGEST} bytes")]
    TooLarge,
    /// It is not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The first line that is not.
        line: usize,
    },
}

/// A line, put together again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Line {
    /// The line of the file on which it begins, from 1.
    pub(in crate::format) number: usize,
    /// The name of the property in capital letters, without the group before it.
    pub(in crate::format) name: String,
    /// What is behind the name; nothing if that can't be parted.
    pub(in crate::format) rest: Option<Rest>,
}

/// What is behind the name of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Rest {
    /// The parameters, their names in capital letters, with their values. In vCard 2.1 a value may stand alone: it is
    /// then the name of a parameter without values.
    parameters: Vec<(String, Vec<String>)>,
    /// The value as it is written.
    pub(in crate::format) value: String,
}

impl Line {
    /// Whether it begins or ends a component of this name.
    pub(in crate::format) fn bounds(&self, bound: &str, component: &str) -> bool {
        let value = self.rest.as_ref().map(|rest| rest.value.trim());
        self.name == bound && value.is_some_and(|value| value.eq_ignore_ascii_case(component))
    }
}

impl Rest {
    /// The values of a parameter.
    pub(in crate::format) fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        let of_name = self
            .parameters
            .iter()
            .filter(move |(known, _)| known == name);
        of_name.flat_map(|(_, values)| values).map(String::as_str)
    }

    /// The first value of a parameter.
    pub(in crate::format) fn first(&self, name: &str) -> Option<&str> {
        let (_, values) = self.parameters.iter().find(|(known, _)| known == name)?;
        values.first().map(String::as_str)
    }

    /// Whether a parameter, or a value that stands alone, has this name.
    pub(in crate::format) fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|(known, _)| known == name)
    }

    /// The value as one text.
    pub(in crate::format) fn text(&self) -> String {
        unescaped(&self.value)
    }
}

/// The lines of a file, in their order; blank ones are none.
pub(in crate::format) fn lines(bytes: &[u8]) -> Result<Vec<Line>, NotLines> {
    if bytes.len() > LARGEST {
        return Err(NotLines::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = Vec::new();
    // The line that may go on.
    let mut open: Option<(usize, Vec<u8>)> = None;
    for (number, piece) in physical(bytes) {
        match (&mut open, piece.split_first()) {
            // A fold may stand in the middle of a character, so bytes are put together, not texts.
            (Some((_, whole)), Some((b' ' | b'\t', folded))) => whole.extend_from_slice(folded),
            (Some((_, whole)), Some(_)) if goes_on(whole) => {
                whole.pop();
                whole.extend_from_slice(piece);
            }
            (_, Some(_)) => {
                if let Some((number, whole)) = open.replace((number, piece.to_vec())) {
                    lines.push(line(number, whole)?);
                }
            }
            (_, None) => {}
        }
    }
    if let Some((number, whole)) = open {
        lines.push(line(number, whole)?);
    }
    Ok(lines)
}

/// Whether a line of vCard 2.1 goes on below: in quoted-printable the end of a line that ends in `=` is none.
fn goes_on(whole: &[u8]) -> bool {
    whole.last() == Some(&b'=') && {
        // Such a parameter stands near the beginning: looking no further keeps the reading of long values linear.
        let head = &whole[..whole.len().min(200)];
        let head = head.split(|b| *b == b':').next().unwrap_or_default();
        let head = head.to_ascii_uppercase();
        head.windows(16).any(|part| part == b"QUOTED-PRINTABLE")
    }
}

/// The lines as they stand in the file, with their numbers: each ended by CRLF, LF or CR.
fn physical(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut rest = Some(bytes);
    let mut number = 0;
    std::iter::from_fn(move || {
        let left = rest?;
        number += 1;
        let Some(at) = left.iter().position(|b| matches!(b, b'\n' | b'\r')) else {
            rest = None;
            return Some((number, left));
        };
        let (piece, end) = left.split_at(at);
        rest = Some(end.strip_prefix(b"\r\n").unwrap_or(&end[1..]));
        Some((number, piece))
    })
}

fn line(number: usize, whole: Vec<u8>) -> Result<Line, NotLines> {
    let text = String::from_utf8(whole).map_err(|_| NotLines::NotUtf8 { line: number })?;
    let end = text.find([';', ':']).unwrap_or(text.len());
    let name = text[..end].trim();
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    Ok(Line {
        number,
        name: name.to_ascii_uppercase(),
        rest: rest(&text[end..]),
    })
}

/// Parts what is behind the name of a property.
fn rest(mut text: &str) -> Option<Rest> {
    let mut parameters = Vec::new();
    loop {
        if let Some(value) = text.strip_prefix(':') {
            let value = value.to_owned();
            return Some(Rest { parameters, value });
        }
        text = text.strip_prefix(';')?;
        let end = text.find(['=', ';', ':'])?;
        let name = text[..end].trim().to_ascii_uppercase();
        text = &text[end..];
        let mut values = Vec::new();
        while let Some(after) = text.strip_prefix(if values.is_empty() { '=' } else { ',' }) {
            let (value, after) = parameter_value(after)?;
            values.push(value);
            text = after;
        }
        parameters.push((name, values));
    }
}

/// A value of a parameter, and what is behind it.
fn parameter_value(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, after) = quoted.split_once('"')?;
        return Some((uncareted(value), after));
    }
    let end = text.find([',', ';', ':'])?;
    Some((uncareted(text[..end].trim()), &text[end..]))
}

/// A value of a parameter with the marks of RFC 6868 made into what they stand for.
fn uncareted(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        let mut ahead = chars.clone();
        let marked = match (c, ahead.next()) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('\'')) => Some('"'),
            ('^', Some('^')) => Some('^'),
            _ => None,
        };
        if marked.is_some() {
            chars = ahead;
        }
        out.push(marked.unwrap_or(c));
    }
    out
}

/// A text with its escapes made into what they stand for. What is no escape stays as it is.
pub(in crate::format) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let mut ahead = chars.clone();
        let meant = match (c, ahead.next()) {
            ('\\', Some('n' | 'N')) => Some('\n'),
            // A colon needs none, but some programs write one.
            ('\\', Some(escaped @ ('\\' | ';' | ',' | ':'))) => Some(escaped),
            _ => None,
        };
        if meant.is_some() {
            chars = ahead;
        }
        out.push(meant.unwrap_or(c));
    }
    out
}

/// The parts of a value, still escaped, between marks that are not.
pub(in crate::format) fn parts(value: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begins, mut is_escaped) = (0, false);
    for (at, c) in value.char_indices() {
        if c == mark && !is_escaped {
            parts.push(&value[begins..at]);
            begins = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    parts.push(&value[begins..]);
    parts
}

/// A text in one line, without the blanks around it: how names and places are shown here.
pub(in crate::format) fn in_one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c == ' ');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, parameters and value of each line; the name alone of one that can't be parted.
    fn check(bytes: &[u8], expected: &[(usize, &str)]) {
        let found = lines(bytes).expect("UTF-8");
        let found: Vec<(usize, String)> = found
            .into_iter()
            .map(|line| {
                let rest = line.rest.map(|rest| {
                    let parameters = rest.parameters.iter();
                    let parameters = parameters.map(|(name, values)| format!(" {name}{values:?}"));
                    format!("{} = {:?}", parameters.collect::<String>(), rest.value)
                });
                (line.number, line.name + &rest.unwrap_or_default())
            })
            .collect();
        let expected: Vec<(usize, String)> = expected
            .iter()
            .map(|(number, text)| (*number, (*text).to_owned()))
            .collect();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn lines_are_unfolded_and_parted() {
        check(b"", &[]);
        check(
            b"\xef\xbb\xbffn:Ana\r\n B\n\tC\nx",
            &[(1, "FN = \"AnaBC\""), (4, "X")],
        );
        check(
            b"A:1\r\n\r\nB:2\rC:3\n",
            &[(1, "A = \"1\""), (3, "B = \"2\""), (4, "C = \"3\"")],
        );
        // In the middle of a character.
        check(b"FN:\xc3\r\n \xa9", &[(1, "FN = \"\u{e9}\"")]);
        check(
            b"item1.EMAIL;type=INTERNET,\"a;b:c\";TYPE=pref;HOME:x@y",
            &[(
                1,
                "EMAIL TYPE[\"INTERNET\", \"a;b:c\"] TYPE[\"pref\"] HOME[] = \"x@y\"",
            )],
        );
        check(
            b"A;CN=\"^'B^' ^^ ^n ^x\":",
            &[(1, "A CN[\"\\\"B\\\" ^ \\n ^x\"] = \"\"")],
        );
        check(b"A;CN=\"B:c", &[(1, "A")]);
        check(b"A;CN=b", &[(1, "A")]);
        check(
            b"N;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=A9\r\nFN:a=\r\nX:b",
            &[
                (1, "N ENCODING[\"QUOTED-PRINTABLE\"] = \"=C3=A9\""),
                (3, "FN = \"a=\""),
                (4, "X = \"b\""),
            ],
        );
    }

    #[test]
    fn what_is_no_text_is_said_with_its_line() {
        for (bytes, line) in [
            (&b"A:1\nB:\xe9\n"[..], 2),
            (b"\xff\xfeB\0E\0", 1),
            (b"A:1\r\n \xff", 1),
        ] {
            assert_eq!(lines(bytes), Err(NotLines::NotUtf8 { line }));
        }
        let large = vec![b' '; LARGEST + 1];
        assert_eq!(lines(&large), Err(NotLines::TooLarge));
    }

    #[test]
    fn texts_are_unescaped_and_parted() {
        for (text, expected) in [
            ("a\\, b\\; c\\nd\\Ne\\\\n", "a, b; c\nd\ne\\n"),
            ("a\\xb\\", "a\\xb\\"),
            ("\\:", ":"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
        assert_eq!(parts("a\\;b;c\\\\;d", ';'), ["a\\;b", "c\\\\", "d"]);
        assert_eq!(in_one_line(" a\n b\t\u{1b}c  d\r"), "a b c d");
    }
}
