//! The week as a grid: in each half hour how many can, in figures and in a shade; who can't, for the one
//! that the keyboard or a finger is on.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::sittings::span_words;
use crate::domain::answer::SLOTS_A_DAY;
use crate::domain::overlap::Quarters;
use crate::domain::overlap::crowd::Crowd;
use crate::t;
use crate::ui::components::live;
use crate::ui::when::{half_hour_words, list_words, number_words, weekday_words};

/// How many shades there are, from none to all.
const SHADES: usize = 5;
/// How many names are said at once.
const NAMED: usize = 8;

/// A half hour of the week: the day, Monday first, and the half hour of it.
type Cell = (u16, u16);

/// The first half hour that the tab order leads to: nine on Monday.
const FIRST: Cell = (0, 18);

type Free = Signal<Vec<(usize, Quarters)>>;

fn quarter((day, half): Cell) -> u16 {
    day * 96 + half * 2
}

/// Whether somebody can for the whole half hour.
fn can(free: &Quarters, cell: Cell) -> bool {
    let first = quarter(cell);
    free.contains(first) && free.contains(first + 1)
}

fn id((day, half): Cell) -> String {
    format!("compare-{half}-{day}")
}

/// The part of the page.
pub(super) fn grid(crowd: &Arc<Crowd>, free: Free) -> AnyView {
    let at = RwSignal::new(FIRST);
    let node = NodeRef::<html::Div>::new();
    let (brief, full, times) = (weekday_words(true), weekday_words(false), half_hour_words());
    let head = brief.iter().zip(&full).map(|(brief, full)| {
        view! {
            <span class="heat-day" role="columnheader" aria-label=full.clone()>
                {brief.clone()}
            </span>
        }
    });
    let head = head.collect_view();
    // How many can in each half hour, day by day; how many are asked; how many can at the best one.
    let counts = Memo::new(move |_| {
        free.with(|free| {
            let cells = (0..7).flat_map(|day| (0..SLOTS_A_DAY).map(move |half| (day, half)));
            let count = |cell| free.iter().filter(|(_, free)| can(free, cell)).count();
            let counts: Vec<usize> = cells.map(count).collect();
            let most = counts.iter().copied().max().unwrap_or_default();
            (counts, free.len(), most)
        })
    });
    let rows = (0..SLOTS_A_DAY).map(|half| {
        let time = times.get(usize::from(half)).cloned().unwrap_or_default();
        let cells = (0..7).map(|day| cell(counts, at, (day, half)));
        view! {
            <div class="heat-row" role="row">
                <span class="heat-time" role="rowheader">
                    {time}
                </span>
                {cells.collect_view()}
            </div>
        }
    });
    let rows = rows.collect_view();
    scroll_to(node, id(FIRST));
    view! {
        <section class="stack" aria-labelledby="compare-grid">
            <h2 id="compare-grid">{t!(crew.compare_grid)}</h2>
            <p class="soft small" id="compare-how">
                {t!(crew.compare_how)}
            </p>
            <div
                node_ref=node
                class="heat-grid"
                role="grid"
                aria-labelledby="compare-grid"
                aria-describedby="compare-how"
                on:keydown=move |event| key(&event, at)
            >
                <div class="heat-row heat-head" role="row">
                    <span class="heat-time" role="columnheader">
                        <span class="unseen">{t!(crew.compare_time)}</span>
                    </span>
                    {head}
                </div>
                {rows}
            </div>
            {detail(crowd, free, at)}
        </section>
    }
    .into_any()
}

fn cell(counts: Memo<(Vec<usize>, usize, usize)>, at: RwSignal<Cell>, cell: Cell) -> AnyView {
    let place = usize::from(cell.0 * SLOTS_A_DAY + cell.1);
    let count = Memo::new(move |_| {
        counts.with(|(counts, all, most)| {
            (counts.get(place).copied().unwrap_or_default(), *all, *most)
        })
    });
    let shade = move || {
        let (count, all, most) = count.get();
        // Full only when all can, none only when nobody can; between them by how good it gets.
        let shade = match count {
            0 => 0,
            n if n == all => SHADES,
            n => (n * (SHADES - 1)).div_ceil(most.max(1)).min(SHADES - 1),
        };
        shade.to_string()
    };
    let words = move || {
        let (count, all, _) = count.get();
        t!(
            crew.compare_cell,
            time = span_words(quarter(cell), 2),
            n = number_words(count as f64),
            all = number_words(all as f64)
        )
    };
    view! {
        <span
            id=id(cell)
            class="heat-cell"
            role="gridcell"
            tabindex=move || if at.get() == cell { "0" } else { "-1" }
            data-shade=shade
            aria-label=words
            on:focus=move |_| at.set(cell)
            on:click=move |_| go(cell)
        >
            {move || {
                let (count, ..) = count.get();
                (count > 0).then(|| number_words(count as f64))
            }}
        </span>
    }
    .into_any()
}

