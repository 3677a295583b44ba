//! In which zone, in which week, and how long something is.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Asked, LENGTHS, MINUTES, WEEK, WHO, ZONE};
use crate::browser::zones;
use crate::domain::overlap::crowd::{Crowd, ON_TEAMS};
use crate::domain::programme::Session;
use crate::domain::time::Instant;
use crate::ui::components::{Select, SelectLook};
use crate::ui::pages::people::role_words;
use crate::ui::when::{date_brief, number_words, zone_and_offset};
use crate::ui::words::word;
use crate::{plural, t};

/// What the list of groups shows for people who were ticked one by one.
const OWN: &str = "-";

/// The choices, each of which stands in the URL.
pub(super) fn controls(
    asked: Asked,
    crowd: &Arc<Crowd>,
    session: &Session,
    zone: Memo<String>,
) -> AnyView {
    let starts = Instant(session.starts.days_since_epoch() * 86_400_000);
    let named = |zone: &str| zone_and_offset(zone, zones::offset_minutes(zone, starts));
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
    let set = |name| move |value: String| asked.set(name, &value);
    view! {
        <div class="compare-controls">
            {groups(asked, crowd)}
            {select(ZONE, t!(crew.compare_zone), offers, zone.into(), set(ZONE))}
            {select(WEEK, t!(crew.compare_when), weeks.collect(), week, set(WEEK))}
            {select(MINUTES, t!(crew.compare_length), lengths.into(), length, set(MINUTES))}
        </div>
    }
    .into_any()
}

/// Whole groups to choose from: everyone, a role, a team; nothing where applications are compared.
fn groups(asked: Asked, crowd: &Arc<Crowd>) -> Option<AnyView> {
    let roles = crowd.roles();
    if roles.is_empty() {
        return None;
    }
    let count = |n: usize| number_words(n as f64);
    let everyone = t!(crew.compare_everyone, n = count(crowd.people.len()));
    let mut offers = vec![(String::new(), everyone)];
    for role in roles {
        let of_it = crowd
            .people
            .iter()
            .filter(|p| p.role.as_ref() == Some(role));
        let (_, many) = role_words(asked.app, role);
        let words = t!(crew.compare_group, name = many, n = count(of_it.count()));
        offers.push((role.to_string(), words));
    }
    if !crowd.teams.is_empty() {
        let on = crowd.chosen(ON_TEAMS);
        let n = count(on.iter().filter(|on| **on).count());
        let words = t!(crew.compare_on_teams, teams = word(|w| &w.team.many), n = n);
        offers.push((ON_TEAMS.to_owned(), words));
    }
    for team in &crowd.teams {
        let n = count(team.people.len());
        let words = t!(crew.compare_group, name = team.name.clone(), n = n);
        offers.push((team.id.to_string(), words));
    }
    // Ticks of one's own have no name, but a place of their own that says so.
    let known: Vec<String> = offers.iter().map(|(value, _)| value.clone()).collect();
    offers.push((OWN.to_owned(), t!(crew.compare_own).to_owned()));
    let now = Signal::derive(move || {
        let who = asked.who();
        if known.contains(&who) {
            who
        } else {
            OWN.to_owned()
        }
    });
    let crowd = Arc::clone(crowd);
    let choose = move |who: String| {
        let who = if who == OWN {
            crowd.named(&crowd.chosen(&untrack(|| asked.who())))
        } else {
            who
        };
        asked.set(WHO, &who);
    };
    Some(select(WHO, t!(crew.compare_who), offers, now, choose))
}

fn select(
    name: &'static str,
    label: &'static str,
    offers: Vec<(String, String)>,
    now: Signal<String>,
    choose: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    let id = format!("compare-{name}");
    view! { <Select id label offers now choose look=SelectLook::Filter /> }.into_any()
}
