//! The files that calcard was tested with, some thousand calendars and contacts of many programs, as
//! what people might type or paste: what is written here must hold these texts and stay what it is. (How
//! the files themselves are read: `others.rs`.)

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty};
use calcard::vcard::VCardProperty;
use groundcrew::format::vcard::{Card, Name, to_text};

use super::contacts::{read as read_cards, values};
use super::kit::{components, read, text};
use super::texts::{held, names, sort, with_texts};

/// The longest line that is taken for what someone types into one field, in bytes.
const LINE: usize = 2_000;

/// Where the sources of calcard are that these tests were built with: what the compiler wrote down of them, beside the
/// tests themselves. (Cargo can't be asked: of what other systems need it may have fetched nothing.)
fn calcard() -> PathBuf {
    let tests = std::env::current_exe().expect("the tests are a program");
    let built = std::fs::read_dir(tests.parent().expect("a folder")).expect("a folder");
    let notes = built
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("calcard-") && name.ends_with(".d"))
        });
    let sources = notes.filter_map(|notes| {
        let text = std::fs::read_to_string(notes).expect("a text");
        let text = text.replace("\\ ", "\0");
        let source = text
            .split_whitespace()
            .find(|word| word.ends_with("/src/lib.rs"))?;
        let folder = Path::new(source).parent()?.parent()?;
        Some(PathBuf::from(folder.to_str()?.replace('\0', " ")).join("resources"))
    });
    let mut there = sources.filter(|folder| folder.is_dir());
    there.next().expect("calcard was built for these tests")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "ics" || end == "vcf")
        {
            found.push(path);
        }
    }
}

/// Every file as it is.
pub fn originals() -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    files(&calcard(), &mut paths);
    paths.sort_unstable();
    let files = paths
        .iter()
        .map(|path| std::fs::read(path).expect("a file"));
    let files: Vec<Vec<u8>> = files.collect();
    assert!(files.len() > 1_000, "{} files", files.len());
    files
}

/// Every file as a text, and every line of every file, each once.
fn samples() -> (Vec<String>, BTreeSet<String>) {
    let files = originals().into_iter();
    let files = files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let files: Vec<String> = files.collect();
    let lines = files.iter().flat_map(|file| file.lines());
    let lines = lines.filter(|line| line.len() <= LINE);
    let lines = lines.map(str::to_owned).collect();
    (files, lines)
}

/// Each seven of the texts, the last filled up.
fn sevens<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<[String; 7]> {
    let texts: Vec<&String> = texts.collect();
    let seven = |texts: &[&String]| {
        std::array::from_fn(|at| {
            texts
                .get(at)
                .map_or_else(String::new, |text| (*text).clone())
        })
    };
    texts.chunks(7).map(seven).collect()
}

#[test]
fn promise_24_calendars_hold_what_stands_in_the_files_of_others() {
    let (files, lines) = samples();
    let plain = with_texts(&[(); 7].map(|()| "plain text".to_owned()));
    let (lines_of_plain, parts_of_plain) = (names(&plain), read(&plain));
    for texts in sevens(lines.iter()).into_iter().chain(sevens(files.iter())) {
        let written = with_texts(&texts);
        assert_eq!(names(&written), lines_of_plain, "{texts:?}");
        let calendar = read(&written);
        assert_eq!(sort(&calendar), sort(&parts_of_plain), "{texts:?}");
        let event = components(&calendar, ICalendarComponentType::VEvent)[0];
        for (property, text_of_it) in [
            (ICalendarProperty::Uid, &texts[0]),
            (ICalendarProperty::Summary, &texts[1]),
            (ICalendarProperty::Description, &texts[2]),
            (ICalendarProperty::Location, &texts[3]),
        ] {
            let found = text(event, &property).unwrap_or_default();
            assert_eq!(found, held(text_of_it), "{property:?}");
        }
    }
}

#[test]
fn promise_24_contacts_hold_what_stands_in_the_files_of_others() {
    let (files, lines) = samples();
    for [uid, full_name, given, family, role, team, note] in
        sevens(lines.iter()).into_iter().chain(sevens(files.iter()))
    {
        let card = Card {
            uid,
            full_name,
            name: Some(Name { given, family }),
            role: Some(role),
            organization: vec!["Programme".to_owned(), team],
            note: Some(note),
            ..Card::default()
        };
        let found = read_cards(&to_text(std::slice::from_ref(&card)));
        let [found] = found.as_slice() else {
            panic!("{} cards of {card:?}", found.len());
        };
        let name = card.name.as_ref().expect("a name");
        let nothing = String::new();
        for (property, written) in [
            (VCardProperty::Uid, vec![&card.uid]),
            (VCardProperty::Fn, vec![&card.full_name]),
            (
                VCardProperty::N,
                vec![&name.family, &name.given, &nothing, &nothing, &nothing],
            ),
            (VCardProperty::Org, card.organization.iter().collect()),
            (VCardProperty::Role, card.role.iter().collect()),
            (VCardProperty::Note, card.note.iter().collect()),
        ] {
            let written: Vec<String> = written.into_iter().map(|text| held(text)).collect();
            assert_eq!(
                values(found, &property),
                written,
                "{property:?} of {card:?}"
            );
        }
    }
}