/// Who can and who can't, at the half hour that is looked at: the first of them said at once, all of them
/// to be opened where they are many.
fn detail(crowd: &Arc<Crowd>, free: Free, at: RwSignal<Cell>) -> AnyView {
    let crowd = Arc::clone(crowd);
    let (yes, no) = (t!(crew.compare_these_can), t!(crew.compare_these_cannot));
    let names = Memo::new(move |_| {
        let (cell, free) = (at.get(), free.get());
        let names = |which: bool| {
            let people = free.iter().filter(|(_, free)| can(free, cell) == which);
            let names =
                people.filter_map(|(place, _)| Some(crowd.people.get(*place)?.name.clone()));
            names.collect::<Vec<_>>()
        };
        [(yes, names(true)), (no, names(false))]
    });
    let at_once = live(move || {
        let lines = names.with(|names| {
            let lines = names.iter().map(|(label, names)| line(label, names, NAMED));
            lines.collect_view()
        });
        view! {
            <p>
                <strong>{span_words(quarter(at.get()), 2)}</strong>
            </p>
            {lines}
        }
        .into_any()
    });
    let many = Memo::new(move |_| names.with(|names| names.iter().any(|(_, n)| n.len() > NAMED)));
    let in_full = live(move || {
        if !many.get() {
            return ().into_any();
        }
        let lines = live(move || {
            let lines = names.with(|names| {
                let lines = names
                    .iter()
                    .map(|(label, names)| line(label, names, usize::MAX));
                lines.collect_view()
            });
            lines.into_any()
        });
        view! {
            <details class="compare-people">
                <summary>{move || t!(crew.compare_in_full, time = span_words(quarter(at.get()), 2))}</summary>
                <div class="stack">{lines}</div>
            </details>
        }
        .into_any()
    });
    view! {
        <div class="heat-detail" role="status">
            {at_once}
        </div>
        {in_full}
    }
    .into_any()
}

/// Some names, no more than so many of them.
fn line(label: &'static str, names: &[String], most: usize) -> AnyView {
    let mut said: Vec<String> = names.iter().take(most).cloned().collect();
    if names.len() > most {
        let more = number_words((names.len() - most) as f64);
        said.push(t!(crew.compare_more, n = more));
    }
    let words = if said.is_empty() {
        t!(crew.compare_nobody).to_owned()
    } else {
        list_words(&said)
    };
    view! {
        <p>
            <span class="soft">{label} " (" {number_words(names.len() as f64)} "): "</span>
            <span dir="auto">{words}</span>
        </p>
    }
    .into_any()
}

fn go(cell: Cell) {
    let element = document().get_element_by_id(&id(cell));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if element.is_none_or(|element| element.focus().is_err()) {
        leptos::logging::warn!("a half hour does not take the focus");
    }
}

/// Moves through the grid as through a table; in a page that runs from right to left the days do too.
fn key(event: &KeyboardEvent, at: RwSignal<Cell>) {
    let (day, half) = at.get_untracked();
    let root = document().document_element();
    let is_rtl = root.is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
    let (next, before) = if is_rtl {
        ("ArrowLeft", "ArrowRight")
    } else {
        ("ArrowRight", "ArrowLeft")
    };
    let last = SLOTS_A_DAY - 1;
    let to = match event.key().as_str() {
        name if name == next => (if day < 6 { day + 1 } else { day }, half),
        name if name == before => (day.saturating_sub(1), half),
        "ArrowDown" => (day, (half + 1).min(last)),
        "ArrowUp" => (day, half.saturating_sub(1)),
        "PageDown" => (day, (half + 8).min(last)),
        "PageUp" => (day, half.saturating_sub(8)),
        "Home" => (0, half),
        "End" => (6, half),
        _ => return,
    };
    event.prevent_default();
    go(to);
}

/// Begins in the morning.
fn scroll_to(node: NodeRef<html::Div>, first: String) {
    Effect::new(move || {
        if node.get().is_none() {
            return;
        }
        let first = first.clone();
        request_animation_frame(move || {
            let cell = document().get_element_by_id(&first);
            let row = cell.and_then(|cell| cell.parent_element()?.dyn_into::<HtmlElement>().ok());
            let grid = row.as_ref().and_then(|row| row.parent_element());
            if let (Some(row), Some(grid)) = (row, grid) {
                grid.set_scroll_top(row.offset_top() - 44);
            }
        });
    });
}
