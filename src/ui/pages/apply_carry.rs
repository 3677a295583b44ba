//! Carrying an unfinished application to another browser of the same person, as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::apply_begun::Begun;
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::Draft;
use crate::domain::decide::Command;
use crate::domain::id::SessionId;
use crate::format::progress::Progress;
use crate::route::Route;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Tone, live};
use crate::ui::deed::{Failed, failure, news};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::place;

/// The ways to take an application along and to bring one in.
pub(super) fn carry(begun: &Begun) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let opened = RwSignal::new(false);
    let opened_notice = live(move || {
        if opened.get() {
            news(Tone::Good, t!(apply.map.carry_opened).to_owned())
        } else {
            ().into_any()
        }
    });
    let (app, typing) = (begun.app, begun.typing);
    let session = begun.session.id.clone();
    let save = {
        let session = session.clone();
        move |()| {
            let session = session.clone();
            spawn_local(async move {
                let outcome = match typing.settle().await {
                    Ok(()) => save_progress(app, &session).await,
                    Err(trouble) => Err(messages::trouble(&trouble)),
                };
                failed.set(outcome.err());
            });
        }
    };
    let take = Callback::new(move |given| {
        take_progress(app, session.clone(), given, failed, opened);
    });
    view! {
        <details class="more">
            <summary>{t!(apply.map.carry)}</summary>
            <div class="stack">
                <p>{t!(apply.map.carry_help)}</p>
                {failure(failed)} {opened_notice}
                <div class="row">
                    <Button label=t!(apply.map.carry_save) mark=Icon::Download press=save />
                    <FileInput id="progress-file" label=t!(apply.map.carry_open) take=take />
                </div>
            </div>
        </details>
    }
    .into_any()
}

/// The way to bring in an application that was begun elsewhere, where none was begun here.
pub(super) fn open_progress(app: App, session: SessionId) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    // The page of the application that was opened takes this one's place.
    let opened = RwSignal::new(false);
    let take = Callback::new(move |given| {
        take_progress(app, session.clone(), given, failed, opened);
    });
    view! {
        <section class="card stack" aria-labelledby="bring-title">
            <h2 id="bring-title" class="card-title">
                {t!(apply.begin.bring)}
            </h2>
            <p>{t!(apply.begin.bring_help)}</p>
            {failure(failed)}
            <p>
                <FileInput id="progress-file" label=t!(apply.map.carry_open) take=take />
            </p>
        </section>
    }
    .into_any()
}

async fn save_progress(app: App, session: &SessionId) -> Result<(), String> {
    let draft = app.draft(session).map_err(|e| messages::unreadable(&e))?;
    let Some(draft) = draft else {
        return Err(t!(errors.not_here).to_owned());
    };
    let progress = app.mine.with_untracked(|mine| {
        let record = mine.get(&draft.id)?;
        Some(Progress::of(record, &draft, mine))
    });
    let Some(progress) = progress else {
        return Err(t!(errors.not_here).to_owned());
    };
    let file = TextFile {
        name: format!("{session}-my-progress.json"),
        text: progress.to_text(app.store().programme()),
        sort: Sort::Json,
    };
    files::save(&file).map_err(|_| t!(errors.not_downloaded).to_owned())
}

fn take_progress(
    app: App,
    session: SessionId,
    given: Vec<File>,
    failed: Failed,
    opened: RwSignal<bool>,
) {
    failed.set(None);
    opened.set(false);
    spawn_local(async move {
        let Some(file) = given.first() else {
            return;
        };
        let text = match files::read(file).await {
            Ok(text) => text,
            Err(error) => return failed.set(Some(messages::not_read(&error))),
        };
        let found = match Progress::parse_all(&text, app.store().programme()) {
            Ok(found) => found,
            Err(error) => return failed.set(Some(messages::file_error(&error))),
        };
        let mut sessions = Vec::new();
        for Progress { draft, with } in found {
            let read = Draft::read(&draft).ok().flatten();
            match app.dispatch(Command::TakeProgress { draft, with }).await {
                Ok(_) => sessions.extend(read.map(|draft| draft.session)),
                // The others are taken all the same.
                Err(undone) => drop(failed.try_set(Some(messages::undone(&undone)))),
            }
        }
        if sessions.is_empty() {
            return;
        }
        // Gone if another page has taken this one's place.
        opened.try_set(true);
        // The file may be of other sessions than the page it was opened on.
        if !sessions.contains(&session) && failed.try_get_untracked().flatten().is_none() {
            place::go(&Route::Apply(sessions.remove(0)));
        }
    });
}
