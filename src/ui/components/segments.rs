//! A few choices side by side, of which one is made or none.

use leptos::prelude::*;

use super::live::{live, truth};

/// One of the choices: what it is called, whether it is made, and what making it does.
pub struct Segment {
    /// What it is called.
    pub label: String,
    /// Whether it is the one that is made.
    pub pressed: Signal<bool>,
    /// What happens when somebody presses it.
    pub press: Callback<()>,
}

impl Segment {
    /// A choice of something: `now` is what is chosen.
    pub fn of<T: Clone + PartialEq + Send + Sync + 'static>(
        one: T,
        label: impl Into<String>,
        now: Signal<Option<T>>,
        choose: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        let mine = one.clone();
        Self {
            label: label.into(),
            pressed: Signal::derive(move || now.with(|now| now.as_ref() == Some(&mine))),
            press: Callback::new(move |()| choose(one.clone())),
        }
    }

    /// The same for what is taken back by pressing it once more.
    pub fn to_take_back<T: Clone + PartialEq + Send + Sync + 'static>(
        one: T,
        label: impl Into<String>,
        now: Signal<Option<T>>,
        say: impl Fn(Option<T>) + Send + Sync + 'static,
    ) -> Self {
        Self::of(one, label, now, move |one| {
            let is_made = now.with_untracked(|now| now.as_ref() == Some(&one));
            say((!is_made).then_some(one));
        })
    }
}

/// What a row of choices is called.
pub enum Called {
    /// By an element with this id.
    By(String),
    /// So.
    So(&'static str),
}

/// A row of choices. `many` of them come to stand in rows on a phone.
pub fn segments(called: Called, many: bool, choices: impl IntoIterator<Item = Segment>) -> AnyView {
    let (by, so) = match called {
        Called::By(id) => (Some(id), None),
        Called::So(words) => (None, Some(words)),
    };
    let class = if many {
        "segments segments-many"
    } else {
        "segments"
    };
    let choices: Vec<AnyView> = choices.into_iter().map(segment).collect();
    view! {
        <div class=class role="group" aria-labelledby=by aria-label=so>
            {choices}
        </div>
    }
    .into_any()
}

/// A row of choices of which there are now these, now those.
pub fn changing_segments(
    by: &'static str,
    choices: impl Fn() -> Vec<Segment> + Send + 'static,
) -> AnyView {
    let choices = live(move || {
        let all: Vec<AnyView> = choices().into_iter().map(segment).collect();
        all.into_any()
    });
    view! {
        <div class="segments" role="group" aria-labelledby=by>
            {choices}
        </div>
    }
    .into_any()
}

fn segment(one: Segment) -> AnyView {
    let Segment {
        label,
        pressed,
        press,
    } = one;
    view! {
        <button
            type="button"
            class="segment"
            aria-pressed=truth(move || pressed.get())
            on:click=move |_| press.run(())
        >
            {label}
        </button>
    }
    .into_any()
}
