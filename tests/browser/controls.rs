//! The controls of questions, as people meet them: by typing, pressing and the keyboard.

use std::collections::BTreeSet;

use groundcrew::browser::zones;
use groundcrew::domain::answer::{Pick, Typed, Wish};
use groundcrew::domain::form::{Choice, Limit, LimitUnit, Other, Question, QuestionKind, Reader};
use groundcrew::domain::time::Instant;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::asking::{Asked, press_key};

fn choices(other: Other) -> (Vec<Choice>, Other) {
    let choice = |id: &str, label: &str| Choice {
        id: id.parse().expect("a key"),
        label: label.to_owned(),
        help: String::new(),
    };
    (
        vec![choice("yes", "Yes, often"), choice("no", "No, never")],
        other,
    )
}

fn text(text: &str) -> Option<Typed> {
    Some(Typed::Text(text.to_owned()))
}

#[wasm_bindgen_test]
async fn what_is_typed_over_the_limit_is_shown_and_never_cut() {
    let limit = Limit {
        most: 3,
        unit: LimitUnit::Words,
    };
    for kind in [QuestionKind::ShortText, QuestionKind::LongText] {
        let asked = Asked::new(kind, Some(limit), None).await;
        let long = " one two three four five ";
        asked.write("input, textarea", "Asked", long).await;
        assert_eq!(asked.typed(), text(long));
        assert_eq!(asked.text_of(".counter"), "2 words too many: 5 of 3");
    }
}

