//! The browser engines the tests run in, and where their programs are.
//!
//! A missing program fails a test and says what to install: a test is never skipped.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

/// An engine people read the app with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, as Debian's Chromium.
    Chromium,
    /// Gecko, as Debian's Firefox ESR.
    Firefox,
    /// WebKitGTK's MiniBrowser.
    WebKit,
}

impl Engine {
    /// Whether a profile outlives the browser. WebKitGTK gives every automation session
    /// an ephemeral data manager, which no argument turns off: what it stored ends with it.
    pub fn keeps_its_profile(self) -> bool {
        match self {
            Self::Chromium | Self::Firefox => true,
            Self::WebKit => false,
        }
    }

    /// The WebDriver program of this engine.
    pub(crate) fn driver_program(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => program(
                "GROUNDCREW_CHROMEDRIVER",
                &["chromedriver"],
                "apt install chromium-driver",
            ),
            Self::Firefox => program(
                "GROUNDCREW_GECKODRIVER",
                &["geckodriver"],
                "cargo install --locked geckodriver --root target/tools",
            ),
            Self::WebKit => program(
                "GROUNDCREW_WEBKITDRIVER",
                &["WebKitWebDriver"],
                "apt install webkit2gtk-driver",
            ),
        }
    }

    /// The browser program of this engine.
    pub(crate) fn browser_program(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => program(
                "GROUNDCREW_CHROMIUM",
                &["chromium", "chromium-browser", "google-chrome"],
                "apt install chromium",
            ),
            Self::Firefox => program(
                "GROUNDCREW_FIREFOX",
                &["firefox-esr", "firefox"],
                "apt install firefox-esr",
            ),
            Self::WebKit => program(
                "GROUNDCREW_MINIBROWSER",
                &["MiniBrowser"],
                "apt install webkit2gtk-driver",
            ),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// The X server that WebKitGTK, which has no headless mode, draws to.
pub(crate) fn x_server_program() -> Result<PathBuf> {
    program("GROUNDCREW_XVFB", &["Xvfb"], "apt install xvfb")
}

/// A program named by a variable, or found on the path, in `target/tools`, or where Debian hides it.
fn program(variable: &str, names: &[&str], remedy: &str) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.push(target().join("tools/bin"));
    folders.push(format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1", env::consts::ARCH).into());
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| anyhow!("{} is needed: {remedy}, or name it in {variable}", names[0]))
}

/// A script from npm that tests put into pages, named by a variable or found in `target/npm`.
pub(crate) fn page_script(variable: &str, path: &str) -> Result<String> {
    let file = env::var_os(variable).map_or_else(
        || target().join("npm/node_modules").join(path),
        PathBuf::from,
    );
    fs::read_to_string(&file).with_context(|| {
        let file = file.display();
        format!("{file} is needed: `cargo xtask test e2e` installs it; or name it in {variable}")
    })
}

/// The built app: `E2E_DIST`, or `dist` at the root.
pub fn dist() -> Result<PathBuf> {
    let folder = env::var_os("E2E_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    if folder.join("index.html").is_file() {
        Ok(folder)
    } else {
        Err(anyhow!(
            "there is no app in {}: run `cargo xtask build` first",
            folder.display()
        ))
    }
}

/// The workspace's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("this crate lies two folders below the root")
        .to_owned()
}

/// The workspace's build folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .filter(|folder| folder.as_os_str() != OsStr::new(""))
        .map_or_else(|| root().join("target"), PathBuf::from)
}
