//! [`Value`] to JSON and back, exactly: keys sorted, no white space, the same bytes every time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::{self, Write};

use crate::domain::record::Value;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct NotJson {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What the parser found, for the technically minded.
    pub reason: String,
}

/// How deep lists and objects may stand in each other, so that no file is a way to fill the stack.
const DEPTH: usize = 127;

/// The value a JSON text says.
pub fn parse(text: &str) -> Result<Value, NotJson> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH).and_then(|value| match reader.peek() {
        None => Ok(value),
        Some(_) => Err("more after the end".into()),
    });
    value.map_err(|reason| reader.not_json(reason.into_owned()))
}

/// What is left of a text, and what is wrong with what comes next in it.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

type Next<T> = Result<T, Cow<'static, str>>;

impl<'a> Reader<'a> {
    fn not_json(&self, reason: String) -> NotJson {
        let bytes = self.text.as_bytes();
        let to = bytes.len().min(self.at + 1);
        let before = bytes[..to].rsplit(|byte| *byte == b'\n');
        NotJson {
            line: before.clone().count(),
            column: before.map(<[u8]>::len).next().unwrap_or(0),
            reason,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn value(&mut self, depth: usize) -> Next<Value> {
        let opened = |depth: usize| depth.checked_sub(1).ok_or("too deep");
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'[') => {
                let depth = opened(depth)?;
                self.at += 1;
                let mut list = Vec::new();
                while self.goes_on(b']', list.is_empty())? {
                    list.push(self.value(depth)?);
                }
                Ok(Value::List(list))
            }
            Some(b'{') => {
                let depth = opened(depth)?;
                self.at += 1;
                let mut map = BTreeMap::new();
                while self.goes_on(b'}', map.is_empty())? {
                    if self.peek() != Some(b'"') {
                        return Err("a name in quotes is needed".into());
                    }
                    let name = self.string()?;
                    if !self.take(b':') {
                        return Err("“:” is needed".into());
                    }
                    let part = self.value(depth)?;
                    // Which of two would be meant? Readers differ, so it is no good file.
                    match map.entry(name) {
                        Entry::Vacant(free) => drop(free.insert(part)),
                        Entry::Occupied(taken) => {
                            return Err(format!("“{}” is there twice", taken.key()).into());
                        }
                    }
                }
                Ok(Value::Map(map))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => {
                for (word, value) in [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                ] {
                    if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err("a value is needed".into())
            }
            None => Err("it ends too early".into()),
        }
    }

    /// Whether another item comes, or the end of the list or object, which it takes.
    fn goes_on(&mut self, end: u8, is_first: bool) -> Next<bool> {
        if self.take(end) {
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        if !self.take(b',') {
            return Err(match self.byte() {
                Some(_) => "“,” or the end is needed".into(),
                None => "it ends too early".into(),
            });
        }
        match self.peek() {
            Some(byte) if byte == end => Err("something is needed after “,”".into()),
            _ => Ok(true),
        }
    }

    fn digits(&mut self) -> usize {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        self.at - from
    }

    fn number(&mut self) -> Next<Value> {
        let from = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let first = self.byte();
        let digits = self.digits();
        if digits == 0 || (digits > 1 && first == Some(b'0')) {
            return Err("a number is needed".into());
        }
        let mut is_whole = true;
        if self.byte() == Some(b'.') {
            is_whole = false;
            self.at += 1;
            if self.digits() == 0 {
                return Err("a digit is needed".into());
            }
        }
        if let Some(b'e' | b'E') = self.byte() {
            is_whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err("a digit is needed".into());
            }
        }
        let text = &self.text[from..self.at];
        // Of whole numbers, those beyond what a [`Value`] has are taken as others are, and so is -0.
        if is_whole && text != "-0" {
            let number = match text.as_bytes()[0] {
                b'-' => text.parse::<i64>().map(i128::from),
                _ => text.parse::<u64>().map(i128::from),
            };
            if let Ok(number) = number {
                return Ok(Value::Integer(number));
            }
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            Ok(_) | Err(_) => Err("the number is too large".into()),
        }
    }

    /// A text in quotes, the first of which is next.
    fn string(&mut self) -> Next<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest
                .bytes()
                .position(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
                .unwrap_or(rest.len());
            self.at += plain;
            out.push_str(&rest[..plain]);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escaped()?);
                }
                Some(_) => return Err("a control character in a text".into()),
                None => return Err("it ends within a text".into()),
            }
        }
    }

    /// The character that what comes after a backslash stands for.
    fn escaped(&mut self) -> Next<char> {
        let byte = self.byte();
        let plain = match byte {
            Some(b'"' | b'\\' | b'/') => byte,
            Some(b'b') => Some(8),
            Some(b'f') => Some(12),
            Some(b'n') => Some(b'\n'),
            Some(b'r') => Some(b'\r'),
            Some(b't') => Some(b'\t'),
            _ => None,
        };
        self.at += usize::from(byte.is_some());
        if let Some(plain) = plain {
            return Ok(plain.into());
        }
        let mut code = self.code(byte == Some(b'u'))?;
        if let 0xd800..0xdc00 = code
            && self.text.as_bytes()[self.at..].starts_with(b"\\u")
        {
            self.at += 2;
            let low = self.code(true)?.wrapping_sub(0xdc00);
            code = if low < 0x400 {
                0x10000 + ((code - 0xd800) << 10) + low
            } else {
                0xd800
            };
        }
        char::from_u32(code).ok_or("half a character".into())
    }

    fn code(&mut self, is_one: bool) -> Next<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let digits = digits.filter(|digits| is_one && digits.iter().all(u8::is_ascii_hexdigit));
        if digits.is_none() {
            return Err("no such escape".into());
        }
        let digits = &self.text[self.at..self.at + 4];
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| "no such escape".into())
    }
}

