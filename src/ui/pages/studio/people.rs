//! Those who are on no team, by their role: carried from here, or opened to be put somewhere.

use leptos::prelude::*;

use super::chip::chips;
use super::drag;
use super::hindered::hindered;
use super::state::Studio;
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::t;
use crate::ui::components::{one_of, words};
use crate::ui::when::number_words;
use crate::ui::words::capital;

/// The part of the page.
pub(super) fn panel(studio: Studio) -> AnyView {
    let groups = [
        (Role::Mentee, capital(|w| &w.mentee.many)),
        (Role::Navigator, capital(|w| &w.navigator.many)),
        (Role::Captain, capital(|w| &w.captain.many)),
    ];
    let groups = groups.map(|(role, label)| group(studio, role, label));
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
            {hindered(studio)}
            {groups.into_iter().collect_view()}
        </section>
    }
    .into_any()
}

fn group(studio: Studio, role: Role, label: String) -> AnyView {
    let people = Memo::new(move |_| {
        let crew = studio.crew();
        let mut free: Vec<(String, RecordId)> = studio.shown.with(|shown| {
            let members = crew.of_role(role.clone());
            let free = members.filter(|member| shown.teams_of(member.id).is_empty());
            free.map(|member| (member.name.to_lowercase(), member.id))
                .collect()
        });
        free.sort_unstable();
        free.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    let count = words(move || number_words(people.with(Vec::len) as f64));
    view! {
        <details class="people-group" open=true>
            <summary>
                <h3>{label} <span class="tab-count">{count}</span></h3>
            </summary>
            {chips(studio, people, None)}
        </details>
    }
    .into_any()
}
