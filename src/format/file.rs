//! The shape of every file people hand over: JSON, one item a line, closed by a checksum.
//!
//! ```text
//! {"format":"groundcrew-export","programme":"djangonaut-space","v":1,
//! "records":[
//! {...},
//! {...}
//! ],
//! "sha256":"..."}
//! ```
//!
//! The checksum is over every line before its own, each ended by a single line feed, so that a mail
//! program that changes line ends does no harm and a file that was cut short is found out.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::json;
use super::record::{BadRecord, quoted};
use crate::domain::application::Unreadable;
use crate::domain::gather::gather;
use crate::domain::id::ProgrammeId;
use crate::domain::record::Value;

/// The version of the shape that is written. Every one up to it is read.
pub const VERSION: i128 = 1;

/// The sorts of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Everything a device holds.
    Export,
    /// All that a device holds of one person, for themselves.
    Own,
    /// An application on its way to the organizers.
    Submission,
    /// An unfinished application on its way to another browser.
    Progress,
    /// The organizers' word that an application arrived.
    Receipt,
    /// What people wrote of their weeks, on its way to someone who may read it.
    Weeks,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Export,
        Self::Own,
        Self::Submission,
        Self::Progress,
        Self::Receipt,
        Self::Weeks,
    ];

    /// What the file calls itself.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Export => "groundcrew-export",
            Self::Own => "groundcrew-my-data",
            Self::Submission => "groundcrew-submission",
            Self::Progress => "groundcrew-progress",
            Self::Receipt => "groundcrew-receipt",
            Self::Weeks => "groundcrew-weeks",
        }
    }
}

/// Why a file was refused. Nothing of a refused file is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It was never written by this app.
    #[error("not a file of this app")]
    NotOurs,
    /// It is of a sort that was not asked for here.
    #[error("a {} file, not one of the sort expected", .0.as_str())]
    OtherKind(FileKind),
    /// A newer version of the app wrote it.
    #[error("written by a newer version of the app (file version {0})")]
    TooNew(i128),
    /// It belongs to another programme.
    #[error("of another programme, “{0}”")]
    OtherProgramme(ProgrammeId),
    /// It was changed or cut short since it was written, or was never right.
    #[error("damaged at line {line}: {damage}")]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        damage: Damage,
    },
}

/// What is wrong with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The file ends before its checksum.
    #[error("the rest of the file is missing")]
    Cut,
    /// The content is not what the checksum was made of.
    #[error("the content does not match its checksum")]
    Checksum,
    /// The lines are not laid out as this app lays them out.
    #[error("the line is not what belongs here")]
    Layout,
    /// A record, a line of the journal or the heading has a flaw.
    #[error(transparent)]
    Record(#[from] BadRecord),
    /// A record lacks what its kind needs.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The records are not those that this sort of file holds.
    #[error("the records are not those that belong in this file")]
    Contents,
}

/// A file that was found whole: its heading, and its sections of lines.
#[derive(Debug)]
pub struct File<'a> {
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// The other parts of the heading.
    pub head: BTreeMap<String, Value>,
    sections: Vec<Section<'a>>,
}

#[derive(Debug)]
struct Section<'a> {
    name: &'a str,
    first_line: usize,
    items: Vec<&'a str>,
}

impl<'a> File<'a> {
    /// Opens a file of this sort for this programme (any programme, if none is given).
    pub fn open(
        text: &'a str,
        kind: FileKind,
        programme: Option<&ProgrammeId>,
    ) -> Result<Self, FileError> {
        let text = text.trim_start_matches('\u{feff}').trim_end();
        let lines: Vec<&str> = text.lines().collect();
        let Some(mut head) = lines.first().and_then(|line| heading(line)) else {
            return Err(no_heading(text));
        };
        let found = kind_of(&head).ok_or(FileError::NotOurs)?;
        match head.remove("v") {
            Some(Value::Integer(version)) if version > VERSION => {
                return Err(FileError::TooNew(version));
            }
            Some(Value::Integer(_)) => {}
            _ => return Err(damaged(1, Damage::Layout)),
        }
        if found != kind {
            return Err(FileError::OtherKind(found));
        }
        head.remove("format");
        let body = verified(&lines)?;
        let of = head.remove("programme");
        let of: ProgrammeId = match of.as_ref().and_then(Value::as_text).map(str::parse) {
            Some(Ok(id)) => id,
            Some(Err(_)) | None => return Err(damaged(1, Damage::Layout)),
        };
        if programme.is_some_and(|expected| *expected != of) {
            return Err(FileError::OtherProgramme(of));
        }
        Ok(Self {
            programme: of,
            head,
            sections: sections(body)?,
        })
    }

