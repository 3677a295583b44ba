//! Whom someone should look at, of everyone on the wall, with the facts: team by team, each with the way to their weeks.

use leptos::prelude::*;

use crate::domain::programme::SignalRules;
use crate::domain::roster::sheet::TeamSheet;
use crate::domain::time::Date;
use crate::domain::week::glance::Glances;
use crate::domain::week::history::{History, TeamHistory};
use crate::domain::week::one_to_one::Level;
use crate::domain::week::own::OwnParts;
use crate::domain::week::signal::{Signal, signals, team_signal};
use crate::route::Route;
use crate::t;
use crate::ui::pages::roster::read::Known;
use crate::ui::pages::roster::team_name;
use crate::ui::pages::weeks::{facts, level_title, title, viewer};

/// How many are shown before the rest is folded away.
const SHOWN: usize = 6;

/// One of them: what it says, and where it leads.
pub(super) struct Look {
    title: String,
    facts: String,
    href: String,
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
    let look = |signal: &Signal, name: &str, href: String| Look {
        title: title(&signal.what, name, false),
        facts: facts(&signal.what),
        href,
    };
    let is_open = |signal: &Signal| {
        let mut done = glances.dismissals.iter();
        !done.any(|one| one.signal == signal.id())
    };
    let of_team = team_signal(held, rules, today)
        .filter(is_open)
        .map(|signal| {
            let mut look = look(
                &signal,
                "",
                Route::Team(session.clone(), team.team.id).href(),
            );
            look.title = t!(
                weeks.cell,
                week = team_name(&team.team),
                what = look.title.clone()
            );
            look
        });
    let people = team.lines.iter().zip(people);
    let of_people = people.flat_map(|(line, history)| {
        let href = Route::Weeks(session.clone(), history.member).href();
        let by = viewer(known, own, line);
        let all = signals(history, rules, today).into_iter();
        let all = all
            .filter(is_open)
            .filter(move |signal| signal.seen_by.includes(by));
        let all = all.map({
            let href = href.clone();
            move |signal| look(&signal, &line.who.name, href.clone())
        });
        // Whoever needs help comes first.
        let told = glances.levels.iter().filter(move |told| {
            !known.by_cards && told.member == history.member && told.level != Level::Fine
        });
        let told = told.map(move |told| Look {
            title: t!(
                weeks.cell,
                week = line.who.name.clone(),
                what = level_title(told.level)
            ),
            facts: told.words.clone().unwrap_or_default(),
            href: href.clone(),
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
    let item = |look: Look| {
        view! {
            <li class="wall-look">
                <a href=look.href dir="auto">
                    {look.title}
                </a>
                <span class="soft small">{look.facts}</span>
            </li>
        }
    };
    let mut looks = looks.into_iter();
    let first: Vec<_> = looks.by_ref().take(SHOWN).map(item).collect();
    let rest: Vec<_> = looks.map(item).collect();
    let more = (!rest.is_empty()).then(|| {
        let words = crate::plural!(weeks.more_looks, rest.len() as f64);
        view! {
            <details>
                <summary>{words}</summary>
                <ul class="wall-looks" role="list">
                    {rest}
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
