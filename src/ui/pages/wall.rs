//! Everyone of a session, week by week, team by team: who was there, at one look. Each cell opens its meeting.

mod looks;

use leptos::prelude::*;

use super::check_in::pace_words;
use super::meeting::{came_words, not_read};
use super::roster::read::{Known, follow, page};
use super::roster::team_name;
use super::weeks::{hours, state_words};
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::id::SessionId;
use crate::domain::membership::{Membership, Team};
use crate::domain::roster::sheet::{Line, TeamSheet};
use crate::domain::time::Date;
use crate::domain::week::check_in::Pace;
use crate::domain::week::history::{History, TeamHistory, WeekLog, Written, histories};
use crate::domain::week::hours::hours_text;
use crate::domain::week::meeting::Attendance;
use crate::domain::week::one_to_one::State;
use crate::domain::week::own::OwnParts;
use crate::domain::week::{Place, Weeks};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::use_app;
use crate::ui::components::{ButtonLook, EmptyState, Icon, LinkButton, PageHead, live};
use crate::ui::own;
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::when::{date_brief, hours_words, number_words};
use crate::ui::words::{capitalised, role_word, word};

/// What stands for it in a cell that somebody checked in.
const CHECKED_IN: &str = "✎";
/// That they had a one-to-one, or did not have the one that was meant.
const ONE_HELD: &str = "◆";
const ONE_NOT_HELD: &str = "◇";
/// How the pace feels, where it is not right.
const TOO_MUCH: &str = "▲";
const TOO_SLOW: &str = "▼";

/// Everyone of a session, week by week.
#[component]
pub fn WallPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let written = follow_weeks(app);
        let own = own::parts(app);
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let plan = Route::Plan(session.clone()).href();
        let working = Route::Contributions(session.clone(), Query::default()).href();
        let session = session.clone();
        view! {
            <PageHead title=t!(weeks.wall) over=over back=back>
                <p class="roster-counts">{t!(weeks.wall_help)}</p>
                <p>
                    <LinkButton href=plan label=t!(weeks.plan_title) look=ButtonLook::Quiet />
                    " "
                    <LinkButton
                        href=working
                        label=t!(contributions.title)
                        look=ButtonLook::Quiet
                    />
                </p>
            </PageHead>
            {live(move || match written.get() {
                WeeksReading::UnderWay => {
                    view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
                }
                WeeksReading::Failed(why) => not_read(app, why),
                WeeksReading::Done(written) => {
                    let own = own.get();
                    known.with(|known| whole(known, &written, &session, own))
                },
            })}
        }
        .into_any()
    })
}

fn whole(known: &Known, written: &Written, session: &SessionId, own: Option<OwnParts>) -> AnyView {
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
    let rules = known.session().weekly.signals;
    let (mut groups, mut looks) = (Vec::new(), Vec::new());
    for (team, held) in sheet.teams.iter().zip(&held) {
        let theirs: Vec<History> = people.by_ref().take(team.lines.len()).collect();
        let seen = looks::Seen {
            known,
            own: own.as_ref(),
            rules: &rules,
            written,
        };
        looks.extend(looks::of_team(team, &theirs, held, &seen, today));
        groups.push(group(team, &theirs, held, today));
    }
    let weeks = held.iter().map(|held| held.weeks.count).max();
    let all = Weeks::of_session(known.session());
    let now = today.map(|today| all.place(today));
    let heads = (0..=weeks.unwrap_or_default()).map(|week| head(all, week, now));
    let legend = [
        ("●", t!(weeks.there)),
        ("◐", t!(weeks.excused)),
        ("○", t!(weeks.missed)),
        (CHECKED_IN, t!(weeks.checked_in)),
        (ONE_HELD, t!(weeks.one_to_one_held)),
        (ONE_NOT_HELD, t!(weeks.one_to_one_not)),
        (TOO_MUCH, t!(weeks.pace_too_much)),
        (TOO_SLOW, t!(weeks.pace_too_slow)),
        ("✓", t!(weeks.met)),
        ("–", t!(weeks.not_held)),
        ("·", t!(weeks.not_noted)),
    ];
    let legend = legend.map(|(mark, words)| view! { <span>{mark} " " {words}</span> });
    view! {
        {looks::part(looks)}
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
                {groups}
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
        let href = Route::CheckIn(team.session.clone(), history.member, week).href();
        view! {
            <td class="wall-cell">
                <a href=href aria-label=cell_words(week, &week_words(log))>
                    {shown(log)}
                </a>
            </td>
        }
    });
    let link = Route::Weeks(team.session.clone(), history.member).href();
    view! {
        <tr>
            <th scope="row">
                <a href=link dir="auto">
                    {line.who.name.clone()}
                </a>
                <span class="wall-role">{capitalised(&role_word(&line.member.role))}</span>
                {hours(history)}
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

/// All that is known of a week, in words.
fn week_words(log: &WeekLog) -> String {
    let came = log.came.iter().map(|came| came_words(*came).to_owned());
    let mut words: Vec<String> = came.collect();
    words.extend(log.checked_in.then(|| t!(weeks.checked_in).to_lowercase()));
    if let Some(said) = log.said {
        words.extend(said.minutes.map(hours_words));
        words.extend(
            said.pace
                .map(|pace| t!(weeks.pace_is, pace = pace_words(pace).to_lowercase())),
        );
    }
    words.extend(
        log.one_to_one
            .map(|state| t!(weeks.one_is, state = state_words(state).to_lowercase())),
    );
    if words.is_empty() {
        return t!(weeks.not_noted).to_owned();
    }
    words.join(", ")
}

/// The same in marks, told apart by their shape; the hours as a number.
fn shown(log: &WeekLog) -> AnyView {
    let mut marks: Vec<&str> = log.came.iter().map(|came| mark(*came)).collect();
    marks.extend(log.checked_in.then_some(CHECKED_IN));
    marks.extend(log.one_to_one.map(|state| match state {
        State::Held => ONE_HELD,
        State::Declined | State::Moved => ONE_NOT_HELD,
    }));
    if marks.is_empty() {
        return view! { <span class="wall-none" aria-hidden="true">"·"</span> }.into_any();
    }
    let said = log.said.map(|said| {
        let pace = match said.pace {
            Some(Pace::TooMuch) => TOO_MUCH,
            Some(Pace::TooSlow) => TOO_SLOW,
            Some(Pace::Right) | None => "",
        };
        let hours = said.minutes.map(|minutes| hours_text(Some(minutes)));
        format!("{}{pace}", hours.unwrap_or_default())
    });
    let said = said.filter(|said| !said.is_empty());
    view! {
        <span aria-hidden="true">{marks.concat()}</span>
        {said.map(|said| view! { <span class="wall-said" aria-hidden="true">{said}</span> })}
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