#[wasm_bindgen_test]
async fn half_a_date_and_half_a_number_are_kept_as_typed() {
    let number = QuestionKind::Number {
        min: None,
        max: None,
        whole: false,
        unit: "hours".to_owned(),
    };
    let date = QuestionKind::Date {
        min: None,
        max: None,
    };
    for (kind, half) in [(number, "4,"), (date, "2027-0")] {
        let asked = Asked::new(kind, None, None).await;
        asked.write("input", "Asked", half).await;
        assert_eq!(asked.typed(), text(half));
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_wrote_is_shown() {
    let asked = Asked::new(QuestionKind::ShortText, None, text("here")).await;
    asked.value.set(text("there"));
    tick().await;
    let input: web_sys::HtmlInputElement = asked.find("input", "Asked").unchecked_into();
    assert_eq!(input.value(), "there");
}

#[wasm_bindgen_test]
async fn other_text_stays_when_something_else_is_chosen() {
    let (choices, other) = choices(Other::WithText);
    let kind = QuestionKind::SingleChoice { choices, other };
    let asked = Asked::new(kind, None, None).await;
    asked.press("input", "Other").await;
    asked.write("input", "What is it", "at times").await;
    asked.press("input", "Yes, often").await;
    let one = |picked| {
        Some(Typed::One {
            picked,
            other: "at times".to_owned(),
        })
    };
    let yes = "yes".parse().expect("a key");
    assert_eq!(asked.typed(), one(Some(Pick::Choice(yes))));
    asked.press("button", "Take this answer back").await;
    assert_eq!(asked.typed(), one(None));
}

#[wasm_bindgen_test]
async fn a_dropdown_starts_blank_and_keeps_the_key() {
    let (choices, other) = choices(Other::No);
    let kind = QuestionKind::Dropdown { choices, other };
    let asked = Asked::new(kind, None, None).await;
    let select: web_sys::HtmlSelectElement = asked.find("select", "Asked").unchecked_into();
    assert_eq!(select.value(), "");
    asked.write("select", "Asked", "no").await;
    let picked = Some(Pick::Choice("no".parse().expect("a key")));
    let other = String::new();
    assert_eq!(asked.typed(), Some(Typed::One { picked, other }));
}

#[wasm_bindgen_test]
async fn going_over_the_number_of_choices_is_not_prevented() {
    let (choices, other) = choices(Other::No);
    let kind = QuestionKind::MultipleChoice {
        choices,
        other,
        at_most: Some(1),
    };
    let asked = Asked::new(kind, None, None).await;
    asked.press("input", "Yes").await;
    asked.press("input", "No").await;
    let both = ["yes", "no"].map(|key| key.parse().expect("a key"));
    let expected = Typed::Many {
        picked: BTreeSet::from(both),
        other_ticked: false,
        other: String::new(),
    };
    assert_eq!(asked.typed(), Some(expected));
}

#[wasm_bindgen_test]
async fn agreement_to_an_older_text_is_not_shown_as_agreement_to_this_one() {
    let kind = QuestionKind::Consent {
        text: "Be kind.".to_owned(),
        version: "2".to_owned(),
    };
    let asked = Asked::new(kind, None, Some(Typed::Consent(Some("1".to_owned())))).await;
    let tick: web_sys::HtmlInputElement = asked.find("input", "I agree").unchecked_into();
    assert!(!tick.checked());
    asked.press("input", "I agree").await;
    assert_eq!(asked.typed(), Some(Typed::Consent(Some("2".to_owned()))));
}

#[wasm_bindgen_test]
async fn promise_30_a_button_that_goes_leaves_the_focus_where_one_goes_on() {
    let (choices, other) = choices(Other::No);
    let kind = QuestionKind::SingleChoice { choices, other };
    let asked = Asked::new(kind, None, None).await;
    asked.press("input", "No, never").await;
    asked.press("button", "Take this answer back").await;
    assert!(!asked.is_there("button", "Take this answer back"));
    assert!(asked.has_focus("input", "No, never"));

    drop(asked);
    let asked = Asked::new(QuestionKind::TimeZone, None, None).await;
    asked.press("button", "Use this device").await;
    assert!(!asked.is_there("button", "Use this device"));
    assert!(asked.has_focus("input", "Asked"));
}

#[wasm_bindgen_test]
async fn what_is_no_longer_offered_takes_no_place_and_can_be_taken_away() {
    let (choices, other) = choices(Other::No);
    let kind = QuestionKind::MultipleChoice {
        choices,
        other,
        at_most: Some(2),
    };
    let many = |keys: &[&str]| Typed::Many {
        picked: keys.iter().map(|key| key.parse().expect("a key")).collect(),
        other_ticked: false,
        other: String::new(),
    };
    let asked = Asked::new(kind, None, Some(many(&["gone", "yes"]))).await;
    assert_eq!(asked.text_of(".field-note"), "1 chosen, 2 at most");
    asked
        .press("button", "Take away what is no longer offered")
        .await;
    assert_eq!(asked.typed(), Some(many(&["yes"])));
    assert!(!asked.is_there("button", "Take away"));
    assert!(asked.has_focus("input", "Yes, often"));
}

#[wasm_bindgen_test]
async fn other_text_has_the_same_counter_as_all_text() {
    let limit = Limit {
        most: 3,
        unit: LimitUnit::Characters,
    };
    let (choices, other) = choices(Other::WithText);
    let kinds = [
        QuestionKind::SingleChoice {
            choices: choices.clone(),
            other,
        },
        QuestionKind::MultipleChoice {
            choices,
            other,
            at_most: None,
        },
    ];
    for kind in kinds {
        let asked = Asked::new(kind, Some(limit), None).await;
        asked.press("input", "Other").await;
        asked.write("input", "What is it", "mauve").await;
        assert_eq!(asked.text_of(".counter"), "2 characters too many: 5 of 3");
        let input = asked.find("input", "What is it");
        let described = input.get_attribute("aria-describedby").unwrap_or_default();
        let counter = asked.root.query_selector(".counter").expect("a selector");
        let counter = counter.expect("a counter").id();
        assert!(described.split(' ').any(|id| id == counter), "{described}");
    }
}

#[wasm_bindgen_test]
async fn a_date_is_confirmed_in_every_way_it_is_taken() {
    let kind = QuestionKind::Date {
        min: None,
        max: None,
    };
    for typed in ["2027-03-31", "2027/3/31", "2027年3月31日"] {
        let asked = Asked::new(kind.clone(), None, text(typed)).await;
        let note = asked.text_of(".field-note");
        assert!(note.contains("2027") && note.contains("March"), "{note}");
    }
}

#[wasm_bindgen_test]
async fn promise_23_who_reads_an_answer_is_said_where_it_is_written() {
    use Reader::{Mentors, Organizers, Public, Reviewers, Team};
    for (readers, sensitive, personal, expected) in [
        (vec![Organizers], false, true, "Read by hosts."),
        (
            vec![Organizers, Mentors, Team],
            false,
            false,
            "Read by hosts, pilots, captains, and everyone in the crew.",
        ),
        (
            vec![Organizers, Reviewers],
            true,
            true,
            "Sensitive: read by hosts and reviewers only, never by pilots or captains. \
             Left out while reviewers read without names.",
        ),
        (
            vec![Organizers, Public],
            false,
            false,
            "Anyone may read this.",
        ),
    ] {
        let question = Question {
            id: "asked".parse().expect("a key"),
            label: "Asked".to_owned(),
            help: String::new(),
            required: false,
            kind: QuestionKind::ShortText,
            limit: None,
            show_if: None,
            sensitive,
            personal,
            readers,
        };
        let asked = Asked::ask(question, None).await;
        assert_eq!(asked.text_of(".field-readers"), expected);
        // Heard with the field, as it is seen with it.
        let input = asked.find("input", "Asked");
        let described = input.get_attribute("aria-describedby").unwrap_or_default();
        let said = described
            .split(' ')
            .filter_map(|id| document().get_element_by_id(id));
        let said: String = said.filter_map(|part| part.text_content()).collect();
        assert!(said.contains(expected), "{said}");
    }
}

#[wasm_bindgen_test]
async fn the_order_of_projects_stays_while_any_is_chosen() {
    let kind = QuestionKind::ProjectPreference { at_most: Some(2) };
    let asked = Asked::new(kind, None, None).await;
    asked.press("input", "These").await;
    asked.press("button", "Add Django").await;
    asked.press("button", "Add Wagtail").await;
    asked.press("button", "Move up: Wagtail").await;
    asked.press("input", "Any project").await;
    let ranked = ["wagtail", "django"].map(|key| key.parse().expect("a key"));
    let expected = Typed::Projects {
        wish: Some(Wish::Any),
        ranked: ranked.to_vec(),
    };
    assert_eq!(asked.typed(), Some(expected));
}

#[wasm_bindgen_test]
async fn a_zone_is_found_by_typing_and_chosen_by_keyboard() {
    let asked = Asked::new(QuestionKind::TimeZone, None, None).await;
    let field = asked.find("input", "Asked");
    field.focus().expect("a field takes the focus");
    asked.write("input", "Asked", "kathm").await;
    assert_eq!(asked.typed(), text("kathm"));
    press_key("ArrowDown", false);
    press_key("Enter", false);
    tick().await;
    assert_eq!(asked.typed(), text("Asia/Kathmandu"));
    assert!(asked.text_of(".field-note").contains("UTC+05:45"));
}

#[wasm_bindgen_test]
fn zones_are_known_by_the_names_in_use_and_by_their_offsets() {
    let known = zones::known();
    let winter = Instant(1_798_761_600_000);
    for (zone, minutes) in [
        ("UTC", 0),
        ("Asia/Kolkata", 330),
        ("Asia/Kathmandu", 345),
        ("Europe/Kyiv", 120),
        ("America/St_Johns", -210),
    ] {
        assert_eq!(known.find(zone).as_deref(), Some(zone));
        assert_eq!(zones::offset_minutes(zone, winter), Some(minutes), "{zone}");
    }
    assert_eq!(zones::offset_minutes("Mars/Olympus", winter), None);
    assert!(!zones::exists("Mars/Olympus"));
}
