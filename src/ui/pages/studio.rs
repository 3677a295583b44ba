//! The team studio: teams as cards, people to be put on them, and at each move what it does.
//!
//! Where to start: `state.rs` has what the studio knows, `steps.rs` the one way a roster is changed.

mod asking;
mod beside;
mod branches;
mod card;
mod chip;
mod doubt;
mod drag;
mod effect;
mod forming;
mod hindered;
mod left;
mod naming;
mod people;
mod person;
mod said;
mod search;
mod settling;
mod slot;
mod sought;
mod state;
mod steps;
mod team;
mod why;
mod words;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use sought::step_in_link;
use state::Studio;

use crate::browser::store::LoadError;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::roster::roster_id;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, hand_on_focus, live,
    present_while,
};
use crate::ui::crew::{self, CrewRead};
use crate::ui::deed::failure;
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::ui::words::{capital, word};

/// The name in the URL of the roster that is looked at.
pub(super) const ROSTER: &str = "roster";

/// How far reading has come.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    /// The programme has no such session.
    Nothing,
    Done,
}

/// The teams of a session, as they are being formed.
#[component]
pub fn StudioPage(
    /// The session. Which of its rosters is looked at stands in the URL, and may change.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = RwSignal::new(Reading::UnderWay);
    let known: RwSignal<Option<Arc<CrewRead>>> = RwSignal::new(None);
    let own = roster_id(&session);
    let asked = Memo::new(move |before: Option<&RecordId>| match app.route.get() {
        Route::Studio(_, query) => query
            .get(ROSTER)
            .and_then(|id| id.parse().ok())
            .unwrap_or(own),
        _ => before.copied().unwrap_or(own),
    });
    let current = RwSignal::new(asked.get_untracked());
    let turn = StoredValue::new(0_u32);
    let of = session.clone();
    let begin = move || {
        let session = of.clone();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        let before =
            known.with_untracked(|known| known.as_ref().map(|read| Arc::clone(&read.crew)));
        spawn_local(async move {
            let found = crew::read(app, &session, before).await;
            // A late reply, or the page was left.
            if turn.try_get_value() != Some(this) {
                return;
            }
            match found {
                Ok(Some(read)) => {
                    known.set(Some(Arc::new(read)));
                    reading.set(Reading::Done);
                }
                Ok(None) => reading.set(Reading::Nothing),
                Err(error) => reading.set(Reading::Failed(error)),
            }
        });
    };
    let begin = StoredValue::new(begin);
    let again = move || begin.with_value(|begin| begin());
    Effect::new(move || {
        app.changed.track();
        app.programme.track();
        again();
    });
    // The page is drawn once; what is read later flows into it.
    let stage = Memo::new(move |_| {
        reading.with(|reading| match reading {
            Reading::UnderWay => 0,
            Reading::Failed(_) => 1,
            Reading::Nothing => 2,
            Reading::Done => 3,
        })
    });
    let body = live(move || match stage.get() {
        0 => view! { <p class="quiet" role="status">{t!(teams.reading)}</p> }.into_any(),
        1 => {
            let why = reading.with_untracked(|reading| match reading {
                Reading::Failed(error) => messages::load_error(error),
                _ => String::new(),
            });
            view! {
                <Notice tone=Tone::Danger title=t!(teams.not_read) live=true>
                    <p>{why}</p>
                    <Button label=t!(common.try_again) press=move |()| again() />
                </Notice>
            }
            .into_any()
        }
        2 => view! {
            <EmptyState title=t!(teams.no_session) mark=Icon::Calendar>
                <p>{t!(teams.no_session_help)}</p>
                <LinkButton href=Route::Home.href() label=t!(home.nav_programme) />
            </EmptyState>
        }
        .into_any(),
        _ => {
            let read = known.get_untracked();
            read.map_or_else(
                || ().into_any(),
                |read| studio(app, read, known, current, asked),
            )
        }
    });
    let name = move || {
        let Some(named) = app.session(&session).map(|session| session.name) else {
            return capital(|w| &w.team.many);
        };
        t!(
            teams.title,
            teams = capital(|w| &w.team.many),
            session = named
        )
    };
    view! {
        <PageHead title=name />
        {body}
    }
    .into_any()
}

