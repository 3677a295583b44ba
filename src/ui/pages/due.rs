//! What there is to do now, at the front door of whoever takes part: kind, and for nobody else. It needs no server: it is told
//! of what is on this device.

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::read::{Known, Reading, follow};
use super::weeks::history_of;
use crate::browser::zones;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::Membership;
use crate::domain::roster::first_meeting;
use crate::domain::time::Instant;
use crate::domain::week::due::{Due, Looking, due as due_of};
use crate::domain::week::glance::Glances;
use crate::domain::week::history::histories;
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::closings::{ClosingsReading, follow_closings, is_asked};
use crate::ui::components::live;
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::when::{moment_words, number_words};
use crate::ui::{messages, own};

/// Something to do, with the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    words: String,
    label: String,
    href: String,
}

/// What is shown of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    UnderWay,
    Failed(String),
    Items(Vec<Item>),
}

/// What there is to do, for each part that this device's owner has.
pub(super) fn due() -> AnyView {
    let app = use_app();
    let parts = own::parts(app);
    let written = follow_weeks(app);
    let all = Memo::new(move |_| {
        let parts = parts.get().unwrap_or_default();
        let all = parts.all().map(|(member, of)| (member, of.clone()));
        all.collect::<Vec<_>>()
    });
    live(move || {
        let all = all.get().into_iter();
        let all = all.map(|(member, session)| of_part(app, written, session, member));
        all.collect_view().into_any()
    })
}

fn of_part(
    app: App,
    written: RwSignal<WeeksReading>,
    session: SessionId,
    member: RecordId,
) -> AnyView {
    let closings = follow_closings(app, &session);
    let reading = follow(app, session);
    let shown = Memo::new(move |_| {
        let now = app.now.get();
        reading.with(|reading| {
            written.with(|written| {
                closings.with(|closings| match (reading, written, closings) {
                    (Reading::Failed(error), ..) => Shown::Failed(messages::load_error(error)),
                    (_, WeeksReading::Failed(why), _) | (.., ClosingsReading::Failed(why)) => {
                        Shown::Failed(why.clone())
                    }
                    (
                        Reading::There(known),
                        WeeksReading::Done(written),
                        ClosingsReading::Done(closings),
                    ) => {
                        let has_closed = closings
                            .iter()
                            .any(|one| one.member == member && one.is_written());
                        Shown::Items(items(known, written, (member, has_closed), now))
                    }
                    // The programme has no such session any more.
                    (Reading::NoSession, ..) => Shown::Items(Vec::new()),
                    (Reading::UnderWay, ..)
                    | (_, WeeksReading::UnderWay, _)
                    | (.., ClosingsReading::UnderWay) => Shown::UnderWay,
                })
            })
        })
    });
    live(move || match shown.get() {
        Shown::UnderWay => ().into_any(),
        Shown::Failed(why) => not_read(app, why),
        Shown::Items(items) if items.is_empty() => {
            view! { <p class="soft">{t!(weeks.due.nothing)}</p> }.into_any()
        }
        Shown::Items(items) => {
            let items = items.into_iter().map(|item| {
                view! {
                    <li class="due-item">
                        <span>{item.words}</span>
                        " "
                        <a href=item.href>{item.label}</a>
                    </li>
                }
            });
            view! {
                <ul class="due" role="list" aria-label=t!(weeks.due.title)>
                    {items.collect_view()}
                </ul>
            }
            .into_any()
        }
    })
}

/// What is due to somebody now; nothing to one whom this device does not know.
fn items(
    known: &Known,
    written: &Arc<Glances>,
    (member, has_closed): (RecordId, bool),
    now: Instant,
) -> Vec<Item> {
    let found = known.sheet.line(member);
    let found = found.and_then(|line| Some((line, history_of(known, line, written)?)));
    let (Some((line, (history, team))), Some(today)) = (found, zones::today(now)) else {
        return Vec::new();
    };
    let session = known.session();
    let sheet = line.member.team.and_then(|team| known.sheet.team(team));
    let others = match sheet {
        Some(sheet) => {
            let members = sheet.lines.iter().map(|line| line.member.clone());
            let members: Vec<Membership> = members.collect();
            let teams = [sheet.team.clone()];
            histories(session, &members, &teams, written).0
        }
        None => Vec::new(),
    };
    let looking = Looking {
        history: &history,
        team: team.as_ref(),
        meets: sheet.and_then(|sheet| first_meeting(&sheet.team, session)),
        others: &others,
        open_days: session.weekly.open_days,
        asks_closing: is_asked(&session.weekly) && !has_closed,
    };
    let all = due_of(looking, today, now).into_iter();
    let team = line.member.team;
    all.filter_map(|due| item(known, &session.id, (member, team), due))
        .collect()
}

fn item(
    known: &Known,
    session: &SessionId,
    (member, team): (RecordId, Option<RecordId>),
    due: Due,
) -> Option<Item> {
    let number = |week: u32| number_words(f64::from(week));
    let check_in = |week: u32| Route::CheckIn(session.clone(), member, week).href();
    Some(match due {
        Due::CheckIn { week } => Item {
            words: t!(weeks.due.check_in).to_owned(),
            label: t!(weeks.check_in_now, n = number(week)),
            href: check_in(week),
        },
        Due::Closes { week, at } => Item {
            words: t!(
                weeks.due.closes,
                n = number(week),
                moment = moment_words(at)
            ),
            label: t!(weeks.check_in_now, n = number(week)),
            href: check_in(week),
        },
        Due::Closing => Item {
            words: t!(closing.due).to_owned(),
            label: t!(closing.title).to_owned(),
            href: Route::Closing(session.clone(), member).href(),
        },
        Due::Meeting { week } => Item {
            words: t!(weeks.due.meeting, n = number(week)),
            label: t!(weeks.note_this, n = number(week)),
            href: Route::Meeting(session.clone(), team?, week).href(),
        },
        Due::OneToOne { member, last } => {
            let line = known.sheet.line(member)?;
            let name = line.who.name.clone();
            let words = match last {
                Some(week) => t!(weeks.due.one_to_one, name = name.clone(), n = number(week)),
                None => t!(weeks.due.first_one_to_one, name = name.clone()),
            };
            Item {
                words,
                label: t!(weeks.due.see, name = name),
                href: Route::Weeks(session.clone(), member).href(),
            }
        }
    })
}
