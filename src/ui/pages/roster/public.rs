//! What everyone would see of the roster: of each person what they agreed to show. A preview: nothing is
//! published from here.

use leptos::prelude::*;

use super::{Desk, Known, PUBLIC, agreeing, hand_over, head, print, written};
use crate::browser::files::Sort;
use crate::domain::id::SessionId;
use crate::domain::roster::sheet::{Named, PublicSheet, PublicTeam, public};
use crate::format::markdown;
use crate::format::sheet::github_page;
use crate::ui::components::{Button, EmptyState, Icon, Notice, Tone, live};
use crate::ui::deed::failure;
use crate::ui::words::{capitalised, role_word};
use crate::{plural, t};

pub(super) fn preview(desk: Desk, session: &SessionId) -> AnyView {
    let save = move |()| {
        let (text, session) = desk.known.with_untracked(|known| {
            let blocks = written::public(known, &public(&known.sheet));
            (markdown::to_text(&blocks), known.session().id.clone())
        });
        let name = format!("{session}-roster-public.md");
        hand_over(desk.app, name, text, Sort::Markdown, desk.failed);
    };
    let shown = live(move || {
        desk.known.with(|known| {
            let sheet = public(&known.sheet);
            if sheet == PublicSheet::default() {
                return nobody();
            }
            all(known, &sheet)
        })
    });
    view! {
        {head(desk, session, PUBLIC)}
        <div class="unprinted">
            <Notice tone=Tone::Info title=t!(roster.preview)>
                <p>{t!(roster.preview_help)}</p>
            </Notice>
        </div>
        <div class="roster-tools unprinted">
            <Button label=t!(roster.export_markdown) mark=Icon::Download press=save />
            {print(desk.failed)}
        </div>
        {failure(desk.failed)}
        {agreeing::everyone(desk)}
        {shown}
    }
    .into_any()
}

fn nobody() -> AnyView {
    view! {
        <EmptyState title=t!(roster.public_none) mark=Icon::Lock>
            <p>{t!(roster.public_none_help)}</p>
        </EmptyState>
    }
    .into_any()
}

fn all(known: &Known, sheet: &PublicSheet) -> AnyView {
    let teams = sheet.teams.iter().enumerate();
    let teams = teams
        .map(|(place, one)| team(known, place, one))
        .collect_view();
    let others = (!sheet.others.is_empty()).then(|| {
        let people = sheet.others.iter().map(|named| {
            view! { <li class="roster-person">{who(named)}</li> }
        });
        view! {
            <section class="roster-rest" aria-labelledby="public-others">
                <h2 id="public-others">{t!(roster.public_others)}</h2>
                <ul class="roster-people" role="list">
                    {people.collect_view()}
                </ul>
            </section>
        }
    });
    let unnamed = (sheet.unnamed > 0).then(|| {
        view! { <p class="soft">{plural!(roster.public_unnamed, sheet.unnamed as f64)}</p> }
    });
    view! {
        <div class="roster-public">
            <div class="roster-teams">{teams}</div>
            {others}
            {unnamed}
        </div>
    }
    .into_any()
}

fn team(known: &Known, place: usize, team: &PublicTeam) -> AnyView {
    let id = format!("public-team-{place}");
    let named_by = id.clone();
    let project = team.project.as_ref().map(|project| {
        view! { <p class="roster-project">{known.project_name(project)}</p> }
    });
    let people = team.named.iter().map(|(role, named)| {
        view! {
            <li class="roster-person">
                {who(named)} <span class="roster-zone">{capitalised(&role_word(role))}</span>
            </li>
        }
    });
    let unnamed = written::unnamed(team).map(|words| view! { <p class="soft small">{words}</p> });
    view! {
        <section class="card roster-team" aria-labelledby=named_by>
            <div class="roster-team-head">
                <h2 id=id class="card-title" dir="auto">
                    {written::public_name(team)}
                </h2>
                {project}
            </div>
            <ul class="roster-people" role="list">
                {people.collect_view()}
            </ul>
            {unnamed}
        </section>
    }
    .into_any()
}

fn who(named: &Named) -> AnyView {
    let name = named.name.clone().map(|name| {
        view! { <strong dir="auto">{name}</strong> }
    });
    let github = named.github.as_ref().map(|github| {
        let label = format!("@{}", github.trim().trim_start_matches('@'));
        match github_page(github) {
            Some(href) => view! { <a href=href>{label}</a> }.into_any(),
            None => view! { <span>{label}</span> }.into_any(),
        }
    });
    view! { {name} {github} }.into_any()
}
