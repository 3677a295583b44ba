//! Says what is wrong in a programme file, one mistake a line, in the words of the app's own reader:
//! `cargo run --example check_programme -- public/programme.json`
//!
//! Ends with 1 if the file can't be used. Names that mean nothing are said, and are no reason to.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use groundcrew::format::programme::{Remarks, remarks};

/// How it ends after mistakes, and how when there was no file to read.
const MISTAKEN: u8 = 1;
const UNREAD: u8 = 2;

fn say(path: &Path, said: &Remarks) {
    let path = path.display();
    for error in &said.errors {
        // The whole file needs no other name than its path.
        match error.place.as_str() {
            "" => eprintln!("error: {path}: {}", error.fault),
            _ => eprintln!("error: {path}: {error}"),
        }
    }
    for name in &said.unknown {
        eprintln!("warning: {path}: {name}");
    }
}

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("error: name the file: check_programme public/programme.json");
        return ExitCode::from(UNREAD);
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("error: {}: {error}", path.display());
            return ExitCode::from(UNREAD);
        }
    };
    let said = remarks(&text);
    say(&path, &said);
    if said.errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(MISTAKEN)
    }
}
