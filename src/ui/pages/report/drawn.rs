//! A report on screen and on paper.

use leptos::prelude::*;

use crate::format::report::{Document, Line, Part};
use crate::ui::components::one_of;
use crate::ui::words::capitalised;

/// All of it. What is for organizers alone is printed only if that is asked for.
pub(super) fn document(document: &Document, with_names: RwSignal<bool>) -> AnyView {
    let about = document.about.iter();
    let about = about.map(|text| view! { <p class="soft">{text.clone()}</p> });
    let parts = document.parts.iter().map(|one| part(one, with_names));
    view! {
        <div class="report stack stack-loose">
            <div>{about.collect_view()}</div>
            {parts.collect_view()}
        </div>
    }
    .into_any()
}

fn part(part: &Part, with_names: RwSignal<bool>) -> AnyView {
    let id = format!("report-{}", part.id);
    let named_by = id.clone();
    let is_private = part.private;
    let class = one_of(move || match is_private && !with_names.get() {
        true => Some("stack report-part unprinted"),
        false => Some("stack report-part"),
    });
    // Facts that follow each other are one list.
    let mut drawn: Vec<AnyView> = Vec::new();
    let mut facts: Vec<(String, String)> = Vec::new();
    for one in &part.lines {
        if let Line::Fact { label, value } = one {
            facts.push((label.clone(), value.clone()));
            continue;
        }
        drawn.extend(listed(std::mem::take(&mut facts)));
        drawn.push(line(one));
    }
    drawn.extend(listed(facts));
    view! {
        <section class=class aria-labelledby=named_by>
            <h2 id=id>{part.title.clone()}</h2>
            {drawn}
        </section>
    }
    .into_any()
}

fn listed(facts: Vec<(String, String)>) -> Option<AnyView> {
    if facts.is_empty() {
        return None;
    }
    let facts = facts.into_iter().map(|(label, value)| {
        view! {
            <div class="report-fact">
                <dt dir="auto">{label}</dt>
                <dd dir="auto">{value}</dd>
            </div>
        }
    });
    Some(view! { <dl class="report-facts">{facts.collect_view()}</dl> }.into_any())
}

fn line(line: &Line) -> AnyView {
    match line {
        Line::Text(text) => view! { <p class="soft">{text.clone()}</p> }.into_any(),
        Line::Fact { label, value } => listed(vec![(label.clone(), value.clone())]).into_any(),
        Line::Table {
            caption,
            head,
            rows,
        } => table(caption, head, rows),
        Line::Quote { words, name } => {
            let name = name.clone();
            view! {
                <figure class="report-quote">
                    <blockquote dir="auto">{words.clone()}</blockquote>
                    {name
                        .map(|name| {
                            view! {
                                <figcaption>
                                    <bdi>{name}</bdi>
                                </figcaption>
                            }
                        })}
                </figure>
            }
            .into_any()
        }
    }
}

fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> AnyView {
    let head = head.iter().map(|name| {
        view! { <th scope="col">{capitalised(name)}</th> }
    });
    let rows = rows.iter().map(|row| {
        let name = row.first().cloned().unwrap_or_default();
        let cells = row.iter().skip(1);
        let cells = cells.map(|cell| view! { <td dir="auto">{cell.clone()}</td> });
        view! {
            <tr>
                <th scope="row">
                    <bdi>{name}</bdi>
                </th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=caption.to_owned()>
            <table class="table report-table">
                <caption class="report-caption">{caption.to_owned()}</caption>
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