    /// The lines of the sections, which have to be exactly these; each with its number.
    pub fn into_sections<const N: usize>(
        self,
        names: [&str; N],
    ) -> Result<[Vec<(usize, &'a str)>; N], FileError> {
        let names_match = self.sections.iter().map(|s| s.name).eq(names);
        let misplaced = self
            .sections
            .first()
            .map_or(2, |section| section.first_line);
        let lines = self.sections.into_iter().map(|section| {
            let numbers = section.first_line..;
            numbers.zip(section.items).collect()
        });
        match lines.collect::<Vec<_>>().try_into() {
            Ok(lines) if names_match => Ok(lines),
            Ok(_) | Err(_) => Err(damaged(misplaced, Damage::Layout)),
        }
    }
}

/// What sort of file a text says it is, whether or not it is whole; nothing if it is not ours.
pub fn sniff(text: &str) -> Option<FileKind> {
    let first = text.trim_start_matches('\u{feff}').lines().next()?;
    kind_of(&heading(first)?)
}

/// A file's error at a line.
pub(super) fn damaged(line: usize, damage: impl Into<Damage>) -> FileError {
    FileError::Damaged {
        line,
        damage: damage.into(),
    }
}

fn heading(line: &str) -> Option<BTreeMap<String, Value>> {
    let open = line.trim_end().strip_suffix(',')?;
    match json::parse(&format!("{open}}}")) {
        Ok(Value::Map(parts)) => Some(parts),
        Ok(_) | Err(_) => None,
    }
}

fn kind_of(head: &BTreeMap<String, Value>) -> Option<FileKind> {
    let name = head.get("format")?.as_text()?;
    FileKind::ALL.into_iter().find(|kind| kind.as_str() == name)
}

/// The heading can't be read: the file is ours and damaged there, laid out anew, or not ours.
fn no_heading(text: &str) -> FileError {
    let laid_out_anew = || match json::parse(text) {
        Ok(Value::Map(parts)) => kind_of(&parts).is_some(),
        Ok(_) | Err(_) => false,
    };
    if text.starts_with("{\"format\":\"groundcrew-") || laid_out_anew() {
        damaged(1, Damage::Layout)
    } else {
        FileError::NotOurs
    }
}

/// The lines between the heading and the checksum, if the checksum is right.
fn verified<'a, 'b>(lines: &'b [&'a str]) -> Result<&'b [&'a str], FileError> {
    let Some((last, content)) = lines.split_last() else {
        return Err(FileError::NotOurs);
    };
    let stated = last
        .strip_prefix("\"sha256\":\"")
        .and_then(|rest| rest.strip_suffix("\"}"))
        .ok_or_else(|| damaged(lines.len(), Damage::Cut))?;
    let mut hash = Sha256::new();
    for line in content {
        hash.update(line);
        hash.update("\n");
    }
    if hex(&hash.finalize()) != stated {
        return Err(damaged(lines.len(), Damage::Checksum));
    }
    Ok(content.get(1..).unwrap_or(&[]))
}

fn sections<'a>(body: &[&'a str]) -> Result<Vec<Section<'a>>, FileError> {
    let mut sections = Vec::new();
    // The heading is line 1.
    let mut lines = (2..).zip(body.iter().copied());
    while let Some((number, opening)) = lines.next() {
        let misplaced = || damaged(number, Damage::Layout);
        let name = opening
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix("\":["))
            .ok_or_else(misplaced)?;
        let mut items = Vec::new();
        let closed = lines.by_ref().any(|(_, line)| {
            let closing = line == "],";
            if !closing {
                items.push(line.strip_suffix(',').unwrap_or(line));
            }
            closing
        });
        if !closed {
            return Err(misplaced());
        }
        sections.push(Section {
            name,
            first_line: number + 1,
            items,
        });
    }
    Ok(sections)
}

/// Writes a file, line by line.
#[derive(Debug)]
pub struct FileWriter {
    out: String,
}

impl FileWriter {
    /// Begins a file, with these parts in its heading beside its sort, version and programme.
    pub fn new(kind: FileKind, programme: &ProgrammeId, head: &[(&str, Value)]) -> Self {
        let head = head.iter();
        let mut parts: BTreeMap<String, Value> =
            gather(head.map(|(name, value)| ((*name).to_owned(), value.clone())));
        parts.insert("programme".to_owned(), programme.as_str().into());
        parts.insert("v".to_owned(), Value::Integer(VERSION));
        // The sort comes first, for people and for programs that look at a file's first bytes.
        let mut out = format!("{{\"format\":{}", quoted(kind.as_str()));
        for (name, value) in &parts {
            out.push(',');
            json::write_text(&mut out, name);
            out.push(':');
            json::write(&mut out, value);
        }
        out.push_str(",\n");
        Self { out }
    }

    /// Adds a section of lines, each written by its function without a line feed.
    pub fn section(&mut self, name: &str) -> SectionWriter<'_> {
        json::write_text(&mut self.out, name);
        self.out.push_str(":[");
        SectionWriter {
            out: &mut self.out,
            empty: true,
        }
    }

    /// Ends the file.
    pub fn finish(mut self) -> String {
        let sum = hex(&Sha256::digest(&self.out));
        writeln!(self.out, "\"sha256\":\"{sum}\"}}").expect("a String takes any text");
        self.out
    }
}

/// Writes the lines of a section.
#[derive(Debug)]
pub struct SectionWriter<'a> {
    out: &'a mut String,
    empty: bool,
}

impl SectionWriter<'_> {
    /// Adds a line: an item in canonical JSON.
    pub fn item(&mut self, text: &str) {
        self.out.push_str(if self.empty { "\n" } else { ",\n" });
        self.empty = false;
        self.out.push_str(text);
    }

    /// Ends the section.
    pub fn end(self) {
        self.out.push_str("\n],\n");
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(out, "{byte:02x}").expect("a String takes any text");
    }
    out
}
