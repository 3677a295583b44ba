//! Who takes part in a session, and as what: accepted applicants, and people added by hand.

mod contacts;
mod person;
mod removal;
mod typing;

use contacts::Contacts;
pub use person::PersonPage;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::person::Person;
use crate::domain::record::Kind;
use crate::domain::role::Role;
use crate::domain::roster::{Member, Origin, roster_id};
use crate::route::{Area, Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, live};
use crate::ui::conflicts::mark;
use crate::ui::crew::{self, CrewRead};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::messages;
use crate::ui::pages::choose::other_sessions;
use crate::ui::pages::compare;
use crate::ui::place;
use crate::ui::when::{names_words, number_words, zone_words};
use crate::ui::words::{capital, word};

/// How far reading has come.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    Nothing,
    Done(Arc<CrewRead>),
}

/// Reads everyone of a session now and whenever something changes.
fn follow(app: App, session: SessionId) -> RwSignal<Reading> {
    let reading = RwSignal::new(Reading::UnderWay);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        app.programme.track();
        turn.update_value(|turn| *turn += 1);
        let (this, session) = (turn.get_value(), session.clone());
        let before = reading.with_untracked(|reading| match reading {
            Reading::Done(read) => Some(Arc::clone(&read.crew)),
            _ => None,
        });
        spawn_local(async move {
            let now = match crew::read(app, &session, before).await {
                Ok(Some(read)) => Reading::Done(Arc::new(read)),
                Ok(None) => Reading::Nothing,
                Err(error) => Reading::Failed(error),
            };
            // A late reply, or the page was left.
            if turn.try_get_value() == Some(this) {
                reading.set(now);
            }
        });
    });
    reading
}

/// What is shown while there is nobody to show.
fn waiting(reading: &Reading) -> AnyView {
    match reading {
        Reading::UnderWay | Reading::Done(_) => {
            view! { <p class="quiet" role="status">{t!(teams.reading)}</p> }.into_any()
        }
        Reading::Failed(error) => {
            let why = messages::load_error(error);
            view! {
                <Notice tone=Tone::Danger title=t!(teams.not_read) live=true>
                    <p>{why}</p>
                </Notice>
            }
            .into_any()
        }
        Reading::Nothing => view! {
            <EmptyState title=t!(teams.no_session) mark=Icon::Calendar>
                <p>{t!(teams.no_session_help)}</p>
            </EmptyState>
        }
        .into_any(),
    }
}

/// Everyone of a session.
#[component]
pub fn PeoplePage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let failed = Failed::new(None);
    let reading = follow(app, session.clone());
    let of = session.clone();
    let body = live(move || match reading.get() {
        Reading::Done(read) => everyone(app, &read, failed),
        other => waiting(&other),
    });
    let title = move || match app.session(&of) {
        Some(session) => t!(teams.people_title, session = session.name),
        None => t!(teams.people).to_owned(),
    };
    let comparing = compare::crew_link(&session, std::iter::empty()).href();
    let back = (
        t!(teams.to_teams, teams = word(|w| &w.team.many)),
        Route::Studio(session.clone(), Query::default()).href(),
    );
    let others = other_sessions(Area::People, &session);
    let contacts = Contacts::new(app, session.clone(), failed);
    let removed = removal::undo(app, session, failed);
    view! {
        <PageHead title=title back=back>
            <p>{t!(teams.people_help)}</p>
            {others}
            <div class="roster-tools">
                <LinkButton href=comparing label=t!(crew.compare) mark=Icon::Calendar />
                {contacts.input()}
            </div>
        </PageHead>
        {failure(failed)}
        {removed}
        {contacts.view()}
        {body}
    }
    .into_any()
}

