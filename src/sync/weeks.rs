//! What taking in a weeks file means, given what is here already. Decides; takes nothing in.
//!
//! A file brings what its sort may hold (`domain/week/carried.rs`), and nobody signs it. So here is said what it would do
//! before it does it: above all whom it is for, and what it would erase.

use std::collections::{BTreeMap, BTreeSet};

use super::intake::{Standing, standing};
use crate::domain::id::RecordId;
use crate::domain::record::{Kind, Record};
use crate::domain::week::carried::{Addressee, is_organizers, may_carry, of_whom};
use crate::domain::week::own::OwnParts;
use crate::format::file::FileError;
use crate::format::weeks::WeeksFile;

/// Who takes a file in.
#[derive(Debug, Clone, Copy)]
pub struct Taker<'a> {
    /// Whether this device is an organizers', which writes itself who is on a team and what weeks are about.
    pub is_organizers: bool,
    /// The memberships that its owner holds.
    pub own: &'a OwnParts,
}

/// Whom a file is for, as this device sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsFor {
    /// The organizers, whose device this is.
    Organizers,
    /// This device's owner, with this membership.
    Owner(RecordId),
    /// Somebody with this membership. The owner holds none in the session so far: with their word it becomes theirs.
    Unknown(RecordId),
    /// Somebody with this membership. The owner holds another in the session: most likely it is not for them.
    Other(RecordId),
}

/// Why nothing of a file is taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is for the organizers, and this device is none of theirs.
    #[error("for the organizers")]
    ForOrganizers,
    /// A record of it is of another sort than the one here, and so is not right.
    #[error(transparent)]
    Refused(#[from] Box<FileError>),
}

/// What taking a file in does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// Whom it is for.
    pub is_for: IsFor,
    /// The records to merge: those that are new and those that bring something.
    pub records: Vec<Record>,
    /// The marks to merge once somebody agreed, as what they erase here is gone for good: of the records of weeks that
    /// are here, and of the memberships that these are about.
    pub marks: Vec<Record>,
    /// How many records are new here.
    pub new: usize,
    /// How many change what is here.
    pub changed: usize,
    /// How many say nothing that is not here already.
    pub same: usize,
    /// How many fields that agree here would then have two values, until someone chooses.
    pub conflicts: usize,
    /// The records that were erased here, or are about someone who was: they stay so.
    pub dropped: Vec<RecordId>,
    /// The records that are left out: what organizers write and somebody else would change, and what is not a file's to
    /// erase.
    pub left_out: Vec<RecordId>,
}

impl Taking {
    /// Whether taking it in changes anything.
    pub fn brings(&self) -> bool {
        !self.records.is_empty() || !self.marks.is_empty()
    }
}

/// What taking a file in does. `here` are the copies here of all that the file [names](WeeksFile::named).
pub fn taking(
    file: &WeeksFile,
    here: &BTreeMap<RecordId, Record>,
    taker: Taker<'_>,
) -> Result<Taking, NotTaken> {
    let mut taking = Taking {
        is_for: is_for(file, taker).ok_or(NotTaken::ForOrganizers)?,
        records: Vec::new(),
        marks: Vec::new(),
        new: 0,
        changed: 0,
        same: 0,
        conflicts: 0,
        dropped: Vec::new(),
        left_out: Vec::new(),
    };
    let weighing = Weighing::of(file, here, taker);
    for (place, theirs) in file.records.iter().enumerate() {
        let ours = here.get(&theirs.id);
        let standing = standing(ours, theirs).map_err(|_| Box::new(file.refused(place)))?;
        match theirs.live() {
            Some(live) => weighing.live(theirs, &live.kind, standing, &mut taking),
            None => weighing.mark(theirs, ours, &mut taking),
        }
    }
    Ok(taking)
}

fn is_for(file: &WeeksFile, taker: Taker<'_>) -> Option<IsFor> {
    Some(match file.to {
        Addressee::Organizers => taker.is_organizers.then_some(IsFor::Organizers)?,
        Addressee::Member(member) if taker.own.holds(member) => IsFor::Owner(member),
        Addressee::Member(member) => match taker.own.of_session(&file.session).next() {
            Some(_) => IsFor::Other(member),
            None => IsFor::Unknown(member),
        },
    })
}

/// What the records of a file are weighed by.
struct Weighing<'a> {
    file: &'a WeeksFile,
    taker: Taker<'a>,
    /// Memberships that were erased here.
    gone: BTreeSet<RecordId>,
    /// Memberships that records here are about, and that are none here themselves.
    met: BTreeSet<RecordId>,
}

impl<'a> Weighing<'a> {
    fn of(file: &'a WeeksFile, here: &BTreeMap<RecordId, Record>, taker: Taker<'a>) -> Self {
        let erased = here.values().filter(|record| record.live().is_none());
        let met = here.values().flat_map(of_whom);
        Self {
            file,
            taker,
            gone: erased.map(|record| record.id).collect(),
            met: met.filter(|member| !here.contains_key(member)).collect(),
        }
    }

    /// What becomes of a record that lives.
    fn live(&self, theirs: &Record, kind: &Kind, standing: Standing, taking: &mut Taking) {
        let is_of_gone = of_whom(theirs).any(|member| self.gone.contains(&member));
        if standing == Standing::Erased || is_of_gone {
            return taking.dropped.push(theirs.id);
        }
        if standing.brings() && self.is_ours_to_write(kind) {
            return taking.left_out.push(theirs.id);
        }
        match standing {
            Standing::New => taking.new += 1,
            Standing::Newer { conflicts } => {
                taking.changed += 1;
                taking.conflicts += conflicts;
            }
            Standing::Same | Standing::Older | Standing::Erased => taking.same += 1,
        }
        if standing.brings() {
            taking.records.push(theirs.clone());
        }
    }

    /// What becomes of a mark. Of what is not here nothing has to go, and a mark kept in its place would stop whoever
    /// writes it first: so anybody could stop anything from ever being written.
    fn mark(&self, mark: &Record, ours: Option<&Record>, taking: &mut Taking) {
        match ours {
            Some(ours) if ours.live().is_none() => taking.same += 1,
            Some(ours) if self.may_erase(ours) => taking.marks.push(mark.clone()),
            Some(_) => taking.left_out.push(mark.id),
            None if self.may_forget(mark.id) => taking.marks.push(mark.clone()),
            None => {}
        }
    }

    /// Whether only this device and its like write a kind.
    fn is_ours_to_write(&self, kind: &Kind) -> bool {
        self.taker.is_organizers && is_organizers(kind)
    }

    /// Whether a mark from elsewhere may erase a record here: one that such a file could have brought. What the owner
    /// wrote of their own weeks goes by nobody's hand but theirs.
    fn may_erase(&self, ours: &Record) -> bool {
        let is_own = of_whom(ours).any(|member| self.taker.own.holds(member));
        ours.live().is_some_and(|live| {
            let is_own_words =
                is_own && matches!(live.kind, Kind::CheckIn | Kind::Sign | Kind::Closing);
            let is_carried = may_carry(ours, &self.file.session, self.file.to);
            is_carried && !is_own_words && !self.is_ours_to_write(&live.kind)
        })
    }

    /// Whether a mark may be that of a membership: nobody but organizers has the record, and they alone erase it.
    fn may_forget(&self, id: RecordId) -> bool {
        let is_met = self.met.contains(&id) && !self.taker.own.holds(id);
        !self.taker.is_organizers && is_met
    }
}
