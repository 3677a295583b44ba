//! Somebody's check-in of one week: two minutes on a phone. Whoever it is of writes it; others read what is theirs to read.

mod form;
mod keeping;
mod questions;
mod reading;

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::{dates, not_read, pager_link};
use super::roster::read::{Known, follow, page};
use crate::domain::decide::Whose;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::WeekRules;
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;
use crate::domain::week::Weeks;
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Icon, Notice, PageHead, Tone, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::plan;
use crate::ui::when::number_words;
use keeping::{Checking, Reading};

pub use form::{choice_words, label, mood_words, pace_words};
pub use reading::text_words;

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    app: App,
    known: Signal<Arc<Known>>,
    /// Whose it is.
    member: RecordId,
    checking: Checking,
    failed: Failed,
    /// Who it is of, and among whom readers are chosen.
    people: Memo<People>,
    /// What is asked, and what is planned for a week.
    rules: StoredValue<WeekRules>,
}

/// Who a check-in is of, and among whom its readers are chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct People {
    /// Whoever writes it.
    name: String,
    /// Whether a captain looks after them.
    has_captain: bool,
    /// Whether they are on a team.
    on_team: bool,
}

/// The check-in of somebody in a week.
#[component]
pub fn CheckInPage(
    /// The session.
    session: SessionId,
    /// Whose: a membership.
    member: RecordId,
    /// The week.
    week: u32,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let mine = own::is_mine(app, member);
    page(app, reading, move |known| {
        let line = Memo::new(move |_| known.with(|known| known.sheet.line(member).cloned()));
        let whose = Memo::new(move |_| {
            let line = line.get()?;
            known.with(|known| whose(known, &line, week))
        });
        let session = session.clone();
        live(move || match (whose.get(), line.with(Option::is_some)) {
            (Some(whose), _) => whole(app, known, &whose, mine),
            (None, true) => no_week(&session, member),
            (None, false) => super::weeks::nobody(&session),
        })
    })
}

/// What a check-in is written for; nothing for a week that they do not have.
fn whose(known: &Known, line: &Line, week: u32) -> Option<Whose> {
    let weeks = weeks_of(known, line);
    (week <= weeks.count).then(|| Whose {
        session: known.session().id.clone(),
        member: line.member.id,
        team: line.member.team,
        captain: captain_of(known, line).map(|captain| captain.member.id),
        week,
        closes: weeks.closes(week, known.session().weekly.open_days),
        sample: line.member.sample,
    })
}

/// The weeks that somebody counts by.
pub fn weeks_of(known: &Known, line: &Line) -> Weeks {
    let team = line.member.team.and_then(|team| known.sheet.team(team));
    match team {
        Some(sheet) => Weeks::of_team(&sheet.team, known.session()),
        None => Weeks::of_session(known.session()),
    }
}

/// The captain who looks after somebody: that of their team, unless it is themselves.
pub fn captain_of<'a>(known: &'a Known, line: &Line) -> Option<&'a Line> {
    let sheet = known.sheet.team(line.member.team?)?;
    let mut captains = sheet.of_role(Role::Captain);
    captains.find(|captain| captain.member.is_in() && captain.member.id != line.member.id)
}

/// A link to a week that they do not have.
fn no_week(session: &SessionId, member: RecordId) -> AnyView {
    let href = Route::Weeks(session.clone(), member).href();
    view! {
        <PageHead title=t!(weeks.no_week) back=(t!(weeks.all_weeks).to_owned(), href) />
        <p class="soft">{t!(weeks.no_week_help)}</p>
    }
    .into_any()
}

fn people(known: &Known, member: RecordId) -> People {
    let Some(line) = known.sheet.line(member) else {
        return People::default();
    };
    People {
        name: line.who.name.clone(),
        has_captain: captain_of(known, line).is_some(),
        on_team: line
            .member
            .team
            .is_some_and(|team| known.sheet.team(team).is_some()),
    }
}

fn whole(app: App, known: Signal<Arc<Known>>, whose: &Whose, mine: Signal<bool>) -> AnyView {
    let (member, week) = (whose.member, whose.week);
    let failed = Failed::new(None);
    let people = Memo::new(move |_| known.with(|known| people(known, member)));
    let (weeks, rules) = known.with_untracked(|known| {
        let line = known.sheet.line(member);
        let weeks = line.map_or_else(
            || Weeks::of_session(known.session()),
            |line| weeks_of(known, line),
        );
        (weeks, known.session().weekly.clone())
    });
    let here = Here {
        app,
        known,
        member,
        checking: Checking::of(app, whose),
        failed,
        people,
        rules: StoredValue::new(rules),
    };
    let session = whose.session.clone();
    let back = (
        t!(weeks.all_weeks).to_owned(),
        Route::Weeks(session.clone(), member).href(),
    );
    let over = move || people.with(|people| people.name.clone());
    let closes = whose.closes;
    let is_closed = Memo::new(move |_| closes.is_some_and(|closes| app.now.get() >= closes));
    let body = live(move || match here.checking.reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        Reading::Failed(why) => not_read(app, why),
        Reading::Done if mine.get() && !is_closed.get() => form::form(here),
        Reading::Done => view! {
            {live(move || closed(mine.get() && is_closed.get()))}
            {reading::reading(here)}
        }
        .into_any(),
    });
    view! {
        <PageHead title=t!(weeks.week, n = number_words(f64::from(week))) over=over back=back>
            <p class="roster-counts">{dates(weeks, week)}</p>
        </PageHead>
        {pager(&session, member, weeks, week)}
        {plan::of_week(app, &session, weeks, week)}
        {failure(failed)}
        {own::not_known(app)}
        {body}
    }
    .into_any()
}

fn closed(is_mine: bool) -> AnyView {
    if !is_mine {
        return ().into_any();
    }
    view! {
        <Notice tone=Tone::Info title=t!(weeks.is_closed)>
            <p>{t!(weeks.is_closed_help)}</p>
        </Notice>
    }
    .into_any()
}

/// The ways to the weeks before and after.
fn pager(session: &SessionId, member: RecordId, weeks: Weeks, week: u32) -> AnyView {
    let to = |other: Option<u32>, mark: Icon, class: &'static str| {
        let other = other.filter(|other| *other <= weeks.count)?;
        let href = Route::CheckIn(session.clone(), member, other).href();
        Some(pager_link(href, other, mark, class))
    };
    view! {
        <nav class="note-pager unprinted" aria-label=t!(weeks.pager)>
            {to(week.checked_sub(1), Icon::Back, "button button-quiet")}
            {to(week.checked_add(1), Icon::Forward, "button button-quiet note-after")}
        </nav>
    }
    .into_any()
}
