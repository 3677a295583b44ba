//! The week as a grid of half hours, after the ARIA practices for grids: one cell in the tab order,
//! arrows move (mirrored where text runs from right to left), space marks, shift and arrows paint.
//! A mouse paints by dragging; a finger taps, or rests a moment and then paints, so that a swipe
//! still scrolls.
//!
//! The cells are drawn once; afterwards only those that change are touched.

mod stroke;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::super::super::announcer::announce;
use super::super::super::error_summary::focus;
use super::super::super::live::{truth, words};
use super::{Week, total_words};
use crate::domain::answer::{SLOTS_A_DAY, Slot, WeekSlots};
use crate::t;
use crate::ui::when::{half_hour_words, number_words, weekday_words};
use stroke::Stroke;

/// A place in the grid. The heads stand at -1: of days above the times, of times before the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    time: i16,
    day: i16,
}

impl Place {
    fn slot(self) -> Option<Slot> {
        Slot::new(
            u16::try_from(self.day).ok()?,
            u16::try_from(self.time).ok()?,
        )
    }

    /// The place an element of the grid stands for.
    fn of(element: &Element) -> Option<Self> {
        let cell = element.closest("[data-time]").ok().flatten()?;
        let number = |name: &str| cell.get_attribute(name)?.parse().ok();
        Some(Self {
            time: number("data-time")?,
            day: number("data-day")?,
        })
    }

    fn of_event(event: &web_sys::Event) -> Option<Self> {
        Self::of(&event.target()?.dyn_into().ok()?)
    }
}

/// The grid. Cheap to copy.
#[derive(Clone, Copy)]
struct Grid {
    week: Week,
    name: StoredValue<String>,
    node: NodeRef<html::Div>,
    /// The day shown where there is room for one only.
    day: RwSignal<u16>,
    /// The place in the tab order.
    at: StoredValue<Place>,
    stroke: Stroke,
}

pub(super) fn grid(name: &str, week: Week) -> AnyView {
    let grid = Grid {
        week,
        name: StoredValue::new(name.to_owned()),
        node: NodeRef::new(),
        day: RwSignal::new(0),
        at: StoredValue::new(Place { time: 16, day: 0 }),
        stroke: Stroke::new(),
    };
    let (brief, full, times) = (weekday_words(true), weekday_words(false), half_hour_words());
    let drawn = week.slots_now();
    let rows: Vec<AnyView> = (0..SLOTS_A_DAY)
        .map(|time| grid.row(time, &full, &times, drawn))
        .collect();
    grid.keep_drawn(drawn, full.clone(), times);
    grid.scroll_to_start(drawn);
    let how_id = format!("{name}-grid-how");
    view! {
        <p id=how_id.clone() class="soft small">{t!(questions.week.grid_how)}</p>
        {grid.days(&brief, &full)}
        <div class="week-scroll">
            <div
                node_ref=grid.node
                class="week-grid"
                role="grid"
                aria-label=t!(questions.week.grid)
                aria-multiselectable="true"
                aria-describedby=how_id
                data-day="0"
                on:keydown=move |event| grid.key(&event)
                on:pointerdown=move |event| grid.pointer_down(&event)
                on:pointermove=move |event| grid.pointer_move(&event)
                on:pointerup=move |event| grid.pointer_up(&event)
                on:pointercancel=move |_| grid.stroke.end()
                on:touchmove=move |event| grid.touch_move(&event)
                on:contextmenu=move |event| grid.stroke.no_menu(&event)
                on:click=move |event| grid.click(&event)
            >
                {grid.head(&brief, &full)}
                {rows}
            </div>
        </div>
    }
    .into_any()
}

impl Grid {
    /// Buttons for the days, where one is shown at a time.
    fn days(self, brief: &[String], full: &[String]) -> AnyView {
        let buttons: Vec<AnyView> = (0_u16..)
            .zip(brief.iter().zip(full))
            .map(|(day, (brief, full))| {
                let hours = move || {
                    let marked: u16 = self
                        .week
                        .slots()
                        .ranges(day)
                        .iter()
                        .map(|(a, b)| b - a)
                        .sum();
                    let hours = number_words(f64::from(marked) / 2.0);
                    let hours = (marked > 0).then(|| t!(questions.week.brief_hours, hours));
                    hours.unwrap_or_default()
                };
                let (brief, full) = (brief.clone(), full.clone());
                view! {
                    <button
                        type="button"
                        class="week-day"
                        aria-pressed=truth(move || self.day.get() == day)
                        on:click=move |_| self.show_only(day)
                    >
                        <span aria-hidden="true">{brief}</span>
                        <span class="unseen">{full}</span>
                        <small>{words(hours)}</small>
                    </button>
                }
                .into_any()
            })
            .collect();
        view! {
            <div class="week-days" role="group" aria-label=t!(questions.week.day)>
                {buttons}
            </div>
        }
        .into_any()
    }

