//! A device of the simulation: what it holds on its disk, its engine, and the one place where it does what the engine says.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{
    Applied, Audience, Body, Collection, FieldName, Kind, Record, Value, VersionVector, Writer,
};
use groundcrew::domain::time::Instant;
use groundcrew::format::envelope::{Envelope, Parcel};
use groundcrew::sync::endpoint::{Put, Stamp};
use groundcrew::sync::engine::{Engine, Keep, Memory, Report};
use groundcrew::sync::kinto::Kinto;
use groundcrew::sync::merge::merge;

use super::server::Pending;

/// What is known of a record at the endpoint.
#[derive(Clone)]
pub struct Seen {
    pub audience: Audience,
    /// What was seen of it there last; nothing if it is not there.
    pub stamp: Option<Stamp>,
}

/// What stays when the device is killed.
#[derive(Clone, Default)]
pub struct Disk {
    pub holds: Collection,
    /// What was seen of a record at the endpoint last, and whom it is for there.
    pub shared: BTreeMap<RecordId, Seen>,
    /// What the endpoint has not been seen to hold.
    pub unsent: BTreeMap<RecordId, Audience>,
    pub memory: Memory,
    /// What this device said had arrived: it may never be lost.
    pub arrived: BTreeMap<RecordId, VersionVector>,
}

pub struct Device {
    pub name: String,
    pub writer: Writer,
    pub disk: Disk,
    pub engine: Engine,
    pub in_flight: Option<Pending>,
    /// Until when the endpoint asked to be left alone, by everyone's clock.
    pub leave_alone: Duration,
    audiences: Vec<Audience>,
    lives: u64,
}

pub fn kinto() -> Kinto {
    Kinto {
        bucket: "demo".to_owned(),
    }
}

impl Device {
    pub fn new(number: usize, clock: i64, audiences: Vec<Audience>) -> Self {
        let writer = Writer {
            replica: ReplicaId::from_bits([7, 3, 9, 1, 5][number]),
            counter: 0,
            at: Instant(clock),
            by: format!("device {number}").into(),
        };
        let engine = Engine::new(audiences.clone(), Memory::default(), number as u64 + 1);
        Self {
            name: format!("device-{number}"),
            writer,
            disk: Disk::default(),
            engine,
            in_flight: None,
            leave_alone: Duration::ZERO,
            audiences,
            lives: 1,
        }
    }

    /// The power goes; what was on the disk is there when it comes back.
    pub fn kill(&mut self) {
        self.lives += 1;
        let dice = self.lives * 1000 + self.writer.counter;
        self.engine = Engine::new(self.audiences.clone(), self.disk.memory.clone(), dice);
        self.in_flight = None;
        self.leave_alone = Duration::ZERO;
    }

    pub fn write(&mut self, id: RecordId, audience: &Audience, field: usize, value: u64) {
        let copy = self.disk.holds.records.get(&id).cloned();
        let fields = vec![(
            FieldName::new(format!("field/{field}")),
            Value::Integer(value.into()),
        )];
        match self
            .writer
            .write(copy, id, Kind::Person, audience.clone(), fields)
        {
            Applied::Changed(record, lines) => {
                self.disk.holds.journal.extend(lines);
                self.disk.holds.records.insert(id, record);
                self.disk.unsent.insert(id, audience.clone());
            }
            Applied::DroppedErased => {}
        }
    }

    pub fn erase(&mut self, id: RecordId) {
        let Some(copy) = self.disk.holds.records.get(&id).cloned() else {
            return;
        };
        let Some(audience) = copy.live().map(|live| live.audience.clone()) else {
            return;
        };
        let (record, line) = self.writer.erase(copy);
        self.disk.holds.records.insert(id, record);
        self.disk.holds.journal.extend(line);
        self.disk.holds.forget_erased();
        self.disk.unsent.insert(id, audience);
    }

