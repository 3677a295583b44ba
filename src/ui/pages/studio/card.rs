//! The teams, a card each.

use leptos::prelude::*;

use super::chip::chip;
use super::drag;
use super::state::Studio;
use super::words::{breach_words, hours, project_words};
use crate::domain::id::RecordId;
use crate::domain::overlap::Turn;
use crate::domain::role::Role;
use crate::domain::roster::TeamPlan;
use crate::domain::roster::judge::TeamJudged;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Chip, EmptyState, Icon, Tone, icon, live, one_of};
use crate::ui::when::{date_brief, number_words};
use crate::ui::words::{capital, word};

/// Every team.
pub(super) fn cards(studio: Studio) -> AnyView {
    let cards = live(move || {
        // All of it is drawn anew at a change; what is in it reads no signals.
        let roster = studio.shown.get();
        studio.judged.track();
        studio.read.track();
        if roster.teams.is_empty() {
            return no_teams();
        }
        let cards = roster
            .in_order()
            .into_iter()
            .map(|(id, plan)| card(studio, id, plan))
            .collect_view();
        view! { <div class="team-cards">{cards}</div> }.into_any()
    });
    view! {
        <section aria-labelledby="studio-teams">
            <h2 id="studio-teams" class="unseen">
                {capital(|w| &w.team.many)}
            </h2>
            {cards}
        </section>
    }
    .into_any()
}

fn no_teams() -> AnyView {
    view! {
        <EmptyState title=t!(teams.no_teams, teams = word(|w| &w.team.many)) mark=Icon::Star>
            <p>{t!(teams.no_teams_help)}</p>
        </EmptyState>
    }
    .into_any()
}

fn card(studio: Studio, id: RecordId, plan: &TeamPlan) -> AnyView {
    let judged = studio.judged.get_untracked();
    let judged = judged.teams.get(&id).cloned().unwrap_or_default();
    let heading = format!("team-{id}");
    let named_by = heading.clone();
    let name = untrack(|| studio.team_name(id));
    let roster = studio.shown.get_untracked();
    let mentees: Vec<RecordId> = roster.mentees(id).collect();
    let looking = studio.preview.with_untracked(Option::is_some);
    let (rules, everyone) = untrack(|| {
        let crew = studio.crew();
        (crew.rules().clone(), roster.everyone(id))
    });
    let open = |role: Role, label: String| {
        (!looking).then(|| {
            let press = move |()| studio.slot.set(Some((id, role.clone())));
            view! {
                <Button
                    label=label
                    look=ButtonLook::Small
                    mark=Icon::Plus
                    press=press
                    about=name.clone()
                />
            }
        })
    };
    let people = |label: String, ids: Vec<RecordId>, more: Option<AnyView>| {
        let chips = ids
            .into_iter()
            .map(|person| view! { <li>{chip(studio, person, Some(id))}</li> })
            .collect_view();
        view! {
            <div class="team-places">
                <h4>{label}</h4>
                <ul role="list" class="person-chips">
                    {chips}
                </ul>
                {more}
            </div>
        }
    };
    let navigators: Vec<RecordId> = plan.navigators().collect();
    let room = rules.navigators as usize;
    let lead = (navigators.len() < room).then(|| {
        let label = t!(teams.choose, role = word(|w| &w.navigator.one));
        open(Role::Navigator, label).into_any()
    });
    let after = plan.captain.is_none().then(|| {
        let label = t!(teams.choose, role = word(|w| &w.captain.one));
        open(Role::Captain, label).into_any()
    });
    let seats = (mentees.len() < rules.mentees.1 as usize).then(|| {
        let label = t!(teams.choose, role = word(|w| &w.mentee.one));
        open(Role::Mentee, label).into_any()
    });
    let project = plan
        .project
        .as_ref()
        .map(|project| project_words(studio, project));
    let edit = (!looking).then(|| {
        view! {
            <Button
                label=t!(teams.edit)
                look=ButtonLook::Small
                mark=Icon::Edit
                press=move |()| studio.team.set(Some(id))
                about=name.clone()
            />
        }
    });
    let state = one_of(move || {
        let carried = studio.dragged.get().is_some();
        Some(if carried {
            "team-card takes-people"
        } else {
            "team-card"
        })
    });
    view! {
        <section
            class=state
            aria-labelledby=named_by
            on:dragover=move |event| drag::over(studio, &event)
            on:drop=move |event| drag::drop_on(studio, Some(id), &event)
        >
            <div class="team-head">
                <h3 id=heading dir="auto">
                    {name.clone()}
                </h3>
                {edit}
                <p class="team-project">
                    {project.unwrap_or_else(|| t!(teams.no_project).to_owned())}
                </p>
            </div>
            {standing(studio, &judged)}
            {people(capital(|w| &w.navigator.one), navigators, lead)}
            {people(capital(|w| &w.captain.one), plan.captain.into_iter().collect(), after)}
            {people(capital(|w| &w.mentee.many), mentees, seats)}
            {facts(studio, &judged, &everyone, plan)}
        </section>
    }
    .into_any()
}

