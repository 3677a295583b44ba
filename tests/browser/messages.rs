//! Errors as sentences of the catalogue. In English they say what the errors say by themselves, which
//! is what native tests look at.

use std::sync::Arc;

use groundcrew::browser::files::NotRead;
use groundcrew::browser::store::SaveError;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::time::Date;
use groundcrew::format::programme::{Fault, ProgrammeError, Referred, Shape, UnknownName, parse};
use groundcrew::ui::messages::{not_read, programme_error, save_error, trouble, unknown_name};
use groundcrew::ui::typing::Trouble;
use wasm_bindgen_test::wasm_bindgen_test;

const SMALL: &str = include_str!("../fixtures/programme/valid-small.json");
const TWICE: &str = include_str!("../fixtures/programme/astray-forms-of-one-key.json");

fn faults() -> Vec<Fault> {
    let key = || "yers".to_owned();
    let shapes = [
        Shape::Nothing,
        Shape::YesOrNo,
        Shape::Whole,
        Shape::Number,
        Shape::Text,
        Shape::List,
        Shape::Parts,
    ];
    let referred = [
        Referred::Form,
        Referred::Project,
        Referred::Question,
        Referred::Choice,
        Referred::Cell,
    ];
    let mut all = vec![
        Fault::Missing,
        Fault::Blank,
        Fault::NoneListed,
        Fault::NotAKey(key()),
        Fault::NotADate(key()),
        Fault::NotALink(key()),
        Fault::NotAnEmail(key()),
        Fault::NotAColour(key()),
        Fault::NotALanguage(key()),
        Fault::UnknownWord {
            found: key(),
            expected: vec!["ltr", "rtl"],
        },
        Fault::OutOfBounds {
            found: 200_000.5,
            least: 1.0,
            most: 104.0,
        },
        Fault::Reserved("any"),
        Fault::NotEarlier(key()),
        Fault::NotAZoneQuestion(key()),
        Fault::NotComparable(key()),
        Fault::NotACondition,
        Fault::TooDeep,
        Fault::NotALimit,
        Fault::ClosesBeforeOpening {
            opens: "2027-03-31".parse::<Date>().expect("a day"),
        },
        Fault::MaxBelowMin,
        Fault::SensitiveReader,
    ];
    all.extend(shapes.map(|wanted| Fault::WrongShape {
        wanted,
        found: Shape::Text,
    }));
    all.extend(referred.map(|what| Fault::NoSuch { what, key: key() }));
    all
}

/// What is wrong in a file, which has faults.
fn errors(text: &str) -> Vec<ProgrammeError> {
    match parse(text) {
        Ok(parsed) => panic!("{parsed:?}"),
        Err(errors) => errors,
    }
}

#[wasm_bindgen_test]
fn what_is_wrong_in_a_programme_is_said_by_the_catalogue() {
    let place = errors("{\"id\": \"x\"}")[0].place.clone();
    let mut all: Vec<ProgrammeError> = faults()
        .into_iter()
        .map(|fault| ProgrammeError {
            place: place.clone(),
            fault,
        })
        .collect();
    // No JSON: of the file as a whole. A key twice: names another place.
    all.extend(errors("{"));
    all.extend(errors(TWICE));
    for error in all {
        assert_eq!(
            programme_error(&error),
            error.to_string().replace('\'', "’")
        );
    }
}

#[wasm_bindgen_test]
fn a_name_that_means_nothing_is_said_by_the_catalogue() {
    let slips = SMALL.replacen("\"name\"", "\"endpoint\": {}, \"lnks\": [], \"name\"", 1);
    let unknown: Vec<UnknownName> = parse(&slips).expect("slips are no faults").unknown;
    assert_eq!(unknown.len(), 2);
    assert_eq!(
        unknown.iter().filter(|name| name.meant.is_some()).count(),
        1
    );
    for name in unknown {
        assert_eq!(unknown_name(&name), name.to_string());
    }
}

#[wasm_bindgen_test]
fn promise_03_only_who_types_is_told_to_keep_the_text() {
    let error = || SaveError::Corrupt(RecordId::from_bits(1));
    let cause = save_error(&error());
    let typing = trouble(&Trouble::Storage(Arc::new(error())));
    assert_eq!(
        typing,
        format!("{cause} Keep the text as a file first, to be safe.")
    );
}

#[wasm_bindgen_test]
fn a_file_that_is_too_big_is_said_to_be_so_with_its_size() {
    assert_eq!(
        not_read(&NotRead::TooBig(536_870_913.0)),
        "The file is too big to be one of this app: 537 MB."
    );
}
