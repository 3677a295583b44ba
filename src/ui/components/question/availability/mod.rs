//! The half hours of a week that suit: a grid to paint by mouse, finger or keyboard, or times typed
//! per day; in the zone they are meant in. Every change can be undone. What is typed for a day and
//! can't be read as times is part of the answer too, until the day is marked or typed anew.

mod grid;
mod times;

use leptos::prelude::*;

use super::super::announcer::announce;
use super::super::button::{Button, ButtonLook};
use super::super::error_summary::focus_within;
use super::super::field::note;
use super::super::icon::Icon;
use super::super::live::{live, present_while, truth, words};
use super::zone::{ZoneBox, zone_box};
use super::{Asked, Surroundings};
use crate::browser::zones::device;
use crate::domain::answer::{DayTexts, Slot, Typed, WeekSlots, read_hours};
use crate::domain::id::QuestionId;
use crate::ui::when::{list_words, weekday_words};
use crate::{plural, t};

/// How many changes can be undone.
const UNDOABLE: usize = 50;

/// The week being marked. Cheap to copy.
#[derive(Clone, Copy)]
struct Week {
    value: Signal<Option<Typed>>,
    set: Callback<Typed>,
    /// The zone to start from, until one is said.
    start: Signal<String>,
    /// Whether the zone was emptied here: an empty one is then no reason to begin again at `start`.
    zone_emptied: RwSignal<bool>,
    earlier: StoredValue<Vec<(WeekSlots, DayTexts)>>,
    undoable: RwSignal<usize>,
}

impl Week {
    fn slots(self) -> WeekSlots {
        self.value.with(|value| match value {
            Some(Typed::Week { slots, .. }) => *slots,
            Some(_) | None => WeekSlots::default(),
        })
    }

    fn slots_now(self) -> WeekSlots {
        untrack(|| self.slots())
    }

    fn unread(self) -> DayTexts {
        self.value.with(|value| match value {
            Some(Typed::Week { unread, .. }) => unread.clone(),
            Some(_) | None => DayTexts::default(),
        })
    }

    fn unread_now(self) -> DayTexts {
        untrack(|| self.unread())
    }

    fn is_empty(self) -> bool {
        self.slots().is_empty() && self.unread().is_empty()
    }

    fn zone(self) -> String {
        let kept = self.value.with(|value| match value {
            Some(Typed::Week { zone, .. }) => zone.clone(),
            Some(_) | None => String::new(),
        });
        if kept.is_empty() && self.is_empty() && !self.zone_emptied.get() {
            self.start.get()
        } else {
            kept
        }
    }

    fn put(self, slots: WeekSlots, unread: DayTexts) {
        let zone = untrack(|| self.zone());
        self.set.run(Typed::Week {
            zone,
            slots,
            unread,
        });
    }

    /// Shows other half hours, as part of a change already remembered. A day marked anew no longer
    /// holds what was typed for it; one that a stroke came by and left again does.
    fn show(self, slots: WeekSlots) {
        let remembered = self.earlier.with_value(|earlier| earlier.last().cloned());
        let (before, mut unread) =
            remembered.unwrap_or_else(|| (self.slots_now(), self.unread_now()));
        for day in 0..7 {
            if slots.ranges(day) != before.ranges(day) {
                unread.set(day, "");
            }
        }
        self.put(slots, unread);
    }

    /// Remembers how it is, to be undone to.
    fn remember(self) {
        self.remember_as(self.unread_now());
    }

    fn remember_as(self, unread: DayTexts) {
        let now = (self.slots_now(), unread);
        self.earlier.update_value(|earlier| {
            if earlier.len() == UNDOABLE {
                earlier.remove(0);
            }
            earlier.push(now);
        });
        self.count();
    }

    /// One change that can be undone.
    fn change(self, slots: WeekSlots) {
        if slots != self.slots_now() {
            self.remember();
            self.show(slots);
        }
    }

