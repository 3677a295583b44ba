//! The form of a check-in. Nothing of it has to be answered.

use leptos::prelude::*;

use super::Here;
use super::reading::{audience_words, block, text_words};
use crate::domain::record::Value;
use crate::domain::week::check_in::{
    DID, IN_THE_WAY, LINKS, MINUTES, MOOD, NEXT, PACE, Pace, Readers, Words,
};
use crate::domain::week::hours::read_hours;
use crate::domain::week::saying::Saying;
use crate::t;
use crate::ui::components::field::problem_words;
use crate::ui::components::{Button, ButtonLook, Notice, Tone, live, one_of, true_while, truth};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::perform;
use crate::ui::when::number_words;
use crate::ui::words::word;

/// The fields that hold words, with what they are called.
fn texts() -> [(&'static str, &'static str); 4] {
    [
        (DID, t!(weeks.did)),
        (NEXT, t!(weeks.next)),
        (IN_THE_WAY, t!(weeks.what_is_in_the_way)),
        (LINKS, t!(weeks.links)),
    ]
}

/// What the mood is called, from 1 to 5.
pub(super) fn mood_words(mood: u8) -> &'static str {
    match mood {
        1 => t!(weeks.mood_1),
        2 => t!(weeks.mood_2),
        3 => t!(weeks.mood_3),
        4 => t!(weeks.mood_4),
        _ => t!(weeks.mood_5),
    }
}

/// What a pace is called.
pub fn pace_words(pace: Pace) -> &'static str {
    match pace {
        Pace::TooSlow => t!(weeks.pace_too_slow),
        Pace::Right => t!(weeks.pace_right),
        Pace::TooMuch => t!(weeks.pace_too_much),
    }
}

pub(super) fn form(here: Here) -> AnyView {
    let did = text(
        here,
        Asked {
            id: "check-did",
            field: DID,
            label: t!(weeks.did),
            rows: 4,
        },
        |words| words.did.clone(),
        Saying::Did,
    );
    let next = text(
        here,
        Asked {
            id: "check-next",
            field: NEXT,
            label: t!(weeks.next),
            rows: 3,
        },
        |words| words.next.clone(),
        Saying::Next,
    );
    let in_the_way = text(
        here,
        Asked {
            id: "check-way",
            field: IN_THE_WAY,
            label: t!(weeks.what_is_in_the_way),
            rows: 2,
        },
        |words| words.in_the_way.clone(),
        Saying::InTheWay,
    );
    let links = text(
        here,
        Asked {
            id: "check-links",
            field: LINKS,
            label: t!(weeks.links),
            rows: 2,
        },
        |words| words.links.clone(),
        Saying::Links,
    );
    view! {
        <div class="stack stack-loose check-in">
            {others(here)}
            {readers(here)}
            <div class="check-pair">{planned(here)} {did}</div>
            {next}
            {in_the_way}
            <div class="check-pair">{hours(here)} {pace(here)}</div>
            {mood(here)}
            {links}
            <p class="soft small">{t!(weeks.late_is_fine)}</p>
            <div class="note-saved">{here.checking.saving.saved()}</div>
        </div>
    }
    .into_any()
}

/// What copies of this check-in disagree about; nothing while there is no record of it.
fn conflict(
    here: Here,
    field: &'static str,
    label: &'static str,
    said: fn(&Value) -> String,
) -> AnyView {
    live(move || match here.checking.record.get() {
        Some(id) => {
            let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, id));
            conflicts.at(field, label, said)
        }
        None => ().into_any(),
    })
}

/// Something that is asked in words.
struct Asked {
    id: &'static str,
    field: &'static str,
    label: &'static str,
    rows: u32,
}

fn text(
    here: Here,
    asked: Asked,
    read: fn(&Words) -> String,
    say: fn(String) -> Saying,
) -> AnyView {
    let checking = here.checking;
    let text = Memo::new(move |_| checking.words.with(read));
    let Asked {
        id,
        field,
        label,
        rows,
    } = asked;
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <textarea
                id=id
                class="input"
                rows=rows
                dir="auto"
                prop:value=move || text.get()
                on:input=move |event| checking.say(say(event_target_value(&event)))
            ></textarea>
            {conflict(here, field, label, text_words)}
        </div>
    }
    .into_any()
}

