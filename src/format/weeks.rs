//! The weeks file: what people wrote of a session's weeks, on its way to someone who may read it; and, from the
//! organizers, who is on the team and what the weeks are about.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{Damage, File, FileError, FileKind, FileWriter, damaged};
use super::parts::Flaw;
use super::record::{self, BadRecord};
use crate::domain::id::{ProgrammeId, RecordId, SessionId};
use crate::domain::record::{Record, Value};
use crate::domain::week::carried::{Addressee, may_carry, of_whom};
use crate::domain::week::handing::{Handing, Recipient};
use crate::domain::week::reader::Part;

/// What stands in the heading for the organizers.
const ORGANIZERS: &str = "organizers";
/// The line of the first record: the heading and the name of the section stand before it.
const FIRST_LINE: usize = 3;

/// What a weeks file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeksFile {
    /// The session.
    pub session: SessionId,
    /// Whom it is for.
    pub to: Addressee,
    /// What they are given, by id.
    pub records: Vec<Record>,
}

impl WeeksFile {
    /// What a device has for somebody.
    pub fn of(records: &BTreeMap<RecordId, Record>, session: &SessionId, to: &Recipient) -> Self {
        Self::from_handing(&Handing::of(records, session), session, to)
    }

    /// What a device has for its owner, who holds a membership: to take along to another device of theirs.
    pub fn own(
        records: &BTreeMap<RecordId, Record>,
        session: &SessionId,
        member: RecordId,
    ) -> Self {
        let handing = Handing::of(records, session);
        let to = Recipient::Themselves(handing.part_of(member));
        Self::from_handing(&handing, session, &to)
    }

    fn from_handing(handing: &Handing<'_>, session: &SessionId, to: &Recipient) -> Self {
        Self {
            session: session.clone(),
            to: to.addressee(),
            records: handing.given_to(to),
        }
    }

    /// The file.
    pub fn to_text(&self, programme: &ProgrammeId) -> String {
        let to = match self.to {
            Addressee::Organizers => ORGANIZERS.to_owned(),
            Addressee::Member(member) => member.to_string(),
        };
        let head = [
            ("session", Value::from(self.session.as_str())),
            ("to", Value::from(to)),
        ];
        let mut file = FileWriter::new(FileKind::Weeks, programme, &head);
        let mut section = file.section("records");
        self.records
            .iter()
            .for_each(|record| section.item(&record::to_text(record)));
        section.end();
        file.finish()
    }

    /// Reads a file for this programme. Anyone can make one, so it holds nothing but what may be carried to whom it is
    /// for, each record once.
    pub fn parse(text: &str, programme: &ProgrammeId) -> Result<Self, FileError> {
        let file = File::open(text, FileKind::Weeks, Some(programme))?;
        let (session, to) = heading(&file.head).ok_or(damaged(1, Damage::Contents))?;
        let [lines] = file.into_sections(["records"])?;
        let (mut ids, mut records) = (BTreeSet::new(), Vec::new());
        for (line, text) in lines {
            let record = record::parse_foreign(text).map_err(|error| damaged(line, error))?;
            if !ids.insert(record.id) {
                return Err(damaged(line, twice(record.id)));
            }
            if !may_carry(&record, &session, to) {
                return Err(damaged(line, Damage::Contents));
            }
            records.push(record);
        }
        Ok(Self {
            session,
            to,
            records,
        })
    }

    /// The ids of its records and of the memberships that they are about: what is here of these has to be known to say what
    /// taking the file in does.
    pub fn named(&self) -> BTreeSet<RecordId> {
        let records = self.records.iter();
        records
            .flat_map(|record| of_whom(record).chain([record.id]))
            .collect()
    }

    /// What to say of a record that can't be taken in, by its place among the records.
    pub fn refused(&self, place: usize) -> FileError {
        damaged(FIRST_LINE + place, Damage::Contents)
    }
}

/// What organizers hand to everyone who takes part in a session: a file for each, which tells their device whose it is.
pub fn hand_out(
    records: &BTreeMap<RecordId, Record>,
    session: &SessionId,
) -> Vec<(Part, WeeksFile)> {
    let handing = Handing::of(records, session);
    let one = |part: &Part| {
        let to = Recipient::Member(part.clone());
        let file = WeeksFile::from_handing(&handing, session, &to);
        (part.clone(), file)
    };
    handing.takers().iter().map(one).collect()
}

fn heading(head: &BTreeMap<String, Value>) -> Option<(SessionId, Addressee)> {
    let said = |name: &str| head.get(name).and_then(Value::as_text);
    let to = match said("to")? {
        ORGANIZERS => Addressee::Organizers,
        member => Addressee::Member(member.parse().ok()?),
    };
    Some((said("session")?.parse().ok()?, to))
}

fn twice(record: RecordId) -> BadRecord {
    BadRecord {
        record: Some(record),
        path: String::new(),
        flaw: Flaw::Twice,
    }
}
