//! One-to-ones of a captain with somebody, on the captain's own device: how it went, which organizers see; what the captain
//! notes, which nobody else does (Promise 23); and how somebody seems, for the organizers.

mod keeping;

use leptos::prelude::*;

use super::Here;
use super::cells::state_words;
use crate::browser::zones;
use crate::domain::decide::Pair;
use crate::domain::id::RecordId;
use crate::domain::record::Value;
use crate::domain::role::Role;
use crate::domain::week::one_to_one::{
    DAY, LEVEL, Level, NOTE, STATE, State, WORDS, Went, level_id, note_id, one_to_one_id,
};
use crate::domain::week::{Place, Weeks};
use crate::t;
use crate::ui::components::{Called, Segment, Select, live, segments};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::failure;
use crate::ui::own;
use crate::ui::pages::check_in::{captain_of, text_words, weeks_of};
use crate::ui::pages::meeting::not_read;
use crate::ui::pages::roster::{Day, day_field};
use crate::ui::saving::saved;
use crate::ui::when::number_words;
use crate::ui::words::word;
use keeping::{Note, Outcome, Reading, Telling};

/// The part of somebody's page, where this device is that of the captain who looks after them.
pub(super) fn part(here: Here) -> AnyView {
    let parts = own::parts(here.app);
    let captain = Memo::new(move |_| {
        let parts = parts.get()?;
        here.known.with(|known| {
            let line = known.sheet.line(here.member)?;
            let captain = captain_of(known, line)?;
            let theirs = line.member.role == Role::Mentee;
            (theirs && parts.holds(captain.member.id))
                .then(|| (captain.member.id, weeks_of(known, line), line.member.sample))
        })
    });
    live(move || match captain.get() {
        Some((captain, weeks, sample)) => whole(here, captain, weeks, sample),
        None => ().into_any(),
    })
}

fn whole(here: Here, captain: RecordId, weeks: Weeks, sample: bool) -> AnyView {
    let today = zones::today(here.app.now.get_untracked());
    let first = match today.map(|today| weeks.place(today)) {
        Some(Place::In(week)) => week,
        Some(Place::After) => weeks.count,
        Some(Place::Before) | None => 0,
    };
    let week = RwSignal::new(first.to_string());
    let offers = weeks.all().map(|week| {
        let words = t!(weeks.week, n = number_words(f64::from(week)));
        (week.to_string(), words)
    });
    let offers: Vec<(String, String)> = offers.collect();
    let of_week = live(move || {
        let week: u32 = week.get().parse().unwrap_or_default();
        let pair = Pair {
            captain,
            member: here.member,
            week,
            sample,
        };
        one(here, pair)
    });
    view! {
        <section class="stack one-to-one" aria-labelledby="one-to-one">
            <h2 id="one-to-one">{t!(weeks.one_to_one)}</h2>
            <Select
                id="one-week"
                label=t!(weeks.one_week)
                offers=offers
                now=week
                choose=move |chosen| week.set(chosen)
            />
            {of_week}
            {telling(here, captain, sample)}
        </section>
    }
    .into_any()
}

/// How the one of a week went, and the captain's own note of it.
fn one(here: Here, pair: Pair) -> AnyView {
    let outcome = Outcome::of(here.app, pair);
    let note = Note::of(here.app, pair);
    read(here, [outcome.reading, note.reading], move || {
        fields(here, pair, outcome, note)
    })
}

/// What is read first is drawn only then: nothing is typed over what is stored and not seen.
fn read<const N: usize>(
    here: Here,
    readings: [RwSignal<Reading>; N],
    draw: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let all = Memo::new(move |_| {
        let mut now = Reading::Done;
        for reading in readings.map(|reading| reading.get()) {
            if reading != Reading::Done {
                now = reading;
            }
        }
        now
    });
    live(move || match all.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        Reading::Failed(why) => not_read(here.app, why),
        Reading::Done => draw(),
    })
}

