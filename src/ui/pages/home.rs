//! The front door: what the programme is, its sessions with their dates, and the way in.

mod calls;
mod own;

use leptos::prelude::*;

use crate::domain::programme::{Apply, Late, Programme, Project, Session};
use crate::domain::time::Stand;
use crate::route::{Query, Route};
use crate::ui::app::{App, use_app};
use crate::ui::components::{Chip, LinkButton, PageHead, Tone};
use crate::ui::markdown::markdown;
use crate::ui::when::{date_words, moment_words};
use crate::ui::words::{capital, word};
use crate::{plural, t};

/// The front door.
#[component]
pub fn Home() -> AnyView {
    let app = use_app();
    (move || front(app, &app.programme.get())).into_any()
}

fn front(app: App, programme: &Programme) -> AnyView {
    let (name, sessions) = (programme.name.clone(), capital(|w| &w.session.many));
    let about = markdown(&programme.about);
    let cards = if programme.sessions.is_empty() {
        no_sessions(programme)
    } else {
        let plain = programme
            .sessions
            .iter()
            .filter(|session| session.call.is_none());
        let cards = plain.map(|session| {
            let calls: Vec<Session> = programme.calls(&session.id).cloned().collect();
            view! { <SessionCard app session=session.clone() calls /> }.into_any()
        });
        cards.collect_view().into_any()
    };
    let (projects, contact) = (projects(&programme.projects), contact(programme));
    view! {
        <PageHead title=name>{about}</PageHead>
        <div class="stack stack-loose">
        {own::weeks(app)}
        <section aria-labelledby="sessions" class="stack">
            <h2 id="sessions">{sessions}</h2>
            {cards}
        </section>
        {projects}
        {contact}
        <aside class="card stack">
            <h2>{t!(home.try_it)}</h2>
            <p>{t!(home.try_it_help, organizers = word(|w| &w.organizer.many))}</p>
            <p>
                <LinkButton
                    href=Route::Applications(Query::default()).href()
                    label=t!(home.see_organizers, organizers = word(|w| &w.organizer.many))
                />
            </p>
        </aside>
        </div>
    }
    .into_any()
}

fn no_sessions(programme: &Programme) -> AnyView {
    view! {
        <p><strong>{t!(home.no_sessions, sessions = word(|w| &w.session.many))}</strong></p>
        <p>{t!(home.no_sessions_help, email = programme.contact.email.clone())}</p>
    }
    .into_any()
}

/// A session: its dates, whether it takes applications now, and the ways in.
#[component]
fn SessionCard(app: App, session: Session, calls: Vec<Session>) -> AnyView {
    let heading = format!("session-{}", session.id);
    let labelled_by = heading.clone();
    let dates = t!(
        home.session_dates,
        weeks = plural!(home.weeks, session.weeks),
        date = date_words(session.starts)
    );
    let places = session
        .places
        .map(|n| view! { <p>{plural!(home.places, n)}</p> });
    let name = session.name.clone();
    let entry = move || match &session.apply {
        Some(apply) => entry(app, &session, apply),
        None => {
            view! { <p>{t!(home.takes_none, session = word(|w| &w.session.one))}</p> }.into_any()
        }
    };
    view! {
        <article class="card stack" aria-labelledby=labelled_by>
            <h3 id=heading>{name}</h3>
            <p>{dates}</p>
            {places}
            {entry}
            {calls::ways(app, calls)}
        </article>
    }
    .into_any()
}

/// Whether a session takes applications now, when it does, and the link that fits.
fn entry(app: App, session: &Session, apply: &Apply) -> AnyView {
    let stand = apply.window.stand(app.now.get());
    let late = matches!(stand, Stand::Closed(_)) && apply.late == Late::Accepted;
    let way_in = door(app, session, stand, apply.late).map(|door| {
        view! {
            <p>{door.link("button button-primary")}</p>
            <p class="soft small">{t!(home.kept_here)}</p>
        }
    });
    let (stated, here) = window_words(apply, stand);
    view! {
        <p>{state(stand)}</p>
        <p>{stated} <br /> <span class="soft">{here}</span></p>
        {late.then(|| view! { <p>{t!(home.late_taken)}</p> })}
        {way_in}
    }
    .into_any()
}

