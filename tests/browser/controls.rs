//! The controls of questions, as people meet them: by typing, pressing and the keyboard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundcrew::browser::zones;
use groundcrew::domain::answer::{DayTexts, Pick, Slot, Typed, WeekSlots, Wish};
use groundcrew::domain::form::{Choice, Limit, LimitUnit, Other, Question, QuestionKind, Reader};
use groundcrew::domain::programme::{Project, Word, Words};
use groundcrew::domain::time::Instant;
use groundcrew::ui::components::question::{QuestionField, Surroundings};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = r#"
export function write(element, text) {
  element.value = text;
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
export function press_key(key, shiftKey) {
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
}
// The first of a kind whose name, as it is read out, begins so.
export function named(root, selector, name) {
  const said = element => element.getAttribute('aria-label')
    ?? (element.labels?.length ? element.labels[0].textContent : element.textContent);
  return [...root.querySelectorAll(selector)].find(element => said(element).trim().startsWith(name));
}
"#)]
extern "C" {
    fn write(element: &web_sys::Element, text: &str);
    fn press_key(key: &str, shift: bool);
    fn named(root: &web_sys::Element, selector: &str, name: &str) -> Option<web_sys::HtmlElement>;
}

/// One question on the page, with what is typed to it.
struct Asked {
    root: web_sys::HtmlElement,
    value: RwSignal<Option<Typed>>,
    _page: Box<dyn std::any::Any>,
}

impl Asked {
    async fn new(kind: QuestionKind, limit: Option<Limit>, value: Option<Typed>) -> Self {
        let question = Question {
            id: "asked".parse().expect("a key"),
            label: "Asked".to_owned(),
            help: String::new(),
            required: false,
            kind,
            limit,
            show_if: None,
            sensitive: false,
            personal: false,
            readers: Vec::new(),
        };
        Self::ask(question, value).await
    }

    async fn ask(question: Question, value: Option<Typed>) -> Self {
        let root: web_sys::HtmlElement = document()
            .create_element("div")
            .expect("a document makes elements")
            .unchecked_into();
        let body = document().body().expect("the page of the test");
        body.append_child(&root).expect("a body takes elements");
        let value = ArcRwSignal::new(value);
        let shown = RwSignal::from(value.clone());
        let page = mount(&root, Arc::new(question), value);
        tick().await;
        Self {
            root,
            value: shown,
            _page: Box::new(page),
        }
    }

    fn find(&self, selector: &str, name: &str) -> web_sys::HtmlElement {
        named(&self.root, selector, name).unwrap_or_else(|| panic!("no {selector} named {name}"))
    }

    async fn write(&self, selector: &str, name: &str, text: &str) {
        write(&self.find(selector, name), text);
        tick().await;
    }

    async fn press(&self, selector: &str, name: &str) {
        self.find(selector, name).click();
        tick().await;
    }

    fn text_of(&self, selector: &str) -> String {
        let element = self.root.query_selector(selector).expect("a selector");
        element
            .expect("an element")
            .text_content()
            .unwrap_or_default()
    }

    fn typed(&self) -> Option<Typed> {
        self.value.get_untracked()
    }

    fn has_focus(&self, selector: &str, name: &str) -> bool {
        let focused = document().active_element();
        focused.is_some_and(|focused| focused.is_same_node(Some(&self.find(selector, name))))
    }

    fn is_there(&self, selector: &str, name: &str) -> bool {
        named(&self.root, selector, name).is_some()
    }

    fn slots(&self) -> WeekSlots {
        match self.typed() {
            Some(Typed::Week { slots, .. }) => slots,
            other => panic!("no week: {other:?}"),
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn mount(
    root: &web_sys::HtmlElement,
    question: Arc<Question>,
    value: ArcRwSignal<Option<Typed>>,
) -> UnmountHandle<impl Mountable + use<>> {
    mount_to(root.clone(), move || {
        let value = RwSignal::from(value);
        let project = |id: &str, name: &str| Project {
            id: id.parse().expect("a key"),
            name: name.to_owned(),
            about: String::new(),
            url: None,
        };
        let surroundings = Surroundings {
            zones: Arc::new(zones::known()),
            projects: Arc::new([project("django", "Django"), project("wagtail", "Wagtail")]),
            words: Arc::new(words()),
            answer: Callback::new(|_| None),
        };
        view! {
            <QuestionField
                question=question
                value=value
                set=move |typed| value.set(Some(typed))
                problem=Signal::stored(None::<String>)
                advice=Signal::stored(None::<String>)
                surroundings=surroundings
            />
        }
    })
}

fn words() -> Words {
    let word = |one: &str| Word {
        one: one.to_owned(),
        many: format!("{one}s"),
    };
    Words {
        session: word("session"),
        applicant: word("applicant"),
        mentee: word("mentee"),
        navigator: word("pilot"),
        captain: word("captain"),
        organizer: word("host"),
        team: word("crew"),
        more: BTreeMap::new(),
    }
}

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

const WEEK: QuestionKind = QuestionKind::Availability {
    zone_from: None,
    at_least_hours: None,
};

fn slot(day: u16, half_hour: u16) -> Slot {
    Slot::new(day, half_hour).expect("a slot")
}

fn week(days: &[(u16, u16, u16)]) -> WeekSlots {
    let each = days.iter();
    each.flat_map(|(day, from, to)| (*from..*to).map(|half_hour| slot(*day, half_hour)))
        .collect()
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
async fn the_week_is_painted_by_keyboard_and_undone() {
    let asked = Asked::new(WEEK, None, None).await;
    asked.press("[role=gridcell]", "Monday").await;
    assert_eq!(asked.slots(), week(&[(0, 0, 1)]));
    for key in ["ArrowDown", "ArrowDown", "ArrowRight"] {
        press_key(key, true);
    }
    assert_eq!(asked.slots(), week(&[(0, 0, 3), (1, 2, 3)]));
    press_key("ArrowDown", false);
    press_key(" ", false);
    assert_eq!(asked.slots(), week(&[(0, 0, 3), (1, 2, 4)]));
    tick().await;
    assert_eq!(asked.text_of(".week-total"), "2.5 hours a week");
    let in_tab_order = asked.root.query_selector_all("[role=grid] [tabindex='0']");
    assert_eq!(in_tab_order.expect("a selector").length(), 1);
    asked.press("button", "Undo").await;
    assert_eq!(asked.slots(), week(&[(0, 0, 3), (1, 2, 3)]));
}

#[wasm_bindgen_test]
async fn promise_30_arrows_follow_the_eye_from_right_to_left() {
    let root = document().document_element().expect("a document");
    root.set_attribute("dir", "rtl").expect("an attribute");
    let asked = Asked::new(WEEK, None, None).await;
    asked.press("[role=gridcell]", "Monday").await;
    press_key("ArrowLeft", false);
    press_key(" ", false);
    root.set_attribute("dir", "ltr").expect("an attribute");
    assert_eq!(asked.slots(), week(&[(0, 0, 1), (1, 0, 1)]));
}

#[wasm_bindgen_test]
async fn a_day_is_marked_whole_by_its_head_and_by_typed_times() {
    let asked = Asked::new(WEEK, None, None).await;
    asked.press("[role=columnheader]", "Tuesday").await;
    assert_eq!(asked.slots(), week(&[(1, 0, 48)]));
    asked.press("button", "Type times").await;
    asked.write("input", "Tuesday", "18:00-20:30").await;
    assert_eq!(asked.slots(), week(&[(1, 36, 41)]));
}

fn typed_week(zone: &str, slots: WeekSlots, unread: &[(u16, &str)]) -> Typed {
    let mut texts = DayTexts::default();
    for (day, text) in unread {
        texts.set(*day, text);
    }
    Typed::Week {
        zone: zone.to_owned(),
        slots,
        unread: texts,
    }
}

#[wasm_bindgen_test]
async fn promise_02_hours_half_typed_are_part_of_the_answer_and_come_back_with_it() {
    let start = typed_week("UTC", week(&[(1, 36, 41)]), &[]);
    let asked = Asked::new(WEEK, None, Some(start)).await;
    asked.press("button", "Type times").await;
    asked.write("input", "Tuesday", "18:00-20:3").await;
    let half = typed_week("UTC", week(&[(1, 36, 41)]), &[(1, "18:00-20:3")]);
    assert_eq!(asked.typed(), Some(half.clone()));
    assert!(asked.text_of(".week-times").contains("“18:00-20:3”"));

    // Going over to the grid says what it does not show; so does coming back another evening.
    asked.press("button", "Paint the week").await;
    assert!(asked.text_of(".week").contains("Tuesday: “18:00-20:3”"));
    asked.press("[role=gridcell]", "Tuesday").await;
    let marked = typed_week("UTC", week(&[(1, 0, 1), (1, 36, 41)]), &[]);
    assert_eq!(
        asked.typed(),
        Some(marked),
        "a day that is marked says it anew"
    );
    asked.press("button", "Undo").await;
    let undone = typed_week("UTC", week(&[(1, 36, 41)]), &[(1, "18:00-20:3")]);
    assert_eq!(asked.typed(), Some(undone));
    drop(asked);

    let again = Asked::new(WEEK, None, Some(half)).await;
    let input: web_sys::HtmlInputElement = again.find("input", "Tuesday").unchecked_into();
    assert_eq!(input.value(), "18:00-20:3");
    again.write("input", "Tuesday", "18:00-20:30").await;
    assert_eq!(
        again.typed(),
        Some(typed_week("UTC", week(&[(1, 36, 41)]), &[]))
    );
}

#[wasm_bindgen_test]
async fn promise_10_the_zone_another_tab_chose_is_shown_and_marked_in() {
    let asked = Asked::new(WEEK, None, None).await;
    asked.write("input", "These times", "Asia/Kathmandu").await;
    asked.press("[role=gridcell]", "Monday").await;
    let there = typed_week("Africa/Lagos", asked.slots(), &[]);
    asked.value.set(Some(there));
    tick().await;
    let zone: web_sys::HtmlInputElement = asked.find("input", "These times").unchecked_into();
    assert_eq!(zone.value(), "Africa/Lagos");
    asked.press("[role=columnheader]", "Friday").await;
    let both = typed_week("Africa/Lagos", week(&[(0, 0, 1), (4, 0, 48)]), &[]);
    assert_eq!(asked.typed(), Some(both));
    // An emptied zone stays empty, and is not filled in again under the hands.
    drop(asked);
    let asked = Asked::new(WEEK, None, None).await;
    asked.write("input", "These times", "").await;
    let zone: web_sys::HtmlInputElement = asked.find("input", "These times").unchecked_into();
    assert_eq!(zone.value(), "");
}

#[wasm_bindgen_test]
async fn promise_30_the_day_that_is_shown_alone_can_be_entered_by_keyboard() {
    let asked = Asked::new(WEEK, None, None).await;
    asked.press(".week-day", "WedWednesday").await;
    let grid = "[role=grid][data-day='2']";
    let entered = asked
        .root
        .query_selector_all(&format!("{grid} [tabindex='0']"));
    let entered = entered.expect("a selector");
    assert_eq!(entered.length(), 1);
    let cell: web_sys::Element = entered.get(0).expect("a cell").unchecked_into();
    assert_eq!(cell.get_attribute("data-day").as_deref(), Some("2"));
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

    drop(asked);
    let asked = Asked::new(WEEK, None, None).await;
    asked.press("[role=gridcell]", "Monday").await;
    asked.press("button", "Clear the week").await;
    assert!(!asked.is_there("button", "Clear the week"));
    assert!(asked.has_focus("button", "Undo"));
    asked.press("button", "Undo").await;
    assert_eq!(asked.slots(), week(&[(0, 0, 1)]));
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
