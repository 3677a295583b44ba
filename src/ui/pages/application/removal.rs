//! Deleting an application, which can be taken back, and erasing it, which can't.

use leptos::prelude::*;

use super::Shown;
use super::head::name;
use crate::domain::decide::Command;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, announce};
use crate::ui::deed::perform;
use crate::ui::place;

/// Both, at the end of the page.
pub(super) fn removal(shown: &Shown) -> AnyView {
    let asking = RwSignal::new(false);
    let (app, failed) = (shown.app, shown.failed);
    let id = shown.read.record.id;
    let name = name(&shown.read.application, shown.read.form.as_ref());
    let delete = move |()| {
        perform(app, Command::Delete(vec![id]), failed, |_| {
            announce(t!(crew.is_deleted));
            crate::ui::components::focus_heading();
        });
    };
    let list = shown.list.clone();
    let erase = Callback::new(move |()| {
        let list = list.clone();
        asking.set(false);
        perform(app, Command::Erase(vec![id]), failed, move |_| {
            announce(t!(crew.was_erased));
            place::go(&list);
        });
    });
    let delete_button = (!shown.read.application.deleted).then(|| {
        view! {
            <div>
                <Button label=t!(crew.delete) mark=Icon::Trash press=delete />
                <p class="quiet">{t!(crew.delete_one_help)}</p>
            </div>
        }
    });
    let title = t!(crew.erase_title, name = name);
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
            <p>{t!(crew.erase_dialog)}</p>
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
