//! Buttons. One that can't be pressed now stays, can be reached, and says why.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::{live, true_while, words};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonLook {
    /// One of several.
    #[default]
    Plain,
    /// The one thing to do here; one on a page at most.
    Primary,
    /// Destroys something.
    Danger,
    /// Beside what it acts on; without a frame.
    Quiet,
    /// Quiet, with small letters.
    Small,
}

impl ButtonLook {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button-primary",
            Self::Danger => "button button-danger",
            Self::Quiet => "button button-quiet",
            Self::Small => "button button-quiet button-small",
        }
    }
}

/// A button with its words. `blocked` holds the reason why it does nothing just now: it is then
/// shown, read out with the button, and pressing does nothing.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: TextProp,
    /// What is done.
    #[prop(into)]
    press: Callback<()>,
    /// How much it asks to be pressed.
    #[prop(optional)]
    look: ButtonLook,
    /// An icon before the words.
    #[prop(optional, into)]
    mark: Option<Icon>,
    /// Why it can't be pressed now.
    #[prop(optional, into)]
    blocked: Option<Signal<Option<String>>>,
    /// What it acts on, for ears: “Remove” alone says little in a list of buttons.
    #[prop(optional, into)]
    about: Option<String>,
) -> AnyView {
    let reason = move || blocked.and_then(|blocked| blocked.get());
    let is_blocked = move || reason().is_some();
    let pressed = move |_| {
        if !blocked.is_some_and(|blocked| blocked.with_untracked(Option::is_some)) {
            press.run(());
        }
    };
    let button = view! {
        <button
            type="button"
            class=look.class()
            aria-disabled=true_while(is_blocked)
            aria-description=Signal::derive(reason)
            on:click=pressed
        >
            {mark.map(icon)}
            <span>
                {words(label)} {about.map(|about| view! { <span class="unseen">" " {about}</span> })}
            </span>
        </button>
    }
    .into_any();
    if blocked.is_none() {
        return button;
    }
    view! {
        <span class="button-with-reason">
            {button}
            {live(move || reason().map(reason_words).into_any())}
        </span>
    }
    .into_any()
}

fn reason_words(reason: String) -> AnyView {
    view! { <span class="button-reason" aria-hidden="true">{reason}</span> }.into_any()
}

/// A link that looks like a button: it goes somewhere, and does nothing else.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: TextProp,
    /// Where that is, or what is done there.
    #[prop(into)]
    label: TextProp,
    /// How much it asks to be pressed.
    #[prop(optional)]
    look: ButtonLook,
    /// An icon before the words.
    #[prop(optional, into)]
    mark: Option<Icon>,
) -> AnyView {
    view! {
        <a class=look.class() href=href>
            {mark.map(icon)}
            <span>{words(label)}</span>
        </a>
    }
    .into_any()
}
