//! A word in a small frame: how something stands.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::words;
use super::notice::Tone;

/// How something stands, in a word. The tone only colours what the word says.
#[component]
pub fn Chip(
    /// The word.
    #[prop(into)]
    label: TextProp,
    /// What kind of news it is; none for a plain fact.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// An icon before the word.
    #[prop(optional, into)]
    mark: Option<Icon>,
) -> AnyView {
    let class = match tone {
        Some(tone) => format!("chip {}", tone.class()),
        None => "chip".to_owned(),
    };
    view! { <span class=class>{mark.map(icon)} {words(label)}</span> }.into_any()
}
