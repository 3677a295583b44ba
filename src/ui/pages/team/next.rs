//! The next meeting, by the reader's own clock, and where it is.

use leptos::prelude::*;

use super::Here;
use crate::browser::zones;
use crate::t;
use crate::ui::components::live;
use crate::ui::when::{moment_in, moment_words, number_words, relative_words, zone_words};

/// The part of the page.
pub(super) fn next(here: Here) -> AnyView {
    live(move || {
        let Some(team) = here.team() else {
            return ().into_any();
        };
        if team.meeting.is_none() {
            return ().into_any();
        }
        let all = here.meetings().len();
        let Some((week, at)) = here.next() else {
            return view! { <p class="soft">{t!(roster.meetings_over)}</p> }.into_any();
        };
        let own = zones::device();
        let shown = own
            .as_ref()
            .and_then(|zone| moment_in(zone, at))
            .unwrap_or_else(|| moment_words(at));
        let count = t!(
            roster.week_of,
            n = number_words((week + 1) as f64),
            all = number_words(all as f64)
        );
        let zone = own.map(|zone| t!(roster.by_your_clock, zone = zone_words(&zone)));
        let words: Vec<String> = [
            Some(relative_words(at, here.app.now.get())),
            Some(count),
            zone,
        ]
        .into_iter()
        .flatten()
        .collect();
        let place = team.meets_at.trim().to_owned();
        let is_web = place.starts_with("https://") || place.starts_with("http://");
        let place = (!place.is_empty()).then(|| {
            if is_web {
                view! {
                    <p dir="auto">
                        <a href=place.clone() rel="noreferrer">
                            {place.clone()}
                        </a>
                    </p>
                }
                .into_any()
            } else {
                view! { <p dir="auto">{place}</p> }.into_any()
            }
        });
        view! {
            <section class="card team-next" aria-labelledby="team-next">
                <h2 id="team-next">{t!(roster.next_meeting)}</h2>
                <p class="team-moment">{shown}</p>
                <p class="soft">{words.join(" · ")}</p>
                {place}
            </section>
        }
        .into_any()
    })
}