/// The JSON text of a value.
pub fn to_text(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value);
    out
}

/// Adds the JSON text of a value.
pub fn write(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Integer(number) => write_number(out, format_args!("{number}")),
        // The shortest digits that read back as the same number. There is no other number than
        // a finite one in JSON, and none in a [`Value`].
        Value::Float(number) if number.is_finite() => write_number(out, format_args!("{number:?}")),
        Value::Float(_) => out.push_str("null"),
        Value::Text(text) => write_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(out, item);
            }
            out.push(']');
        }
        Value::Map(parts) => {
            out.push('{');
            for (i, (name, part)) in parts.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_text(out, name);
                out.push(':');
                write(out, part);
            }
            out.push('}');
        }
    }
}

/// Adds a number.
pub fn write_number(out: &mut String, number: fmt::Arguments<'_>) {
    out.write_fmt(number).expect("a String takes any text");
}

/// Adds a text in quotes.
pub fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut plain_from = 0;
    for (i, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[plain_from..i]);
        plain_from = i + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            control => write_number(out, format_args!("\\u{control:04x}")),
        }
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for text in [
            "null",
            "true",
            "-9223372036854775808",
            "18446744073709551615",
            "0.1",
            "-0.0",
            "1.0",
            "1e300",
            "5e-324",
            "1.2345678901234568e20",
            r#""a\"b\\c\n\r\t\u0001é🎉""#,
            r#"[1,[],{}]"#,
            r#"{"a":1,"b":{"c":null}}"#,
        ] {
            assert_eq!(parse(text).map(|v| to_text(&v)), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_deep_is_refused_before_it_fills_the_stack() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(DEPTH)).is_ok());
        assert!(parse(&nested(DEPTH + 1)).is_err());
        assert!(parse(&"[{\"a\":".repeat(100_000)).is_err());
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_column() {
        for (text, column) in [
            ("", 0),
            ("{", 1),
            ("[1,]", 4),
            (r#"{"a":1,"a":2}"#, 13),
            ("1 2", 3),
        ] {
            assert_eq!(parse(text).map_err(|e| e.column), Err(column), "{text}");
        }
    }
}
