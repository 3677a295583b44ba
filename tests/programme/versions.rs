//! Forms kept beside the answers given to them.

use groundcrew::domain::id::RecordId;
use groundcrew::format::programme::parse;
use groundcrew::format::{form, json};

const SAMPLE: &str = include_str!("../../public/programme.json");

#[test]
fn promise_07_a_form_version_reads_back_as_it_was_asked() {
    let programme = parse(SAMPLE).expect("the sample is valid").programme;
    for asked in &programme.forms {
        let value = form::to_value(asked);
        assert_eq!(form::from_value(&value).as_ref(), Ok(asked));
        let text = json::to_text(&value);
        let again = json::parse(&text).expect("what was written is JSON");
        assert_eq!(again, value);
        assert_eq!(form::version_id_of(&again), form::version_id(asked));
    }
}

#[test]
fn a_form_version_has_the_same_id_everywhere_and_another_once_it_changes() {
    // By hand: sha256sum of the canonical JSON below, its first 32 digits.
    let canonical = r#"{"id":"f","sections":[{"id":"s","questions":[{"id":"q","label":"What?","type":"shortText"}],"title":"One"}],"title":"Form","version":1}"#;
    let written = r#"{ "version": 1, "id": "f", "title": "Form", "intro": "",
        "sections": [ { "id": "s", "title": "One", "help": "", "questions": [
            { "id": "q", "type": "shortText", "label": "What?", "required": false, "readers": ["organizers"] } ] } ] }"#;
    let expected: RecordId = "eabfb2056b90988011f24ffcc5923d08".parse().expect("an id");
    let read = |text: &str| {
        let value = json::parse(text).expect("JSON of the test");
        form::from_value(&value).expect("a form of the test")
    };
    assert_eq!(json::to_text(&form::to_value(&read(written))), canonical);
    assert_eq!(form::version_id(&read(written)), expected);
    let changed = written.replace("What?", "Why?");
    assert_ne!(form::version_id(&read(&changed)), expected);
}

#[test]
fn a_forged_form_version_is_told_by_its_id() {
    let programme = parse(SAMPLE).expect("the sample is valid").programme;
    let asked = &programme.forms[0];
    let id = form::version_id(asked);
    let mut forged = asked.clone();
    forged.sections[0].questions[0].label.push('!');
    assert_ne!(form::version_id_of(&form::to_value(&forged)), id);
}
