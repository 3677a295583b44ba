//! The documentation of the programme file says everything the schema says, and its example works.

use std::collections::BTreeSet;

use groundcrew::format::programme::parse;
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../docs/programme-file.md");
const SCHEMA: &str = include_str!("../../public/programme.schema.json");

#[test]
fn every_name_in_the_schema_is_documented() {
    fn gather(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Object(parts) => {
                if let Some(properties) = parts.get("properties").and_then(Value::as_object) {
                    names.extend(properties.keys().cloned());
                }
                if let Some(words) = parts.get("enum").and_then(Value::as_array) {
                    names.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                parts.values().for_each(|part| gather(part, names));
            }
            Value::Array(items) => items.iter().for_each(|item| gather(item, names)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut names = BTreeSet::new();
    gather(
        &serde_json::from_str(SCHEMA).expect("the schema is JSON"),
        &mut names,
    );
    assert!(names.len() > 70, "{}", names.len());
    let missing: Vec<_> = names
        .iter()
        .filter(|name| {
            let mentions = [format!("`{name}`"), format!("\"{name}\"")];
            !mentions.iter().any(|mention| DOCUMENT.contains(mention))
        })
        .collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn the_smallest_file_in_the_documentation_is_complete() {
    let (_, rest) = DOCUMENT.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let parsed = parse(example).expect("the example is valid");
    assert_eq!(parsed.unknown, []);
    assert_eq!(parsed.programme.sessions.len(), 1);
}
