//! A session's roster in effect: who is on which team, on paper too; what can be handed on of it; and what
//! everyone may see.
//!
//! Where to start: [`RosterPage`] is the page, `read` what it shows, `member` what can be changed about
//! somebody on it.

mod agreeing;
pub mod applicants;
mod day;
mod disputed;
mod exports;
mod import;
mod invite;
mod keeping;
mod member;
mod public;
pub mod read;
mod teams;
mod written;

use std::sync::Arc;

use leptos::prelude::*;

use super::choose::other_sessions;
use crate::browser::files;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::roster::roster_id;
use crate::domain::roster::sheet::Sheet;
use crate::domain::week::circle::Circle;
use crate::route::{Area, Query, Route};
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, EmptyState, Icon, LinkButton, NavLink, Notice, PageHead, Tabs, Tone,
    hand_on_focus, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::pages::circle::{circle_words, is_open_to};
use crate::ui::pages::closings::closings_are_read;
use crate::ui::pages::compare;
use crate::ui::pages::weeks::hand_to_all;
use crate::ui::when::{date_brief, list_words, number_words};
use crate::ui::words::{capital, word};
use crate::{plural, t};

pub use day::{Day, day_field};
pub use disputed::{team_label, team_value};
pub use exports::{calendar, hand_over};
pub use member::take_up;
use read::{Known, follow, page};
pub use teams::{meeting_words, standing_mark, team_name};

/// The name in the URL for how the roster is shown.
const VIEW: &str = "view";
const PUBLIC: &str = "public";
/// The name in the URL for whose part is looked at.
const MEMBER: &str = "member";
const IMPORT: &str = "import";

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    known: Signal<Arc<Known>>,
    failed: Failed,
    /// Whose part is looked at, and whether the dialog about it is open.
    member: RwSignal<Option<RecordId>>,
    open: RwSignal<bool>,
}

/// A session's roster.
#[component]
pub fn RosterPage(
    /// The session.
    session: SessionId,
    /// How it is shown.
    query: Query,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let view = query.get(VIEW).unwrap_or_default().to_owned();
    let member: Option<RecordId> = query.get(MEMBER).and_then(|id| id.parse().ok());
    page(app, reading, move |known| {
        let desk = Desk {
            app,
            known,
            failed: Failed::new(None),
            member: RwSignal::new(None),
            open: RwSignal::new(false),
        };
        // What can be changed about somebody is theirs to change who have the roster itself.
        let is_here = |id: &RecordId| {
            known.with_untracked(|known| !known.by_cards && known.sheet.line(*id).is_some())
        };
        if let Some(member) = member.filter(is_here) {
            desk.member.set(Some(member));
            // A dialog opens once the page holds it.
            request_animation_frame(move || {
                desk.open.try_set(true);
            });
        }
        match view.as_str() {
            IMPORT => import::import(desk, &session),
            PUBLIC => public::preview(desk, &session),
            _ => crew(desk, &session),
        }
    })
}

/// The way to what can be changed about somebody on the roster.
pub fn part_link(session: &SessionId, member: RecordId) -> Route {
    let query = Query::default().with(MEMBER, &member.to_string());
    Route::Roster(session.clone(), query)
}

/// The link to a view of a session's roster; empty for the crew's own.
fn link(session: &SessionId, view: &str) -> String {
    let query = Query::default().with(VIEW, view);
    Route::Roster(session.clone(), query).href()
}

/// The title, and the ways between the views.
fn head(desk: Desk, session: &SessionId, view: &'static str) -> AnyView {
    let name = move || desk.known.with(|known| known.session().name.clone());
    let tab = |label: &str, of: &str| NavLink {
        label: label.to_owned(),
        href: link(session, of),
        current: view == of,
        count: None,
    };
    let tabs = vec![
        tab(t!(roster.tab_crew), ""),
        tab(t!(roster.tab_public), PUBLIC),
        tab(t!(roster.tab_import), IMPORT),
    ];
    let tabs = Signal::stored(tabs);
    let others = other_sessions(Area::Roster, session);
    view! {
        <PageHead title=t!(roster.title) over=name>
            {(view.is_empty()).then(|| live(move || counts(desk)))}
            {others}
        </PageHead>
        <Tabs label=t!(roster.views) links=tabs />
    }
    .into_any()
}

