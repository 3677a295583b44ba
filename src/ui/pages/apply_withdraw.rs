//! Taking an application back, and letting it stand again.

use leptos::prelude::*;

use super::apply_begun::Begun;
use crate::domain::application::{Application, ApplicationState};
use crate::domain::decide::Command;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, focus_heading};
use crate::ui::deed::{Failed, failure, perform};

/// The button that withdraws what stands, or lets stand what was withdrawn.
pub(super) fn withdraw(begun: &Begun, sent: &Application) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let deed = match sent.state {
        ApplicationState::Submitted => take_back(begun, sent, failed),
        ApplicationState::Withdrawn => stand_again(begun, sent, failed),
    };
    view! {
        {failure(failed)}
        {deed}
    }
    .into_any()
}

fn take_back(begun: &Begun, sent: &Application, failed: Failed) -> AnyView {
    let (app, id) = (begun.app, sent.id);
    let open = RwSignal::new(false);
    let title = t!(
        apply.sent.withdraw_title,
        session = begun.session.name.clone()
    );
    let press = move |()| {
        open.set(false);
        perform(app, Command::Withdraw(id), failed, |_| focus_heading());
    };
    view! {
        <Button
            label=t!(apply.sent.withdraw)
            look=ButtonLook::Quiet
            mark=Icon::Undo
            press=move |()| open.set(true)
        />
        <Dialog id="withdraw" title=title open=open>
            <p>{t!(apply.sent.withdraw_help)}</p>
            <DialogActions>
                <Button label=t!(apply.sent.withdraw_keep) press=move |()| open.set(false) />
                <Button label=t!(apply.sent.withdraw) look=ButtonLook::Danger press=press />
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

fn stand_again(begun: &Begun, sent: &Application, failed: Failed) -> AnyView {
    let (app, id) = (begun.app, sent.id);
    let press = move |()| perform(app, Command::Unwithdraw(id), failed, |_| focus_heading());
    view! {
        <Button label=t!(apply.sent.unwithdraw) press=press />
        <p class="soft">{t!(apply.sent.unwithdraw_help)}</p>
    }
    .into_any()
}
