//! Hours, week by week, as a small chart: a bar for each week, with what is said of it as its name for ears.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use leptos::prelude::*;

use crate::domain::week::history::History;
use crate::t;
use crate::ui::when::{hours_words, list_words, number_words};

/// The width of a week and the height of the chart, in its own units.
const WIDTH: u32 = 10;
const HEIGHT: u32 = 24;
/// The hours that fill it.
const FULL: u32 = 8;

/// Numbers and hours as they are said of weeks, each worked out once: those of a thousand people are the same few.
pub struct WeekWords {
    weeks: Vec<String>,
    hours: Mutex<BTreeMap<u32, String>>,
}

impl WeekWords {
    /// For so many weeks, week 0 among them.
    pub fn new(weeks: usize) -> Self {
        let weeks = (0_u32..).take(weeks).map(|week| {
            let number = number_words(f64::from(week));
            t!(weeks.week, n = number)
        });
        Self {
            weeks: weeks.collect(),
            hours: Mutex::default(),
        }
    }

    /// What is said of a week: “Week 3: 4 hours”.
    pub fn cell(&self, week: u32, what: &str) -> String {
        let week = self.weeks.get(week as usize).map(String::as_str);
        t!(weeks.cell, week = week.unwrap_or_default(), what = what)
    }

    /// Minutes as hours.
    pub fn hours(&self, minutes: u32) -> String {
        // Nothing panics while it is held.
        let mut hours = self.hours.lock().unwrap_or_else(PoisonError::into_inner);
        let words = hours.entry(minutes).or_insert_with(|| hours_words(minutes));
        words.clone()
    }
}

/// The hours of somebody's weeks; nothing where none are known.
pub fn hours(history: &History, words: &WeekWords) -> Option<AnyView> {
    let known = history.log.iter().zip(0_u32..);
    let known: Vec<(u32, u32)> = known
        .filter_map(|(log, week)| Some((week, log.said?.minutes?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let most = known.iter().map(|(_, minutes)| *minutes).max();
    let full = most.unwrap_or_default().max(60 * FULL);
    let each = known
        .iter()
        .map(|(week, minutes)| words.cell(*week, &words.hours(*minutes)));
    let each: Vec<String> = each.collect();
    let label = t!(weeks.hours_each, list = list_words(&each));
    // A bar each: up, over, and down again.
    let bars = known.iter().map(|(week, minutes)| {
        let height = (minutes * HEIGHT).div_ceil(full).max(1);
        let (from, width) = (week * WIDTH + 1, WIDTH - 2);
        format!("M{from} {HEIGHT}v-{height}h{width}v{height}z")
    });
    let bars: String = bars.collect();
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
                <path d=bars />
            </svg>
        }
        .into_any(),
    )
}
