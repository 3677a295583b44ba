//! Notices when a file that the app is built from changes, by looking at dates and sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What the app is built from, below the project's root.
const WATCHED: [&str; 8] = [
    "src",
    "teams",
    "style",
    "public",
    "locales",
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
];

/// How often to look, and how long files must stay the same before a build begins: an editor
/// that saves several files makes one build.
const EVERY: Duration = Duration::from_millis(300);

/// The date and size of every watched file.
pub type Snapshot = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Looks at every watched file now.
pub fn snapshot(root: &Path) -> Snapshot {
    let mut snapshot = Snapshot::new();
    for name in WATCHED {
        look(&root.join(name), &mut snapshot);
    }
    snapshot
}

// A file may be gone between being listed and being looked at: it is then simply not there.
fn look(path: &Path, snapshot: &mut Snapshot) {
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if hidden {
        return;
    }
    if metadata.is_dir() {
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        for entry in entries.flatten() {
            look(&entry.path(), snapshot);
        }
    } else if let Ok(modified) = metadata.modified() {
        snapshot.insert(path.to_owned(), (modified, metadata.len()));
    }
}

/// Waits until the files differ from `before` and have come to rest; returns how they are then.
pub fn wait_for_change(root: &Path, before: &Snapshot) -> Snapshot {
    let mut last = snapshot(root);
    loop {
        std::thread::sleep(EVERY);
        let now = snapshot(root);
        if now == last && now != *before {
            return now;
        }
        last = now;
    }
}

/// The files that differ between two looks, for people to read.
pub fn changed<'a>(before: &'a Snapshot, after: &'a Snapshot) -> Vec<&'a Path> {
    let differs = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let mut paths: Vec<&Path> = before
        .keys()
        .chain(after.keys())
        .filter(differs)
        .map(PathBuf::as_path)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_came_changed_or_went_is_named_once() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let files = |list: &[(&str, u64)]| -> Snapshot {
            list.iter()
                .map(|(path, seconds)| (PathBuf::from(path), (at(*seconds), 1)))
                .collect()
        };
        let before = files(&[("gone", 1), ("same", 1), ("touched", 1)]);
        let after = files(&[("came", 2), ("same", 1), ("touched", 2)]);
        let expected: Vec<&Path> = ["came", "gone", "touched"].map(Path::new).to_vec();
        assert_eq!(changed(&before, &after), expected);
    }
}