/// How many of each there are, and when the session is.
fn counts(desk: Desk) -> AnyView {
    desk.known.with(|known| {
        let mut parts = vec![teams::count_words(known.sheet.teams.len())];
        let roles = known.sheet.counts();
        let roles = roles.iter().map(|(role, n)| teams::role_count(role, *n));
        parts.extend(roles);
        let session = known.session();
        let last = session.starts.plus_days(7 * i64::from(session.weeks) - 1);
        let dates = t!(
            roster.dates,
            from = date_brief(session.starts),
            to = last.map(date_brief).unwrap_or_default()
        );
        view! { <p class="roster-counts">{list_words(&parts)} " · " {dates}</p> }.into_any()
    })
}

/// The roster as the crew has it.
fn crew(desk: Desk, session: &SessionId) -> AnyView {
    let empty = Memo::new(move |_| desk.known.with(|known| known.sheet.is_empty()));
    let importing = link(session, IMPORT);
    let studio = Route::Studio(session.clone(), Query::default()).href();
    let comparing = compare::teams_link(session).href();
    let wall = Route::Wall(session.clone()).href();
    let standing = Route::Standing(session.clone(), Query::default()).href();
    let certificates = Route::Certificates(session.clone()).href();
    let report = Route::Report(session.clone()).href();
    let of = session.clone();
    let own = roster_id(session);
    let planned = Memo::new(move |_| {
        desk.known.with(|known| {
            let plan = known.read.roster(own);
            plan.map_or(0, |plan| plan.teams.len())
        })
    });
    let body = live(move || {
        if empty.get() {
            nothing_yet(importing.clone(), studio.clone(), planned.get())
        } else {
            view! {
                <div class="roster-tools unprinted">
                    {exports::menu(desk)} {print(desk.failed)} {mail(desk)} {hand(desk)}
                    <LinkButton
                        href=comparing.clone()
                        label=t!(crew.compare)
                        mark=Icon::Calendar
                    />
                </div>
                // What can be done stands as buttons above; where more is to be seen, as plain links here.
                <div class="roster-places unprinted">
                    <LinkButton
                        href=wall.clone()
                        label=t!(weeks.wall)
                        look=ButtonLook::Quiet
                        mark=Icon::Check
                    />
                    {circles(desk, &of)}
                    <LinkButton
                        href=standing.clone()
                        label=t!(weeks.active.title)
                        look=ButtonLook::Quiet
                        mark=Icon::Star
                    /> {closings(desk, &of)}
                    <LinkButton
                        href=certificates.clone()
                        label=t!(certificates.title)
                        look=ButtonLook::Quiet
                        mark=Icon::File
                    />
                    <LinkButton
                        href=report.clone()
                        label=t!(report.title)
                        look=ButtonLook::Quiet
                        mark=Icon::File
                    />
                </div>
                {failure(desk.failed)}
                {live(move || {
                    hand_on_focus(None);
                    desk.known.with(|known| teams::all(desk, known))
                })}
            }
            .into_any()
        }
    });
    view! {
        {head(desk, session, "")}
        {live(move || desk.known.with(|known| unreadable(known)))}
        {body}
        {member::dialog(desk)}
    }
    .into_any()
}

/// The way to what everyone said at the end, for organizers.
fn closings(desk: Desk, session: &SessionId) -> AnyView {
    let href = Route::Closings(session.clone()).href();
    live(move || {
        if !desk.known.with(|known| closings_are_read(known)) {
            return ().into_any();
        }
        view! {
            <LinkButton
                href=href.clone()
                label=t!(closing.all.title)
                look=ButtonLook::Quiet
                mark=Icon::Inbox
            />
        }
        .into_any()
    })
}

