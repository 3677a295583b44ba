//! Where the project's files are, and how its tools run other programs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The project's folders and packages, as cargo tells them.
pub struct Workspace {
    /// The folder with the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
    /// The workspace's packages, each as `cargo metadata` describes it.
    pub packages: Vec<Value>,
}

impl Workspace {
    /// Asks cargo about the workspace that this was started in.
    pub fn load() -> Result<Self> {
        let mut metadata = cargo();
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        // `cargo xtask` says where this package is; without it, the current folder does.
        if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") {
            metadata
                .arg("--manifest-path")
                .arg(Path::new(&package).join("Cargo.toml"));
        }
        let output = metadata
            .stderr(Stdio::inherit())
            .output()
            .context("could not run cargo metadata")?;
        if !output.status.success() {
            bail!("cargo metadata failed ({})", output.status);
        }
        let metadata: Value = serde_json::from_slice(&output.stdout)
            .context("cargo metadata printed something that is not JSON")?;
        let folder = |name: &str| {
            metadata[name]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {name}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            packages: metadata["packages"].as_array().cloned().unwrap_or_default(),
        })
    }

    /// The names of the workspace's packages.
    pub fn package_names(&self) -> Vec<&str> {
        self.packages
            .iter()
            .filter_map(|package| package["name"].as_str())
            .collect()
    }

    /// Whether the app has tests that run inside a browser.
    pub fn has_browser_tests(&self) -> bool {
        self.path("tests/browser.rs").is_file() || self.path("tests/browser/main.rs").is_file()
    }

    /// A path under the project's root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo, to be run in the project's root.
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        command
    }
}

/// The cargo that runs this tool.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Runs a program with its output shown; an error names the program and its arguments.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let status = command
        .status()
        .with_context(|| format!("could not start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let mut line = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