/// What they wrote a week ago that they would do, beside what they did.
fn planned(here: Here) -> AnyView {
    let planned = Memo::new(move |_| here.checking.planned.get());
    live(move || {
        let planned = planned.get();
        if planned.trim().is_empty() {
            return ().into_any();
        }
        view! {
            <aside class="check-planned" aria-label=t!(weeks.planned)>
                <p class="check-planned-head">{t!(weeks.planned)}</p>
                <p class="said" dir="auto">
                    {planned}
                </p>
            </aside>
        }
        .into_any()
    })
}

/// Who reads it.
fn readers(here: Here) -> AnyView {
    let checking = here.checking;
    let audience = checking.audience;
    let has_captain = Memo::new(move |_| here.people.with(|people| people.has_captain));
    let choices = move || {
        let is_there = move |one: &Readers| match one {
            Readers::Team | Readers::Leads => true,
            Readers::Captain => has_captain.get(),
        };
        let all = Readers::ALL.into_iter().filter(is_there).map(|one| {
            view! {
                <button
                    type="button"
                    class="segment"
                    aria-pressed=truth(move || audience.get() == checking.audience_of(one))
                    on:click=move |_| checking.choose(one)
                >
                    {choice_words(one)}
                </button>
            }
        });
        all.collect_view()
    };
    let on_team = Memo::new(move |_| here.people.with(|people| people.on_team));
    let segments = live(move || {
        if !on_team.get() {
            return ().into_any();
        }
        view! {
            <div class="segments" role="group" aria-labelledby="check-readers">
                {choices}
            </div>
        }
        .into_any()
    });
    let exactly = live(move || {
        let words = audience_words(here, &audience.get());
        view! { <p class="field-note" role="status">{words}</p> }.into_any()
    });
    view! {
        <section class="check-readers stack" aria-labelledby="check-readers">
            <h2 id="check-readers">{t!(weeks.readers)}</h2>
            {segments}
            {exactly}
        </section>
    }
    .into_any()
}

/// A choice of readers, in few words.
pub(super) fn choice_words(readers: Readers) -> String {
    match readers {
        Readers::Team => t!(weeks.for_team, team = word(|w| &w.team.one)),
        Readers::Leads => t!(
            weeks.for_leads,
            navigator = word(|w| &w.navigator.one),
            captain = word(|w| &w.captain.one)
        ),
        Readers::Captain => t!(weeks.for_captain, captain = word(|w| &w.captain.one)),
    }
}

/// How long they worked.
fn hours(here: Here) -> AnyView {
    let checking = here.checking;
    // What is no number of hours is said once the field was left.
    let left = RwSignal::new(true);
    let typed = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        checking.hours.set(typed.clone());
        left.set(false);
        let before = checking.words.with_untracked(|words| words.minutes);
        // What began as hours and is none any more is not kept as what it began with.
        let minutes = read_hours(&typed).unwrap_or_default();
        if minutes != before {
            checking.say(Saying::Minutes(minutes));
        }
    };
    let wrong =
        Memo::new(move |_| left.get() && checking.hours.with(|text| read_hours(text).is_none()));
    let planned = number_words(f64::from(here.planned));
    let said = live(move || {
        if wrong.get() {
            return problem_words(t!(weeks.hours_wrong).to_owned());
        }
        let words = t!(weeks.hours_help, n = planned.clone());
        view! { <p class="field-note">{words}</p> }.into_any()
    });
    let class = one_of(move || match wrong.get() {
        true => Some("field field-wrong"),
        false => Some("field"),
    });
    let minutes_words = |value: &Value| match value {
        Value::Integer(minutes) => u32::try_from(*minutes)
            .map(|minutes| crate::domain::week::hours::hours_text(Some(minutes)))
            .unwrap_or_default(),
        _ => t!(weeks.not_said).to_owned(),
    };
    view! {
        <div class=class>
            <label class="field-label" for="check-hours">
                {t!(weeks.hours)}
            </label>
            <input
                id="check-hours"
                class="input input-number"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-describedby="check-hours-note"
                aria-invalid=true_while(move || wrong.get())
                prop:value=checking.hours
                on:input=typed
                on:blur=move |_| left.set(true)
            />
            <div id="check-hours-note">{said}</div>
            {conflict(here, MINUTES, t!(weeks.hours), minutes_words)}
        </div>
    }
    .into_any()
}

