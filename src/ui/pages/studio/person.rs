//! What can be done with somebody: put on a team, each with what that would do; locked; kept apart.

use std::sync::Arc;

use leptos::prelude::*;

use super::doubt;
use super::effect::effect_brief;
use super::state::Studio;
use super::why;
use super::words::{breach_words, hours, wishes_words, zone_words};
use crate::domain::form::LevelSaid;
use crate::domain::id::RecordId;
use crate::domain::overlap::Quarters;
use crate::domain::role::Role;
use crate::domain::roster::judge::Difference;
use crate::domain::roster::{Member, Move, Origin, Pair, Roster};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Dialog, Icon, LinkButton, Notice, Select, Summary, SummaryRow, Tone, icon,
    open_about,
};
use crate::ui::crew::called;
use crate::ui::when::number_words;
use crate::ui::words::word;

/// The dialog.
pub(super) fn dialog(studio: Studio) -> AnyView {
    let open = open_about(studio.person);
    let title = move || {
        studio
            .person
            .get()
            .map(|person| studio.name(person))
            .unwrap_or_default()
    };
    view! {
        <Dialog id="studio-person" title=title open=open>
            {inside(studio, open)}
        </Dialog>
    }
    .into_any()
}

fn inside(studio: Studio, open: RwSignal<bool>) -> AnyView {
    let Some(person) = studio.person.get_untracked() else {
        return ().into_any();
    };
    untrack(|| {
        let member = studio.member(person);
        let roster = studio.stored.get();
        let looking = studio.preview.with(Option::is_some);
        let facts = member.as_ref().map(|member| facts(studio, member));
        let shown = studio.shown.get();
        let seated = !shown.teams_of(person).is_empty();
        let is_mentee = member.as_ref().is_some_and(|m| m.role == Role::Mentee);
        let why = (is_mentee && !seated).then(|| why::ways(studio, &shown, person, open));
        if looking {
            return view! {
                {facts}
                {why}
                <Notice tone=Tone::Info>
                    <p>{t!(teams.preview_first)}</p>
                </Notice>
            }
            .into_any();
        }
        view! {
            {facts}
            {doubt::of(studio, person, open)}
            {why}
            {places(studio, person, &roster, open)}
            {held(studio, person, &roster, open)}
            {links(member.as_ref())}
        }
        .into_any()
    })
}

fn facts(studio: Studio, member: &Member) -> AnyView {
    let session = studio.session();
    let zone = member.zone.as_ref().map(|zone| zone_words(&session, zone));
    let free = member.week.map(|week| hours(Quarters::from(&week).hours()));
    let level = member.level.map(|level| match &member.level_said {
        Some(LevelSaid::Words(words)) => words.clone(),
        Some(LevelSaid::Step(step, steps)) => t!(
            teams.of,
            n = number_words(f64::from(*step)),
            all = number_words(f64::from(*steps))
        ),
        None => number_words(level as f64),
    });
    let wants = wishes_words(studio, member);
    let row = |label: String, value: Option<String>| {
        value.map(|value| view! { <SummaryRow label=label>{value}</SummaryRow> })
    };
    view! {
        <Summary>
            {row(t!(teams.zone).to_owned(), zone)}
            {row(
                t!(teams.free).to_owned(),
                Some(free.unwrap_or_else(|| t!(teams.no_times).to_owned())),
            )}
            {row(t!(teams.wants).to_owned(), Some(wants))}
            {row(t!(teams.level).to_owned(), level)}
        </Summary>
    }
    .into_any()
}

/// Every team, and what it would do to put them there: what breaks no rule first, then by points.
fn places(studio: Studio, person: RecordId, roster: &Arc<Roster>, open: RwSignal<bool>) -> AnyView {
    let crew = studio.crew();
    let on = roster.teams_of(person);
    let mut offers: Vec<(usize, i64, RecordId, Difference)> = roster
        .in_order()
        .into_iter()
        .filter(|(team, _)| !on.contains(team))
        .filter_map(|(team, _)| {
            let moves = roster.put(&crew, person, Some(team));
            let effect = studio.effect(&moves);
            (!moves.is_empty()).then(|| (effect.breaks.len(), -effect.points, team, effect))
        })
        .collect();
    offers.sort_by_key(|(breaks, points, ..)| (*breaks, *points));
    if offers.is_empty() && on.is_empty() {
        return ().into_any();
    }
    let lines = offers.into_iter().map(|(.., team, effect)| {
        place(
            studio,
            studio.team_name(team),
            &effect,
            (Some(team), person),
            Callback::new(move |()| {
                open.set(false);
                studio.put(person, Some(team));
            }),
        )
    });
    let lines = lines.collect_view();
    let off = (!on.is_empty()).then(|| {
        let effect = studio.effect(&roster.off(person));
        let press = Callback::new(move |()| {
            open.set(false);
            studio.put(person, None);
        });
        let label = t!(teams.no_team).to_owned();
        place(studio, label, &effect, (None, person), press)
    });
    let here: Vec<String> = on.iter().map(|team| studio.team_name(*team)).collect();
    let here = (!here.is_empty()).then(|| {
        let teams = crate::ui::when::list_words(&here);
        view! { <p class="soft">{t!(teams.is_on, teams = teams)}</p> }
    });
    view! {
        <section class="stack" aria-labelledby="person-places">
            <h3 id="person-places">{t!(teams.where_to)}</h3>
            {here}
            <ul role="list" class="place-list">
                {lines}
                {off}
            </ul>
        </section>
    }
    .into_any()
}

