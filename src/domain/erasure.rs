//! What goes with what is erased: said once, for the device that erases and for every device that wrote of it meanwhile.
//!
//! Of what is erased an id is left, and not what it was. So all follows from ids: those that others name in a field, and
//! those that an application, the decision about it and its writer as a person have of each other. What is merely not
//! here is not erased: whatever names it stays.

use std::collections::BTreeSet;

use super::application::APPLICATION;
use super::decision::decision_id;
use super::gather::gather;
use super::id::RecordId;
use super::membership::PERSON;
use super::person::person_id;
use super::record::{Change, FieldName, Kind, Record, Register, Value};
use super::roster;
use super::week::check_in::MEMBER;
use super::week::meeting;
use super::week::one_to_one::CAPTAIN;

/// The kinds of records that name people, or what is of people: each after those that it names.
pub const OF_PEOPLE: [Kind; 14] = [
    Kind::Person,
    Kind::Membership,
    Kind::Roster,
    Kind::Card,
    Kind::CheckIn,
    Kind::Sign,
    Kind::Meeting,
    Kind::Blocker,
    Kind::OneToOne,
    Kind::Note,
    Kind::Level,
    Kind::Dismissal,
    Kind::Contribution,
    Kind::Closing,
];

/// The ids that follow from that of a record, itself among them: an application's decision and person, and a person's
/// application with its decision. Of a record of another kind the others are nobody's.
pub fn kin(id: RecordId) -> [RecordId; 4] {
    // Of a person's id this makes their application's again.
    let other = person_id(id);
    [id, decision_id(id), other, decision_id(other)]
}

/// Whether a merge is to be followed: it brought the mark of something, or what goes with what is erased. `before` is
/// the copy that was here.
pub fn is_to_follow(before: Option<&Record>, after: &Record, gone: &BTreeSet<RecordId>) -> bool {
    if after.live().is_none() {
        return before.is_none_or(|before| before.live().is_some());
    }
    !gone.is_empty() && (goes(after, gone) || !emptied(after, gone).is_empty())
}

/// What else changes among records once these are gone: who and what goes with them is erased, and where a meeting or
/// a roster of others names them it does so no more. `gone` then holds the ids of all that is.
pub fn follow<'a>(
    records: impl Iterator<Item = &'a Record> + Clone,
    gone: &mut BTreeSet<RecordId>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    loop {
        let stays = records.clone().filter(|record| !gone.contains(&record.id));
        let found = stays.filter(|record| goes(record, gone));
        let found: BTreeSet<RecordId> = gather(found.map(|record| record.id));
        if found.is_empty() {
            break;
        }
        changes.extend(found.iter().copied().map(Change::Erase));
        gone.extend(found);
    }
    let stays = records.filter(|record| !gone.contains(&record.id));
    changes.extend(stays.filter_map(|record| {
        let live = record.live()?;
        let fields = emptied(record, gone);
        (!fields.is_empty()).then(|| Change::Write {
            record: record.id,
            kind: live.kind.clone(),
            audience: live.audience.clone(),
            fields,
        })
    }));
    changes
}

/// Whether someone or something is gone. An application and its writer as a person go together, and of either there
/// may have been no record where the other was erased.
fn is_gone(id: RecordId, gone: &BTreeSet<RecordId>) -> bool {
    gone.contains(&id) || gone.contains(&person_id(id))
}

/// Whether a record goes with what is gone. Where copies disagree about whose it is, it is of both.
fn goes(record: &Record, gone: &BTreeSet<RecordId>) -> bool {
    let Some(live) = record.live() else {
        return false;
    };
    let names = |field: &str| {
        let said = live.fields.get(&FieldName::new(field)).into_iter();
        let mut said = said.flat_map(Register::writes);
        said.any(|(_, write)| {
            let id = write.value.as_text().and_then(|id| id.parse().ok());
            id.is_some_and(|id| is_gone(id, gone))
        })
    };
    match live.kind {
        Kind::Application => is_gone(record.id, gone),
        // Made of its application's id, as that is made of it.
        Kind::Decision => is_gone(decision_id(record.id), gone),
        Kind::Person => is_gone(record.id, gone) || names(APPLICATION),
        Kind::Membership => names(PERSON),
        Kind::Card
        | Kind::CheckIn
        | Kind::Sign
        | Kind::Blocker
        | Kind::Dismissal
        | Kind::Contribution
        | Kind::Closing => names(MEMBER),
        // That they met, and what a captain tells of somebody, is that one's and not the captain's.
        Kind::OneToOne | Kind::Level => names(MEMBER),
        Kind::Note => names(MEMBER) || names(CAPTAIN),
        Kind::Meeting
        | Kind::Roster
        | Kind::Draft
        | Kind::FormVersion
        | Kind::Team
        | Kind::Plan
        | Kind::Stalled
        | Kind::Unknown(_) => false,
    }
}

/// The fields in which a record of others still names who is gone, as they are once they do not. On every device the
/// same is written: what two wrote alike is no conflict.
fn emptied(record: &Record, gone: &BTreeSet<RecordId>) -> Vec<(FieldName, Value)> {
    let is_gone = |id: RecordId| is_gone(id, gone);
    match record.live().map(|live| &live.kind) {
        Some(Kind::Meeting) => meeting::without(record, is_gone),
        Some(Kind::Roster) => roster::without(record, is_gone),
        Some(_) | None => Vec::new(),
    }
}
