//! The other ways to take part in a session: what it calls for, each with its own window and its own form.

use leptos::prelude::*;

use super::{door, state, window_words};
use crate::domain::programme::{Late, Session};
use crate::domain::time::Stand;
use crate::ui::app::App;
use crate::{plural, t};

/// The calls to a session, one under the other; nothing where there are none.
pub(super) fn ways(app: App, calls: Vec<Session>) -> Option<AnyView> {
    if calls.is_empty() {
        return None;
    }
    let calls = calls.into_iter().map(|call| {
        let shown = move || way(app, &call);
        view! { <li class="call">{shown}</li> }
    });
    Some(
        view! {
            <ul class="calls" role="list" aria-label=t!(home.other_ways)>
                {calls.collect_view()}
            </ul>
        }
        .into_any(),
    )
}

/// One way to take part.
fn way(app: App, session: &Session) -> Option<AnyView> {
    let (call, apply) = (session.call.as_ref()?, session.apply.as_ref()?);
    let role = app.programme.with(|programme| {
        let word = call.role.word(&programme.words);
        word.map_or_else(|| call.role.to_string(), |word| word.one.clone())
    });
    let stand = apply.window.stand(app.now.get());
    let late = matches!(stand, Stand::Closed(_)) && apply.late == Late::Accepted;
    let places = session
        .places
        .map(|n| view! { <span>{plural!(home.places, n)}</span> <br /> });
    let (stated, here) = window_words(apply, stand);
    Some(
        view! {
            <div class="call-words">
                <h4>{t!(home.take_part_as, role = role)} " " {state(stand)}</h4>
                <p class="small">
                    {places} {stated} <br /> <span class="soft">{here}</span>
                </p>
                {late.then(|| view! { <p class="small">{t!(home.late_taken)}</p> })}
            </div>
            {door(app, session, stand, apply.late).map(|door| door.link("button"))}
        }
        .into_any(),
    )
}
