//! JSON is what others say it is: our own reader, held against one that everybody uses.

use groundcrew::domain::record::Value;
use groundcrew::format::json;
use proptest::prelude::*;

const RECORD: &str = include_str!("fixtures/records/record-v1.json");

/// Text that is JSON, or nearly.
fn json_or_not() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[\\[\\]{},: \n]",
        2 => r#""[a-c]?""#.prop_map(|name| name + ":"),
        3 => r"-?[0-9]{1,3}(\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?",
        1 => r"-?[0-9]{17,22}",
        2 => r#""(\\[a-z"/\\]|\\u[0-9a-dD]{0,4}|\\ud[89a-f][0-9]{2}|[é🎉a -]){0,3}"?"#,
        1 => "null|true|false|nul|-|\t",
    ];
    let parts = prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat());
    let within = prop_oneof![Just(("", "")), Just(("[", "]")), Just(("{\"a\":", "}"))];
    prop_oneof![
        2 => (parts, within).prop_map(|(parts, (from, to))| format!("{from}{parts}{to}")),
        1 => (any::<prop::sample::Index>(), 0u8..3).prop_map(|(place, what)| {
            let mut text: Vec<char> = RECORD.chars().collect();
            let at = place.index(text.len());
            match what {
                0 => drop(text.remove(at)),
                1 => text.truncate(at),
                _ => text.insert(at, ' '),
            }
            text.into_iter().collect()
        }),
    ]
}

fn is_same(ours: &Value, other: &serde_json::Value) -> bool {
    use serde_json::Value as Other;
    match (ours, other) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(a), Other::Bool(b)) => a == b,
        (Value::Integer(a), Other::Number(b)) => b.as_i128() == Some(*a),
        (Value::Float(a), Other::Number(b)) => {
            b.is_f64() && b.as_f64().map(f64::to_bits) == Some(a.to_bits())
        }
        (Value::Text(a), Other::String(b)) => a == b,
        (Value::List(a), Other::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(a), Other::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| is_same(a, b)))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_json_is_read_as_others_read_it_and_what_is_not_is_refused(text in json_or_not()) {
        let read = json::parse(&text);
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(other) => match read {
                Ok(value) => prop_assert!(is_same(&value, &other), "{text}: {value:?}"),
                // Readers differ about which of two is meant; here neither is.
                Err(bad) => prop_assert!(bad.reason.ends_with("is there twice"), "{text}: {bad:?}"),
            },
            Err(bad) => {
                prop_assert!(read.is_err(), "{text}: {bad}");
                prop_assert!(read.is_err_and(|read| read.line >= 1 && read.column <= text.len()));
            }
        }
    }
}
