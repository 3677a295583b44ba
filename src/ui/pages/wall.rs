//! Everyone of a session, week by week, team by team: who was there, at one look. Each cell opens its meeting.

mod circles;
mod looks;
mod rows;

use std::sync::Arc;

use leptos::prelude::*;

use self::rows::{CHECKED_IN, Drawn, Group, ONE_HELD, ONE_NOT_HELD, TOO_MUCH, TOO_SLOW};
use super::choose::other_sessions;
use super::closings::closings_are_read;
use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::id::SessionId;
use crate::domain::membership::{Membership, Team};
use crate::domain::week::glance::Glances;
use crate::domain::week::history::{History, histories};
use crate::domain::week::own::OwnParts;
use crate::domain::week::{Place, Weeks};
use crate::route::{Area, Query, Route};
use crate::t;
use crate::ui::app::use_app;
use crate::ui::components::{ButtonLook, EmptyState, Icon, LinkButton, PageHead, live};
use crate::ui::own;
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::when::{date_brief, number_words};
use crate::ui::words::word;

/// Everyone of a session, week by week.
#[component]
pub fn WallPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    // Read beside the roster, not after it.
    let glances = follow_weeks(app);
    page(app, reading, move |known| {
        let drawn = Drawn::new();
        let own = own::parts(app);
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let plan = Route::Plan(session.clone()).href();
        let standing = Route::Standing(session.clone(), Query::default()).href();
        let certificates = Route::Certificates(session.clone()).href();
        let report = Route::Report(session.clone()).href();
        let working = Route::Contributions(session.clone(), Query::default()).href();
        let others = other_sessions(Area::Weeks, &session);
        let closings = closings_link(known, &session);
        let session = session.clone();
        view! {
            <PageHead title=t!(weeks.wall) over=over back=back>
                <p class="roster-counts">{t!(weeks.wall_help)}</p>
                {others}
                <p>
                    <LinkButton href=plan label=t!(weeks.plan_title) look=ButtonLook::Quiet />
                    <LinkButton href=standing label=t!(weeks.active.title) look=ButtonLook::Quiet />
                    " "
                    <LinkButton
                        href=working
                        label=t!(contributions.title)
                        look=ButtonLook::Quiet
                    />
                    " "
                    {closings}
                    " "
                    <LinkButton
                        href=certificates
                        label=t!(certificates.title)
                        look=ButtonLook::Quiet
                    />
                    <LinkButton href=report label=t!(report.title) look=ButtonLook::Quiet />
                </p>
            </PageHead>
            {live(move || match glances.get() {
                WeeksReading::UnderWay => {
                    view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
                }
                WeeksReading::Failed(why) => not_read(app, why),
                WeeksReading::Done(glances) => {
                    let own = own.get();
                    known.with(|known| whole(known, &glances, &session, own, drawn))
                },
            })}
        }
        .into_any()
    })
}

/// The way to what everyone said at the end, for organizers.
fn closings_link(known: Signal<Arc<Known>>, session: &SessionId) -> AnyView {
    let href = Route::Closings(session.clone()).href();
    live(move || {
        if !known.with(|known| closings_are_read(known)) {
            return ().into_any();
        }
        view! { <LinkButton href=href.clone() label=t!(closing.all.title) look=ButtonLook::Quiet /> }
            .into_any()
    })
}

fn whole(
    known: &Known,
    glances: &Glances,
    session: &SessionId,
    own: Option<OwnParts>,
    drawn: Drawn,
) -> AnyView {
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
    let (people, held) = histories(known.session(), &members, &teams, glances);
    let today = zones::today(clock::now());
    let mut people = people.into_iter();
    let weeks = held.iter().map(|held| held.weeks.count).max();
    let rules = known.session().weekly.signals;
    let (mut groups, mut looks) = (Vec::new(), Vec::new());
    for (team, held) in sheet.teams.iter().zip(held) {
        let theirs: Vec<History> = people.by_ref().take(team.lines.len()).collect();
        let seen = looks::Seen {
            known,
            own: own.as_ref(),
            rules: &rules,
            glances,
        };
        looks.extend(looks::of_team(team, &theirs, &held, &seen, today));
        groups.push(Group {
            team: team.clone(),
            people: theirs,
            held,
        });
    }
    let columns = weeks.unwrap_or_default() + 1;
    let all = Weeks::of_session(known.session());
    let now = today.map(|today| all.place(today));
    let heads = (0..columns).map(|week| head(all, week, now));
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
            <table class="table wall-table" style=("--weeks", columns.to_string())>
                <caption class="unseen">{t!(weeks.wall)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(weeks.person)}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                {rows::groups(groups, drawn, today)}
                {circles::groups(known, own.as_ref(), glances, today)}
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
