//! A weekly meeting out of a calendar file, as a proposal: it fills in what is chosen by hand, and is kept by whoever
//! looks at it, or not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::Here;
use super::meeting::Form;
use crate::browser::{files, zones};
use crate::domain::decide::Noted;
use crate::domain::overlap::QUARTERS_A_DAY;
use crate::format::content_line::reading::{LARGEST, NotLines};
use crate::format::ics::{NoMeeting, Proposal, Row, Unread, weekly};
use crate::ui::components::{Button, ButtonLook, Notice, Tone, hand_on_focus, live};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::when::{number_words, time_of_day, weekday_words, zone_words};
use crate::ui::words::word;
use crate::{plural, t};

/// How far it has come.
#[derive(Clone)]
enum Stage {
    Idle,
    /// There is no weekly event: why.
    Refused(String),
    /// There are several, or one that is no meeting here.
    Choice(Vec<Row>),
    /// One was filled in: what it is called.
    Filled(String, Proposal),
}

/// The way to give a file, and what came of it.
pub(super) fn taking(here: Here, form: Form) -> AnyView {
    let stage = RwSignal::new(Stage::Idle);
    let chosen = Callback::new(move |given: Vec<File>| {
        let Some(file) = given.into_iter().next() else {
            return;
        };
        here.failed.set(None);
        spawn_local(async move {
            let now = match files::bytes(&file, LARGEST).await {
                Ok(bytes) => read(here, form, &bytes),
                Err(error) => Stage::Refused(messages::not_read(&error)),
            };
            stage.try_set(now);
        });
    });
    let said = live(move || {
        hand_on_focus(None);
        match stage.get() {
            Stage::Idle => ().into_any(),
            Stage::Refused(why) => view! {
                <Notice tone=Tone::Danger title=t!(roster.calendar_refused) live=true>
                    <p>{why}</p>
                </Notice>
            }
            .into_any(),
            Stage::Choice(rows) => choice(form, stage, rows),
            Stage::Filled(called, meeting) => filled(here, called, &meeting),
        }
    });
    view! {
        <div class="stack">
            <p>
                <FileInput id="team-calendar" label=t!(roster.calendar_choose) take=chosen />
            </p>
            {said}
        </div>
    }
    .into_any()
}

fn read(here: Here, form: Form, bytes: &[u8]) -> Stage {
    let known = here.app.zones();
    // Browsers take more names than they list, older ones among them.
    let zone_of = |name: &str| {
        let is_taken = || name.contains('/') && zones::exists(name);
        known
            .find(name)
            .or_else(|| is_taken().then(|| name.to_owned()))
    };
    match weekly(bytes, zone_of) {
        Ok(rows) => match rows.as_slice() {
            [
                Row {
                    called,
                    meeting: Ok(meeting),
                    ..
                },
            ] => fill(form, called, meeting),
            _ => Stage::Choice(rows),
        },
        Err(error) => Stage::Refused(no_meeting(error)),
    }
}

fn fill(form: Form, called: &str, meeting: &Proposal) -> Stage {
    form.propose(meeting.quarter, meeting.minutes, meeting.zone.as_deref());
    Stage::Filled(called.to_owned(), meeting.clone())
}

/// What an event is called.
fn name_of(called: &str) -> String {
    if called.is_empty() {
        t!(roster.calendar_nameless).to_owned()
    } else {
        called.to_owned()
    }
}

/// When a meeting is.
fn when(meeting: &Proposal) -> String {
    let (day, time) = (
        meeting.quarter / QUARTERS_A_DAY,
        meeting.quarter % QUARTERS_A_DAY,
    );
    let days = weekday_words(false);
    let day = days.into_iter().nth(usize::from(day)).unwrap_or_default();
    let time = time_of_day(time * 15);
    let minutes = meeting
        .minutes
        .map(|minutes| plural!(crew.compare_minutes, minutes));
    match (&meeting.zone, minutes) {
        (Some(zone), Some(minutes)) => {
            let zone = zone_words(zone);
            t!(roster.calendar_when, day, time, minutes, zone)
        }
        (Some(zone), None) => {
            let zone = zone_words(zone);
            t!(roster.calendar_when_open, day, time, zone)
        }
        (None, Some(minutes)) => t!(roster.calendar_floating, day, time, minutes),
        (None, None) => t!(roster.calendar_floating_open, day, time),
    }
}

