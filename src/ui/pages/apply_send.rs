//! Sending: everything is saved first, then the answers as they stand become the application.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::apply_begun::Begun;
use super::apply_window::{Standing, standing};
use crate::domain::application::ApplicationState;
use crate::domain::decide::{Command, Refused};
use crate::domain::sending::changed;
use crate::format::form::version_record;
use crate::route::Route;
use crate::t;
use crate::ui::app::Undone;
use crate::ui::components::{Button, ButtonLook, ListedProblem, announce, focus_error_summary};
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;
use crate::ui::place;

/// The end of the review: what sending does, and the button.
pub(super) fn send(
    begun: &Begun,
    problems: Signal<Vec<ListedProblem>>,
    attempted: RwSignal<bool>,
) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let under_way = RwSignal::new(false);
    let blocked = {
        let begun = begun.clone();
        Signal::derive(move || blocked(&begun, under_way.get()))
    };
    let press = {
        let begun = begun.clone();
        move |()| {
            if problems.with_untracked(Vec::is_empty) {
                submit(&begun, under_way, attempted, failed);
            } else {
                attempted.set(true);
                focus_error_summary();
            }
        }
    };
    let (stand, apply, sent) = (begun.stand, begun.apply.clone(), begun.sent);
    let is_late = move || standing(stand.get(), &apply) == Standing::Late;
    let label = move || {
        if sent.with(Option::is_some) {
            t!(apply.review.send_again)
        } else {
            t!(apply.review.send)
        }
    };
    view! {
        <section class="card stack" aria-labelledby="send-title">
            <h2 id="send-title">{t!(apply.review.send_title)}</h2>
            <p>{t!(apply.review.send_help)}</p>
            {move || is_late().then(|| view! { <p>{t!(apply.review.send_late)}</p> })}
            {failure(failed)}
            <p>
                <Button label=label look=ButtonLook::Primary blocked=blocked press=press />
            </p>
        </section>
    }
    .into_any()
}

/// Why it can't be sent now, whatever the answers.
fn blocked(begun: &Begun, under_way: bool) -> Option<String> {
    if under_way {
        return Some(t!(apply.review.sending).to_owned());
    }
    match standing(begun.stand.get(), &begun.apply) {
        Standing::Early => return Some(t!(apply.review.not_open).to_owned()),
        Standing::Over => return Some(t!(apply.review.closed).to_owned()),
        Standing::Fine | Standing::Late => {}
    }
    let checked = begun.checked();
    let unchanged = begun.sent.with(|sent| {
        sent.as_ref().is_some_and(|sent| {
            sent.state == ApplicationState::Submitted && changed(sent, &checked.answers).is_empty()
        })
    });
    (unchanged && checked.is_complete()).then(|| t!(apply.review.unchanged).to_owned())
}

fn submit(begun: &Begun, under_way: RwSignal<bool>, attempted: RwSignal<bool>, failed: Failed) {
    failed.set(None);
    under_way.set(true);
    let begun = begun.clone();
    spawn_local(async move {
        let outcome = match begun.typing.settle().await {
            Ok(()) => {
                let command = Command::Submit {
                    draft: begun.typing.draft,
                    asked: version_record(&begun.form),
                };
                begun.app.dispatch(command).await
            }
            Err(trouble) => {
                under_way.set(false);
                failed.set(Some(messages::trouble(&trouble)));
                return;
            }
        };
        under_way.set(false);
        match outcome {
            Ok(_) => {
                announce(t!(apply.sent.title_waiting));
                place::go(&Route::ApplySent(begun.session.id.clone()));
            }
            Err(undone) => {
                let words = messages::undone(&undone);
                failed.set(Some(words));
                // What is stored was not ready after all: another tab may have written meanwhile.
                if let Undone::Refused(Refused::NotReady(_)) = undone {
                    attempted.set(true);
                    focus_error_summary();
                }
            }
        }
    });
}
