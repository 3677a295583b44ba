//! What commands about people, memberships and rosters change.

use std::collections::BTreeMap;

use super::{Context, Noted, Refused, organize};
use crate::domain::application::{APPLICATION, SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{self, Membership, Team};
use crate::domain::person::Person;
use crate::domain::programme::Programme;
use crate::domain::record::{Audience, Change, DELETED, FieldName, Kind, Record, Value};
use crate::domain::role::Role;
use crate::domain::roster::taking::Taking;
use crate::domain::roster::{Move, Roster, Settlement, roster_id, written};

type Fields = Vec<(FieldName, Value)>;

fn write(record: RecordId, kind: Kind, fields: Fields) -> Change {
    Change::Write {
        record,
        kind,
        audience: Audience::Organizers,
        fields,
    }
}

/// The fields that are otherwise afterwards.
fn differing(before: &Fields, after: Fields) -> Fields {
    let is_new = |field: &(FieldName, Value)| !before.contains(field);
    after.into_iter().filter(is_new).collect()
}

/// Adds someone by hand, with a role in a session.
pub(super) fn add_person(
    programme: &Programme,
    session: SessionId,
    role: Role,
    person: &Person,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    if programme.session(&session).is_none() {
        return Err(Refused::NoSession(session));
    }
    let [id, _] = context.fresh;
    let mut member = Membership::new(&session, id, 0, role);
    member.sample = person.sample;
    Ok(vec![
        write(id, Kind::Person, person.fields()),
        write(member.id, Kind::Membership, member.fields()),
    ])
}

/// Gives someone a role in a session.
pub(super) fn add_member(
    programme: &Programme,
    member: &Membership,
) -> Result<Vec<Change>, Refused> {
    if programme.session(&member.session).is_none() {
        return Err(Refused::NoSession(member.session.clone()));
    }
    let mut fields = member.fields();
    fields.push((FieldName::new(DELETED), Value::Bool(false)));
    Ok(vec![write(member.id, Kind::Membership, fields)])
}

/// Says otherwise what is known of someone: what differs is written, and nothing else.
pub(super) fn edit_person(id: RecordId, before: &Person, after: &Person) -> Vec<Change> {
    let fields = differing(&before.fields(), after.fields());
    if fields.is_empty() {
        return Vec::new();
    }
    vec![write(id, Kind::Person, fields)]
}

/// Says otherwise how someone takes part, and has the roster being formed say the same.
pub(super) fn edit_part(
    programme: &Programme,
    before: &Membership,
    after: &Membership,
    moves: &[Move],
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let mut changes = edit_member(before, after, records)?;
    changes.extend(followed(programme, after, moves, records)?);
    Ok(changes)
}

/// Keeps one of the values that copies of somebody's part disagree about, and has the roster being formed follow.
pub(super) fn choose_part(
    programme: &Programme,
    part: &Membership,
    (field, value): (FieldName, Value),
    moves: &[Move],
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let mut changes = organize::choose(part.id, field, value, records)?;
    changes.extend(followed(programme, part, moves, records)?);
    Ok(changes)
}

/// The moves on the roster being formed that come with what is said of a part.
fn followed(
    programme: &Programme,
    part: &Membership,
    moves: &[Move],
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let (session, own) = (part.session.clone(), roster_id(&part.session));
    let known = records.get(&own).and_then(Roster::read);
    let made_up = MadeUp(part.sample && known.is_none_or(|known| known.sample));
    arrange(programme, session, own, moves, made_up, records)
}

/// Says otherwise how someone takes part: what differs is written, and nothing else.
fn edit_member(
    before: &Membership,
    after: &Membership,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let known = records.get(&before.id).and_then(Membership::read);
    if known.is_none() || before.id != after.id {
        return Err(Refused::NotHere(before.id));
    }
    let fields = differing(&before.fields(), after.fields());
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![write(before.id, Kind::Membership, fields)])
}

/// Says otherwise what is known of a team: what differs is written, and nothing else.
pub(super) fn edit_team(
    before: &Team,
    after: &Team,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let known = records.get(&before.id).and_then(Team::read);
    if known.is_none() || before.id != after.id {
        return Err(Refused::NotHere(before.id));
    }
    let fields = differing(&before.fields(), after.fields());
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![write(before.id, Kind::Team, fields)])
}

/// Keeps a text about a membership or a team.
pub(super) fn note(
    record: RecordId,
    what: Noted,
    text: String,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    let held = records.get(&record);
    let (kind, field, is_there) = match what {
        Noted::Reason => {
            let is_there = held.and_then(Membership::read).is_some();
            (Kind::Membership, membership::REASON, is_there)
        }
        Noted::MeetsAt => {
            let is_there = held.and_then(Team::read).is_some();
            (Kind::Team, membership::MEETS_AT, is_there)
        }
    };
    if !is_there {
        return Err(Refused::NotHere(record));
    }
    let field = (FieldName::new(field), Value::from(text));
    Ok(vec![write(record, kind, vec![field])])
}

