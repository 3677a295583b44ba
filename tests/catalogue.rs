//! The message catalogue: every sentence of it is on some screen, and an error names what there is.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files under a folder that end like this.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    let paths = entries.map(|entry| entry.expect("an entry of it").path());
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|of| of == ending) {
            found.push(path);
        }
    }
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file of the repository")
}

/// Every key, with the namespace before it, and its sentence. The forms of a plural are one key.
fn sentences() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in files(&root().join("locales/en"), "json") {
        let namespace = path.file_stem().expect("a file has a name");
        let catalogue = serde_json::from_str(&text(&path)).expect("the catalogue is JSON");
        collect(&namespace.to_string_lossy(), &catalogue, &mut all);
    }
    all
}

fn collect(key: &str, value: &Value, all: &mut Vec<(String, String)>) {
    match value {
        Value::String(sentence) => all.push((key.to_owned(), sentence.clone())),
        Value::Object(parts) => {
            for (name, part) in parts {
                let form = parts.contains_key("other") && (name == "one" || name == "other");
                let inner = format!("{key}.{name}");
                collect(if form { key } else { &inner }, part, all);
            }
        }
        other => panic!("{key} is {other}"),
    }
}

/// The code of all screens, without comments and spaces.
fn code() -> String {
    let mut code = String::new();
    for path in files(&root().join("src"), "rs") {
        for line in text(&path).lines() {
            let line = line.split("//").next().unwrap_or_default();
            code.extend(line.chars().filter(|c| !c.is_whitespace()));
        }
    }
    code
}

/// Whether a macro of the catalogue names this key.
fn is_read(code: &str, key: &str) -> bool {
    let named = format!("!({key}");
    code.match_indices(&named).any(|(at, _)| {
        let after = &code[at + named.len()..];
        // A longer name is another key.
        after.starts_with([',', ')']) || after.starts_with(".one") || after.starts_with(".other")
    })
}

#[test]
fn every_sentence_is_on_some_screen() {
    let code = code();
    let unread: Vec<String> = sentences()
        .into_iter()
        .filter_map(|(key, _)| (!is_read(&code, &key)).then_some(key))
        .collect();
    assert!(unread.is_empty(), "nobody reads {unread:#?}");
}

#[test]
fn a_key_that_nobody_reads_is_seen() {
    let code = "t!(home.titles)plural!(crew.count,n)t!(data.since,moment=m)";
    for (key, read) in [
        ("home.title", false),
        ("home.titles", true),
        ("crew.count", true),
        ("data.since", true),
        ("since.moment", false),
    ] {
        assert_eq!(is_read(code, key), read, "{key}");
    }
}

#[test]
fn why_something_was_not_saved_names_no_text() {
    let errors: Vec<_> = sentences()
        .into_iter()
        .filter(|(key, _)| key.starts_with("errors.save_"))
        .collect();
    assert_eq!(errors.len(), 10);
    for (key, sentence) in errors {
        assert!(!sentence.contains("text"), "{key}: {sentence}");
    }
}
