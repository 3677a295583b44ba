//! What this device holds of the programme, and how safe it is: backups, the browser's promise to keep
//! it, room, what could not be read, what waits to be sent.

mod owner;
mod safety;
mod slips;
mod taking;
mod unread;

use leptos::prelude::*;
use leptos::task::spawn_local;
pub use taking::Taking;
use web_sys::File;

use super::applications::SampleDoor;
use super::backup;
use crate::browser::files;
use crate::browser::store::Job;
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, ButtonLook, Icon, PageHead, Progress, icon, present_while};
use crate::ui::deed::{Failed, failure};
use crate::ui::file_input::FileInput;
use crate::ui::when::relative_words;
use crate::ui::words::word;
use crate::ui::{messages, own};

/// The page of data.
#[component]
pub fn Data() -> AnyView {
    let app = use_app();
    // Samples are counted among the rows.
    Effect::new(move || app.desk.follow(app));
    view! {
        <PageHead title=t!(data.title)>
            <p>{t!(data.help)}</p>
        </PageHead>
        {super::earlier::earlier_programmes(app)}
        {slips::slips(app)}
        {owner::owner(app)}
        {backups(app)}
        {safety::safety(app)}
        {unread::unread(app)}
        {unread::outbox(app)}
        {samples(app)}
    }
    .into_any()
}

/// Where the owner takes part: what of theirs is in no backup, and where it is kept safe.
fn own_apart(app: App) -> AnyView {
    let parts = own::parts(app);
    let takes_part = move || parts.with(|own| own.as_ref().is_some_and(|o| o.all().count() > 0));
    present_while(takes_part, || {
        let words = t!(data.backup_own, captain = word(|w| &w.captain.one));
        view! {
            <p class="field-note">
                {icon(Icon::Info)}
                <span>
                    {words} " " <a href=Route::Mine.href()>{t!(home.nav_mine)}</a>
                </span>
            </p>
        }
        .into_any()
    })
}

fn backups(app: App) -> AnyView {
    let failed = Failed::new(None);
    let running = RwSignal::new_local(None::<Job>);
    let said = RwSignal::new(None::<String>);
    let health = RwSignal::new(None::<backup::Health>);
    let taking = Taking::new(app, failed);
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            match backup::health(app).await {
                Ok(now) => health.set(Some(now)),
                Err(error) => failed.set(Some(messages::load_error(&error))),
            }
        });
    });
    let last = move || {
        let health = health.get()?;
        Some(match health.last {
            Some(at) => t!(data.backup_last, ago = relative_words(at, app.now.get())),
            None => t!(data.backup_never).to_owned(),
        })
    };
    let make = move |()| {
        if running.with_untracked(Option::is_some) {
            return;
        }
        // How many there will be is not known before the end.
        let job = Job::new(|_| {});
        running.set(Some(job.clone()));
        failed.set(None);
        said.set(None);
        taking.hush();
        spawn_local(async move {
            let wrong = backup::make(app, &job).await;
            running.set(None);
            if wrong.is_none() {
                said.set(Some(t!(data.backup_made).to_owned()));
            }
            failed.set(wrong);
        });
    };
    let progress = move || {
        running.with(Option::is_some).then(|| {
            let stop = Callback::new(move |()| {
                running.with_untracked(|job| job.iter().for_each(Job::cancel));
            });
            let unknown = Signal::derive(|| None);
            view! { <Progress label=t!(data.backup_making) done=unknown cancel=stop /> }
        })
    };
    let open = Callback::new(move |chosen: Vec<File>| {
        let Some(file) = chosen.into_iter().next() else {
            return;
        };
        said.set(None);
        spawn_local(async move {
            match files::read(&file).await {
                Ok(text) => taking.start(text.into(), None),
                Err(error) => failed.set(Some(messages::not_read(&error))),
            }
        });
    });
    view! {
        <section class="data-part" aria-labelledby="backup">
            <h2 id="backup">{t!(data.backup)}</h2>
            <p>{t!(data.backup_help)}</p>
            {own_apart(app)}
            <p class="data-fact">{last}</p>
            <div class="button-row">
                <Button
                    label=t!(data.backup_make)
                    look=ButtonLook::Primary
                    mark=Icon::Download
                    press=make
                />
                <FileInput id="backup-file" label=t!(data.backup_take) take=open />
            </div>
            {progress}
            <p role="status">{said}</p>
            {taking.view()}
            {failure(failed)}
        </section>
    }
    .into_any()
}

fn samples(app: App) -> AnyView {
    let any = Memo::new(move |_| app.desk.rows.with(|rows| rows.samples > 0));
    let either = move || {
        if any.get() {
            super::applications::samples_notice(app)
        } else {
            view! { <SampleDoor /> }.into_any()
        }
    };
    view! {
        <section class="data-part" aria-labelledby="samples">
            <h2 id="samples">{t!(data.samples)}</h2>
            {either}
        </section>
    }
    .into_any()
}