    fn head(self, brief: &[String], full: &[String]) -> AnyView {
        let days: Vec<AnyView> = (0_i16..)
            .zip(brief.iter().zip(full))
            .map(|(day, (brief, full))| {
                view! {
                    <span
                        id=self.id(Place { time: -1, day })
                        class="week-column"
                        role="columnheader"
                        tabindex="-1"
                        aria-label=full.clone()
                        data-time="-1"
                        data-day=day.to_string()
                    >
                        {brief.clone()}
                    </span>
                }
                .into_any()
            })
            .collect();
        view! {
            <div class="week-row week-head" role="row">
                <span class="week-corner" role="columnheader">
                    <span class="unseen">{t!(questions.week.time)}</span>
                </span>
                {days}
            </div>
        }
        .into_any()
    }

    fn row(self, time: u16, full: &[String], times: &[String], drawn: WeekSlots) -> AnyView {
        let place = |day: i16| Place {
            time: time.cast_signed(),
            day,
        };
        let words = times.get(usize::from(time)).cloned().unwrap_or_default();
        let cells: Vec<AnyView> = (0_i16..)
            .zip(full)
            .map(|(day, day_words)| {
                let free = place(day).slot().is_some_and(|slot| drawn.contains(slot));
                let first = self.at.get_value() == place(day);
                view! {
                    <span
                        id=self.id(place(day))
                        class="week-cell"
                        role="gridcell"
                        tabindex=if first { "0" } else { "-1" }
                        aria-selected=if free { "true" } else { "false" }
                        aria-label=cell_words(day_words, &words, free)
                        data-time=time.to_string()
                        data-day=day.to_string()
                    ></span>
                }
                .into_any()
            })
            .collect();
        view! {
            <div class="week-row" role="row">
                <span
                    id=self.id(place(-1))
                    class="week-time"
                    role="rowheader"
                    tabindex="-1"
                    data-time=time.to_string()
                    data-day="-1"
                >
                    {words.clone()}
                </span>
                {cells}
            </div>
        }
        .into_any()
    }

    fn id(self, place: Place) -> String {
        self.name
            .with_value(|name| format!("{name}-{}-{}", place.time, place.day))
    }

    fn element(self, place: Place) -> Option<HtmlElement> {
        document()
            .get_element_by_id(&self.id(place))?
            .dyn_into()
            .ok()
    }

    /// Keeps the cells as the value says, touching only those that differ from what is drawn.
    fn keep_drawn(self, drawn: WeekSlots, full: Vec<String>, times: Vec<String>) {
        Effect::new(move |before: Option<WeekSlots>| {
            let now = self.week.slots();
            let before = before.unwrap_or(drawn);
            let every = (0..).map_while(Slot::from_index);
            for slot in every.filter(|slot| now.contains(*slot) != before.contains(*slot)) {
                let place = Place {
                    time: slot.half_hour().cast_signed(),
                    day: slot.day().cast_signed(),
                };
                let (day, time) = (usize::from(slot.day()), usize::from(slot.half_hour()));
                let words = full.get(day).zip(times.get(time));
                if let (Some(cell), Some((day, time))) = (self.element(place), words) {
                    let free = now.contains(slot);
                    set(&cell, "aria-selected", if free { "true" } else { "false" });
                    set(&cell, "aria-label", &cell_words(day, time, free));
                }
            }
            now
        });
    }

    /// Begins at the first half hour marked, or in the morning.
    fn scroll_to_start(self, drawn: WeekSlots) {
        let first = drawn.iter().map(Slot::half_hour).min();
        let time = first
            .map_or(15, |time| time.saturating_sub(1))
            .cast_signed();
        Effect::new(move |done: Option<bool>| {
            if done == Some(true) || self.node.get().is_none() {
                return done.unwrap_or(false);
            }
            // By the time of the frame the page may be another, so only the document is asked.
            let id = self.id(Place { time, day: -1 });
            request_animation_frame(move || {
                let time = document().get_element_by_id(&id);
                let row =
                    time.and_then(|time| time.parent_element()?.dyn_into::<HtmlElement>().ok());
                // The selector is a constant, so that it can't be refused.
                let scroll = row
                    .as_ref()
                    .and_then(|row| row.closest(".week-scroll").ok().flatten());
                if let (Some(row), Some(scroll)) = (row, scroll) {
                    scroll.set_scroll_top(row.offset_top() - 44);
                }
            });
            true
        });
    }

