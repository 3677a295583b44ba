//! The house rules that a compiler does not see: which way dependencies point, where browser crates
//! may be, how long a file is and how it opens.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, innermost first: each may use those before it.
const LAYERS: [&str; 6] = ["domain", "format", "sync", "route", "browser", "ui"];

/// Crates that only a browser can run, and the layers that may use them.
const BROWSER_CRATES: [&str; 10] = [
    "console_error_panic_hook",
    "gloo_net",
    "indexed_db_futures",
    "js_sys",
    "leptos",
    "leptos_i18n",
    "leptos_meta",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// What the domain knows nothing of: stored shapes, clocks and chance.
const NOT_IN_DOMAIN: [&str; 6] = ["serde", "serde_json", "SystemTime", "csv", "sha2", "rand"];

const LONGEST_FILE: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The crates that are part of the domain, though they stand outside of `src`.
const DOMAIN_CRATES: [&str; 1] = ["teams/src"];

/// Every Rust file under a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    for entry in entries {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a line, without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The lines of a file with their numbers, each `use` that goes over several as one.
fn lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut in_use = false;
    for (line, number) in text.lines().map(code).zip(1..) {
        let begins = line.trim_start().starts_with("use ") || line.contains(" use ");
        match lines.last_mut() {
            Some((_, whole)) if in_use => whole.push_str(line.trim()),
            _ => lines.push((number, line.to_owned())),
        }
        in_use = (in_use || begins) && !line.contains(';');
    }
    lines
}

/// The words of a text: what is between characters that no name has.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

/// The modules at the top that a line of code names from a file so deep below the top.
fn named_at_top(line: &str, depth: usize) -> Vec<&str> {
    let to_top = ["crate::".to_owned(), "super::".repeat(depth)];
    let mut names = Vec::new();
    for way in &to_top {
        for (at, _) in line.match_indices(way.as_str()) {
            let rest = &line[at + way.len()..];
            match rest.strip_prefix('{') {
                // `use crate::{domain::id, format::json}`, as far as the line goes.
                Some(list) => names.extend(list.split(',').filter_map(|item| words(item).next())),
                None => names.extend(words(rest).next()),
            }
        }
    }
    names
}

/// What is wrong with a line of a file of a layer.
fn faults(layer: &str, depth: usize, line: &str) -> Vec<String> {
    let line = code(line);
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let outward = named_at_top(line, depth)
        .into_iter()
        .filter(|name| rank(name) > rank(layer));
    let mut faults: Vec<String> = outward.map(|name| format!("{layer} uses {name}")).collect();
    let forbidden = |name: &&str| match layer {
        "browser" | "ui" => false,
        "domain" => BROWSER_CRATES.contains(name) || NOT_IN_DOMAIN.contains(name),
        _ => BROWSER_CRATES.contains(name),
    };
    faults.extend(
        words(line)
            .filter(forbidden)
            .map(|name| format!("{layer} uses {name}")),
    );
    faults
}

/// A file of a layer: the layer's name, and how many modules deep the file is.
fn place(path: &Path) -> Option<(String, usize)> {
    let inside = path
        .strip_prefix(root().join("src"))
        .ok()?
        .with_extension("");
    let mut modules: Vec<_> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    let layer = modules
        .first()
        .filter(|name| LAYERS.contains(&name.as_str()))?
        .clone();
    Some((layer, modules.len()))
}

#[test]
fn dependencies_point_inward_and_browser_crates_stay_outside() {
    let mut found = Vec::new();
    let mut layers_seen = Vec::new();
    for path in rust_files(&root().join("src")) {
        let Some((layer, depth)) = place(&path) else {
            continue;
        };
        let text = fs::read_to_string(&path).expect("a file of the repository");
        for (number, line) in lines(&text) {
            for fault in faults(&layer, depth, &line) {
                found.push(format!("{}:{number}: {fault}", path.display()));
            }
        }
        layers_seen.push(layer);
    }
    for path in DOMAIN_CRATES
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
    {
        let text = fs::read_to_string(&path).expect("a file of the repository");
        for (number, line) in lines(&text) {
            let forbidden = |name: &&str| {
                BROWSER_CRATES.contains(name)
                    || NOT_IN_DOMAIN.contains(name)
                    || *name == "groundcrew"
            };
            for name in words(code(&line)).filter(forbidden) {
                found.push(format!("{}:{number}: domain uses {name}", path.display()));
            }
        }
    }
    assert!(
        LAYERS
            .iter()
            .all(|layer| layers_seen.iter().any(|seen| seen == layer))
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_wrong_dependency_is_seen() {
    for (layer, depth, line, fault) in [
        (
            "domain",
            2,
            "use crate::format::json;",
            Some("domain uses format"),
        ),
        (
            "format",
            2,
            "use crate::{domain::id, sync::merge};",
            Some("format uses sync"),
        ),
        (
            "sync",
            2,
            "let x = crate::route::Route::Home;",
            Some("sync uses route"),
        ),
        ("route", 1, "use super::ui::app;", Some("route uses ui")),
        (
            "browser",
            3,
            "use super::super::super::ui::app;",
            Some("browser uses ui"),
        ),
        (
            "domain",
            3,
            "#[derive(serde::Serialize)]",
            Some("domain uses serde"),
        ),
        (
            "format",
            2,
            "use web_sys::Window;",
            Some("format uses web_sys"),
        ),
        ("browser", 2, "use crate::sync::merge;", None),
        ("ui", 2, "use leptos::prelude::*;", None),
        (
            "domain",
            2,
            "use super::id::RecordId; // crate::ui shows it",
            None,
        ),
        ("browser", 3, "use super::super::idb;", None),
    ] {
        let expected: Vec<String> = fault.into_iter().map(str::to_owned).collect();
        assert_eq!(faults(layer, depth, line), expected, "{line}");
    }
}

#[test]
fn a_wrong_dependency_in_a_use_of_several_lines_is_seen() {
    let text = "// use it\npub use crate::{\n    domain::{id, time}, // and\n    format::json,\n};\nfn x() {}\n";
    let found: Vec<_> = lines(text)
        .into_iter()
        .flat_map(|(number, line)| {
            faults("domain", 2, &line)
                .into_iter()
                .map(move |f| (number, f))
        })
        .collect();
    assert_eq!(found, [(2, "domain uses format".to_owned())]);
    assert_eq!(lines(text).len(), 3);
}

#[test]
fn every_file_says_what_it_is_for_and_is_no_longer_than_it_should_be() {
    let mut found = Vec::new();
    for folder in [
        "src",
        "teams/src",
        "teams/worker/src",
        "tests",
        "examples",
        "xtask/src",
    ] {
        for path in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&path).expect("a file of the repository");
            if !text.starts_with("//! ") {
                found.push(format!(
                    "{}: does not open with its purpose",
                    path.display()
                ));
            }
            let lines = text.lines().count();
            if lines > LONGEST_FILE {
                found.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
