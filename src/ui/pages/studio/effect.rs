//! What moves do, in words: to hours, wishes, balance and points, and to whom they take off a team.

use leptos::prelude::WithUntracked;

use super::state::Studio;
use super::words::{breach_words, hours, n};
use crate::domain::id::RecordId;
use crate::domain::roster::judge::{Difference, TeamJudged, Wished};
use crate::ui::when::{names_words, number_words};
use crate::ui::words::{capitalised, word};
use crate::{plural, t};

/// How much is said of what moves do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// What there is room for beside others, of which a team and a person are named already.
    Brief {
        /// The team.
        here: Option<RecordId>,
        /// The person.
        who: Option<RecordId>,
    },
    /// All of it, person by person.
    Full,
}

/// How many people are named before they are counted.
const NAMED: usize = 3;

/// What moves do, a line for each team, for each sort of wish, for those who leave a team, and for the points.
pub(super) fn effect_lines(studio: Studio, effect: &Difference, telling: Telling) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let is_here =
        |team: &RecordId| matches!(telling, Telling::Brief { here, .. } if here == Some(*team));
    // In the order of the cards, which those that are gone or yet to come have no place in.
    let cards: Vec<RecordId> = studio.shown.with_untracked(|shown| {
        let teams = shown.in_order().into_iter();
        teams.map(|(id, _)| id).collect()
    });
    let card = |team: &RecordId| cards.iter().position(|id| id == team);
    let mut teams: Vec<_> = effect.teams.iter().collect();
    teams.sort_by_key(|(team, ..)| (!is_here(team), card(team).is_none(), card(team)));
    for (team, was, is) in teams {
        let lacks = effect.lacks.iter().filter(|(at, _)| at == team);
        let mut parts: Vec<String> = lacks
            .map(|(_, breach)| breach_words(studio, breach))
            .collect();
        parts.extend(team_parts(studio, was, is, telling));
        if parts.is_empty() {
            continue;
        }
        let what = parts.join(", ");
        lines.push(if is_here(team) {
            capitalised(&what)
        } else {
            t!(teams.effect_of, team = studio.team_name(*team), what = what)
        });
    }
    lines.extend(wishes(studio, effect, telling));
    lines.extend(leaving(studio, effect, telling));
    if !effect.mended.is_empty() {
        lines.push(plural!(teams.mends, effect.mended.len() as f64));
    }
    // Points are for choosing among what is allowed: of what breaks a rule they say nothing.
    if effect.points != 0 && effect.breaks.is_empty() {
        lines.push(points_words(effect.points));
    }
    lines
}

/// The same in few words, beside a choice.
pub(super) fn effect_brief(
    studio: Studio,
    effect: &Difference,
    here: Option<RecordId>,
    who: Option<RecordId>,
) -> String {
    effect_lines(studio, effect, Telling::Brief { here, who }).join(" · ")
}

/// The same beside what was done, each line to be a sentence.
pub(super) fn effect_said(
    studio: Studio,
    effect: &Difference,
    who: Option<RecordId>,
) -> Vec<String> {
    let mut lines = effect_lines(studio, effect, Telling::Brief { here: None, who });
    if !effect.breaks.is_empty() {
        lines.insert(0, plural!(teams.breaks, effect.breaks.len() as f64));
    }
    lines
}

