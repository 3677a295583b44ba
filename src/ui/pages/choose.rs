//! A place that each session has one of, where the link names none: leads on to the only session, or asks which.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::programme::Session;
use crate::route::Area;
use crate::ui::app::use_app;
use crate::ui::components::{PageHead, live};
use crate::ui::place;
use crate::ui::when::date_words;
use crate::ui::words::{capital, word};
use crate::{plural, t};

/// Which session.
#[component]
pub fn Choose(
    /// What is looked at of it.
    area: Area,
) -> AnyView {
    let app = use_app();
    let sessions = Memo::new(move |_| {
        app.programme.with(|programme| {
            let plain = programme.sessions.iter();
            let plain = plain.filter(|session| session.call.is_none());
            plain.cloned().collect::<Vec<Session>>()
        })
    });
    Effect::new(move || {
        if let [only] = sessions.get().as_slice() {
            place::replace(&area.of(only.id.clone()));
        }
    });
    let choices = live(move || {
        let sessions = sessions.get();
        if sessions.is_empty() {
            return view! { <p>{t!(home.no_sessions, sessions = word(|w| &w.session.many))}</p> }
                .into_any();
        }
        let choices = sessions.into_iter().map(|session| {
            let dates = t!(
                home.session_dates,
                weeks = plural!(home.weeks, session.weeks),
                date = date_words(session.starts)
            );
            view! {
                <li class="card">
                    <p>
                        <a href=area.of(session.id).href() dir="auto">
                            {session.name}
                        </a>
                    </p>
                    <p class="soft small">{dates}</p>
                </li>
            }
        });
        view! {
            <ul class="stack" role="list">
                {choices.collect_view()}
            </ul>
        }
        .into_any()
    });
    let over = move || match area {
        Area::Teams => capital(|w| &w.team.many),
        Area::People => t!(teams.people).to_owned(),
        Area::Roster => t!(roster.title).to_owned(),
        Area::Weeks => t!(weeks.wall).to_owned(),
    };
    let title = move || t!(home.which_session, session = word(|w| &w.session.one));
    view! {
        <PageHead title=title over=over />
        {choices}
    }
    .into_any()
}

/// The same place of the other sessions; nothing where there is one only.
pub fn other_sessions(area: Area, here: &SessionId) -> AnyView {
    let app = use_app();
    let here = here.clone();
    live(move || {
        let others = app.programme.with(|programme| {
            let others = programme.sessions.iter();
            let others = others.filter(|session| session.call.is_none() && session.id != here);
            let others = others.map(|session| (session.id.clone(), session.name.clone()));
            others.collect::<Vec<_>>()
        });
        if others.is_empty() {
            return ().into_any();
        }
        let links = others.into_iter().map(|(id, name)| {
            view! {
                <a href=area.of(id).href() dir="auto">
                    {name}
                </a>
            }
        });
        let label = t!(home.other_sessions, sessions = word(|w| &w.session.many));
        view! {
            <nav class="other-sessions unprinted" aria-label=label.clone()>
                <span aria-hidden="true">{format!("{label}:")}</span>
                {links.collect_view()}
            </nav>
        }
        .into_any()
    })
}