    /// Takes what is typed as the times of a day: as half hours if it can be read, else as it is.
    fn write_day(self, day: u16, text: &str) {
        let (mut slots, mut unread) = (self.slots_now(), self.unread_now());
        unread.set(day, "");
        match read_hours(text) {
            Ok(ranges) => {
                slots.set_ranges(day, &ranges);
                if slots != self.slots_now() {
                    // What was half typed a key ago is nothing to go back to.
                    self.remember_as(unread.clone());
                }
            }
            Err(_) => unread.set(day, text),
        }
        self.put(slots, unread);
    }

    /// Makes days hold what another holds.
    fn copy(self, from: u16, to: std::ops::Range<u16>) {
        let (mut slots, mut unread) = (self.slots_now(), self.unread_now());
        let (ranges, text) = (slots.ranges(from), unread.of(from).to_owned());
        for day in to {
            slots.set_ranges(day, &ranges);
            unread.set(day, &text);
        }
        self.change_to(slots, unread);
    }

    fn clear(self) {
        self.change_to(WeekSlots::default(), DayTexts::default());
    }

    fn change_to(self, slots: WeekSlots, unread: DayTexts) {
        self.remember();
        self.put(slots, unread);
        announce(&total_words(slots));
    }

    fn undo(self) {
        let earlier = self.earlier.try_update_value(Vec::pop).flatten();
        self.count();
        if let Some((slots, unread)) = earlier {
            self.put(slots, unread);
            announce(&total_words(slots));
        }
    }

    fn count(self) {
        self.undoable.set(self.earlier.with_value(Vec::len));
    }
}

/// How much is marked: “12.5 hours a week”.
fn total_words(slots: WeekSlots) -> String {
    plural!(questions.week.total, f64::from(slots.len()) / 2.0)
}

pub(super) fn availability(
    asked: Asked,
    zone_from: Option<QuestionId>,
    at_least_hours: Option<u32>,
    surroundings: Surroundings,
) -> AnyView {
    let answer = surroundings.answer;
    let of_question = move || {
        let typed = zone_from.clone().and_then(|question| answer.run(question));
        match typed {
            Some(Typed::Text(zone)) if !zone.trim().is_empty() => Some(zone),
            Some(_) | None => None,
        }
    };
    let own = StoredValue::new(device().unwrap_or_default());
    let week = Week {
        value: asked.value,
        set: asked.set,
        start: Signal::derive(move || of_question().unwrap_or_else(|| own.get_value())),
        zone_emptied: RwSignal::new(false),
        earlier: StoredValue::new(Vec::new()),
        undoable: RwSignal::new(0),
    };
    // What can't be read is shown where it can be mended.
    let by_times = RwSignal::new(!week.unread_now().is_empty());
    let name = asked.name.clone();
    let marked = live(move || {
        if by_times.get() {
            times::times(&name, week)
        } else {
            view! {
                {unread_note(week)}
                {grid::grid(&name, week)}
            }
            .into_any()
        }
    });
    let way = |label: &'static str, times: bool| {
        view! {
            <button
                type="button"
                class="button button-small"
                aria-pressed=truth(move || by_times.get() == times)
                on:click=move |_| by_times.set(times)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="week">
            {zone_part(&asked, week, surroundings)}
            <div class="week-bar">
                <output class="week-total">{words(move || total_words(week.slots()))}</output>
                {at_least_hours
                    .map(|hours| {
                        view! { <span class="soft small">{plural!(questions.week.at_least, hours)}</span> }
                    })}
                <span class="row push-end" role="group" aria-label=t!(questions.week.way)>
                    {way(t!(questions.week.as_grid), false)}
                    {way(t!(questions.week.as_times), true)}
                </span>
            </div>
            {marked}
            {tools(&asked.name, week)}
        </div>
    }
    .into_any()
}

