//! Prints the merged export of several devices' exports, whatever their order and however often
//! each is named: `cargo run --example merge -- A.json B.json ...`

#![allow(clippy::print_stdout, reason = "the merged export is printed")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

use groundcrew::domain::id::ProgrammeId;
use groundcrew::domain::record::Collection;
use groundcrew::format::export::{self, Export};
use groundcrew::format::file::FileError;
use groundcrew::sync::merge::merge_collection;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("name at least one export: merge A.json B.json ...")]
    NothingToMerge,
    #[error("{}: {source}", .path.display())]
    Unread { path: PathBuf, source: io::Error },
    #[error("{}: {source}", .path.display())]
    Refused {
        path: PathBuf,
        source: Box<FileError>,
    },
}

fn merged(paths: impl Iterator<Item = PathBuf>) -> Result<String, Failure> {
    let mut all: Option<(ProgrammeId, Collection)> = None;
    for path in paths {
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) => return Err(Failure::Unread { path, source }),
        };
        let expected = all.as_ref().map(|(programme, _)| programme);
        let opened = Export::open(&text, expected);
        let export = match opened {
            Ok(export) => export,
            Err(source) => {
                let source = Box::new(source);
                return Err(Failure::Refused { path, source });
            }
        };
        let collection = export.collection();
        let programme = export.programme;
        let (_, ours) = all.get_or_insert_with(|| (programme, Collection::default()));
        merge_collection(ours, collection);
    }
    let (programme, collection) = all.ok_or(Failure::NothingToMerge)?;
    Ok(export::to_text(&programme, &collection))
}

fn main() -> ExitCode {
    match merged(env::args_os().skip(1).map(PathBuf::from)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("merge: {failure}");
            ExitCode::FAILURE
        }
    }
}
