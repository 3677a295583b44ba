//! The team's weeks, each with its meeting: what is noted, and the way to note this week's.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::browser::zones;
use crate::domain::record::Kind;
use crate::domain::week::meeting::{Attendance, Meeting};
use crate::domain::week::{Place, Weeks};
use crate::route::Route;
use crate::t;
use crate::ui::components::{ButtonLook, Icon, LinkButton, live};
use crate::ui::messages;
use crate::ui::pages::meeting::not_read;
use crate::ui::when::{date_brief, number_words};

/// The part of the page.
pub(super) fn weeks(here: Here) -> AnyView {
    // Nothing before it was read; or why it can't be.
    let held: RwSignal<Option<Result<BTreeMap<u32, Meeting>, String>>> = RwSignal::new(None);
    let team = Memo::new(move |_| here.team().map(|team| team.id));
    Effect::new(move || {
        here.app.changed.track();
        let team = team.get();
        spawn_local(async move {
            let mut found = BTreeMap::new();
            let store = here.app.store();
            let read = store
                .each_of_kind(&Kind::Meeting, |records| {
                    let read = records.iter().filter_map(Meeting::read);
                    let theirs = read.filter(|one| !one.deleted && Some(one.of) == team);
                    found.extend(theirs.map(|one| (one.week, one)));
                })
                .await;
            held.try_set(Some(match read {
                Ok(()) => Ok(found),
                Err(error) => Err(messages::load_error(&error)),
            }));
        });
    });
    live(move || {
        let Some(team) = here.team() else {
            return ().into_any();
        };
        let all = here
            .known
            .with(|known| Weeks::of_team(&team, known.session()));
        let now = zones::today(here.app.now.get()).map(|today| all.place(today));
        let link = |week: u32| Route::Meeting(team.session.clone(), team.id, week).href();
        let this = match now {
            Some(Place::In(week)) => Some(week),
            Some(Place::Before | Place::After) | None => None,
        };
        let note = this.map(|week| {
            let label = t!(weeks.note_this, n = number_words(f64::from(week)));
            view! {
                <LinkButton href=link(week) label look=ButtonLook::Plain mark=Icon::Edit />
            }
        });
        let found = match held.get() {
            Some(Ok(found)) => found,
            Some(Err(why)) => return not_read(here.app, why),
            None => {
                return view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any();
            }
        };
        let items = all.all().map(|week| {
            let day = all.first_day(week).map(date_brief);
            let ahead = now < Some(Place::In(week));
            let words = match found.get(&week) {
                Some(one) if one.was_held() => came(one),
                Some(one) if one.was_called_off() => t!(weeks.not_held).to_owned(),
                Some(_) | None if ahead => t!(weeks.ahead).to_owned(),
                Some(_) | None => t!(weeks.not_noted).to_owned(),
            };
            let class = if this == Some(week) {
                "week-item week-is-now"
            } else {
                "week-item"
            };
            view! {
                <li>
                    <a class=class href=link(week)>
                        <span class="week-name">
                            {t!(weeks.week, n = number_words(f64::from(week)))}
                        </span>
                        <span class="soft">{day}</span>
                        <span class="week-said">{words}</span>
                    </a>
                </li>
            }
        });
        view! {
            <section class="stack" aria-labelledby="team-weeks">
                <div class="note-head">
                    <h2 id="team-weeks">{t!(weeks.meetings)}</h2>
                    {note}
                </div>
                <ol class="week-list" role="list">
                    {items.collect_view()}
                </ol>
            </section>
        }
        .into_any()
    })
}

/// How many were there, of those for whom it is noted.
fn came(meeting: &Meeting) -> String {
    let there = meeting.came.values();
    let there = there.filter(|came| **came == Attendance::There).count();
    if meeting.came.is_empty() {
        return t!(weeks.met).to_owned();
    }
    t!(
        weeks.there_of,
        n = number_words(there as f64),
        all = number_words(meeting.came.len() as f64)
    )
}