    /// The next copies that are to be sent.
    pub fn load(&self, audience: &Audience, most: usize, but: &BTreeSet<RecordId>) -> Report {
        let mine = self
            .disk
            .unsent
            .iter()
            .filter(|(id, of)| *of == audience && !but.contains(id));
        let puts = mine.take(most).map(|(id, _)| {
            let record = self.disk.holds.records[id].clone();
            let journal = self
                .disk
                .holds
                .journal
                .iter()
                .filter(|line| line.record == *id)
                .cloned()
                .collect();
            let parcel = Parcel {
                record,
                journal,
                form: None,
            };
            let envelope = Envelope::plain(parcel, audience.clone(), self.writer.replica);
            Put {
                envelope,
                over: self.disk.shared.get(id).and_then(|seen| seen.stamp),
            }
        });
        Report::Loaded(puts.collect())
    }

    /// Keeps it, in one transaction.
    pub fn keep(&mut self, keep: Keep) -> Report {
        let mut ahead = BTreeSet::new();
        let disk = &mut self.disk;
        match keep {
            Keep::Met(met) => disk.memory.met = Some(met),
            Keep::Forget => {
                disk.memory = Memory::default();
                let live = disk.holds.records.iter();
                let live =
                    live.filter_map(|(id, record)| Some((*id, record.live()?.audience.clone())));
                disk.unsent.extend(live);
                for (id, seen) in &mut disk.shared {
                    seen.stamp = None;
                    disk.unsent.insert(*id, seen.audience.clone());
                }
            }
            Keep::Copies {
                audience,
                arrived,
                unreadable,
                absent,
                cursor,
            } => {
                assert_eq!(unreadable, [], "nobody writes what can't be read");
                for (stamp, envelope) in arrived {
                    let id = envelope.id;
                    let parcel = envelope
                        .parcel(|_, _| Err::<String, ()>(()))
                        .expect("readable");
                    let theirs = parcel.record;
                    let version = theirs.version.clone();
                    let now = match disk.holds.records.get(&id) {
                        Some(here) => merge(here, &theirs).expect("copies of one record"),
                        None => theirs,
                    };
                    if let Some(here) = disk.holds.records.get(&id) {
                        assert!(
                            now.version.covers(&here.version),
                            "nothing on a disk is ever lost"
                        );
                        let was_erased = matches!(here.body, Body::Erased { .. });
                        assert!(!was_erased || now.live().is_none(), "erased stays erased");
                    }
                    disk.holds.journal.extend(parcel.journal);
                    if version.covers(&now.version) {
                        disk.unsent.remove(&id);
                        disk.arrived.insert(id, now.version.clone());
                    } else {
                        disk.unsent.insert(id, audience.clone());
                        ahead.insert(id);
                    }
                    disk.holds.records.insert(id, now);
                    let (audience, stamp) = (audience.clone(), Some(stamp));
                    disk.shared.insert(id, Seen { audience, stamp });
                }
                for id in absent {
                    if let Some(seen) = disk.shared.get_mut(&id) {
                        seen.stamp = None;
                    }
                    if disk.holds.records.contains_key(&id) {
                        disk.unsent.insert(id, audience.clone());
                        ahead.insert(id);
                    }
                }
                disk.holds.forget_erased();
                if let Some(cursor) = cursor {
                    disk.memory.cursors.insert(audience, cursor);
                }
            }
            Keep::Swept { audience, names } => {
                let live = |record: &Record| record.live().map(|live| live.audience.clone());
                for (id, record) in &disk.holds.records {
                    let seen = disk.shared.get_mut(id);
                    let of =
                        live(record).or_else(|| seen.as_ref().map(|seen| seen.audience.clone()));
                    if of.as_ref() == Some(&audience) && !names.contains_key(id) {
                        disk.unsent.insert(*id, audience.clone());
                        if let Some(seen) = seen {
                            seen.stamp = None;
                        }
                    }
                }
                let seen = |id| disk.shared.get(id).and_then(|seen| seen.stamp);
                let other = names.iter().filter(|(id, stamp)| seen(id) != Some(**stamp));
                ahead.extend(other.map(|(id, _)| *id));
            }
        }
        Report::Kept(ahead)
    }
}
