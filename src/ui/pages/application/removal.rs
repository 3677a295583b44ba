//! Deleting an application, which can be taken back, and erasing it, which can't.

use leptos::prelude::*;

use super::Shown;
use super::head::name;
use crate::domain::decide::Command;
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, announce, present_while,
};
use crate::ui::deed::perform;
use crate::ui::place;
use crate::ui::words::word;

/// Both, at the end of the page.
pub(super) fn removal(shown: Signal<Shown>) -> AnyView {
    let asking = RwSignal::new(false);
    let Shown {
        app,
        read,
        failed,
        list,
        ..
    } = shown.get_untracked();
    let id = read.record.id;
    let delete = move |()| {
        perform(app, Command::Delete(vec![id]), failed, |_| {
            announce(t!(crew.is_deleted));
            crate::ui::components::focus_heading();
        });
    };
    let erase = Callback::new(move |()| {
        let list = list.clone();
        asking.set(false);
        perform(app, Command::Erase(vec![id]), failed, move |_| {
            announce(t!(crew.was_erased));
            place::go(&list);
        });
    });
    let is_there = move || shown.with(|shown| !shown.read.application.deleted);
    let delete_button = present_while(is_there, move || {
        view! {
            <div>
                <Button label=t!(crew.delete) mark=Icon::Trash press=delete />
                <p class="quiet">{t!(crew.delete_one_help)}</p>
            </div>
        }
        .into_any()
    });
    let title = move || {
        let name = shown.with(|shown| name(&shown.read.application, shown.read.form.as_ref()));
        t!(crew.erase_title, name = name)
    };
    view! {
        <section class="asked-section application-removal" aria-labelledby="removal">
            <h2 id="removal">{t!(crew.removal)}</h2>
            {delete_button}
            <div>
                <Button
                    label=t!(crew.erase)
                    mark=Icon::Trash
                    look=ButtonLook::Danger
                    press=move |()| asking.set(true)
                />
                <p class="quiet">{t!(crew.erase_help)}</p>
            </div>
        </section>
        <Dialog id="erase-application" title=title open=asking>
            <p>{t!(crew.erase_dialog, session = word(|w| &w.session.one))}</p>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| asking.set(false) />
                <Button
                    label=t!(crew.erase)
                    look=ButtonLook::Danger
                    mark=Icon::Trash
                    press=erase
                />
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// Takes the deletion back.
pub(super) fn bring_back(shown: &Shown) {
    let command = Command::Undelete(vec![shown.read.record.id]);
    perform(shown.app, command, shown.failed, |_| {
        announce(t!(crew.is_back));
        crate::ui::components::focus_heading();
    });
}
