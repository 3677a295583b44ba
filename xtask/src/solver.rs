//! The team solver as a module of its own: compiled, packaged, and put beside the script of the worker
//! that runs it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::build::bindgen;
use crate::content::Site;
use crate::tools;
use crate::workspace::{Workspace, run as run_program};

/// The package of the worker.
pub const PACKAGE: &str = "groundcrew-teams-worker";
/// Its folder, below the project's root.
const FOLDER: &str = "teams/worker";
/// The script that runs the module, beside it.
pub const SCRIPT: &str = "worker.js";
/// What the script calls the module.
const STEM: &str = "solver";

/// Compiles the module, with more settings of cargo's if there are any; what the compiler made.
pub fn compile(
    workspace: &Workspace,
    dev: bool,
    settings: &[std::ffi::OsString],
) -> Result<Vec<u8>> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", PACKAGE, "--lib"]);
    cargo.args(["--target", tools::WASM]);
    let profile = tools::wasm_profile(dev);
    cargo.args(["--profile", profile]);
    for setting in settings {
        cargo.arg("--config").arg(setting);
    }
    run_program(&mut cargo).context("the team solver does not compile")?;
    let name = format!("{}.wasm", PACKAGE.replace('-', "_"));
    let made = workspace.target.join(tools::WASM).join(profile).join(name);
    fs::read(&made).with_context(|| format!("could not read {}", made.display()))
}

/// The module and the scripts around it, by their names beside each other.
pub fn package(workspace: &Workspace, wasm: Vec<u8>, dev: bool) -> Result<Site> {
    let mut files = bindgen(STEM, wasm, dev)?.files(STEM);
    files.insert(SCRIPT.to_owned(), script(&workspace.root)?);
    Ok(files)
}

/// The script that runs the module.
pub fn script(root: &Path) -> Result<Vec<u8>> {
    let path = root.join(FOLDER).join(SCRIPT);
    fs::read(&path).with_context(|| format!("could not read {}", path.display()))
}