    /// Shows a day, where one is shown at a time.
    fn show_day(self, day: u16) {
        self.day.set(day);
        if let Some(grid) = self.node.get_untracked() {
            set(&grid, "data-day", &day.to_string());
        }
    }

    /// Shows a day, and has the tab order lead into it rather than into one that is not shown.
    fn show_only(self, day: u16) {
        self.show_day(day);
        let at = self.at.get_value();
        self.stand_at(Place {
            day: day.cast_signed(),
            ..at
        });
    }

    /// Moves the place in the tab order to a place, and returns what stands there.
    fn stand_at(self, to: Place) -> Option<HtmlElement> {
        if let Some(left) = self.element(self.at.get_value()) {
            set(&left, "tabindex", "-1");
        }
        self.at.set_value(to);
        let reached = self.element(to)?;
        set(&reached, "tabindex", "0");
        Some(reached)
    }

    /// Moves the place in the tab order, and the focus, to a place.
    fn go(self, to: Place) {
        if let Ok(day) = u16::try_from(to.day) {
            self.show_day(day);
        }
        if let Some(reached) = self.stand_at(to) {
            focus(&reached);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        let Some(at) = Place::of_event(event) else {
            return;
        };
        let command = event.ctrl_key() || event.meta_key();
        let last = SLOTS_A_DAY.cast_signed() - 1;
        let along = if self.is_right_to_left() { -1 } else { 1 };
        let to = match event.key().as_str() {
            "ArrowDown" => Place {
                time: at.time + 1,
                ..at
            },
            "ArrowUp" => Place {
                time: at.time - 1,
                ..at
            },
            "ArrowRight" => Place {
                day: at.day + along,
                ..at
            },
            "ArrowLeft" => Place {
                day: at.day - along,
                ..at
            },
            "PageDown" => Place {
                time: (at.time + 4).min(last),
                ..at
            },
            "PageUp" => Place {
                time: (at.time - 4).max(0),
                ..at
            },
            "Home" if command => Place { time: 0, ..at },
            "End" if command => Place { time: last, ..at },
            "Home" => Place { day: 0, ..at },
            "End" => Place { day: 6, ..at },
            " " | "Enter" => {
                event.prevent_default();
                return self.toggle(at);
            }
            "z" | "Z" if command => {
                event.prevent_default();
                return self.week.undo();
            }
            _ => return,
        };
        event.prevent_default();
        let corner = to.time < 0 && to.day < 0;
        if corner || !(-1..=last).contains(&to.time) || !(-1..7).contains(&to.day) {
            return;
        }
        if event.shift_key()
            && let (Some(from), Some(slot)) = (at.slot(), to.slot())
        {
            let mut slots = self.week.slots_now();
            let free = slots.contains(from);
            slots.set(slot, free);
            self.week.change(slots);
        }
        self.go(to);
    }

    fn is_right_to_left(self) -> bool {
        let grid = self.node.get_untracked();
        let style = grid.and_then(|grid| window().get_computed_style(&grid).ok().flatten());
        style.is_some_and(|style| {
            style
                .get_property_value("direction")
                .is_ok_and(|d| d == "rtl")
        })
    }

    /// Turns a half hour, a whole day or a time of every day: marked, unless all of it was.
    fn toggle(self, at: Place) {
        let last = SLOTS_A_DAY - 1;
        let part = match (u16::try_from(at.day), u16::try_from(at.time)) {
            (Ok(day), Ok(time)) => Slot::new(day, time).zip(Slot::new(day, time)),
            (Ok(day), Err(_)) => Slot::new(day, 0).zip(Slot::new(day, last)),
            (Err(_), Ok(time)) => Slot::new(0, time).zip(Slot::new(6, time)),
            (Err(_), Err(_)) => None,
        };
        let Some((one, other)) = part else {
            return;
        };
        let part = super::between(one, other);
        let mut slots = self.week.slots_now();
        let all = part.iter().all(|slot| slots.contains(*slot));
        for slot in &part {
            slots.set(*slot, !all);
        }
        self.week.change(slots);
        if part.len() > 1 {
            announce(&total_words(slots));
        }
    }
}

fn cell_words(day: &str, time: &str, free: bool) -> String {
    let (day, time) = (day.to_owned(), time.to_owned());
    if free {
        t!(questions.week.free, day, time)
    } else {
        t!(questions.week.not_free, day, time)
    }
}

/// Sets an attribute whose name is a constant, which the browser therefore takes.
fn set(element: &Element, name: &'static str, value: &str) {
    if let Err(error) = element.set_attribute(name, value) {
        leptos::logging::error!("the attribute {name} was refused: {error:?}");
    }
}
