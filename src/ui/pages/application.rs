//! One application in full: every answer beside its question as it was asked, what copies disagree
//! about, who changed what, and what can be done with it.

mod answers;
mod conflicts;
mod head;
mod journal;
mod removal;
mod step;
mod week;

pub(super) use head::name;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::application::{Application, Unreadable};
use crate::domain::form::Form;
use crate::domain::id::RecordId;
use crate::domain::record::{JournalEntry, Record};
use crate::format::form::of_version;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, LinkButton, Notice, PageHead, Tone};
use crate::ui::deed::{Failed, failure};
use crate::ui::desk::{Stage, view_of};
use crate::ui::messages;

/// How far reading the application has come.
#[derive(Clone)]
enum Reading {
    UnderWay,
    Failed(LoadError),
    Unreadable(Unreadable),
    /// There is none of this id.
    NotHere,
    /// It was erased.
    Erased,
    There(Box<Read>),
}

/// An application with what is needed to show it.
#[derive(Clone)]
struct Read {
    record: Record,
    application: Application,
    /// The form as it was asked, if it is here and can be read.
    form: Option<Form>,
    journal: Vec<JournalEntry>,
}

/// What every part of the page is given.
#[derive(Clone)]
struct Shown {
    app: App,
    read: std::sync::Arc<Read>,
    failed: Failed,
    /// The way back to the list.
    list: Route,
}

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
            .with_untracked(|found| found.view == view && found.edition == edition);
        if ready && !same {
            desk.find(app, view.clone());
        }
    });
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            let now = read(app, id).await.unwrap_or_else(Reading::Failed);
            reading.set(now);
        });
    });
    step::listen(app, query.clone());
    let back = list.href();
    let shown = move || match reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(crew.reading_one)}</p> }.into_any()
        }
        Reading::Failed(error) => trouble(&back, messages::load_error(&error)),
        Reading::Unreadable(what) => trouble(&back, messages::unreadable(&what)),
        Reading::NotHere => trouble(&back, t!(crew.not_here).to_owned()),
        Reading::Erased => trouble(&back, t!(crew.was_erased).to_owned()),
        Reading::There(read) => whole(&Shown {
            app,
            read: std::sync::Arc::new(*read),
            failed,
            list: list.clone(),
        }),
    };
    view! {
        {failure(failed)}
        {step::links(app, query)}
        {shown}
    }
    .into_any()
}

async fn read(app: App, id: RecordId) -> Result<Reading, LoadError> {
    let store = app.store();
    let Some(record) = store.get(id).await? else {
        return Ok(Reading::NotHere);
    };
    if record.live().is_none() {
        return Ok(Reading::Erased);
    }
    let application = match Application::read(&record) {
        Ok(Some(application)) => application,
        Ok(None) => return Ok(Reading::NotHere),
        Err(what) => return Ok(Reading::Unreadable(what)),
    };
    // A form version that can't be read is said; the answers are shown all the same.
    let version = store.get_all([application.form_version]).await?;
    let form = version.first().and_then(of_version);
    let journal = store.journal_of(id).await?;
    Ok(Reading::There(Box::new(Read {
        record,
        application,
        form,
        journal,
    })))
}

fn trouble(back: &str, words: String) -> AnyView {
    view! {
        <PageHead title=t!(crew.one) back=(t!(crew.applications).to_owned(), back.to_owned()) />
        <Notice tone=Tone::Warning>
            <p>{words}</p>
            <LinkButton href=Route::Data.href() label=t!(crew.to_data) />
        </Notice>
    }
    .into_any()
}

fn whole(shown: &Shown) -> AnyView {
    view! {
        {head::head(shown)}
        {conflicts::others(shown)}
        {answers::sections(shown)}
        {journal::journal(shown)}
        {removal::removal(shown)}
    }
    .into_any()
}

/// Prints the page.
fn print() -> AnyView {
    let print = move |()| {
        if crate::browser::files::print().is_err() {
            crate::ui::components::announce(t!(crew.not_printed));
        }
    };
    view! {
        <Button
            label=t!(crew.print)
            mark=crate::ui::components::Icon::Print
            press=print
        />
    }
    .into_any()
}
