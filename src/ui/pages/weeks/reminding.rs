//! Reminders for one's own calendar, which rings without any server: to check in, to note the meeting, to see those whom one
//! looks after.

use leptos::prelude::*;

use super::Here;
use crate::browser::clock;
use crate::browser::files::Sort;
use crate::browser::zones;
use crate::domain::id::SessionId;
use crate::domain::overlap::QUARTERS_A_DAY;
use crate::domain::role::Role;
use crate::domain::roster::first_meeting;
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::domain::week::Weeks;
use crate::format::ics::Anchor;
use crate::format::sheet::{Reminded, Reminder, Reminding, reminders};
use crate::route::Route;
use crate::t;
use crate::ui::components::{Button, Icon, live};
use crate::ui::pages::check_in::weeks_of;
use crate::ui::pages::roster::hand_over;

/// How many days before the first week its clocks are looked at, and for how many weeks after the last: a year tells summer
/// time from a change for good.
const BEFORE: i64 = 28;
const AFTER: u32 = 56;
/// The day of a week to check in on, from its first, and the minute of the day: a Friday afternoon, where weeks begin on
/// Mondays.
const CHECK_IN: (i64, u16) = (4, 16 * 60);
/// The same for one-to-ones: a Tuesday morning.
const ONE_TO_ONES: (i64, u16) = (1, 10 * 60);
const DAY: u32 = 24 * 60;

/// The part of somebody's page, on their own device.
pub(super) fn part(here: Here, session: &SessionId) -> AnyView {
    let session = session.clone();
    let is_reminded = Memo::new(move |_| {
        let role = here.line().map(|line| line.member.role);
        let is_any = matches!(role, Some(Role::Mentee | Role::Navigator | Role::Captain));
        here.mine.get() && is_any
    });
    live(move || {
        if !is_reminded.get() {
            return ().into_any();
        }
        let session = session.clone();
        let press = move |()| save(here, &session);
        view! {
            <section class="stack unprinted" aria-labelledby="weeks-remind">
                <h2 id="weeks-remind">{t!(weeks.remind)}</h2>
                <p>{t!(weeks.remind_help)}</p>
                <p>
                    <Button label=t!(weeks.remind_save) mark=Icon::Download press=press />
                </p>
            </section>
        }
        .into_any()
    })
}

fn save(here: Here, session: &SessionId) {
    match made(here, session) {
        Some(text) => {
            let name = format!("reminders-{session}.ics");
            hand_over(here.app, name, text, Sort::Calendar, here.failed);
        }
        None => here.failed.set(Some(t!(weeks.remind_none).to_owned())),
    }
}

/// What somebody is reminded of, and when it comes.
struct Planned {
    what: Reminded,
    zone: String,
    first: Date,
    minute: u16,
}

/// The file; nothing if there is nothing to be reminded of any more.
fn made(here: Here, session: &SessionId) -> Option<String> {
    let line = here.line()?;
    let weeks = here.known.with_untracked(|known| weeks_of(known, &line));
    let planned = planned(here, &line, weeks)?;
    let from = weeks.starts.plus_days(-BEFORE).unwrap_or(weeks.starts);
    let clock = zones::clock(&planned.zone, from, weeks.count + AFTER)?;
    let anchor = Anchor::new(&planned.zone, clock)?;
    let member = here.member;
    let (summary, description, place) = match planned.what {
        Reminded::CheckIn => (
            t!(weeks.remind_check_in),
            t!(weeks.due.check_in),
            Route::Weeks(session.clone(), member),
        ),
        Reminded::Meeting => (
            t!(weeks.remind_meeting),
            t!(weeks.remind_meeting_help),
            Route::Team(session.clone(), line.member.team?),
        ),
        Reminded::OneToOnes => (
            t!(weeks.remind_one_to_ones),
            t!(weeks.remind_one_to_ones_help),
            Route::Wall(session.clone()),
        ),
    };
    let name = here
        .known
        .with_untracked(|known| known.session().name.clone());
    let reminder = Reminder {
        what: planned.what,
        anchor: &anchor,
        first: planned.first,
        minute: planned.minute,
        summary: format!("{summary} · {name}"),
        description: Some(description.to_owned()),
        url: address(&place),
    };
    let with = Reminding {
        member,
        weeks: weeks.count,
        from: zones::today(clock::now())?,
        made: clock::now(),
    };
    reminders(vec![reminder], with)
}

/// When somebody is reminded of what is theirs to do: by their own clock, but of a meeting by its.
fn planned(here: Here, line: &Line, weeks: Weeks) -> Option<Planned> {
    let own = zones::device().unwrap_or_else(|| "UTC".to_owned());
    let on = |what, (day, minute): (i64, u16)| {
        let first = weeks.starts.plus_days(day)?;
        let zone = own.clone();
        Some(Planned {
            what,
            zone,
            first,
            minute,
        })
    };
    match line.member.role {
        Role::Mentee => on(Reminded::CheckIn, CHECK_IN),
        Role::Captain => on(Reminded::OneToOnes, ONE_TO_ONES),
        Role::Navigator => {
            let agreed = here.known.with_untracked(|known| {
                let sheet = known.sheet.team(line.member.team?)?;
                let meeting = sheet.team.meeting.clone()?;
                let first = first_meeting(&sheet.team, known.session())?;
                // When it ends, which may be on the day after.
                let ends =
                    u32::from(meeting.quarter % QUARTERS_A_DAY) * 15 + u32::from(meeting.minutes);
                let first = first.plus_days(i64::from(ends / DAY))?;
                Some(Planned {
                    what: Reminded::Meeting,
                    zone: meeting.zone,
                    first,
                    minute: u16::try_from(ends % DAY).ok()?,
                })
            });
            agreed.or_else(|| on(Reminded::Meeting, CHECK_IN))
        }
        Role::Organizer | Role::Own(_) => None,
    }
}

/// The whole address of a place, as a calendar opens it.
fn address(place: &Route) -> Option<String> {
    let here = window().location().href().ok()?;
    let page = here.split('#').next().unwrap_or_default();
    Some(format!("{page}{}", place.href()))
}