fn choice(form: Form, stage: RwSignal<Stage>, rows: Vec<Row>) -> AnyView {
    let is_any = rows.iter().any(|row| row.meeting.is_ok());
    let lines = rows.into_iter().map(|row| {
        let name = name_of(&row.called);
        match row.meeting {
            Ok(meeting) => {
                let (words, about) = (when(&meeting), name.clone());
                let take = move |()| stage.set(fill(form, &row.called, &meeting));
                view! {
                    <li class="team-offer">
                        <strong dir="auto">{name}</strong>
                        <span>{words}</span>
                        <Button
                            label=t!(roster.calendar_take)
                            look=ButtonLook::Small
                            press=take
                            about=about
                        />
                    </li>
                }
                .into_any()
            }
            Err(why) => {
                let words = unread(&why);
                let line = t!(roster.calendar_line, line = number_words(row.line as f64));
                view! {
                    <li>
                        <strong dir="auto">{name}</strong>
                        " "
                        <span class="soft small">{line}</span>
                        <p>{words}</p>
                    </li>
                }
                .into_any()
            }
        }
    });
    let lines = lines.collect_view();
    let (title, tone) = if is_any {
        (t!(roster.calendar_which), Tone::Info)
    } else {
        (t!(roster.calendar_refused), Tone::Danger)
    };
    view! {
        <Notice tone=tone title=title live=true>
            <ul class="team-offers" role="list">
                {lines}
            </ul>
        </Notice>
    }
    .into_any()
}

/// What was filled in, and what is left to do.
fn filled(here: Here, called: String, meeting: &Proposal) -> AnyView {
    let title = t!(roster.calendar_filled, name = name_of(&called));
    let words = when(meeting);
    let floating = meeting.zone.is_none().then(|| {
        view! { <p>{t!(roster.calendar_check_zone)}</p> }
    });
    let open = meeting.minutes.is_none().then(|| {
        view! { <p>{t!(roster.calendar_check_length)}</p> }
    });
    let team = untrack(|| here.team());
    let place = meeting.place.clone();
    let is_new = team.as_ref().is_some_and(|team| team.meets_at != place);
    let offer = team.filter(|_| is_new && !place.is_empty()).map(|team| {
        let is_taken = RwSignal::new(false);
        let label = t!(roster.calendar_place, place = place.clone());
        let take = move |()| {
            let keeper = here.app.note(team.id, Noted::MeetsAt);
            keeper.set(place.clone());
            is_taken.set(true);
        };
        let blocked = Signal::derive(move || {
            is_taken
                .get()
                .then(|| t!(roster.calendar_place_taken).to_owned())
        });
        view! { <Button label=label look=ButtonLook::Small press=take blocked=blocked /> }
    });
    view! {
        <Notice tone=Tone::Good title=title live=true>
            <p>{words}</p>
            {floating}
            {open}
            <p>{t!(roster.calendar_keep, keep = t!(roster.keep_meeting))}</p>
            {offer}
        </Notice>
    }
    .into_any()
}

/// Why a weekly event is no meeting here, and what to do.
fn unread(why: &Unread) -> String {
    let at = |line: &usize| number_words(*line as f64);
    match why {
        Unread::NotEnded => t!(roster.event_unended).to_owned(),
        Unread::Line(line) => t!(roster.event_line, line = at(line)),
        Unread::NoStart => t!(roster.event_no_start).to_owned(),
        Unread::AllDay(line) => t!(roster.event_all_day, line = at(line)),
        Unread::NotAQuarter(line, time) => {
            t!(
                roster.event_not_a_quarter,
                line = at(line),
                time = time.clone()
            )
        }
        Unread::Zone(line, zone) => {
            t!(roster.event_zone, line = at(line), zone = zone.clone())
        }
        Unread::EverySoManyWeeks(line, weeks) => {
            let weeks = number_words(f64::from(*weeks));
            t!(roster.event_not_each_week, line = at(line), weeks = weeks)
        }
        Unread::SeveralDays(line) => t!(roster.event_several_days, line = at(line)),
        Unread::Rule(line, part) => {
            t!(roster.event_rule, line = at(line), part = part.clone())
        }
        Unread::Length(line) => t!(roster.event_length, line = at(line)),
    }
}

/// Why a file has no weekly event, and what to do.
fn no_meeting(error: NoMeeting) -> String {
    match error {
        NoMeeting::NotLines(NotLines::TooLarge) | NoMeeting::TooMany => {
            t!(roster.calendar_too_many, team = word(|w| &w.team.one))
        }
        NoMeeting::NotLines(NotLines::NotUtf8 { line }) => {
            t!(teams.not_utf8, line = number_words(line as f64))
        }
        NoMeeting::NoCalendar => t!(roster.calendar_none).to_owned(),
        NoMeeting::NotWeekly(0) => t!(roster.calendar_empty).to_owned(),
        NoMeeting::NotWeekly(events) => {
            plural!(roster.calendar_not_weekly, events as f64)
        }
    }
}
