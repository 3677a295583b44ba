//! The teams, a card each.

use leptos::prelude::*;

use super::chip::chips;
use super::drag;
use super::state::{Studio, TEAMS};
use super::words::{breach_words, hours, project_words};
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::domain::roster::judge::{Breach, TeamJudged};
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Chip, EmptyState, Icon, Tone, icon, live, one_of, words,
};
use crate::ui::pages::team::turns_words;
use crate::ui::when::number_words;
use crate::ui::words::{capital, word};

/// Every team.
pub(super) fn cards(studio: Studio) -> AnyView {
    let ids = Memo::new(move |_| {
        studio.shown.with(|shown| {
            let teams = shown.in_order().into_iter();
            teams.map(|(id, _)| id).collect::<Vec<_>>()
        })
    });
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let cards = live(move || {
        if none.get() {
            return no_teams();
        }
        view! {
            <div class="team-cards">
                <For
                    each=move || ids.get()
                    key=|id| *id
                    children=move |id| card(studio, id)
                />
            </div>
        }
        .into_any()
    });
    view! {
        <section aria-labelledby=TEAMS>
            <h2 id=TEAMS class="unseen" tabindex="-1">
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

/// A team. It stays the same element as long as there is one, and so do the chips on it: each part is drawn anew
/// where what it says changes.
fn card(studio: Studio, id: RecordId) -> AnyView {
    let plan = Memo::new(move |_| {
        let plan = studio.shown.with(|shown| shown.teams.get(&id).cloned());
        plan.unwrap_or_default()
    });
    let judged = Memo::new(move |_| {
        let judged = studio.judged.with(|judged| judged.teams.get(&id).cloned());
        judged.unwrap_or_default()
    });
    let mentees = Memo::new(move |_| {
        let seated = studio.seated.with(|seated| seated.get(&id).cloned());
        seated.unwrap_or_default()
    });
    let navigators = Memo::new(move |_| plan.with(|plan| plan.navigators().collect::<Vec<_>>()));
    let captains =
        Memo::new(move |_| plan.with(|plan| plan.captain.into_iter().collect::<Vec<_>>()));
    let name = Memo::new(move |_| {
        plan.track();
        untrack(|| studio.team_name(id))
    });
    let looking = Memo::new(move |_| studio.preview.with(Option::is_some));
    let doubt = Memo::new(move |_| {
        studio
            .stored
            .with(|stored| stored.is_conflict() && !stored.doubts_about(id).is_empty())
    });
    let heading = format!("team-{id}");
    let named_by = heading.clone();
    // An open place can be filled from here.
    let open = move |role: Role, label: String, people: Memo<Vec<RecordId>>| {
        let of = role.clone();
        let has_room = Memo::new(move |_| {
            let crew = studio.crew();
            let rules = crew.rules();
            let room = match of {
                Role::Navigator => rules.navigators,
                Role::Captain => 1,
                Role::Mentee | Role::Organizer | Role::Own(_) => rules.mentees.1,
            };
            !looking.get() && people.with(Vec::len) < room as usize
        });
        live(move || {
            if !has_room.get() {
                return ().into_any();
            }
            let role = role.clone();
            let press = move |()| studio.slot.set(Some((id, role.clone())));
            view! {
                <Button
                    label=label.clone()
                    look=ButtonLook::Small
                    mark=Icon::Plus
                    press=press
                    about=name.get()
                />
            }
            .into_any()
        })
    };
    let people = move |label: String, choose: String, role: Role, ids: Memo<Vec<RecordId>>| {
        view! {
            <div class="team-places">
                <h4>{label}</h4>
                {chips(studio, ids, Some(id))}
                {open(role, choose, ids)}
            </div>
        }
    };
    let edit = live(move || {
        if looking.get() {
            return ().into_any();
        }
        view! {
            <Button
                label=t!(teams.edit)
                look=ButtonLook::Small
                mark=Icon::Edit
                press=move |()| studio.team.set(Some(id))
                about=name.get()
            />
        }
        .into_any()
    });
    let project = words(move || {
        let project = plan.with(|plan| plan.project.clone());
        project.map_or_else(
            || t!(teams.no_project).to_owned(),
            |project| project_words(studio, &project),
        )
    });
    let doubt = live(move || {
        doubt
            .get()
            .then(|| {
                view! {
                    <p class="person-mark team-doubt">
                        {icon(Icon::Warning)} <span>{t!(teams.otherwise)}</span>
                    </p>
                }
            })
            .into_any()
    });
    let state = one_of(move || {
        let carried = studio.dragged.get().is_some();
        Some(if carried {
            "team-card takes-people"
        } else {
            "team-card"
        })
    });
    let choose = |role: String| t!(teams.choose, role = role);
    view! {
        <section
            class=state
            aria-labelledby=named_by
            on:dragover=move |event| drag::over(studio, &event)
            on:drop=move |event| drag::drop_on(studio, Some(id), &event)
        >
            <div class="team-head">
                <h3 id=heading dir="auto">
                    {words(move || name.get())}
                </h3>
                {edit}
                <p class="team-project">{project}</p>
                {doubt}
            </div>
            {live(move || {
                studio.read.track();
                standing(studio, &judged.get())
            })}
            {people(
                capital(|w| &w.navigator.one),
                choose(word(|w| &w.navigator.one)),
                Role::Navigator,
                navigators,
            )}
            {people(
                capital(|w| &w.captain.one),
                choose(word(|w| &w.captain.one)),
                Role::Captain,
                captains,
            )}
            {people(
                capital(|w| &w.mentee.many),
                choose(word(|w| &w.mentee.one)),
                Role::Mentee,
                mentees,
            )}
            {live(move || {
                studio.read.track();
                facts(studio, &judged.get(), &navigators.get(), &mentees.get())
            })}
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
        // Who does not take part any more makes room for who could step in.
        let off = match breach {
            Breach::Gone(person) if studio.preview.with_untracked(Option::is_none) => {
                let (person, about) = (*person, untrack(|| studio.name(*person)));
                let press = move |()| studio.put(person, None);
                Some(view! {
                    <Button
                        label=t!(teams.take_off)
                        look=ButtonLook::Small
                        about=about
                        press=press
                    />
                })
            }
            _ => None,
        };
        view! { <li class=class>{icon(mark)} <span>{words}</span> {off}</li> }
    });
    view! {
        <ul role="list" class="studio-breaches">
            {lines.collect_view()}
        </ul>
    }
    .into_any()
}

/// The hours, the balance, the points, and the weeks in which clocks change.
fn facts(
    studio: Studio,
    judged: &TeamJudged,
    navigators: &[RecordId],
    mentees: &[RecordId],
) -> AnyView {
    let mut lines: Vec<String> = Vec::new();
    if let Some(shared) = judged.together() {
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
    let meet: Vec<RecordId> = navigators.iter().chain(mentees).copied().collect();
    let turns = untrack(|| turns(studio, judged, &meet));
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

/// What the change of clocks does to their hours, in words (Promise 28).
fn turns(studio: Studio, judged: &TeamJudged, meet: &[RecordId]) -> Vec<String> {
    let Some(zone) = &judged.zone else {
        return Vec::new();
    };
    let crew = studio.crew();
    let common = crew.common(zone, meet);
    let words = common.map(|common| turns_words(&common, crew.session.starts, zone));
    words.unwrap_or_default()
}
