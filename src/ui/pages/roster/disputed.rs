//! What copies say of a part or a team where they disagree, in words.

use super::member::standing_words;
use super::read::Known;
use super::teams::{meeting_words, team_name};
use crate::domain::membership::{
    ACCEPT_BY, ACCEPTED, JOINED, MEETING, MEETS_AT, Meeting, NAME, PROJECT, REASON, ROLE, SINCE,
    STANDING, STARTS, Standing, TEAM, WEEKS,
};
use crate::domain::record::Value;
use crate::domain::role::Role;
use crate::domain::time::Date;
use crate::t;
use crate::ui::when::date_words;
use crate::ui::words::{capital, capitalised, role_word, word};

/// What a field of somebody's part is called.
pub(super) fn part_label(field: &str) -> String {
    match field {
        STANDING => t!(roster.standing).to_owned(),
        SINCE => t!(roster.standing_since).to_owned(),
        REASON => t!(roster.reason).to_owned(),
        ROLE => t!(roster.role).to_owned(),
        TEAM => capital(|w| &w.team.one),
        PROJECT => t!(roster.project).to_owned(),
        JOINED => t!(roster.joined).to_owned(),
        ACCEPTED => t!(roster.accepted).to_owned(),
        ACCEPT_BY => t!(roster.accept_by).to_owned(),
        other => other.to_owned(),
    }
}

/// What a field of a team is called.
pub fn team_label(field: &str) -> String {
    match field {
        NAME => t!(teams.name).to_owned(),
        PROJECT => t!(roster.project).to_owned(),
        MEETING => t!(roster.when_title).to_owned(),
        MEETS_AT => t!(roster.meets_at).to_owned(),
        STARTS => t!(roster.starts).to_owned(),
        WEEKS => t!(roster.lasts).to_owned(),
        other => other.to_owned(),
    }
}

/// What a field of somebody's part says.
pub(super) fn part_value(known: &Known, field: &str, value: &Value) -> String {
    let text = value.as_text().unwrap_or_default();
    match field {
        STANDING => Standing::from_name(text).map(|standing| standing_words(standing).to_owned()),
        SINCE | JOINED | ACCEPT_BY => text.parse().ok().map(|day: Date| date_words(day)),
        ROLE => Some(capitalised(&role_word(&Role::from_name(text)))),
        TEAM => {
            let sheet = text.parse().ok().and_then(|id| known.sheet.team(id));
            let none = t!(roster.alone, team = word(|w| &w.team.one));
            Some(sheet.map_or(none, |sheet| team_name(&sheet.team)))
        }
        PROJECT if text.is_empty() => Some(t!(roster.project_of_team).to_owned()),
        PROJECT => project(known, text),
        ACCEPTED => Some(
            match value {
                Value::Bool(true) => t!(roster.said_yes),
                Value::Bool(false) => t!(roster.said_no),
                _ => t!(roster.not_answered),
            }
            .to_owned(),
        ),
        _ => (!text.trim().is_empty()).then(|| text.to_owned()),
    }
    .unwrap_or_else(|| t!(crew.says_nothing).to_owned())
}

/// What a field of a team says.
pub fn team_value(known: &Known, field: &str, value: &Value) -> String {
    let text = value.as_text().unwrap_or_default();
    match (field, value) {
        (MEETING, value) => {
            let meeting = Meeting::from_value(value);
            Some(meeting.map_or_else(|| t!(roster.no_meeting).to_owned(), |m| meeting_words(&m)))
        }
        (STARTS, _) => text.parse().ok().map(|day: Date| date_words(day)),
        (PROJECT, _) => project(known, text),
        (_, Value::Integer(weeks)) => Some(crate::plural!(roster.weeks, *weeks as f64)),
        _ => (!text.trim().is_empty()).then(|| text.to_owned()),
    }
    .unwrap_or_else(|| t!(crew.says_nothing).to_owned())
}

fn project(known: &Known, id: &str) -> Option<String> {
    id.parse().ok().map(|id| known.project_name(&id))
}
