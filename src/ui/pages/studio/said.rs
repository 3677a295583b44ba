//! What was done last: one line that stays in sight, and folded beneath it what that did. It can be closed.

use leptos::prelude::*;

use super::state::{Studio, TEAMS};
use crate::t;
use crate::ui::components::{Button, ButtonLook, Icon, hand_on_focus, live};

/// How many letters of what a move did stand beside what was done: more would cover what was moved.
const INLINE: usize = 90;

/// What was done, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    words: String,
    /// What that did, a line each.
    did: Vec<String>,
}

impl Done {
    pub(super) fn new(words: String, did: Vec<String>) -> Self {
        Self { words, did }
    }
}

impl From<String> for Done {
    fn from(words: String) -> Self {
        Self::new(words, Vec::new())
    }
}

/// The part of the page.
pub(super) fn said(studio: Studio) -> AnyView {
    let words = live(move || {
        let words = studio.done.with(|done| {
            let done = done.as_ref()?;
            let does = done.did.iter().map(|line| format!(" {line}."));
            let does = does.collect::<String>();
            let is_short = does.chars().count() <= INLINE;
            Some(if is_short {
                format!("{}{does}", done.words)
            } else {
                done.words.clone()
            })
        });
        words
            .map(|words| view! { <p dir="auto">{words}</p> })
            .into_any()
    });
    let rest = live(move || {
        let did = studio
            .done
            .with(|done| done.as_ref().map(|done| done.did.clone()));
        let did = did.unwrap_or_default();
        let letters: usize = did.iter().map(|line| line.chars().count() + 2).sum();
        (letters > INLINE)
            .then(|| {
                let lines = did
                    .into_iter()
                    .map(|line| view! { <li dir="auto">{line}</li> });
                view! {
                    <details class="said-more">
                        <summary>{t!(teams.said_more)}</summary>
                        <ul class="effect-lines">{lines.collect_view()}</ul>
                    </details>
                }
            })
            .into_any()
    });
    let is_there = Memo::new(move |_| studio.done.with(Option::is_some));
    let close = live(move || {
        if !is_there.get() {
            return ().into_any();
        }
        hand_on_focus(Some(TEAMS));
        view! {
            <Button
                label=t!(common.close)
                look=ButtonLook::Small
                mark=Icon::Close
                press=move |()| studio.done.set(None)
            />
        }
        .into_any()
    });
    view! {
        <div class="studio-said">
            <div role="status" class="said-words">
                {words}
            </div>
            {close}
            {rest}
        </div>
    }
    .into_any()
}
