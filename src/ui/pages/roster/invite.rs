//! What else somebody did, and asking them back: a mentee of this session as captain of the next.

use leptos::prelude::*;

use super::link;
use super::member::{About, role_offers, standing_words};
use crate::browser::{clock, zones};
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Standing, membership_id};
use crate::domain::person::Person;
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::week::{Place, Weeks};
use crate::t;
use crate::ui::components::{Button, Icon, Select, announce, live};
use crate::ui::deed::perform;
use crate::ui::when::date_brief;
use crate::ui::words::{capitalised, role_word};

/// Their other parts, in this session and in others.
pub(super) fn others(about: About) -> AnyView {
    live(move || {
        let Some(line) = about.line.get() else {
            return ().into_any();
        };
        if line.others.is_empty() {
            return ().into_any();
        }
        let parts = line.others.iter().map(|part| {
            let name = about
                .desk
                .known
                .with(|known| known.session_name(&part.session));
            let mut words = vec![
                capitalised(&role_word(&part.role)),
                part_words(part, is_over(about, &part.session)),
            ];
            words.extend(
                part.joined
                    .map(|day| t!(roster.from, date = date_brief(day))),
            );
            let href = link(&part.session, "");
            view! {
                <li>
                    <a href=href>{name}</a>
                    " · "
                    {words.join(" · ")}
                </li>
            }
        });
        view! {
            <section class="stack" aria-labelledby="member-others">
                <h3 id="member-others">{t!(roster.others)}</h3>
                <ul class="roster-history">{parts.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// Whether a session's last day is behind.
fn is_over(about: About, session: &SessionId) -> bool {
    let session = untrack(|| about.desk.app.session(session));
    let today = zones::today(clock::now());
    session
        .zip(today)
        .is_some_and(|(session, today)| Weeks::of_session(&session).place(today) == Place::After)
}

/// How somebody stands in a session: whoever was asked and has not answered is in nothing yet, and of one that is over
/// nobody takes part any more.
fn part_words(part: &Membership, is_over: bool) -> String {
    match (part.standing, part.accepted) {
        (Standing::Active, Some(false)) => t!(roster.said_no).to_owned(),
        (Standing::Active, None) if part.accept_by.is_some() => {
            let by = part.accept_by.map(date_brief).unwrap_or_default();
            t!(roster.asked_until, date = by)
        }
        (Standing::Active, Some(true) | None) if is_over => t!(roster.took_part).to_owned(),
        (standing, _) => standing_words(standing).to_owned(),
    }
}

/// Asking them to take part in the next session.
pub(super) fn invite(about: About) -> AnyView {
    let Some(next) = about.desk.known.with_untracked(|known| known.next.clone()) else {
        return ().into_any();
    };
    let role = RwSignal::new(Role::Captain.to_string());
    let id = next.id.clone();
    let there = Memo::new(move |_| {
        about.line.with(|line| {
            let others = line.as_ref().map(|line| line.others.as_slice());
            let mut others = others.unwrap_or_default().iter();
            others.find(|part| part.session == id).cloned()
        })
    });
    let body = live(move || match there.get() {
        Some(part) => {
            let words = t!(
                roster.invited,
                session = next.name.clone(),
                role = role_word(&part.role),
                standing = part_words(&part, false).to_lowercase()
            );
            view! {
                <p role="status">{words}</p>
                <p>
                    <a href=link(&next.id, "")>{t!(roster.see_roster, session = next.name.clone())}</a>
                </p>
            }
            .into_any()
        }
        None => {
            let label = t!(roster.invite_role, session = next.name.clone());
            let press = {
                let next = next.clone();
                move |()| ask(about, &next, Role::from_name(&role.get_untracked()))
            };
            let name = next.name.clone();
            let words = move || {
                let role = role_word(&Role::from_name(&role.get()));
                t!(roster.invite, session = name.clone(), role = role)
            };
            view! {
                <Select
                    id="member-invite"
                    label
                    offers=role_offers(about, None)
                    now=role
                    choose=move |name| role.set(name)
                />
                <p>
                    <Button label=words mark=Icon::Mail press=press />
                </p>
            }
            .into_any()
        }
    });
    view! {
        <section class="stack" aria-labelledby="member-next">
            <h3 id="member-next">{t!(roster.next)}</h3>
            {body}
        </section>
    }
    .into_any()
}

/// Gives them a part in the next session, to be answered. Someone known by their application alone gets
/// a record that names it, or their part would be nobody's.
fn ask(about: About, next: &Session, role: Role) {
    let held = about.member();
    let person = held.person;
    let (before, application, seat) = about.desk.known.with_untracked(|known| {
        let before: Person = known.read.people.get(&person).cloned().unwrap_or_default();
        let application = known.applications.get(&person).copied();
        let taken = |seat: u32| {
            let id: RecordId = membership_id(&next.id, person, seat);
            known.read.memberships.iter().any(|part| part.id == id)
        };
        let seat = (0..).find(|seat| !taken(*seat)).unwrap_or_default();
        (before, application, seat)
    });
    let mut after = before.clone();
    after.application = after.application.or(application);
    let mut member = Membership::new(&next.id, person, seat, role);
    member.sample = held.sample;
    // Whoever has not answered is asked, and nobody is told of it.
    member.accept_by = Some(next.starts);
    let (app, failed) = (about.desk.app, about.desk.failed);
    let record = Command::EditPerson {
        person,
        before: Box::new(before),
        after: Box::new(after),
    };
    perform(app, record, failed, move |_| {
        perform(app, Command::AddMember(Box::new(member)), failed, |_| {
            announce(t!(roster.kept));
        });
    });
}
