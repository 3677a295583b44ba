//! Who could take an open place on a team, the best first: also for someone who dropped out late.

use leptos::prelude::*;

use super::person::place;
use super::state::Studio;
use crate::domain::role::Role;
use crate::domain::roster::explain::{StandIn, stand_ins};
use crate::t;
use crate::ui::components::{Dialog, open_about};
use crate::ui::words::word;

/// How many are offered at most.
const OFFERED: usize = 40;

/// The dialog.
pub(super) fn dialog(studio: Studio) -> AnyView {
    let open = open_about(studio.slot);
    let title = move || match studio.slot.get() {
        Some((team, role)) => t!(
            teams.choose_for,
            role = role_word(&role),
            team = studio.team_name(team)
        ),
        None => String::new(),
    };
    view! {
        <Dialog id="studio-slot" title=title open=open>
            {inside(studio, open)}
        </Dialog>
    }
    .into_any()
}

fn role_word(role: &Role) -> String {
    match role {
        Role::Navigator => word(|w| &w.navigator.one),
        Role::Captain => word(|w| &w.captain.one),
        Role::Mentee | Role::Organizer | Role::Own(_) => word(|w| &w.mentee.one),
    }
}

fn inside(studio: Studio, open: RwSignal<bool>) -> AnyView {
    let Some((team, role)) = studio.slot.get_untracked() else {
        return ().into_any();
    };
    untrack(|| {
        let (crew, roster) = (studio.crew(), studio.stored.get());
        let offers = stand_ins(&crew, &roster, team, role);
        if offers.is_empty() {
            return view! { <p>{t!(teams.nobody_free)}</p> }.into_any();
        }
        let lines = offers
            .into_iter()
            .take(OFFERED)
            .map(|StandIn { person, effect }| {
                let press = Callback::new(move |()| {
                    open.set(false);
                    studio.put(person, Some(team));
                });
                place(
                    studio,
                    studio.name(person),
                    &effect,
                    (Some(team), person),
                    press,
                )
            });
        view! {
            <p class="soft">{t!(teams.order_of_ins)}</p>
            <ul role="list" class="place-list">
                {lines.collect_view()}
            </ul>
        }
        .into_any()
    })
}
