//! Somebody as a chip: their name, where they are, what is to be known of them here. Pressing it opens what
//! can be done with them; a pointer can carry it.

use leptos::prelude::*;

use super::state::{Studio, chip_id};
use super::words::{wish_words, zone_words};
use super::{drag, words};
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::domain::roster::Member;
use crate::domain::roster::judge::Breach;
use crate::t;
use crate::ui::components::{Icon, icon};

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

/// The hours a week that somebody is free.
fn free_hours(member: &Member) -> Option<String> {
    let week = member.week?;
    let free = crate::domain::overlap::Quarters::from(&week).hours();
    Some(words::hours(free))
}

/// Somebody's chip, on a team or on none.
pub(super) fn chip(studio: Studio, person: RecordId, team: Option<RecordId>) -> AnyView {
    let (member, session) = untrack(|| (studio.member(person), studio.session()));
    let name = untrack(|| studio.name(person));
    let roster = studio.shown.get_untracked();
    let locked = roster.locked.contains(&person);
    let doubt = roster.is_in_doubt(person);
    let judged = studio.judged.get_untracked();
    let broken = team.is_some_and(|team| {
        let judged = judged.teams.get(&team);
        judged.is_some_and(|judged| judged.broken().any(|breach| concerns(breach, person)))
    });
    // In a preview, who is elsewhere than before.
    let moved = studio.preview.with_untracked(Option::is_some)
        && studio.stored.with_untracked(|stored| {
            let (mut was, mut is) = (stored.teams_of(person), roster.teams_of(person));
            was.sort_unstable();
            is.sort_unstable();
            was != is
        });
    let mut facts: Vec<String> = Vec::new();
    if let Some(member) = &member {
        facts.extend(member.zone.as_ref().map(|zone| zone_words(&session, zone)));
        match free_hours(member) {
            Some(hours) => facts.push(t!(teams.free_hours, hours = hours)),
            None => facts.push(t!(teams.no_times).to_owned()),
        }
        if member.role == Role::Mentee
            && let Some(team) = team
        {
            let project = roster
                .teams
                .get(&team)
                .and_then(|plan| plan.project.as_ref());
            facts.extend(wish_words(member, project));
        }
    }
    let marks = [
        (locked, Icon::Lock, t!(teams.locked)),
        (doubt, Icon::Warning, t!(teams.in_doubt)),
        (broken, Icon::Warning, t!(teams.has_breach)),
        (moved, Icon::Star, t!(teams.is_new)),
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
    let marks = marks.collect_view();
    let class = match (broken, moved) {
        (true, _) => "person-chip is-broken",
        (false, true) => "person-chip is-moved",
        (false, false) => "person-chip",
    };
    view! {
        <button
            type="button"
            id=chip_id(person)
            class=class
            draggable="true"
            aria-haspopup="dialog"
            on:click=move |_| studio.person.set(Some(person))
            on:dragstart=move |event| drag::start(studio, person, &event)
            on:dragend=move |_| studio.dragged.set(None)
        >
            <span class="person-name" dir="auto">
                {name}
            </span>
            <span class="person-facts">{facts.join(" · ")}</span>
            {marks}
        </button>
    }
    .into_any()
}
