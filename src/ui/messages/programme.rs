//! What is wrong in a programme file, where, and what to do about it.

use crate::format::programme::{Fault, Place, ProgrammeError, Referred, Shape, UnknownName};
use crate::t;

/// What is wrong, and where.
pub fn programme_error(error: &ProgrammeError) -> String {
    said_at(&error.place, fault(&error.fault))
}

/// A name that means nothing here.
pub fn unknown_name(name: &UnknownName) -> String {
    let what = match name.meant {
        Some(meant) => t!(errors.programme.unknown_name_maybe, meant = meant),
        None => t!(errors.programme.unknown_name).to_owned(),
    };
    said_at(&name.place, what)
}

fn said_at(at: &Place, what: String) -> String {
    t!(errors.programme.at, place = place(at), what = what)
}

fn place(place: &Place) -> String {
    match place.as_str() {
        "" => t!(errors.programme.whole_file).to_owned(),
        path => path.to_owned(),
    }
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::NotJson {
            line,
            column,
            reason,
        } => t!(
            errors.programme.not_json,
            line = line.to_string(),
            column = column.to_string(),
            reason = reason.clone()
        ),
        Fault::Missing => t!(errors.programme.missing).to_owned(),
        Fault::WrongShape { wanted, found } => t!(
            errors.programme.wrong_shape,
            wanted = shape(*wanted),
            found = shape(*found)
        ),
        Fault::Blank => t!(errors.programme.blank).to_owned(),
        Fault::NoneListed => t!(errors.programme.none_listed).to_owned(),
        Fault::NotAKey(found) => t!(errors.programme.not_a_key, found = found.clone()),
        Fault::NotADate(found) => t!(errors.programme.not_a_date, found = found.clone()),
        Fault::NotALink(found) => t!(errors.programme.not_a_link, found = found.clone()),
        Fault::NotAnIdentifier(found) => {
            t!(errors.programme.not_an_identifier, found = found.clone())
        }
        Fault::NotAnEmail(found) => t!(errors.programme.not_an_email, found = found.clone()),
        Fault::NotAColour(found) => t!(errors.programme.not_a_colour, found = found.clone()),
        Fault::NotALanguage(found) => t!(errors.programme.not_a_language, found = found.clone()),
        Fault::UnknownWord { found, expected } => t!(
            errors.programme.unknown_word,
            found = found.clone(),
            expected = expected.join(", ")
        ),
        Fault::OutOfBounds { found, least, most } => t!(
            errors.programme.out_of_bounds,
            found = found.to_string(),
            least = least.to_string(),
            most = most.to_string()
        ),
        Fault::TooMany(most) => t!(errors.programme.too_many, most = most.to_string()),
        Fault::NotARange => t!(errors.programme.not_a_range).to_owned(),
        Fault::Twice { key, first } => t!(
            errors.programme.twice,
            found = key.clone(),
            first = place(first)
        ),
        Fault::Reserved(key) => t!(errors.programme.reserved, found = (*key).to_owned()),
        Fault::NoSuch { what, key } => t!(
            errors.programme.no_such,
            what = referred(*what),
            found = key.clone()
        ),
        Fault::NotEarlier(key) => t!(errors.programme.not_earlier, found = key.clone()),
        Fault::NotAZoneQuestion(key) => {
            t!(errors.programme.not_a_zone_question, found = key.clone())
        }
        Fault::SaysNoLevel(key) => t!(errors.programme.says_no_level, found = key.clone()),
        Fault::NotComparable(key) => t!(errors.programme.not_comparable, found = key.clone()),
        Fault::NotACondition => t!(errors.programme.not_a_condition).to_owned(),
        Fault::TooDeep => t!(errors.programme.too_deep).to_owned(),
        Fault::NotALimit => t!(errors.programme.not_a_limit).to_owned(),
        Fault::ClosesBeforeOpening { opens } => {
            t!(errors.programme.closes_early, opens = opens.to_string())
        }
        Fault::OfTheSession => t!(errors.programme.of_the_session).to_owned(),
        Fault::ForACall(key) => t!(errors.programme.for_a_call, found = key.clone()),
        Fault::MaxBelowMin => t!(errors.programme.max_below_min).to_owned(),
        Fault::SensitiveReader => t!(errors.programme.sensitive_reader).to_owned(),
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => t!(errors.programme.shape.nothing),
        Shape::YesOrNo => t!(errors.programme.shape.yes_or_no),
        Shape::Whole => t!(errors.programme.shape.whole),
        Shape::Number => t!(errors.programme.shape.number),
        Shape::Text => t!(errors.programme.shape.text),
        Shape::List => t!(errors.programme.shape.list),
        Shape::Parts => t!(errors.programme.shape.parts),
    }
}

fn referred(what: Referred) -> &'static str {
    match what {
        Referred::Form => t!(errors.programme.referred.form),
        Referred::Project => t!(errors.programme.referred.project),
        Referred::Session => t!(errors.programme.referred.session),
        Referred::Role => t!(errors.programme.referred.role),
        Referred::Question => t!(errors.programme.referred.question),
        Referred::Choice => t!(errors.programme.referred.choice),
        Referred::Cell => t!(errors.programme.referred.cell),
    }
}
