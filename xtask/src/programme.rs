//! Has the app's own reader look at the programme file, so that whoever wrote a mistake hears of it
//! before the people who come to apply.
//!
//! The reader is a program of its own, `examples/check_programme.rs`: this tool does not depend on the
//! app, and goes on working while the app does not compile.

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, shown};

/// The programme file, from the project's root.
pub const FILE: &str = "public/programme.json";

/// How `check_programme` ends when it has said mistakes.
const MISTAKEN: i32 = 1;

/// Shows what there is to say of the programme file; an error if it can't be used.
pub fn check(workspace: &Workspace) -> Result<()> {
    eprintln!("checking {FILE}");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "groundcrew"]);
    cargo.args(["--example", "check_programme", "--", FILE]);
    let line = shown(&cargo);
    let status = cargo
        .status()
        .with_context(|| format!("could not start `{line}`"))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(MISTAKEN) => bail!("{FILE} has mistakes, each said above with its place"),
        Some(_) | None => bail!("{FILE} could not be checked: `{line}` failed ({status})"),
    }
}
