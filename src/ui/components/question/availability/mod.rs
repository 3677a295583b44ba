//! The half hours of a week that suit: a grid to paint by mouse, finger or keyboard, or times typed
//! per day; in the zone they are meant in. Every change can be undone.

mod grid;
mod times;

use leptos::prelude::*;

use super::super::announcer::announce;
use super::super::button::{Button, ButtonLook};
use super::super::icon::Icon;
use super::super::live::{live, present_while, truth, words};
use super::zone::{ZoneBox, zone_box};
use super::{Asked, Surroundings};
use crate::browser::zones::device;
use crate::domain::answer::{Slot, Typed, WeekSlots};
use crate::domain::id::QuestionId;
use crate::ui::when::weekday_words;
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
    /// What is typed as the zone here and now, which may be nothing.
    zone_typed: RwSignal<Option<String>>,
    earlier: StoredValue<Vec<WeekSlots>>,
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

    fn zone(self) -> String {
        if let Some(typed) = self.zone_typed.get() {
            return typed;
        }
        let kept = self.value.with(|value| match value {
            Some(Typed::Week { zone, slots }) if !zone.is_empty() || !slots.is_empty() => {
                Some(zone.clone())
            }
            Some(_) | None => None,
        });
        kept.unwrap_or_else(|| self.start.get())
    }

    /// Shows other half hours, as part of a change already remembered.
    fn show(self, slots: WeekSlots) {
        let zone = untrack(|| self.zone());
        self.set.run(Typed::Week { zone, slots });
    }

    /// Remembers how it is, to be undone to.
    fn remember(self) {
        let now = self.slots_now();
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

    fn undo(self) {
        let earlier = self.earlier.try_update_value(Vec::pop).flatten();
        self.count();
        if let Some(slots) = earlier {
            self.show(slots);
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
        zone_typed: RwSignal::new(None),
        earlier: StoredValue::new(Vec::new()),
        undoable: RwSignal::new(0),
    };
    let by_times = RwSignal::new(false);
    let name = asked.name.clone();
    let marked = live(move || {
        if by_times.get() {
            times::times(&name, week)
        } else {
            grid::grid(&name, week)
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
            {tools(week)}
        </div>
    }
    .into_any()
}

fn zone_part(asked: &Asked, week: Week, surroundings: Surroundings) -> AnyView {
    let id = format!("{}-zone", asked.name);
    let write = Callback::new(move |zone: String| {
        week.zone_typed.set(Some(zone.clone()));
        let slots = week.slots_now();
        week.set.run(Typed::Week { zone, slots });
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

/// What is done to the whole week: undo, clear, copy a day.
fn tools(week: Week) -> AnyView {
    let no_undo = Signal::derive(move || {
        (week.undoable.get() == 0).then(|| t!(questions.week.nothing_to_undo).to_owned())
    });
    let empty = move |()| {
        week.change(WeekSlots::default());
        announce(&total_words(WeekSlots::default()));
    };
    let clear = move || {
        let label = t!(questions.week.clear);
        view! { <Button label look=ButtonLook::Quiet mark=Icon::Trash press=empty /> }.into_any()
    };
    let clear = present_while(move || !week.slots().is_empty(), clear);
    view! {
        <div class="week-bar">
            <Button
                label=t!(questions.week.undo)
                mark=Icon::Undo
                blocked=no_undo
                press=move |()| week.undo()
            />
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
    let copy = move |days: std::ops::Range<u16>| {
        let mut slots = week.slots_now();
        let ranges = slots.ranges(from.get_untracked());
        for day in days {
            slots.set_ranges(day, &ranges);
        }
        week.change(slots);
        announce(&total_words(slots));
    };
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