/// Whether applications are taken now, in a word.
fn state(stand: Stand) -> AnyView {
    match stand {
        Stand::NotYet(_) => view! { <Chip label=t!(home.state_soon) /> }.into_any(),
        Stand::Open(_) => {
            let tone = Tone::Good;
            view! { <Chip label=t!(home.state_open) tone mark=tone.icon() /> }.into_any()
        }
        Stand::Closed(_) => view! { <Chip label=t!(home.state_closed) /> }.into_any(),
    }
}

/// When applications are taken: as it was stated, and where the reader is.
fn window_words(apply: &Apply, stand: Stand) -> (String, String) {
    match stand {
        Stand::NotYet(opens) => (
            t!(home.opens_on, date = date_words(apply.window.opens)),
            t!(home.opens_here, moment = moment_words(opens)),
        ),
        Stand::Open(closes) => (
            t!(home.open_until, date = date_words(apply.window.closes)),
            t!(home.open_until_here, moment = moment_words(closes)),
        ),
        Stand::Closed(closed) => (
            t!(home.closed_on, date = date_words(apply.window.closes)),
            t!(home.closed_here, moment = moment_words(closed)),
        ),
    }
}

/// The link to an application: what it says, and what is read out of it.
struct Door {
    href: String,
    short: &'static str,
    full: String,
}

impl Door {
    fn link(self, class: &'static str) -> AnyView {
        view! {
            <a class=class href=self.href aria-label=self.full>
                {self.short}
            </a>
        }
        .into_any()
    }
}

/// The way to an application; none where nothing was begun and nothing can be.
fn door(app: App, session: &Session, stand: Stand, late: Late) -> Option<Door> {
    let name = session.name.clone();
    // A draft that can't be read is said on the application's own page.
    let draft = app.draft(&session.id).ok().flatten();
    let (short, full) = match draft {
        Some(draft) if matches!(app.sent(&draft), Ok(None)) => {
            (t!(home.go_on), t!(home.continue_to, session = name))
        }
        Some(_) => (t!(home.see_sent), t!(home.see_sent_to, session = name)),
        None => match (stand, late) {
            (Stand::NotYet(_), _) | (Stand::Closed(_), Late::Refused) => return None,
            (Stand::Open(_), _) | (Stand::Closed(_), Late::Accepted) => {
                (t!(home.apply), t!(home.apply_to, session = name))
            }
        },
    };
    Some(Door {
        href: Route::Apply(session.id.clone()).href(),
        short,
        full,
    })
}

fn projects(projects: &[Project]) -> Option<AnyView> {
    if projects.is_empty() {
        return None;
    }
    let items = projects.iter().cloned().map(|project| {
        let label = t!(home.project_page, project = project.name.clone());
        let title = match project.url {
            Some(url) => view! { <a href=url aria-label=label>{project.name}</a> }.into_any(),
            None => project.name.into_any(),
        };
        view! {
            <li class="card stack">
                <h3>{title}</h3>
                {markdown(&project.about)}
            </li>
        }
    });
    Some(
        view! {
            <section aria-labelledby="projects" class="stack">
                <h2 id="projects">{t!(home.projects)}</h2>
                <ul class="tiles" role="list">{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn contact(programme: &Programme) -> AnyView {
    let links = programme.links.iter().cloned();
    let links = links.map(|link| view! { <li><a href=link.href>{link.label}</a></li> });
    let email = programme.contact.email.clone();
    view! {
        <section aria-labelledby="more" class="stack">
            <h2 id="more">{t!(home.more)}</h2>
            <ul class="row" role="list">{links.collect_view()}</ul>
            <p>
                {t!(home.questions)} " "
                <a href=format!("mailto:{email}")>{email.clone()}</a>
            </p>
        </section>
    }
    .into_any()
}
