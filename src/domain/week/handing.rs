//! What somebody is given of a session's weeks when it is carried to them: all that they may read, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::card::{Card, current};
use super::carried::{Addressee, may_carry, of_whom};
use super::check_in::MEMBER;
use super::own::is_by;
use super::reader::{Part, Reader};
use crate::domain::application::SESSION;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::Membership;
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::role::Role;

/// The kinds of records that [`Handing`] looks at.
pub fn kinds() -> impl Iterator<Item = Kind> {
    let of_session = [Kind::Plan, Kind::Stalled, Kind::Team, Kind::Membership];
    Kind::OF_WEEKS.into_iter().chain(of_session)
}

/// To whom it is carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// Whoever runs the programme.
    Organizers,
    /// Somebody with this part.
    Member(Part),
    /// The owner of this device, on another of theirs. They take along all that they wrote, as a captain for themselves too,
    /// and what they were given on every team that they have been on.
    Themselves(Part),
}

impl Recipient {
    /// Whom the file is for.
    pub fn addressee(&self) -> Addressee {
        match self {
            Self::Organizers => Addressee::Organizers,
            Self::Member(part) | Self::Themselves(part) => Addressee::Member(part.member),
        }
    }
}

/// What a device holds of a session's weeks, to be carried to others.
#[derive(Debug, Clone)]
pub struct Handing<'a> {
    session: &'a SessionId,
    records: Vec<&'a Record>,
    everyone: Vec<Part>,
    takers: Vec<Part>,
}

impl<'a> Handing<'a> {
    /// Looks through the records of a device.
    pub fn of(records: &'a BTreeMap<RecordId, Record>, session: &'a SessionId) -> Self {
        let members = records.values().filter_map(Membership::read);
        let members = members.filter(|member| member.session == *session && !member.deleted);
        let members: Vec<Membership> = members.collect();
        let known = known(records, session);
        let is_here = |record: &&Record| {
            let is_pairs = record.live().is_some_and(|live| {
                let is_silent = !live.fields.contains_key(&FieldName::new(SESSION));
                Kind::OF_WEEKS.contains(&live.kind) && is_silent
            });
            !is_pairs || of_whom(record).any(|member| known.contains(&member))
        };
        let is_in = members.iter().filter(|member| member.is_in());
        Self {
            session,
            records: records.values().filter(is_here).collect(),
            takers: is_in.map(part).collect(),
            everyone: everyone(&members, records, session),
        }
    }

    /// Everyone of the session of whom this device knows.
    pub fn everyone(&self) -> &[Part] {
        &self.everyone
    }

    /// Everyone who takes part, as organizers know: each is given a file.
    pub fn takers(&self) -> &[Part] {
        &self.takers
    }

    /// The part of somebody, as this device knows it. Of one without a membership and without a card here it is only
    /// known who they are.
    pub fn part_of(&self, member: RecordId) -> Part {
        let known = self.everyone.iter().find(|part| part.member == member);
        known.cloned().unwrap_or(Part {
            member,
            role: Role::Mentee,
            team: None,
        })
    }

    /// What somebody is given, by id. Every mark of something erased goes along: it says nothing, and whoever holds what
    /// was erased has to hear of it.
    pub fn given_to(&self, to: &Recipient) -> Vec<Record> {
        let readers: Vec<Reader> = match to {
            Recipient::Organizers => vec![Reader {
                is_organizer: true,
                ..Reader::default()
            }],
            Recipient::Member(part) => vec![Reader::of_part(part.clone(), &self.everyone)],
            Recipient::Themselves(part) => {
                let parts = self.parts_ever(part).into_iter();
                parts
                    .map(|part| Reader::of_part(part, &self.everyone))
                    .collect()
            }
        };
        let is_theirs = |record: &Record| match to {
            Recipient::Organizers | Recipient::Member(_) => false,
            Recipient::Themselves(part) => is_by(record, part.member),
        };
        let (session, addressee) = (self.session, to.addressee());
        let given = self.records.iter().filter(|record| {
            let is_given = readers.iter().any(|reader| reader.is_given(record));
            (is_given || is_theirs(record)) && may_carry(record, session, addressee)
        });
        given.map(|record| (*record).clone()).collect()
    }

    /// A part and those that its owner had on other teams, as the cards say that they left there.
    fn parts_ever(&self, part: &Part) -> Vec<Part> {
        let cards = self.records.iter().filter_map(|record| Card::read(record));
        let theirs = cards.filter(|card| card.member == part.member);
        let before = theirs.map(|card| card.part());
        let before = before.filter(|before| before.team != part.team);
        std::iter::once(part.clone()).chain(before).collect()
    }
}

fn part(member: &Membership) -> Part {
    Part {
        member: member.id,
        role: member.role.clone(),
        team: member.team,
    }
}

/// Everyone by id: as their membership says, and where there is none, their card.
fn everyone(
    members: &[Membership],
    records: &BTreeMap<RecordId, Record>,
    session: &SessionId,
) -> Vec<Part> {
    let cards = records.values().filter_map(Card::read);
    let cards = current(cards.filter(|card| card.session == *session));
    let cards = cards.values().map(|card| (card.member, card.part()));
    let mut all: BTreeMap<RecordId, Part> = cards.collect();
    all.extend(members.iter().map(|member| (member.id, part(member))));
    all.into_values().collect()
}

/// The memberships of a session, those that were deleted too.
fn known(records: &BTreeMap<RecordId, Record>, session: &SessionId) -> BTreeSet<RecordId> {
    let one = |record: &Record| {
        let live = record.live()?;
        let text = |field: &str| record.get(&FieldName::new(field)).and_then(Value::as_text);
        let is_here = text(SESSION) == Some(session.as_str());
        match live.kind {
            Kind::Membership if is_here => Some(record.id),
            Kind::Card if is_here => text(MEMBER)?.parse().ok(),
            _ => None,
        }
    };
    records.values().filter_map(one).collect()
}