fn studio(
    app: App,
    first: Arc<CrewRead>,
    known: RwSignal<Option<Arc<CrewRead>>>,
    current: RwSignal<RecordId>,
    asked: Memo<RecordId>,
) -> AnyView {
    let studio = Studio::new(app, first, current);
    Effect::new(move || {
        let asked = asked.get();
        if current.get_untracked() != asked {
            studio.look_at(asked);
        }
    });
    Effect::new(move || {
        if let Some(read) = known.get() {
            studio.take(read);
        }
    });
    sought::open(studio);
    let keys = window_event_listener(ev::keydown, move |event| {
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        let is_z = event.key().eq_ignore_ascii_case("z");
        // A dialog is about the roster as it is: nothing changes behind it.
        if command && is_z && !typing_in(&event) && !is_dialog_open() {
            event.prevent_default();
            if event.shift_key() {
                studio.redo();
            } else {
                studio.undo();
            }
        }
    });
    on_cleanup(move || keys.remove());
    let anyone = Memo::new(move |_| studio.read.with(|read| read.crew.all().next().is_some()));
    Effect::new(move || {
        if anyone.get() {
            search::make_ready(studio);
        }
    });
    live(move || {
        if !anyone.get() {
            return nobody(&studio.session());
        }
        view! {
            <div class="studio">
                {branches::banner(studio)}
                {summary(studio)}
                {settling::standing(studio)}
                // A preview is accepted or discarded before anything else.
                {present_while(
                    move || studio.preview.with(Option::is_none),
                    move || toolbar(studio),
                )} {failure(studio.failed)} {said::said(studio)}
                {forming::bar(studio)}
                <div class="studio-board">
                    {card::cards(studio)} {people::panel(studio)}
                </div>
            </div>
            {person::dialog(studio)}
            {slot::dialog(studio)}
            {team::dialog(studio)}
            {forming::dialog(studio)}
            {asking::dialog(studio)}
            {branches::dialog(studio)}
            {settling::dialog(studio)}
        }
        .into_any()
    })
}

fn is_dialog_open() -> bool {
    let open = document().query_selector("dialog[open]");
    open.is_ok_and(|open| open.is_some())
}

/// Whether a key is for a field that someone types in.
fn typing_in(event: &ev::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

fn nobody(session: &Session) -> AnyView {
    let people = Route::People(session.id.clone()).href();
    view! {
        <EmptyState title=t!(teams.nobody) mark=Icon::Star>
            <p>{t!(teams.nobody_help, applicants = word(|w| &w.applicant.many))}</p>
            <LinkButton
                href=Route::Applications(Query::default()).href()
                label=t!(crew.see_applications)
            />
            <LinkButton
                href=people
                label=t!(teams.to_people)
                mark=Icon::Plus
            />
        </EmptyState>
    }
    .into_any()
}

/// How the roster does, in a few figures.
fn summary(studio: Studio) -> AnyView {
    live(move || {
        let judged = studio.judged.get();
        let (placed, all) = studio.read.with(|read| {
            let all = read.crew.of_role(Role::Mentee).count();
            (judged.placed, all)
        });
        let places = studio.session().places;
        let whole = judged.teams.values().filter(|team| team.is_whole()).count();
        let broken: usize = judged
            .teams
            .values()
            .map(|team| team.broken().count())
            .sum();
        let figure = |number: String, words: String| {
            view! {
                <div class="studio-figure">
                    <dt>{words}</dt>
                    <dd>{number}</dd>
                </div>
            }
        };
        let of = |n: usize, all: usize| {
            t!(
                teams.of,
                n = number_words(n as f64),
                all = number_words(all as f64)
            )
        };
        view! {
            <dl class="studio-figures">
                {figure(
                    of(placed, all),
                    t!(teams.placed, mentees = word(|w| &w.mentee.many)),
                )}
                {places
                    .map(|n| figure(number_words(f64::from(n)), t!(teams.places).to_owned()))}
                {figure(
                    of(whole, judged.teams.len()),
                    t!(teams.whole, teams = word(|w| &w.team.many)),
                )}
                {figure(number_words(broken as f64), t!(teams.broken).to_owned())}
                {figure(
                    number_words(judged.points as f64),
                    if broken == 0 {
                        t!(teams.points).to_owned()
                    } else {
                        t!(teams.points_broken, teams = word(|w| &w.team.many))
                    },
                )}
            </dl>
        }
        .into_any()
    })
}

fn toolbar(studio: Studio) -> AnyView {
    // It gives way to what a preview is accepted or discarded by.
    hand_on_focus(Some("studio-forming"));
    let no_undo = Signal::derive(move || {
        let none = !studio.can_undo();
        none.then(|| t!(teams.no_undo).to_owned())
    });
    let no_redo = Signal::derive(move || {
        let none = !studio.can_redo();
        none.then(|| t!(teams.no_redo).to_owned())
    });
    let session = studio.session();
    view! {
        <div class="studio-tools" role="toolbar" aria-label=t!(teams.tools)>
            {forming::button(studio)}
            <Button
                label=t!(teams.add_team, team = word(|w| &w.team.one))
                mark=Icon::Plus
                press=move |()| studio.found_team()
            />
            <Button
                label=t!(crew.undo)
                mark=Icon::Undo
                press=move |()| studio.undo()
                blocked=no_undo
            />
            <Button
                label=t!(teams.redo)
                mark=Icon::Redo
                press=move |()| studio.redo()
                blocked=no_redo
            />
            {branches::button(studio)}
            {settling::button(studio)}
            <LinkButton
                href=Route::People(session.id.clone()).href()
                label=t!(teams.people)
                look=ButtonLook::Plain
            />
            <LinkButton
                href=super::compare::teams_link(&session.id).href()
                label=t!(crew.compare)
                look=ButtonLook::Plain
            />
            <LinkButton
                href=Route::Roster(session.id.clone(), Query::default()).href()
                label=t!(roster.title)
            />
        </div>
    }
    .into_any()
}
