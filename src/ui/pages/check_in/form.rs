//! The form of a check-in. Nothing of it has to be answered.

use leptos::prelude::*;

use super::reading::{audience_words, block, text_words};
use super::{Here, questions};
use crate::domain::programme::{Usual, WeekRules};
use crate::domain::record::Value;
use crate::domain::week::check_in::{
    DID, IN_THE_WAY, LINKS, MINUTES, MOOD, NEXT, PACE, Pace, Readers, Words,
};
use crate::domain::week::hours::read_hours;
use crate::domain::week::saying::Saying;
use crate::t;
use crate::ui::components::field::problem_words;
use crate::ui::components::{
    Button, ButtonLook, Called, Notice, Segment, Tone, changing_segments, live, one_of,
    present_while, segments, true_while,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::perform;
use crate::ui::when::number_words;
use crate::ui::words::word;

/// What something of the usual is called where the programme does not say.
pub(super) fn usual_words(usual: Usual) -> &'static str {
    match usual {
        Usual::Did => t!(weeks.did),
        Usual::Next => t!(weeks.next),
        Usual::InTheWay => t!(weeks.what_is_in_the_way),
        Usual::Hours => t!(weeks.hours),
        Usual::Pace => t!(weeks.pace),
        Usual::Mood => t!(weeks.mood),
        Usual::Links => t!(weeks.links),
    }
}

/// What something of the usual is called.
pub fn label(rules: &WeekRules, usual: Usual) -> String {
    let words = rules.worded(usual);
    words.unwrap_or_else(|| usual_words(usual)).to_owned()
}

/// The fields that hold words, with what they are called.
fn texts(rules: &WeekRules) -> [(&'static str, String); 4] {
    [
        (DID, label(rules, Usual::Did)),
        (NEXT, label(rules, Usual::Next)),
        (IN_THE_WAY, label(rules, Usual::InTheWay)),
        (LINKS, label(rules, Usual::Links)),
    ]
}

/// Whether words say something of the usual.
fn says(words: &Words, usual: Usual) -> bool {
    match usual {
        Usual::Did => !words.did.is_empty(),
        Usual::Next => !words.next.is_empty(),
        Usual::InTheWay => !words.in_the_way.is_empty(),
        Usual::Hours => words.minutes.is_some(),
        Usual::Pace => words.pace.is_some(),
        Usual::Mood => words.mood.is_some(),
        Usual::Links => !words.links.is_empty(),
    }
}

/// What asks for something of the usual: where the programme leaves it out, only while something is said of it, which was
/// said before that. It stays until the page is left, so that nothing goes away under whoever types.
fn asking(here: Here, usual: Usual, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let is_asked = here.rules.with_value(|rules| rules.asks(usual));
    let words = here.checking.words;
    let was_said = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || words.with(|words| says(words, usual))
    });
    present_while(move || is_asked || was_said.get(), draw)
}

/// What the mood is called, from 1 to 5.
pub fn mood_words(mood: u8) -> &'static str {
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
    let words =
        move |usual: Usual, asked: Asked, read: fn(&Words) -> String, say: fn(String) -> Saying| {
            let called = here.rules.with_value(|rules| label(rules, usual));
            asking(here, usual, move || {
                text(here, asked, called.clone(), read, say)
            })
        };
    let asked = |id, field, rows| Asked { id, field, rows };
    let did = words(
        Usual::Did,
        asked("check-did", DID, 4),
        |words| words.did.clone(),
        Saying::Did,
    );
    let next = words(
        Usual::Next,
        asked("check-next", NEXT, 3),
        |words| words.next.clone(),
        Saying::Next,
    );
    let in_the_way = words(
        Usual::InTheWay,
        asked("check-way", IN_THE_WAY, 2),
        |words| words.in_the_way.clone(),
        Saying::InTheWay,
    );
    let links = words(
        Usual::Links,
        asked("check-links", LINKS, 2),
        |words| words.links.clone(),
        Saying::Links,
    );
    let (hours, pace) = (
        asking(here, Usual::Hours, move || hours(here)),
        asking(here, Usual::Pace, move || pace(here)),
    );
    let mood = asking(here, Usual::Mood, move || mood(here));
    view! {
        <div class="stack stack-loose check-in">
            {others(here)}
            {readers(here)}
            <div class="check-pair">{planned(here)} {did}</div>
            {next}
            {in_the_way}
            <div class="check-pair">{hours} {pace}</div>
            {mood}
            {questions::questions(here)}
            {links}
            <p class="soft small">{t!(weeks.late_is_fine)}</p>
            <div class="note-saved">{here.checking.saving.saved()}</div>
        </div>
    }
    .into_any()
}

