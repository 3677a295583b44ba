//! Why so many are on no team, in a few lines: what stands in the way, whom, and what would help most.

use leptos::prelude::*;

use super::state::Studio;
use super::words::{n, project_words};
use crate::domain::id::RecordId;
use crate::domain::roster::Roster;
use crate::domain::roster::explain::{Hindrance, Unplaced, hindrance, unplaced};
use crate::ui::components::{live, present_while};
use crate::ui::when::{list_words, names_words};
use crate::ui::words::word;
use crate::{plural, t};

/// How many of what is wanted are named.
const NAMED: usize = 3;

/// The part above those who are on no team. Of one person their own dialog tells it better.
pub(super) fn hindered(studio: Studio) -> AnyView {
    let is_many = Memo::new(move |_| {
        studio.shown.with(|shown| {
            let crew = studio.crew();
            let free = crew.of_role(crate::domain::role::Role::Mentee);
            let free = free.filter(|one| one.is_in && !shown.seats.contains_key(&one.id));
            !shown.teams.is_empty() && free.count() > 1
        })
    });
    let open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    present_while(
        move || is_many.get(),
        move || {
            view! {
                <details class="hindered" on:toggle=toggled>
                    <summary>{t!(teams.hindered)}</summary>
                    {present_while(move || open.get(), move || lines(studio))}
                </details>
            }
            .into_any()
        },
    )
}

fn lines(studio: Studio) -> AnyView {
    live(move || {
        let crew = studio.crew();
        let found = studio.shown.with(|shown| unplaced(&crew, shown));
        let lines = found.by.iter().map(|(hindrance, people)| {
            let helps = helps(studio, *hindrance, &found);
            view! {
                <li>
                    <p>{said(*hindrance, people.len())}</p>
                    {helps.map(|words| view! { <p class="soft small">{words}</p> })}
                    <p class="soft small">{names(studio, people)}</p>
                </li>
            }
        });
        view! {
            <ul role="list" class="hindered-list">
                {lines.collect_view()}
            </ul>
        }
        .into_any()
    })
}

fn names(studio: Studio, people: &[RecordId]) -> String {
    let mut names: Vec<String> = people.iter().map(|person| studio.name(*person)).collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    names_words(&names)
}

fn said(hindrance: Hindrance, many: usize) -> String {
    let many = many as f64;
    match hindrance {
        Hindrance::Nothing => plural!(teams.hindered_nothing, many, teams = word(|w| &w.team.many)),
        Hindrance::Full => plural!(teams.hindered_full, many, teams = word(|w| &w.team.many)),
        Hindrance::CaptainHours => {
            plural!(
                teams.hindered_captain,
                many,
                captain = word(|w| &w.captain.one),
                teams = word(|w| &w.team.many)
            )
        }
        Hindrance::TeamHours => plural!(teams.hindered_hours, many, teams = word(|w| &w.team.many)),
        Hindrance::Apart => plural!(teams.hindered_apart, many, teams = word(|w| &w.team.many)),
        Hindrance::Unwanted => {
            plural!(
                teams.hindered_unwanted,
                many,
                teams = word(|w| &w.team.many)
            )
        }
        Hindrance::NoWeek => plural!(teams.hindered_silent, many),
    }
}

/// What would help most, if that can be said of all of them at once.
fn helps(studio: Studio, hindrance: Hindrance, found: &Unplaced) -> Option<String> {
    let rules = studio.read.with(|read| read.crew.rules().clone());
    let one_less = |asked: u32, words: fn(String, f64) -> String| {
        let many = found.by_one_hour.get(&hindrance).copied().unwrap_or(0);
        (many > 0 && asked > 0).then(|| words(n(asked), f64::from(many)))
    };
    match hindrance {
        Hindrance::Nothing => Some(t!(teams.helps_open, form_open = t!(teams.form_open))),
        Hindrance::Full => Some(t!(
            teams.helps_full,
            navigator = word(|w| &w.navigator.one),
            most = n(rules.mentees.1)
        )),
        Hindrance::TeamHours => one_less(rules.team_hours, |asked, many| {
            plural!(teams.helps_hour, many, asked = asked)
        }),
        Hindrance::CaptainHours => one_less(rules.captain_hours, |asked, many| {
            plural!(teams.helps_hour, many, asked = asked)
        }),
        Hindrance::Unwanted => {
            let wanted = found.wanted.iter().take(NAMED).map(|(project, many)| {
                t!(
                    teams.wanted_by,
                    project = project_words(studio, project),
                    n = n(*many)
                )
            });
            let wanted: Vec<String> = wanted.collect();
            (!wanted.is_empty()).then(|| {
                t!(
                    teams.helps_wanted,
                    navigator = word(|w| &w.navigator.one),
                    projects = list_words(&wanted)
                )
            })
        }
        Hindrance::Apart | Hindrance::NoWeek => None,
    }
}

/// Why one person is on no team, in a sentence; nothing where there are no teams.
pub(super) fn one_words(studio: Studio, roster: &Roster, mentee: RecordId) -> Option<String> {
    let name = studio.name(mentee);
    let teams = word(|w| &w.team.many);
    let captain = word(|w| &w.captain.one);
    Some(match hindrance(&studio.crew(), roster, mentee)? {
        Hindrance::Nothing => t!(teams.hinders_nothing, name = name, teams = teams),
        Hindrance::Full => t!(teams.hinders_full, name = name, teams = teams),
        Hindrance::CaptainHours => {
            t!(
                teams.hinders_captain,
                name = name,
                teams = teams,
                captain = captain
            )
        }
        Hindrance::TeamHours => t!(teams.hinders_hours, name = name, teams = teams),
        Hindrance::Apart => t!(teams.hinders_apart, name = name, teams = teams),
        Hindrance::Unwanted => t!(teams.hinders_unwanted, name = name, teams = teams),
        Hindrance::NoWeek => t!(teams.hinders_silent, name = name),
    })
}
