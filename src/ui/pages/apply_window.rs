//! When a session can be applied for: the date as it was stated, Anywhere on Earth, and the moment
//! in the reader's own zone (Promise 27).

use leptos::prelude::*;

use super::apply_begun::Begun;
use super::apply_takeaway::takeaway;
use crate::domain::programme::{Apply, Late};
use crate::domain::time::{Instant, Stand, Window};
use crate::t;
use crate::ui::components::{Icon, Notice, Tone, icon, live};
use crate::ui::when::{date_words, moment_brief, moment_words, relative_words};
use crate::ui::words::word;

/// When a session is open, in two sentences.
pub(super) fn window_words(window: &Window, stand: Stand, now: Instant) -> AnyView {
    let (stated, here) = match stand {
        Stand::NotYet(opens) => (
            t!(apply.window.soon, date = date_words(window.opens)),
            t!(apply.window.soon_here, moment = moment_words(opens)),
        ),
        Stand::Open(closes) => (
            t!(apply.window.open, date = date_words(window.closes)),
            if is_near(closes, now) {
                t!(
                    apply.window.open_here_soon,
                    relative = relative_words(closes, now),
                    moment = moment_words(closes)
                )
            } else {
                t!(apply.window.open_here, moment = moment_words(closes))
            },
        ),
        Stand::Closed(closed) => (
            t!(apply.window.closed, date = date_words(window.closes)),
            t!(apply.window.closed_here, moment = moment_words(closed)),
        ),
    };
    view! {
        <p class="window-words">
            {icon(Icon::Calendar)} <span>
                <strong>{stated}</strong>
                <br />
                <span class="soft">{here}</span>
            </span>
        </p>
    }
    .into_any()
}

/// Whether a moment is near enough to be counted in days.
fn is_near(moment: Instant, now: Instant) -> bool {
    const NEAR_MS: i64 = 26 * 86_400_000;
    moment.0 - now.0 < NEAR_MS
}

/// How the deadline stands, in few words, for a page where someone writes.
pub(super) fn deadline(begun: &Begun) -> AnyView {
    let (app, stand) = (begun.app, begun.stand);
    let words = move || match stand.get() {
        Stand::NotYet(_) => t!(apply.window.soon_title).to_owned(),
        Stand::Open(closes) => {
            let (now, moment) = (app.now.get(), moment_brief(closes));
            if is_near(closes, now) {
                let relative = relative_words(closes, now);
                t!(
                    apply.window.closes_soon,
                    relative = relative,
                    moment = moment
                )
            } else {
                t!(apply.window.closes, moment = moment)
            }
        }
        Stand::Closed(_) => t!(apply.window.has_closed).to_owned(),
    };
    view! { <span class="deadline">{icon(Icon::Clock)} <span>{words}</span></span> }.into_any()
}

/// What to know once the date has passed: whether it can still be sent, and that the text stays.
/// Nothing while the session is open.
pub(super) fn passed(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || match standing(begun.stand.get(), &begun.apply) {
        Standing::Fine => ().into_any(),
        Standing::Late => late(Some(takeaway(&begun))),
        Standing::Over => over(&begun),
        Standing::Early => early(),
    };
    live(shown)
}

/// What the deadline means for someone who wants to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be sent.
    Fine,
    /// It can be sent later.
    Early,
    /// It can be sent, marked as late.
    Late,
    /// It can't be sent any more.
    Over,
}

/// What the deadline means for someone who wants to send.
pub(super) fn standing(stand: Stand, apply: &Apply) -> Standing {
    match (stand, apply.late) {
        (Stand::Open(_), _) => Standing::Fine,
        (Stand::NotYet(_), _) => Standing::Early,
        (Stand::Closed(_), Late::Accepted) => Standing::Late,
        (Stand::Closed(_), Late::Refused) => Standing::Over,
    }
}

/// That it can still be sent, with the ways to keep what was written where something was.
pub(super) fn late(takeaway: Option<AnyView>) -> AnyView {
    let organizers = word(|w| &w.organizer.many);
    view! {
        <Notice tone=Tone::Info title=t!(apply.window.late_title) live=true>
            <p>{t!(apply.window.late_help, organizers = organizers)}</p>
            {takeaway}
        </Notice>
    }
    .into_any()
}

fn over(begun: &Begun) -> AnyView {
    let takeaway = takeaway(begun);
    view! {
        <Notice tone=Tone::Warning title=t!(apply.window.closed_title) live=true>
            <p>{t!(apply.window.closed_kept)}</p>
            {takeaway}
        </Notice>
    }
    .into_any()
}

fn early() -> AnyView {
    view! {
        <Notice tone=Tone::Info title=t!(apply.window.soon_title)>
            <p>{t!(apply.window.soon_help)}</p>
        </Notice>
    }
    .into_any()
}
