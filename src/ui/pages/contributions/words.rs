//! What stands for states and kinds of work on screen.

use leptos::prelude::*;

use crate::domain::week::contribution::{Link, Said, Sort, State};
use crate::t;
use crate::ui::components::Tone;

/// A state.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Looking => t!(contributions.looking),
        State::Working => t!(contributions.working),
        State::Review => t!(contributions.review),
        State::Merged => t!(contributions.merged),
        State::SetAside => t!(contributions.set_aside),
    }
}

/// How a state looks; its word says it too.
pub fn state_tone(state: State) -> Tone {
    match state {
        State::Looking | State::Working | State::SetAside => Tone::Info,
        State::Review => Tone::Warning,
        State::Merged => Tone::Good,
    }
}

/// A kind of work.
pub fn sort_words(sort: Option<Sort>) -> &'static str {
    match sort {
        Some(Sort::Code) => t!(contributions.code),
        Some(Sort::Docs) => t!(contributions.docs),
        Some(Sort::Tests) => t!(contributions.tests),
        Some(Sort::Review) => t!(contributions.reviewing),
        Some(Sort::Revived) => t!(contributions.revived),
        None => t!(contributions.no_sort),
    }
}

/// A name that opens a link, where there is one.
fn opens(link: Option<Link>, name: String) -> AnyView {
    match link {
        Some(link) => view! {
            <a href=link.to_string() target="_blank" rel="noopener noreferrer" dir="auto">
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span dir="auto">{name}</span> }.into_any(),
    }
}

/// What it is called, as a link to it.
pub fn name(said: &Said) -> AnyView {
    let name = said.name();
    if name.is_empty() {
        return view! { <span class="soft">{t!(contributions.no_name)}</span> }.into_any();
    }
    opens(said.link().ok(), name)
}

/// The project, where its name does not say it.
pub fn project(said: &Said) -> Option<AnyView> {
    let project = said.project();
    let is_news = !project.is_empty() && !said.name().contains(&project);
    is_news.then(|| view! { <span class="soft" dir="auto">" · " {project}</span> }.into_any())
}

/// Credit to whoever began it.
pub fn credit(said: &Said) -> Option<AnyView> {
    let link = Link::parse(&said.author_link).ok();
    let typed = said.author.trim();
    let name = match (&link, typed.is_empty()) {
        (_, false) => typed.to_owned(),
        (Some(link), true) => link.short(),
        (None, true) => return None,
    };
    Some(
        view! {
            <p class="small">
                <span class="soft">{t!(contributions.begun_by)}</span>
                " "
                {opens(link, name)}
            </p>
        }
        .into_any(),
    )
}