/// Whether the team could begin, or what it lacks and breaks.
fn standing(studio: Studio, judged: &TeamJudged) -> AnyView {
    if judged.is_whole() {
        return view! {
            <p class="team-standing">
                <Chip label=t!(teams.is_whole) tone=Tone::Good mark=Icon::Check />
            </p>
        }
        .into_any();
    }
    let lines = judged.breaches.iter().map(|breach| {
        let (class, mark) = if breach.is_open() {
            ("is-open", Icon::Dots)
        } else {
            ("is-broken", Icon::Warning)
        };
        let words = untrack(|| breach_words(studio, breach));
        view! { <li class=class>{icon(mark)} <span>{words}</span></li> }
    });
    view! {
        <ul role="list" class="studio-breaches">
            {lines.collect_view()}
        </ul>
    }
    .into_any()
}

/// The hours, the balance, the points, and the weeks in which clocks change.
fn facts(studio: Studio, judged: &TeamJudged, everyone: &[RecordId], plan: &TeamPlan) -> AnyView {
    let mut lines: Vec<String> = Vec::new();
    if let Some(shared) = judged.hours {
        lines.push(t!(teams.together, hours = hours(shared)));
    }
    if let Some(least) = judged.captain_hours.values().min() {
        let captain = word(|w| &w.captain.one);
        lines.push(t!(
            teams.with_captain,
            captain = captain,
            hours = hours(*least)
        ));
    }
    if judged.spread > 0 {
        let levels = number_words(judged.spread as f64);
        lines.push(t!(teams.spread, n = levels));
    }
    if judged.points != 0 {
        let points = number_words(judged.points as f64);
        lines.push(t!(teams.points_of, n = points));
    }
    let turns = untrack(|| turns(studio, judged, everyone, plan));
    let turns = turns.iter().map(|words| {
        view! { <p class="team-turn">{icon(Icon::Clock)} <span>{words.clone()}</span></p> }
    });
    view! {
        <div class="team-facts">
            <p>{lines.join(" · ")}</p>
            {turns.collect_view()}
        </div>
    }
    .into_any()
}

/// The weeks that have fewer hours than the week before, in words (Promise 28).
fn turns(
    studio: Studio,
    judged: &TeamJudged,
    everyone: &[RecordId],
    plan: &TeamPlan,
) -> Vec<String> {
    let Some(zone) = &judged.zone else {
        return Vec::new();
    };
    let crew = studio.crew();
    let meet: Vec<RecordId> = everyone
        .iter()
        .copied()
        .filter(|person| Some(*person) != plan.captain)
        .collect();
    let common = crew.common(zone, &meet);
    let turns = common.map(|common| common.turns()).unwrap_or_default();
    let session = &crew.session;
    let words = |turn: &Turn| {
        let day = session.starts.plus_days(7 * turn.week as i64)?;
        let lost = super::words::spans_words(&turn.lost);
        (!turn.lost.is_empty()).then(|| t!(teams.turn, date = date_brief(day), lost = lost))
    };
    turns.iter().filter_map(words).collect()
}
