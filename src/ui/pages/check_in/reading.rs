//! A check-in as it is read: what is said, and for whom.

use leptos::prelude::*;

use super::Here;
use super::form::{label, mood_words, pace_words};
use crate::domain::id::RecordId;
use crate::domain::programme::Usual;
use crate::domain::record::{Audience, Value};
use crate::domain::role::Role;
use crate::domain::week::check_in::Words;
use crate::t;
use crate::ui::components::{EmptyState, Icon, Summary, SummaryRow, live};
use crate::ui::pages::roster::read::Known;
use crate::ui::when::{hours_words, names_words};
use crate::ui::words::word;

/// Who reads what is for an audience, by name: of those whom it was written for, whoever is on the team by now.
pub(super) fn audience_words(here: Here, audience: &Audience) -> String {
    let organizers = word(|w| &w.organizer.many);
    here.known.with(|known| match audience {
        Audience::Team(_) => t!(
            weeks.read_by_team,
            team = word(|w| &w.team.one),
            organizers = organizers
        ),
        Audience::Leads(team) => {
            let names = leads(known, *team, here.member);
            if names.is_empty() {
                t!(weeks.read_by_nobody, team = word(|w| &w.team.one))
            } else {
                read_by(names_words(&names))
            }
        }
        Audience::Care(captain) => {
            let line = known.sheet.line(*captain);
            read_by(line.map_or_else(|| word(|w| &w.captain.one), |line| line.who.name.clone()))
        }
        Audience::Member(_) => t!(weeks.read_by_organizers, organizers = organizers),
        Audience::Device
        | Audience::Public
        | Audience::Inbox(_)
        | Audience::Organizers
        | Audience::Officers(_)
        | Audience::Unknown(_) => t!(weeks.for_others).to_owned(),
    })
}

/// The navigators and the captain of a team, but for whoever writes.
fn leads(known: &Known, team: RecordId, but: RecordId) -> Vec<String> {
    let sheet = known.sheet.team(team).into_iter();
    let leads = sheet.flat_map(|sheet| {
        let lead = [Role::Navigator, Role::Captain].map(|role| sheet.of_role(role));
        lead.into_iter().flatten()
    });
    let leads = leads.filter(|lead| lead.member.is_in() && lead.member.id != but);
    leads.map(|lead| lead.who.name.clone()).collect()
}

fn read_by(names: String) -> String {
    t!(weeks.read_by, names = names, team = word(|w| &w.team.one))
}

/// A text among those that copies say; nothing is said as such.
pub fn text_words(value: &Value) -> String {
    match value.as_text() {
        Some(text) if !text.is_empty() => text.to_owned(),
        Some(_) | None => t!(weeks.not_said).to_owned(),
    }
}

/// An answer beside its question.
pub(super) fn answer_row(question: &str, text: &str) -> AnyView {
    let (question, text) = (question.to_owned(), text.to_owned());
    view! {
        <SummaryRow label=question>
            <p class="said" dir="auto">
                {text}
            </p>
        </SummaryRow>
    }
    .into_any()
}

/// What is said, row by row; what is not is left out.
pub(super) fn block(here: Here, words: &Words) -> AnyView {
    here.rules.with_value(|rules| {
        let text = |usual: Usual, text: &str| {
            let is_said = !text.trim().is_empty();
            is_said.then(|| answer_row(&label(rules, usual), text))
        };
        let row = |usual: Usual, value: Option<String>| {
            let label = label(rules, usual);
            value.map(|value| view! { <SummaryRow label=label>{value}</SummaryRow> })
        };
        let did = text(Usual::Did, &words.did);
        let next = text(Usual::Next, &words.next);
        let in_the_way = text(Usual::InTheWay, &words.in_the_way);
        let hours = row(Usual::Hours, words.minutes.map(hours_words));
        let pace = words.pace.map(|pace| pace_words(pace).to_owned());
        let pace = row(Usual::Pace, pace);
        let mood = words.mood.map(|mood| mood_words(mood).to_owned());
        let mood = row(Usual::Mood, mood);
        let answers = words.answered(&rules.questions).into_iter();
        let answers = answers.map(|one| answer_row(one.question, one.text));
        let answers = answers.collect_view();
        let links = links(label(rules, Usual::Links), &words.links);
        view! {
            <Summary>{did} {next} {in_the_way} {hours} {pace} {mood} {answers} {links}</Summary>
        }
        .into_any()
    })
}

/// Links, one a line. Only what is a web address is one.
fn links(label: String, text: &str) -> Option<AnyView> {
    let lines: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    let items = lines.clone().into_iter().map(|line| {
        let is_web = line.starts_with("https://") || line.starts_with("http://");
        if is_web {
            let href = line.clone();
            view! { <li><a href=href rel="noreferrer" dir="ltr">{line}</a></li> }.into_any()
        } else {
            view! { <li dir="auto">{line}</li> }.into_any()
        }
    });
    (!lines.is_empty()).then(|| {
        view! {
            <SummaryRow label=label>
                <ul class="said-links">{items.collect_view()}</ul>
            </SummaryRow>
        }
        .into_any()
    })
}

/// What this device was given of somebody's week.
pub(super) fn reading(here: Here) -> AnyView {
    let checking = here.checking;
    live(move || {
        let words = checking.words.get();
        let others = checking.others.get();
        if words.is_empty() && others.is_empty() {
            return view! {
                <EmptyState title=t!(weeks.nothing_said) mark=Icon::Inbox>
                    <p>{t!(weeks.nothing_said_help)}</p>
                </EmptyState>
            }
            .into_any();
        }
        let others = others.iter().map(|one| {
            view! {
                <section class="card">
                    <p class="soft small">{audience_words(here, &one.audience)}</p>
                    {block(here, &one.words)}
                </section>
            }
        });
        let shown = (!words.is_empty()).then(|| {
            let to = audience_words(here, &checking.audience.get());
            view! {
                <section class="card">
                    <p class="soft small">{to}</p>
                    {block(here, &words)}
                </section>
            }
        });
        view! {
            {shown}
            {others.collect_view()}
        }
        .into_any()
    })
}
