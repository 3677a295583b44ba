//! Reading a session's roster, and what else the people on it did; again whenever anything changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::application::Application;
use crate::domain::form::Form;
use crate::domain::id::{ProjectId, RecordId, SessionId};
use crate::domain::membership::Membership;
use crate::domain::programme::Session;
use crate::domain::record::Kind;
use crate::domain::roster::sheet::{Contact, Contacts, Sheet, Source, sheet};
use crate::domain::roster::{Applied, Member, Origin, roster_id};
use crate::domain::week::card::Card;
use crate::domain::week::known::known_by_cards;
use crate::format::form::of_version;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, LinkButton, Notice, PageHead, Tone, live};
use crate::ui::crew::{self, CrewRead};
use crate::ui::desk::short_id;
use crate::ui::messages;

/// How far reading has come.
#[derive(Clone)]
pub enum Reading {
    UnderWay,
    Failed(LoadError),
    /// The programme has no such session.
    NoSession,
    There(Arc<Known>),
}

/// A session's roster.
pub struct Known {
    pub read: CrewRead,
    pub sheet: Sheet,
    /// Who people are, of every session.
    pub contacts: Contacts,
    /// The applications of those who sent one.
    pub applications: BTreeMap<RecordId, RecordId>,
    /// Whether it is known by the cards of a team alone, as on the devices of those who are on one. What is known of people
    /// and teams is then not changed here.
    pub by_cards: bool,
    /// The session that comes next.
    pub next: Option<Session>,
    /// What sessions and projects are called.
    sessions: BTreeMap<SessionId, String>,
    projects: BTreeMap<ProjectId, String>,
}

impl Known {
    pub fn session(&self) -> &Session {
        self.read.session()
    }

    pub fn session_name(&self, id: &SessionId) -> String {
        let known = self.sessions.get(id).cloned();
        known.unwrap_or_else(|| id.to_string())
    }

    pub fn project_name(&self, id: &ProjectId) -> String {
        let known = self.projects.get(id).cloned();
        known.unwrap_or_else(|| id.to_string())
    }
}

/// Reads a session's roster, and again when anything changed. Of several readings under way the last counts.
pub fn follow(app: App, session: SessionId) -> RwSignal<Reading> {
    let reading = RwSignal::new(Reading::UnderWay);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        app.programme.track();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        let session = session.clone();
        spawn_local(async move {
            let now = match read(app, &session).await {
                Ok(Some(known)) => Reading::There(Arc::new(known)),
                Ok(None) => Reading::NoSession,
                Err(error) => Reading::Failed(error),
            };
            if turn.try_get_value() == Some(this) {
                reading.set(now);
            }
        });
    });
    reading
}