fn fields(here: Here, pair: Pair, outcome: Outcome, note: Note) -> AnyView {
    let about = |record: RecordId| Conflicts::of(Choosing::about(here.app, here.failed, record));
    let went = about(one_to_one_id(pair.captain, pair.member, pair.week));
    let noted = about(note_id(pair.captain, pair.member, pair.week));
    let state_said = |value: &Value| {
        let state = value.as_text().and_then(State::from_name);
        state.map_or(t!(weeks.not_noted), state_words).to_owned()
    };
    let now = Memo::new(move |_| outcome.state.get());
    let choices = State::ALL.map(|one| {
        let say = move |state| outcome.say(Went::State(state));
        Segment::to_take_back(one, state_words(one), now.into(), say)
    });
    let field = Day {
        id: "one-day",
        label: t!(weeks.on_day),
        text: outcome.text,
    };
    let day = Signal::derive(move || outcome.day.get());
    let write = Callback::new(move |day| outcome.say(Went::Day(day)));
    view! {
        <div class="card note-when">
            {segments(Called::So(t!(weeks.one_went)), false, choices)}
            <p class="field-note">
                {t!(weeks.one_seen, organizers = word(|w| &w.organizer.many))}
            </p>
            {went.at(STATE, t!(weeks.one_went), state_said)}
            {day_field(field, day, write)}
            {went.at(DAY, t!(weeks.on_day), text_words)}
            <div class="field">
                <label class="field-label" for="one-note">
                    {t!(weeks.one_note)}
                </label>
                <p id="one-note-help" class="field-help">
                    {t!(weeks.one_note_help)}
                </p>
                <textarea
                    id="one-note"
                    class="input"
                    rows="5"
                    dir="auto"
                    aria-describedby="one-note-help"
                    prop:value=note.keeper.text
                    on:input=move |event| note.keeper.set(event_target_value(&event))
                ></textarea>
                {noted.at(NOTE, t!(weeks.one_note), text_words)}
            </div>
            {saved(here.app, vec![outcome.saving.going(), note.keeper.going()])}
        </div>
    }
    .into_any()
}

/// What a level is called.
pub fn level_words(level: Level) -> &'static str {
    match level {
        Level::Fine => t!(weeks.level_fine),
        Level::Watch => t!(weeks.level_watch),
        Level::Help => t!(weeks.level_help),
    }
}

/// How somebody seems, for the organizers.
fn telling(here: Here, captain: RecordId, sample: bool) -> AnyView {
    let pair = Pair {
        captain,
        member: here.member,
        week: 0,
        sample,
    };
    let telling = Telling::of(here.app, pair);
    read(here, [telling.reading], move || level(here, pair, telling))
}

fn level(here: Here, pair: Pair, telling: Telling) -> AnyView {
    let record = level_id(pair.captain, pair.member);
    let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, record));
    let level_said = |value: &Value| {
        let level = value.as_text().and_then(Level::from_name);
        level_words(level.unwrap_or_default()).to_owned()
    };
    let now = Memo::new(move |_| telling.level.get());
    let choices = Level::ALL.map(|one| {
        let choose = move |level| telling.choose(level);
        Segment::of(one, level_words(one), now.into(), choose)
    });
    let organizers = word(|w| &w.organizer.many);
    let agreed = telling.agreed;
    let words = live(move || {
        if !agreed.get() {
            return ().into_any();
        }
        view! {
            <div class="field">
                <label class="field-label" for="level-words">
                    {t!(weeks.level_words)}
                </label>
                <textarea
                    id="level-words"
                    class="input"
                    rows="2"
                    dir="auto"
                    prop:value=telling.words
                    on:input=move |event| telling.write(event_target_value(&event))
                ></textarea>
            </div>
        }
        .into_any()
    });
    // Before a level is chosen there is nothing to say why of.
    let has_level = Memo::new(move |_| now.get().is_some());
    let agreeing = live(move || {
        if !has_level.get() {
            return ().into_any();
        }
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=agreed
                    on:change=move |event| telling.agree(event_target_checked(&event))
                />
                <span>{t!(weeks.level_agreed)}</span>
            </label>
        }
        .into_any()
    });
    view! {
        <section class="card note-when" aria-labelledby="one-level">
            <h3 id="one-level">{t!(weeks.level)}</h3>
            <p class="field-help">{t!(weeks.level_help_words, organizers = organizers)}</p>
            {segments(Called::By("one-level".to_owned()), false, choices)}
            {conflicts.at(LEVEL, t!(weeks.level), level_said)}
            {agreeing}
            {words}
            {conflicts.at(WORDS, t!(weeks.level_words), text_words)}
            {telling.saving.saved()}
            {failure(here.failed)}
        </section>
    }
    .into_any()
}
