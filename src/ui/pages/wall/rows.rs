//! The rows of the wall: team by team, a row for the team and one for each on it. Of very many people the first rows are drawn
//! at once, the rest while the page can be read already.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::membership::Team;
use crate::domain::roster::sheet::{Line, TeamSheet};
use crate::domain::time::Date;
use crate::domain::week::Weeks;
use crate::domain::week::check_in::Pace;
use crate::domain::week::history::{History, TeamHistory, WeekLog};
use crate::domain::week::hours::hours_text;
use crate::domain::week::meeting::Attendance;
use crate::domain::week::one_to_one::State;
use crate::route::Route;
use crate::t;
use crate::ui::pages::check_in::pace_words;
use crate::ui::pages::meeting::came_words;
use crate::ui::pages::roster::team_name;
use crate::ui::pages::weeks::{WeekWords, hours, state_words};
use crate::ui::pause::painted;
use crate::ui::when::date_brief;
use crate::ui::words::{capitalised, role_word};

/// What stands for it in a cell that somebody checked in.
pub(super) const CHECKED_IN: &str = "✎";
/// That they had a one-to-one, or did not have the one that was meant.
pub(super) const ONE_HELD: &str = "◆";
pub(super) const ONE_NOT_HELD: &str = "◇";
/// How the pace feels, where it is not right.
pub(super) const TOO_MUCH: &str = "▲";
pub(super) const TOO_SLOW: &str = "▼";

/// How many rows are drawn at once: more than a screen has.
const FIRST: usize = 60;
/// How many are drawn at a time after that.
const SLICE: usize = 120;

/// A team with everyone on it, and what is known of their weeks.
pub(super) struct Group {
    pub team: TeamSheet,
    pub people: Vec<History>,
    pub held: TeamHistory,
}

/// How far the rows are drawn, which outlives a change of what they say. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Drawn(RwSignal<usize>);

impl Drawn {
    pub fn new() -> Self {
        Self(RwSignal::new(FIRST))
    }

    /// Draws on, a slice at a time, to so many rows.
    fn go_on(self, rows: usize) {
        spawn_local(async move {
            while self.0.try_get_untracked().is_some_and(|drawn| drawn < rows) {
                painted().await;
                // The page may have been left meanwhile.
                self.0
                    .try_update(|drawn| *drawn = (*drawn + SLICE).min(rows));
            }
        });
    }
}

/// All groups, each as a body of the table.
pub(super) fn groups(groups: Vec<Group>, drawn: Drawn, today: Option<Date>) -> AnyView {
    // The row that each begins with.
    let mut rows = 0;
    let begins: Vec<usize> = groups
        .iter()
        .map(|group| {
            let begins = rows;
            rows += 1 + group.people.len();
            begins
        })
        .collect();
    let weeks = groups.iter().map(|group| group.held.log.len()).max();
    let words = Arc::new(WeekWords::new(weeks.unwrap_or_default()));
    let groups = Arc::new(groups);
    drawn.go_on(rows);
    let shown = Memo::new(move |_| begins.partition_point(|begins| *begins < drawn.0.get()));
    view! {
        <For each=move || 0..shown.get() key=|place| *place let:place>
            {groups.get(place).map(|one| group(one, &words, today))}
        </For>
    }
    .into_any()
}

/// A team with everyone on it.
fn group(one: &Group, words: &WeekWords, today: Option<Date>) -> AnyView {
    let Group { team, people, held } = one;
    let link = Route::Team(team.team.session.clone(), team.team.id).href();
    let own = team.team.starts.map(|first| {
        let from = t!(roster.from, date = date_brief(first));
        view! { <span class="soft">" " {from}</span> }
    });
    let met = held.log.iter().zip(0..).map(|(log, week)| {
        let href = Route::Meeting(team.team.session.clone(), team.team.id, week).href();
        let (mark, what) = match log {
            log if log.held > 0 => ("✓", t!(weeks.met)),
            log if log.called_off > 0 => ("–", t!(weeks.not_held)),
            _ if is_ahead(held.weeks, week, today) => ("·", t!(weeks.ahead)),
            _ => ("·", t!(weeks.not_noted)),
        };
        view! {
            <td class="wall-cell">
                // What it is called says what the mark does.
                <a href=href aria-label=words.cell(week, what)>
                    {mark}
                </a>
            </td>
        }
    });
    let rows = team
        .lines
        .iter()
        .zip(people)
        .map(|(line, history)| row(&team.team, line, history, words));
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
pub(super) fn is_ahead(weeks: Weeks, week: u32, today: Option<Date>) -> bool {
    let first = weeks.first_day(week);
    today.zip(first).is_some_and(|(today, first)| today < first)
}

/// Somebody's weeks.
fn row(team: &Team, line: &Line, history: &History, words: &WeekWords) -> AnyView {
    let cells = history.log.iter().zip(0..).map(|(log, week)| {
        let href = Route::CheckIn(team.session.clone(), history.member, week).href();
        view! {
            <td class="wall-cell">
                <a href=href aria-label=words.cell(week, &week_words(log, words))>
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
                {hours(history, words)}
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

/// All that is known of a week, in words.
fn week_words(log: &WeekLog, words: &WeekWords) -> String {
    let came = log.came.iter().map(|came| came_words(*came).to_owned());
    let mut all: Vec<String> = came.collect();
    all.extend(log.checked_in.then(|| t!(weeks.checked_in).to_owned()));
    if let Some(said) = log.said {
        all.extend(said.minutes.map(|minutes| words.hours(minutes)));
        all.extend(
            said.pace
                .map(|pace| t!(weeks.pace_is, pace = pace_words(pace))),
        );
    }
    all.extend(
        log.one_to_one
            .map(|state| t!(weeks.one_is, state = state_words(state))),
    );
    if all.is_empty() {
        return t!(weeks.not_noted).to_owned();
    }
    all.join(", ")
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
        return "·".into_any();
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
        {marks.concat()}
        {said.map(|said| view! { <span class="wall-said">{said}</span> })}
    }
    .into_any()
}

/// What stands for it in a cell: told apart by its shape.
pub(super) fn mark(came: Attendance) -> &'static str {
    match came {
        Attendance::There => "●",
        Attendance::Excused => "◐",
        Attendance::Missed => "○",
    }
}
