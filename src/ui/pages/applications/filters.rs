//! Which applications are kept: a panel to say it, and what was said, each with a way to take it back.

mod active;
mod answers;

use leptos::prelude::*;

use super::ListView;
use super::decide::outcome_words;
use crate::domain::application::ApplicationState;
use crate::domain::decision::Outcome;
use crate::domain::listing::{Filters, decision_name, read_decision};
use crate::t;
use crate::ui::components::{Icon, icon};
use crate::ui::when::{number_words, offset_words};
use crate::ui::words::capital;

pub use active::active;
use answers::by_answer;

/// The panel.
pub fn panel(list: ListView) -> AnyView {
    let count = move || {
        let count = list.view.with(|view| view.filters.len());
        (count > 0).then(|| view! { <span class="tab-count">{number_words(count as f64)}</span> })
    };
    view! {
        <details class="list-menu" name="list-menu">
            <summary class="button">
                {icon(Icon::Filter)} <span>{t!(crew.filters)}</span> {count}
            </summary>
            <div class="list-panel list-filters">
                {session(list)} {state(list)} {decision(list)} {late(list)} {sample(list)} {offset(list)}
                {conflict(list)} {deleted(list)} {by_answer(list)}
            </div>
        </details>
    }
    .into_any()
}

/// What a select offers: value and words.
type Offer = (String, String);

/// A select of a filter. The value "" stands for all.
fn select(
    list: ListView,
    name: &'static str,
    label: impl Into<String>,
    offers: impl Fn() -> Vec<Offer> + Send + Sync + 'static,
    read: impl Fn(&Filters) -> String + Copy + Send + Sync + 'static,
    write: impl Fn(&mut Filters, &str) + Copy + Send + Sync + 'static,
) -> AnyView {
    let id = format!("filter-{name}");
    let now = Memo::new(move |_| list.view.with(|view| read(&view.filters)));
    let changed = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        list.change(|view| write(&mut view.filters, &value));
    };
    let options = move || {
        offers()
            .into_iter()
            .map(|(value, words)| {
                let this = value.clone();
                view! {
                    <option value=value selected=move || now.with(|now| *now == this)>
                        {words}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="list-filter">
            <label for=id.clone()>{label.into()}</label>
            <select id=id class="input" on:change=changed prop:value=now>
                <option value="">{t!(crew.all)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn session(list: ListView) -> AnyView {
    let offers = move || {
        list.app.programme.with(|programme| {
            let sessions = programme.sessions.iter();
            sessions
                .map(|session| (session.id.to_string(), session.name.clone()))
                .collect()
        })
    };
    select(
        list,
        "session",
        capital(|w| &w.session.one),
        offers,
        |filters| {
            filters
                .session
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
        |filters, value| filters.session = value.parse().ok(),
    )
}

/// What a state is called.
pub fn state_words(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Submitted => t!(crew.state_submitted),
        ApplicationState::Withdrawn => t!(crew.state_withdrawn),
    }
}

fn state(list: ListView) -> AnyView {
    let offers = || {
        let states = ApplicationState::ALL.into_iter();
        states
            .map(|state| (state.as_str().to_owned(), state_words(state).to_owned()))
            .collect()
    };
    select(
        list,
        "state",
        t!(crew.column_state),
        offers,
        |filters| {
            filters
                .state
                .map(ApplicationState::as_str)
                .unwrap_or_default()
                .to_owned()
        },
        |filters, value| filters.state = ApplicationState::from_name(value),
    )
}

fn decision(list: ListView) -> AnyView {
    let offers = || {
        let decisions = [None].into_iter().chain(Outcome::ALL.map(Some));
        decisions
            .map(|decision| {
                let words = outcome_words(decision).to_owned();
                (decision_name(decision).to_owned(), words)
            })
            .collect()
    };
    select(
        list,
        "decision",
        t!(crew.decision),
        offers,
        |filters| {
            let decision = filters.decision;
            decision.map(decision_name).unwrap_or_default().to_owned()
        },
        |filters, value| filters.decision = read_decision(value),
    )
}

fn yes_no(set: Option<bool>) -> String {
    match set {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
    .to_owned()
}

fn read_yes_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn late(list: ListView) -> AnyView {
    let offers = || {
        vec![
            ("yes".to_owned(), t!(crew.late_yes).to_owned()),
            ("no".to_owned(), t!(crew.late_no).to_owned()),
        ]
    };
    select(
        list,
        "late",
        t!(crew.filter_late),
        offers,
        |filters| yes_no(filters.late),
        |filters, value| filters.late = read_yes_no(value),
    )
}

fn sample(list: ListView) -> AnyView {
    let offers = || {
        vec![
            ("yes".to_owned(), t!(crew.sample_yes).to_owned()),
            ("no".to_owned(), t!(crew.sample_no).to_owned()),
        ]
    };
    select(
        list,
        "sample",
        t!(crew.filter_sample),
        offers,
        |filters| yes_no(filters.sample),
        |filters, value| filters.sample = read_yes_no(value),
    )
}

/// How far from UTC zones go: from UTC−12 to UTC+14, in hours.
const HOURS: std::ops::RangeInclusive<i32> = -12..=14;
/// The same in minutes, from and to: an end that stands there filters nothing.
const ALL: (i32, i32) = (*HOURS.start() * 60, *HOURS.end() * 60);

fn offsets(filters: &Filters) -> (i32, i32) {
    filters.offset.unwrap_or(ALL)
}

fn set_offsets(filters: &mut Filters, offsets: (i32, i32)) {
    filters.offset = (offsets != ALL).then_some(offsets);
}

fn offset(list: ListView) -> AnyView {
    let hours = || {
        HOURS
            .map(|hour| ((hour * 60).to_string(), offset_words(hour * 60)))
            .collect()
    };
    let from = select(
        list,
        "offset-from",
        t!(crew.filter_offset_from),
        hours,
        |filters| {
            let from = offsets(filters).0;
            if from == ALL.0 {
                String::new()
            } else {
                from.to_string()
            }
        },
        |filters, value| {
            let (from, to) = (value.parse().unwrap_or(ALL.0), offsets(filters).1);
            set_offsets(filters, (from, to.max(from)));
        },
    );
    let to = select(
        list,
        "offset-to",
        t!(crew.filter_offset_to),
        hours,
        |filters| {
            let to = offsets(filters).1;
            if to == ALL.1 {
                String::new()
            } else {
                to.to_string()
            }
        },
        |filters, value| {
            let (from, to) = (offsets(filters).0, value.parse().unwrap_or(ALL.1));
            set_offsets(filters, (from.min(to), to));
        },
    );
    view! { {from} {to} }.into_any()
}

fn tick(words: String, checked: Signal<bool>, toggle: impl Fn() + 'static) -> AnyView {
    view! {
        <label class="list-tick">
            <input type="checkbox" prop:checked=checked on:change=move |_| toggle() />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

fn conflict(list: ListView) -> AnyView {
    let checked = Signal::derive(move || list.view.with(|view| view.filters.conflict));
    tick(t!(crew.filter_conflict).to_owned(), checked, move || {
        list.change(|view| view.filters.conflict = !view.filters.conflict);
    })
}

fn deleted(list: ListView) -> AnyView {
    let checked = Signal::derive(move || list.view.with(|view| view.filters.deleted));
    tick(t!(crew.filter_deleted).to_owned(), checked, move || {
        list.change(|view| view.filters.deleted = !view.filters.deleted);
    })
}
