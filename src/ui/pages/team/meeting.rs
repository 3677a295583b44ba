//! When and where the team meets: times that suit everyone to choose from, any other by hand, and what the
//! change of clocks does to it, said before the first week (Promise 28).

use std::sync::Arc;

use leptos::prelude::*;

use super::Here;
use super::hours::{Hours, span_words};
use super::taking::taking;
use crate::browser::zones;
use crate::domain::decide::Noted;
use crate::domain::membership::{MEETING, MEETS_AT, Meeting, STARTS, Team, WEEKS};
use crate::domain::overlap::QUARTERS_A_DAY;
use crate::domain::record::Record;
use crate::domain::role::Role;
use crate::ui::components::{Button, ButtonLook, Chip, Icon, Notice, Select, Tone, live};
use crate::ui::pages::roster::{Day, day_field, take_up};
use crate::ui::when::{names_words, time_of_day, weekday_words, zone_words};
use crate::ui::words::{capital, word};
use crate::{plural, t};

/// How long a meeting may be, in minutes.
const LENGTHS: [u16; 7] = [30, 45, 60, 75, 90, 120, 180];
/// How many times are offered.
const OFFERED: usize = 6;

/// What is chosen and not kept yet. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Form {
    zone: RwSignal<String>,
    minutes: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
}

impl Form {
    /// As the team has it; before that, by its navigator's clock.
    fn new(here: Here) -> Self {
        let form = Self {
            zone: RwSignal::new(String::new()),
            minutes: RwSignal::new("60".to_owned()),
            day: RwSignal::new(String::new()),
            time: RwSignal::new(String::new()),
        };
        let meeting = Memo::new(move |_| here.team().and_then(|team| team.meeting));
        Effect::new(move || match meeting.get() {
            Some(meeting) => form.show(&meeting),
            None => {
                // A zone that someone chose meanwhile stays.
                let lead = untrack(|| here.lines()).into_iter();
                let mut lead = lead.filter(|line| line.member.role == Role::Navigator);
                let zone = lead.find_map(|line| line.who.zone);
                let zone = zone.or_else(zones::device);
                form.zone.set(zone.unwrap_or_else(|| "UTC".to_owned()));
            }
        });
        form
    }

    fn show(self, meeting: &Meeting) {
        self.zone.set(meeting.zone.clone());
        self.minutes.set(meeting.minutes.to_string());
        self.day.set((meeting.quarter / QUARTERS_A_DAY).to_string());
        self.time
            .set((meeting.quarter % QUARTERS_A_DAY).to_string());
    }

    /// Chooses what a calendar says. Nothing is kept yet: whoever looks at it does that.
    pub(super) fn propose(self, quarter: u16, minutes: Option<u16>, zone: Option<&str>) {
        if let Some(zone) = zone {
            self.zone.set(zone.to_owned());
        }
        if let Some(minutes) = minutes {
            self.minutes.set(minutes.to_string());
        }
        self.day.set((quarter / QUARTERS_A_DAY).to_string());
        self.time.set((quarter % QUARTERS_A_DAY).to_string());
    }

    fn length(self) -> u16 {
        self.minutes.with(|minutes| minutes.parse().unwrap_or(60))
    }

    /// What is chosen; nothing before day and time are.
    fn meeting(self) -> Option<Meeting> {
        let day: u16 = self.day.with(|day| day.parse().ok())?;
        let time: u16 = self.time.with(|time| time.parse().ok())?;
        Some(Meeting {
            zone: self.zone.get(),
            quarter: day * QUARTERS_A_DAY + time,
            minutes: self.length(),
        })
    }
}

/// The part of the page.
pub(super) fn meeting(here: Here) -> AnyView {
    let form = Form::new(here);
    let hours = Memo::new_with_compare(
        move |_| Hours::new(here, &form.zone.get()).map(Arc::new),
        |_, _| true,
    );
    view! {
        <section class="stack team-meeting" aria-labelledby="team-meeting">
            <h2 id="team-meeting" class="unprinted">{t!(roster.when_title)}</h2>
            {live(move || warning(here))}
            {here.disputed(MEETING)}
            <div class="unprinted stack">
                {chosen(here, form)}
                {taking(here, form)}
                {live(move || offers(here, form, hours.get().as_deref()))}
            </div>
            {place(here)}
            {here.disputed(MEETS_AT)}
            {dates(here)}
            {here.disputed(STARTS)}
            {here.disputed(WEEKS)}
        </section>
    }
    .into_any()
}

