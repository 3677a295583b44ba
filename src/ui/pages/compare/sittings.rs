//! The times for something that leave out the fewest, and the two that together do.

use std::sync::Arc;

use leptos::prelude::*;

use super::Free;
use super::taking::{Taking, title_field};
use crate::domain::overlap::{Quarters, Sitting, best_pair, best_sittings};
use crate::t;
use crate::ui::components::live;
use crate::ui::when::{half_hour_words, names_words, number_words, weekday_words};

/// How many times are offered.
const OFFERED: usize = 4;
/// How many names are said of those who are left out.
const NAMED: usize = 8;

/// “Tuesday 18:00 to 19:00”.
pub(super) fn span_words(start: u16, length: u16) -> String {
    let (days, times) = (weekday_words(false), half_hour_words());
    let half = |quarter: u16| usize::from(quarter % 96 / 2);
    let end = start + length;
    // An end at midnight is the end of the day before.
    let to = if end.is_multiple_of(96) {
        48
    } else {
        half(end)
    };
    let word = |words: &[String], at: usize| words.get(at).cloned().unwrap_or_default();
    t!(
        crew.compare_span,
        day = word(&days, usize::from(start / 96)),
        from = word(&times, half(start)),
        to = word(&times, to)
    )
}

/// The part of the page.
pub(super) fn sittings(taking: &Taking, free: Free) -> AnyView {
    let (asked, crowd) = (taking.asked, Arc::clone(&taking.crowd));
    let (title, taking) = (title_field(taking), taking.clone());
    let shown = live(move || {
        let (people, length) = (free.get(), asked.length());
        let weeks: Vec<Quarters> = people.iter().map(|(_, free)| *free).collect();
        let name = |out: &usize| {
            let place = people.get(*out).map(|(place, _)| *place);
            let person = place.and_then(|place| crowd.people.get(place));
            person.map(|person| person.name.clone()).unwrap_or_default()
        };
        let without = |out: &[usize]| {
            if out.is_empty() {
                return t!(crew.compare_all_can).to_owned();
            }
            let mut names: Vec<String> = out.iter().take(NAMED).map(name).collect();
            if out.len() > NAMED {
                let more = number_words((out.len() - NAMED) as f64);
                names.push(t!(crew.compare_more, n = more));
            }
            t!(
                crew.compare_without,
                n = number_words(out.len() as f64),
                names = names_words(&names)
            )
        };
        let line = |sitting: &Sitting| {
            let can = weeks.len() - sitting.out.len();
            view! {
                <li class="compare-time">
                    <strong>{span_words(sitting.start, length)}</strong>
                    <span class="chip">
                        {t!(
                            crew.compare_can,
                            n = number_words(can as f64),
                            all = number_words(weeks.len() as f64)
                        )}
                    </span>
                    <span class="soft small" dir="auto">
                        {without(&sitting.out)}
                    </span>
                    {taking.of_offer(sitting.start)}
                </li>
            }
        };
        if weeks.is_empty() {
            return view! { <p>{t!(crew.compare_nobody_ticked)}</p> }.into_any();
        }
        let best = best_sittings(&weeks, length, OFFERED);
        if best.is_empty() {
            return view! { <p>{t!(crew.compare_no_time)}</p> }.into_any();
        }
        let everyone = best.first().is_some_and(|best| best.out.is_empty());
        let lines = best.iter().map(line).collect_view();
        // Where one time suits all, nobody needs two.
        let pair = best_pair(&weeks, length).filter(|_| !everyone);
        let pair = pair.map(|pair| {
            view! {
                <h3>{t!(crew.compare_two)}</h3>
                <p>{without(&pair.out)}</p>
                <ul class="compare-times" role="list">
                    {line(&pair.first)}
                    {line(&pair.second)}
                </ul>
            }
        });
        view! {
            <ol class="compare-times" role="list">
                {lines}
            </ol>
            {pair}
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="compare-best">
            <h2 id="compare-best">{t!(crew.compare_best)}</h2>
            {shown}
            {title}
        </section>
    }
    .into_any()
}
