//! What was answered, question by question: how often each step and each choice was taken, and whose words.

use leptos::prelude::*;

use super::{Desk, read_link};
use crate::domain::form::Scale;
use crate::domain::week::closing::{Tally, tallies};
use crate::ui::components::{Chip, live};
use crate::ui::when::number_words;
use crate::{plural, t};

/// The part of the page.
pub(super) fn part(desk: Desk) -> AnyView {
    let all = Memo::new(move |_| {
        let questions = desk.questions();
        desk.all.with(|all| tallies(&questions, all))
    });
    live(move || {
        let all = all.get();
        if all.is_empty() {
            return ().into_any();
        }
        let each = all.into_iter().map(|one| question(desk, one));
        view! {
            <section class="stack" aria-labelledby="closings-answers">
                <h2 id="closings-answers">{t!(closing.all.answers)}</h2>
                {each.collect_view()}
            </section>
        }
        .into_any()
    })
}

fn question(desk: Desk, tally: Tally) -> AnyView {
    let id = format!("closings-{}", tally.id);
    let labelled_by = id.clone();
    let answered = plural!(closing.all.answered, tally.answered as f64);
    let mean = tally.mean().map(|mean| {
        let mean = number_words((mean * 10.0).round() / 10.0);
        match &tally.scale {
            Some(scale) => t!(
                closing.all.mean,
                mean = mean,
                all = number_words(f64::from(scale.steps))
            ),
            None => t!(closing.all.mean_alone, mean = mean),
        }
    });
    let about: Vec<String> = std::iter::once(answered).chain(mean).collect();
    let gone = (!tally.is_asked).then(|| view! { <Chip label=t!(closing.all.is_gone) /> });
    let body = match tally.answered {
        0 => view! { <p class="soft">{t!(closing.all.no_answers)}</p> }.into_any(),
        _ => view! {
            {ratings(&tally)}
            {choices(&tally)}
            {words(desk, &tally)}
        }
        .into_any(),
    };
    view! {
        <article class="card stack" aria-labelledby=labelled_by>
            <h3 id=id class="card-title" dir="auto">
                {tally.question.clone()}
            </h3>
            <p class="soft small">{about.join(" · ")} " " {gone}</p>
            {body}
        </article>
    }
    .into_any()
}

/// How often each step was taken, the greatest at the top.
fn ratings(tally: &Tally) -> Option<AnyView> {
    let is_any = tally.ratings.iter().any(|n| *n > 0);
    let rows = (1..).zip(&tally.ratings);
    let rows = rows.map(|(step, n)| (step_words(step, tally.scale.as_ref()), *n));
    let mut rows: Vec<(String, usize)> = rows.collect();
    rows.reverse();
    is_any.then(|| bars(&tally.question, rows))
}

/// “5 – Very good”.
fn step_words(step: usize, scale: Option<&Scale>) -> String {
    let n = number_words(step as f64);
    let means = scale.and_then(|scale| match step {
        1 => Some(scale.low.clone()),
        last if last == usize::from(scale.steps) => Some(scale.high.clone()),
        _ => None,
    });
    match means.filter(|means| !means.is_empty()) {
        Some(means) => t!(closing.all.step, n = n, means = means),
        None => n,
    }
}

fn choices(tally: &Tally) -> Option<AnyView> {
    let is_any = tally.choices.iter().any(|(_, n)| *n > 0);
    is_any.then(|| bars(&tally.question, tally.choices.clone()))
}

/// A row for each, with its number, and a bar that says the same to the eye.
fn bars(caption: &str, rows: Vec<(String, usize)>) -> AnyView {
    let most = rows
        .iter()
        .map(|(_, n)| *n)
        .max()
        .unwrap_or_default()
        .max(1);
    let rows = rows.into_iter().map(|(label, n)| {
        let share = format!("{}%", 100 * n / most);
        view! {
            <tr>
                <th scope="row" dir="auto">
                    {label}
                </th>
                <td class="closing-number">{number_words(n as f64)}</td>
                <td class="closing-bar" aria-hidden="true">
                    <span style=("--share", share)></span>
                </td>
            </tr>
        }
    });
    view! {
        <table class="closing-bars">
            <caption class="unseen" dir="auto">
                {caption.to_owned()}
            </caption>
            <thead class="unseen">
                <tr>
                    <th scope="col">{t!(closing.all.answer)}</th>
                    <th scope="col">{t!(closing.all.how_many)}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What was said in words, each with who said it.
fn words(desk: Desk, tally: &Tally) -> Option<AnyView> {
    if tally.words.is_empty() {
        return None;
    }
    let items = tally.words.iter().map(|one| {
        let href = read_link(desk, one.member);
        let name = desk.name(one.member);
        view! {
            <li class="closing-said">
                <p class="said" dir="auto">
                    {one.text.clone()}
                </p>
                <p class="small">
                    <a href=href dir="auto">
                        {name}
                    </a>
                </p>
            </li>
        }
    });
    Some(
        view! {
            <ul class="closing-list" role="list">
                {items.collect_view()}
            </ul>
        }
        .into_any(),
    )
}
