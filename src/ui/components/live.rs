//! Parts of a page that change, through a few types only.
//!
//! Each closure a view holds is a type of its own, and costs the app about a kilobyte of code that
//! is the same but for that type. What changes goes through these functions, which box the closure
//! first. Use them in views in place of `{move || ...}`, `<Show>` and `attribute=move || ...`.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A part that is drawn anew whenever a signal it read changes.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed(Box::new(draw))
}

fn boxed(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// Words that may change.
pub fn words(text: impl Into<TextProp>) -> AnyView {
    text_of(text.into())
}

fn text_of(text: TextProp) -> AnyView {
    (move || text.get()).into_any()
}

/// A part that is there while a condition holds; it stays as it is while the condition does.
pub fn present_while(
    when: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let when: Box<dyn Fn() -> bool + Send + Sync> = Box::new(when);
    present_boxed(when, Box::new(draw))
}

fn present_boxed(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    draw: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let holds = Memo::new(move |_| when());
    boxed(Box::new(
        move || {
            if holds.get() { draw() } else { ().into_any() }
        },
    ))
}

/// An attribute that is `true` while a condition holds, and else is not there.
pub fn true_while(
    condition: impl Fn() -> bool + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    word_of(Box::new(move || condition().then_some("true")))
}

/// An attribute that is `true` or `false`.
pub fn truth(condition: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<&'static str>> {
    word_of(Box::new(move || {
        Some(if condition() { "true" } else { "false" })
    }))
}

/// An attribute with one of a few constant values, such as a class; nothing takes it away.
pub fn one_of(
    word: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    word_of(Box::new(word))
}

fn word_of(
    word: Box<dyn Fn() -> Option<&'static str> + Send + Sync>,
) -> Signal<Option<&'static str>> {
    Signal::derive(word)
}
