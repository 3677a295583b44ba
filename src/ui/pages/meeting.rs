//! A meeting of one week, of a team or a circle, for whoever leads it: when it really was, who came, a line about each, what is in
//! somebody's way. One screen and one hand: everything is a tap, but for the lines.

mod blockers;
mod list;
mod noting;
mod occasion;
mod person;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use blockers::Blockers;
pub use list::meetings;
use noting::{Noting, Reading};
use occasion::Host;
pub use occasion::Occasion;
pub use person::came_words;

use super::circle::{circle_words, is_open_to, not_for_here};
use super::roster::read::{Known, follow, page};
use super::roster::{Day, day_field};
use super::team_gone;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::Value;
use crate::domain::roster::sheet::Line;
use crate::domain::week::Weeks;
use crate::domain::week::circle::Circle;
use crate::domain::week::meeting::{Attendance, DAY, HELD, NOTE, Noted};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, Called, Icon, Notice, PageHead, Segment, Tone, announce, icon, live, segments,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::when::{date_words, number_words};

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    app: App,
    noting: Noting,
    blockers: Blockers,
    conflicts: Conflicts,
    failed: Failed,
    /// Who may come: those who meet and take part.
    people: Memo<Vec<Line>>,
    /// Whose meeting it is.
    occasion: StoredValue<Occasion>,
    week: u32,
}

/// The meeting of a team in a week.
#[component]
pub fn MeetingPage(
    /// The session.
    session: SessionId,
    /// The team.
    team: RecordId,
    /// The week.
    week: u32,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let sheet = Memo::new(move |_| known.with(|known| known.sheet.team(team).cloned()));
        // It is drawn once for each team: what changes of it flows in.
        let found = Memo::new(move |_| sheet.with(|sheet| sheet.as_ref().map(|s| s.team.sample)));
        let session = session.clone();
        live(move || {
            let is_there = found.get().is_some();
            let now = sheet.get_untracked().filter(|_| is_there);
            let weeks = now.as_ref().map(|now| {
                known.with_untracked(|known| Weeks::of_team(&now.team, known.session()))
            });
            match (now, weeks) {
                (Some(now), Some(weeks)) if week <= weeks.count => {
                    whole(app, known, Occasion::of_team(&now.team, weeks, week))
                }
                (Some(now), Some(weeks)) => no_week(&Occasion::of_team(&now.team, weeks, week)),
                _ => team_gone(&session),
            }
        })
    })
}

/// The meeting of a circle in a week.
#[component]
pub fn CircleMeetingPage(
    /// The session.
    session: SessionId,
    /// The circle.
    circle: Circle,
    /// The week.
    week: u32,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let own = own::parts(app);
    page(app, reading, move |known| {
        let is_open = Memo::new(move |_| {
            known.with(|known| own.with(|own| is_open_to(known, own.as_ref(), circle)))
        });
        let session = session.clone();
        live(move || match is_open.get() {
            None => view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any(),
            Some(false) => not_for_here(&session, circle_words(circle)),
            Some(true) => {
                let occasion =
                    known.with_untracked(|known| Occasion::of_circle(known, circle, week));
                if week <= occasion.weeks.count {
                    whole(app, known, occasion)
                } else {
                    no_week(&occasion)
                }
            }
        })
    })
}

/// A link to a week that they do not have.
fn no_week(occasion: &Occasion) -> AnyView {
    view! {
        <PageHead title=t!(weeks.no_week) back=occasion.back() />
        <p class="soft">{t!(weeks.no_week_help)}</p>
    }
    .into_any()
}

fn whole(app: App, known: Signal<Arc<Known>>, occasion: Occasion) -> AnyView {
    let (which, weeks, week) = (occasion.which(), occasion.weeks, occasion.week);
    let (back, pager) = (occasion.back(), pager(&occasion));
    let occasion = StoredValue::new(occasion);
    let failed = Failed::new(None);
    let noting = Noting::of(app, &which);
    let noted = Memo::new(move |_| {
        noting.shown.with(|shown| {
            let all = shown.came.keys().chain(shown.lines.keys());
            all.copied().collect::<BTreeSet<RecordId>>()
        })
    });
    let people = Memo::new(move |_| {
        noted.with(|noted| {
            known.with(|known| occasion.with_value(|occasion| occasion.comers(known, noted)))
        })
    });
    let here = Here {
        app,
        noting,
        blockers: Blockers::read(app, failed, people),
        conflicts: Conflicts::of(Choosing::about(app, failed, which.id())),
        failed,
        people,
        occasion,
        week,
    };
    let name = move || known.with(|known| occasion.with_value(|occasion| occasion.name(known)));
    let title = t!(weeks.week, n = number_words(f64::from(week)));
    view! {
        <PageHead title=title over=name back=back>
            <p class="roster-counts">{dates(weeks, week)}</p>
        </PageHead>
        {pager}
        {failure(failed)}
        {live(move || match here.noting.reading.get() {
            Reading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
            }
            Reading::Failed(why) => not_read(app, why),
            Reading::Done => form(here),
        })}
    }
    .into_any()
}

/// What can't be read is not shown as if nothing were noted.
pub fn not_read(app: App, why: String) -> AnyView {
    let again = move |()| app.changed.update(|n| *n += 1);
    view! {
        <Notice tone=Tone::Danger title=t!(weeks.not_read) live=true>
            <p>{why}</p>
            <Button label=t!(common.try_again) press=again />
        </Notice>
    }
    .into_any()
}