fn zone_part(asked: &Asked, week: Week, surroundings: Surroundings) -> AnyView {
    let id = format!("{}-zone", asked.name);
    let write = Callback::new(move |zone: String| {
        week.zone_emptied.set(zone.is_empty());
        week.set.run(Typed::Week {
            zone,
            slots: week.slots_now(),
            unread: week.unread_now(),
        });
    });
    let field = zone_box(ZoneBox {
        id: id.clone(),
        note: format!("{id}-note"),
        described: format!("{id}-note {}-problem", asked.name),
        value: Signal::derive(move || week.zone()),
        write,
        wrong: Signal::stored(false),
        required: false,
        zones: surroundings.zones,
    });
    view! {
        <div class="stack stack-tight">
            <label for=id>{t!(questions.week.zone)}</label>
            {field}
        </div>
    }
    .into_any()
}

/// Beside the grid: the days that are typed and can't be read, which it does not show.
fn unread_note(week: Week) -> AnyView {
    live(move || {
        let days = weekday_words(false);
        let unread: Vec<String> = week
            .unread()
            .iter()
            .filter_map(|(day, text)| {
                let day = days.get(usize::from(day))?.clone();
                Some(t!(questions.week.typed, day, text = text.to_owned()))
            })
            .collect();
        if unread.is_empty() {
            return ().into_any();
        }
        let typed = list_words(&unread);
        note(Icon::Warning, t!(questions.week.not_in_grid, typed))
    })
}

/// What is done to the whole week: undo, clear, copy a day.
fn tools(name: &str, week: Week) -> AnyView {
    let undo_id = format!("{name}-undo");
    let beside = undo_id.clone();
    let no_undo = Signal::derive(move || {
        (week.undoable.get() == 0).then(|| t!(questions.week.nothing_to_undo).to_owned())
    });
    let clear = move || {
        let label = t!(questions.week.clear);
        let beside = beside.clone();
        let press = move |()| {
            week.clear();
            // This button goes; the one that takes it back stays.
            focus_within(&beside);
        };
        view! { <Button label look=ButtonLook::Quiet mark=Icon::Trash press /> }.into_any()
    };
    let clear = present_while(move || !week.is_empty(), clear);
    view! {
        <div class="week-bar">
            <span id=undo_id>
                <Button
                    label=t!(questions.week.undo)
                    mark=Icon::Undo
                    blocked=no_undo
                    press=move |()| week.undo()
                />
            </span>
            {clear}
        </div>
        {copy_day(week)}
    }
    .into_any()
}

fn copy_day(week: Week) -> AnyView {
    let from = RwSignal::new(0_u16);
    let options: Vec<_> = weekday_words(false)
        .into_iter()
        .enumerate()
        .map(|(day, words)| view! { <option value=day.to_string()>{words}</option> })
        .collect();
    let copy = move |days: std::ops::Range<u16>| week.copy(from.get_untracked(), days);
    view! {
        <div class="week-copy">
            <label>
                {t!(questions.week.copy)}
                <select
                    class="input input-brief"
                    on:change=move |event| {
                        // Only the numbers of days are among the options.
                        from.set(event_target_value(&event).parse().unwrap_or(0));
                    }
                >
                    {options}
                </select>
            </label>
            <Button label=t!(questions.week.to_weekdays) mark=Icon::Copy press=move |()| copy(0..5) />
            <Button label=t!(questions.week.to_all) mark=Icon::Copy press=move |()| copy(0..7) />
        </div>
    }
    .into_any()
}

/// Every slot between two corners, over days and over times.
fn between(one: Slot, other: Slot) -> Vec<Slot> {
    let (days, times) = (
        one.day().min(other.day())..=one.day().max(other.day()),
        one.half_hour().min(other.half_hour())..=one.half_hour().max(other.half_hour()),
    );
    days.flat_map(|day| times.clone().filter_map(move |time| Slot::new(day, time)))
        .collect()
}
