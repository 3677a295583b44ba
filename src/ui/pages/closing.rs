//! Somebody looks back on a session: what they say is for the organizers alone. Whoever it is of writes it; organizers read
//! what they were given of it.

mod form;
mod keeping;

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::ClosingQuestion;
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::closings::{consented_words, is_asked, questions, said};
use crate::ui::components::{EmptyState, Icon, LinkButton, PageHead, Summary, SummaryRow, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::words::word;
pub use form::quoted;
use keeping::{Keeping, Reading};

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    app: App,
    keeping: Keeping,
    failed: Failed,
    /// What is asked.
    questions: StoredValue<Vec<ClosingQuestion>>,
}

/// What somebody says at the end of a session.
#[component]
pub fn ClosingPage(
    /// The session.
    session: SessionId,
    /// Whose: a membership.
    member: RecordId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let mine = own::is_mine(app, member);
    page(app, reading, move |known| {
        let is_there = Memo::new(move |_| known.with(|known| known.sheet.line(member).is_some()));
        let session = session.clone();
        live(move || match is_there.get() {
            true => whole(app, known, (&session, member), mine),
            false => super::weeks::nobody(&session),
        })
    })
}

fn whole(
    app: App,
    known: Signal<Arc<Known>>,
    (session, member): (&SessionId, RecordId),
    mine: Signal<bool>,
) -> AnyView {
    let failed = Failed::new(None);
    let (rules, is_sample) = known.with_untracked(|known| {
        let line = known.sheet.line(member);
        let is_sample = line.is_some_and(|line| line.member.sample);
        (known.session().weekly.clone(), is_sample)
    });
    let here = Here {
        app,
        keeping: Keeping::of(app, session, member, is_sample),
        failed,
        questions: StoredValue::new(questions(&rules)),
    };
    let weeks = Route::Weeks(session.clone(), member).href();
    let over = move || {
        known.with(|known| {
            let line = known.sheet.line(member);
            line.map(|line| line.who.name.clone()).unwrap_or_default()
        })
    };
    let back = (t!(weeks.all_weeks).to_owned(), weeks.clone());
    let is_asked = is_asked(&rules);
    // What is drawn stays while somebody types in it, whatever else is stored meanwhile.
    let by_cards = Memo::new(move |_| known.with(|known| known.by_cards));
    let body = live(move || match here.keeping.reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        Reading::Failed(why) => not_read(app, why),
        Reading::Done if mine.get() && is_asked => form::form(here, &weeks),
        Reading::Done if mine.get() || !by_cards.get() => written(here, is_asked),
        Reading::Done => of_others(&weeks),
    });
    view! {
        <PageHead title=t!(closing.title) over=over back=back />
        {failure(failed)}
        {own::not_known(app)}
        {body}
    }
    .into_any()
}

/// On the device of somebody whom it is not for.
fn of_others(weeks: &str) -> AnyView {
    let help = t!(
        closing.of_others_help,
        organizers = word(|w| &w.organizer.many)
    );
    let href = weeks.to_owned();
    view! {
        <EmptyState title=t!(closing.of_others) mark=Icon::Inbox>
            <p>{help}</p>
            <LinkButton href=href label=t!(closing.to_weeks) />
        </EmptyState>
    }
    .into_any()
}

/// What this device has of it.
fn written(here: Here, is_asked: bool) -> AnyView {
    live(move || {
        let held = here.keeping.held.get();
        let Some(closing) = held.filter(|one| one.is_written()) else {
            return nothing(is_asked);
        };
        let said = here
            .questions
            .with_value(|questions| said(&closing.words, questions));
        let rows = said.into_iter().map(|(label, text)| {
            view! {
                <SummaryRow label=label>
                    <p class="said" dir="auto">
                        {text}
                    </p>
                </SummaryRow>
            }
        });
        let rows = rows.collect_view();
        let unsettled = closing
            .unsettled
            .then(|| view! { <p class="soft">{consented_words(&closing)}</p> });
        view! {
            <section class="card">
                <Summary>{rows}</Summary>
                {unsettled}
            </section>
        }
        .into_any()
    })
}

fn nothing(is_asked: bool) -> AnyView {
    let (title, help) = match is_asked {
        true => (
            t!(closing.nothing_said),
            t!(
                closing.nothing_said_help,
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
        </EmptyState>
    }
    .into_any()
}
