//! The files of a site in memory, and names made from their contents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A site: each file's contents by its path, with `/` between the parts.
pub type Site = BTreeMap<String, Vec<u8>>;

/// The first 16 hex digits of the SHA-256 of some bytes: short enough for a name,
/// long enough that two versions never share it.
pub fn digest(bytes: &[u8]) -> String {
    full_digest(bytes)[..16].to_owned()
}

/// The SHA-256 of some bytes in hex.
pub fn full_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `assets/app-<digest>.css` for `app.css`: a name that changes with the contents, so that
/// a browser or a host may keep the file for ever.
pub fn hashed_name(name: &str, contents: &[u8]) -> String {
    let digest = digest(contents);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{digest}.{extension}"),
        None => format!("assets/{name}-{digest}"),
    }
}

/// Every file below a folder, except what editors and systems leave behind (`.name`, `name~`).
pub fn read_tree(folder: &Path) -> Result<Site> {
    let mut site = Site::new();
    if folder.is_dir() {
        read_into(&mut site, folder, "")?;
    }
    Ok(site)
}

fn read_into(site: &mut Site, folder: &Path, prefix: &str) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("could not list {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            read_into(site, &path, &format!("{prefix}{name}/"))?;
        } else {
            let contents =
                fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
            site.insert(format!("{prefix}{name}"), contents);
        }
    }
    Ok(())
}

/// Writes files below a folder.
pub fn write(folder: &Path, files: Site) -> Result<()> {
    for (name, contents) in files {
        let path = folder.join(name);
        let parent = path.parent().expect("a file in a folder has a parent");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, contents))
            .with_context(|| format!("could not write {}", path.display()))?;
    }
    Ok(())
}

/// Takes a file that must be there out of the site, as text.
pub fn take_text(site: &mut Site, path: &str) -> Result<String> {
    let bytes = site
        .remove(path)
        .with_context(|| format!("public/{path} is missing"))?;
    String::from_utf8(bytes).with_context(|| format!("public/{path} is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_exactly_when_the_contents_do() {
        let name = hashed_name("app.css", b"a");
        assert_eq!(name, "assets/app-ca978112ca1bbdca.css");
        assert_eq!(name, hashed_name("app.css", b"a"));
        assert_ne!(name, hashed_name("app.css", b"b"));
    }
}
