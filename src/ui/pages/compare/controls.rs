//! In which zone, in which week, and how long something is.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Asked, Crowd, LENGTHS, MINUTES, WEEK, ZONE};
use crate::browser::zones;
use crate::domain::programme::Session;
use crate::domain::time::Instant;
use crate::ui::components::{Select, SelectLook};
use crate::ui::when::{date_brief, number_words, offset_words};
use crate::{plural, t};

/// The choices, each of which stands in the URL.
pub(super) fn controls(
    asked: Asked,
    crowd: &Arc<Crowd>,
    session: &Session,
    zone: Memo<String>,
) -> AnyView {
    let starts = Instant(session.starts.days_since_epoch() * 86_400_000);
    let named = |zone: &str| {
        let words = zone.replace('_', " ");
        match zones::offset_minutes(zone, starts) {
            Some(offset) if zone != "UTC" => format!("{words} {}", offset_words(offset)),
            Some(_) | None => words,
        }
    };
    let mine = zones::device();
    let theirs: BTreeSet<&String> = crowd
        .people
        .iter()
        .filter_map(|p| p.zone.as_ref())
        .collect();
    let mut offers: Vec<(String, String)> = Vec::new();
    if let Some(mine) = &mine {
        offers.push((mine.clone(), t!(crew.compare_mine, zone = named(mine))));
    }
    offers.push(("UTC".to_owned(), "UTC".to_owned()));
    for zone in theirs {
        if offers.iter().all(|(known, _)| known != zone) {
            offers.push((zone.clone(), named(zone)));
        }
    }
    let weeks = std::iter::once((String::new(), t!(crew.compare_every_week).to_owned())).chain(
        (1..=session.weeks).map(|week| {
            let day = session.starts.plus_days(7 * i64::from(week - 1));
            let words = t!(
                crew.compare_week,
                n = number_words(f64::from(week)),
                date = day.map(date_brief).unwrap_or_default()
            );
            (week.to_string(), words)
        }),
    );
    let lengths = LENGTHS.map(|minutes| {
        let words = if minutes < 60 {
            plural!(crew.compare_minutes, minutes)
        } else {
            plural!(common.hours, f64::from(minutes) / 60.0)
        };
        (minutes.to_string(), words)
    });
    let week = Signal::derive(move || {
        asked
            .week()
            .map_or_else(String::new, |w| (w + 1).to_string())
    });
    let length = Signal::derive(move || (asked.length() * 15).to_string());
    view! {
        <div class="compare-controls">
            {select(asked, ZONE, t!(crew.compare_zone), offers, zone.into())}
            {select(asked, WEEK, t!(crew.compare_when), weeks.collect(), week)}
            {select(asked, MINUTES, t!(crew.compare_length), lengths.into(), length)}
        </div>
    }
    .into_any()
}

fn select(
    asked: Asked,
    name: &'static str,
    label: &'static str,
    offers: Vec<(String, String)>,
    now: Signal<String>,
) -> AnyView {
    let id = format!("compare-{name}");
    let choose = move |value: String| asked.set(name, &value);
    view! { <Select id label offers now choose look=SelectLook::Filter /> }.into_any()
}
