//! When people are free, side by side: a grid of the week with how many can, and the times that leave
//! out the fewest. Who, in which zone and in which week stands in the URL.

mod controls;
mod grid;
mod people;
mod sittings;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use people::{Person, read};

use crate::browser::store::LoadError;
use crate::browser::zones;
use crate::domain::id::RecordId;
use crate::domain::overlap::{Frame, Quarters};
use crate::domain::programme::Session;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::use_app;
use crate::ui::components::{Button, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, live};
use crate::ui::messages;
use crate::ui::place;

/// The names in the URL.
const PEOPLE: &str = "people";
const ZONE: &str = "zone";
const WEEK: &str = "week";
const MINUTES: &str = "minutes";

/// How long an event may be, in minutes.
const LENGTHS: [u16; 5] = [30, 60, 90, 120, 180];

/// The link to the page for some people.
pub fn link(people: impl Iterator<Item = RecordId>) -> Route {
    let ids: Vec<String> = people.map(|id| id.to_string()).collect();
    Route::Compare(Query::default().with(PEOPLE, &ids.join(",")))
}

/// How far reading has come.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    Done(Arc<Crowd>),
}

/// The people who are compared, and the session that it is for.
struct Crowd {
    people: Vec<Person>,
    session: Option<Session>,
}

/// What is asked of the page. Cheap to copy.
#[derive(Clone, Copy)]
struct Asked {
    query: RwSignal<Query>,
}

impl Asked {
    fn people(self) -> Vec<RecordId> {
        self.query.with(|query| {
            let ids = query.get(PEOPLE).unwrap_or_default().split(',');
            ids.filter_map(|id| id.parse().ok()).collect()
        })
    }

    /// The zone that times are shown in: the one asked for, or else this device's.
    fn zone(self) -> String {
        let asked = self.query.with(|query| query.get(ZONE).map(str::to_owned));
        let asked = asked.filter(|zone| zones::exists(zone));
        asked
            .or_else(zones::device)
            .unwrap_or_else(|| "UTC".to_owned())
    }

    /// The week, from 0; nothing for what holds in every week.
    fn week(self) -> Option<usize> {
        let week: usize = self.query.with(|query| query.get(WEEK)?.parse().ok())?;
        week.checked_sub(1)
    }

    /// How long an event is, in quarter hours.
    fn length(self) -> u16 {
        let asked = self.query.with(|query| query.get(MINUTES)?.parse().ok());
        let asked = asked.filter(|minutes| LENGTHS.contains(minutes));
        asked.unwrap_or(60) / 15
    }

    /// Asks otherwise. The URL follows.
    fn set(self, name: &str, value: &str) {
        self.query.update(|query| *query = query.with(name, value));
        place::replace(&Route::Compare(self.query.get_untracked()));
    }
}

/// When people are free.
#[component]
pub fn Compare(
    /// Who, and how it is shown.
    query: Query,
) -> AnyView {
    let app = use_app();
    let asked = Asked {
        query: RwSignal::new(query),
    };
    let reading = RwSignal::new(Reading::UnderWay);
    let turn = StoredValue::new(0_u32);
    let ids = Memo::new(move |_| asked.people());
    let begin = move || {
        let ids = ids.get();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let now = match read(app, ids).await {
                Ok(crowd) => Reading::Done(Arc::new(crowd)),
                Err(error) => Reading::Failed(error),
            };
            // A late reply, or the page was left.
            if turn.try_get_value() == Some(this) {
                reading.set(now);
            }
        });
    };
    Effect::new(move || {
        app.changed.track();
        app.programme.track();
        begin();
    });
    let body = live(move || match reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(crew.reading)}</p> }.into_any()
        }
        Reading::Failed(error) => {
            let again = move |()| untrack(begin);
            view! {
                <Notice tone=Tone::Danger title=t!(crew.not_read) live=true>
                    <p>{messages::load_error(&error)}</p>
                    <Button label=t!(common.try_again) press=again />
                </Notice>
            }
            .into_any()
        }
        Reading::Done(crowd) => compared(asked, &crowd),
    });
    let back = (
        t!(crew.applications).to_owned(),
        Route::Applications(Query::default()).href(),
    );
    view! {
        <PageHead title=t!(crew.compare_title) back=back />
        {body}
    }
    .into_any()
}

fn compared(asked: Asked, crowd: &Arc<Crowd>) -> AnyView {
    let Some(session) = crowd.session.clone() else {
        return nobody();
    };
    if crowd.people.iter().all(|person| person.week.is_none()) {
        return nobody();
    }
    let on = RwSignal::new(vec![true; crowd.people.len()]);
    let (starts, weeks) = (session.starts, session.weeks);
    let zone = Memo::new(move |_| asked.zone());
    let frame = Memo::new(move |_| {
        let clock = zones::clock(&zone.get(), starts, weeks);
        clock.map(|clock| Arc::new(Frame::new(clock, starts, weeks)))
    });
    // Who is in, by their places, and when each of them is free.
    let within = Arc::clone(crowd);
    let free = Memo::new(move |_| {
        let (frame, week) = (frame.get(), asked.week());
        let frame = frame?;
        let on = on.get();
        let people = within.people.iter().enumerate();
        let people = people.filter(|(place, _)| on.get(*place) == Some(&true));
        let free = people.filter_map(|(place, person)| {
            let week_of = person.week.as_ref()?;
            let free = match week {
                Some(week) => frame.free(week, week_of),
                None => frame.always_free(week_of),
            };
            Some((place, free))
        });
        Some(free.collect::<Vec<(usize, Quarters)>>())
    });
    let free = Signal::derive(move || free.get().unwrap_or_default());
    view! {
        <div class="stack stack-loose">
            <div>
                {controls::controls(asked, crowd, &session, zone)} {people::chooser(crowd, on)}
            </div>
            {sittings::sittings(asked, crowd, free)}
            {grid::grid(crowd, free)}
        </div>
    }
    .into_any()
}

fn nobody() -> AnyView {
    view! {
        <EmptyState title=t!(crew.compare_none) mark=Icon::Calendar>
            <p>{t!(crew.compare_none_help)}</p>
            <LinkButton
                href=Route::Applications(Query::default()).href()
                label=t!(crew.see_applications)
            />
        </EmptyState>
    }
    .into_any()
}
