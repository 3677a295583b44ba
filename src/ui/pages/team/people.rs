//! Who is on the team, what time it is where they are, and when the next meeting is there.

use leptos::prelude::*;

use super::Here;
use crate::domain::roster::sheet::Line;
use crate::domain::time::Instant;
use crate::format::sheet::github_page;
use crate::route::Route;
use crate::t;
use crate::ui::components::live;
use crate::ui::pages::roster::standing_mark;
use crate::ui::when::{clock_in, moment_in, zone_words};
use crate::ui::words::{capitalised, role_word};

/// The part of the page.
pub(super) fn people(here: Here) -> AnyView {
    let shown = live(move || {
        let next = here.next().map(|(_, at)| at);
        let now = here.app.now.get();
        let lines = here
            .sheet
            .with(|sheet| sheet.as_ref().map(|sheet| sheet.lines.clone()));
        let lines = lines.unwrap_or_default();
        if lines.is_empty() {
            return view! { <p class="soft">{t!(roster.nobody_on)}</p> }.into_any();
        }
        let people = lines.iter().map(|line| person(line, now, next));
        view! {
            <ul class="team-people" role="list">
                {people.collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="team-people">
            <h2 id="team-people">{t!(roster.people)}</h2>
            {shown}
        </section>
    }
    .into_any()
}

fn person(line: &Line, now: Instant, next: Option<Instant>) -> AnyView {
    let who = &line.who;
    let zone = who.zone.as_deref();
    let here = zone.map(|zone| {
        let time = clock_in(zone, now).unwrap_or_default();
        let words = t!(roster.zone_now, zone = zone_words(zone), time = time);
        view! { <p class="roster-zone">{words}</p> }
    });
    let meets = zone.zip(next).and_then(|(zone, at)| moment_in(zone, at));
    let meets = meets.map(|at| {
        view! { <p class="roster-zone">{t!(roster.meets_there, moment = at)}</p> }
    });
    let email = (!who.email.trim().is_empty()).then(|| {
        let href = format!("mailto:{}", js_sys::encode_uri_component(who.email.trim()));
        view! { <a href=href>{who.email.clone()}</a> }
    });
    let github = github_page(&who.github).map(|href| {
        view! { <a href=href>{format!("@{}", who.github.trim().trim_start_matches('@'))}</a> }
    });
    let weeks = Route::Weeks(line.member.session.clone(), line.member.id).href();
    let reach = (email.is_some() || github.is_some())
        .then(|| view! { <p class="team-reach">{email} {github}</p> });
    view! {
        <li class="team-person">
            <p class="team-name">
                <a href=weeks dir="auto">
                    <strong>{who.name.clone()}</strong>
                </a>
                {standing_mark(&line.member)}
            </p>
            <p class="team-role">{capitalised(&role_word(&line.member.role))}</p>
            {here}
            {meets}
            {reach}
        </li>
    }
    .into_any()
}
