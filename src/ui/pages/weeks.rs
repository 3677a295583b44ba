//! Somebody's weeks in a session: what is known of each, and what someone should look at. Whoever they are of sees all of it,
//! and who else does.

mod cells;
mod closing;
mod contributions;
mod handing;
mod one_to_one;
mod reminding;
mod signals;
mod spark;

use std::sync::Arc;

use leptos::prelude::*;

use super::check_in::{captain_of, weeks_of};
use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use super::roster::team_name;
use crate::browser::zones;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Team};
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;
use crate::domain::week::glance::Glances;
use crate::domain::week::history::{History, TeamHistory, histories};
use crate::domain::week::one_to_one::Level;
use crate::domain::week::own::OwnParts;
use crate::domain::week::signal::Viewer;
use crate::domain::week::{Place, Weeks};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::when::{date_brief, number_words};
use crate::ui::words::{capital, capitalised, role_word};

pub use cells::{meeting_words, state_words};
pub use handing::hand_to_all;
pub use one_to_one::level_words;
pub use signals::{facts, title};
pub use spark::{WeekWords, hours};

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    app: App,
    known: Signal<Arc<Known>>,
    glances: RwSignal<WeeksReading>,
    member: RecordId,
    mine: Signal<bool>,
    failed: Failed,
}

impl Here {
    fn line(self) -> Option<Line> {
        self.known
            .with(|known| known.sheet.line(self.member).cloned())
    }
}

/// Somebody's weeks.
#[component]
pub fn WeeksPage(
    /// The session.
    session: SessionId,
    /// Whose: a membership.
    member: RecordId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let glances = follow_weeks(app);
    let mine = own::is_mine(app, member);
    page(app, reading, move |known| {
        let here = Here {
            app,
            known,
            glances,
            member,
            mine,
            failed: Failed::new(None),
        };
        let is_there = Memo::new(move |_| here.line().is_some());
        let session = session.clone();
        live(move || {
            if is_there.get() {
                whole(here, &session)
            } else {
                nobody(&session)
            }
        })
    })
}

/// A link to somebody whom this device does not know.
pub fn nobody(session: &SessionId) -> AnyView {
    let roster = Route::Roster(session.clone(), Query::default()).href();
    view! {
        <PageHead title=t!(weeks.all_weeks) />
        <EmptyState title=t!(weeks.nobody_here) mark=Icon::Inbox>
            <p>{t!(weeks.nobody_here_help)}</p>
            <LinkButton href=roster label=t!(roster.title) />
        </EmptyState>
    }
    .into_any()
}

fn whole(here: Here, session: &SessionId) -> AnyView {
    let name = move || here.line().map(|line| line.who.name).unwrap_or_default();
    let over = move || {
        let line = here.line();
        line.map(|line| role_and_team(here, &line))
            .unwrap_or_default()
    };
    let back = (
        t!(weeks.wall).to_owned(),
        Route::Wall(session.clone()).href(),
    );
    let session = session.clone();
    let contributions = contributions::part(here, &session);
    let (handing, belongs) = (handing::part(here, &session), belongs(here, &session));
    let looking_back = closing::part(here, &session);
    let reminders = reminding::part(here, &session);
    let line = Memo::new(move |_| here.line());
    let body = live(move || match here.glances.get() {
        WeeksReading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        WeeksReading::Failed(why) => not_read(here.app, why),
        WeeksReading::Done(glances) => match line.get() {
            Some(line) => untrack(|| known_of(here, &session, &line, &glances)),
            None => ().into_any(),
        },
    });
    view! {
        <PageHead title=name over=over back=back />
        {failure(here.failed)}
        {own::not_known(here.app)}
        <div class="stack stack-loose">
            {looking_back} {body} {contributions} {one_to_one::part(here)} {reminders} {handing} {belongs}
        </div>
    }
    .into_any()
}

/// “Mentee on Team 1”.
fn role_and_team(here: Here, line: &Line) -> String {
    let role = capitalised(&role_word(&line.member.role));
    let team = here.known.with(|known| {
        let team = known.sheet.team(line.member.team?)?;
        Some(team_name(&team.team))
    });
    match team {
        Some(team) => t!(weeks.role_on, role = role, team = team),
        None => role,
    }
}

/// In whose hands this device is, as far as signals about somebody go: the most that its owner is to them.
pub fn viewer(known: &Known, own: Option<&OwnParts>, line: &Line) -> Viewer {
    let holds = |member: RecordId| own.is_some_and(|own| own.holds(member));
    if holds(line.member.id) {
        return Viewer::Themselves;
    }
    if captain_of(known, line).is_some_and(|captain| holds(captain.member.id)) {
        return Viewer::Captain;
    }
    if !known.by_cards {
        return Viewer::Organizer;
    }
    let team = line.member.team.and_then(|team| known.sheet.team(team));
    let leads = team
        .into_iter()
        .flat_map(|team| team.of_role(Role::Navigator));
    if leads.into_iter().any(|lead| holds(lead.member.id)) {
        return Viewer::Navigator;
    }
    Viewer::Other
}

