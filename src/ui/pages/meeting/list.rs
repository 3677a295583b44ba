//! The meetings of a team or a circle, week by week: what is noted, and the way to note this week's.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::not_read;
use super::occasion::{Host, Occasion};
use crate::browser::zones;
use crate::domain::record::Kind;
use crate::domain::week::Place;
use crate::domain::week::meeting::{Attendance, Meeting};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{ButtonLook, Icon, LinkButton, live};
use crate::ui::messages;
use crate::ui::when::{date_brief, number_words};

/// The meetings of those who meet on an occasion, of any week; nothing while there are none of these.
pub fn meetings(app: App, occasion: Memo<Option<Occasion>>) -> AnyView {
    // Nothing before it was read; or why it can't be.
    let held: RwSignal<Option<Result<BTreeMap<u32, Meeting>, String>>> = RwSignal::new(None);
    let of = Memo::new(move |_| occasion.with(|one| one.as_ref().map(|one| one.which().of)));
    Effect::new(move || {
        app.changed.track();
        let of = of.get();
        spawn_local(async move {
            let mut found = BTreeMap::new();
            let store = app.store();
            let read = store
                .each_of_kind(&Kind::Meeting, |records| {
                    let read = records.iter().filter_map(Meeting::read);
                    let theirs = read.filter(|one| !one.deleted && Some(one.of) == of);
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
        let Some(occasion) = occasion.get() else {
            return ().into_any();
        };
        let all = occasion.weeks;
        let now = zones::today(app.now.get()).map(|today| all.place(today));
        let is_due = |week: u32| match occasion.host {
            Host::Team(_) => true,
            Host::Circle(circle) => circle.is_due(week),
        };
        let this = match now {
            Some(Place::In(week)) => Some(week),
            Some(Place::Before | Place::After) | None => None,
        };
        let note = this.filter(|week| is_due(*week)).map(|week| {
            let label = t!(weeks.note_this, n = number_words(f64::from(week)));
            let href = occasion.href(week);
            view! {
                <LinkButton href label look=ButtonLook::Plain mark=Icon::Edit />
            }
        });
        let found = match held.get() {
            Some(Ok(found)) => found,
            Some(Err(why)) => return not_read(app, why),
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
                Some(_) | None if !is_due(week) => t!(weeks.not_due).to_owned(),
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
                    <a class=class href=occasion.href(week)>
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
