//! Who counts as active by the programme's own rules, and why: the list for aid and certificates. It says no more than
//! this device knows, and leads to where that can be changed.

mod exports;
pub mod words;

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use super::roster::{part_link, print, standing_mark, team_name};
use super::studio::step_in_link;
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::domain::week::activity::{Activity, Verdict, activities};
use crate::domain::week::glance::Glances;
use crate::domain::week::own::OwnParts;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Chip, EmptyState, Icon, LinkButton, Notice, PageHead, Select, SelectLook, Tone, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::place;
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::when::number_words;
use crate::ui::words::{capitalised, role_word, role_words, word};
use words::{explained, rule_words, verdict_words};

/// The names in the URL for what the list is narrowed to.
const SHOW: &str = "show";
const ROLE: &str = "role";

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    line: Line,
    team: Option<Team>,
    activity: Activity,
    /// How that comes about: a sentence each.
    why: Vec<String>,
}

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    known: Signal<Arc<Known>>,
    /// What the list is narrowed to.
    asked: Memo<Query>,
    failed: Failed,
}

/// Who counts as active in a session. Who of them is shown stands in the URL, and may change.
#[component]
pub fn StandingPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let glances = follow_weeks(app);
    let own = own::parts(app);
    let asked = Memo::new(move |before: Option<&Query>| match app.route.get() {
        Route::Standing(_, query) => query,
        // The page is about to be left.
        _ => before.cloned().unwrap_or_default(),
    });
    page(app, reading, move |known| {
        let desk = Desk {
            app,
            known,
            asked,
            failed: Failed::new(None),
        };
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let body = live(move || match glances.get() {
            WeeksReading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
            }
            WeeksReading::Failed(why) => not_read(app, why),
            WeeksReading::Done(glances) => whole(desk, &glances, own),
        });
        view! {
            <PageHead title=t!(weeks.active.title) over=over back=back>
                <p class="roster-counts">{t!(weeks.active.help)}</p>
            </PageHead>
            {failure(desk.failed)}
            {body}
        }
        .into_any()
    })
}

fn whole(desk: Desk, glances: &Arc<Glances>, own: RwSignal<Option<OwnParts>>) -> AnyView {
    let glances = Arc::clone(glances);
    let rows = Memo::new(move |_| {
        let own = own.get()?;
        let today = zones::today(clock::now())?;
        Some(desk.known.with(|known| {
            let of_all = rows(known, &glances, today);
            of_all
                .into_iter()
                .filter(|row| !known.by_cards || own.holds(row.line.member.id))
                .collect::<Vec<Row>>()
        }))
    });
    let state = Memo::new(move |_| rows.with(|rows| rows.as_ref().map(|rows| !rows.is_empty())));
    live(move || match state.get() {
        None => view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any(),
        Some(false) => nobody(desk),
        Some(true) => list(desk, rows),
    })
}

/// How everyone does whose role has a rule, in the order of the roster.
fn rows(known: &Known, glances: &Glances, today: Date) -> Vec<Row> {
    let lines: Vec<(Option<&Team>, &Line)> = known.sheet.lines().collect();
    let members: Vec<Membership> = lines.iter().map(|(_, line)| line.member.clone()).collect();
    let teams = known.sheet.teams.iter().map(|sheet| sheet.team.clone());
    let teams: Vec<Team> = teams.collect();
    let found = activities(known.session(), &members, &teams, glances, today);
    let mut lines = lines.into_iter();
    let row = |activity: Activity| {
        let (team, line) = lines.find(|(_, line)| line.member.id == activity.member)?;
        Some(Row {
            why: explained(known, &activity),
            line: line.clone(),
            team: team.cloned(),
            activity,
        })
    };
    found.into_iter().filter_map(row).collect()
}

fn nobody(desk: Desk) -> AnyView {
    let session = desk
        .known
        .with_untracked(|known| known.session().id.clone());
    let roster = Route::Roster(session, Query::default()).href();
    view! {
        <EmptyState title=t!(weeks.active.nobody) mark=Icon::Inbox>
            <p>{t!(weeks.active.nobody_help)}</p>
            <LinkButton href=roster label=t!(roster.title) />
        </EmptyState>
    }
    .into_any()
}

impl Desk {
    fn asks(self, name: &str) -> String {
        self.asked
            .with(|query| query.get(name).unwrap_or_default().to_owned())
    }

