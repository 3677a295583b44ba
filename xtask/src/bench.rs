//! `cargo xtask bench`: measures the built app in a browser, with one table to show for it.
//!
//! What is measured, and how, is in tests/e2e/src/bin/bench; this builds what it needs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::build::{Builder, bindgen};
use crate::tools;
use crate::workspace::{Workspace, run as run_program};

/// The example that writes and reads records through the app's own store.
const STORAGE: &str = "bench_storage";

/// Runs `cargo xtask bench`.
pub fn run(words: &[String]) -> Result<()> {
    if let Some(word) = words.first() {
        bail!("bench takes no arguments, but there is {word:?}");
    }
    let workspace = Workspace::load()?;
    let browsers = tools::browsers(&workspace)?;
    let scripts = tools::page_scripts(&workspace)?;
    let built = Builder::beside(Workspace::load()?)?
        .build()
        .context("the app to be measured")?;
    let storage = storage(&workspace)?;
    run_program(
        workspace
            .cargo()
            .args(["run", "--quiet", "--package", "e2e", "--bin", "bench"])
            .env("E2E_DIST", built.dist)
            .env("E2E_BENCH_STORAGE", storage)
            .env("GROUNDCREW_CHROMIUM", &browsers.chromium)
            .env("GROUNDCREW_CHROMEDRIVER", &browsers.chromedriver)
            .env("GROUNDCREW_TESTING_LIBRARY", &scripts.testing_library),
    )
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
    for (name, contents) in bindgen(STORAGE, wasm, false)?.files(STORAGE) {
        let path = folder.join(name);
        let parent = path.parent().expect("a file in a folder has a parent");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, contents))
            .with_context(|| format!("could not write {}", path.display()))?;
    }
    Ok(folder)
}
