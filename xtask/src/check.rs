//! `cargo xtask check`: format, lints, documentation and dependencies, all of them every time.

mod dependencies;

use anyhow::{Result, bail};

use crate::solver;
use crate::tools::{self, WASM};
use crate::workspace::{Workspace, run as run_program};

/// Runs `cargo xtask check`.
pub fn run(words: &[String]) -> Result<()> {
    if let Some(word) = words.first() {
        bail!("`cargo xtask check` takes no options, but there is {word:?}");
    }
    let workspace = Workspace::load()?;
    tools::wasm_target()?;
    tools::component(&workspace, "rustfmt", "fmt")?;
    tools::component(&workspace, "clippy", "clippy")?;

    let mut failed = Vec::new();
    let mut check = |name: &'static str, outcome: Result<()>| {
        if let Err(error) = outcome {
            eprintln!("{name}: {error:#}");
            failed.push(name);
        }
    };
    let cargo = |words: &[&str], flags: Option<&str>| {
        let mut cargo = workspace.cargo();
        cargo.args(words);
        if let Some(flags) = flags {
            cargo.env("RUSTDOCFLAGS", flags);
        }
        run_program(&mut cargo)
    };
    // Private items are documented for us, so that links to them work.
    let strict = Some("--deny warnings --allow rustdoc::private_intra_doc_links");

    check("format", cargo(&["fmt", "--all", "--check"], None));
    // Each package by itself, as the tests do: the same features, so nothing is built twice.
    for package in workspace.package_names() {
        let words = ["clippy", "--all-targets", "--package", package];
        check(
            "lints",
            cargo(&[&words[..], &["--", "-Dwarnings"]].concat(), None),
        );
    }
    let mut wasm = vec![
        "clippy",
        "--package",
        "groundcrew",
        "--target",
        WASM,
        "--lib",
        "--bins",
        "--examples",
    ];
    if workspace.has_browser_tests() {
        wasm.extend(["--test", "browser"]);
    }
    wasm.extend(["--", "-Dwarnings"]);
    check("lints (wasm)", cargo(&wasm, None));
    let words = ["clippy", "--package", solver::PACKAGE, "--target", WASM];
    check(
        "lints (wasm)",
        cargo(&[&words[..], &["--lib", "--", "-Dwarnings"]].concat(), None),
    );
    for package in workspace.package_names() {
        let words = [
            "doc",
            "--no-deps",
            "--document-private-items",
            "--package",
            package,
        ];
        check("documentation", cargo(&words, strict));
    }
    let words = [
        "doc",
        "--no-deps",
        "--document-private-items",
        "--package",
        "groundcrew",
    ];
    check(
        "documentation (wasm)",
        cargo(&[&words[..], &["--lib", "--target", WASM]].concat(), strict),
    );
    check("dependencies", dependencies::check(&workspace));

    if !failed.is_empty() {
        failed.dedup();
        bail!("failed: {}", failed.join(", "));
    }
    eprintln!("all checks passed");
    Ok(())
}
