//! The control of a week: painted, typed, undone; by mouse, by keyboard, and beside another tab.

use groundcrew::domain::answer::{DayTexts, Slot, Typed, WeekSlots};
use groundcrew::domain::form::QuestionKind;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::asking::{Asked, drag, press_key};

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
async fn promise_02_what_is_typed_for_a_day_stays_when_a_stroke_only_comes_by() {
    let half = typed_week("UTC", week(&[(1, 36, 41)]), &[(1, "after six")]);
    let asked = Asked::new(WEEK, None, Some(half.clone())).await;
    asked.press("button", "Paint the week").await;
    // The style sheet is not here, and a cell without a size is under no pointer.
    for cell in ["Monday", "Tuesday"] {
        let cell = asked.find("[role=gridcell]", cell);
        let style = "display: inline-block; width: 20px; height: 20px";
        cell.set_attribute("style", style).expect("an attribute");
    }
    let cell = |day| asked.find("[role=gridcell]", day);
    drag(vec![cell("Monday"), cell("Tuesday")]);
    let both = typed_week("UTC", week(&[(0, 0, 1), (1, 0, 1), (1, 36, 41)]), &[]);
    assert_eq!(asked.typed(), Some(both), "a day that is marked");
    asked.press("button", "Undo").await;
    assert_eq!(asked.typed(), Some(half));
    drag(vec![cell("Monday"), cell("Tuesday"), cell("Monday")]);
    let monday = typed_week("UTC", week(&[(0, 0, 1), (1, 36, 41)]), &[(1, "after six")]);
    assert_eq!(asked.typed(), Some(monday), "a day that was come by");
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
async fn promise_30_clearing_the_week_leaves_the_focus_at_what_takes_it_back() {
    let asked = Asked::new(WEEK, None, None).await;
    asked.press("[role=gridcell]", "Monday").await;
    asked.press("button", "Clear the week").await;
    assert!(!asked.is_there("button", "Clear the week"));
    assert!(asked.has_focus("button", "Undo"));
    asked.press("button", "Undo").await;
    assert_eq!(asked.slots(), week(&[(0, 0, 1)]));
}