fn everyone(app: App, read: &Arc<CrewRead>, failed: Failed) -> AnyView {
    let mut roles = vec![
        Role::Mentee,
        Role::Navigator,
        Role::Captain,
        Role::Organizer,
    ];
    let own = app.programme.with_untracked(|programme| {
        let keys = programme.words.more.keys();
        keys.map(|key| Role::from_name(key)).collect::<Vec<_>>()
    });
    roles.extend(own);
    let there = read.crew.all().map(|member| member.role.clone());
    for role in there {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let groups = roles
        .into_iter()
        .map(|role| group(app, read, &role, failed));
    view! { <div class="stack stack-loose">{groups.collect_view()}</div> }.into_any()
}

/// What the programme calls a role, one and several of it, as they stand at the head of a sentence.
pub fn role_words(app: App, role: &Role) -> (String, String) {
    match role {
        Role::Mentee => (word(|w| &w.mentee.one), capital(|w| &w.mentee.many)),
        Role::Navigator => (word(|w| &w.navigator.one), capital(|w| &w.navigator.many)),
        Role::Captain => (word(|w| &w.captain.one), capital(|w| &w.captain.many)),
        Role::Organizer => (word(|w| &w.organizer.one), capital(|w| &w.organizer.many)),
        Role::Own(key) => app.programme.with_untracked(|programme| {
            let word = role.word(&programme.words);
            word.map_or_else(
                || (key.to_string(), key.to_string()),
                |word| (word.one.clone(), word.many.clone()),
            )
        }),
    }
}

fn group(app: App, read: &Arc<CrewRead>, role: &Role, failed: Failed) -> AnyView {
    let (one, many) = role_words(app, role);
    let mut members: Vec<&Member> = read.crew.of_role(role.clone()).collect();
    members.sort_by_cached_key(|member| member.name.to_lowercase());
    let count = number_words(members.len() as f64);
    let lines = members
        .iter()
        .map(|member| line(app, read, member))
        .collect_view();
    let none = members.is_empty().then(|| {
        view! { <p class="soft">{t!(teams.nobody_of_role)}</p> }
    });
    let session = read.session().id.clone();
    let role_of = role.clone();
    let add = move |()| add(app, session.clone(), role_of.clone(), failed);
    let heading = format!("role-{role}");
    let named_by = heading.clone();
    view! {
        <section class="stack" aria-labelledby=named_by>
            <div class="people-head">
                <h2 id=heading>{many} " " <span class="tab-count">{count}</span></h2>
                <Button label=t!(teams.add_role, role = one) mark=Icon::Plus press=add />
            </div>
            {none}
            <ul role="list" class="people-lines">
                {lines}
            </ul>
        </section>
    }
    .into_any()
}

/// Adds someone without a name yet, and goes to where it is asked: nothing typed can be lost then.
fn add(app: App, session: SessionId, role: Role, failed: Failed) {
    let command = Command::AddPerson {
        session: session.clone(),
        role,
        person: Box::new(Person::default()),
    };
    perform(app, command, failed, move |done| {
        let is_person = |record: &&crate::domain::record::Record| {
            record.live().is_some_and(|live| live.kind == Kind::Person)
        };
        if let Some(person) = done.records.iter().find(is_person) {
            place::go(&Route::Person(session, person.id));
        }
    });
}

fn line(app: App, read: &Arc<CrewRead>, member: &Member) -> AnyView {
    let session = read.session();
    let id = member.id;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(member.zone.as_deref().map(zone_words));
    match member.week {
        Some(week) => {
            let hours = crate::domain::overlap::Quarters::from(&week).hours();
            let hours = crate::plural!(common.hours, hours);
            facts.push(t!(teams.free_hours, hours = hours));
        }
        None => facts.push(t!(teams.no_times).to_owned()),
    }
    if let crate::domain::roster::Wishes::These(projects) = &member.wishes {
        let names = projects.iter().map(|project| {
            app.programme.with_untracked(|programme| {
                let known = programme.project(project);
                known.map_or_else(|| project.to_string(), |known| known.name.clone())
            })
        });
        facts.push(names_words(&names.collect::<Vec<_>>()));
    }
    facts.push(match member.origin {
        Origin::Application(_) => t!(teams.from_application).to_owned(),
        Origin::ByHand => t!(teams.by_hand).to_owned(),
    });
    let own: RecordId = roster_id(&session.id);
    let teams = read.roster(own).map(|roster| {
        let on = roster.teams_of(id).into_iter();
        on.filter_map(|team| Some(roster.teams.get(&team)?.name.clone()))
            .collect::<Vec<_>>()
    });
    let teams = teams.filter(|teams| !teams.is_empty()).map(|teams| {
        view! { <span class="chip">{names_words(&teams)}</span> }
    });
    let href = Route::Person(session.id.clone(), id).href();
    let person = read.people.get(&id);
    let mut theirs = read.members().filter(|part| part.person == id);
    let in_two_versions =
        person.is_some_and(|person| person.conflict) || theirs.any(|part| part.conflict);
    let twins = twins(app, read, member);
    view! {
        <li class="people-line">
            <a href=href dir="auto">
                {member.name.clone()}
            </a>
            {mark(in_two_versions)}
            {teams}
            <span class="soft small">{facts.join(" · ")}</span>
            {twins}
        </li>
    }
    .into_any()
}

/// Others of the session with the same email address: someone who was accepted twice, as two things, is two
/// people here.
fn twins(app: App, read: &Arc<CrewRead>, member: &Member) -> Option<AnyView> {
    let address = |member: &Member| member.email.trim().to_lowercase();
    let own = address(member);
    if own.is_empty() {
        return None;
    }
    let others = read.crew.all();
    let others: Vec<&Member> = others
        .filter(|other| other.id != member.id && other.is_in && address(other) == own)
        .collect();
    let links = others.iter().map(|other| {
        let href = Route::Person(read.session().id.clone(), other.id).href();
        let (one, _) = role_words(app, &other.role);
        view! {
            " "
            <a href=href dir="auto">
                {format!("{} ({one})", other.name)}
            </a>
        }
    });
    let links = links.collect_view();
    (!others.is_empty())
        .then(|| view! { <span class="small">{t!(teams.same_address)} {links}</span> }.into_any())
}
