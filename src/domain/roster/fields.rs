//! The fields of a roster's record, read one by one: what each is about, what a roster has there, and which move
//! writes it.

use super::moves::{
    APART, CAPTAIN, GONE, LEAD, LOCKED, PLACE, PROJECT, SEAT, TEAM, TEAM_NAME, id_value,
    project_value, team_field,
};
use super::{About, Move, Pair, Roster};
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Value};

/// Of no record: who is on a team.
const PEOPLE: &str = "people";

/// A field in its parts: its sort, whom or which team it is about, and which part of that it says.
fn parts(field: &str) -> Option<(&str, RecordId, Option<&str>)> {
    let mut parts = field.splitn(3, '/');
    let (sort, subject) = (parts.next()?, parts.next()?.parse().ok()?);
    Some((sort, subject, parts.next()))
}

/// Whom or which team a field is about; nothing for one that is not known.
pub(super) fn about(field: &str) -> Option<About> {
    match parts(field)? {
        (SEAT | LOCKED | APART, person, _) => Some(About::Person(person)),
        (TEAM, team, _) => Some(About::Team(team)),
        _ => None,
    }
}

/// A field that no record has: who is on a team, for what is done to it as a whole.
pub(super) fn people_field(team: RecordId) -> FieldName {
    team_field(team, PEOPLE)
}

/// Whether a field says where a team stands among the others.
pub(super) fn is_place(field: &str) -> bool {
    matches!(parts(field), Some((TEAM, _, Some(PLACE))))
}

/// The team of which a field says whether it is gone.
pub(super) fn goes(field: &str) -> Option<RecordId> {
    match parts(field)? {
        (TEAM, team, Some(GONE)) => Some(team),
        _ => None,
    }
}

/// The move that writes a value to a field and to no other; nothing where there is none.
pub(super) fn that_writes(field: &str, value: &Value) -> Option<Move> {
    let id = || value.as_text().and_then(|text| text.parse().ok());
    let yes = *value == Value::Bool(true);
    Some(match parts(field)? {
        (SEAT, mentee, None) => Move::Seat { mentee, team: id() },
        (LOCKED, person, None) => Move::Lock {
            person,
            locked: yes,
        },
        (APART, one, Some(other)) => Move::Apart {
            pair: Pair::new(one, other.parse().ok()?)?,
            apart: yes,
        },
        (TEAM, team, Some(TEAM_NAME)) => Move::Name {
            team,
            name: value.as_text().unwrap_or_default().to_owned(),
        },
        (TEAM, team, Some(PROJECT)) => Move::Project {
            team,
            project: value.as_text().and_then(|text| text.parse().ok()),
        },
        (TEAM, team, Some(CAPTAIN)) => Move::LookAfter {
            team,
            captain: id(),
        },
        (TEAM, team, Some(GONE)) if yes => Move::Dissolve(team),
        (TEAM, team, Some(GONE)) => Move::Keep(team),
        (TEAM, team, Some(part)) => Move::Lead {
            team,
            place: LEAD.iter().position(|lead| *lead == part)?,
            navigator: id(),
        },
        _ => return None,
    })
}

/// What a roster would write to a field of its record; nothing of a team that there is not, and of fields that are
/// not known.
pub(super) fn value(roster: &Roster, field: &str) -> Option<Value> {
    let plan = |team: &RecordId| roster.teams.get(team);
    Some(match parts(field)? {
        (SEAT, mentee, None) => id_value(roster.seats.get(&mentee).copied()),
        (LOCKED, person, None) => Value::Bool(roster.locked.contains(&person)),
        (APART, one, Some(other)) => Value::Bool(roster.are_apart(one, other.parse().ok()?)),
        (TEAM, team, Some(GONE)) => Value::Bool(plan(&team).is_none()),
        (TEAM, team, Some(TEAM_NAME)) => Value::from(plan(&team)?.name.as_str()),
        (TEAM, team, Some(PROJECT)) => project_value(plan(&team)?.project.as_ref()),
        (TEAM, team, Some(PLACE)) => Value::Integer(i128::from(plan(&team)?.place)),
        (TEAM, team, Some(CAPTAIN)) => id_value(plan(&team)?.captain),
        (TEAM, team, Some(PEOPLE)) => {
            let mut people = roster.everyone(team);
            people.sort_unstable();
            let people: Vec<String> = people.iter().map(RecordId::to_string).collect();
            Value::from(people.join(" "))
        }
        (TEAM, team, Some(part)) => {
            let place = LEAD.iter().position(|lead| *lead == part)?;
            id_value(plan(&team)?.leads[place])
        }
        _ => return None,
    })
}
