//! Why somebody is on no team, and the smallest changes that would put them on one.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::effect::effect_brief;
use super::hindered::one_words;
use super::state::Studio;
use super::words::{ahead_of, project_words, spans_words, zone_words};
use crate::domain::id::RecordId;
use crate::domain::roster::Roster;
use crate::domain::roster::explain::{Change, Hardship, Unled, Way, hardship, why_not};
use crate::t;
use crate::ui::components::{Button, ButtonLook};
use crate::ui::when::list_words;
use crate::ui::words::word;

/// How many ways are offered.
const OFFERED: usize = 4;

fn words(studio: Studio, mentee: RecordId, way: &Way) -> String {
    let team = studio.team_name(way.team);
    match &way.change {
        Change::Join => t!(teams.way_join, team = team),
        Change::MovesOn { mentee, to } => t!(
            teams.way_moves_on,
            team = team,
            name = studio.name(*mentee),
            to = studio.team_name(*to)
        ),
        Change::GivesUp(other) => {
            t!(teams.way_gives_up, team = team, name = studio.name(*other))
        }
        Change::Captain(captain) => t!(
            teams.way_captain,
            team = team,
            name = studio.name(*captain),
            captain = word(|w| &w.captain.one)
        ),
        Change::Wants(project) => t!(
            teams.way_wants,
            team = team,
            name = studio.name(mentee),
            project = project_words(studio, project)
        ),
        Change::FreeToo { when, zone } => {
            let session = studio.session();
            let own = studio.member(mentee).and_then(|member| member.zone);
            let own = own.unwrap_or_else(|| zone.clone());
            let ahead = ahead_of(&session, &own, zone);
            t!(
                teams.way_free,
                team = team,
                name = studio.name(mentee),
                times = spans_words(&when.later(ahead.unwrap_or_default())),
                zone = zone_words(&session, if ahead.is_some() { &own } else { zone })
            )
        }
    }
}

/// The part of somebody's dialog. Of a preview it tells why, and offers to do nothing yet.
pub(super) fn ways(
    studio: Studio,
    roster: &Roster,
    mentee: RecordId,
    open: RwSignal<bool>,
) -> AnyView {
    if roster.teams.is_empty() {
        return ().into_any();
    }
    let crew = studio.crew();
    let found = why_not(&crew, roster, mentee);
    let may = studio.preview.with(Option::is_none);
    let name = studio.name(mentee);
    let lines = found.ways.iter().take(OFFERED).map(|way| {
        let said = words(studio, mentee, way);
        let said = match hardship(&crew, mentee, &way.change) {
            Some(Hardship::Night) => format!("{said} {}", t!(teams.way_night)),
            Some(Hardship::Scattered) => format!("{said} {}", t!(teams.way_scattered)),
            None => said,
        };
        let moves = way.moves.clone();
        let does = may.then(|| {
            let effect = studio.effect(&moves);
            effect_brief(studio, &effect, Some(way.team), Some(mentee))
        });
        let put = t!(
            teams.put,
            name = name.clone(),
            team = studio.team_name(way.team)
        );
        let about = said.clone();
        let deed = (may && !moves.is_empty()).then(|| {
            let press = move |()| {
                open.set(false);
                studio.offer(moves.clone(), put.clone(), Some(mentee));
            };
            view! {
                <Button label=t!(teams.do_this) look=ButtonLook::Small press=press about=about />
            }
        });
        view! {
            <li class="way">
                <span dir="auto">{said}</span>
                <span class="soft small">{does}</span>
                {deed}
            </li>
        }
    });
    let lines = lines.collect_view();
    let unled = unled(studio, mentee, &found.unled, open, may);
    let none = (found.ways.is_empty() && found.unled.is_empty()).then(|| {
        view! { <p>{t!(teams.no_way, teams = word(|w| &w.team.many))}</p> }
    });
    // What nobody leads is said with who could.
    let reason = found.unled.is_empty().then(|| {
        one_words(studio, roster, mentee).map(|words| view! { <p dir="auto">{words}</p> })
    });
    view! {
        <section class="stack" aria-labelledby="person-why">
            <h3 id="person-why">
                {t!(teams.why, name = name.clone(), team = word(|w| &w.team.one))}
            </h3>
            {reason}
            {none}
            {unled}
            <ul role="list" class="way-list">
                {lines}
            </ul>
        </section>
    }
    .into_any()
}

/// Nobody leads what somebody wants: who could, and what else would help.
fn unled(
    studio: Studio,
    mentee: RecordId,
    unled: &[Unled],
    open: RwSignal<bool>,
    may: bool,
) -> Option<AnyView> {
    if unled.is_empty() {
        return None;
    }
    let name = studio.name(mentee);
    let projects: Vec<String> = unled
        .iter()
        .map(|wish| project_words(studio, &wish.project))
        .collect();
    let mut said = BTreeSet::new();
    let could = unled.iter().flat_map(|wish| {
        let leads = wish.navigators.iter();
        leads.map(move |navigator| (*navigator, wish.project.clone()))
    });
    let could: Vec<_> = could
        .filter(|(navigator, _)| said.insert(*navigator))
        .take(OFFERED)
        .collect();
    let nobody = could.is_empty().then(|| {
        let navigator = word(|w| &w.navigator.one);
        let words = t!(
            teams.unled_nobody,
            name = name.clone(),
            navigator = navigator,
            teams = word(|w| &w.team.many)
        );
        view! { <p>{words}</p> }
    });
    let lines = could.into_iter().map(|(navigator, project)| {
        let said = t!(
            teams.way_led,
            name = studio.name(navigator),
            project = project_words(studio, &project),
            team = word(|w| &w.team.one)
        );
        let about = said.clone();
        let press = move |()| {
            open.set(false);
            let (moves, words) = studio.new_team_for(navigator, &project, mentee);
            studio.offer(moves, words, Some(mentee));
        };
        let deed = may.then(|| {
            view! {
                <Button label=t!(teams.do_this) look=ButtonLook::Small press=press about=about />
            }
        });
        view! {
            <li class="way">
                <span dir="auto">{said}</span>
                {deed}
            </li>
        }
    });
    Some(
        view! {
            <p>
                {t!(
                    teams.unled,
                    projects = list_words(&projects),
                    name = name,
                    teams = word(|w| &w.team.many)
                )}
            </p>
            {nobody}
            <ul role="list" class="way-list">
                {lines.collect_view()}
            </ul>
        }
        .into_any(),
    )
}
