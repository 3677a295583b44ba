//! Certificates of a session: who gets one, on paper and as badges. An organizer picks; nothing is awarded by itself.
//!
//! Where to start: [`CertificatesPage`] is the page, `people` who is picked, `paper` what is printed, `badges` the files.

mod badges;
mod paper;
mod people;
mod signing;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::Day;
use super::roster::day_field;
use super::roster::read::{Known, follow, page};
use crate::browser::{clock, files, zones};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Team};
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::domain::week::activity::activities;
use crate::domain::week::certificate::{Candidate, Part, candidates, part};
use crate::domain::week::glance::Glances;
use crate::route::{Query, Route};
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, live,
};
use crate::ui::contributions::{ContributionsReading, Found, follow_contributions};
use crate::ui::deed::{Failed, failure};
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::words::word;
use crate::{plural, t};

/// Somebody who may get a certificate.
#[derive(Debug, Clone, PartialEq)]
struct Person {
    line: Line,
    team: Option<Team>,
    candidate: Candidate,
    part: Part,
}

impl Person {
    fn id(&self) -> RecordId {
        self.line.member.id
    }
}

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    known: Signal<Arc<Known>>,
    failed: Failed,
    /// Who was picked or not, where that is otherwise than at first.
    picks: RwSignal<BTreeMap<RecordId, bool>>,
    /// Names as they are to be printed, where they are otherwise.
    names: RwSignal<BTreeMap<RecordId, String>>,
    day: RwSignal<Option<Date>>,
    day_text: RwSignal<String>,
}

impl Desk {
    fn is_picked(self, person: &Person) -> bool {
        let said = self.picks.with(|picks| picks.get(&person.id()).copied());
        said.unwrap_or(person.candidate.why.is_none())
    }

    /// The name to print. Who emptied it is called as everywhere.
    fn name(self, person: &Person) -> String {
        let typed = self.names.with(|names| names.get(&person.id()).cloned());
        let typed = typed.filter(|name| !name.trim().is_empty());
        typed.unwrap_or_else(|| person.line.who.name.clone())
    }

    /// The date on them.
    fn date(self) -> Option<Date> {
        self.day.get().or_else(|| zones::today(clock::now()))
    }
}

/// Certificates of a session.
#[component]
pub fn CertificatesPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let glances = follow_weeks(app);
    let contributions = follow_contributions(app, &session);
    page(app, reading, move |known| {
        let today = zones::today(clock::now());
        let desk = Desk {
            app,
            known,
            failed: Failed::new(None),
            picks: RwSignal::new(BTreeMap::new()),
            names: RwSignal::new(BTreeMap::new()),
            day: RwSignal::new(today),
            day_text: RwSignal::new(today.map(|day| day.to_string()).unwrap_or_default()),
        };
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let people = Memo::new(move |_| {
            let (WeeksReading::Done(glances), ContributionsReading::Done(found)) =
                (glances.get(), contributions.get())
            else {
                return None;
            };
            Some(known.with(|known| everyone(known, &glances, &found)))
        });
        let why = move || match (glances.get(), contributions.get()) {
            (WeeksReading::Failed(why), _) | (_, ContributionsReading::Failed(why)) => Some(why),
            (
                WeeksReading::UnderWay | WeeksReading::Done(_),
                ContributionsReading::UnderWay | ContributionsReading::Done(_),
            ) => None,
        };
        let failing = Memo::new(move |_| why());
        let state = Memo::new(move |_| {
            people.with(|people| people.as_ref().map(|people| !people.is_empty()))
        });
        let by_cards = Memo::new(move |_| known.with(|known| known.by_cards));
        let body = live(move || match (failing.get(), by_cards.get(), state.get()) {
            (Some(why), _, _) => not_read(app, why),
            (None, true, _) => elsewhere(),
            (None, false, None) => {
                view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
            }
            (None, false, Some(false)) => nobody(desk),
            (None, false, Some(true)) => {
                let people = Signal::derive(move || people.get().unwrap_or_default());
                whole(desk, people)
            }
        });
        view! {
            <div class="unprinted">
                <PageHead title=t!(certificates.title) over=over back=back>
                    <p class="roster-counts">{t!(certificates.help)}</p>
                </PageHead>
                {failure(desk.failed)}
            </div>
            {body}
        }
        .into_any()
    })
}

/// Everyone on the roster, in its order.
fn everyone(known: &Known, glances: &Glances, found: &Found) -> Vec<Person> {
    let session = known.session();
    let lines: Vec<(Option<&Team>, &Line)> = known.sheet.lines().collect();
    let members: Vec<Membership> = lines.iter().map(|(_, line)| line.member.clone()).collect();
    let teams = known.sheet.teams.iter().map(|sheet| sheet.team.clone());
    let teams: Vec<Team> = teams.collect();
    let today = zones::today(clock::now()).unwrap_or(session.starts);
    let activities = activities(session, &members, &teams, glances, today);
    let person = |candidate: Candidate| {
        let is_theirs = |line: &Line| line.member.id == candidate.member;
        let (_, line) = lines.iter().find(|(_, line)| is_theirs(line))?;
        // Who left is on no team's list any more, and was on it all the same.
        let team = line.member.team;
        let team = team.and_then(|id| teams.iter().find(|team| team.id == id));
        let contributions = &found.contributions;
        Some(Person {
            part: part(&line.member, team, session, glances, contributions),
            line: (*line).clone(),
            team: team.cloned(),
            candidate,
        })
    };
    let all = candidates(&members, &activities);
    all.into_iter().filter_map(person).collect()
}

fn elsewhere() -> AnyView {
    view! {
        <Notice tone=Tone::Info>
            <p>{t!(certificates.elsewhere, organizers = word(|w| &w.organizer.many))}</p>
        </Notice>
    }
    .into_any()
}

fn nobody(desk: Desk) -> AnyView {
    let session = desk
        .known
        .with_untracked(|known| known.session().id.clone());
    let roster = Route::Roster(session, Query::default()).href();
    view! {
        <EmptyState title=t!(certificates.none_yet) mark=Icon::Inbox>
            <p>{t!(certificates.none_yet_help)}</p>
            <LinkButton href=roster label=t!(roster.title) />
        </EmptyState>
    }
    .into_any()
}

fn whole(desk: Desk, people: Signal<Vec<Person>>) -> AnyView {
    let picked = Memo::new(move |_| {
        let people = people.get().into_iter();
        people
            .filter(|person| desk.is_picked(person))
            .collect::<Vec<Person>>()
    });
    let nobody = Signal::derive(move || {
        let is_empty = picked.with(Vec::is_empty);
        is_empty.then(|| t!(certificates.nobody_picked).to_owned())
    });
    let print = move |()| {
        let refused = files::print().is_err();
        desk.failed
            .set(refused.then(|| t!(errors.not_printed).to_owned()));
    };
    let label = move || plural!(certificates.print, picked.with(Vec::len) as f64);
    let day = Day {
        id: "certificates-day",
        label: t!(certificates.date),
        text: desk.day_text,
    };
    let write = Callback::new(move |day| desk.day.set(day));
    view! {
        <div class="stack stack-loose unprinted">
            {people::choosing(desk, people)}
            <div class="roster-tools">
                {day_field(day, desk.day.into(), write)}
                <Button
                    label=label
                    mark=Icon::Print
                    look=ButtonLook::Primary
                    press=print
                    blocked=nobody
                />
            </div>
        </div>
        {paper::all(desk, picked)}
        <div class="unprinted">{badges::section(desk, picked)}</div>
    }
    .into_any()
}
