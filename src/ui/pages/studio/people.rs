//! Those who are on no team, by their role: carried from here, or opened to be put somewhere.

use leptos::prelude::*;

use super::chip::chip;
use super::drag;
use super::state::Studio;
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::t;
use crate::ui::components::{live, one_of};
use crate::ui::when::number_words;
use crate::ui::words::capital;

/// The part of the page.
pub(super) fn panel(studio: Studio) -> AnyView {
    let groups = live(move || {
        let roster = studio.shown.get();
        let crew = studio.crew();
        studio.judged.track();
        let free = |role: Role| {
            let mut free: Vec<(String, RecordId)> = crew
                .of_role(role)
                .filter(|member| roster.teams_of(member.id).is_empty())
                .map(|member| (member.name.to_lowercase(), member.id))
                .collect();
            free.sort_unstable();
            free.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        };
        let group = |label: String, people: Vec<RecordId>| {
            let count = number_words(people.len() as f64);
            let chips = people
                .into_iter()
                .map(|person| view! { <li>{chip(studio, person, None)}</li> })
                .collect_view();
            view! {
                <details class="people-group" open=true>
                    <summary>
                        <h3>{label} <span class="tab-count">{count}</span></h3>
                    </summary>
                    <ul role="list" class="person-chips">
                        {chips}
                    </ul>
                </details>
            }
        };
        view! {
            {group(capital(|w| &w.mentee.many), free(Role::Mentee))}
            {group(capital(|w| &w.navigator.many), free(Role::Navigator))}
            {group(capital(|w| &w.captain.many), free(Role::Captain))}
        }
        .into_any()
    });
    let class = one_of(move || {
        let carried = studio.dragged.get().is_some();
        Some(if carried {
            "people-panel takes-people"
        } else {
            "people-panel"
        })
    });
    view! {
        <section
            class=class
            aria-labelledby="studio-people"
            on:dragover=move |event| drag::over(studio, &event)
            on:drop=move |event| drag::drop_on(studio, None, &event)
        >
            <h2 id="studio-people">{t!(teams.on_no_team)}</h2>
            {groups}
        </section>
    }
    .into_any()
}
