//! Erasing everything of the owner's from this device: the only thing that destroys, so it is
//! explicit and says by name what goes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::mine::{is_draft, records, unread_name};
use super::mine_aside::Aside;
use crate::browser::store::OWNER;
use crate::domain::application::Draft;
use crate::domain::decide::Command;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, focus_heading};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::messages;
use crate::ui::own;
use crate::{plural, t};

/// The button that asks, and the dialog that does it.
pub(super) fn erase(app: App, aside: RwSignal<Aside>, erased: RwSignal<bool>) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let open = RwSignal::new(false);
    let press = move |()| {
        open.set(false);
        let Aside { keys, sent } = aside.get_untracked();
        let mut ids: Vec<_> = records(app).iter().map(|record| record.id).collect();
        ids.extend(sent);
        let command = Command::EraseMine {
            records: ids,
            aside: keys,
        };
        spawn_local(async move {
            // What they call themselves would go on with every write made here.
            let unnamed = async {
                app.store().set_setting(OWNER, "").await?;
                own::forget(app).await
            };
            match unnamed.await {
                Ok(()) => perform(app, command, failed, move |_| {
                    erased.set(true);
                    focus_heading();
                }),
                Err(error) => failed.set(Some(messages::save_error(&error))),
            }
        });
    };
    view! {
        <section class="stack" aria-labelledby="mine-erase">
            <h2 id="mine-erase">{t!(apply.mine.erase)}</h2>
            <p>{t!(apply.mine.erase_help)}</p>
            {failure(failed)}
            <p>
                <Button
                    label=t!(apply.mine.erase_do)
                    look=ButtonLook::Danger
                    mark=Icon::Trash
                    press=move |()| open.set(true)
                />
            </p>
            <Dialog id="erase" title=t!(apply.mine.erase_title) open=open>
                {move || {
                    app.changed.track();
                    what_goes(app)
                }}
                {aside_goes(aside)}
                <p>{t!(apply.mine.erase_help)}</p>
                <DialogActions>
                    <Button label=t!(apply.mine.erase_keep) press=move |()| open.set(false) />
                    <Button label=t!(apply.mine.erase_do) look=ButtonLook::Danger press=press />
                </DialogActions>
            </Dialog>
        </section>
    }
    .into_any()
}

fn what_goes(app: App) -> AnyView {
    let mine = records(app);
    let drafts = mine.iter().filter(|record| is_draft(record)).map(|record| {
        match Draft::read(record).ok().flatten() {
            Some(draft) => {
                let session = app.session(&draft.session);
                let name = session.map_or_else(|| draft.session.to_string(), |s| s.name);
                let count = u32::try_from(draft.typed.len()).unwrap_or(u32::MAX);
                let title = t!(apply.title, session = name);
                format!("{title}: {}", plural!(apply.mine.answers, count))
            }
            None => t!(apply.title, session = unread_name(app, record)),
        }
    });
    let lines: Vec<_> = drafts.map(|line| view! { <li>{line}</li> }).collect();
    let list = (!lines.is_empty()).then(|| {
        view! {
            <p>{t!(apply.mine.erase_lists)}</p>
            <ul>{lines}</ul>
        }
    });
    let was_sent = mine.iter().any(|record| !is_draft(record));
    let email = app
        .programme
        .with_untracked(|programme| programme.contact.email.clone());
    let sent = was_sent.then(|| view! { <p>{t!(apply.mine.erase_sent, email = email)}</p> });
    view! {
        {list}
        {sent}
    }
    .into_any()
}

fn aside_goes(aside: RwSignal<Aside>) -> AnyView {
    let shown = move || {
        let count = aside.with(Aside::count);
        (count > 0).then(|| view! { <p>{plural!(apply.mine.erase_aside, count)}</p> })
    };
    shown.into_any()
}
