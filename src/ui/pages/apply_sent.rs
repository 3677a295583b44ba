//! What became of an application that was sent: the file to hand over, the receipt, the writer's
//! own copy. Nothing is said to have arrived before the organizers say so (Promise 14).

use leptos::prelude::*;

use super::apply_begun::{Begun, at_application};
use super::apply_copy::own_copy;
use super::apply_hand::hand_over;
use super::apply_window::passed;
use super::apply_withdraw::withdraw;
use crate::domain::application::{Application, ApplicationState};
use crate::domain::id::SessionId;
use crate::domain::sending::{Arrival, arrival, changed};
use crate::route::Route;
use crate::ui::app::use_app;
use crate::ui::components::{ButtonLook, Icon, LinkButton, Notice, PageHead, Tone, live};
use crate::ui::when::moment_words;
use crate::ui::words::word;
use crate::{plural, t};

/// What became of an application.
#[component]
pub fn ApplySent(
    /// The session.
    session: SessionId,
) -> AnyView {
    at_application(use_app(), session, |begun| sent_page(&begun))
}

/// How what was sent stands.
pub(super) fn arrival_of(begun: &Begun, sent: &Application) -> Arrival {
    begun.draft.with(|draft| {
        let receipt = draft.as_ref().and_then(|draft| draft.receipt.as_ref());
        arrival(sent, receipt)
    })
}

fn sent_page(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    // A new sending or a receipt changes what the page says; a save of what is typed does not.
    let stands = {
        let begun = begun.clone();
        Memo::new(move |_| {
            begun.sent.get().map(|sent| {
                let arrival = arrival_of(&begun, &sent);
                (sent, arrival)
            })
        })
    };
    let shown = move || match stands.get() {
        None => nothing_sent(&begun),
        Some((sent, arrival)) => what_became(&begun, &sent, arrival),
    };
    live(shown)
}

fn nothing_sent(begun: &Begun) -> AnyView {
    let back = (begun.title(), Route::Apply(begun.session.id.clone()).href());
    let href = Route::ApplyReview(begun.session.id.clone()).href();
    view! {
        <PageHead title=t!(apply.sent.none) over=begun.session.name.clone() back=back />
        <div class="stack">
            <p>{t!(apply.sent.none_help)}</p>
            <p>
                <LinkButton href=href label=t!(apply.map.review) look=ButtonLook::Primary />
            </p>
        </div>
    }
    .into_any()
}

fn what_became(begun: &Begun, sent: &Application, arrival: Arrival) -> AnyView {
    let back = (begun.title(), Route::Apply(begun.session.id.clone()).href());
    let (title, help) = arrival_words(sent, arrival);
    let steps = match arrival {
        Arrival::Arrived(_) => ().into_any(),
        Arrival::Waiting | Arrival::EarlierArrived(_) => {
            hand_over(begun.app, &begun.session.name, sent)
        }
    };
    view! {
        <PageHead title=title over=begun.session.name.clone() back=back>
            <p class="lead">{help}</p>
        </PageHead>
        <div class="stack stack-loose">
            <div class="stack unprinted">
                {passed(begun)} {edited(begun, sent)} {steps} {later(begun, sent)}
            </div> {own_copy(begun.app, &begun.session.name, sent, arrival)}
        </div>
    }
    .into_any()
}

/// How what was sent stands: in few words, and what that means.
pub(super) fn arrival_words(sent: &Application, arrival: Arrival) -> (&'static str, String) {
    let withdrawn = sent.state == ApplicationState::Withdrawn;
    let title = match (arrival, withdrawn) {
        (Arrival::Arrived(_), false) => t!(apply.sent.title_arrived),
        (Arrival::Arrived(_), true) => t!(apply.sent.title_withdrawn_arrived),
        (Arrival::Waiting | Arrival::EarlierArrived(_), true) => t!(apply.sent.title_withdrawn),
        (Arrival::Waiting, false) => t!(apply.sent.title_waiting),
        (Arrival::EarlierArrived(_), false) => t!(apply.sent.title_earlier),
    };
    let help = match (arrival, withdrawn) {
        (Arrival::Arrived(at), _) => t!(
            apply.sent.arrived_at,
            organizers = word(|w| &w.organizer.many),
            moment = moment_words(at)
        ),
        (Arrival::EarlierArrived(at), false) => {
            t!(apply.sent.earlier_at, moment = moment_words(at))
        }
        (Arrival::Waiting | Arrival::EarlierArrived(_), true) => {
            t!(apply.sent.withdrawn_help).to_owned()
        }
        (Arrival::Waiting, false) => t!(
            apply.sent.waiting_help,
            organizers = word(|w| &w.organizer.many)
        ),
    };
    (title, help)
}

/// What may still be done with it: change it, or take it back.
fn later(begun: &Begun, sent: &Application) -> AnyView {
    let href = Route::Apply(begun.session.id.clone()).href();
    view! {
        <div class="row">
            <LinkButton href=href label=t!(apply.sent.edit) mark=Icon::Edit />
            {withdraw(begun, sent)}
        </div>
    }
    .into_any()
}

/// How much was changed since it was sent.
fn edited(begun: &Begun, sent: &Application) -> AnyView {
    let (begun, sent) = (begun.clone(), sent.clone());
    let shown = move || {
        let checked = begun.checked();
        let count = u32::try_from(changed(&sent, &checked.answers).len()).unwrap_or(u32::MAX);
        if count == 0 {
            return ().into_any();
        }
        let href = Route::ApplyReview(begun.session.id.clone()).href();
        view! {
            <Notice tone=Tone::Warning title=plural!(apply.sent.edited, count)>
                <p>
                    <a href=href>{t!(apply.sent.edited_link)}</a>
                </p>
            </Notice>
        }
        .into_any()
    };
    live(shown)
}
