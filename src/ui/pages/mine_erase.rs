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
use crate::ui::words::word;
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
        spawn_local(async move {
            // What they call themselves would go on with every write made here.
            let ready = async {
                let unnamed = app.store().set_setting(OWNER, "").await;
                unnamed.map_err(|error| messages::save_error(&error))?;
                let words = own::words(app).await;
                words.map_err(|error| messages::load_error(&error))
            };
            let words = match ready.await {
                Ok(words) => words,
                Err(why) => return failed.set(Some(why)),
            };
            ids.extend(words);
            let command = Command::EraseMine {
                records: ids,
                aside: keys,
            };
            perform(app, command, failed, move |_| {
                erased.set(true);
                focus_heading();
                // What leads to their weeks goes last: what could not be erased is still found by it.
                spawn_local(async move {
                    if let Err(why) = own::forget(app).await {
                        failed.try_set(Some(why));
                    }
                });
            });
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
    let takes_part = own::parts(app).with(|own| own.as_ref().is_some_and(|o| o.all().count() > 0));
    let weeks = takes_part.then(|| {
        let words = t!(apply.mine.erase_weeks, captain = word(|w| &w.captain.one));
        view! { <p>{words}</p> }
    });
    view! {
        {list}
        {sent}
        {weeks}
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
