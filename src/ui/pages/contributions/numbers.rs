//! How many contributions were begun, went to review and were merged in a week and in the session so far, as a text for the
//! announcement.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::Deck;
use super::words::sort_words;
use crate::browser::{files, zones};
use crate::domain::week::contribution::{Numbers, Sort, Step, numbers};
use crate::domain::week::{Place, Weeks};
use crate::t;
use crate::ui::components::{Button, Icon, Select, announce, live};
use crate::ui::pages::roster::read::Known;
use crate::ui::when::{list_words, number_words};

/// The numbers, week by week.
pub fn part(deck: Deck, known: Signal<Arc<Known>>) -> AnyView {
    let (weeks, session) = known.with_untracked(|known| {
        let session = known.session();
        (Weeks::of_session(session), session.name.clone())
    });
    let today = zones::today(deck.app.now.get_untracked());
    let now = match today.map(|today| weeks.place(today)) {
        Some(Place::In(week)) => week,
        Some(Place::After) => weeks.count,
        Some(Place::Before) | None => 0,
    };
    let week = RwSignal::new(now);
    let text = Memo::new(move |_| {
        deck.reading.with(|reading| {
            let found = reading.found()?;
            let of = |week| numbers(&found.contributions, weeks, week);
            let n = number_words(f64::from(week.get()));
            let this = lines(
                t!(contributions.numbers_week, n = n, session = session.clone()),
                &of(Some(week.get())),
            );
            let all = lines(t!(contributions.numbers_all).to_owned(), &of(None));
            Some(format!("{this}\n\n{all}"))
        })
    });
    let offers = weeks.all().map(|week| {
        let words = t!(weeks.week, n = number_words(f64::from(week)));
        (week.to_string(), words)
    });
    let copy = move |()| {
        let text = text.get_untracked().unwrap_or_default();
        spawn_local(async move {
            announce(match files::copy(&text).await {
                Ok(()) => t!(contributions.copied),
                Err(_) => t!(contributions.not_copied),
            });
        });
    };
    let shown = live(move || {
        let text = text.get().unwrap_or_default();
        view! { <p class="said contribution-numbers" dir="auto">{text}</p> }.into_any()
    });
    view! {
        <section class="stack" aria-labelledby="contribution-numbers">
            <h2 id="contribution-numbers">{t!(contributions.numbers)}</h2>
            <Select
                id="contribution-week"
                label=t!(contributions.of_week)
                offers=offers.collect()
                now=Signal::derive(move || week.get().to_string())
                choose=move |chosen: String| {
                    week.set(chosen.parse().unwrap_or_default());
                }
            />
            {shown}
            <p class="unprinted">
                <Button label=t!(contributions.copy) mark=Icon::Copy press=copy />
            </p>
        </section>
    }
    .into_any()
}

/// A heading, the numbers, and a line for each kind of work of which there is any.
fn lines(heading: String, numbers: &Numbers) -> String {
    let mut lines = vec![heading];
    if numbers.is_empty() {
        lines.push(t!(contributions.numbers_none).to_owned());
        return lines.join("\n");
    }
    lines.push(counts(|step| numbers.of(step)));
    let sorts = Sort::ALL.map(Some).into_iter().chain([None]);
    for sort in sorts {
        let of = |step| numbers.of_sort(step, sort);
        if Step::ALL.into_iter().any(|step| of(step) > 0) {
            lines.push(t!(
                contributions.numbers_sort,
                sort = sort_words(sort),
                counts = counts(of)
            ));
        }
    }
    lines.join("\n")
}

fn counts(of: impl Fn(Step) -> u32) -> String {
    let words = Step::ALL.map(|step| {
        let n = number_words(f64::from(of(step)));
        match step {
            Step::Begun => t!(contributions.n_begun, n = n),
            Step::Reviewed => t!(contributions.n_reviewed, n = n),
            Step::Merged => t!(contributions.n_merged, n = n),
        }
    });
    list_words(&words)
}
