//! Why something stored or sent can't be read. The export of what is set aside says it more closely,
//! for whoever mends it.

use crate::format::Flaw;
use crate::format::record::BadRecord;
use crate::t;

/// What is wrong with a record, and in which part of it.
pub fn bad_record(bad: &BadRecord) -> String {
    let id = bad.record.map(|id| id.to_string());
    let place = [id.as_deref().unwrap_or_default(), bad.path.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    if place.is_empty() {
        flaw(&bad.flaw).to_owned()
    } else {
        t!(
            errors.flaw.at,
            place = place.join("/"),
            what = flaw(&bad.flaw)
        )
    }
}

fn flaw(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::NotJson(_) => t!(errors.flaw.not_json),
        Flaw::TooNew(_) => t!(errors.flaw.too_new),
        Flaw::Missing => t!(errors.flaw.missing),
        Flaw::NotA(_) => t!(errors.flaw.not_a),
        Flaw::BadId(_) => t!(errors.flaw.bad_id),
        Flaw::Unlisted(_) => t!(errors.flaw.unlisted),
        Flaw::Twice => t!(errors.flaw.twice),
    }
}