/// Where somebody could be put, or who could be put somewhere, as a button that says what it does. Of the team it
/// is about, and of the person, the words need not say which.
pub(super) fn place(
    studio: Studio,
    label: String,
    effect: &Difference,
    (here, who): (Option<RecordId>, RecordId),
    press: Callback<()>,
) -> AnyView {
    view! {
        <li>
            <button type="button" class="place" on:click=move |_| press.run(())>
                <span class="place-name" dir="auto">
                    {label}
                </span>
                {place_effect(studio, effect, here, who)}
            </button>
        </li>
    }
    .into_any()
}

/// What it does, and which rules it breaks.
pub(super) fn place_effect(
    studio: Studio,
    effect: &Difference,
    here: Option<RecordId>,
    who: RecordId,
) -> AnyView {
    let breaks = effect.breaks.iter().map(|(_, breach)| {
        let words = breach_words(studio, breach);
        view! { <span class="place-breach">{icon(Icon::Warning)} {words}</span> }
    });
    let does = effect_brief(studio, effect, here, Some(who));
    view! {
        <span class="place-effect">{does}</span>
        {breaks.collect_view()}
    }
    .into_any()
}

/// Locking, and keeping apart.
fn held(studio: Studio, person: RecordId, roster: &Arc<Roster>, open: RwSignal<bool>) -> AnyView {
    let name = studio.name(person);
    let locked = roster.locked.contains(&person);
    let on_team = !roster.teams_of(person).is_empty();
    let lock = on_team.then(|| {
        let words = if locked {
            t!(teams.unlocked_now, name = name.clone())
        } else {
            t!(teams.locked_now, name = name.clone())
        };
        let press = move |()| {
            open.set(false);
            let moves = vec![Move::Lock {
                person,
                locked: !locked,
            }];
            studio.go(moves, words.clone(), Some(person));
        };
        let label = if locked {
            t!(teams.unlock)
        } else {
            t!(teams.lock)
        };
        view! {
            <div class="stack">
                <Button label=label mark=Icon::Lock press=press />
                <p class="soft small">{t!(teams.lock_help)}</p>
            </div>
        }
    });
    let is_apart = roster.apart.iter().any(|pair| pair.other(person).is_some());
    let apart = roster
        .apart
        .iter()
        .filter_map(|pair| Some((*pair, pair.other(person)?)));
    let apart = apart.map(|(pair, other)| {
        let words = t!(
            teams.together_now,
            one = name.clone(),
            other = studio.name(other)
        );
        let press = move |()| {
            open.set(false);
            let moves = vec![Move::Apart { pair, apart: false }];
            studio.go(moves, words.clone(), Some(person));
        };
        view! {
            <li class="apart-line">
                <span dir="auto">{studio.name(other)}</span>
                <Button
                    label=t!(teams.need_not)
                    look=ButtonLook::Small
                    mark=Icon::Close
                    press=press
                    about=studio.name(other)
                />
            </li>
        }
    });
    let apart = apart.collect_view();
    let crew = studio.crew();
    let mut others: Vec<(String, RecordId)> = crew
        .all()
        .filter(|other| other.id != person && other.is_in && !roster.are_apart(person, other.id))
        .map(|other| (called(&crew, other), other.id))
        .collect();
    others.sort_by_cached_key(|(name, _)| name.to_lowercase());
    let others = others.into_iter().map(|(name, id)| (id.to_string(), name));
    let nobody = (String::new(), t!(teams.choose_person).to_owned());
    let offers: Vec<(String, String)> = std::iter::once(nobody).chain(others).collect();
    // Only the button does it: whoever goes through the list by its arrow keys passes many names.
    let chosen = RwSignal::new(String::new());
    let blocked = Signal::derive(move || {
        let none = chosen.with(String::is_empty);
        none.then(|| t!(teams.choose_person).to_owned())
    });
    let keep = move |()| {
        let other: Option<RecordId> = chosen.with_untracked(|chosen| chosen.parse().ok());
        let Some((other, pair)) = other.and_then(|id| Some((id, Pair::new(person, id)?))) else {
            return;
        };
        let words = t!(
            teams.apart_now,
            one = studio.name(person),
            other = studio.name(other)
        );
        open.set(false);
        studio.go(vec![Move::Apart { pair, apart: true }], words, Some(person));
    };
    view! {
        <section class="stack" aria-labelledby="person-held">
            <h3 id="person-held">{t!(teams.wishes_of_yours)}</h3>
            {lock}
            {is_apart.then(|| view! { <h4 class="apart-head">{t!(teams.kept_apart)}</h4> })}
            <ul role="list" class="apart-list">
                {apart}
            </ul>
            <div class="apart-choose">
                <Select
                    id="person-apart"
                    label=t!(teams.keep_apart)
                    offers=offers
                    now=chosen
                    choose=move |other| chosen.set(other)
                />
                <Button label=t!(teams.keep_them_apart) press=keep blocked=blocked />
            </div>
        </section>
    }
    .into_any()
}

fn links(member: Option<&Member>) -> Option<AnyView> {
    let Origin::Application(application) = member?.origin else {
        return None;
    };
    Some(
        view! {
            <p>
                <LinkButton
                    href=Route::Application(application, Query::default()).href()
                    label=t!(teams.to_application, applicant = word(|w| &w.applicant.one))
                    look=ButtonLook::Quiet
                    mark=Icon::File
                />
            </p>
        }
        .into_any(),
    )
}