/// The hours, the captain's hours and the balance of a team, as far as they change.
fn team_parts(studio: Studio, was: &TeamJudged, is: &TeamJudged, telling: Telling) -> Vec<String> {
    let mut parts = Vec::new();
    match (was.together(), is.together()) {
        (Some(before), Some(now)) if before != now => {
            parts.push(t!(teams.effect_hours, now = hours(now), before = n(before)))
        }
        (None, Some(now)) => parts.push(t!(teams.together, hours = hours(now))),
        (Some(before), None) => parts.push(t!(teams.effect_no_hours, before = hours(before))),
        (Some(_) | None, _) => {}
    }
    if telling == Telling::Full {
        let changed = is
            .captain_hours
            .iter()
            .filter(|(mentee, now)| was.captain_hours.get(mentee) != Some(now));
        parts.extend(changed.map(|(mentee, now)| {
            t!(
                teams.effect_captain_with,
                captain = word(|w| &w.captain.one),
                name = studio.name(*mentee),
                now = hours(*now)
            )
        }));
    } else {
        let least = |judged: &TeamJudged| judged.captain_hours.values().min().copied();
        match (least(was), least(is)) {
            (Some(before), Some(now)) if before != now => parts.push(t!(
                teams.effect_captain,
                captain = word(|w| &w.captain.one),
                now = hours(now),
                before = n(before)
            )),
            (None, Some(now)) => parts.push(t!(
                teams.with_captain,
                captain = word(|w| &w.captain.one),
                hours = hours(now)
            )),
            (Some(_) | None, _) => {}
        }
    }
    // A team that nobody is on is neither even nor uneven.
    let now = number_words(is.spread as f64);
    match (was.wishes.is_empty(), is.wishes.is_empty()) {
        (false, false) if was.spread != is.spread => parts.push(t!(
            teams.effect_spread,
            now = now,
            before = number_words(was.spread as f64)
        )),
        (true, false) if is.spread > 0 => parts.push(t!(teams.effect_spread_new, now = now)),
        _ => {}
    }
    parts
}

/// Who gets which choice, and who gets none of theirs.
fn wishes(studio: Studio, effect: &Difference, telling: Telling) -> Vec<String> {
    let mut sorts: Vec<Wished> = effect.wishes.iter().filter_map(|wish| wish.is).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let lines = sorts.into_iter().filter_map(|sort| {
        let words = match sort {
            Wished::Choice(rank) => plural!(teams.choice, rank),
            Wished::Not => t!(teams.effect_unwanted).to_owned(),
            // Nothing to be glad or sorry about.
            Wished::Any => return None,
        };
        let theirs = effect.wishes.iter().filter(|wish| wish.is == Some(sort));
        let whose: Vec<RecordId> = theirs.map(|wish| wish.mentee).collect();
        let is_known = matches!(telling, Telling::Brief { who: Some(who), .. } if whose == [who]);
        Some(if is_known {
            capitalised(&words)
        } else {
            let whose = names(studio, &whose, telling);
            t!(teams.effect_of, team = whose, what = words)
        })
    });
    lines.collect()
}

/// Who leaves which team, but for the one it is about.
fn leaving(studio: Studio, effect: &Difference, telling: Telling) -> Vec<String> {
    let who = match telling {
        Telling::Brief { who, .. } => who,
        Telling::Full => None,
    };
    let others = effect
        .displaced
        .iter()
        .filter(|(person, _)| Some(*person) != who);
    let mut teams: Vec<RecordId> = others.clone().map(|(_, team)| *team).collect();
    teams.sort_unstable();
    teams.dedup();
    let lines = teams.into_iter().map(|team| {
        let theirs = others.clone().filter(|(_, left)| *left == team);
        let people: Vec<RecordId> = theirs.map(|(person, _)| *person).collect();
        t!(
            teams.effect_leaves,
            names = names(studio, &people, telling),
            team = studio.team_name(team)
        )
    });
    lines.collect()
}

/// Some people by their names; in brief, many of them by their number.
fn names(studio: Studio, people: &[RecordId], telling: Telling) -> String {
    if telling != Telling::Full && people.len() > NAMED {
        return plural!(teams.effect_people, people.len() as f64);
    }
    let mut names: Vec<String> = people.iter().map(|person| studio.name(*person)).collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    names_words(&names)
}

/// So many points more or fewer.
pub(super) fn points_words(points: i64) -> String {
    let number = points.unsigned_abs() as f64;
    if points < 0 {
        plural!(teams.points_fewer, number)
    } else {
        plural!(teams.points_more, number)
    }
}