/// What copies of this check-in disagree about; nothing while there is no record of it.
fn conflict(here: Here, field: &'static str, label: String, said: fn(&Value) -> String) -> AnyView {
    live(move || match here.checking.record.get() {
        Some(id) => {
            let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, id));
            conflicts.at(field, label.clone(), said)
        }
        None => ().into_any(),
    })
}

/// Something that is asked in words.
#[derive(Clone, Copy)]
struct Asked {
    id: &'static str,
    field: &'static str,
    rows: u32,
}

fn text(
    here: Here,
    asked: Asked,
    label: String,
    read: fn(&Words) -> String,
    say: fn(String) -> Saying,
) -> AnyView {
    let checking = here.checking;
    let text = Memo::new(move |_| checking.words.with(read));
    let Asked { id, field, rows } = asked;
    view! {
        <div class="field">
            <label class="field-label" for=id dir="auto">
                {label.clone()}
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
        let all = Readers::ALL
            .into_iter()
            .filter(is_there)
            .map(|one| Segment {
                label: choice_words(one),
                pressed: Signal::derive(move || audience.get() == checking.audience_of(one)),
                press: Callback::new(move |()| checking.choose(one)),
            });
        all.collect()
    };
    let on_team = Memo::new(move |_| here.people.with(|people| people.on_team));
    let segments = present_while(
        move || on_team.get(),
        move || changing_segments("check-readers", choices),
    );
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
pub fn choice_words(readers: Readers) -> String {
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
    let (planned, label) = here.rules.with_value(|rules| {
        let planned = number_words(f64::from(rules.hours));
        (planned, label(rules, Usual::Hours))
    });
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
            <label class="field-label" for="check-hours" dir="auto">
                {label.clone()}
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
            {conflict(here, MINUTES, label, minutes_words)}
        </div>
    }
    .into_any()
}

/// How the pace feels.
fn pace(here: Here) -> AnyView {
    let checking = here.checking;
    let now = Memo::new(move |_| checking.words.with(|words| words.pace));
    let choices = Pace::ALL.map(|one| {
        let say = move |pace| checking.say(Saying::Pace(pace));
        Segment::to_take_back(one, pace_words(one), now.into(), say)
    });
    let label = here.rules.with_value(|rules| label(rules, Usual::Pace));
    let said = |value: &Value| {
        let pace = value.as_text().and_then(Pace::from_name);
        pace.map_or(t!(weeks.not_said), pace_words).to_owned()
    };
    view! {
        <section class="field" aria-labelledby="check-pace">
            <h2 id="check-pace" class="field-label" dir="auto">
                {label.clone()}
            </h2>
            {segments(Called::By("check-pace".to_owned()), false, choices)}
            {conflict(here, PACE, label, said)}
        </section>
    }
    .into_any()
}

/// How they are.
fn mood(here: Here) -> AnyView {
    let checking = here.checking;
    let now = Memo::new(move |_| checking.words.with(|words| words.mood));
    let choices = (1..=5_u8).map(|one| {
        let say = move |mood| checking.say(Saying::Mood(mood));
        Segment::to_take_back(one, mood_words(one), now.into(), say)
    });
    let label = here.rules.with_value(|rules| label(rules, Usual::Mood));
    let said = |value: &Value| match value {
        Value::Integer(mood) => u8::try_from(*mood).map_or("", mood_words).to_owned(),
        _ => t!(weeks.not_said).to_owned(),
    };
    view! {
        <section class="field" aria-labelledby="check-mood">
            <h2 id="check-mood" class="field-label" dir="auto">
                {label.clone()}
            </h2>
            {segments(Called::By("check-mood".to_owned()), true, choices)}
            <p class="field-note">{t!(weeks.mood_help)}</p>
            {conflict(here, MOOD, label, said)}
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
                let texts = here.rules.with_value(texts);
                texts.map(|(field, label)| conflicts.at(field, label, text_words))
            });
            view! {
                <div>
                    <p class="soft small">{to}</p>
                    {block(here, &one.words)}
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
