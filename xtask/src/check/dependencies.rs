//! Finds dependencies that nothing uses, and crates that the app carries in two versions.
//!
//! `xtask/dependencies.txt` holds the exceptions, each with its reason; an exception that is
//! no longer needed is an error as well, so that the file stays true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::content::read_tree;
use crate::tools::WASM;
use crate::workspace::Workspace;

/// The exceptions, below the project's root.
const EXCEPTIONS: &str = "xtask/dependencies.txt";

/// What can be wrong with a dependency, as the exceptions call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// No source file of the package names it.
    Unused,
    /// The app is built with several versions of it.
    Duplicate,
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Duplicate => "duplicate",
        }
    }
}

/// Checks the dependencies of every package, and the app's whole tree.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut found = BTreeMap::new();
    let members: BTreeSet<PathBuf> = workspace.packages.iter().map(folder).collect();
    for package in &workspace.packages {
        for name in unused(package, &members)? {
            let said = format!(
                "{} does not use it",
                package["name"].as_str().unwrap_or("?")
            );
            found.insert((Fault::Unused, name), said);
        }
    }
    for (name, versions) in duplicates(&tree(workspace)?) {
        let said = format!("the app is built with {}", versions.join(" and "));
        found.insert((Fault::Duplicate, name), said);
    }
    let path = workspace.path(EXCEPTIONS);
    let text =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let complaints = judge(&found, &exceptions(&text)?);
    if !complaints.is_empty() {
        bail!("\n  {}", complaints.join("\n  "));
    }
    Ok(())
}

type Found = BTreeMap<(Fault, String), String>;

/// What to complain about: faults without an exception, and exceptions without a fault.
fn judge(found: &Found, exceptions: &BTreeSet<(Fault, String)>) -> Vec<String> {
    let faults = found
        .iter()
        .filter(|(fault, _)| !exceptions.contains(fault))
        .map(|((fault, name), said)| format!("{} {name}: {said}", fault.name()));
    let stale = exceptions
        .iter()
        .filter(|exception| !found.contains_key(exception))
        .map(|(fault, name)| format!("{EXCEPTIONS}: {} {name} is over, remove it", fault.name()));
    faults.chain(stale).collect()
}

/// Reads lines like `duplicate NAME: reason`; `#` begins a comment.
fn exceptions(text: &str) -> Result<BTreeSet<(Fault, String)>> {
    let mut exceptions = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parsed = line.split_once(": ").and_then(|(head, _reason)| {
            let (fault, name) = head.split_once(' ')?;
            let fault = [Fault::Unused, Fault::Duplicate]
                .into_iter()
                .find(|known| known.name() == fault)?;
            Some((fault, name.to_owned()))
        });
        let Some(exception) = parsed else {
            bail!(
                "{EXCEPTIONS}: {line:?} is not `unused NAME: reason` or `duplicate NAME: reason`"
            );
        };
        exceptions.insert(exception);
    }
    Ok(exceptions)
}

/// The dependencies of a package that no source file of it names.
fn unused(package: &Value, members: &BTreeSet<PathBuf>) -> Result<Vec<String>> {
    let folder = folder(package);
    let mut words = BTreeSet::new();
    for part in ["src", "tests", "examples", "benches", "build.rs"] {
        let path = folder.join(part);
        let sources = if path.is_file() {
            vec![(String::new(), fs::read(&path).context("build.rs")?)]
        } else {
            read_tree(&path)?.into_iter().collect()
        };
        for (name, contents) in sources {
            let source = path.join(&name);
            let is_other_members = members.iter().any(|member| {
                *member != folder && member.starts_with(&folder) && source.starts_with(member)
            });
            if source
                .extension()
                .is_some_and(|extension| extension == "rs")
                && !is_other_members
            {
                words.extend(identifiers(&String::from_utf8_lossy(&contents)));
            }
        }
    }
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    Ok(dependencies
        .filter_map(|dependency| {
            dependency["rename"]
                .as_str()
                .or(dependency["name"].as_str())
        })
        .filter(|name| !words.contains(&name.replace('-', "_")))
        .map(str::to_owned)
        .collect())
}

/// The words of a source file that could name a crate.
fn identifiers(source: &str) -> impl Iterator<Item = String> {
    source
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

/// The folder of a package.
fn folder(package: &Value) -> PathBuf {
    let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// `name vVERSION` of every crate that ends up in the app: what only runs while it's built
/// (macros, build scripts) costs its users nothing.
fn tree(workspace: &Workspace) -> Result<String> {
    let output = workspace
        .cargo()
        .args(["tree", "--package", "groundcrew", "--target", WASM])
        .args([
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .output()
        .context("could not run cargo tree")?;
    if !output.status.success() {
        bail!(
            "cargo tree failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The crates that are there in several versions, with the versions.
fn duplicates(tree: &str) -> BTreeMap<String, Vec<String>> {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split(' ');
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions
                .entry(name.to_owned())
                .or_default()
                .insert(version.trim_start_matches('v').to_owned());
        }
    }
    versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, versions)| (name, versions.into_iter().collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_in_two_versions_is_found_once() {
        let tree = "app v0.1.0 (/x)\na v1.0.0\nb v1.0.0\na v2.0.0\na v1.0.0 (*)\n";
        let expected =
            BTreeMap::from([("a".to_owned(), vec!["1.0.0".to_owned(), "2.0.0".to_owned()])]);
        assert_eq!(duplicates(tree), expected);
    }

    #[test]
    fn a_dependency_counts_as_used_only_when_a_source_file_names_it() -> Result<()> {
        let own = Workspace::load()?;
        let mut package = own
            .packages
            .iter()
            .find(|package| package["name"] == "xtask")
            .cloned()
            .context("this package")?;
        let members = BTreeSet::from([folder(&package)]);
        assert_eq!(unused(&package, &members)?, Vec::<String>::new());
        let never = ["never", "named-here"].join("-");
        package["dependencies"]
            .as_array_mut()
            .context("its dependencies")?
            .push(serde_json::json!({"name": never}));
        assert_eq!(unused(&package, &members)?, [never]);
        Ok(())
    }

    #[test]
    fn a_fault_needs_an_exception_and_an_exception_needs_a_fault() -> Result<()> {
        let found = Found::from([
            ((Fault::Unused, "a".to_owned()), "said".to_owned()),
            ((Fault::Duplicate, "b".to_owned()), "said".to_owned()),
        ]);
        let exceptions =
            exceptions("# why\nunused a: switches on a feature\n\nduplicate c: old\n")?;
        assert_eq!(
            judge(&found, &exceptions),
            [
                "duplicate b: said",
                "xtask/dependencies.txt: duplicate c is over, remove it",
            ]
        );
        Ok(())
    }

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        for line in ["unused a", "odd a: b", "unused: b"] {
            let error = exceptions(line).expect_err(line);
            assert!(error.to_string().contains(line), "{error}");
        }
    }
}
