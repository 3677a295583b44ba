//! Sets up what a command needs on this machine, and says exactly what to do where it can't.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, run};

/// The compilation target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The profile that modules for browsers are compiled in, which is also the name of the folder they are found in.
pub fn wasm_profile(dev: bool) -> &'static str {
    if dev { "quick" } else { "release" }
}

/// Sees to it that the compiler has the wasm32 target, adding it with rustup when it's missing.
pub fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!(
            "the Rust compiler here has no {WASM} target, and there is no rustup to add it. \
             Install it the way this Rust was installed (Debian: apt install libstd-rust-dev-wasm32), \
             or install Rust with rustup."
        );
    }
    eprintln!("Adding the {WASM} target...");
    run(Command::new("rustup").args(["target", "add", WASM]))?;
    if !has_wasm_target() {
        bail!("rustup added {WASM}, but the compiler in use does not have it: see `rustup show`");
    }
    Ok(())
}

fn has_wasm_target() -> bool {
    let Ok(output) = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .stderr(Stdio::null())
        .output()
    else {
        return false;
    };
    output.status.success()
        && PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
}

/// The full path of a program found through `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Programs that the tests use, each with the Debian package that brings it.
const TEST_PROGRAMS: [(&str, &str); 7] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
    // The plainest host there is, and what brings the scripts that tests put into pages.
    ("python3", "python3"),
    ("npm", "npm"),
];

/// The version of geckodriver that is built when the system has none.
const GECKODRIVER: &str = "0.37.1";

/// The browsers and their drivers, by full path.
pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
    pub webkitdriver: PathBuf,
    pub xvfb: PathBuf,
}

/// Finds the browsers and drivers, installing what the tests miss where this may install it.
pub fn browsers(workspace: &Workspace) -> Result<Browsers> {
    let missing: Vec<&str> = TEST_PROGRAMS
        .iter()
        .filter(|(program, _)| find_browser_program(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        install_packages(&missing)?;
    }
    let found = |program: &str| {
        find_browser_program(program)
            .with_context(|| format!("{program} is still not there after installing it"))
    };
    Ok(Browsers {
        chromium: found("chromium")?,
        chromedriver: found("chromedriver")?,
        firefox: found("firefox-esr")?,
        geckodriver: geckodriver(workspace)?,
        webkitdriver: found("WebKitWebDriver")?,
        xvfb: found("Xvfb")?,
    })
}

/// A program under the name it has in Debian, or under one it has elsewhere.
fn find_browser_program(program: &str) -> Option<PathBuf> {
    let elsewhere = match program {
        "chromium" => ["chromium-browser", "google-chrome"].as_slice(),
        "firefox-esr" => ["firefox"].as_slice(),
        _ => [].as_slice(),
    };
    find(program).or_else(|| elsewhere.iter().find_map(|name| find(name)))
}

/// Installs Debian packages as root; names them for anyone else.
fn install_packages(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        bail!(
            "the tests need these programs, under these names in Debian: {list}. \
             Install them with this system's package manager, and run this again."
        );
    }
    if !is_root() {
        bail!(
            "the tests need packages that are not installed. Run this, then the tests again:\n\n    \
             sudo apt-get update && sudo apt-get install --yes {list}\n"
        );
    }
    eprintln!("Installing {list}...");
    let install = || -> Result<()> {
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
            command.stdout(Stdio::null());
            command
        };
        run(apt().arg("update"))?;
        run(apt()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages))
    };
    // Once more before giving up: a mirror that is being updated fails like this.
    install().or_else(|error| {
        eprintln!("{error:#}; trying once more");
        install()
    })
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The system's geckodriver, or one built once under `target/tools`.
fn geckodriver(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(path) = find("geckodriver") {
        return Ok(path);
    }
    let tools = workspace.target.join("tools");
    let path = tools.join("bin/geckodriver");
    if !path.is_file() {
        eprintln!("Building geckodriver {GECKODRIVER} (once; a few minutes)...");
        // Unoptimised: it passes messages on, which is quick anyway, and is built in less than half the time.
        run(workspace
            .cargo()
            .args(["install", "--quiet", "--locked", "--debug", "geckodriver"])
            .args(["--version", GECKODRIVER, "--root"])
            .arg(&tools)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    Ok(path)
}

/// The scripts that end-to-end tests put into pages, by full path.
pub struct PageScripts {
    /// axe-core, which looks for barriers.
    pub axe: PathBuf,
    /// Testing Library, which finds elements by role and name.
    pub testing_library: PathBuf,
}

/// Installs the npm packages of the end-to-end tests under `target/npm`, once for each
/// change of their lock file.
pub fn page_scripts(workspace: &Workspace) -> Result<PageScripts> {
    let folder = workspace.target.join("npm");
    let modules = folder.join("node_modules");
    let scripts = PageScripts {
        axe: modules.join("axe-core/axe.min.js"),
        testing_library: modules.join("@testing-library/dom/dist/@testing-library/dom.umd.js"),
    };
    let lock = workspace.path("tests/e2e/npm/package-lock.json");
    let wanted = read(&lock)?;
    let installed = folder.join("installed.json");
    let is_installed = fs::read(&installed).is_ok_and(|installed| installed == wanted);
    if is_installed && scripts.axe.is_file() && scripts.testing_library.is_file() {
        return Ok(scripts);
    }
    eprintln!("Installing the npm packages of the tests...");
    fs::create_dir_all(&folder)
        .with_context(|| format!("could not create {}", folder.display()))?;
    for name in ["package.json", "package-lock.json"] {
        let from = lock.with_file_name(name);
        fs::copy(&from, folder.join(name))
            .with_context(|| format!("could not copy {}", from.display()))?;
    }
    run(Command::new("npm")
        .current_dir(&folder)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--loglevel", "error"]))?;
    fs::write(&installed, wanted)
        .with_context(|| format!("could not write {}", installed.display()))?;
    Ok(scripts)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// Sees to it that a part of the Rust toolchain is there (`rustfmt`, `clippy`).
pub fn component(workspace: &Workspace, name: &str, subcommand: &str) -> Result<()> {
    let is_there = |workspace: &Workspace| {
        workspace
            .cargo()
            .args([subcommand, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    if is_there(workspace) {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!("cargo {subcommand} is missing: install {name} the way this Rust was installed");
    }
    run(Command::new("rustup").args(["component", "add", name]))?;
    if !is_there(workspace) {
        bail!("rustup added {name}, but `cargo {subcommand}` does not run: see `rustup show`");
    }
    Ok(())
}