/// How the pace feels.
fn pace(here: Here) -> AnyView {
    let checking = here.checking;
    let now = Memo::new(move |_| checking.words.with(|words| words.pace));
    let choices = Pace::ALL.map(|one| {
        let press = move |_| {
            let other = now.get_untracked() != Some(one);
            checking.say(Saying::Pace(other.then_some(one)));
        };
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=truth(move || now.get() == Some(one))
                on:click=press
            >
                {pace_words(one)}
            </button>
        }
    });
    let said = |value: &Value| {
        let pace = value.as_text().and_then(Pace::from_name);
        pace.map_or(t!(weeks.not_said), pace_words).to_owned()
    };
    view! {
        <section class="field" aria-labelledby="check-pace">
            <h2 id="check-pace" class="field-label">
                {t!(weeks.pace)}
            </h2>
            <div class="segments" role="group" aria-labelledby="check-pace">
                {choices.collect_view()}
            </div>
            {conflict(here, PACE, t!(weeks.pace), said)}
        </section>
    }
    .into_any()
}

/// How they are.
fn mood(here: Here) -> AnyView {
    let checking = here.checking;
    let now = Memo::new(move |_| checking.words.with(|words| words.mood));
    let choices = (1..=5_u8).map(|one| {
        let press = move |_| {
            let other = now.get_untracked() != Some(one);
            checking.say(Saying::Mood(other.then_some(one)));
        };
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=truth(move || now.get() == Some(one))
                on:click=press
            >
                {mood_words(one)}
            </button>
        }
    });
    let said = |value: &Value| match value {
        Value::Integer(mood) => u8::try_from(*mood).map_or("", mood_words).to_owned(),
        _ => t!(weeks.not_said).to_owned(),
    };
    view! {
        <section class="field" aria-labelledby="check-mood">
            <h2 id="check-mood" class="field-label">
                {t!(weeks.mood)}
            </h2>
            <div class="segments segments-many" role="group" aria-labelledby="check-mood">
                {choices.collect_view()}
            </div>
            <p class="field-note">{t!(weeks.mood_help)}</p>
            {conflict(here, MOOD, t!(weeks.mood), said)}
        </section>
    }
    .into_any()
}

/// What was said of this week to other readers on another device, with a way to leave only what is shown.
fn others(here: Here) -> AnyView {
    let checking = here.checking;
    live(move || {
        let others = checking.others.get();
        if others.is_empty() {
            return ().into_any();
        }
        let blocks = others.into_iter().map(|one| {
            let to = audience_words(here, &one.audience);
            let disputed = one.conflict.then(|| {
                let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, one.id));
                texts().map(|(field, label)| conflicts.at(field, label, text_words))
            });
            view! {
                <div>
                    <p class="soft small">{to}</p>
                    {block(&one.words)}
                    {disputed.map(|all| all.into_iter().collect_view())}
                </div>
            }
        });
        let blocks = blocks.collect_view();
        let leave = move |()| {
            if let Some(command) = checking.only_this() {
                perform(here.app, command, here.failed, |_| {});
            }
        };
        view! {
            <Notice tone=Tone::Warning title=t!(weeks.said_twice)>
                <p>{t!(weeks.said_twice_help)}</p>
                {blocks}
                <Button label=t!(weeks.leave_one) look=ButtonLook::Small press=leave />
            </Notice>
        }
        .into_any()
    })
}
