//! Small Markdown as elements. Text from people and hosts is only ever text here, never markup.

use leptos::prelude::*;

use crate::domain::markdown::{Block, Inline, parse};
use crate::t;

/// A text in small Markdown, as paragraphs and lists.
pub fn markdown(text: &str) -> AnyView {
    parse(text).into_iter().map(block).collect_view().into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(content) => view! { <p>{line(content)}</p> }.into_any(),
        Block::Bullets(list) => view! { <ul>{items(list)}</ul> }.into_any(),
        Block::Numbers { first, items: list } => {
            view! { <ol start=first.to_string()>{items(list)}</ol> }.into_any()
        }
    }
}

fn items(items: Vec<Vec<Inline>>) -> AnyView {
    let items = items
        .into_iter()
        .map(|item| view! { <li>{line(item)}</li> });
    items.collect_view().into_any()
}

fn line(content: Vec<Inline>) -> AnyView {
    content.into_iter().map(inline).collect_view().into_any()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{line(inner)}</strong> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{line(inner)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { href, label } => link(href, label),
    }
}

/// A link in running text. A page elsewhere opens beside this one, so that nobody is led away from
/// a form half filled in; it is told nothing of where they come from.
fn link(href: String, label: Vec<Inline>) -> AnyView {
    let label = line(label);
    if href.starts_with("mailto:") {
        return view! { <a href=href>{label}</a> }.into_any();
    }
    view! {
        <a href=href target="_blank" rel="noopener noreferrer">
            {label}
            <span class="unseen">" " {t!(common.new_tab)}</span>
        </a>
    }
    .into_any()
}
