//! What a programme file says of the end of a session.

use groundcrew::domain::form::{Choice, Scale};
use groundcrew::domain::programme::{ClosingKind, ClosingQuestion, ClosingSurvey};
use groundcrew::format::programme::parse;
use serde_json::{Value, json as made};

const SMALL: &str = include_str!("../fixtures/programme/valid-small.json");

fn survey(closing: Value) -> ClosingSurvey {
    let mut file: Value = serde_json::from_str(SMALL).expect("JSON of the tests");
    file["sessions"][0]["weekly"] = made!({ "closing": closing });
    let parsed = parse(&file.to_string()).expect("what the test asks");
    assert_eq!(parsed.unknown, []);
    parsed.programme.sessions[0].weekly.closing.clone()
}

#[test]
fn the_end_is_asked_about_as_usual_or_not_at_all() {
    assert_eq!(survey(made!(null)), ClosingSurvey::Usual);
    assert_eq!(survey(made!(true)), ClosingSurvey::Usual);
    assert_eq!(survey(made!(false)), ClosingSurvey::Not);
    assert_eq!(survey(made!([])), ClosingSurvey::Own(Vec::new()));
}

#[test]
fn a_programme_asks_its_own_questions_at_the_end() {
    let read = survey(made!([
        { "id": "proud", "label": "What are you proud of?", "help": "Anything." },
        { "id": "again", "label": "Again?", "type": "rating", "low": "Never", "high": "At once" },
        { "id": "long", "label": "How long was it?", "type": "rating", "steps": 3 },
        { "id": "pace", "label": "The pace?", "type": "singleChoice",
          "choices": [{ "id": "slow", "label": "Slow" }, { "id": "fast", "label": "Fast", "help": "Too" }] },
        { "id": "more", "label": "More?", "type": "longText" },
    ]));
    let question = |id: &str, label: &str, help: &str, kind| ClosingQuestion {
        id: id.parse().expect("a key"),
        label: label.to_owned(),
        help: help.to_owned(),
        kind,
    };
    let scale = |steps, low: &str, high: &str| {
        ClosingKind::Rating(Scale {
            steps,
            low: low.to_owned(),
            high: high.to_owned(),
        })
    };
    let choice = |id: &str, label: &str, help: &str| Choice {
        id: id.parse().expect("a key"),
        label: label.to_owned(),
        help: help.to_owned(),
    };
    let choices = vec![choice("slow", "Slow", ""), choice("fast", "Fast", "Too")];
    let expected = vec![
        question(
            "proud",
            "What are you proud of?",
            "Anything.",
            ClosingKind::Words,
        ),
        question("again", "Again?", "", scale(5, "Never", "At once")),
        question("long", "How long was it?", "", scale(3, "", "")),
        question("pace", "The pace?", "", ClosingKind::Choice(choices)),
        question("more", "More?", "", ClosingKind::Words),
    ];
    assert_eq!(read, ClosingSurvey::Own(expected));
}
