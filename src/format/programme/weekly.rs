//! What a session asks of its weeks: JSON to [`WeekRules`]. What is left out stands at its default.

use super::reader::Taken;
use super::session::role;
use super::{Parts, Reader, References};
use crate::domain::programme::{ActiveRule, Counted, Least, SignalRules, WeekRules};
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
    };
    r.finish(&parts);
    Some(rules)
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