/// The weeks in which the time that is kept does not suit someone.
fn warning(here: Here) -> AnyView {
    let Some(meeting) = here.team().and_then(|team| team.meeting) else {
        return ().into_any();
    };
    let hours = Hours::new(here, &meeting.zone);
    let broken = hours.map(|hours| hours.broken(meeting.quarter, meeting.minutes));
    let broken = broken.unwrap_or_default();
    if broken.is_empty() {
        return ().into_any();
    }
    let title = plural!(roster.broken, broken.len() as f64);
    let lines = broken
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> });
    view! {
        <Notice tone=Tone::Warning title=title live=true>
            <ul class="roster-faults">{lines.collect_view()}</ul>
        </Notice>
    }
    .into_any()
}

/// Times to choose from, and what changes on the way.
fn offers(here: Here, form: Form, hours: Option<&Hours>) -> AnyView {
    let Some(hours) = hours.filter(|hours| hours.is_known()) else {
        return view! { <p class="soft">{t!(roster.nobody_said)}</p> }.into_any();
    };
    let minutes = form.length();
    let choices = hours.choices(minutes, OFFERED);
    let silent = (!hours.silent.is_empty()).then(|| {
        let words = t!(roster.silent, names = names_words(&hours.silent));
        view! { <p class="soft small" dir="auto">{words}</p> }
    });
    let lines = choices.iter().map(|choice| {
        let start = choice.start;
        let holds = choice.breaks.is_empty();
        let span = span_words(start, minutes.div_ceil(15));
        let take = move |()| {
            let meeting = Meeting {
                zone: form.zone.get_untracked(),
                quarter: start,
                minutes,
            };
            here.change(|team| team.meeting = Some(meeting));
        };
        let mark = if holds { Tone::Good } else { Tone::Warning };
        view! {
            <li class="team-offer">
                <strong>{span.clone()}</strong>
                <Chip label=hours.holds(choice) tone=mark mark=mark.icon() />
                <Button label=t!(roster.meet_then) look=ButtonLook::Small press=take about=span />
            </li>
        }
    });
    let lines = lines.collect_view();
    let none = choices
        .is_empty()
        .then(|| view! { <p>{t!(roster.no_common)}</p> });
    let turns = hours.turns();
    let turns = (!turns.is_empty()).then(|| {
        let lines = turns.into_iter().map(|line| view! { <li>{line}</li> });
        view! {
            <div class="stack">
                <h3>{t!(roster.turns)}</h3>
                <ul class="roster-faults">{lines.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <h3>{t!(roster.offers)}</h3>
        <p class="soft small">
            {t!(
                roster.offers_help,
                navigators = capital(|w| &w.navigator.many),
                mentees = word(|w| &w.mentee.many),
                captain = word(|w| &w.captain.one),
                zone = zone_words(&form.zone.get())
            )}
        </p>
        {silent}
        <ul class="team-offers" role="list">
            {lines}
        </ul>
        {none}
        {turns}
    }
    .into_any()
}

/// The zones to choose from: the team's own, this device's, and UTC.
fn zone_offers(here: Here, form: Form) -> Vec<(String, String)> {
    let theirs = here.lines().into_iter().filter_map(|line| line.who.zone);
    let kept = here
        .team()
        .and_then(|team| team.meeting)
        .map(|meeting| meeting.zone);
    let shown = form.zone.get_untracked();
    let mut zones: Vec<String> = theirs
        .chain(kept)
        .chain(zones::device())
        .chain([shown, "UTC".to_owned()])
        .filter(|zone| !zone.is_empty())
        .collect();
    zones.sort_unstable();
    zones.dedup();
    let offer = |zone: String| {
        let words = zone_words(&zone);
        (zone, words)
    };
    zones.into_iter().map(offer).collect()
}

/// Any other time, by hand.
fn chosen(here: Here, form: Form) -> AnyView {
    let zones = Memo::new(move |_| {
        form.zone.track();
        zone_offers(here, form)
    });
    let lengths = Memo::new(move |_| {
        let kept = here
            .team()
            .and_then(|team| team.meeting)
            .map(|meeting| meeting.minutes);
        let mut lengths: Vec<u16> = LENGTHS.into_iter().chain(kept).collect();
        lengths.push(form.length());
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    });
    let set = |signal: RwSignal<String>| Callback::new(move |value| signal.set(value));
    let days = weekday_words(false).into_iter().enumerate();
    let none = (String::new(), t!(roster.choose).to_owned());
    let days: Vec<(String, String)> = std::iter::once(none.clone())
        .chain(days.map(|(day, words)| (day.to_string(), words)))
        .collect();
    let times: Vec<(String, String)> = std::iter::once(none)
        .chain((0..QUARTERS_A_DAY).map(|time| (time.to_string(), time_of_day(time * 15))))
        .collect();
    let blocked = Signal::derive(move || {
        form.meeting()
            .is_none()
            .then(|| t!(roster.choose_day_and_time).to_owned())
    });
    let keep = move |()| {
        let meeting = untrack(|| form.meeting());
        here.change(|team| team.meeting = meeting);
    };
    let clear = move |()| {
        form.day.set(String::new());
        form.time.set(String::new());
        here.change(|team| team.meeting = None);
    };
    let is_kept = Memo::new(move |_| here.team().is_some_and(|team| team.meeting.is_some()));
    let away = live(move || {
        let away = is_kept.get().then(|| {
            view! {
                <Button label=t!(roster.clear_meeting) look=ButtonLook::Quiet mark=Icon::Close press=clear />
            }
        });
        away.into_any()
    });
    view! {
        <div class="team-form">
            <Select id="team-day" label=t!(roster.day) offers=days now=form.day choose=set(form.day) />
            <Select
                id="team-time"
                label=t!(roster.time)
                offers=times
                now=form.time
                choose=set(form.time)
            />
            {live(move || {
                let words = |minutes: &u16| plural!(crew.compare_minutes, *minutes);
                let offers: Vec<_> = lengths.get().iter().map(|m| (m.to_string(), words(m))).collect();
                view! {
                    <Select
                        id="team-minutes"
                        label=t!(roster.length)
                        offers=offers
                        now=form.minutes
                        choose=set(form.minutes)
                    />
                }
                .into_any()
            })}
            {live(move || {
                view! {
                    <Select
                        id="team-zone"
                        label=t!(roster.by_clock)
                        offers=zones.get()
                        now=form.zone
                        choose=set(form.zone)
                    />
                }
                .into_any()
            })}
        </div>
        <div class="button-row">
            <Button
                label=t!(roster.keep_meeting)
                look=ButtonLook::Primary
                mark=Icon::Check
                press=keep
                blocked=blocked
            />
            {away}
        </div>
    }
    .into_any()
}

/// Where it meets. Saves as it is typed (Promise 2).
fn place(here: Here) -> AnyView {
    let Some(team) = untrack(|| here.team()) else {
        return ().into_any();
    };
    let (app, id) = (here.app, team.id);
    let keeper = app.note(id, Noted::MeetsAt);
    let read = Memo::new(move |_| here.team().map(|team| team.meets_at));
    let said = |record: &Record| Team::read(record).map(|team| team.meets_at);
    let ready = take_up(app, id, keeper, read, said);
    view! {
        <div class="field unprinted">
            <label class="field-label" for="team-place">
                {t!(roster.meets_at)}
            </label>
            <p id="team-place-help" class="field-help">
                {t!(roster.meets_at_help)}
            </p>
            <input
                id="team-place"
                class="input"
                type="text"
                autocomplete="off"
                dir="auto"
                aria-describedby="team-place-help"
                prop:readOnly=move || !ready.get()
                prop:value=move || keeper.text.get()
                on:input=move |event| keeper.set(event_target_value(&event))
            />
            {keeper.saved()}
        </div>
    }
    .into_any()
}

/// The team's own dates, for one that does not keep the session's.
fn dates(here: Here) -> AnyView {
    let starts = Signal::derive(move || here.team().and_then(|team| team.starts));
    let write = Callback::new(move |day| here.change(|team| team.starts = day));
    let day = Day {
        id: "team-starts",
        label: t!(roster.starts),
        text: RwSignal::new(String::new()),
    };
    let weeks = Memo::new(move |_| here.team().and_then(|team| team.weeks));
    let offers: Vec<(String, String)> = here.known.with_untracked(|known| {
        let as_session = plural!(roster.weeks_of_session, f64::from(known.session().weeks));
        let own = (1..=52_u32).map(|n| (n.to_string(), plural!(roster.weeks, f64::from(n))));
        std::iter::once((String::new(), as_session))
            .chain(own)
            .collect()
    });
    let now = Signal::derive(move || weeks.get().map(|n| n.to_string()).unwrap_or_default());
    let last = Callback::new(move |weeks: String| {
        here.change(|team| team.weeks = weeks.parse().ok());
    });
    view! {
        <details class="unprinted team-dates">
            <summary>{t!(roster.own_dates_title)}</summary>
            <p class="field-help">{t!(roster.own_dates_help)}</p>
            <div class="roster-pair">
                {day_field(day, starts, write)}
                <Select id="team-weeks" label=t!(roster.lasts) offers now choose=last />
            </div>
        </details>
    }
    .into_any()
}