/// The ways to the meetings of organizers, and of navigators and captains with them: for whoever is in them.
fn circles(desk: Desk, session: &SessionId) -> AnyView {
    let own = own::parts(desk.app);
    let session = session.clone();
    live(move || {
        let is_open = |circle: &Circle| {
            let open = desk
                .known
                .with(|known| own.with(|own| is_open_to(known, own.as_ref(), *circle)));
            open == Some(true)
        };
        let links = Circle::ALL.into_iter().filter(is_open).map(|circle| {
            let href = Route::Circle(session.clone(), circle).href();
            view! {
                <LinkButton
                    href
                    label=circle_words(circle)
                    look=ButtonLook::Quiet
                    mark=Icon::Calendar
                />
            }
        });
        links.collect_view().into_any()
    })
}

/// Applications of people that can't be read: they are not left out unsaid.
fn unreadable(known: &Known) -> AnyView {
    let count = known.read.unreadable.len();
    if count == 0 {
        return ().into_any();
    }
    view! {
        <div class="notices">
            <Notice tone=Tone::Warning title=plural!(crew.unreadable, count as f64)>
                <p>{t!(crew.unreadable_help)}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// Nobody is on the roster: how it comes to be, or what it waits for where teams were formed already.
fn nothing_yet(importing: String, studio: String, planned: usize) -> AnyView {
    if planned > 0 {
        let words = t!(
            roster.waiting_help,
            teams = capital(|w| &w.team.many),
            n = number_words(planned as f64)
        );
        return view! {
            <EmptyState title=t!(roster.waiting) mark=Icon::Inbox>
                <p>{words}</p>
                <LinkButton href=studio label=t!(roster.to_plan) look=ButtonLook::Primary />
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState title=t!(roster.none_yet) mark=Icon::Inbox>
            <p>{t!(roster.none_yet_help, teams = word(|w| &w.team.many))}</p>
            <LinkButton
                href=importing
                label=t!(roster.tab_import)
                mark=Icon::Upload
                look=ButtonLook::Primary
            />
            <LinkButton href=studio label=t!(roster.to_studio, teams = word(|w| &w.team.many)) />
        </EmptyState>
    }
    .into_any()
}

/// Prints the page.
pub fn print(failed: Failed) -> AnyView {
    let print = move |()| {
        let refused = files::print().is_err();
        failed.set(refused.then(|| t!(errors.not_printed).to_owned()));
    };
    view! { <Button label=t!(crew.print) mark=Icon::Print press=print /> }.into_any()
}

/// The address that opens one message to these people, each hidden from the others; nothing if none of
/// them has one.
pub fn mail_to<'a>(emails: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut emails: Vec<&str> = emails.map(str::trim).filter(|e| !e.is_empty()).collect();
    emails.sort_unstable();
    emails.dedup();
    let encode = |email: &&str| String::from(js_sys::encode_uri_component(email));
    let emails: Vec<String> = emails.iter().map(encode).collect();
    (!emails.is_empty()).then(|| format!("mailto:?bcc={}", emails.join(",")))
}

fn everyone(sheet: &Sheet) -> Option<String> {
    let taking_part = sheet.lines().filter(|(_, line)| line.member.is_in());
    mail_to(taking_part.map(|(_, line)| line.who.email.as_str()))
}

/// Hands everyone who takes part what is theirs to know of the weeks.
fn hand(desk: Desk) -> AnyView {
    let by_cards = Memo::new(move |_| desk.known.with(|known| known.by_cards));
    let press = move |()| hand_to_all(desk.app, &desk.known.get_untracked(), desk.failed);
    live(move || {
        (!by_cards.get())
            .then(|| {
                view! { <Button label=t!(weeks.hand_to_all) mark=Icon::Download press=press /> }
            })
            .into_any()
    })
}

fn mail(desk: Desk) -> AnyView {
    live(move || {
        let href = desk.known.with(|known| everyone(&known.sheet));
        let button = href.map(|href| {
            view! { <LinkButton href label=t!(roster.mail_all) mark=Icon::Mail /> }
        });
        button.into_any()
    })
}
