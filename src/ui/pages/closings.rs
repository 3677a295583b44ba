//! What everyone said at the end of a session, for organizers: what to do better, whom to quote as they agreed, and who would
//! take part again.

mod interest;
mod quotes;
mod results;

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::hand_over;
use super::roster::read::{Known, follow, page};
use crate::browser::files::Sort;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::ClosingQuestion;
use crate::domain::roster::sheet::Line;
use crate::domain::week::closing::Closing;
use crate::format::sheet::{Told, closings_csv};
use crate::route::Route;
use crate::ui::app::{App, use_app};
use crate::ui::closings::{ClosingsReading, follow_closings, is_asked, questions};
use crate::ui::components::{Button, EmptyState, Icon, LinkButton, PageHead, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::when::number_words;
use crate::ui::words::word;
use crate::{plural, t};

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    known: Signal<Arc<Known>>,
    /// What was written, in the order of the roster.
    all: Memo<Vec<Closing>>,
    failed: Failed,
}

impl Desk {
    /// What somebody is called.
    fn name(self, member: RecordId) -> String {
        self.known.with(|known| {
            let line = known.sheet.line(member);
            line.map_or_else(
                || t!(closing.all.gone).to_owned(),
                |line| line.who.name.clone(),
            )
        })
    }

    fn line(self, member: RecordId) -> Option<Line> {
        self.known.with(|known| known.sheet.line(member).cloned())
    }

    fn questions(self) -> Vec<ClosingQuestion> {
        self.known.with(|known| questions(&known.session().weekly))
    }

    fn session(self) -> SessionId {
        self.known.with(|known| known.session().id.clone())
    }
}

/// Whether this device is one on which everyone's are read, in a session that asks for any.
pub fn closings_are_read(known: &Known) -> bool {
    !known.by_cards && is_asked(&known.session().weekly)
}

/// What everyone said.
#[component]
pub fn ClosingsPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let closings = follow_closings(app, &session);
    page(app, reading, move |known| {
        let all = Memo::new(move |_| match closings.get() {
            ClosingsReading::Done(all) => known.with(|known| in_order(known, &all)),
            ClosingsReading::UnderWay | ClosingsReading::Failed(_) => Vec::new(),
        });
        let desk = Desk {
            app,
            known,
            all,
            failed: Failed::new(None),
        };
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(weeks.wall).to_owned(),
            Route::Wall(session.clone()).href(),
        );
        let is_organizers = Memo::new(move |_| known.with(|known| !known.by_cards));
        let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
        let body = live(move || {
            if !is_organizers.get() {
                return not_organizers();
            }
            match closings.get() {
                ClosingsReading::UnderWay => {
                    view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
                }
                ClosingsReading::Failed(why) => not_read(app, why),
                ClosingsReading::Done(_) if is_empty.get() => nothing(desk),
                ClosingsReading::Done(_) => untrack(|| whole(desk)),
            }
        });
        let help = t!(closing.all.help, organizers = word(|w| &w.organizer.many));
        view! {
            <PageHead title=t!(closing.all.title) over=over back=back>
                <p class="roster-counts">{help}</p>
            </PageHead>
            {failure(desk.failed)}
            {body}
        }
        .into_any()
    })
}

/// Those that say something, in the order of the roster; of whoever is not on it any more at the end.
fn in_order(known: &Known, all: &[Closing]) -> Vec<Closing> {
    let mut ordered: Vec<Closing> = all.iter().filter(|one| one.is_written()).cloned().collect();
    let place = |one: &Closing| {
        let mut lines = known.sheet.lines();
        lines
            .position(|(_, line)| line.member.id == one.member)
            .unwrap_or(usize::MAX)
    };
    ordered.sort_by_cached_key(|one| (place(one), one.id));
    ordered
}

/// On the device of somebody who takes part.
fn not_organizers() -> AnyView {
    let organizers = word(|w| &w.organizer.many);
    view! {
        <EmptyState title=t!(closing.all.not_organizers, organizers = organizers) mark=Icon::Inbox>
            <p>{t!(closing.all.not_organizers_help)}</p>
        </EmptyState>
    }
    .into_any()
}

fn nothing(desk: Desk) -> AnyView {
    let (title, help) = match desk.known.with(|known| closings_are_read(known)) {
        true => (
            t!(closing.all.nothing),
            t!(
                closing.all.nothing_help,
                organizers = word(|w| &w.organizer.many)
            ),
        ),
        false => (
            t!(closing.not_asked),
            t!(closing.not_asked_help, session = word(|w| &w.session.one)),
        ),
    };
    view! {
        <EmptyState title=title mark=Icon::Inbox>
            <p>{help}</p>
            <LinkButton href=Route::Import.href() label=t!(closing.all.importing) mark=Icon::Upload />
        </EmptyState>
    }
    .into_any()
}

fn whole(desk: Desk) -> AnyView {
    let table = move |()| {
        let name = format!("{}-closings.csv", untrack(|| desk.session()));
        hand_over(
            desk.app,
            name,
            untrack(|| written(desk)),
            Sort::Csv,
            desk.failed,
        );
    };
    view! {
        <div class="stack stack-loose">
            {counts(desk)}
            <div class="roster-tools unprinted">
                <Button label=t!(closing.all.csv) mark=Icon::Download press=table />
            </div>
            {results::part(desk)}
            {quotes::part(desk)}
            {interest::part(desk)}
        </div>
    }
    .into_any()
}

/// The table.
fn written(desk: Desk) -> String {
    let questions = desk.questions();
    let all = desk.all.get();
    desk.known.with(|known| {
        let told = all.iter().map(|closing| Told {
            line: known.sheet.line(closing.member),
            closing,
        });
        closings_csv(&questions, told)
    })
}

/// How many wrote, and who has not so far: whoever runs this may want to ask.
fn counts(desk: Desk) -> AnyView {
    live(move || {
        let written = desk.all.with(|all| {
            let members = all.iter().map(|one| one.member);
            members.collect::<Vec<RecordId>>()
        });
        let missing: Vec<(String, String)> = desk.known.with(|known| {
            let lines = known.sheet.lines().map(|(_, line)| line);
            let lines =
                lines.filter(|line| line.member.is_in() && !written.contains(&line.member.id));
            let one = |line: &Line| {
                let href = Route::Weeks(line.member.session.clone(), line.member.id).href();
                (line.who.name.clone(), href)
            };
            lines.map(one).collect()
        });
        let n = written.len();
        let words = t!(
            closing.all.count,
            n = number_words(n as f64),
            all = number_words((n + missing.len()) as f64)
        );
        let missing = (!missing.is_empty()).then(|| {
            let label = plural!(closing.all.missing, missing.len() as f64);
            let items = missing.into_iter().map(|(name, href)| {
                view! { <li dir="auto"><a href=href>{name}</a></li> }
            });
            view! {
                <details>
                    <summary>{label}</summary>
                    <ul class="closing-missing">{items.collect_view()}</ul>
                </details>
            }
        });
        view! {
            <div class="stack stack-tight">
                <p role="status">{words}</p>
                {missing}
            </div>
        }
        .into_any()
    })
}

/// The way to all that somebody said.
fn read_link(desk: Desk, member: RecordId) -> String {
    Route::Closing(untrack(|| desk.session()), member).href()
}

/// The way to somebody's part, where they can be asked back.
fn part_href(desk: Desk, member: RecordId) -> Option<String> {
    let is_there = untrack(|| desk.line(member)).is_some();
    is_there.then(|| super::roster::part_link(&untrack(|| desk.session()), member).href())
}
