//! Devices of people who take part, without a browser: what each stores, and what one is given of another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use groundcrew::domain::answer::Zones;
use groundcrew::domain::decide::{Command, Context, Refused, Weekly, Whose, decide};
use groundcrew::domain::erasure::{OF_PEOPLE, follow, is_to_follow, kin};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{
    Applied, Audience, Change, FieldName, JournalEntry, Kind, Record, Value, Writer,
};
use groundcrew::domain::time::{Date, Instant};
use groundcrew::domain::week::Weeks;
use groundcrew::format::programme::parse;
use groundcrew::sync::merge::{may_merge, merge};

pub fn id(n: u128) -> RecordId {
    RecordId::from_bits(n)
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Eight weeks from Monday, 7 February 2028.
pub fn weeks() -> Weeks {
    Weeks {
        starts: day("2028-02-07"),
        count: 8,
    }
}

/// The mentee, their team and their captain's membership.
pub const MENTEE: u128 = 1;
pub const TEAM: u128 = 7;
pub const CAPTAIN: u128 = 9;

pub fn whose(week: u32) -> Whose {
    Whose {
        session: "orbit-4".parse().expect("a key"),
        member: id(MENTEE),
        team: Some(id(TEAM)),
        captain: Some(id(CAPTAIN)),
        week,
        closes: weeks().closes(week, 14),
        sample: false,
    }
}

/// Somebody's device.
#[derive(Debug, Clone)]
pub struct Device {
    pub records: BTreeMap<RecordId, Record>,
    pub now: Instant,
    replica: ReplicaId,
    counter: u64,
    /// What the journal says.
    pub journal: Vec<JournalEntry>,
}

impl Device {
    pub fn new(name: u128) -> Self {
        Self {
            records: BTreeMap::new(),
            now: weeks().starts.begins_anywhere(),
            replica: ReplicaId::from_bits(name),
            counter: 0,
            journal: Vec::new(),
        }
    }

    pub fn run(&mut self, weekly: Weekly) -> Result<usize, Refused> {
        let command = Command::Week(weekly);
        let named = command.named(&BTreeMap::new());
        let known = named
            .into_iter()
            .filter_map(|id| Some((id, self.records.get(&id)?.clone())));
        let context = Context {
            now: self.now,
            fresh: [id(901), id(902)],
            records: &known.collect(),
            zones: &Zones::new([]),
        };
        let changes = decide(&programme(), command, context)?;
        let is_write = |change: &Change| matches!(change, Change::Write { .. });
        assert!(changes.iter().all(is_write), "weeks are written, no more");
        let count = changes.len();
        changes.into_iter().for_each(|change| self.apply(change));
        Ok(count)
    }

    /// Erases records as the app does: it looks at all that the command reaches.
    pub fn erase(&mut self, ids: Vec<RecordId>) {
        let command = Command::Erase(ids);
        let (named, reached) = (command.named(&BTreeMap::new()), command.reaches());
        let is_known = |record: &&Record| {
            let live = record.live();
            named.contains(&record.id) || live.is_some_and(|live| reached.contains(&live.kind))
        };
        let known = self.records.values().filter(is_known);
        let context = Context {
            now: self.now,
            fresh: [id(901), id(902)],
            records: &known.map(|record| (record.id, record.clone())).collect(),
            zones: &Zones::new([]),
        };
        let changes = decide(&programme(), command, context).expect("not refused");
        changes.into_iter().for_each(|change| self.apply(change));
    }

    /// Makes a change as the store does.
    pub fn apply(&mut self, change: Change) {
        let mut writer = self.writer();
        match change {
            Change::Write {
                record,
                kind,
                audience,
                fields,
            } => {
                let copy = self.records.get(&record).cloned();
                let written = writer.write(copy, record, kind, audience, fields);
                if let Applied::Changed(copy, told) = written {
                    self.records.insert(record, copy);
                    self.journal.extend(told);
                }
            }
            Change::Erase(id) => {
                if let Some(copy) = self.records.remove(&id) {
                    let (erased, told) = writer.erase(copy);
                    self.records.insert(id, erased);
                    self.journal.extend(told);
                }
            }
            other => panic!("records are written and erased, no more: {other:?}"),
        }
        self.counter = writer.counter;
    }

    fn writer(&self) -> Writer {
        Writer {
            replica: self.replica,
            counter: self.counter,
            at: self.now,
            by: "".into(),
        }
    }

    /// Writes fields of a record, whatever it is.
    pub fn write(
        &mut self,
        record: RecordId,
        kind: Kind,
        audience: Audience,
        fields: Vec<(FieldName, Value)>,
    ) {
        self.apply(Change::Write {
            record,
            kind,
            audience,
            fields,
        });
    }

    /// Erases a record, and nothing that goes with it.
    pub fn erase_one(&mut self, record: RecordId) {
        self.apply(Change::Erase(record));
    }

    pub fn do_it(&mut self, weekly: Weekly) {
        self.run(weekly).expect("not refused");
    }

    /// Takes in what another device holds.
    pub fn take(&mut self, other: &Self) {
        self.take_all(other.records.values());
    }

    /// Takes in copies as the store does: where they bring a mark, or words about what is erased, it looks at what may
    /// go with that, and at nothing otherwise.
    pub fn take_all<'a>(&mut self, copies: impl IntoIterator<Item = &'a Record>) {
        let marks = self.records.values().filter(|held| held.live().is_none());
        let mut gone: BTreeSet<RecordId> = marks.map(|mark| mark.id).collect();
        let mut near = BTreeSet::new();
        for theirs in copies {
            let before = self.records.get(&theirs.id);
            let merged = match before {
                Some(ours) => {
                    assert!(
                        may_merge(ours, theirs),
                        "the store refuses what is of another sort"
                    );
                    merge(ours, theirs).expect("copies of one record")
                }
                None => theirs.clone(),
            };
            if is_to_follow(before, &merged, &gone) {
                near.extend(kin(theirs.id));
            }
            if merged.live().is_none() {
                gone.insert(theirs.id);
            }
            self.records.insert(theirs.id, merged);
        }
        if near.is_empty() {
            return;
        }
        let looked_at = self.records.values().filter(|record| {
            let live = record.live();
            near.contains(&record.id) || live.is_some_and(|live| OF_PEOPLE.contains(&live.kind))
        });
        let changes = follow(looked_at, &mut gone);
        changes.into_iter().for_each(|change| self.apply(change));
    }

    pub fn read<T>(&self, read: impl Fn(&Record) -> Option<T>) -> Vec<T> {
        self.records.values().filter_map(read).collect()
    }

    pub fn audiences(&self) -> Vec<Audience> {
        let live = self.records.values().filter_map(Record::live);
        let mut all: Vec<_> = live.map(|live| live.audience.clone()).collect();
        all.sort();
        all.dedup();
        all
    }
}

pub fn programme() -> Programme {
    static READ: LazyLock<Programme> = LazyLock::new(|| {
        let text = include_str!("../../public/programme.json");
        parse(text).expect("the sample is good").programme
    });
    READ.clone()
}
