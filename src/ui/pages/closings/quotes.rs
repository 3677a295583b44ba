//! Words that others may read, each with what its writer agreed to. What is copied holds only those that may be shown.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, read_link};
use crate::browser::files::{self, NotHanded};
use crate::domain::week::closing::{Closing, Quote};
use crate::format::markdown::{self, Block, Piece};
use crate::t;
use crate::ui::closings::consented_words;
use crate::ui::components::{Button, Chip, Icon, Tone, announce, live};
use crate::ui::pages::closing::quoted;
use crate::ui::when::number_words;

/// The part of the page.
pub(super) fn part(desk: Desk) -> AnyView {
    let left = Memo::new(move |_| {
        desk.all.with(|all| {
            let left = all
                .iter()
                .filter(|one| !one.words.testimonial.trim().is_empty());
            left.cloned().collect::<Vec<Closing>>()
        })
    });
    let blocked = Signal::derive(move || {
        let may = left.with(|left| left.iter().any(|one| one.quote().is_some()));
        (!may).then(|| t!(closing.all.none_to_copy).to_owned())
    });
    let copy = move |()| {
        let (text, n) = left.with_untracked(|left| {
            let quotes: Vec<Quote<'_>> = left.iter().filter_map(Closing::quote).collect();
            (to_markdown(&quotes), quotes.len())
        });
        spawn_local(async move {
            match files::copy(&text).await {
                Ok(()) => announce(&t!(closing.all.copied, n = number_words(n as f64))),
                Err(NotHanded) => announce(t!(errors.not_copied)),
            }
        });
    };
    let list = live(move || {
        let left = left.get();
        if left.is_empty() {
            return view! { <p class="soft">{t!(closing.all.no_testimonials)}</p> }.into_any();
        }
        let items = left.iter().map(|one| testimonial(desk, one));
        view! {
            <ul class="closing-list" role="list">
                {items.collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="closings-quotes">
            <h2 id="closings-quotes">{t!(closing.all.testimonials)}</h2>
            {list}
            <p class="unprinted">
                <Button label=t!(closing.all.copy) mark=Icon::Copy press=copy blocked=blocked />
            </p>
        </section>
    }
    .into_any()
}

fn testimonial(desk: Desk, closing: &Closing) -> AnyView {
    let (tone, mark) = match closing.quote() {
        Some(_) => (Tone::Good, Icon::Check),
        None => (Tone::Warning, Icon::Close),
    };
    let label = consented_words(closing);
    let href = read_link(desk, closing.member);
    let name = desk.name(closing.member);
    view! {
        <li class="closing-said">
            {quoted(closing.words.testimonial.trim().to_owned(), String::new())}
            <p class="roster-person">
                <a href=href dir="auto">
                    {name}
                </a>
                " "
                <Chip label=label tone mark />
            </p>
        </li>
    }
    .into_any()
}

/// Those that may be shown, as their writers agreed.
fn to_markdown(quotes: &[Quote<'_>]) -> String {
    let blocks = quotes.iter().map(|quote| {
        let lines = quote.words.lines().filter(|line| !line.trim().is_empty());
        let lines = lines.map(|line| Block::Paragraph(vec![Piece::Text(line.to_owned())]));
        let name = quote.name.map(|name| {
            let name = format!("— {name}");
            Block::Paragraph(vec![Piece::Text(name)])
        });
        Block::Quote(lines.chain(name).collect())
    });
    markdown::to_text(&blocks.collect::<Vec<_>>())
}
