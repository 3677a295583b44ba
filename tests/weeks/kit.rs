//! Devices of people who take part, without a browser: what each stores, and what one is given of another.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use groundcrew::domain::answer::Zones;
use groundcrew::domain::decide::{Command, Context, Refused, Weekly, Whose, decide};
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
        let count = changes.len();
        for change in changes {
            let Change::Write {
                record,
                kind,
                audience,
                fields,
            } = change
            else {
                panic!("weeks are written and nothing else: {change:?}");
            };
            self.write(record, kind, audience, fields);
        }
        Ok(count)
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
        let mut writer = self.writer();
        let copy = self.records.get(&record).cloned();
        if let Applied::Changed(copy, told) = writer.write(copy, record, kind, audience, fields) {
            self.records.insert(record, copy);
            self.journal.extend(told);
        }
        self.counter = writer.counter;
    }

    /// Erases a record.
    pub fn erase(&mut self, record: RecordId) {
        let mut writer = self.writer();
        let copy = self.records.remove(&record).expect("it is here");
        self.records.insert(record, writer.erase(copy).0);
        self.counter = writer.counter;
    }

    pub fn do_it(&mut self, weekly: Weekly) {
        self.run(weekly).expect("not refused");
    }

    /// Takes in what another device holds.
    pub fn take(&mut self, other: &Self) {
        self.take_all(other.records.values());
    }

    /// Takes these records in.
    pub fn take_all<'a>(&mut self, records: impl IntoIterator<Item = &'a Record>) {
        for theirs in records {
            let merged = match self.records.get(&theirs.id) {
                Some(ours) => {
                    assert!(
                        may_merge(ours, theirs),
                        "the store refuses what is of another sort"
                    );
                    merge(ours, theirs).expect("copies of one record")
                }
                None => theirs.clone(),
            };
            self.records.insert(theirs.id, merged);
        }
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
