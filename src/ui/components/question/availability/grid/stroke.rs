//! Painting by mouse, pen or finger: from where a stroke began to where it is, as a rectangle of
//! days and times.

use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent, TouchEvent};
use leptos::prelude::*;

use super::{Grid, Place};
use crate::domain::answer::{Slot, WeekSlots};

/// How long a finger rests before it paints.
const REST: Duration = Duration::from_millis(280);
/// How far a finger may stray while it rests, in pixels.
const STRAY: i32 = 10;

/// A stroke, if one is under way. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Stroke(StoredValue<State>);

#[derive(Clone, Default)]
struct State {
    under_way: Option<UnderWay>,
    /// A finger that rests, with where it came down.
    resting: Option<(TimeoutHandle, i32, i32)>,
    /// Whether the click that follows a stroke is part of it.
    swallow_click: bool,
}

#[derive(Clone, Copy)]
struct UnderWay {
    from: Slot,
    to: Slot,
    /// What it paints: marked or not, the contrary of where it began.
    free: bool,
    base: WeekSlots,
}

impl Stroke {
    pub(super) fn new() -> Self {
        let stroke = Self(StoredValue::new(State::default()));
        on_cleanup(move || {
            if let Some(Some((timer, ..))) = stroke.0.try_update_value(|s| s.resting.take()) {
                timer.clear();
            }
        });
        stroke
    }

    fn is_under_way(self) -> bool {
        self.0.with_value(|state| state.under_way.is_some())
    }

    /// Ends whatever is under way, leaving what it painted.
    pub(super) fn end(self) {
        self.0.update_value(|state| {
            state.under_way = None;
            if let Some((timer, ..)) = state.resting.take() {
                timer.clear();
            }
        });
    }

    /// A long press is for painting here, not for the browser's menu.
    pub(super) fn no_menu(self, event: &MouseEvent) {
        if self.is_under_way() {
            event.prevent_default();
        }
    }
}

impl Grid {
    pub(super) fn pointer_down(self, event: &PointerEvent) {
        self.stroke
            .0
            .update_value(|state| state.swallow_click = false);
        let slot = Place::of_event(event).and_then(Place::slot);
        let (Some(slot), 0, true) = (slot, event.button(), event.is_primary()) else {
            return;
        };
        if event.pointer_type() == "touch" {
            let (x, y) = (event.client_x(), event.client_y());
            let begin = move || {
                self.stroke.0.update_value(|state| state.resting = None);
                self.begin(slot);
            };
            // Without a timer a finger still marks by tapping.
            let timer = set_timeout_with_handle(begin, REST).ok();
            self.stroke.end();
            self.stroke
                .0
                .update_value(|state| state.resting = timer.map(|timer| (timer, x, y)));
        } else {
            // Else the browser would begin to select text.
            event.prevent_default();
            let from = self.at.get_value().slot().filter(|_| event.shift_key());
            match from {
                Some(from) => self.begin_from(from, slot),
                None => self.begin(slot),
            }
            self.go_to(slot);
        }
    }

    fn go_to(self, slot: Slot) {
        self.go(Place {
            time: slot.half_hour().cast_signed(),
            day: slot.day().cast_signed(),
        });
    }

    fn begin(self, slot: Slot) {
        let base = self.week.slots_now();
        self.week.remember();
        self.set_stroke(UnderWay {
            from: slot,
            to: slot,
            free: !base.contains(slot),
            base,
        });
    }

    /// Stretches what the cell at hand is to another cell.
    fn begin_from(self, from: Slot, to: Slot) {
        let base = self.week.slots_now();
        self.week.remember();
        self.set_stroke(UnderWay {
            from,
            to,
            free: base.contains(from),
            base,
        });
    }

    fn set_stroke(self, stroke: UnderWay) {
        self.stroke.0.update_value(|state| {
            state.under_way = Some(stroke);
            state.swallow_click = true;
        });
        self.paint(stroke);
    }

    fn paint(self, stroke: UnderWay) {
        let mut slots = stroke.base;
        for slot in super::super::between(stroke.from, stroke.to) {
            slots.set(slot, stroke.free);
        }
        self.week.show(slots);
    }

    pub(super) fn pointer_move(self, event: &PointerEvent) {
        let (x, y) = (event.client_x(), event.client_y());
        self.stroke.0.update_value(|state| {
            let strayed = state.resting.as_ref().is_some_and(|(_, from_x, from_y)| {
                (x - from_x).abs().max((y - from_y).abs()) > STRAY
            });
            if strayed && let Some((timer, ..)) = state.resting.take() {
                timer.clear();
            }
        });
        let Some(stroke) = self.stroke.0.with_value(|state| state.under_way) else {
            return;
        };
        if event.buttons() == 0 {
            // The button was let go of outside the window.
            return self.stroke.end();
        }
        // A finger's moves are sent to where it came down; what lies under it now is asked for.
        let under = document().element_from_point(x as f32, y as f32);
        let slot = under
            .and_then(|element| Place::of(&element))
            .and_then(Place::slot);
        if let Some(to) = slot.filter(|to| *to != stroke.to) {
            self.set_stroke(UnderWay { to, ..stroke });
        }
    }

    pub(super) fn pointer_up(self, _event: &PointerEvent) {
        if let Some(stroke) = self.stroke.0.with_value(|state| state.under_way) {
            self.go_to(stroke.to);
        }
        self.stroke.end();
    }

    /// While a finger paints, the page under it stays where it is.
    pub(super) fn touch_move(self, event: &TouchEvent) {
        if self.stroke.is_under_way() && event.cancelable() {
            event.prevent_default();
        }
    }

    /// What is pressed without a stroke: a head, a cell by a finger's tap or a screen reader.
    pub(super) fn click(self, event: &MouseEvent) {
        let swallowed = self
            .stroke
            .0
            .try_update_value(|state| std::mem::take(&mut state.swallow_click));
        if swallowed == Some(true) {
            return;
        }
        if let Some(place) = Place::of_event(event) {
            self.go(place);
            self.toggle(place);
        }
    }
}
