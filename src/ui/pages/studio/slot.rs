//! Who could take an open place on a team, the best first: also for someone who dropped out late.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::person::{place, place_effect};
use super::state::{Shared, Studio};
use crate::browser::store::LoadError;
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::domain::roster::explain::{StandIn, stand_ins};
use crate::domain::roster::judge::Difference;
use crate::domain::roster::{Crew, Origin};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::components::{Dialog, live, open_about};
use crate::ui::crew::{called, with_waiting};
use crate::ui::messages;
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

/// Who is on the waiting list, once that is read: until then nobody.
type Waiting = Option<Result<(Shared<Crew>, Shared<BTreeSet<RecordId>>), LoadError>>;

fn inside(studio: Studio, open: RwSignal<bool>) -> AnyView {
    let Some((team, role)) = studio.slot.get_untracked() else {
        return ().into_any();
    };
    let waiting: RwSignal<Waiting> = RwSignal::new(None);
    let (read, of) = (studio.read.get_untracked(), role.clone());
    spawn_local(async move {
        let found = with_waiting(studio.app, &read, &of).await;
        let found = found.map(|(crew, who)| (Arc::new(crew), Arc::new(who)));
        if let Ok((crew, who)) = &found {
            if who.is_empty() {
                return;
            }
            studio.waiting.try_set(Some(Arc::clone(crew)));
        }
        // The dialog may have been closed.
        waiting.try_set(Some(found));
    });
    live(move || {
        let (crew, who, failed) = match waiting.get() {
            None => (untrack(|| studio.crew()), Arc::default(), None),
            Some(Ok((crew, who))) => (crew, who, None),
            Some(Err(error)) => (
                untrack(|| studio.crew()),
                Arc::default(),
                Some(messages::load_error(&error)),
            ),
        };
        untrack(|| {
            let place = (team, role.clone());
            view! {
                {failed.map(|why| view! { <p>{why}</p> })}
                {offers(studio, open, place, (&crew, &who))}
            }
            .into_any()
        })
    })
}

fn offers(
    studio: Studio,
    open: RwSignal<bool>,
    (team, role): (RecordId, Role),
    (crew, waiting): (&Crew, &BTreeSet<RecordId>),
) -> AnyView {
    let roster = studio.stored.get();
    let offers = stand_ins(crew, &roster, (team, role), waiting);
    if offers.is_empty() {
        return view! { <p>{t!(teams.nobody_free)}</p> }.into_any();
    }
    let named = |person: RecordId| crew.get(person).map(|member| called(crew, member));
    let waits = offers.iter().any(|one| one.waits);
    let lines = offers.into_iter().take(OFFERED).map(|one| {
        let StandIn { person, effect, .. } = one;
        let name = named(person).unwrap_or_default();
        let about = (Some(team), person);
        if one.waits {
            return waiting_place(studio, crew, name, &effect, about);
        }
        let press = Callback::new(move |()| {
            open.set(false);
            studio.put(person, Some(team));
        });
        place(studio, name, &effect, about, press)
    });
    view! {
        <p class="soft">{t!(teams.order_of_ins)}</p>
        {waits.then(|| view! { <p class="soft">{t!(teams.order_of_waiting)}</p> })}
        <ul role="list" class="place-list">
            {lines.collect_view()}
        </ul>
    }
    .into_any()
}

/// Somebody on the waiting list: they are accepted first, where their application is.
fn waiting_place(
    studio: Studio,
    crew: &Crew,
    name: String,
    effect: &Difference,
    (here, who): (Option<RecordId>, RecordId),
) -> AnyView {
    let Some(Origin::Application(application)) = crew.get(who).map(|member| member.origin) else {
        return ().into_any();
    };
    let href = Route::Application(application, Query::default()).href();
    view! {
        <li>
            <a class="place" href=href>
                <span class="place-name" dir="auto">
                    {t!(teams.waits, name = name)}
                </span>
                {place_effect(studio, effect, here, who)}
            </a>
        </li>
    }
    .into_any()
}