    /// Narrows the list otherwise, by the URL.
    fn ask(self, name: &str, value: &str) {
        let session = self
            .known
            .with_untracked(|known| known.session().id.clone());
        let query = self.asked.with_untracked(|query| query.with(name, value));
        place::replace(&Route::Standing(session, query));
    }

    /// Those of the rows that are asked for.
    fn narrowed(self, rows: &[Row]) -> Vec<Row> {
        let show = Verdict::from_name(&self.asks(SHOW));
        let role = Some(self.asks(ROLE)).filter(|role| !role.is_empty());
        let role = role.map(|role| Role::from_name(&role));
        let is_asked = |row: &&Row| {
            let is_shown = show.is_none_or(|show| row.activity.verdict() == show);
            let is_role = role
                .as_ref()
                .is_none_or(|role| row.line.member.role == *role);
            is_shown && is_role
        };
        rows.iter().filter(is_asked).cloned().collect()
    }
}

fn list(desk: Desk, rows: Memo<Option<Vec<Row>>>) -> AnyView {
    let shown =
        Memo::new(move |_| rows.with(|rows| desk.narrowed(rows.as_deref().unwrap_or_default())));
    let by_cards = Memo::new(move |_| desk.known.with(|known| known.by_cards));
    let part = live(move || {
        if !by_cards.get() {
            return ().into_any();
        }
        view! {
            <Notice tone=Tone::Info>
                <p>{t!(weeks.active.yours, organizers = word(|w| &w.organizer.many))}</p>
            </Notice>
        }
        .into_any()
    });
    let groups = live(move || {
        let shown = shown.get();
        if shown.is_empty() {
            return view! { <p class="soft">{t!(weeks.active.none_such)}</p> }.into_any();
        }
        let groups = Verdict::ALL.into_iter().filter_map(|verdict| {
            let rows = shown.iter().filter(|row| row.activity.verdict() == verdict);
            let rows: Vec<&Row> = rows.collect();
            (!rows.is_empty()).then(|| group(desk, verdict, &rows))
        });
        groups.collect_view().into_any()
    });
    let session = desk
        .known
        .with_untracked(|known| known.session().id.clone());
    let to = Route::Certificates(session).href();
    let certificates = live(move || {
        let to = to.clone();
        (!by_cards.get())
            .then(|| {
                view! { <LinkButton href=to label=t!(certificates.title) mark=Icon::File /> }
            })
            .into_any()
    });
    view! {
        {part}
        {rules(desk)}
        <div class="roster-tools unprinted">
            {filters(desk)} {exports::buttons(desk, shown)} {print(desk.failed)}
            {certificates}
        </div>
        <div class="stack stack-loose">{groups}</div>
    }
    .into_any()
}

