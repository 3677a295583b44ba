//! Adding people from a file of contacts: what each card would do is shown before anything is done, and all of it is
//! one change.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::{LoadError, role_words};
use crate::browser::files;
use crate::domain::decide::Command;
use crate::domain::id::SessionId;
use crate::domain::role::Role;
use crate::domain::roster::adding::{Adding, Newcomer, add};
use crate::domain::roster::taking::{Before, Taking};
use crate::domain::roster::{Roster, roster_id};
use crate::format::content_line::reading::{LARGEST, NotLines};
use crate::format::vcard::{NoContacts, Row, Unread, parse};
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Icon, Notice, Select, Tone, hand_on_focus, live};
use crate::ui::deed::{Failed, perform};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::pages::preview::{PreviewRow, preview};
use crate::ui::pages::roster::applicants::{Applicants, applicants};
use crate::ui::pages::roster::read::{self, Known};
use crate::ui::when::{number_words, zone_words};
use crate::{plural, t};

/// How far it has come. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Contacts {
    app: App,
    session: StoredValue<SessionId>,
    failed: Failed,
    stage: RwSignal<Stage>,
    /// As what they are added.
    role: RwSignal<String>,
}

#[derive(Clone)]
enum Stage {
    Idle,
    /// There are no contacts in it: why.
    Refused(String),
    Read(Arc<Found>),
    /// So many were added.
    Added(usize),
}

/// What stands in the file, and what is here already.
struct Found {
    rows: Vec<Row>,
    known: Known,
    applicants: Applicants,
}

impl Contacts {
    pub(super) fn new(app: App, session: SessionId, failed: Failed) -> Self {
        Self {
            app,
            session: StoredValue::new(session),
            failed,
            stage: RwSignal::new(Stage::Idle),
            role: RwSignal::new(Role::Navigator.as_str().to_owned()),
        }
    }

    /// The way to give a file.
    pub(super) fn input(self) -> AnyView {
        let chosen = Callback::new(move |given: Vec<File>| {
            let Some(file) = given.into_iter().next() else {
                return;
            };
            self.failed.set(None);
            spawn_local(async move {
                let bytes = match files::bytes(&file, LARGEST).await {
                    Ok(bytes) => bytes,
                    Err(error) => {
                        self.failed.try_set(Some(messages::not_read(&error)));
                        return;
                    }
                };
                let stage = match parse(&bytes) {
                    Ok(rows) => match self.find(rows).await {
                        Ok(Some(found)) => Stage::Read(Arc::new(found)),
                        // The page says that there is no such session.
                        Ok(None) => return,
                        Err(error) => {
                            self.failed.try_set(Some(messages::load_error(&error)));
                            return;
                        }
                    },
                    Err(error) => Stage::Refused(no_contacts(error)),
                };
                self.stage.try_set(stage);
            });
        });
        view! { <FileInput id="people-contacts" label=t!(teams.contacts_choose) take=chosen /> }
            .into_any()
    }

    async fn find(self, rows: Vec<Row>) -> Result<Option<Found>, LoadError> {
        let session = self.session.get_value();
        let Some(known) = read::read(self.app, &session).await? else {
            return Ok(None);
        };
        let applicants = applicants(self.app, &known).await?;
        Ok(Some(Found {
            rows,
            known,
            applicants,
        }))
    }

    /// What the file would do; nothing before one was given.
    pub(super) fn view(self) -> AnyView {
        live(move || {
            hand_on_focus(None);
            match self.stage.get() {
                Stage::Idle => ().into_any(),
                Stage::Refused(why) => view! {
                    <Notice tone=Tone::Danger title=t!(teams.contacts_refused) live=true>
                        <p>{why}</p>
                        <p>{t!(roster.nothing_changed)}</p>
                    </Notice>
                }
                .into_any(),
                Stage::Read(found) => self.found(&found),
                Stage::Added(count) => view! {
                    <Notice
                        tone=Tone::Good
                        title=plural!(teams.contacts_added, count as f64)
                        live=true
                    >
                        <p>{t!(teams.contacts_added_help)}</p>
                    </Notice>
                }
                .into_any(),
            }
        })
    }

    fn found(self, found: &Arc<Found>) -> AnyView {
        let all = Arc::clone(found);
        // What is done depends on nothing but the role that is chosen: it is shown, and then done, from one reckoning.
        let reckoned = Memo::new_with_compare(
            move |_| {
                let role = Role::from_name(&self.role.get());
                Arc::new(reckon(self.app, &all, &role))
            },
            |_, _| true,
        );
        let mut roles = Role::USUAL.to_vec();
        let own = self.app.programme.with_untracked(|programme| {
            let keys = programme.words.more.keys();
            keys.map(|key| Role::from_name(key)).collect::<Vec<_>>()
        });
        roles.extend(own);
        let offers = roles.iter().map(|role| {
            let (_, many) = role_words(self.app, role);
            (role.as_str().to_owned(), many)
        });
        let offers = offers.collect::<Vec<_>>();
        let choose = Callback::new(move |role| self.role.set(role));
        let again = move |()| self.stage.set(Stage::Idle);
        let action = live(move || self.action(&reckoned.get()));
        let rows = Arc::clone(found);
        let table = live(move || {
            preview(
                "people-contacts-found",
                t!(teams.email).to_owned(),
                lines(self.app, &rows.rows, &reckoned.get().0),
            )
        });
        view! {
            <section class="stack" aria-labelledby="people-contacts-found">
                <h2 id="people-contacts-found">{t!(teams.contacts_title)}</h2>
                <p class="soft">{t!(teams.contacts_taken)}</p>
                <div class="roster-tools">
                    <Select
                        id="people-contacts-role"
                        label=t!(teams.contacts_role)
                        offers=offers
                        now=self.role
                        choose=choose
                    />
                    {action}
                    <Button label=t!(crew.start_over) look=ButtonLook::Quiet press=again />
                </div>
                {table}
            </section>
        }
        .into_any()
    }

