//! The tests that are compiled to WebAssembly and run inside three browsers.
//!
//! Cargo runs each test file with this same tool (`cargo xtask wasm-test-runner`), which is
//! wasm-bindgen's own runner in the version of the lock file.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::background::Background;
use crate::content::write;
use crate::solver;
use crate::tools::{self, Browsers};
use crate::workspace::{Workspace, run as run_program};

/// The test target that runs in browsers.
const TARGET: &str = "browser";

/// A browser that the tests run in.
#[derive(Clone, Copy, Debug)]
enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        }
    }
}

/// Runs the tests in one browser after the other; a failure in one does not spare the next.
pub fn run(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    tools::wasm_target()?;
    let browsers = tools::browsers(workspace)?;
    let screen = Background::screen(&browsers.xvfb)?;
    serve_solver(workspace)?;
    // A compiler's error is shown once, not three times.
    run_program(cargo_test(workspace)?.arg("--no-run")).context("the browser tests")?;
    let mut failed = Vec::new();
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        eprintln!("\n--- in {}", engine.name());
        if let Err(error) = run_in(engine, workspace, &browsers, &screen, filter) {
            eprintln!("{error:#}");
            failed.push(engine.name());
        }
    }
    if !failed.is_empty() {
        bail!("in {}", failed.join(", "));
    }
    Ok(())
}

fn run_in(
    engine: Engine,
    workspace: &Workspace,
    browsers: &Browsers,
    screen: &Background,
    filter: Option<&str>,
) -> Result<()> {
    let mut cargo = cargo_test(workspace)?;
    cargo.args(filter);
    // The drivers that the person running this may have set for other projects.
    for name in [
        "CHROMEDRIVER",
        "GECKODRIVER",
        "SAFARIDRIVER",
        "MSEDGEDRIVER",
    ] {
        cargo
            .env_remove(name)
            .env_remove(format!("{name}_REMOTE"))
            .env_remove(format!("{name}_ARGS"));
    }
    cargo
        .env("DISPLAY", screen.display())
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            capabilities(engine, workspace, browsers)?,
        );
    match engine {
        Engine::Chromium => run_program(cargo.env("CHROMEDRIVER", &browsers.chromedriver)),
        Engine::Firefox => run_program(cargo.env("GECKODRIVER", &browsers.geckodriver)),
        Engine::WebKit => {
            let driver = Background::driver(&browsers.webkitdriver, screen)?;
            run_program(cargo.env("SAFARIDRIVER_REMOTE", driver.address()))
        }
    }
}

/// `cargo test` of the browser tests, with this tool as the runner.
fn cargo_test(workspace: &Workspace) -> Result<Command> {
    let mut runner = OsString::from(std::env::current_exe().context("this tool has no path")?);
    runner.push(" wasm-test-runner");
    let mut cargo = workspace.cargo();
    cargo
        .args(["test", "--package", "groundcrew", "--test", TARGET])
        .args(["--target", tools::WASM])
        .args(["--profile", tools::wasm_profile(true)])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    Ok(cargo)
}

/// The folder whose files the tests find at their root.
fn served(workspace: &Workspace) -> PathBuf {
    workspace.target.join("xtask/served")
}

/// Builds the team solver, and puts it where the tests find it.
fn serve_solver(workspace: &Workspace) -> Result<()> {
    let wasm = solver::compile(workspace, true, &[])?;
    let folder = served(workspace).join("teams");
    write(&folder, solver::package(workspace, wasm, true)?)
}

/// Writes the options that a browser is started with to a file, and returns its path.
fn capabilities(engine: Engine, workspace: &Workspace, browsers: &Browsers) -> Result<PathBuf> {
    let options = options(engine, browsers);
    let folder = workspace.target.join("xtask");
    let path = folder.join(format!("webdriver-{}.json", engine.name()));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, options.to_string()))
        .with_context(|| format!("could not write {}", path.display()))?;
    Ok(path)
}

fn options(engine: Engine, browsers: &Browsers) -> Value {
    match engine {
        // No sandbox, as it does not work for root or in most containers; the pages are ours.
        // The others keep it from calling its maker, which takes long without a network.
        Engine::Chromium => json!({"goog:chromeOptions": {
            "binary": browsers.chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-first-run",
            ],
        }}),
        Engine::Firefox => json!({"moz:firefoxOptions": {"binary": browsers.firefox}}),
        Engine::WebKit => json!({}),
    }
}

/// `cargo xtask wasm-test-runner FILE...`, which only cargo calls.
pub fn run_wasm_tests(words: Vec<String>) -> Result<()> {
    // The runner's server shows what is in the folder it was started in.
    let folder = served(&Workspace::load()?);
    std::env::set_current_dir(&folder)
        .with_context(|| format!("could not go to {}", folder.display()))?;
    let program = "wasm-bindgen-test-runner".to_owned();
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(
        std::iter::once(program).chain(words),
    )
}
