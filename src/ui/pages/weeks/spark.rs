//! Hours, week by week, as a small chart: a bar for each week, with what is said of it as its name for ears.

use leptos::prelude::*;

use crate::domain::week::history::History;
use crate::t;
use crate::ui::when::{hours_words, list_words, number_words};

/// The width of a week and the height of the chart, in its own units.
const WIDTH: u32 = 10;
const HEIGHT: u32 = 24;
/// The hours that fill it.
const FULL: u32 = 8;

/// The hours of somebody's weeks; nothing where none are known.
pub fn hours(history: &History) -> Option<AnyView> {
    let known = history.log.iter().zip(0_u32..);
    let known: Vec<(u32, u32)> = known
        .filter_map(|(log, week)| Some((week, log.said?.minutes?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let most = known.iter().map(|(_, minutes)| *minutes).max();
    let full = most.unwrap_or_default().max(60 * FULL);
    let words = known.iter().map(|(week, minutes)| {
        t!(
            weeks.cell,
            week = t!(weeks.week, n = number_words(f64::from(*week))),
            what = hours_words(*minutes)
        )
    });
    let words: Vec<String> = words.collect();
    let label = t!(weeks.hours_each, list = list_words(&words));
    let bars = known.iter().map(|(week, minutes)| {
        let height = (minutes * HEIGHT).div_ceil(full).max(1);
        view! {
            <rect
                x=(week * WIDTH + 1).to_string()
                y=(HEIGHT - height).to_string()
                width=(WIDTH - 2).to_string()
                height=height.to_string()
            />
        }
    });
    let width = history.log.len() as u32 * WIDTH;
    Some(
        view! {
            <svg
                class="spark"
                role="img"
                aria-label=label
                viewBox=format!("0 0 {width} {HEIGHT}")
                preserveAspectRatio="none"
            >
                {bars.collect_view()}
            </svg>
        }
        .into_any(),
    )
}