    fn action(self, reckoned: &Arc<(Vec<Adding>, Taking)>) -> AnyView {
        let comes = |adding: &&Adding| matches!(adding, Adding::New | Adding::Known);
        let count = reckoned.0.iter().filter(comes).count();
        if count == 0 {
            return view! { <p role="status">{t!(teams.contacts_nobody)}</p> }.into_any();
        }
        let taking = reckoned.1.clone();
        let press = move |()| {
            let command = Command::TakeRoster {
                session: self.session.get_value(),
                taking: Box::new(taking.clone()),
            };
            perform(self.app, command, self.failed, move |_| {
                self.stage.set(Stage::Added(count));
            });
        };
        view! {
            <Button
                label=plural!(teams.contacts_add, count as f64)
                look=ButtonLook::Primary
                mark=Icon::Plus
                press=press
            />
        }
        .into_any()
    }
}

/// What adding those that can be read would do.
fn reckon(app: App, found: &Found, role: &Role) -> (Vec<Adding>, Taking) {
    let readable = found.rows.iter().filter_map(|row| {
        let contact = row.contact.as_ref().ok()?;
        Some(Newcomer {
            line: row.line,
            name: contact.name.clone(),
            email: contact.email.clone(),
            github: contact.github.clone().unwrap_or_default(),
            zone: contact.zone.clone(),
        })
    });
    let people: Vec<Newcomer> = readable.collect();
    let session = found.known.session();
    let roster = found.known.read.roster(roster_id(&session.id));
    let roster = roster.unwrap_or_else(|| Roster::empty(&session.id));
    let before = Before {
        session: &session.id,
        people: &found.known.read.people,
        contacts: &found.applicants.contacts,
        applications: &found.applicants.applications,
        applied: &found.applicants.applied,
        memberships: &found.known.read.memberships,
        teams: &found.known.read.teams,
        roster: &roster,
    };
    add(&people, role, &app.zones(), before)
}

fn lines(app: App, rows: &[Row], adding: &[Adding]) -> Vec<PreviewRow> {
    let zones = app.zones();
    let mut adding = adding.iter();
    let line = |row: &Row| {
        let (email, does) = match &row.contact {
            Err(why) => (String::new(), (unread(why), Tone::Warning)),
            Ok(contact) => {
                let adding = adding.next().copied().unwrap_or(Adding::New);
                let zone = contact.zone.as_deref().and_then(|zone| zones.find(zone));
                (contact.email.clone(), does(adding, zone))
            }
        };
        let who = if row.called.is_empty() {
            t!(teams.new_person).to_owned()
        } else {
            row.called.clone()
        };
        PreviewRow {
            line: row.line,
            who,
            more: email,
            does,
        }
    };
    rows.iter().map(line).collect()
}

fn does(adding: Adding, zone: Option<String>) -> (String, Tone) {
    match adding {
        Adding::New => match zone {
            Some(zone) => (
                t!(teams.contact_new_zone, zone = zone_words(&zone)),
                Tone::Good,
            ),
            None => (t!(teams.contact_new).to_owned(), Tone::Good),
        },
        Adding::Known => (t!(teams.contact_known).to_owned(), Tone::Good),
        Adding::Here => (t!(teams.contact_here).to_owned(), Tone::Info),
        Adding::Twice => (t!(teams.contact_twice).to_owned(), Tone::Info),
    }
}

/// Why a card is not read, and what to do.
fn unread(why: &Unread) -> String {
    let at = |line: &usize| number_words(*line as f64);
    match why {
        Unread::NotEnded => t!(teams.contact_unended).to_owned(),
        Unread::Line(line) => t!(teams.contact_line, line = at(line)),
        Unread::Charset(line, charset) => t!(
            teams.contact_charset,
            line = at(line),
            charset = charset.clone()
        ),
        Unread::NoName => t!(teams.contact_no_name).to_owned(),
        Unread::NoEmail => t!(teams.contact_no_email).to_owned(),
        Unread::NotAnEmail(line, text) => t!(
            teams.contact_not_an_email,
            line = at(line),
            text = text.clone()
        ),
    }
}

/// Why a file has no contacts, and what to do.
fn no_contacts(error: NoContacts) -> String {
    match error {
        NoContacts::NotLines(NotLines::TooLarge) | NoContacts::TooMany => {
            t!(teams.contacts_too_many).to_owned()
        }
        NoContacts::NotLines(NotLines::NotUtf8 { line }) => {
            t!(teams.not_utf8, line = number_words(line as f64))
        }
        NoContacts::NoCards => t!(teams.contacts_none).to_owned(),
    }
}
