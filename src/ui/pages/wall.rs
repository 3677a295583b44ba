//! Everyone of a session, week by week, team by team: who was there, at one look. Each cell opens its meeting.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::meeting::{came_words, not_read};
use super::roster::read::{Known, follow, page};
use super::roster::team_name;
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::id::SessionId;
use crate::domain::membership::{Membership, Team};
use crate::domain::record::Kind;
use crate::domain::roster::sheet::{Line, TeamSheet};
use crate::domain::time::Date;
use crate::domain::week::history::{History, TeamHistory, Written, histories};
use crate::domain::week::meeting::{Attendance, Meeting};
use crate::domain::week::{Place, Weeks};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{EmptyState, Icon, LinkButton, PageHead, live};
use crate::ui::messages;
use crate::ui::when::{date_brief, number_words};
use crate::ui::words::{capitalised, role_word, word};

/// What was read of people's weeks.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(String),
    Done(Arc<Written>),
}

/// Everyone of a session, week by week.
#[component]
pub fn WallPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let written = written(app);
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let session = session.clone();
        view! {
            <PageHead title=t!(weeks.wall) over=over back=back>
                <p class="roster-counts">{t!(weeks.wall_help)}</p>
            </PageHead>
            {live(move || match written.get() {
                Reading::UnderWay => {
                    view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
                }
                Reading::Failed(why) => not_read(app, why),
                Reading::Done(written) => known.with(|known| whole(known, &written, &session)),
            })}
        }
        .into_any()
    })
}

/// What people wrote of their weeks, read again when anything changed.
fn written(app: App) -> RwSignal<Reading> {
    let reading = RwSignal::new(Reading::UnderWay);
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            let mut written = Written::default();
            let store = app.store();
            let read = store
                .each_of_kind(&Kind::Meeting, |records| {
                    let read = records.iter().filter_map(Meeting::read);
                    written.meetings.extend(read.filter(|one| !one.deleted));
                })
                .await;
            reading.try_set(match read {
                Ok(()) => Reading::Done(Arc::new(written)),
                Err(error) => Reading::Failed(messages::load_error(&error)),
            });
        });
    });
    reading
}

fn whole(known: &Known, written: &Written, session: &SessionId) -> AnyView {
    let sheet = &known.sheet;
    if sheet.teams.is_empty() {
        let studio = Route::Studio(session.clone(), Query::default()).href();
        return view! {
            <EmptyState title=t!(weeks.no_teams) mark=Icon::Calendar>
                <p>{t!(weeks.no_teams_help, teams = word(|w| &w.team.many))}</p>
                <LinkButton
                    href=studio
                    label=t!(roster.to_studio, teams = word(|w| &w.team.many))
                />
            </EmptyState>
        }
        .into_any();
    }
    let lines = sheet.teams.iter().flat_map(|team| &team.lines);
    let members: Vec<Membership> = lines.map(|line| line.member.clone()).collect();
    let teams: Vec<Team> = sheet.teams.iter().map(|sheet| sheet.team.clone()).collect();
    let (people, held) = histories(known.session(), &members, &teams, written);
    let today = zones::today(clock::now());
    let mut people = people.into_iter();
    let groups = sheet.teams.iter().zip(&held).map(|(team, held)| {
        let theirs: Vec<History> = people.by_ref().take(team.lines.len()).collect();
        group(team, &theirs, held, today)
    });
    let weeks = held.iter().map(|held| held.weeks.count).max();
    let all = Weeks::of_session(known.session());
    let now = today.map(|today| all.place(today));
    let heads = (0..=weeks.unwrap_or_default()).map(|week| head(all, week, now));
    let legend = [
        ("●", t!(weeks.there)),
        ("◐", t!(weeks.excused)),
        ("○", t!(weeks.missed)),
        ("✓", t!(weeks.met)),
        ("–", t!(weeks.not_held)),
        ("·", t!(weeks.not_noted)),
    ];
    let legend = legend.map(|(mark, words)| view! { <span>{mark} " " {words}</span> });
    view! {
        // Each cell says it in words.
        <p class="wall-legend" aria-hidden="true">
            {legend.collect_view()}
        </p>
        <div class="table-scroll wall" tabindex="0" role="region" aria-label=t!(weeks.wall)>
            <table class="table wall-table">
                <caption class="unseen">{t!(weeks.wall)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(weeks.person)}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                {groups.collect_view()}
            </table>
        </div>
    }
    .into_any()
}

