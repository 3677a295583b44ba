//! Whom someone should look at, of everyone on the wall, with the facts: team by team, each with the way to their weeks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::programme::SignalRules;
use crate::domain::roster::sheet::TeamSheet;
use crate::domain::time::Date;
use crate::domain::week::glance::Glances;
use crate::domain::week::history::{History, TeamHistory};
use crate::domain::week::one_to_one::Level;
use crate::domain::week::own::OwnParts;
use crate::domain::week::signal::{Signal, What, signals, team_signal};
use crate::route::Route;
use crate::t;
use crate::ui::components::present_while;
use crate::ui::pages::roster::read::Known;
use crate::ui::pages::roster::team_name;
use crate::ui::pages::weeks::{facts, level_title, title, viewer};

/// How many are shown before the rest is folded away.
const SHOWN: usize = 6;

/// One of them. It is put into words once it is shown: of very many people few are.
pub(super) struct Look {
    what: Told,
    /// Where it leads.
    route: Route,
}

/// What one says.
enum Told {
    /// Something about somebody, by what they are called.
    Person(What, String),
    /// Something about a team, by what it is called.
    Team(What, String),
    /// How somebody seems to their captain, with words that they agreed to.
    Level(Level, String, String),
}

impl Look {
    /// What it says, and the facts.
    fn words(&self) -> (String, String) {
        match &self.what {
            Told::Person(what, name) => (title(what, name, false), facts(what)),
            Told::Team(what, name) => {
                let words = t!(
                    weeks.cell,
                    week = name.clone(),
                    what = title(what, "", false)
                );
                (words, facts(what))
            }
            Told::Level(level, name, words) => {
                let title = t!(weeks.cell, week = name.clone(), what = level_title(*level));
                (title, words.clone())
            }
        }
    }
}

/// What they are found by, and in whose hands the device is.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub known: &'a Known,
    pub own: Option<&'a OwnParts>,
    pub rules: &'a SignalRules,
    pub glances: &'a Glances,
}

/// Those of a team.
pub(super) fn of_team(
    team: &TeamSheet,
    people: &[History],
    held: &TeamHistory,
    seen: &Seen<'_>,
    today: Option<Date>,
) -> Vec<Look> {
    let Seen {
        known,
        own,
        rules,
        glances,
    } = *seen;
    let Some(today) = today else {
        return Vec::new();
    };
    let session = &team.team.session;
    let is_open = |signal: &Signal| {
        let mut done = glances.dismissals.iter();
        !done.any(|one| one.signal == signal.id())
    };
    let of_team = team_signal(held, rules, today)
        .filter(is_open)
        .map(|signal| Look {
            what: Told::Team(signal.what, team_name(&team.team)),
            route: Route::Team(session.clone(), team.team.id),
        });
    let people = team.lines.iter().zip(people);
    let of_people = people.flat_map(|(line, history)| {
        let route = Route::Weeks(session.clone(), history.member);
        let by = viewer(known, own, line);
        let all = signals(history, rules, today).into_iter();
        let all = all
            .filter(is_open)
            .filter(move |signal| signal.seen_by.includes(by));
        let all = all.map({
            let route = route.clone();
            move |signal| Look {
                what: Told::Person(signal.what, line.who.name.clone()),
                route: route.clone(),
            }
        });
        // Whoever needs help comes first.
        let told = glances.levels.iter().filter(move |told| {
            !known.by_cards && told.member == history.member && told.level != Level::Fine
        });
        let told = told.map(move |told| Look {
            what: Told::Level(
                told.level,
                line.who.name.clone(),
                told.words.clone().unwrap_or_default(),
            ),
            route: route.clone(),
        });
        told.chain(all)
    });
    of_team.into_iter().chain(of_people).collect()
}

/// The part of the page; nothing where nobody has to be looked at.
pub(super) fn part(looks: Vec<Look>) -> AnyView {
    if looks.is_empty() {
        return ().into_any();
    }
    let mut rest = looks;
    let first: Vec<Look> = rest.drain(..rest.len().min(SHOWN)).collect();
    let first: Vec<_> = first.iter().map(item).collect();
    let more = (!rest.is_empty()).then(|| {
        let words = crate::plural!(weeks.more_looks, rest.len() as f64);
        let open = RwSignal::new(false);
        let toggled = move |event: leptos::ev::Event| {
            open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
        };
        let rest = Arc::new(rest);
        view! {
            <details on:toggle=toggled>
                <summary>{words}</summary>
                <ul class="wall-looks" role="list">
                    {present_while(
                        move || open.get(),
                        move || rest.iter().map(item).collect_view().into_any(),
                    )}
                </ul>
            </details>
        }
    });
    view! {
        <section class="stack" aria-labelledby="wall-looks">
            <h2 id="wall-looks">{t!(weeks.signals)}</h2>
            <ul class="wall-looks" role="list">
                {first}
            </ul>
            {more}
        </section>
    }
    .into_any()
}

fn item(look: &Look) -> AnyView {
    let (title, facts) = look.words();
    view! {
        <li class="wall-look">
            <a href=look.route.href() dir="auto">
                {title}
            </a>
            <span class="soft small">{facts}</span>
        </li>
    }
    .into_any()
}
