//! What commands about contributions change: each command one commit, all of it or nothing.

use std::collections::BTreeMap;

use super::{field, number, write};
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::decide::Refused;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Audience, Change, DELETED, FieldName, Kind, Record, Value};
use crate::domain::time::Date;
use crate::domain::week::check_in::MEMBER;
use crate::domain::week::contribution::{
    Contribution, Detail, Move, REVIVES, Sort, Stalled, State, moved_field, revival_id,
};

/// Who works on something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributor {
    /// The session.
    pub session: SessionId,
    /// The membership.
    pub member: RecordId,
    /// The team they are on.
    pub team: Option<RecordId>,
    /// Whether they were made up.
    pub sample: bool,
}

impl Contributor {
    /// Who reads of it: their team, or, of somebody on none, they themselves and those who look after them.
    fn audience(&self) -> Audience {
        self.team
            .map_or(Audience::Member(self.member), Audience::Team)
    }

    fn fields(&self) -> Vec<(FieldName, Value)> {
        vec![
            field(MEMBER, &self.member.to_string()),
            field(SESSION, self.session.as_str()),
            (FieldName::new(SAMPLE), Value::Bool(self.sample)),
        ]
    }
}

/// What someone wants done about what people work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contributing {
    /// Say something of a contribution; of a new one that makes it.
    Say {
        /// Whose it is.
        whose: Contributor,
        /// Its id, which the caller of a new one takes from a source of randomness.
        id: RecordId,
        /// What is said.
        detail: Detail,
    },
    /// Note that contributions reached states on days: all of them or, where one is not here, none.
    Move(Vec<(RecordId, State, Date)>),
    /// Note that a contribution did not reach a state on a day after all.
    Unmove(RecordId, State, Date),
    /// Remove a contribution, or a stalled one, from the lists; or bring it back.
    Remove(RecordId, bool),
    /// Say something of a stalled pull request; of a new one that makes it.
    Stall {
        /// The session.
        session: SessionId,
        /// Who is offered it: one team, or everyone on teams.
        team: Option<RecordId>,
        /// Its id, which the caller of a new one takes from a source of randomness.
        id: RecordId,
        /// What is said.
        detail: Detail,
    },
    /// Somebody goes on with a stalled pull request from a day on.
    Pick {
        /// The stalled one.
        stalled: RecordId,
        /// Who.
        whose: Contributor,
        /// The day.
        day: Date,
    },
}

impl Contributing {
    /// The records it is about.
    pub fn named(&self) -> Vec<RecordId> {
        match self {
            Self::Say { id, .. } | Self::Stall { id, .. } => vec![*id],
            Self::Unmove(id, ..) | Self::Remove(id, _) => vec![*id],
            Self::Move(moves) => moves.iter().map(|(id, ..)| *id).collect(),
            Self::Pick { stalled, whose, .. } => {
                vec![*stalled, revival_id(*stalled, whose.member)]
            }
        }
    }
}

type Records = BTreeMap<RecordId, Record>;

/// What it changes, or why it is refused.
pub(super) fn decide(what: Contributing, records: &Records) -> Result<Vec<Change>, Refused> {
    match what {
        Contributing::Say { whose, id, detail } => Ok(say(
            id,
            Kind::Contribution,
            (whose.audience(), whose.fields()),
            detail.field(),
            records,
        )),
        Contributing::Stall {
            session,
            team,
            id,
            detail,
        } => {
            let audience = team.map_or(Audience::Organizers, Audience::Team);
            let about = vec![field(SESSION, session.as_str())];
            Ok(say(
                id,
                Kind::Stalled,
                (audience, about),
                detail.field(),
                records,
            ))
        }
        Contributing::Move(moves) => {
            let mut changes = Vec::new();
            // Of several about one the numbers follow each other.
            let mut by_id: BTreeMap<RecordId, Vec<(State, Date)>> = BTreeMap::new();
            for (id, to, day) in moves {
                by_id.entry(id).or_default().push((to, day));
            }
            for (id, to) in by_id {
                let held = held(id, records)?;
                let first = Move::next_number(&held.moves);
                let fields = (first..)
                    .zip(to)
                    .map(|(n, (to, day))| number(moved_field(day, to).as_str(), n));
                let (audience, fields) = (held.audience, fields.collect());
                changes.extend(write(id, Kind::Contribution, audience, fields, records));
            }
            Ok(changes)
        }
        Contributing::Unmove(id, to, day) => {
            let audience = held(id, records)?.audience;
            let fields = vec![(moved_field(day, to), Value::Null)];
            Ok(write(id, Kind::Contribution, audience, fields, records))
        }
        Contributing::Remove(id, is_removed) => {
            let live = records.get(&id).and_then(Record::live);
            let live = live.filter(|live| matches!(live.kind, Kind::Contribution | Kind::Stalled));
            let live = live.ok_or(Refused::NotHere(id))?;
            let fields = vec![(FieldName::new(DELETED), Value::Bool(is_removed))];
            let (kind, audience) = (live.kind.clone(), live.audience.clone());
            Ok(write(id, kind, audience, fields, records))
        }
        Contributing::Pick {
            stalled,
            whose,
            day,
        } => pick(stalled, &whose, day, records),
    }
}

/// Says one thing of a record. One that is there stays with those who read it, whichever team its writer is on by now.
fn say(
    id: RecordId,
    kind: Kind,
    (audience, mut about): (Audience, Vec<(FieldName, Value)>),
    detail: (FieldName, Value),
    records: &Records,
) -> Vec<Change> {
    let there = records.get(&id).and_then(Record::live);
    if let Some(there) = there {
        return write(id, kind, there.audience.clone(), vec![detail], records);
    }
    let is_said = match &detail.1 {
        Value::Null => false,
        Value::Text(text) => !text.trim().is_empty(),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
            true
        }
    };
    // Nothing is made for nothing.
    if !is_said {
        return Vec::new();
    }
    about.push(detail);
    write(id, kind, audience, about, records)
}

fn held(id: RecordId, records: &Records) -> Result<Contribution, Refused> {
    let held = records.get(&id).and_then(Contribution::read);
    held.ok_or(Refused::NotHere(id))
}

fn pick(
    stalled: RecordId,
    whose: &Contributor,
    day: Date,
    records: &Records,
) -> Result<Vec<Change>, Refused> {
    let found = records.get(&stalled).and_then(Stalled::read);
    let said = found.ok_or(Refused::NotHere(stalled))?.said;
    let id = revival_id(stalled, whose.member);
    let there = records.get(&id).and_then(Contribution::read);
    if let Some(there) = there {
        // It was removed, and is taken up again as it was.
        let fields = vec![(FieldName::new(DELETED), Value::Bool(false))];
        return Ok(write(
            id,
            Kind::Contribution,
            there.audience,
            fields,
            records,
        ));
    }
    let details = [
        Detail::Link(said.link),
        Detail::Project(said.project),
        Detail::Author(said.author),
        Detail::AuthorLink(said.author_link),
        Detail::Sort(Some(Sort::Revived)),
    ];
    let mut fields = whose.fields();
    fields.extend(details.iter().map(Detail::field));
    fields.push(field(REVIVES, &stalled.to_string()));
    fields.push(number(moved_field(day, State::Working).as_str(), 1));
    Ok(write(
        id,
        Kind::Contribution,
        whose.audience(),
        fields,
        records,
    ))
}
