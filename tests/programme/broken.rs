//! Broken programme files: our reader and the published JSON Schema find the same places, and every
//! fault says what to do.
//!
//! `broken-*` break the schema; `astray-*` break what no schema can say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use groundcrew::format::programme::{Fault, Remarks, parse, remarks};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../public/programme.schema.json");
const SAMPLE: &str = include_str!("../../public/programme.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON of the tests")
}

/// The fixtures whose names begin so: name and text.
fn fixtures(start: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/programme");
    std::fs::read_dir(folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.strip_prefix(start)?.to_owned();
            let text = std::fs::read_to_string(&path).expect("a fixture that can be read");
            Some((name, text))
        })
        .collect()
}

/// What our reader says, as lines.
fn said(text: &str) -> Vec<String> {
    match parse(text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// Where our reader finds faults.
fn places(text: &str) -> BTreeSet<String> {
    match parse(text) {
        Ok(_) => BTreeSet::new(),
        Err(errors) => errors.iter().map(|e| e.place.as_str().to_owned()).collect(),
    }
}

/// Where the schema finds faults, written as our reader writes places.
fn schema_places(text: &str) -> BTreeSet<String> {
    let schema = jsonschema::draft202012::new(&json(SCHEMA)).expect("a valid schema");
    let instance = json(text);
    schema
        .iter_errors(&instance)
        .map(|error| {
            let mut place = String::new();
            let pointer = error.instance_path().to_string();
            for part in pointer.split('/').skip(1) {
                if part.bytes().all(|b| b.is_ascii_digit()) {
                    place.push_str(&format!("[{part}]"));
                } else {
                    place.push_str(if place.is_empty() { "" } else { "." });
                    place.push_str(part);
                }
            }
            if let ValidationErrorKind::Required { property } = error.kind() {
                let property = property.as_str().expect("a name");
                place.push_str(if place.is_empty() { "" } else { "." });
                place.push_str(property);
            }
            place
        })
        .collect()
}

#[test]
fn the_schema_is_one_and_takes_the_sample() {
    assert!(jsonschema::meta::is_valid(&json(SCHEMA)));
    assert_eq!(schema_places(SAMPLE), BTreeSet::new());
    for text in fixtures("valid-").values() {
        assert_eq!(schema_places(text), BTreeSet::new());
        assert_eq!(said(text), Vec::<String>::new());
    }
}

#[test]
fn everything_in_the_schema_is_described() {
    fn walk(place: &str, value: &Value) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            let is_condition = place.ends_with("/if") || place.contains("/then");
            for (name, property) in properties {
                let described = property.get("description").is_some();
                assert!(
                    described || is_condition,
                    "{place}: {name} has no description"
                );
            }
        }
        match value {
            Value::Object(parts) => parts
                .iter()
                .for_each(|(k, v)| walk(&format!("{place}/{k}"), v)),
            Value::Array(items) => items.iter().for_each(|v| walk(place, v)),
            _ => {}
        }
    }
    walk("", &json(SCHEMA));
}

#[test]
fn reader_and_schema_find_the_same_places() {
    let broken = fixtures("broken-");
    assert!(broken.len() >= 15, "{}", broken.len());
    for (name, text) in broken {
        let ours = places(&text);
        assert_ne!(ours, BTreeSet::new(), "{name}");
        assert_eq!(ours, schema_places(&text), "{name}");
    }
}

