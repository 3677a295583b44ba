//! `cargo xtask test`: sets up what the tests need, and runs all of them.
//!
//! Three stages, each run whatever became of the one before: `native` (no browser), `browser`
//! (compiled to WebAssembly, in three browsers), `e2e` (the built app, driven from outside).

mod background;
mod browser;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build::Builder;
use crate::tools;
use crate::workspace::{Workspace, run as run_program};
pub use browser::run_wasm_tests;

/// The package of the end-to-end tests.
const E2E: &str = "e2e";

/// A part of the tests that can be run by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Native,
    Browser,
    EndToEnd,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Native, Self::Browser, Self::EndToEnd];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
            Self::EndToEnd => "e2e",
        }
    }

    /// Whether the checkout holds tests of this stage.
    fn exists(self, workspace: &Workspace) -> bool {
        match self {
            Self::Native => true,
            Self::Browser => workspace.has_browser_tests(),
            Self::EndToEnd => workspace.package_names().contains(&E2E),
        }
    }
}

/// What was asked for.
struct Asked {
    stages: Vec<Stage>,
    filter: Option<String>,
    /// Whether journeys are to run on what would be published.
    release: bool,
}

/// Runs `cargo xtask test [native|browser|e2e] [--release] [filter]`.
pub fn run(words: Vec<String>) -> Result<()> {
    let Asked {
        stages,
        filter,
        release,
    } = parse(words)?;
    let workspace = Workspace::load()?;
    // What can't be installed here is said before the tests have run for minutes.
    if stages != [Stage::Native] {
        tools::browsers(&workspace)?;
    }
    let mut summary = Vec::new();
    for stage in stages {
        if !stage.exists(&workspace) {
            eprintln!("\nno {} tests in this checkout", stage.name());
            continue;
        }
        eprintln!("\n=== {} tests", stage.name());
        let started = Instant::now();
        let outcome = match stage {
            Stage::Native => native(&workspace, filter.as_deref()),
            Stage::Browser => browser::run(&workspace, filter.as_deref()),
            Stage::EndToEnd => end_to_end(&workspace, release, filter.as_deref()),
        };
        summary.push((stage, outcome, started.elapsed()));
    }
    eprintln!();
    let failed = summary.iter().filter(|(_, outcome, _)| outcome.is_err());
    let failed = failed.count();
    for (stage, outcome, took) in summary {
        eprintln!("{}", line(stage, &outcome, took));
    }
    if failed > 0 {
        bail!("{failed} of the stages above failed");
    }
    Ok(())
}

/// What was asked for, from what was typed.
fn parse(mut words: Vec<String>) -> Result<Asked> {
    let before = words.len();
    words.retain(|word| word != "--release");
    let release = words.len() < before;
    let mut words = words.into_iter().peekable();
    let named = words
        .peek()
        .and_then(|word| Stage::ALL.into_iter().find(|stage| stage.name() == word));
    let stages = match named {
        Some(stage) => {
            words.next();
            vec![stage]
        }
        None => Stage::ALL.to_vec(),
    };
    let filter = words.next();
    if let Some(word) = filter
        .iter()
        .chain(words.next().iter())
        .find(|word| word.starts_with('-'))
    {
        bail!("unknown option {word}; `cargo xtask help` lists them");
    }
    if let Some(word) = words.next() {
        bail!("one filter at most, but there is also {word:?}");
    }
    if release && !stages.contains(&Stage::EndToEnd) {
        bail!("--release is for the journeys: `cargo xtask test e2e --release`");
    }
    Ok(Asked {
        stages,
        filter,
        release,
    })
}

fn line(stage: Stage, outcome: &Result<()>, took: Duration) -> String {
    let seconds = took.as_secs();
    match outcome {
        Ok(()) => format!("{:<8} passed in {seconds} s", stage.name()),
        Err(error) => format!("{:<8} FAILED in {seconds} s: {error:#}", stage.name()),
    }
}

/// Each package by itself, so that this tool is not rebuilt with other features for its tests.
fn native(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    let mut failed = Vec::new();
    for package in workspace.package_names() {
        if package == E2E {
            continue;
        }
        let mut cargo = workspace.cargo();
        cargo.args(["test", "--no-fail-fast", "--package", package]);
        cargo.args(filter);
        if let Err(error) = run_program(&mut cargo) {
            eprintln!("{error:#}");
            failed.push(package);
        }
    }
    if !failed.is_empty() {
        bail!("tests of {}", failed.join(", "));
    }
    Ok(())
}

/// The tests that drive the built app in real browsers.
fn end_to_end(workspace: &Workspace, release: bool, filter: Option<&str>) -> Result<()> {
    let browsers = tools::browsers(workspace)?;
    let scripts = tools::page_scripts(workspace)?;
    let built = Builder::beside(Workspace::load()?, !release)?
        .build()
        .context("the app under test")?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["test", "--no-fail-fast", "--tests", "--package", E2E])
        .args(filter)
        .env("E2E_DIST", built.dist)
        .env("GROUNDCREW_CHROMIUM", &browsers.chromium)
        .env("GROUNDCREW_CHROMEDRIVER", &browsers.chromedriver)
        .env("GROUNDCREW_FIREFOX", &browsers.firefox)
        .env("GROUNDCREW_GECKODRIVER", &browsers.geckodriver)
        .env("GROUNDCREW_WEBKITDRIVER", &browsers.webkitdriver)
        .env("GROUNDCREW_XVFB", &browsers.xvfb)
        .env("GROUNDCREW_AXE", &scripts.axe)
        .env("GROUNDCREW_TESTING_LIBRARY", &scripts.testing_library);
    run_program(&mut cargo)
}
