//! Those who meet without being a team: the organizers, and navigators and captains with them. Who is in it, and their
//! meetings, each noted as a team's is.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::{Occasion, meetings};
use super::roster::read::{Known, follow, page};
use super::roster::standing_mark;
use crate::domain::id::SessionId;
use crate::domain::roster::sheet::Line;
use crate::domain::week::circle::Circle;
use crate::domain::week::own::OwnParts;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{EmptyState, Icon, LinkButton, PageHead, live};
use crate::ui::own;
use crate::ui::words::{capital, capitalised, role_word, word};

/// The meetings of a circle, and who is in it.
#[component]
pub fn CirclePage(
    /// The session.
    session: SessionId,
    /// The circle.
    circle: Circle,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let own = own::parts(app);
    page(app, reading, move |known| {
        let is_open = Memo::new(move |_| {
            known.with(|known| own.with(|own| is_open_to(known, own.as_ref(), circle)))
        });
        let session = session.clone();
        live(move || match is_open.get() {
            None => view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any(),
            Some(false) => not_for_here(&session, circle_words(circle)),
            Some(true) => whole(app, known, &session, circle),
        })
    })
}

/// What a circle is called, in the programme's own words.
pub fn circle_words(circle: Circle) -> String {
    match circle {
        Circle::Organizers => capital(|w| &w.organizer.many),
        Circle::Officers => t!(
            weeks.officers,
            navigators = capital(|w| &w.navigator.many),
            captains = word(|w| &w.captain.many)
        ),
    }
}

/// Whether what is noted of a circle is for whoever has this device: organizers, and those who are in it; nothing while it
/// is not known whose device it is.
pub fn is_open_to(known: &Known, own: Option<&OwnParts>, circle: Circle) -> Option<bool> {
    if !known.by_cards {
        return Some(true);
    }
    let own = own?;
    let mut lines = known.sheet.lines().map(|(_, line)| line);
    let is_in = |line: &Line| {
        let member = &line.member;
        own.holds(member.id) && member.is_in() && circle.includes(&member.role)
    };
    // Organizers have the roster itself.
    Some(circle != Circle::Organizers && lines.any(is_in))
}

/// A link to what is for others.
pub fn not_for_here(session: &SessionId, title: String) -> AnyView {
    let roster = Route::Roster(session.clone(), Query::default()).href();
    view! {
        <PageHead title=title />
        <EmptyState title=t!(weeks.circle_of_others) mark=Icon::Lock>
            <p>
                {t!(
                    weeks.circle_of_others_help,
                    organizers = word(|w| &w.organizer.many)
                )}
            </p>
            <LinkButton href=roster label=t!(roster.title) />
        </EmptyState>
    }
    .into_any()
}

/// How often they meet, and who reads what is noted.
fn help(circle: Circle) -> String {
    let organizers = word(|w| &w.organizer.many);
    match circle {
        Circle::Organizers => t!(weeks.circle_organizers_help, organizers = organizers),
        Circle::Officers => t!(
            weeks.circle_officers_help,
            organizers = organizers,
            navigators = word(|w| &w.navigator.many),
            captains = word(|w| &w.captain.many)
        ),
    }
}

fn whole(app: App, known: Signal<Arc<Known>>, session: &SessionId, circle: Circle) -> AnyView {
    let over = move || known.with(|known| known.session().name.clone());
    let back = (
        t!(weeks.wall).to_owned(),
        Route::Wall(session.clone()).href(),
    );
    let occasion =
        Memo::new(move |_| Some(known.with(|known| Occasion::of_circle(known, circle, 0))));
    view! {
        <PageHead title=circle_words(circle) over=over back=back>
            <p class="roster-counts">{help(circle)}</p>
        </PageHead>
        <div class="stack stack-loose">
            {meetings(app, occasion)} {people(known, session, circle)}
        </div>
    }
    .into_any()
}

fn people(known: Signal<Arc<Known>>, session: &SessionId, circle: Circle) -> AnyView {
    let lines = Memo::new(move |_| {
        known.with(|known| {
            let lines = known.sheet.lines().map(|(_, line)| line);
            let comers = circle.comers(lines, &BTreeSet::new());
            comers.into_iter().cloned().collect::<Vec<Line>>()
        })
    });
    let session = session.clone();
    let shown = live(move || {
        let lines = lines.get();
        if lines.is_empty() {
            let people = Route::People(session.clone()).href();
            let is_organizers = known.with(|known| !known.by_cards);
            let add = is_organizers.then(|| {
                view! { <LinkButton href=people label=t!(teams.to_people) mark=Icon::Plus /> }
            });
            return view! {
                <p class="soft">{t!(weeks.nobody_in_circle)}</p>
                <p>{add}</p>
            }
            .into_any();
        }
        let people = lines.iter().map(person);
        view! {
            <ul class="roster-people" role="list">
                {people.collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="circle-people">
            <h2 id="circle-people">{t!(roster.people)}</h2>
            {shown}
        </section>
    }
    .into_any()
}

fn person(line: &Line) -> AnyView {
    let weeks = Route::Weeks(line.member.session.clone(), line.member.id).href();
    view! {
        <li class="roster-person">
            <a class="roster-name" dir="auto" href=weeks>
                {line.who.name.clone()}
            </a>
            <span class="roster-zone">{capitalised(&role_word(&line.member.role))}</span>
            {standing_mark(&line.member)}
        </li>
    }
    .into_any()
}
