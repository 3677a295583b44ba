//! A branch beside the session's own roster: who is elsewhere, who is held, and the teams that differ.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::branches::name_of;
use super::state::Studio;
use crate::domain::id::RecordId;
use crate::domain::roster::{Roster, roster_id};
use crate::t;
use crate::ui::when::{list_words, number_words};

/// How many differences are said in full.
const SAID: usize = 12;

/// Who is elsewhere in the branch that is looked at than in the session's own roster.
pub(super) fn differences(studio: Studio) -> AnyView {
    let stored = studio.stored.get();
    let read = studio.read.get();
    let own = read.roster(roster_id(&stored.session));
    let Some(own) = own.filter(|_| stored.from.is_some()) else {
        return ().into_any();
    };
    let names = |roster: &Roster, person: RecordId| {
        let teams = roster.teams_of(person).into_iter();
        let teams: Vec<String> = teams
            .filter_map(|team| Some(roster.teams.get(&team)?.name.clone()))
            .collect();
        if teams.is_empty() {
            t!(teams.no_team).to_owned()
        } else {
            list_words(&teams)
        }
    };
    let moved = read.crew.all().filter_map(|member| {
        let (was, is) = (names(&own, member.id), names(&stored, member.id));
        (was != is).then(|| (member.name.clone(), was, is))
    });
    let moved: Vec<_> = moved.collect();
    let beside = beside(studio, &own, &stored);
    let held = held(studio, &own, &stored);
    if moved.is_empty() && held.is_empty() {
        return view! { <p class="soft">{t!(teams.differs_not)}</p> }.into_any();
    }
    let held = held
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> });
    let held = held.collect_view();
    let more = moved.len().saturating_sub(SAID);
    let lines = moved.into_iter().take(SAID).map(|(name, was, is)| {
        view! { <li dir="auto">{t!(teams.elsewhere, name = name, was = was, is = is)}</li> }
    });
    let lines = lines.collect_view();
    let more = (more > 0).then(|| {
        view! { <li>{t!(crew.compare_more, n = number_words(more as f64))}</li> }
    });
    view! {
        <h3>{t!(teams.differs)}</h3>
        <ul class="branch-differences">
            {lines}
            {more}
            {held}
        </ul>
        {beside}
    }
    .into_any()
}

/// Who is locked or kept apart in one of two rosters only.
fn held(studio: Studio, own: &Roster, branch: &Roster) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |in_branch: bool, words: String| {
        let only = if in_branch {
            t!(teams.only_branch, what = words)
        } else {
            t!(teams.only_own, what = words)
        };
        lines.push(only);
    };
    for (one, other, in_branch) in [(branch, own, true), (own, branch, false)] {
        for pair in one.apart.difference(&other.apart) {
            let [first, second] = pair.both();
            add(
                in_branch,
                t!(
                    teams.apart_now,
                    one = studio.name(first),
                    other = studio.name(second)
                ),
            );
        }
        for person in one.locked.difference(&other.locked) {
            add(in_branch, t!(teams.is_locked, name = studio.name(*person)));
        }
    }
    lines
}

/// The teams that differ, as they are in the session's roster and in the branch.
fn beside(studio: Studio, own: &Roster, branch: &Roster) -> Option<AnyView> {
    let ids: BTreeSet<RecordId> = own
        .teams
        .keys()
        .chain(branch.teams.keys())
        .copied()
        .collect();
    let of = |roster: &Roster, team: RecordId| {
        let plan = roster.teams.get(&team)?;
        let leads = plan.navigators().chain(plan.captain);
        let people: Vec<RecordId> = leads.chain(roster.mentees(team)).collect();
        Some((plan.name.clone(), people))
    };
    let rows = ids.into_iter().filter_map(|team| {
        let (was, is) = (of(own, team), of(branch, team));
        (was != is).then_some((was, is))
    });
    // What it is called, and who is on it; nothing where there is no such team.
    type Side = Option<(String, Vec<RecordId>)>;
    // On a phone a cell says itself what it is of.
    let cell = |one: &Side, other: &Side, label: String| {
        let Some((name, people)) = one else {
            return view! {
                <td role="cell" data-label=label>
                    <span class="soft">{t!(teams.team_not_there)}</span>
                </td>
            }
            .into_any();
        };
        let others = other
            .as_ref()
            .map(|(_, people)| people.as_slice())
            .unwrap_or_default();
        let people = people.iter().map(|person| {
            let name = studio.name(*person);
            // Who is here alone stands out by more than colour.
            if others.contains(person) {
                view! { <li dir="auto">{name}</li> }.into_any()
            } else {
                view! { <li dir="auto"><strong>{name}</strong></li> }.into_any()
            }
        });
        view! {
            <td role="cell" data-label=label>
                <span class="branch-beside-team" dir="auto">{name.clone()}</span>
                <ul role="list" class="branch-beside-people">{people.collect_view()}</ul>
            </td>
        }
        .into_any()
    };
    let rows: Vec<_> = rows
        .map(|(was, is)| {
            let own = t!(teams.main_roster).to_owned();
            view! {
                <tr role="row">
                    {cell(&was, &is, own)} {cell(&is, &was, name_of(branch))}
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <table class="table branch-beside" role="table">
                <caption>{t!(teams.beside)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">
                            {t!(teams.main_roster)}
                        </th>
                        <th role="columnheader" scope="col" dir="auto">
                            {name_of(branch)}
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    })
}
