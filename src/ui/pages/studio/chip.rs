//! Somebody as a chip: their name, where they are, what is to be known of them here. Pressing it opens what
//! can be done with them; a pointer can carry it.

use leptos::prelude::*;

use super::state::{Studio, chip_id};
use super::words::{wish_words, zone_words};
use super::{drag, words};
use crate::domain::id::RecordId;
use crate::domain::overlap::Quarters;
use crate::domain::role::Role;
use crate::domain::roster::judge::Breach;
use crate::t;
use crate::ui::components::{Icon, icon, live, one_of};

/// Whether a breach is about somebody.
fn concerns(breach: &Breach, person: RecordId) -> bool {
    match breach {
        Breach::CaptainHours { mentee: who, .. }
        | Breach::Unwanted(who)
        | Breach::LeadsTwice(who)
        | Breach::TooManyTeams { captain: who, .. }
        | Breach::NoWeek(who)
        | Breach::Gone(who) => *who == person,
        Breach::Apart(one, other) => *one == person || *other == person,
        Breach::NoNavigator
        | Breach::NoCaptain
        | Breach::TooFew { .. }
        | Breach::TooMany { .. }
        | Breach::TeamHours { .. } => false,
    }
}

/// What is known of somebody wherever they are.
#[derive(Clone, PartialEq)]
struct Known {
    name: String,
    facts: Vec<String>,
}

fn known(studio: Studio, person: RecordId) -> Known {
    let session = studio.session();
    let mut facts: Vec<String> = Vec::new();
    if let Some(member) = studio.member(person) {
        facts.extend(member.zone.as_ref().map(|zone| zone_words(&session, zone)));
        facts.push(match member.week {
            Some(week) => {
                let free = Quarters::from(&week).hours();
                t!(teams.free_hours, hours = words::hours(free))
            }
            None => t!(teams.no_times).to_owned(),
        });
    }
    Known {
        name: studio.name(person),
        facts,
    }
}

/// What holds for somebody where they are.
#[derive(Clone, Default, PartialEq)]
struct Here {
    wish: Option<String>,
    locked: bool,
    doubt: bool,
    otherwise: bool,
    broken: bool,
    moved: bool,
    /// They were on no team before.
    new: bool,
}

fn here(studio: Studio, person: RecordId, team: Option<RecordId>) -> Here {
    let mut here = Here::default();
    studio.shown.with(|shown| {
        here.locked = shown.locked.contains(&person);
        if shown.is_conflict() {
            here.doubt = shown.is_in_doubt(person);
            here.otherwise = !here.doubt && !shown.doubts_of(person).is_empty();
        }
        // In a preview, who is elsewhere than before.
        here.moved = studio.preview.with(Option::is_some)
            && studio.stored.with(|stored| {
                let (mut was, mut is) = (stored.teams_of(person), shown.teams_of(person));
                was.sort_unstable();
                is.sort_unstable();
                here.new = was.is_empty();
                was != is
            });
        if let Some(plan) = team.and_then(|team| shown.teams.get(&team))
            && let Some(member) = studio.member(person).filter(|m| m.role == Role::Mentee)
        {
            here.wish = wish_words(&member, plan.project.as_ref());
        }
    });
    here.broken = team.is_some_and(|team| {
        studio.judged.with(|judged| {
            let judged = judged.teams.get(&team);
            judged.is_some_and(|judged| judged.broken().any(|breach| concerns(breach, person)))
        })
    });
    here
}

/// Somebody's chip, on a team or on none. It stays the same element as long as they are there.
pub(super) fn chip(studio: Studio, person: RecordId, team: Option<RecordId>) -> AnyView {
    let known = Memo::new(move |_| known(studio, person));
    let here = Memo::new(move |_| here(studio, person, team));
    let class = one_of(move || {
        Some(here.with(|here| match (here.broken, here.moved) {
            (true, _) => "person-chip is-broken",
            (false, true) => "person-chip is-moved",
            (false, false) => "person-chip",
        }))
    });
    let inside = live(move || inside(&known.get(), &here.get()));
    view! {
        <button
            type="button"
            id=chip_id(person, team)
            class=class
            draggable="true"
            aria-haspopup="dialog"
            on:click=move |_| studio.person.set(Some(person))
            on:dragstart=move |event| drag::start(studio, person, &event)
            on:dragend=move |_| studio.dragged.set(None)
        >
            {inside}
        </button>
    }
    .into_any()
}

fn inside(known: &Known, here: &Here) -> AnyView {
    let facts = known.facts.iter().cloned().chain(here.wish.clone());
    let facts: Vec<String> = facts.collect();
    let marks = [
        (here.locked, Icon::Lock, t!(teams.locked)),
        (here.doubt, Icon::Warning, t!(teams.in_doubt)),
        (here.otherwise, Icon::Warning, t!(teams.otherwise)),
        (here.broken, Icon::Warning, t!(teams.has_breach)),
        (
            here.moved,
            Icon::Star,
            if here.new {
                t!(teams.is_new_here)
            } else {
                t!(teams.is_new)
            },
        ),
    ];
    let marks = marks
        .into_iter()
        .filter(|(holds, ..)| *holds)
        .map(|(_, mark, words)| {
            view! {
                <span class="person-mark">
                    {icon(mark)} <span>{words}</span>
                </span>
            }
        });
    view! {
        <span class="person-name" dir="auto">
            {known.name.clone()}
        </span>
        <span class="person-facts">{facts.join(" · ")}</span>
        {marks.collect_view()}
    }
    .into_any()
}

/// Chips in a list: of whoever stays in it, the element stays too.
pub(super) fn chips(
    studio: Studio,
    people: Memo<Vec<RecordId>>,
    team: Option<RecordId>,
) -> AnyView {
    view! {
        <ul role="list" class="person-chips">
            <For
                each=move || people.get()
                key=|person| *person
                children=move |person| {
                    view! { <li>{chip(studio, person, team)}</li> }
                }
            />
        </ul>
    }
    .into_any()
}
