//! What every page sits in: the frame with its menus, the notices that concern every page, the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::{App, use_app};
use super::components::{Button, NavLink, Notice, Page, Tone};
use super::pages;
use super::parts::Parts;
use super::programme::Stale;
use super::set_aside::set_aside;
use super::when::moment_words;
use super::words::capital;
use crate::browser::accent;
use crate::domain::id::SessionId;
use crate::domain::programme::{Programme, Session};
use crate::domain::time::Instant;
use crate::route::{Query, Route};
use crate::t;

/// The frame of every page, and the page of the place where the reader is.
#[component]
pub fn Shell() -> AnyView {
    let app = use_app();
    let parts = Parts::new();
    provide_context(parts);
    Effect::new(move || {
        app.programme
            .with(|programme| accent::show(programme.accent.as_ref()));
    });
    // A change of filters is the list's own affair: the page stays.
    let place = Memo::new(move |_| match app.route.get() {
        Route::Applications(_) => Route::Applications(Query::default()),
        // So is which of its rosters the studio shows.
        Route::Studio(session, _) => Route::Studio(session, Query::default()),
        // And which states of what people work on.
        Route::Contributions(session, _) => Route::Contributions(session, Query::default()),
        // And how people are compared, though not whose.
        Route::Compare(query) => {
            let session = query.session();
            Route::Compare(session.as_ref().map(Query::of_session).unwrap_or_default())
        }
        // And who of those who are active or not.
        Route::Standing(session, _) => Route::Standing(session, Query::default()),
        other => other,
    });
    let name = Signal::derive(move || app.programme.with(|programme| programme.name.clone()));
    let links = Signal::derive(move || {
        let session = session_now(&app.programme.get(), app.now.get());
        menu(&app.route.get(), session)
    });
    let more = Signal::derive(move || app.programme.with(|programme| footer(programme)));
    let wide = Signal::derive(move || {
        matches!(
            place.get(),
            Route::Applications(_) | Route::Studio(..) | Route::Roster(..) | Route::Wall(_)
        )
    });
    view! {
        <Page name home=Route::Home.href() links more wide>
            <div class="notices">
                {move || app.updates.waiting.get().then(|| new_version(app))}
                {move || app.programme_news.with(|news| news.changed).then(programme_changed)}
                {move || app.programme_news.with(|news| {
                    news.stale.as_ref().map(|stale| stale_programme(app, stale))
                })}
                {move || storage_news(app)} {move || set_aside(app)}
            </div>
            {move || page(place.get(), parts)}
        </Page>
    }
    .into_any()
}

/// The page of a place.
fn page(route: Route, parts: Parts) -> AnyView {
    match route {
        Route::Home => view! { <pages::Home /> }.into_any(),
        Route::Apply(session) => view! { <pages::Apply session /> }.into_any(),
        Route::ApplySection(session, section) => {
            view! { <pages::ApplySection session section /> }.into_any()
        }
        Route::ApplyQuestion(session, section, question) => {
            view! { <pages::ApplySection session section question /> }.into_any()
        }
        Route::ApplyReview(session) => view! { <pages::ApplyReview session /> }.into_any(),
        Route::ApplySent(session) => view! { <pages::ApplySent session /> }.into_any(),
        Route::Mine => view! { <pages::Mine /> }.into_any(),
        Route::Applications(_)
        | Route::Application(..)
        | Route::Compare(_)
        | Route::Studio(..)
        | Route::People(_)
        | Route::Person(..)
        | Route::Roster(..)
        | Route::Team(..)
        | Route::Meeting(..)
        | Route::Circle(..)
        | Route::CircleMeeting(..)
        | Route::Standing(..)
        | Route::Certificates(_)
        | Route::Report(_)
        | Route::Wall(_)
        | Route::Plan(_)
        | Route::Contributions(..)
        | Route::Closing(..)
        | Route::Closings(_)
        | Route::Weeks(..)
        | Route::CheckIn(..)
        | Route::Import
        | Route::Data => parts.crew(&route),
        Route::Choose(area) => view! { <pages::Choose area /> }.into_any(),
        Route::NotFound(_) => view! { <pages::NotFound /> }.into_any(),
    }
}

