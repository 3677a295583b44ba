//! `cargo xtask bench`: measures the built app in a browser, with one table to show for it.
//!
//! What is measured, and how, is in tests/e2e/src/bin/bench; this builds what it needs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::build::{Builder, bindgen, remap_paths};
use crate::content::write;
use crate::solver;
use crate::tools;
use crate::workspace::{Workspace, run as run_program};

/// The example that writes and reads records through the app's own store.
const STORAGE: &str = "bench_storage";

/// The example that forms teams natively.
const TEAMS: &str = "bench_teams";

/// The example that prints an export with everyone's weeks.
const WEEKS: &str = "bench_weeks";

/// What can be measured by itself.
const PARTS: [&str; 5] = ["visits", "typing", "wall", "storage", "teams"];

/// Runs `cargo xtask bench [PART]`.
pub fn run(words: &[String]) -> Result<()> {
    let part = words.first().map(String::as_str);
    if words.len() > 1 || part.is_some_and(|part| !PARTS.contains(&part)) {
        bail!("bench takes at most one of {}", PARTS.join(", "));
    }
    let wanted = |name: &str| part.is_none_or(|part| part == name);
    let workspace = Workspace::load()?;
    let browsers = tools::browsers(&workspace)?;
    let scripts = tools::page_scripts(&workspace)?;
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "e2e", "--bin", "bench", "--"]);
    cargo.args(part);
    if wanted("visits") || wanted("typing") || wanted("wall") {
        let built = Builder::beside(Workspace::load()?, false)?
            .build()
            .context("the app to be measured")?;
        cargo.env("E2E_DIST", built.dist);
    }
    if wanted("wall") {
        cargo.env("E2E_BENCH_WEEKS", weeks(&workspace)?);
    }
    if wanted("storage") {
        cargo.env("E2E_BENCH_STORAGE", storage(&workspace)?);
    }
    if wanted("teams") {
        cargo.env("E2E_BENCH_TEAMS", teams(&workspace)?);
        cargo.env("E2E_BENCH_SOLVER", solver(&workspace)?);
    }
    run_program(
        cargo
            .env("GROUNDCREW_CHROMIUM", &browsers.chromium)
            .env("GROUNDCREW_CHROMEDRIVER", &browsers.chromedriver)
            .env("GROUNDCREW_TESTING_LIBRARY", &scripts.testing_library),
    )
}

/// Has the example write everyone's weeks; the file.
fn weeks(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--release", "--package", "groundcrew"]);
    cargo.args(["--example", WEEKS, "--"]);
    cargo.arg(workspace.root.join("public/programme.json"));
    let made = cargo.output().context("cargo does not start")?;
    if !made.status.success() {
        bail!("the example {WEEKS} failed");
    }
    let folder = workspace.target.join("xtask");
    let file = folder.join("bench-weeks.json");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, made.stdout))
        .with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

/// Compiles the example that forms teams natively, as fast as the app's solver is; its path.
fn teams(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args([
        "build",
        "--release",
        "--package",
        "groundcrew",
        "--example",
        TEAMS,
    ]);
    run_program(&mut cargo).context("the bench of teams does not compile")?;
    Ok(workspace.target.join("release/examples").join(TEAMS))
}

/// Compiles the team solver as the app's is compiled; the folder with its script and module.
fn solver(workspace: &Workspace) -> Result<PathBuf> {
    let settings = [remap_paths(workspace)];
    let wasm = solver::compile(workspace, false, &settings)?;
    let folder = workspace.target.join("xtask/bench-teams");
    write(&folder, solver::package(workspace, wasm, false)?)?;
    Ok(folder)
}

/// Compiles the storage example as the app is compiled; the folder with its script and module.
fn storage(workspace: &Workspace) -> Result<PathBuf> {
    run_program(workspace.cargo().args([
        "build",
        "--release",
        "--package",
        "groundcrew",
        "--example",
        STORAGE,
        "--target",
        tools::WASM,
    ]))
    .context("the storage bench does not compile")?;
    let made = workspace
        .target
        .join(tools::WASM)
        .join(format!("release/examples/{STORAGE}.wasm"));
    let wasm = fs::read(&made).with_context(|| format!("could not read {}", made.display()))?;
    let folder = workspace.target.join("xtask/bench");
    write(&folder, bindgen(STORAGE, wasm, false)?.files(STORAGE))?;
    Ok(folder)
}
