//! What a session asks of its weeks: JSON to [`WeekRules`]. What is left out stands at its default.

use std::collections::BTreeMap;

use super::closing;
use super::reader::Taken;
use super::session::role;
use super::{Fault, Parts, Reader, References, Shape};
use crate::domain::id::QuestionId;
use crate::domain::programme::{
    ActiveRule, Ask, Counted, Least, SignalRules, Usual, WeekQuestion, WeekRules,
};
use crate::domain::record::Value;

/// The most hours of a week that can be planned, or worked.
const HOURS: u32 = 168;
/// The most weeks after which someone looks.
const WEEKS: u32 = 52;
/// The most days for which a week stays open.
const DAYS: u32 = 366;

/// Reads the rules of a session.
pub(super) fn read(
    r: &mut Reader,
    parts: &mut Parts<'_>,
    references: &References<'_>,
) -> WeekRules {
    let value = parts.get("weekly");
    value
        .and_then(|value| r.within("weekly", |r| rules(r, value, references)))
        .unwrap_or_default()
}

fn rules(r: &mut Reader, value: &Value, references: &References<'_>) -> Option<WeekRules> {
    let mut parts = r.parts(value)?;
    let usual = WeekRules::default();
    let mut taken = Taken::default();
    let rules = WeekRules {
        hours: r
            .whole(&mut parts, "hours", (1, HOURS))
            .unwrap_or(usual.hours),
        open_days: r
            .whole(&mut parts, "openDays", (0, DAYS))
            .unwrap_or(usual.open_days),
        signals: parts
            .get("signals")
            .and_then(|value| r.within("signals", |r| signals(r, value)))
            .unwrap_or_default(),
        active: match parts.get("active") {
            Some(_) => r.list(&mut parts, "active", |r, value| {
                active(r, value, references, &mut taken)
            }),
            None => usual.active,
        },
        asks: parts
            .get("asks")
            .and_then(|value| r.within("asks", |r| asks(r, value)))
            .unwrap_or_default(),
        questions: {
            let mut taken = Taken::default();
            r.list(&mut parts, "questions", |r, value| {
                question(r, value, &mut taken)
            })
        },
        closing: closing::read(r, &mut parts),
    };
    // Nobody can check in where nothing is asked.
    let asks_any = Usual::ALL.into_iter().any(|usual| rules.asks(usual));
    if !asks_any && parts.get("questions").is_none_or(is_empty) {
        r.fault_at("questions", Fault::NoneListed);
    }
    r.finish(&parts);
    Some(rules)
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::List(items) if items.is_empty())
}

/// What of the usual is asked otherwise: in other words, or not.
fn asks(r: &mut Reader, value: &Value) -> Option<BTreeMap<Usual, Ask>> {
    let mut parts = r.parts(value)?;
    let mut asks = BTreeMap::new();
    for usual in Usual::ALL {
        let Some(value) = parts.get(usual.as_str()) else {
            continue;
        };
        let ask = r.within(usual.as_str(), |r| match value {
            Value::Bool(true) => None,
            Value::Bool(false) => Some(Ask::Not),
            Value::Text(text) if text.trim().is_empty() => {
                r.fault(Fault::Blank);
                None
            }
            Value::Text(text) => Some(Ask::Worded(text.clone())),
            other => {
                r.wrong_shape(Shape::Text, other);
                None
            }
        });
        asks.extend(ask.map(|ask| (usual, ask)));
    }
    r.finish(&parts);
    Some(asks)
}

/// A question of the programme's own.
fn question(r: &mut Reader, value: &Value, taken: &mut Taken) -> Option<WeekQuestion> {
    let mut parts = r.parts(value)?;
    let id = r.required_key(&mut parts, "id");
    if let Some(id) = &id {
        let id: &QuestionId = id;
        taken.take(r, id.as_str());
    }
    let label = r.text(&mut parts, "label");
    let help = r.optional_text(&mut parts, "help");
    r.finish(&parts);
    Some(WeekQuestion {
        id: id?,
        label,
        help: help.unwrap_or_default(),
    })
}

fn signals(r: &mut Reader, value: &Value) -> Option<SignalRules> {
    let mut parts = r.parts(value)?;
    let usual = SignalRules::default();
    let mut after = |name, most, usual| {
        let found = r.whole(&mut parts, name, (1, most));
        found.unwrap_or(usual)
    };
    let rules = SignalRules {
        quiet_weeks: after("quietWeeks", WEEKS, usual.quiet_weeks),
        missed_meetings: after("missedMeetings", WEEKS, usual.missed_meetings),
        blocked_weeks: after("blockedWeeks", WEEKS, usual.blocked_weeks),
        over_hours: after("overHours", HOURS, usual.over_hours),
        over_weeks: after("overWeeks", WEEKS, usual.over_weeks),
        one_to_one_weeks: after("oneToOneWeeks", WEEKS, usual.one_to_one_weeks),
        unmet_weeks: after("unmetWeeks", WEEKS, usual.unmet_weeks),
        lead_quiet_weeks: after("leadQuietWeeks", WEEKS, usual.lead_quiet_weeks),
    };
    r.finish(&parts);
    Some(rules)
}

/// What somebody with a role must have done to count as active. One rule for each role.
fn active(
    r: &mut Reader,
    value: &Value,
    references: &References<'_>,
    taken: &mut Taken,
) -> Option<ActiveRule> {
    let mut parts = r.parts(value)?;
    let role = role(r, &mut parts, references);
    taken.take_from(r, "role", role.as_str());
    let counts_percent = match parts.get("in") {
        Some(value) => r.within("in", |r| {
            r.word(value, &[("number", false), ("percent", true)])
        }),
        None => Some(false),
    };
    let of = match parts.get("of") {
        Some(value) => r.within("of", |r| {
            let words = [
                ("meetings", Counted::Meetings),
                ("oneToOnes", Counted::OneToOnes),
            ];
            r.word(value, &words)
        }),
        None => Some(Counted::Meetings),
    };
    let least = r.required_whole(&mut parts, "least", (0, 100));
    r.finish(&parts);
    let least = match counts_percent? {
        true => Least::Percent(least?),
        false => Least::Count(least?),
    };
    Some(ActiveRule {
        role,
        of: of?,
        least,
    })
}
