//! When people are free, side by side: a grid of the week with how many can, and the times that leave
//! out the fewest. Who, in which zone and in which week stands in the URL.
//!
//! Either some applications are compared, or a session's people: all of them, those of a role, a team,
//! or any that are ticked.

mod controls;
mod grid;
mod people;
mod sittings;
mod taking;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use people::{read_applications, read_crew};
use taking::Taking;

use crate::browser::store::LoadError;
use crate::browser::zones;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::overlap::crowd::{Crowd, ON_TEAMS, read_ids, write_ids};
use crate::domain::overlap::{Frame, Quarters};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, live};
use crate::ui::messages;
use crate::ui::place;
use crate::ui::words::word;

/// The names in the URL.
const PEOPLE: &str = "people";
const WHO: &str = "who";
const ZONE: &str = "zone";
const WEEK: &str = "week";
const MINUTES: &str = "minutes";
const TITLE: &str = "title";

/// How long an event may be, in minutes.
const LENGTHS: [u16; 5] = [30, 60, 90, 120, 180];

/// The link to the page for some applications.
pub fn link(applications: impl Iterator<Item = RecordId>) -> Route {
    Route::Compare(Query::default().with(PEOPLE, &write_ids(applications)))
}

/// The link to the page for a session's people: for these people and teams, or for everyone where none
/// are given.
pub fn crew_link(session: &SessionId, who: impl Iterator<Item = RecordId>) -> Route {
    let query = Query::of_session(session);
    Route::Compare(query.with(WHO, &write_ids(who)))
}

/// The link to the page for everyone of a session who is on a team.
pub fn teams_link(session: &SessionId) -> Route {
    let query = Query::of_session(session);
    Route::Compare(query.with(WHO, ON_TEAMS))
}

/// How far reading has come.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    Done(Arc<Crowd>),
}

/// Among whom is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whom {
    /// Those who sent these applications.
    Applications(Vec<RecordId>),
    /// Everyone of a session.
    Crew(SessionId),
}

/// What is asked of the page. Cheap to copy.
#[derive(Clone, Copy)]
struct Asked {
    app: App,
    query: Memo<Query>,
    /// The week, from 0; nothing for what holds in every week.
    week: Memo<Option<usize>>,
    /// How long an event is, in quarter hours.
    length: Memo<u16>,
    /// The half hour of the grid that is looked at.
    at: RwSignal<Cell>,
    /// The time that is picked: the quarter hour of the week at which it begins.
    picked: RwSignal<Option<u16>>,
    /// What an event is called, once somebody typed that.
    title: RwSignal<Option<String>>,
}

/// A half hour of the week: the day, Monday first, and the half hour of it.
type Cell = (u16, u16);

/// The half hour that is looked at first: nine on Monday.
const FIRST: Cell = (0, 18);

/// Everyone who is compared and said when they are free, by their place among all, and when that is.
type Free = Signal<Vec<(usize, Quarters)>>;

impl Asked {
    /// Among whom is chosen.
    fn whom(self) -> Whom {
        self.query.with(|query| match query.session() {
            Some(session) => Whom::Crew(session),
            None => Whom::Applications(read_ids(query.get(PEOPLE).unwrap_or_default())),
        })
    }

    /// Who of them; empty for everyone.
    fn who(self) -> String {
        self.query
            .with(|query| query.get(WHO).unwrap_or_default().to_owned())
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
        self.week.get()
    }

    /// How long an event is, in quarter hours.
    fn length(self) -> u16 {
        self.length.get()
    }

    /// Asks otherwise, by the URL.
    fn set(self, name: &str, value: &str) {
        let query = self.query.with_untracked(|query| query.with(name, value));
        place::replace(&Route::Compare(query));
    }
}

fn week_of(query: &Query) -> Option<usize> {
    let week: usize = query.get(WEEK)?.parse().ok()?;
    week.checked_sub(1)
}

fn length_of(query: &Query) -> u16 {
    let asked = query.get(MINUTES).and_then(|minutes| minutes.parse().ok());
    let asked = asked.filter(|minutes| LENGTHS.contains(minutes));
    asked.unwrap_or(60) / 15
}

/// When people are free.
#[component]
pub fn Compare() -> AnyView {
    let app = use_app();
    let query = Memo::new(move |before: Option<&Query>| match app.route.get() {
        Route::Compare(query) => query,
        // The page is being left.
        _ => before.cloned().unwrap_or_default(),
    });
    let title = query.with_untracked(|query| query.get(TITLE).map(str::to_owned));
    let asked = Asked {
        app,
        query,
        week: Memo::new(move |_| query.with(week_of)),
        length: Memo::new(move |_| query.with(length_of)),
        at: RwSignal::new(FIRST),
        picked: RwSignal::new(None),
        title: RwSignal::new(title),
    };
    let reading = RwSignal::new(Reading::UnderWay);
    let turn = StoredValue::new(0_u32);
    let whom = Memo::new(move |_| asked.whom());
    let begin = move || {
        let whom = whom.get();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let crowd = match whom {
                Whom::Applications(ids) => read_applications(app, ids).await,
                Whom::Crew(session) => read_crew(app, &session).await,
            };
            let now = match crowd {
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
    let back = match untrack(|| asked.whom()) {
        Whom::Applications(_) => (
            t!(crew.applications).to_owned(),
            Route::Applications(Query::default()).href(),
        ),
        Whom::Crew(session) => (
            t!(teams.to_teams, teams = word(|w| &w.team.many)),
            Route::Studio(session, Query::default()).href(),
        ),
    };
    view! {
        <PageHead title=t!(crew.compare_title) back=back />
        {body}
    }
    .into_any()
}

fn compared(asked: Asked, crowd: &Arc<Crowd>) -> AnyView {
    let Some(session) = crowd.session.clone() else {
        return nobody(asked);
    };
    if crowd.people.iter().all(|person| person.week.is_none()) {
        return nobody(asked);
    }
    let among = Arc::clone(crowd);
    let on = Memo::new(move |_| among.chosen(&asked.who()));
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
    // What is picked is a time by one zone's clock.
    Effect::new(move |before: Option<String>| {
        let zone = zone.get();
        if before.is_some_and(|before| before != zone) {
            asked.picked.set(None);
        }
        zone
    });
    let taking = Taking {
        asked,
        crowd: Arc::clone(crowd),
        session: Arc::new(session.clone()),
        on,
        zone,
        frame,
    };
    view! {
        <div class="stack stack-loose">
            <div>
                {controls::controls(asked, crowd, &session, zone)}
                {people::chooser(asked, crowd, on)}
            </div>
            {sittings::sittings(&taking, free)}
            {grid::grid(&taking, free)}
        </div>
    }
    .into_any()
}

fn nobody(asked: Asked) -> AnyView {
    let (help, label, href) = match untrack(|| asked.whom()) {
        Whom::Applications(_) => (
            t!(crew.compare_none_help),
            t!(crew.see_applications).to_owned(),
            Route::Applications(Query::default()).href(),
        ),
        Whom::Crew(session) => (
            t!(crew.compare_none_crew),
            t!(teams.to_people).to_owned(),
            Route::People(session).href(),
        ),
    };
    view! {
        <EmptyState title=t!(crew.compare_none) mark=Icon::Calendar>
            <p>{help}</p>
            <LinkButton href label />
        </EmptyState>
    }
    .into_any()
}
