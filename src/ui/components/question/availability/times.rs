//! The week as times typed per day: the quickest way for some, and the plainest for ears.

use leptos::html;
use leptos::prelude::*;

use super::super::super::field::problem_words;
use super::super::super::live::{live, true_while};
use super::Week;
use crate::domain::answer::{BadHours, read_hours, write_hours};
use crate::t;
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
    let problem = RwSignal::new(None::<BadHours>);
    // What changed elsewhere (undo, a copied day) is shown, but not over what is being typed.
    Effect::new(move |_| {
        let ranges = week.slots().ranges(day);
        let Some(input) = node.get() else {
            return;
        };
        let typed = input.value();
        let says_so = read_hours(&typed).is_ok_and(|typed| {
            let mut slots = week.slots_now();
            slots.set_ranges(day, &typed);
            slots.ranges(day) == ranges
        });
        let typing = document()
            .active_element()
            .is_some_and(|at| at.is_same_node(Some(&input)));
        if !says_so && !typing {
            input.set_value(&write_hours(&ranges));
            problem.set(None);
        }
    });
    let typed = move |_| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        if let Ok(ranges) = read_hours(&input.value()) {
            let mut slots = week.slots_now();
            slots.set_ranges(day, &ranges);
            week.change(slots);
            problem.set(None);
        }
    };
    // What can't be read is said once the field is left, not while it is half typed.
    let left = move |_| {
        if let Some(input) = node.get_untracked() {
            problem.set(read_hours(&input.value()).err());
        }
    };
    let said = live(move || {
        let said = problem.get().map(|bad| problem_words(bad_words(bad)));
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
                on:change=left
            />
            <div id=problem_id>{said}</div>
        </div>
    }
    .into_any()
}

fn bad_words(bad: BadHours) -> String {
    match bad {
        BadHours::NotARange(part) => t!(questions.week.not_a_range, part),
        BadHours::NotAHalfHour(part) => t!(questions.week.not_a_half_hour, part),
        BadHours::Backwards(part) => t!(questions.week.backwards, part),
    }
}
