//! Taking someone out of the session, which can be undone until the next thing is done, and erasing them, which
//! can't.

use std::cell::RefCell;

use leptos::prelude::*;

use super::Reading;
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::route::Route;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, Notice, Tone, announce, focus_heading, live,
};
use crate::ui::deed::{Failed, perform};
use crate::ui::place;
use crate::ui::words::word;

/// Who was removed last, and what of theirs was deleted for it.
#[derive(Clone, PartialEq)]
struct Removed {
    session: SessionId,
    name: String,
    records: Vec<RecordId>,
}

thread_local! {
    /// Said on the page that one comes to after it.
    static LAST: RefCell<Option<Removed>> = const { RefCell::new(None) };
}

/// Both, at the end of somebody's page. They are of someone who was added by hand; who applied is erased with
/// their application.
pub(super) fn removal(
    app: App,
    session: SessionId,
    person: RecordId,
    reading: RwSignal<Reading>,
    failed: Failed,
) -> AnyView {
    let asking = RwSignal::new(false);
    let name = move || {
        reading.with(|reading| match reading {
            Reading::Done(read) => read.crew.get(person).map(|member| member.name.clone()),
            _ => None,
        })
    };
    let name = Signal::derive(move || name().unwrap_or_default());
    let called = app.session(&session).map(|session| session.name);
    let label = t!(
        teams.remove_person,
        session = called.unwrap_or_else(|| session.to_string())
    );
    let of = session.clone();
    let remove = move |()| {
        remove(
            app,
            of.clone(),
            person,
            name.get_untracked(),
            reading,
            failed,
        )
    };
    let erase = Callback::new(move |()| {
        asking.set(false);
        let session = session.clone();
        perform(app, Command::Erase(vec![person]), failed, move |_| {
            announce(t!(teams.was_erased));
            place::go(&Route::People(session));
        });
    });
    let title = move || t!(crew.erase_title, name = name.get());
    view! {
        <section class="asked-section application-removal" aria-labelledby="removal">
            <h2 id="removal">{t!(crew.removal)}</h2>
            <div>
                <Button label=label mark=Icon::Trash press=remove />
            </div>
            <div>
                <Button
                    label=t!(crew.erase)
                    mark=Icon::Trash
                    look=ButtonLook::Danger
                    press=move |()| asking.set(true)
                />
                <p class="quiet">
                    {t!(teams.erase_person_help, session = word(|w| &w.session.one))}
                </p>
            </div>
        </section>
        <Dialog id="erase-person" title=title open=asking>
            <p>{t!(teams.erase_person_dialog, session = word(|w| &w.session.one))}</p>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| asking.set(false) />
                <Button
                    label=t!(crew.erase)
                    look=ButtonLook::Danger
                    mark=Icon::Trash
                    press=move |()| erase.run(())
                />
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// Takes someone out of the session. Their record stays, as they may have been in others.
fn remove(
    app: App,
    session: SessionId,
    person: RecordId,
    name: String,
    reading: RwSignal<Reading>,
    failed: Failed,
) {
    let records = reading.with_untracked(|reading| match reading {
        Reading::Done(read) => {
            let theirs = read.members().filter(|member| member.person == person);
            theirs.map(|member| member.id).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    perform(app, Command::Delete(records.clone()), failed, move |_| {
        LAST.set(Some(Removed {
            session: session.clone(),
            name,
            records,
        }));
        place::go(&Route::People(session));
    });
}

/// Who was removed, with a way back, until the page is left or something else is done on it.
pub(super) fn undo(app: App, session: SessionId, failed: Failed) -> AnyView {
    let last = LAST.take().filter(|removed| removed.session == session);
    let removed = RwSignal::new(last);
    live(move || {
        let Some(Removed { name, records, .. }) = removed.get() else {
            return ().into_any();
        };
        let title = t!(teams.removed_person, name = name.clone());
        let back = move |()| {
            let name = name.clone();
            let command = Command::Undelete(records.clone());
            perform(app, command, failed, move |_| {
                removed.set(None);
                announce(&t!(teams.back_again, name = name));
                focus_heading();
            });
        };
        view! {
            <div class="notices">
                <Notice tone=Tone::Good title=title live=true>
                    <Button label=t!(crew.undo) mark=Icon::Undo press=back />
                </Notice>
            </div>
        }
        .into_any()
    })
}
