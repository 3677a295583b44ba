//! Tells the service worker which files are its own, and which version they are.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::content::{Site, digest};
use crate::page::refer;

/// Files that the worker does not keep: it handles the page and the programme by themselves,
/// and the others are never asked for by the app.
const NOT_KEPT: [&str; 7] = [
    "404.html",
    "_headers",
    "index.html",
    "programme.json",
    "programme.schema.json",
    "robots.txt",
    "sw.js",
];

/// Files whose contents make no version: the page and the worker carry the version in
/// themselves, and whoever hosts the app may edit the programme at any time.
const NOT_VERSIONED: [&str; 3] = ["programme.json", "programme.schema.json", "robots.txt"];

/// The paths that the worker keeps for offline use, each with the digest of its contents, in a fixed
/// order. A host may serve what is outside `assets/` in a form of its own, which has no digest here.
pub fn files(site: &Site) -> BTreeMap<&str, String> {
    site.iter()
        .map(|(path, contents)| (path.as_str(), contents))
        .filter(|(path, _)| !NOT_KEPT.contains(path) && !is_for_installing(path))
        .map(|(path, contents)| {
            let ours = path.starts_with("assets/");
            (
                path,
                if ours {
                    digest(contents)
                } else {
                    String::new()
                },
            )
        })
        .collect()
}

/// Icons that only the system fetches, when someone installs the app: keeping them too would
/// make everybody's first visit longer.
fn is_for_installing(path: &str) -> bool {
    path.starts_with("icons/") && path.ends_with(".png")
}

/// The version of a site: 16 hex digits that change with any file of the app.
///
/// It is computed while the page and the worker still have a placeholder for it.
pub fn version(site: &Site) -> String {
    let mut hash = Sha256::new();
    for (path, contents) in site {
        if NOT_VERSIONED.contains(&path.as_str()) {
            continue;
        }
        for part in [path.as_bytes(), contents] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let hex: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex[..16].to_owned()
}

/// Changes with any file at all: the version, and after a dot the digest of what makes no version.
pub fn edition(version: &str, site: &Site) -> String {
    let mut rest = Vec::new();
    for (path, contents) in site {
        if NOT_VERSIONED.contains(&path.as_str()) {
            rest.extend_from_slice(path.as_bytes());
            rest.extend_from_slice(contents);
        }
    }
    format!("{version}.{}", digest(&rest))
}

/// The worker's source with its list of files and its version written in.
pub fn inject(source: &str, version: &str, files: &BTreeMap<&str, String>) -> Result<String> {
    let list = serde_json::to_string_pretty(files).context("could not write the list of files")?;
    let source = refer(source, "public/sw.js", "{'@FILES@': ''}", &list)?;
    refer(&source, "public/sw.js", "@VERSION@", version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        files
            .iter()
            .map(|(path, contents)| ((*path).to_owned(), contents.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn the_worker_keeps_every_file_the_app_asks_for_and_no_other() {
        let site = site(&[
            ("404.html", ""),
            ("_headers", ""),
            ("assets/app-1.css", ""),
            ("icons/icon-192.png", ""),
            ("icons/icon.svg", ""),
            ("index.html", ""),
            ("manifest.webmanifest", ""),
            ("programme.json", ""),
            ("sw.js", ""),
        ]);
        let kept = [
            ("assets/app-1.css", digest(b"")),
            ("icons/icon.svg", String::new()),
            ("manifest.webmanifest", String::new()),
        ];
        assert_eq!(files(&site), BTreeMap::from(kept));
    }

    #[test]
    fn the_version_changes_with_a_file_its_name_or_the_worker_but_not_with_the_programme() {
        let first = version(&site(&[
            ("a", "1"),
            ("sw.js", "w"),
            ("programme.json", "p"),
        ]));
        let cases = [
            (
                vec![("a", "2"), ("sw.js", "w"), ("programme.json", "p")],
                false,
            ),
            (
                vec![("b", "1"), ("sw.js", "w"), ("programme.json", "p")],
                false,
            ),
            (
                vec![("a", "1"), ("sw.js", "x"), ("programme.json", "p")],
                false,
            ),
            (
                vec![("a", "1"), ("sw.js", "w"), ("programme.json", "q")],
                true,
            ),
        ];
        for (files, same) in cases {
            assert_eq!(version(&site(&files)) == first, same, "{files:?}");
        }
    }

    #[test]
    fn the_edition_changes_with_the_programme_too() {
        let with = |programme| edition("0123", &site(&[("a", "1"), ("programme.json", programme)]));
        assert_eq!(with("p"), with("p"));
        assert_ne!(with("p"), with("q"));
        assert!(with("p").starts_with("0123."));
    }

    #[test]
    fn the_list_and_the_version_are_written_into_the_worker() -> Result<()> {
        let source = "const VERSION = '@VERSION@';\nconst FILES = {'@FILES@': ''};\n";
        let files = BTreeMap::from([("a.js", "1f".to_owned()), ("b.svg", String::new())]);
        assert_eq!(
            inject(source, "0123", &files)?,
            "const VERSION = '0123';\nconst FILES = {\n  \"a.js\": \"1f\",\n  \"b.svg\": \"\"\n};\n"
        );
        Ok(())
    }
}