/// What is asked of whom.
fn rules(desk: Desk) -> AnyView {
    live(move || {
        let rules = desk
            .known
            .with(|known| known.session().weekly.active.clone());
        let items = rules.iter().map(|rule| {
            let who = capitalised(&role_words(&rule.role));
            let words = t!(weeks.cell, week = who, what = rule_words(rule));
            view! { <li>{words}</li> }
        });
        view! {
            <section class="stack" aria-labelledby="standing-rules">
                <h2 id="standing-rules" class="card-title">
                    {t!(weeks.active.rules)}
                </h2>
                <ul class="standing-rules">{items.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn filters(desk: Desk) -> AnyView {
    let everyone = (String::new(), t!(weeks.active.everyone).to_owned());
    let verdicts = Verdict::ALL.map(|verdict| {
        let words = verdict_words(verdict).to_owned();
        (verdict.as_str().to_owned(), words)
    });
    let roles = desk.known.with_untracked(|known| {
        let rules = known.session().weekly.active.clone().into_iter();
        let roles = rules.map(|rule| {
            let words = capitalised(&role_words(&rule.role));
            (rule.role.to_string(), words)
        });
        roles.collect::<Vec<_>>()
    });
    let all_roles = (String::new(), t!(weeks.active.all_roles).to_owned());
    view! {
        <Select
            id="standing-show"
            label=t!(weeks.active.show)
            offers=std::iter::once(everyone).chain(verdicts).collect()
            now=Signal::derive(move || desk.asks(SHOW))
            choose=move |value: String| desk.ask(SHOW, &value)
            look=SelectLook::Filter
        />
        <Select
            id="standing-role"
            label=t!(roster.role)
            offers=std::iter::once(all_roles).chain(roles).collect()
            now=Signal::derive(move || desk.asks(ROLE))
            choose=move |value: String| desk.ask(ROLE, &value)
            look=SelectLook::Filter
        />
    }
    .into_any()
}

/// Everyone of whom the same is said.
fn group(desk: Desk, verdict: Verdict, rows: &[&Row]) -> AnyView {
    let id = format!("standing-{}", verdict.as_str());
    let title = t!(
        weeks.active.group,
        what = verdict_words(verdict),
        n = number_words(rows.len() as f64)
    );
    let named_by = id.clone();
    let items = rows.iter().map(|row| person(desk, row));
    view! {
        <section class="stack" aria-labelledby=named_by>
            <h2 id=id>{title}</h2>
            <ul class="standing-people" role="list">
                {items.collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn chip(verdict: Verdict) -> AnyView {
    let (tone, mark) = match verdict {
        Verdict::Active => (Tone::Good, Icon::Check),
        Verdict::NotYet => (Tone::Info, Icon::Clock),
        Verdict::NotKnown => (Tone::Warning, Icon::Search),
        Verdict::NotActive => (Tone::Warning, Icon::Close),
    };
    view! { <Chip label=verdict_words(verdict) tone mark /> }.into_any()
}

/// “Mentee on Team 1”.
fn role_and_team(row: &Row) -> String {
    let role = capitalised(&role_word(&row.line.member.role));
    match &row.team {
        Some(team) => t!(weeks.role_on, role = role, team = team_name(team)),
        None => role,
    }
}

fn person(desk: Desk, row: &Row) -> AnyView {
    let (member, name) = (&row.line.member, row.line.who.name.clone());
    let weeks = Route::Weeks(member.session.clone(), member.id).href();
    let why = row.why.iter().map(|why| view! { <p>{why.clone()}</p> });
    let by_cards = desk.known.with_untracked(|known| known.by_cards);
    let ways = (!by_cards).then(|| ways(row, &name));
    view! {
        <li class="standing-person">
            <p class="roster-person">
                <a class="roster-name" dir="auto" href=weeks>
                    {name}
                </a>
                {chip(row.activity.verdict())}
                {standing_mark(member)}
                <span class="roster-zone">{role_and_team(row)}</span>
            </p>
            <div class="standing-why">{why.collect_view()}</div>
            {ways}
        </li>
    }
    .into_any()
}

/// To where it is said that somebody pauses, leaves or finishes; and to who could take their place.
fn ways(row: &Row, name: &str) -> AnyView {
    let member = &row.line.member;
    let part = part_link(&member.session, member.id).href();
    let step_in = place_to_fill(row).map(|(team, role)| {
        let href = step_in_link(&member.session, team, &role).href();
        let about = t!(
            weeks.cell,
            week = name.to_owned(),
            what = t!(weeks.active.step_in)
        );
        view! {
            <a class="button button-small" href=href aria-label=about>
                {t!(weeks.active.step_in)}
            </a>
        }
    });
    let about = t!(
        weeks.cell,
        week = name.to_owned(),
        what = t!(weeks.active.part)
    );
    view! {
        <div class="button-row unprinted">
            <a class="button button-small" href=part aria-label=about>
                {t!(weeks.active.part)}
            </a>
            {step_in}
        </div>
    }
    .into_any()
}

/// The place on a team that may need somebody else: of whoever left, is away, or does not do what is asked. Of whom it can't
/// be told here, it is not asked.
fn place_to_fill(row: &Row) -> Option<(RecordId, Role)> {
    let member = &row.line.member;
    let team = row.team.as_ref()?;
    let is_formed = matches!(member.role, Role::Mentee | Role::Navigator | Role::Captain);
    let is_away = match member.standing {
        Standing::Left | Standing::Paused => true,
        Standing::Finished => false,
        Standing::Active => match row.activity.verdict() {
            Verdict::NotYet | Verdict::NotActive => true,
            Verdict::Active | Verdict::NotKnown => false,
        },
    };
    (is_formed && is_away).then(|| (team.id, member.role.clone()))
}