/// What is known of somebody's weeks and of their team's.
pub fn history_of(
    known: &Known,
    line: &Line,
    glances: &Glances,
) -> Option<(History, Option<TeamHistory>)> {
    let team = line.member.team.and_then(|team| known.sheet.team(team));
    let teams: Vec<Team> = team.into_iter().map(|sheet| sheet.team.clone()).collect();
    let members: Vec<Membership> = vec![line.member.clone()];
    let (people, held) = histories(known.session(), &members, &teams, glances);
    let history = people.into_iter().next()?;
    Some((history, held.into_iter().next()))
}

fn known_of(here: Here, session: &SessionId, line: &Line, glances: &Arc<Glances>) -> AnyView {
    let found = here
        .known
        .with(|known| Some((history_of(known, line, glances)?, weeks_of(known, line))));
    let Some(((history, team), weeks)) = found else {
        return ().into_any();
    };
    let today = zones::today(here.app.now.get_untracked());
    let now = today.map(|today| weeks.place(today));
    let to_team = line.member.team.map(|team| {
        let href = Route::Team(session.clone(), team).href();
        view! { <LinkButton href=href label=t!(weeks.to_team) look=ButtonLook::Quiet /> }
    });
    view! {
        <div class="button-row unprinted">{this_week(here, session, now)} {to_team}</div>
        {told(here, line, glances)}
        {signals::part(here, line, &history, team.as_ref(), (glances, today))}
        <section class="stack" aria-labelledby="weeks-all">
            <h2 id="weeks-all">{t!(weeks.all_weeks)}</h2>
            {spark::hours(&history, &WeekWords::new(history.log.len()))}
            <ol class="week-list" role="list">
                {list(session, &history, weeks, now)}
            </ol>
        </section>
    }
    .into_any()
}

/// What the captain tells the organizers about somebody.
fn told(here: Here, line: &Line, glances: &Glances) -> AnyView {
    let member = line.member.id;
    let of_them = glances.levels.iter().filter(|told| told.member == member);
    let is_organizers = here.known.with_untracked(|known| !known.by_cards);
    let items: Vec<_> = of_them
        .filter(|_| is_organizers)
        .map(|told| {
            let tone = level_tone(told.level);
            let words = told.words.clone();
            let words = words.map(|words| view! { <p class="said" dir="auto">{words}</p> });
            view! {
                <Notice tone=tone title=level_title(told.level)>{words}</Notice>
            }
        })
        .collect();
    items.into_any()
}

/// How somebody seems to their captain, as the organizers read it.
pub fn level_title(level: Level) -> String {
    t!(
        weeks.level_told,
        captain = capital(|w| &w.captain.one),
        level = level_words(level)
    )
}

fn level_tone(level: Level) -> Tone {
    match level {
        Level::Fine => Tone::Good,
        Level::Watch => Tone::Warning,
        Level::Help => Tone::Danger,
    }
}

/// The way to this week's check-in, for whoever they are of.
fn this_week(here: Here, session: &SessionId, now: Option<Place>) -> AnyView {
    let (session, member) = (session.clone(), here.member);
    live(move || {
        let week = match now {
            Some(Place::In(week)) if here.mine.get() => week,
            Some(Place::In(_) | Place::Before | Place::After) | None => return ().into_any(),
        };
        let href = Route::CheckIn(session.clone(), member, week).href();
        let label = t!(weeks.check_in_now, n = number_words(f64::from(week)));
        view! { <LinkButton href=href label=label look=ButtonLook::Primary mark=Icon::Edit /> }
            .into_any()
    })
}

fn list(session: &SessionId, history: &History, weeks: Weeks, now: Option<Place>) -> AnyView {
    let items = history.log.iter().zip(0..).map(|(log, week)| {
        let href = Route::CheckIn(session.clone(), history.member, week).href();
        let is_now = now == Some(Place::In(week));
        let ahead = now < Some(Place::In(week));
        let lines = cells::lines(log, ahead);
        let lines = lines.into_iter().map(|line| view! { <span>{line}</span> });
        view! {
            <li>
                <a class=if is_now { "week-item week-is-now" } else { "week-item" } href=href>
                    <span class="week-name">
                        {t!(weeks.week, n = number_words(f64::from(week)))}
                    </span>
                    <span class="soft">{weeks.first_day(week).map(date_brief)}</span>
                    <span class="week-said">{lines.collect_view()}</span>
                </a>
            </li>
        }
    });
    items.collect_view().into_any()
}

/// Says whose device this is.
fn belongs(here: Here, session: &SessionId) -> AnyView {
    let session = session.clone();
    live(move || {
        let is_mine = here.mine.get();
        let of = session.clone();
        let press =
            move |()| own::set_mine(here.app, of.clone(), here.member, !is_mine, here.failed);
        let (label, help) = if is_mine {
            (t!(weeks.not_me), t!(weeks.is_me_help))
        } else {
            (t!(weeks.me), t!(weeks.me_help))
        };
        view! {
            <section class="weeks-me stack unprinted">
                <p class="soft small">{help}</p>
                <p>
                    <Button label=label look=ButtonLook::Small press=press />
                </p>
            </section>
        }
        .into_any()
    })
}
