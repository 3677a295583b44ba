//! The week as times typed per day: the quickest way for some, and the plainest for ears.
//!
//! Invariant: what can't be read is part of the answer as it stands, and so saved like all else.

use leptos::html;
use leptos::prelude::*;

use super::super::super::field::problem_words;
use super::super::super::live::{live, true_while};
use super::Week;
use crate::domain::answer::{read_hours, write_hours};
use crate::t;
use crate::ui::messages::hours;
use crate::ui::when::weekday_words;

pub(super) fn times(name: &str, week: Week) -> AnyView {
    let how_id = format!("{name}-times-how");
    let days: Vec<AnyView> = (0_u16..)
        .zip(weekday_words(false))
        .map(|(day, words)| one_day(name, &how_id, week, day, words))
        .collect();
    view! {
        <p id=how_id.clone() class="soft small">{t!(questions.week.times_how)}</p>
        <div class="week-times">{days}</div>
    }
    .into_any()
}

fn one_day(name: &str, how_id: &str, week: Week, day: u16, words: String) -> AnyView {
    let node: NodeRef<html::Input> = NodeRef::new();
    // What can't be read is said once the field is left, not while it is half typed.
    let left = RwSignal::new(!week.unread_now().of(day).is_empty());
    let problem = Signal::derive(move || {
        let bad = read_hours(week.unread().of(day)).err();
        bad.filter(|_| left.get())
    });
    // What changed elsewhere (undo, a copied day) is shown, but not over what is being typed.
    Effect::new(move |_| {
        let (ranges, unread) = (week.slots().ranges(day), week.unread());
        let unread = unread.of(day);
        let Some(input) = node.get() else {
            return;
        };
        let typed = input.value();
        let says_so = match read_hours(&typed) {
            Err(_) => typed == unread,
            Ok(typed) => {
                let mut slots = week.slots_now();
                slots.set_ranges(day, &typed);
                unread.is_empty() && slots.ranges(day) == ranges
            }
        };
        let typing = document()
            .active_element()
            .is_some_and(|at| at.is_same_node(Some(&input)));
        if !says_so && !typing {
            let shown = write_hours(&ranges);
            input.set_value(if unread.is_empty() { &shown } else { unread });
        }
    });
    let unread_now = move || !week.unread_now().of(day).is_empty();
    let typed = move |_| {
        if let Some(input) = node.get_untracked() {
            week.write_day(day, &input.value());
            left.update(|left| *left &= unread_now());
        }
    };
    let was_left = move || {
        // A field with the focus says so too while its page is taken away.
        if !left.is_disposed() {
            left.set(unread_now());
        }
    };
    let said = live(move || {
        let said = problem.get().map(|bad| problem_words(hours(&bad)));
        said.into_any()
    });
    let (id, problem_id) = (
        format!("{name}-times-{day}"),
        format!("{name}-times-{day}-problem"),
    );
    view! {
        <div class="week-times-day">
            <label for=id.clone()>{words}</label>
            <input
                node_ref=node
                id=id
                class="input input-latin"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder="18:00-20:30"
                aria-describedby=format!("{problem_id} {how_id}")
                aria-invalid=true_while(move || problem.with(Option::is_some))
                on:input=typed
                on:change=move |_| was_left()
            />
            <div id=problem_id>{said}</div>
        </div>
    }
    .into_any()
}