/// Takes in a table of who is in a session: people, teams, memberships, and the roster being formed.
pub(super) fn take_roster(
    programme: &Programme,
    session: SessionId,
    taking: Taking,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    if programme.session(&session).is_none() {
        return Err(Refused::NoSession(session));
    }
    let mut changes = Vec::new();
    for (id, before, after) in &taking.people {
        changes.extend(edit_person(*id, before, after));
        if before.deleted && !after.deleted {
            let back = (FieldName::new(DELETED), Value::Bool(false));
            changes.push(write(*id, Kind::Person, vec![back]));
        }
    }
    for team in &taking.teams {
        let mut fields = team.fields();
        fields.push((FieldName::new(DELETED), Value::Bool(false)));
        changes.push(write(team.id, Kind::Team, fields));
    }
    for (before, after) in &taking.members {
        match before {
            Some(before) => changes.extend(edit_member(before, after, records)?),
            None => changes.extend(add_member(programme, after)?),
        }
    }
    let own = roster_id(&session);
    // Whoever stands in a table was not made up.
    let made_up = MadeUp(false);
    let moves = arrange(programme, session, own, &taking.moves, made_up, records)?;
    changes.extend(moves);
    Ok(changes)
}

/// Whether everyone who may be on a roster was made up: it then goes with them.
#[derive(Debug, Clone, Copy)]
pub(super) struct MadeUp(pub(super) bool);

/// Makes moves on a roster. A session's own begins with its first move; a branch must be there.
pub(super) fn arrange(
    programme: &Programme,
    session: SessionId,
    roster: RecordId,
    moves: &[Move],
    MadeUp(sample): MadeUp,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    if programme.session(&session).is_none() {
        return Err(Refused::NoSession(session));
    }
    let record = records.get(&roster);
    let known = record.and_then(Roster::read);
    if known.is_none() && roster != roster_id(&session) {
        return Err(Refused::NotHere(roster));
    }
    if known.is_some_and(|known| known.deleted) {
        return Err(Refused::Deleted(roster));
    }
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let mut fields: Fields = vec![
        (FieldName::new(SESSION), Value::from(session.as_str())),
        (FieldName::new(SAMPLE), Value::Bool(sample)),
    ];
    fields.extend(written(record, moves));
    Ok(vec![write(roster, Kind::Roster, fields)])
}

/// Branches off a roster, to try something out.
pub(super) fn branch(roster: &Roster, name: String, context: Context<'_>) -> Vec<Change> {
    let [id, _] = context.fresh;
    let mut branch = roster.clone();
    branch.from = Some(roster.id);
    branch.name = name;
    vec![write(id, Kind::Roster, branch.fields())]
}

/// Calls a branch otherwise.
pub(super) fn name_roster(
    roster: RecordId,
    name: &str,
    records: &BTreeMap<RecordId, Record>,
) -> Result<Vec<Change>, Refused> {
    if records.get(&roster).and_then(Roster::read).is_none() {
        return Err(Refused::NotHere(roster));
    }
    let field = FieldName::new(crate::domain::roster::NAME);
    Ok(vec![write(
        roster,
        Kind::Roster,
        vec![(field, Value::from(name))],
    )])
}

/// Puts a roster into effect.
pub(super) fn settle(settlement: Settlement, records: &BTreeMap<RecordId, Record>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (person, application, sample) in settlement.people {
        let fields = vec![
            (
                FieldName::new(APPLICATION),
                Value::from(application.to_string()),
            ),
            (FieldName::new(SAMPLE), Value::Bool(sample)),
        ];
        changes.push(write(person, Kind::Person, fields));
    }
    for team in settlement.teams {
        let mut fields = team.fields();
        fields.push((FieldName::new(DELETED), Value::Bool(false)));
        // When and where it meets, and since when, is said on its own page.
        let here = [
            membership::STARTS,
            membership::WEEKS,
            membership::MEETING,
            membership::MEETS_AT,
        ];
        fields.retain(|(name, _)| !here.contains(&name.as_str()));
        changes.push(write(team.id, Kind::Team, fields));
    }
    for team in settlement.dissolved {
        let fields = vec![(FieldName::new(DELETED), Value::Bool(true))];
        changes.push(write(team, Kind::Team, fields));
    }
    for member in settlement.members {
        let mut fields = member.fields();
        let known = records.get(&member.id).and_then(Membership::read);
        if known.is_some_and(|known| !known.deleted) {
            // How they stand, and why, may be said elsewhere just now: that is nobody's but theirs.
            let moved = [membership::TEAM, membership::JOINED];
            fields.retain(|(name, _)| moved.contains(&name.as_str()));
        } else {
            fields.push((FieldName::new(DELETED), Value::Bool(false)));
        }
        changes.push(write(member.id, Kind::Membership, fields));
    }
    changes
}