/// Reads a session's roster once; nothing if the programme has no such session.
pub async fn read(app: App, session: &SessionId) -> Result<Option<Known>, LoadError> {
    let Some(read) = crew::read(app, session, None).await? else {
        return Ok(None);
    };
    let mut applications = BTreeMap::new();
    let mut contacts = Contacts::new();
    let shown = |id: &RecordId| {
        let person = read.people.get(id);
        person
            .map(|person| person.shown.clone())
            .unwrap_or_default()
    };
    let contact = |member: Member| Contact {
        shown: shown(&member.id),
        name: member.name,
        email: member.email,
        github: member.github,
        zone: member.zone,
    };
    for member in read.crew.all() {
        if let Origin::Application(application) = member.origin {
            applications.insert(member.id, application);
        }
        contacts.insert(member.id, contact(member.clone()));
    }
    // Those of other sessions, so that who comes back is known again.
    let others: BTreeSet<RecordId> = read
        .memberships
        .iter()
        .map(|member| member.person)
        .chain(read.people.keys().copied())
        .filter(|id| !contacts.contains_key(id))
        .collect();
    let sent = others
        .iter()
        .filter_map(|id| Some((*id, read.people.get(id)?.application?)));
    let sent: BTreeMap<RecordId, RecordId> = sent.collect();
    let store = app.store();
    // One that can't be read is said on the list of applications.
    let found: Vec<Application> = store
        .get_all(sent.values().copied())
        .await?
        .iter()
        .filter_map(|record| Application::read(record).ok().flatten())
        .collect();
    let versions: BTreeSet<RecordId> = found.iter().map(|sent| sent.form_version).collect();
    let forms: BTreeMap<RecordId, Form> = store
        .get_all(versions)
        .await?
        .iter()
        .filter_map(|record| Some((record.id, of_version(record)?)))
        .collect();
    let by_id: BTreeMap<RecordId, &Application> =
        found.iter().map(|sent| (sent.id, sent)).collect();
    for id in others {
        let applied = sent
            .get(&id)
            .and_then(|sent| by_id.get(sent))
            .map(|sent| Applied {
                application: sent,
                form: forms.get(&sent.form_version),
            });
        let nameless = |_| t!(roster.nameless, id = short_id(id));
        let role = crate::domain::role::Role::Mentee;
        let member = Member::new(id, role, read.people.get(&id), applied, nameless);
        contacts.insert(id, contact(member));
    }
    applications.extend(sent);
    let of_cards = members_by_cards(app, session, &read).await?;
    let by_cards = of_cards.is_some();
    let memberships = match of_cards {
        Some((members, known)) => {
            contacts.extend(known);
            members
        }
        None => read.memberships.clone(),
    };
    let own = read.roster(roster_id(session));
    let places = own.iter().flat_map(|roster| &roster.teams);
    let places = places.map(|(id, plan)| (*id, plan.place)).collect();
    let sheet = sheet(Source {
        session,
        memberships: &memberships,
        teams: &read.teams,
        places: &places,
        contacts: &contacts,
    });
    let programme = app.programme.get_untracked();
    let starts = read.session().starts;
    let later = programme.sessions.iter();
    // A call is no session of its own.
    let later = later.filter(|s| s.call.is_none() && s.starts > starts);
    Ok(Some(Known {
        by_cards,
        next: later.min_by_key(|session| session.starts).cloned(),
        sessions: programme
            .sessions
            .iter()
            .map(|session| (session.id.clone(), session.name.clone()))
            .collect(),
        projects: programme
            .projects
            .iter()
            .map(|project| (project.id.clone(), project.name.clone()))
            .collect(),
        read,
        sheet,
        contacts,
        applications,
    }))
}

/// Who is on the roster by the cards there are of them; nothing on a device that has the memberships themselves, or none of
/// either.
async fn members_by_cards(
    app: App,
    session: &SessionId,
    read: &CrewRead,
) -> Result<Option<(Vec<Membership>, Contacts)>, LoadError> {
    if read.members().next().is_some() {
        return Ok(None);
    }
    let mut cards = Vec::new();
    app.store()
        .each_of_kind(&Kind::Card, |records| {
            let read = records.iter().filter_map(Card::read);
            cards.extend(read.filter(|card| card.session == *session));
        })
        .await?;
    Ok((!cards.is_empty()).then(|| known_by_cards(&cards)))
}

/// The page while there is nothing of it, or what it draws once there is. That is drawn once: what changes
/// in it follows the signal.
pub fn page(
    app: App,
    reading: RwSignal<Reading>,
    draw: impl Fn(Signal<Arc<Known>>) -> AnyView + Send + 'static,
) -> AnyView {
    let sort = Memo::new(move |_| reading.with(std::mem::discriminant));
    live(move || {
        sort.get();
        match reading.get_untracked() {
            Reading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(roster.reading)}</p> }.into_any()
            }
            Reading::Failed(error) => {
                let again = move |()| app.changed.update(|n| *n += 1);
                view! {
                    <PageHead title=t!(roster.title) />
                    <Notice tone=Tone::Danger title=t!(roster.not_read) live=true>
                        <p>{messages::load_error(&error)}</p>
                        <Button label=t!(common.try_again) press=again />
                    </Notice>
                }
                .into_any()
            }
            Reading::NoSession => view! {
                <PageHead title=t!(roster.title) />
                <Notice tone=Tone::Warning>
                    <p>{t!(roster.no_session, session = crate::ui::words::word(|w| &w.session.one))}</p>
                    <LinkButton
                        href=crate::route::Route::Home.href()
                        label=t!(home.nav_programme)
                        mark=Icon::Back
                    />
                </Notice>
            }
            .into_any(),
            Reading::There(first) => {
                let known = Signal::derive(move || match reading.get() {
                    Reading::There(now) => now,
                    Reading::UnderWay | Reading::Failed(_) | Reading::NoSession => {
                        Arc::clone(&first)
                    }
                });
                draw(known)
            }
        }
    })
}
