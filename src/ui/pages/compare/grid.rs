//! The week as a grid: in each half hour how many can, in figures and in a shade; who can't, for the one
//! that the keyboard or a finger is on, or for the whole of the time that is picked there.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::sittings::span_words;
use super::taking::Taking;
use super::{Asked, Cell, Free};
use crate::domain::answer::SLOTS_A_DAY;
use crate::domain::overlap::{FULLEST, QUARTERS, QUARTERS_A_DAY, Quarters, heat};
use crate::t;
use crate::ui::components::{live, true_while, truth};
use crate::ui::when::{half_hour_words, names_words, number_words, weekday_words};

/// How many names are said at once.
const NAMED: usize = 8;

fn quarter((day, half): Cell) -> u16 {
    day * QUARTERS_A_DAY + half * 2
}

/// The half hour that a quarter hour of the week is in.
pub(super) fn cell_of(quarter: u16) -> Cell {
    (quarter / QUARTERS_A_DAY, quarter % QUARTERS_A_DAY / 2)
}

/// Whether somebody can for all of so many quarter hours, around the week.
fn can(free: &Quarters, (start, length): Stretch) -> bool {
    (start..start + length).all(|quarter| free.contains(quarter % QUARTERS))
}

/// Some time of the week: the quarter hour at which it begins, and how many it lasts.
type Stretch = (u16, u16);

/// What is looked at: the half hour, or the whole of what is picked where that begins.
fn looked_at(asked: Asked) -> Stretch {
    let start = quarter(asked.at.get());
    if asked.picked.get() == Some(start) {
        (start, asked.length())
    } else {
        (start, 2)
    }
}

fn id((day, half): Cell) -> String {
    format!("compare-{half}-{day}")
}

/// The part of the page.
pub(super) fn grid(taking: &Taking, free: Free) -> AnyView {
    let asked = taking.asked;
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
            let count = |cell| {
                let half_hour = (quarter(cell), 2);
                free.iter().filter(|(_, free)| can(free, half_hour)).count()
            };
            let counts: Vec<usize> = cells.map(count).collect();
            let most = counts.iter().copied().max().unwrap_or_default();
            (counts, free.len(), most)
        })
    });
    let rows = (0..SLOTS_A_DAY).map(|half| {
        let time = times.get(usize::from(half)).cloned().unwrap_or_default();
        let cells = (0..7).map(|day| cell(counts, asked, (day, half)));
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
    scroll_to(node, id(asked.at.get_untracked()));
    view! {
        <section class="stack" aria-labelledby="compare-grid">
            <h2 id="compare-grid">{t!(crew.compare_grid)}</h2>
            <p class="soft small" id="compare-how">
                {t!(crew.compare_how)}
            </p>
            <div class="heat-stage">
                <div
                    node_ref=node
                    class="heat-grid"
                    role="grid"
                    aria-labelledby="compare-grid"
                    aria-describedby="compare-how"
                    on:keydown=move |event| key(&event, asked)
                >
                    <div class="heat-row heat-head" role="row">
                        <span class="heat-time" role="columnheader">
                            <span class="unseen">{t!(crew.compare_time)}</span>
                        </span>
                        {head}
                    </div>
                    {rows}
                </div>
                <div class="heat-side">{detail(taking, free)} {taking.of_picked()}</div>
            </div>
        </section>
    }
    .into_any()
}

fn cell(counts: Memo<(Vec<usize>, usize, usize)>, asked: Asked, cell: Cell) -> AnyView {
    let place = usize::from(cell.0 * SLOTS_A_DAY + cell.1);
    let count = Memo::new(move |_| {
        counts.with(|(counts, all, most)| {
            (counts.get(place).copied().unwrap_or_default(), *all, *most)
        })
    });
    let shade = Memo::new(move |_| {
        let (count, all, most) = count.get();
        heat(count, most, all)
    });
    let words = move || {
        let (count, all, _) = count.get();
        let time = span_words(quarter(cell), 2);
        let (n, all) = (number_words(count as f64), number_words(all as f64));
        if shade.get() < FULLEST {
            t!(crew.compare_cell, time = time, n = n, all = all)
        } else {
            t!(crew.compare_cell_fullest, time = time, n = n, all = all)
        }
    };
    let is_picked = Memo::new(move |_| {
        let ahead = |start: u16| (quarter(cell) + QUARTERS - start) % QUARTERS;
        let picked = asked.picked.get();
        picked.is_some_and(|start| ahead(start) < asked.length())
    });
    view! {
        <span
            id=id(cell)
            class="heat-cell"
            role="gridcell"
            tabindex=move || if asked.at.get() == cell { "0" } else { "-1" }
            data-shade=move || shade.get().to_string()
            data-fullest=true_while(move || shade.get() >= FULLEST)
            aria-selected=truth(move || is_picked.get())
            aria-label=words
            on:focus=move |_| asked.at.set(cell)
            on:click=move |_| {
                go(cell);
                pick(asked, cell);
            }
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
fn detail(taking: &Taking, free: Free) -> AnyView {
    let (asked, crowd) = (taking.asked, Arc::clone(&taking.crowd));
    let stretch = Memo::new(move |_| looked_at(asked));
    let span = move || {
        let (start, length) = stretch.get();
        span_words(start, length)
    };
    let (yes, no) = (t!(crew.compare_these_can), t!(crew.compare_these_cannot));
    let names = Memo::new(move |_| {
        let (stretch, free) = (stretch.get(), free.get());
        let names = |which: bool| {
            let people = free.iter().filter(|(_, free)| can(free, stretch) == which);
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
                <strong>{span()}</strong>
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
                <summary>{move || t!(crew.compare_in_full, time = span())}</summary>
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
        names_words(&said)
    };
    view! {
        <p>
            <span class="soft">{label} " (" {number_words(names.len() as f64)} "): "</span>
            <span dir="auto">{words}</span>
        </p>
    }
    .into_any()
}

/// Picks the time that begins at a half hour; or takes that back, where it is picked.
fn pick(asked: Asked, cell: Cell) {
    let start = quarter(cell);
    asked
        .picked
        .update(|picked| *picked = (*picked != Some(start)).then_some(start));
}

/// Brings the focus to a half hour.
pub(super) fn go(cell: Cell) {
    let element = document().get_element_by_id(&id(cell));
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if element.is_none_or(|element| element.focus().is_err()) {
        leptos::logging::warn!("a half hour does not take the focus");
    }
}

/// Moves through the grid as through a table; in a page that runs from right to left the days do too.
fn key(event: &KeyboardEvent, asked: Asked) {
    let (day, half) = asked.at.get_untracked();
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
        "Enter" | " " => {
            event.prevent_default();
            // What is held down is one press.
            if !event.repeat() {
                pick(asked, (day, half));
            }
            return;
        }
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
