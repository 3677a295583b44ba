//! Who gets a certificate: those who finished at first, everyone else with why not.

use leptos::prelude::*;

use super::{Desk, Person};
use crate::domain::week::certificate::Unpicked;
use crate::t;
use crate::ui::components::live;
use crate::ui::pages::roster::{standing_mark, team_name};
use crate::ui::pages::standing::words::verdict_words;
use crate::ui::when::{date_brief, number_words};
use crate::ui::words::{capitalised, role_word};

/// Both groups, each with what can be said of it.
pub(super) fn choosing(desk: Desk, people: Signal<Vec<Person>>) -> AnyView {
    live(move || {
        let (finished, others): (Vec<Person>, Vec<Person>) = people
            .get()
            .into_iter()
            .partition(|person| person.candidate.why.is_none());
        let n = |people: &[Person]| number_words(people.len() as f64);
        let first = if finished.is_empty() {
            view! { <p class="soft">{t!(certificates.finished_none)}</p> }.into_any()
        } else {
            group(
                desk,
                "certificates-finished",
                t!(certificates.finished, n = n(&finished)),
                t!(certificates.names_help),
                &finished,
            )
        };
        let second = (!others.is_empty()).then(|| {
            group(
                desk,
                "certificates-others",
                t!(certificates.others, n = n(&others)),
                t!(certificates.others_help),
                &others,
            )
        });
        view! {
            {first}
            {second}
        }
        .into_any()
    })
}

fn group(
    desk: Desk,
    id: &'static str,
    title: String,
    help: &'static str,
    people: &[Person],
) -> AnyView {
    let rows = people.iter().map(|person| row(desk, person));
    view! {
        <section class="stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p class="soft">{help}</p>
            <ul class="certificates-people" role="list">
                {rows.collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

/// “Not marked as finished. By the rule: active.”
fn why_words(person: &Person) -> Option<String> {
    let why = match person.candidate.why? {
        Unpicked::StillIn => t!(certificates.still_in).to_owned(),
        Unpicked::Paused(Some(day)) => t!(certificates.paused, date = date_brief(day)),
        Unpicked::Paused(None) => t!(certificates.paused_undated).to_owned(),
        Unpicked::Left(Some(day)) => t!(certificates.left, date = date_brief(day)),
        Unpicked::Left(None) => t!(certificates.left_undated).to_owned(),
    };
    let rule = person.candidate.verdict;
    let rule = rule.map(|verdict| t!(certificates.by_rule, what = verdict_words(verdict)));
    Some(
        [Some(why), rule]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

fn row(desk: Desk, person: &Person) -> AnyView {
    let stored = StoredValue::new(person.clone());
    let id = person.id();
    let is_picked = Memo::new(move |_| stored.with_value(|person| desk.is_picked(person)));
    let pick = move |event| {
        let now = event_target_checked(&event);
        desk.picks.update(|picks| {
            picks.insert(id, now);
        });
    };
    let name = person.line.who.name.clone();
    let role = capitalised(&role_word(&person.line.member.role));
    let role = match &person.team {
        Some(team) => t!(weeks.role_on, role = role, team = team_name(team)),
        None => role,
    };
    let why = why_words(person);
    let why_id = format!("certificate-why-{id}");
    let described = why.is_some().then(|| why_id.clone());
    let field = live(move || {
        is_picked
            .get()
            .then(|| stored.with_value(|person| name_field(desk, person)))
            .into_any()
    });
    view! {
        <li class="certificates-person">
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=is_picked
                    aria-describedby=described
                    on:change=pick
                />
                <span class="certificates-who">
                    <bdi class="certificates-called">{name}</bdi>
                    <span class="roster-zone">{role}</span>
                    {standing_mark(&person.line.member)}
                </span>
            </label>
            {why
                .map(|why| {
                    view! {
                        <p id=why_id class="certificates-why">
                            {why}
                        </p>
                    }
                })}
            {field}
        </li>
    }
    .into_any()
}

fn name_field(desk: Desk, person: &Person) -> AnyView {
    let id = person.id();
    let called = person.line.who.name.clone();
    let about = t!(certificates.name_of, name = called.clone());
    let now = move || {
        let typed = desk.names.with(|names| names.get(&id).cloned());
        typed.unwrap_or_else(|| called.clone())
    };
    let typed = move |event| {
        let typed = event_target_value(&event);
        desk.names.update(|names| {
            names.insert(id, typed);
        });
    };
    view! {
        <label class="certificates-name">
            <span aria-hidden="true">{t!(certificates.name)}</span>
            <input
                class="input"
                type="text"
                dir="auto"
                autocomplete="off"
                aria-label=about
                prop:value=now
                on:input=typed
            />
        </label>
    }
    .into_any()
}