/// The head of a week's column. Teams on their own dates count their own weeks.
fn head(all: Weeks, week: u32, now: Option<Place>) -> AnyView {
    let first = all.first_day(week).map(date_brief);
    let is_now = now == Some(Place::In(week));
    let mark = is_now.then(|| view! { <span class="wall-now">{t!(weeks.now)}</span> });
    view! {
        <th scope="col" class=if is_now { "wall-week wall-is-now" } else { "wall-week" }>
            <span>{t!(weeks.week, n = number_words(f64::from(week)))}</span>
            <span class="wall-day">{first}</span>
            {mark}
        </th>
    }
    .into_any()
}

/// A team with everyone on it.
fn group(team: &TeamSheet, people: &[History], held: &TeamHistory, today: Option<Date>) -> AnyView {
    let link = Route::Team(team.team.session.clone(), team.team.id).href();
    let own = team.team.starts.map(|first| {
        let words = t!(roster.from, date = date_brief(first));
        view! { <span class="soft">" " {words}</span> }
    });
    let met = held.log.iter().zip(0..).map(|(log, week)| {
        let href = Route::Meeting(team.team.session.clone(), team.team.id, week).href();
        let (mark, words) = match log {
            log if log.held > 0 => ("✓", t!(weeks.met)),
            log if log.called_off > 0 => ("–", t!(weeks.not_held)),
            _ if is_ahead(held.weeks, week, today) => ("·", t!(weeks.ahead)),
            _ => ("·", t!(weeks.not_noted)),
        };
        view! {
            <td class="wall-cell">
                <a href=href aria-label=cell_words(week, words)>
                    <span aria-hidden="true">{mark}</span>
                </a>
            </td>
        }
    });
    let rows = team
        .lines
        .iter()
        .zip(people)
        .map(|(line, history)| row(&team.team, line, history));
    view! {
        <tbody>
            <tr class="wall-team">
                <th scope="rowgroup">
                    <a href=link>{team_name(&team.team)}</a>
                    {own}
                </th>
                {met.collect_view()}
            </tr>
            {rows.collect_view()}
        </tbody>
    }
    .into_any()
}

/// Whether a week has not begun.
fn is_ahead(weeks: Weeks, week: u32, today: Option<Date>) -> bool {
    let first = weeks.first_day(week);
    today.zip(first).is_some_and(|(today, first)| today < first)
}

fn cell_words(week: u32, words: &str) -> String {
    t!(
        weeks.cell,
        week = t!(weeks.week, n = number_words(f64::from(week))),
        what = words.to_owned()
    )
}

/// Somebody's weeks.
fn row(team: &Team, line: &Line, history: &History) -> AnyView {
    let cells = history.log.iter().zip(0..).map(|(log, week)| {
        let marks: Vec<&str> = log.came.iter().map(|came| mark(*came)).collect();
        let said: Vec<&str> = log.came.iter().map(|came| came_words(*came)).collect();
        let (words, shown) = match said.as_slice() {
            [] => {
                let none = view! { <span class="wall-none">"·"</span> };
                (t!(weeks.not_noted).to_owned(), none.into_any())
            }
            said => (said.join(", "), marks.concat().into_any()),
        };
        let href = Route::Meeting(team.session.clone(), team.id, week).href();
        view! {
            <td class="wall-cell">
                <a href=href aria-label=cell_words(week, &words)>
                    <span aria-hidden="true">{shown}</span>
                </a>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span dir="auto">{line.who.name.clone()}</span>
                <span class="wall-role">{capitalised(&role_word(&line.member.role))}</span>
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

/// What stands for it in a cell: told apart by its shape.
fn mark(came: Attendance) -> &'static str {
    match came {
        Attendance::There => "●",
        Attendance::Excused => "◐",
        Attendance::Missed => "○",
    }
}
