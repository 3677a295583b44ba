//! Turns the message catalogue (`locales/`) into the Rust module that `src/ui/i18n.rs` includes.
//!
//! A key that a page names and the catalogue lacks is an error of the compiler.
//! What leptos_i18n_build does, without the ICU data sources that it compiles for a hundred seconds.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, FileFormat, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

/// One file of each locale per namespace, so that people who write different pages do not collide.
const NAMESPACES: [&str; 14] = [
    "common",
    "home",
    "questions",
    "apply",
    "crew",
    "teams",
    "roster",
    "weeks",
    "contributions",
    "closing",
    "certificates",
    "report",
    "data",
    "errors",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for build scripts")?;
    let options = ParseOptions::default()
        .interpolate_display(true)
        .file_format(FileFormat::Json);
    let config = Config::new("en")?
        .parse_options(options)
        .locales_path("locales")
        .add_namespaces(NAMESPACES)?;
    let catalogue = parse_locales(None, config)?;
    for path in catalogue.tracked_files.iter().flatten() {
        println!("cargo::rerun-if-changed={path}");
    }
    for warning in catalogue.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in catalogue.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let module = gen_code(&catalogue, None, false, None, true)?;
    let folder = PathBuf::from(out).join("i18n");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), module.to_string())?;
    Ok(())
}
