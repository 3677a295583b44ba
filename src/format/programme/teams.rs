//! What a session asks of its teams: JSON to [`TeamRules`]. What is left out stands at its default.

use super::{Fault, Parts, Reader};
use crate::domain::programme::{TeamRules, TeamWeights};
use crate::domain::record::Value;

/// The most points that anything may count, either way.
const POINTS: i64 = 100_000;
/// The most hours of a week that anything may ask for.
const HOURS: u32 = 40;
/// How many choices of projects may count, at most.
const CHOICES: usize = 10;
/// The smallest and the largest team.
const SIZES: (i64, i64) = (1, 20);

/// Reads the rules of a session.
pub(super) fn read(r: &mut Reader, parts: &mut Parts<'_>) -> TeamRules {
    let value = parts.get("teams");
    value
        .and_then(|value| r.within("teams", |r| rules(r, value)))
        .unwrap_or_default()
}

fn rules(r: &mut Reader, value: &Value) -> Option<TeamRules> {
    let mut parts = r.parts(value)?;
    let usual = TeamRules::default();
    let hours = (0, HOURS);
    let rules = TeamRules {
        mentees: mentees(r, &mut parts).unwrap_or(usual.mentees),
        navigators: r
            .whole(&mut parts, "navigators", (1, 2))
            .unwrap_or(usual.navigators),
        captain_teams: r
            .whole(&mut parts, "captainTeams", (1, 10))
            .unwrap_or(usual.captain_teams),
        team_hours: r
            .whole(&mut parts, "teamHours", hours)
            .unwrap_or(usual.team_hours),
        captain_hours: r
            .whole(&mut parts, "captainHours", hours)
            .unwrap_or(usual.captain_hours),
        weights: parts
            .get("weights")
            .and_then(|value| r.within("weights", |r| weights(r, value)))
            .unwrap_or_default(),
    };
    r.finish(&parts);
    Some(rules)
}

/// The fewest and the most mentees.
fn mentees(r: &mut Reader, parts: &mut Parts<'_>) -> Option<(u32, u32)> {
    let value = parts.get("mentees")?;
    let found = r.list(parts, "mentees", |r, value| {
        let size = r.integer_here(value, SIZES)?;
        u32::try_from(size).ok()
    });
    let Value::List(given) = value else {
        return None;
    };
    match *found {
        [fewest, most] if given.len() == 2 && fewest <= most => return Some((fewest, most)),
        // What is wrong within it was said there.
        _ if given.len() == 2 && found.len() < 2 => {}
        _ => r.fault_at("mentees", Fault::NotARange),
    }
    None
}

fn weights(r: &mut Reader, value: &Value) -> Option<TeamWeights> {
    let mut parts = r.parts(value)?;
    let usual = TeamWeights::default();
    let points = (-POINTS, POINTS);
    let weights = TeamWeights {
        choices: choices(r, &mut parts).unwrap_or(usual.choices),
        any: r.integer(&mut parts, "any", points).unwrap_or(usual.any),
        hour: r
            .integer(&mut parts, "hour", (0, POINTS))
            .unwrap_or(usual.hour),
        hours_counted: r
            .whole(&mut parts, "hoursCounted", (0, HOURS))
            .unwrap_or(usual.hours_counted),
        level: r
            .integer(&mut parts, "level", points)
            .unwrap_or(usual.level),
    };
    r.finish(&parts);
    Some(weights)
}

/// The points of each choice.
fn choices(r: &mut Reader, parts: &mut Parts<'_>) -> Option<Vec<i64>> {
    let value = parts.get("choices")?;
    let points = |r: &mut Reader, value: &Value| r.integer_here(value, (-POINTS, POINTS));
    let choices = r.required_list(parts, "choices", points);
    if let Value::List(given) = value
        && given.len() > CHOICES
    {
        r.fault_at("choices", Fault::TooMany(CHOICES));
    }
    Some(choices)
}
