//! One application in full: every answer beside its question as it was asked, what copies disagree
//! about, who changed what, and what can be done with it.

mod answers;
mod conflicts;
mod decision;
mod head;
mod journal;
mod removal;
mod step;
mod week;

pub(super) use head::name;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::applications::export_as_kept;

use crate::browser::store::LoadError;
use crate::domain::application::{Application, Unreadable};
use crate::domain::decision::decision_id;
use crate::domain::form::Form;
use crate::domain::id::RecordId;
use crate::domain::record::{JournalEntry, Record};
use crate::format::form::of_version;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, Icon, LinkButton, Notice, Tone, focus_heading, focus_within, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::desk::{Stage, view_of};
use crate::ui::messages;

/// How far reading the application has come.
#[derive(Clone, PartialEq)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    Unreadable(Unreadable),
    /// There is none of this id.
    NotHere,
    /// It was erased.
    Erased,
    There(Arc<Read>),
}

/// An application with what is needed to show it.
#[derive(PartialEq)]
struct Read {
    record: Record,
    application: Application,
    /// The form as it was asked, if it is here and can be read.
    form: Option<Form>,
    journal: Vec<JournalEntry>,
    /// What was decided about it.
    decision: Option<Record>,
}

/// What every part of the page is given.
#[derive(Clone)]
struct Shown {
    app: App,
    read: Arc<Read>,
    failed: Failed,
    /// The question whose answer takes the focus once it is drawn anew.
    settled: Settled,
    /// The way back to the list.
    list: Route,
}

/// The part of the page that takes the focus once it is drawn anew, by its id.
type Settled = StoredValue<Option<String>>;

/// One application in full.
#[component]
pub fn ApplicationPage(
    /// Which one.
    id: RecordId,
    /// The list's view, to go back to and to step through.
    query: Query,
) -> AnyView {
    let app = use_app();
    let desk = app.desk;
    let reading = RwSignal::new(Reading::UnderWay);
    let failed = Failed::new(None);
    let settled = Settled::new(None);
    let list = Route::Applications(query.clone());
    desk.current.set(Some(id));
    // The list's order is needed to step through it.
    Effect::new(move || desk.follow(app));
    let view = view_of(&query);
    Effect::new(move || {
        let ready = desk.stage.get() == Stage::Ready;
        let edition = desk.rows.with(|rows| rows.edition);
        let same = desk
            .found
            .with_untracked(|found| found.view == view && found.rows.edition == edition);
        if ready && !same {
            desk.find(app, view.clone());
        }
    });
    follow(app, id, reading, settled);
    step::listen(app, query.clone());
    let back = list.href();
    // The frame stays as long as the application is there: only what changed is drawn anew.
    let sort = Memo::new(move |_| reading.with(std::mem::discriminant));
    let page = live(move || {
        sort.get();
        match reading.get_untracked() {
            Reading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(crew.reading_one)}</p> }.into_any()
            }
            Reading::Failed(error) => trouble(&back, messages::load_error(&error)),
            Reading::Unreadable(what) => unreadable(app, &back, &what, failed),
            Reading::NotHere => trouble(&back, t!(crew.not_here).to_owned()),
            Reading::Erased => trouble(&back, t!(crew.was_erased).to_owned()),
            Reading::There(read) => {
                let list = list.clone();
                let shown = Signal::derive(move || {
                    // Names and what is asked now are the programme's.
                    app.programme.track();
                    let read = match reading.get() {
                        Reading::There(now) => now,
                        Reading::UnderWay
                        | Reading::Failed(_)
                        | Reading::Unreadable(_)
                        | Reading::NotHere
                        | Reading::Erased => Arc::clone(&read),
                    };
                    let list = list.clone();
                    Shown {
                        app,
                        read,
                        failed,
                        settled,
                        list,
                    }
                });
                whole(shown)
            }
        }
    });
    view! {
        {failure(failed)}
        {step::links(app, query)}
        {page}
    }
    .into_any()
}

/// Reads the application, and again when anything changed. A change elsewhere moves nothing here.
fn follow(app: App, id: RecordId, reading: RwSignal<Reading>, settled: Settled) {
    let turn = StoredValue::new(0u64);
    Effect::new(move || {
        app.changed.track();
        // What is late is for its dates to say.
        app.programme.track();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let now = read(app, id).await.unwrap_or_else(Reading::Failed);
            // A late reply, or the page was left.
            if turn.try_get_value() != Some(this) {
                return;
            }
            if reading.with_untracked(|known| *known != now) {
                reading.set(now);
            }
            if let Some(part) = settled.try_update_value(Option::take).flatten() {
                request_animation_frame(move || {
                    if document().get_element_by_id(&part).is_some() {
                        focus_within(&part);
                    } else {
                        focus_heading();
                    }
                });
            }
        });
    });
}

async fn read(app: App, id: RecordId) -> Result<Reading, LoadError> {
    let store = app.store();
    let Some(record) = store.get(id).await? else {
        return Ok(Reading::NotHere);
    };
    if record.live().is_none() {
        return Ok(Reading::Erased);
    }
    let mut application = match Application::read(&record) {
        Ok(Some(application)) => application,
        Ok(None) => return Ok(Reading::NotHere),
        Err(what) => return Ok(Reading::Unreadable(what)),
    };
    application.late |= app.programme.with_untracked(|programme| {
        programme.is_late(&application.session, application.answers_at)
    });
    // A form version that can't be read is said; the answers are shown all the same.
    let version = store.get_all([application.form_version]).await?;
    let form = version.first().and_then(of_version);
    let journal = store.journal_of(id).await?;
    // One that can't be read is set aside and said, and keeps nobody from reading the application.
    let decision = store.get_all([decision_id(id)]).await?.pop();
    Ok(Reading::There(Arc::new(Read {
        record,
        application,
        form,
        journal,
        decision,
    })))
}

fn trouble(back: &str, words: String) -> AnyView {
    view! {
        {head::plain(back)}
        <Notice tone=Tone::Warning>
            <p>{words}</p>
            <LinkButton href=Route::Data.href() label=t!(crew.to_data) />
        </Notice>
    }
    .into_any()
}

/// One that can't be read is kept as it is, and can be handed on.
fn unreadable(app: App, back: &str, what: &Unreadable, failed: Failed) -> AnyView {
    let (id, words) = (what.record, messages::unreadable(what));
    let export = move |()| export_as_kept(app, vec![id], failed);
    view! {
        {head::plain(back)}
        <Notice tone=Tone::Warning>
            <p>{words}</p>
            <p>{t!(crew.unreadable_help)}</p>
            <Button label=t!(crew.unreadable_export) mark=Icon::Download press=export />
        </Notice>
    }
    .into_any()
}

fn whole(shown: Signal<Shown>) -> AnyView {
    let part = |draw: fn(&Shown) -> AnyView| live(move || draw(&shown.get()));
    view! {
        {head::title(shown)}
        {part(head::about)}
        {decision::decision(shown)}
        {part(conflicts::others)}
        {part(answers::sections)}
        {journal::journal(shown)}
        {removal::removal(shown)}
    }
    .into_any()
}

/// Prints the page.
fn print(failed: Failed) -> AnyView {
    let print = move |()| {
        let refused = crate::browser::files::print().is_err();
        failed.set(refused.then(|| t!(errors.not_printed).to_owned()));
    };
    view! { <Button label=t!(crew.print) mark=Icon::Print press=print /> }.into_any()
}