#[test]
fn what_goes_astray_passes_the_schema_and_not_the_reader() {
    for (name, text) in fixtures("astray-") {
        assert_eq!(schema_places(&text), BTreeSet::new(), "{name}");
        assert_ne!(said(&text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_fault_says_where_and_what_to_do() {
    let mut all = String::new();
    for start in ["broken-", "astray-"] {
        for (name, text) in fixtures(start) {
            all.push_str(&format!("{start}{name}\n"));
            for line in said(&text) {
                all.push_str(&format!("  {line}\n"));
            }
        }
    }
    let expected = include_str!("../fixtures/programme/said.txt");
    assert_eq!(all, expected);
}

#[test]
fn what_is_no_json_is_refused_with_line_and_column() {
    for (text, line, column) in [
        ("", 1, 0),
        ("{", 1, 1),
        ("{\n  \"id\": \"x\"\n  \"name\": \"y\"\n}", 3, 3),
        ("{\n\"id\": 'x'}", 2, 7),
        ("{\"id\": \"x\",}", 1, 12),
        ("// a comment\n{}", 1, 1),
    ] {
        let found = match parse(text)
            .map_err(|errors| errors.into_iter().map(|e| e.fault).collect::<Vec<_>>())
        {
            Err(faults) => match faults.as_slice() {
                [Fault::NotJson { line, column, .. }] => (*line, *column),
                other => panic!("{other:?}"),
            },
            Ok(parsed) => panic!("{parsed:?}"),
        };
        assert_eq!(found, (line, column), "{text:?}");
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert!(parse(&format!("\u{feff}{SAMPLE}")).is_ok());
}

#[test]
fn promise_06_names_of_a_newer_version_are_passed_over_and_said() {
    let newer = fixtures("valid-")["small"]
        .replacen(
            "\"name\"",
            "\"x-mine\": 1, \"$comment\": \"\", \"endpoint\": {}, \"name\"",
            1,
        )
        .replacen("\"required\"", "\"requried\"", 1);
    let parsed = parse(&newer).expect("what is unknown is no fault");
    let said: Vec<String> = parsed.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "forms[0].sections[0].questions[0].requried: this name means nothing here, and is passed over; did you mean “required”?",
            "endpoint: this name means nothing here, and is passed over",
        ]
    );
}

#[test]
fn a_slip_in_a_name_that_must_be_there_is_said_beside_what_is_missing() {
    let slipped = fixtures("valid-")["small"]
        .replacen("\"weeks\"", "\"wekes\"", 1)
        .replacen("2027-03-01", "2027-13-03", 1);
    let said = remarks(&slipped);
    let errors: Vec<String> = said.errors.iter().map(ToString::to_string).collect();
    let unknown: Vec<String> = said.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "sessions[0].starts: “2027-13-03” is no day of the calendar: write a day such as 2027-03-31",
            "sessions[0].weeks: this is missing: add it",
        ]
    );
    assert_eq!(
        unknown,
        [
            "sessions[0].wekes: this name means nothing here, and is passed over; did you mean “weeks”?"
        ]
    );
    assert_eq!(remarks(SAMPLE), Remarks::default());
}

#[test]
fn promise_24_a_hostile_file_is_refused_or_read_and_never_panics() {
    let hostile = [
        Value::Null,
        Value::Bool(true),
        Value::from(-1),
        Value::from(1e300),
        Value::from("<script>alert(1)</script>"),
        Value::from("\u{202e}\u{0}"),
        Value::Array(vec![]),
        Value::Object(serde_json::Map::new()),
    ];
    // Every value in a file, one after the other, becomes every hostile one.
    fn gather(at: String, value: &Value, pointers: &mut Vec<String>) {
        match value {
            Value::Object(parts) => parts
                .iter()
                .for_each(|(k, v)| gather(format!("{at}/{k}"), v, pointers)),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .take(3)
                .for_each(|(i, v)| gather(format!("{at}/{i}"), v, pointers)),
            _ => {}
        }
        pointers.push(at);
    }
    let mut small = json(&fixtures("valid-")["small"]);
    let mut pointers = Vec::new();
    gather(String::new(), &small, &mut pointers);
    assert!(pointers.len() > 60, "{}", pointers.len());
    for pointer in pointers {
        for value in &hostile {
            let place = small.pointer_mut(&pointer).expect("a place in the file");
            let was = std::mem::replace(place, value.clone());
            if let Ok(parsed) = parse(&small.to_string()) {
                assert_eq!(parsed.programme.id.as_str(), "small");
            }
            *small.pointer_mut(&pointer).expect("the same place") = was;
        }
    }
}
