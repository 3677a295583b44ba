//! Somebody of a session: what is known of them, to be said otherwise. What is typed saves by itself.

use std::sync::Arc;

use leptos::prelude::*;

use super::removal::removal;
use super::typing::{Part, PersonTyping, read_part};
use super::{Reading, follow, role_words, waiting};
use crate::domain::answer::Typed;
use crate::domain::form::Question;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::person::Person;
use crate::domain::programme::Session;
use crate::domain::record::Value;
use crate::domain::role::Role;
use crate::domain::roster::{Member, Origin};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::answers::sent_words;
use crate::ui::app::{App, use_app};
use crate::ui::components::question::{QuestionField, Surroundings};
use crate::ui::components::{
    Button, ButtonLook, Chip, EmptyState, Icon, LinkButton, PageHead, hand_on_focus, live,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::crew::CrewRead;
use crate::ui::deed::{Failed, failure};
use crate::ui::when::{names_words, number_words, zone_words};
use crate::ui::words::word;

/// Somebody of a session.
#[component]
pub fn PersonPage(
    /// The session.
    session: SessionId,
    /// Who.
    person: RecordId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    // The form is made once; what is read later flows into it.
    let here = Memo::new(move |_| {
        reading.with(|reading| match reading {
            Reading::Done(read) => Some(read.crew.get(person).is_some()),
            _ => None,
        })
    });
    let of = session.clone();
    let body = live(move || match here.get() {
        None => waiting(&reading.get()),
        Some(false) => view! {
            <EmptyState title=t!(teams.person_not_here) mark=Icon::Info>
                <p>{t!(teams.person_not_here_help)}</p>
            </EmptyState>
        }
        .into_any(),
        Some(true) => match reading.get_untracked() {
            Reading::Done(read) => form(app, &of, &read, person, reading),
            _ => ().into_any(),
        },
    });
    let name = move || {
        reading.with(|reading| match reading {
            Reading::Done(read) => read
                .crew
                .get(person)
                .map(|member| member.name.clone())
                .unwrap_or_default(),
            _ => String::new(),
        })
    };
    let title = move || {
        let name = name();
        if name.is_empty() {
            t!(teams.new_person).to_owned()
        } else {
            name
        }
    };
    let back = (
        t!(teams.people).to_owned(),
        Route::People(session.clone()).href(),
    );
    view! {
        <PageHead title=title back=back />
        {body}
    }
    .into_any()
}

fn form(
    app: App,
    session: &SessionId,
    read: &Arc<CrewRead>,
    id: RecordId,
    reading: RwSignal<Reading>,
) -> AnyView {
    let Some(member) = read.crew.get(id).cloned() else {
        return ().into_any();
    };
    let known = read.people.get(&id).cloned().unwrap_or_else(|| Person {
        application: match member.origin {
            Origin::Application(application) => Some(application),
            Origin::ByHand => None,
        },
        sample: member.sample,
        ..Person::default()
    });
    let (of, role) = (read.session().clone(), member.role.clone());
    let typing = {
        let (of, role) = (of.clone(), role.clone());
        let is_new = !read.people.contains_key(&id);
        PersonTyping::of(app, session, id, &known, is_new, move |part, typed| {
            read_part(app, &of, &role, part, typed).ok()
        })
    };
    // What another tab or an import says of them.
    Effect::new(move || {
        app.changed.track();
        leptos::task::spawn_local(async move {
            if let Ok(Some(record)) = app.store().get(id).await
                && let Some(person) = Person::read(&record)
            {
                typing.refresh(&person, &record.version);
            }
        });
    });
    let failed = Failed::new(None);
    let conflicts = Conflicts::of(Choosing::about(app, failed, id));
    let surroundings = surroundings(app, &of);
    let fields = Part::ALL.into_iter().map(|part| {
        let said = Memo::new(move |_| {
            reading.with(|reading| match reading {
                Reading::Done(read) => {
                    let known = read.people.get(&id).cloned().unwrap_or_default();
                    said(app, read.crew.get(id)?, &known, part)
                }
                _ => None,
            })
        });
        let field = field(app, typing, part, &of, &role, surroundings.clone());
        let label = part.question(&role).map(|question| question.label);
        let label = label.unwrap_or_default();
        let now = move || {
            reading.with_untracked(|reading| match reading {
                Reading::Done(read) => read.crew.get(id).cloned(),
                _ => None,
            })
        };
        let applied = matches!(member.origin, Origin::Application(_));
        let field = corrected(typing, (part, label), applied, now, said, field);
        let question = part.question(&role);
        let named = question.as_ref().map(|question| question.label.clone());
        let disputed = conflicts.at(part.field(), named.unwrap_or_default(), move |value| {
            value_words(app, part, question.as_ref(), value)
        });
        view! { {field} {disputed} }.into_any()
    });
    let fields = fields.collect_view();
    let (one, _) = role_words(app, &role);
    let application = match member.origin {
        Origin::Application(application) => Some(view! {
            <LinkButton
                href=Route::Application(application, Query::default()).href()
                label=t!(teams.to_application, applicant = word(|w| &w.applicant.one))
                mark=Icon::File
            />
        }),
        Origin::ByHand => None,
    };
    let removal = (member.origin == Origin::ByHand)
        .then(|| removal(app, session.clone(), id, reading, failed));
    view! {
        <div class="stack stack-loose">
            <p>
                <Chip label=one />
            </p>
            {typing.saving.saved()}
            {fields}
            {failure(failed)}
            {application}
            {removal}
        </div>
    }
    .into_any()
}

fn surroundings(app: App, session: &Session) -> Surroundings {
    let programme = app.programme.get_untracked();
    let projects = session.projects.iter();
    Surroundings {
        zones: app.zones(),
        projects: projects
            .filter_map(|id| programme.project(id).cloned())
            .collect(),
        words: Arc::new(programme.words.clone()),
        answer: Callback::new(|_| None),
    }
}

/// What their application says there, where nothing else was said yet.
fn said(app: App, member: &Member, known: &Person, part: Part) -> Option<String> {
    if member.origin == Origin::ByHand {
        return None;
    }
    let text = match part {
        Part::Name if known.name.is_none() => Some(member.name.clone()),
        Part::Email if known.email.is_none() => Some(member.email.clone()),
        Part::Github if known.github.is_none() => Some(member.github.clone()),
        Part::Week if known.week.is_none() => {
            let week = member.week?;
            let hours = crate::domain::overlap::Quarters::from(&week).hours();
            let hours = crate::plural!(common.hours, hours);
            let zone = zone_words(member.zone.as_deref().unwrap_or_default());
            Some(format!("{zone}, {}", t!(teams.free_hours, hours = hours)))
        }
        Part::Projects if known.projects.is_none() => match &member.wishes {
            crate::domain::roster::Wishes::Any => Some(t!(teams.any_project).to_owned()),
            crate::domain::roster::Wishes::These(projects) => {
                let names = projects.iter().map(|project| {
                    app.programme.with_untracked(|programme| {
                        let known = programme.project(project);
                        known.map_or_else(|| project.to_string(), |known| known.name.clone())
                    })
                });
                Some(names_words(&names.collect::<Vec<_>>()))
            }
        },
        _ => None,
    };
    let text = text.filter(|text| !text.is_empty())?;
    Some(t!(teams.what_they_said, text = text))
}

fn field(
    app: App,
    typing: PersonTyping,
    part: Part,
    session: &Session,
    role: &Role,
    surroundings: Surroundings,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let (question, value) = (part.question(role).map(Arc::new), typing.value(part));
    let set = Callback::new(move |typed: Typed| typing.set(part, typed));
    let left = RwSignal::new(false);
    let (session, role) = (session.clone(), role.clone());
    let problem = Memo::new(move |_| {
        let typed = value?.get()?;
        if !left.get() {
            return None;
        }
        let why = read_part(app, &session, &role, part, &typed).err()?;
        // Text is kept whatever it says.
        Some(match part {
            Part::Name | Part::Email | Part::Github => why,
            Part::Week | Part::Projects | Part::Level => t!(teams.half_typed, why = why),
        })
    });
    move || {
        let (Some(question), Some(value)) = (question.clone(), value) else {
            return ().into_any();
        };
        view! {
            <div class="question" on:focusout=move |_| left.set(true)>
                <QuestionField
                    question=question
                    value=value
                    set=set
                    problem=problem
                    advice=Signal::derive(|| None::<String>)
                    surroundings=surroundings.clone()
                />
            </div>
        }
        .into_any()
    }
}

/// A field; where their application says something, that, until somebody corrects it, beginning from it: an empty
/// field would look like nothing was known, and be filled in with half of it.
fn corrected(
    typing: PersonTyping,
    (part, label): (Part, String),
    applied: bool,
    now: impl Fn() -> Option<Member> + Copy + Send + Sync + 'static,
    said: Memo<Option<String>>,
    field: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let Some(value) = typing.value(part) else {
        return ().into_any();
    };
    let is_blank = move || value.with(|typed| typed.as_ref().is_none_or(Typed::is_blank));
    let begun = RwSignal::new(untrack(|| said.with(Option::is_none) || !is_blank()));
    // What is read later about somebody whose page was open before.
    let opened = Memo::new(move |_| begun.get() || said.with(Option::is_none));
    let correct = move |()| {
        if let Some(member) = now() {
            typing.set(part, part.of_member(&member));
            begun.set(true);
        }
    };
    let back = move |()| {
        typing.set(part, part.typed(&Person::default()));
        begun.set(false);
    };
    live(move || {
        // What was pressed gives way to what it asked for.
        hand_on_focus(None);
        if opened.get() {
            let back = (applied && !untrack(is_blank)).then(|| {
                view! { <Button label=t!(teams.as_applied) look=ButtonLook::Quiet press=back /> }
            });
            view! { {field()} {back} }.into_any()
        } else {
            view! {
                <div class="question">
                    <p class="field-label">{label.clone()}</p>
                    <p dir="auto">{move || said.get()}</p>
                    <Button label=t!(teams.correct) look=ButtonLook::Small press=correct />
                </div>
            }
            .into_any()
        }
    })
}

/// What a copy says at a part.
fn value_words(app: App, part: Part, question: Option<&Question>, value: &Value) -> String {
    let programme = app.programme.get_untracked();
    match (part, value) {
        (_, Value::Null) => t!(crew.says_nothing).to_owned(),
        (Part::Name | Part::Email | Part::Github, Value::Text(text)) if text.is_empty() => {
            t!(crew.says_nothing).to_owned()
        }
        (Part::Name | Part::Email | Part::Github, Value::Text(text)) => text.clone(),
        (Part::Level, Value::Integer(level)) => number_words(*level as f64),
        _ => sent_words(question, value, &programme),
    }
}