/// The first and the last day of a week.
pub fn dates(weeks: Weeks, week: u32) -> String {
    let days = weeks.first_day(week).zip(weeks.last_day(week));
    days.map(|(first, last)| {
        t!(
            roster.dates,
            from = date_words(first),
            to = date_words(last)
        )
    })
    .unwrap_or_default()
}

/// The ways to the weeks before and after.
fn pager(occasion: &Occasion) -> AnyView {
    let to = |other: Option<u32>, mark: Icon, class: &'static str| {
        let other = other.filter(|other| *other <= occasion.weeks.count)?;
        Some(pager_link(occasion.href(other), other, mark, class))
    };
    let week = occasion.week;
    view! {
        <nav class="note-pager unprinted" aria-label=t!(weeks.pager)>
            {to(week.checked_sub(1), Icon::Back, "button button-quiet")}
            {to(week.checked_add(1), Icon::Forward, "button button-quiet note-after")}
        </nav>
    }
    .into_any()
}

/// The way to another week.
pub fn pager_link(href: String, week: u32, mark: Icon, class: &'static str) -> AnyView {
    let label = t!(weeks.week, n = number_words(f64::from(week)));
    view! {
        <a class=class href=href>
            {icon(mark)}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

fn form(here: Here) -> AnyView {
    view! {
        <div class="stack stack-loose note">
            {when(here)} {who(here)} {note(here)}
            <div class="note-saved">{here.noting.saving.saved()}</div>
        </div>
    }
    .into_any()
}

/// Whether it took place, and when.
fn when(here: Here) -> AnyView {
    let noting = here.noting;
    let held = Memo::new(move |_| noting.shown.with(|shown| shown.held));
    let choice = |label: &'static str, value: bool| {
        let say = move |held| noting.note(Noted::Held(held));
        Segment::to_take_back(value, label, held.into(), say)
    };
    let choices = [
        choice(t!(weeks.held), true),
        choice(t!(weeks.not_held), false),
    ];
    let day = Signal::derive(move || noting.shown.with(|shown| shown.day));
    let field = Day {
        id: "meeting-day",
        label: t!(weeks.on_day),
        text: noting.day,
    };
    let write = Callback::new(move |day| noting.note(Noted::Day(day)));
    let said = |value: &Value| match value {
        Value::Bool(true) => t!(weeks.held).to_owned(),
        Value::Bool(false) => t!(weeks.not_held).to_owned(),
        _ => t!(weeks.not_noted).to_owned(),
    };
    view! {
        <section class="card note-when" aria-labelledby="note-when">
            <h2 id="note-when">{t!(weeks.when)}</h2>
            {segments(Called::By("note-when".to_owned()), false, choices)}
            {here.conflicts.at(HELD, t!(weeks.when), said)}
            {day_field(field, day, write)}
            {here.conflicts.at(DAY, t!(weeks.on_day), text_words)}
        </section>
    }
    .into_any()
}

/// A text among those that copies say; nothing is said as such.
fn text_words(value: &Value) -> String {
    match value.as_text() {
        Some(text) if !text.is_empty() => text.to_owned(),
        Some(_) | None => t!(weeks.not_noted).to_owned(),
    }
}

/// Who came, and a line about each.
fn who(here: Here) -> AnyView {
    let noting = here.noting;
    let all = move |()| {
        let unnoted: Vec<RecordId> = here.people.with_untracked(|people| {
            let all = people.iter().map(|line| line.member.id);
            noting.shown.with_untracked(|shown| {
                all.filter(|member| !shown.came.contains_key(member))
                    .collect()
            })
        });
        for member in unnoted {
            noting.note(Noted::Came(member, Some(Attendance::There)));
        }
        announce(t!(weeks.all_noted));
    };
    let nobody = Signal::derive(move || {
        let is_open = here.people.with(|people| {
            noting.shown.with(|shown| {
                let mut all = people.iter().map(|line| line.member.id);
                all.any(|member| !shown.came.contains_key(&member))
            })
        });
        (!is_open).then(|| t!(weeks.all_are_noted).to_owned())
    });
    let people = live(move || {
        let people = here.people.get();
        if people.is_empty() {
            let nobody = match here.occasion.with_value(|occasion| occasion.host) {
                Host::Team(_) => t!(roster.nobody_on),
                Host::Circle(_) => t!(weeks.nobody_in_circle),
            };
            return view! { <p class="soft">{nobody}</p> }.into_any();
        }
        let people = people.iter().map(|line| person::person(here, line));
        view! {
            <ul class="note-people" role="list">
                {people.collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="note-who">
            <div class="note-head">
                <h2 id="note-who">{t!(weeks.who)}</h2>
                <Button label=t!(weeks.all_there) mark=Icon::Check press=all blocked=nobody />
            </div>
            {people}
        </section>
    }
    .into_any()
}

/// What concerns everyone.
fn note(here: Here) -> AnyView {
    let noting = here.noting;
    let text = Memo::new(move |_| noting.shown.with(|shown| shown.note.clone()));
    view! {
        <section class="stack">
            <div class="field">
                <label class="field-label" for="meeting-note">
                    {t!(weeks.note)}
                </label>
                <p id="meeting-note-help" class="field-help">
                    {here.occasion.with_value(Occasion::note_help)}
                </p>
                <textarea
                    id="meeting-note"
                    class="input"
                    rows="4"
                    dir="auto"
                    aria-describedby="meeting-note-help"
                    prop:value=move || text.get()
                    on:input=move |event| noting.note(Noted::Note(event_target_value(&event)))
                ></textarea>
            </div>
            {here.conflicts.at(NOTE, t!(weeks.note), text_words)}
        </section>
    }
    .into_any()
}