/// The main places, with the one that `here` belongs to marked.
fn menu(here: &Route, session: Option<SessionId>) -> Vec<NavLink> {
    let teams = match here {
        Route::Studio(session, _)
        | Route::People(session)
        | Route::Person(session, _)
        | Route::Roster(session, _)
        | Route::Team(session, _)
        | Route::Meeting(session, ..)
        | Route::Circle(session, _)
        | Route::CircleMeeting(session, ..)
        | Route::Standing(session, _)
        | Route::Certificates(session)
        | Route::Report(session)
        | Route::Wall(session)
        | Route::Plan(session)
        | Route::Contributions(session, _)
        | Route::Closing(session, _)
        | Route::Closings(session)
        | Route::Weeks(session, _)
        | Route::CheckIn(session, ..) => Some(session.clone()),
        Route::Compare(query) => query.session().or(session),
        _ => session,
    };
    let teams = teams.map(|session| Route::Studio(session, Query::default()));
    let applications = Route::Applications(Query::default());
    let area = match here {
        Route::Home
        | Route::Apply(_)
        | Route::ApplySection(..)
        | Route::ApplyQuestion(..)
        | Route::ApplyReview(_)
        | Route::ApplySent(_) => Some(Route::Home),
        Route::Mine => Some(Route::Mine),
        Route::Compare(query) if query.session().is_some() => teams.clone(),
        Route::Applications(_) | Route::Application(..) | Route::Compare(_) => {
            Some(applications.clone())
        }
        Route::Studio(..)
        | Route::People(_)
        | Route::Person(..)
        | Route::Roster(..)
        | Route::Team(..)
        | Route::Meeting(..)
        | Route::Circle(..)
        | Route::CircleMeeting(..)
        | Route::Standing(..)
        | Route::Certificates(_)
        | Route::Report(_)
        | Route::Wall(_)
        | Route::Plan(_)
        | Route::Contributions(..)
        | Route::Closing(..)
        | Route::Closings(_)
        | Route::Weeks(..)
        | Route::CheckIn(..)
        | Route::Choose(_) => teams.clone(),
        Route::Import => Some(Route::Import),
        Route::Data => Some(Route::Data),
        Route::NotFound(_) => None,
    };
    let teams = teams.map(|teams| (teams, capital(|w| &w.team.many)));
    [
        (Route::Home, t!(home.nav_programme).to_owned()),
        (Route::Mine, t!(home.nav_mine).to_owned()),
        (applications, t!(home.nav_applications).to_owned()),
    ]
    .into_iter()
    .chain(teams)
    .chain([
        (Route::Import, t!(home.nav_import).to_owned()),
        (Route::Data, t!(home.nav_data).to_owned()),
    ])
    .map(|(route, label)| NavLink {
        label,
        href: route.href(),
        current: area.as_ref() == Some(&route),
        count: None,
    })
    .collect()
}

/// The session that teams are looked at for: the next one to end, or else the last that there was.
fn session_now(programme: &Programme, now: Instant) -> Option<SessionId> {
    let ends = |session: &Session| {
        let last = session.starts.days_since_epoch() + 7 * i64::from(session.weeks);
        Instant(last * 86_400_000)
    };
    let sessions = programme.sessions.iter();
    let sessions = sessions.filter(|session| session.call.is_none());
    let coming = sessions.clone().filter(|session| ends(session) > now);
    let session = coming.min_by_key(|session| ends(session));
    let session = session.or_else(|| sessions.max_by_key(|session| ends(session)));
    session.map(|session| session.id.clone())
}

fn footer(programme: &Programme) -> Vec<NavLink> {
    let links = programme.links.iter();
    let links = links.map(|link| (link.label.clone(), link.href.clone()));
    let email = &programme.contact.email;
    links
        .chain([(email.clone(), format!("mailto:{email}"))])
        .map(|(label, href)| NavLink {
            label,
            href,
            current: false,
            count: None,
        })
        .collect()
}

fn new_version(app: App) -> AnyView {
    let take = move |()| {
        if let Err(error) = app.updates.take() {
            leptos::logging::error!("the new version can't take over: {error:?}");
        }
    };
    view! {
        <Notice tone=Tone::Info title=t!(home.new_version) live=true>
            <p>{t!(home.new_version_help)}</p>
            <Button label=t!(home.take_new_version) press=take />
        </Notice>
    }
    .into_any()
}

fn programme_changed() -> AnyView {
    view! {
        <Notice tone=Tone::Info title=t!(home.programme_changed) live=true>
            <p>{t!(home.programme_changed_help)}</p>
        </Notice>
    }
    .into_any()
}

/// What the storage told of by itself.
fn storage_news(app: App) -> Vec<AnyView> {
    let news = app.storage_news.get();
    let moved_on = news.moved_on.then(|| {
        view! {
            <Notice tone=Tone::Danger title=t!(home.storage_moved_on) live=true>
                <p>{t!(home.storage_moved_on_help)}</p>
            </Notice>
        }
        .into_any()
    });
    let put_back = news.put_back.then(|| {
        view! {
            <Notice tone=Tone::Warning title=t!(home.storage_put_back) live=true>
                <p>{t!(home.storage_put_back_help)}</p>
            </Notice>
        }
        .into_any()
    });
    let behind = news.trouble.map(|why| {
        let again = move |()| spawn_local(app.read_again());
        view! {
            <Notice tone=Tone::Danger title=t!(home.storage_behind) live=true>
                <p>{why}</p>
                <Button label=t!(common.try_again) press=again />
            </Notice>
        }
        .into_any()
    });
    moved_on.into_iter().chain(put_back).chain(behind).collect()
}

/// Why an earlier copy of the programme is shown than the host has.
fn stale_programme(app: App, stale: &Stale) -> AnyView {
    let (title, what) = match stale {
        Stale::Missing(status, read) => {
            let status = status.to_string();
            let title = match read {
                Some(read) => t!(
                    home.programme_gone_since,
                    status = status,
                    moment = moment_words(*read)
                ),
                None => t!(home.programme_gone, status = status),
            };
            (
                title,
                view! { <p>{t!(home.programme_gone_help)}</p> }.into_any(),
            )
        }
        Stale::Broken(faults) => (
            t!(home.programme_stale).to_owned(),
            pages::fault_list(faults),
        ),
        Stale::Other(other) => (
            t!(home.programme_other, name = other.name.clone()),
            pages::other_programme(app, (**other).clone()),
        ),
    };
    view! { <Notice tone=Tone::Warning title live=true>{what}</Notice> }.into_any()
}
