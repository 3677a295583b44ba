//! [`Value`] to JSON and back, exactly: keys sorted, no white space, the same bytes every time.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

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

/// The value a JSON text says.
pub fn parse(text: &str) -> Result<Value, NotJson> {
    serde_json::from_str(text).map_err(|error| NotJson {
        line: error.line(),
        column: error.column(),
        reason: error.to_string(),
    })
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

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Integer(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, part)) = parts.next_entry::<String, Value>()? {
            // Which of two would be meant? Readers differ, so it is no good file.
            if map.contains_key(&name) {
                return Err(de::Error::custom(format_args!("“{name}” is there twice")));
            }
            map.insert(name, part);
        }
        Ok(Value::Map(map))
    }
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
