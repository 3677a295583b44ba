//! What became of a session: a report in numbers, on screen, on paper and as Markdown.
//!
//! Where to start: [`ReportPage`] is the page; `written` says in words what `domain/week/report.rs` counts, `drawn` draws it.

mod drawn;
mod read;
mod written;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::read::{More, MoreReading, follow_more};
use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use super::roster::{hand_over, print};
use crate::browser::files::{self, Sort};
use crate::browser::{clock, zones};
use crate::domain::id::SessionId;
use crate::domain::membership::{Membership, Team};
use crate::domain::week::contribution::Contribution;
use crate::domain::week::glance::Glances;
use crate::domain::week::report::{Report, Sources, Stayed, Survey, report, stayed, survey};
use crate::format::report::{Document, to_markdown};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, EmptyState, Icon, LinkButton, Notice, PageHead, Tone, announce, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::weeks::{WeeksReading, follow_weeks};
use crate::ui::words::word;

/// All that is counted.
#[derive(Debug, Clone, PartialEq)]
struct Counted {
    report: Report,
    survey: Option<Survey>,
    stayed: Vec<Stayed>,
}

/// What became of a session.
#[component]
pub fn ReportPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    let glances = follow_weeks(app);
    let more = follow_more(app, &session);
    page(app, reading, move |known| {
        let failed = Failed::new(None);
        let with_names = RwSignal::new(false);
        let over = move || known.with(|known| known.session().name.clone());
        let back = (
            t!(roster.title).to_owned(),
            Route::Roster(session.clone(), Query::default()).href(),
        );
        let counted = Memo::new(move |_| {
            let (WeeksReading::Done(glances), MoreReading::Done(more)) =
                (glances.get(), more.get())
            else {
                return None;
            };
            known.with(|known| Some((counted(app, known, &glances, &more), known.by_cards)))
        });
        let failing = Memo::new(move |_| match (glances.get(), more.get()) {
            (WeeksReading::Failed(why), _) | (_, MoreReading::Failed(why)) => Some(why),
            (
                WeeksReading::UnderWay | WeeksReading::Done(_),
                MoreReading::UnderWay | MoreReading::Done(_),
            ) => None,
        });
        let body = live(move || match (failing.get(), counted.get()) {
            (Some(why), _) => not_read(app, why),
            (None, None) => {
                view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
            }
            (None, Some((_, true))) => elsewhere(),
            (None, Some((counted, false))) => {
                let known = known.get();
                whole(app, &known, &counted, with_names, failed)
            }
        });
        view! {
            <PageHead title=t!(report.title) over=over back=back>
                <p class="roster-counts unprinted">
                    {t!(report.help, organizers = word(|w| &w.organizer.many))}
                </p>
            </PageHead>
            {failure(failed)}
            {body}
        }
        .into_any()
    })
}

fn counted(app: App, known: &Known, glances: &Glances, more: &More) -> Counted {
    let session = known.session();
    let members: Vec<Membership> = known.read.members().cloned().collect();
    let teams = known.sheet.teams.iter().map(|sheet| sheet.team.clone());
    let teams: Vec<Team> = teams.collect();
    let here = more.contributions.iter();
    let here: Vec<Contribution> = here
        .filter(|one| one.session == session.id)
        .cloned()
        .collect();
    let today = zones::today(clock::now()).unwrap_or(session.starts);
    let report = report(Sources {
        session,
        members: &members,
        teams: &teams,
        glances,
        contributions: &here,
        applied: &more.applied,
        today,
    });
    let stayed = app.programme.with(|programme| {
        // A call is no session of its own; what began later is not asked for here.
        let sessions = programme.sessions.iter();
        let sessions: Vec<_> = sessions.filter(|one| one.call.is_none()).collect();
        let all = stayed(
            &sessions,
            &known.read.memberships,
            &more.contributions,
            &known.contacts,
            today,
        );
        let starts = |id: &SessionId| programme.session(id).map(|one| one.starts);
        let is_asked = |one: &Stayed| starts(&one.session) <= Some(session.starts);
        all.into_iter().filter(is_asked).collect()
    });
    Counted {
        report,
        survey: survey(&session.weekly.closing, &more.closings),
        stayed,
    }
}

fn elsewhere() -> AnyView {
    view! {
        <Notice tone=Tone::Info>
            <p>{t!(report.elsewhere, organizers = word(|w| &w.organizer.many))}</p>
        </Notice>
    }
    .into_any()
}

fn whole(
    app: App,
    known: &Known,
    counted: &Counted,
    with_names: RwSignal<bool>,
    failed: Failed,
) -> AnyView {
    let session = known.session().id.clone();
    let roster = Route::Roster(session.clone(), Query::default()).href();
    if known.sheet.is_empty() && counted.report.people.is_empty() {
        return view! {
            <EmptyState title=t!(report.nobody) mark=Icon::Inbox>
                <p>{t!(report.nobody_help)}</p>
                <LinkButton href=roster label=t!(roster.title) />
            </EmptyState>
        }
        .into_any();
    }
    let is_blank = counted.report.is_blank() && counted.survey.is_none();
    let wall = Route::Wall(session.clone()).href();
    let blank = is_blank.then(|| {
        view! {
            <EmptyState title=t!(report.blank) mark=Icon::Calendar>
                <p>{t!(report.blank_help)}</p>
                <LinkButton href=wall label=t!(weeks.wall) />
            </EmptyState>
        }
    });
    let document = written::document(known, counted);
    view! {
        {blank}
        {tools(app, &session, &document, with_names, failed)}
        {drawn::document(&document, with_names)}
    }
    .into_any()
}

fn tools(
    app: App,
    session: &SessionId,
    document: &Document,
    with_names: RwSignal<bool>,
    failed: Failed,
) -> AnyView {
    let stored = StoredValue::new(document.clone());
    let text =
        move || stored.with_value(|document| to_markdown(document, with_names.get_untracked()));
    let name = format!("{session}-report.md");
    let save = move |()| hand_over(app, name.clone(), text(), Sort::Markdown, failed);
    let copy = move |()| {
        spawn_local(async move {
            match files::copy(&text()).await {
                Ok(()) => {
                    failed.try_set(None);
                    announce(t!(report.copied));
                }
                Err(files::NotHanded) => {
                    failed.try_set(Some(t!(errors.not_copied).to_owned()));
                }
            }
        });
    };
    let has_names = document.parts.iter().any(|part| part.private);
    let tick = has_names.then(|| {
        let toggle = move |event| with_names.set(event_target_checked(&event));
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=with_names on:change=toggle />
                <span>{t!(report.with_names, organizers = word(|w| &w.organizer.many))}</span>
            </label>
        }
    });
    view! {
        <div class="stack unprinted">
            <div class="roster-tools">
                {print(failed)}
                <Button label=t!(report.save) mark=Icon::Download press=save />
                <Button label=t!(report.copy) mark=Icon::Copy press=copy />
            </div>
            {tick}
        </div>
    }
    .into_any()
}
