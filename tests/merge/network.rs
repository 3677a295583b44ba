//! Five devices that write to a few records and send each other copies over a bad network.

use std::collections::BTreeMap;

use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{
    Applied, Audience, Collection, DELETED, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::time::Instant;
use groundcrew::sync::merge::merge_collection;
use proptest::sample::Index;

use super::model::Model;

/// How many records there are.
pub const RECORDS: usize = 3;
/// How many fields a record has, beside the one that says it is deleted.
pub const FIELDS: usize = 3;

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Act {
    Write {
        device: usize,
        record: usize,
        field: usize,
        value: u8,
    },
    Delete {
        device: usize,
        record: usize,
        deleted: bool,
    },
    Erase {
        device: usize,
        record: usize,
    },
    Send {
        device: usize,
        record: usize,
    },
    Receive {
        device: usize,
        message: Index,
    },
}

/// The devices, and every message ever sent: any of them may arrive at anyone, late, twice or never.
pub struct Network {
    devices: Vec<Device>,
    sent: Vec<(usize, Record)>,
}

struct Device {
    writer: Writer,
    holds: Collection,
}

pub fn record_id(number: usize) -> RecordId {
    RecordId::from_bits(number as u128 + 100)
}

pub fn replica_id(device: usize) -> ReplicaId {
    // Not in the order of the devices, so that nothing can depend on that.
    ReplicaId::from_bits([7, 3, 9, 1, 5][device])
}

pub fn field(number: usize) -> FieldName {
    FieldName::new(if number == FIELDS {
        DELETED.to_owned()
    } else {
        format!("field/{number}")
    })
}

impl Network {
    pub fn new(clocks: [i64; 5]) -> Self {
        let device = |(number, at)| Device {
            writer: Writer {
                replica: replica_id(number),
                counter: 0,
                at: Instant(at),
                by: format!("device {number}").into(),
            },
            holds: Collection::default(),
        };
        Self {
            devices: clocks.into_iter().enumerate().map(device).collect(),
            sent: Vec::new(),
        }
    }

    pub fn act(&mut self, act: &Act) {
        self.act_on(act, None);
    }

    /// Does it, and tells the model what was done.
    pub fn act_and_tell(&mut self, act: &Act, model: &mut Model) {
        self.act_on(act, Some(model));
    }

    fn act_on(&mut self, act: &Act, model: Option<&mut Model>) {
        match *act {
            Act::Write {
                device,
                record,
                field: number,
                value,
            } => {
                self.write(device, record, number, Value::Integer(value.into()), model);
            }
            Act::Delete {
                device,
                record,
                deleted,
            } => {
                self.write(device, record, FIELDS, Value::Bool(deleted), model);
            }
            Act::Erase {
                device: number,
                record,
            } => {
                let device = &mut self.devices[number];
                if let Some(copy) = device.holds.records.remove(&record_id(record)) {
                    let (erased, line) = device.writer.erase(copy);
                    device.holds.journal.extend(line);
                    device.holds.records.insert(erased.id, erased);
                    device.holds.forget_erased();
                    if let Some(model) = model {
                        model.erase(number, record);
                    }
                }
            }
            Act::Send { device, record } => {
                if let Some(copy) = self.copy(device, record_id(record)) {
                    self.sent.push((record, copy.clone()));
                    if let Some(model) = model {
                        model.send(device, record);
                    }
                }
            }
            Act::Receive {
                device,
                ref message,
            } => {
                if !self.sent.is_empty() {
                    let message = message.index(self.sent.len());
                    let copy = self.sent[message].1.clone();
                    self.receive(device, copy);
                    if let Some(model) = model {
                        model.receive(device, message);
                    }
                }
            }
        }
    }

    fn write(
        &mut self,
        device: usize,
        record: usize,
        number: usize,
        value: Value,
        model: Option<&mut Model>,
    ) {
        let here = &mut self.devices[device];
        let id = record_id(record);
        let copy = here.holds.records.get(&id).cloned();
        let fields = vec![(field(number), value.clone())];
        match here
            .writer
            .write(copy, id, Kind::Application, Audience::Organizers, fields)
        {
            Applied::Changed(copy, lines) => {
                if let Some(model) = model
                    && !lines.is_empty()
                {
                    let counter = here.writer.counter;
                    model.write(device, record, number, value, (counter, replica_id(device)));
                }
                here.holds.journal.extend(lines);
                here.holds.records.insert(id, copy);
            }
            Applied::DroppedErased => {}
        }
    }

    fn receive(&mut self, device: usize, copy: Record) {
        let records = BTreeMap::from([(copy.id, copy)]);
        let message = Collection {
            records,
            ..Collection::default()
        };
        merge_collection(&mut self.devices[device].holds, message);
    }

    /// Puts a copy on a device as if it had always been there.
    pub fn put(&mut self, device: usize, copy: Record) {
        self.devices[device].holds.records.insert(copy.id, copy);
    }

    /// Two devices tell each other everything.
    pub fn meet(&mut self, a: usize, b: usize) {
        let from_a = self.collection(a);
        let from_b = self.collection(b);
        merge_collection(&mut self.devices[a].holds, from_b);
        merge_collection(&mut self.devices[b].holds, from_a);
    }

    /// Everyone tells everyone everything.
    pub fn meet_everyone(&mut self) {
        for a in 1..5 {
            self.meet(0, a);
        }
        for a in 1..5 {
            self.meet(0, a);
        }
    }

    pub fn collection(&self, device: usize) -> Collection {
        self.devices[device].holds.clone()
    }

    pub fn copy(&self, device: usize, id: RecordId) -> Option<&Record> {
        self.devices[device].holds.records.get(&id)
    }

    pub fn copies(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        self.devices
            .iter()
            .filter_map(move |device| device.holds.records.get(&id))
    }

    pub fn sent(&self) -> impl Iterator<Item = &Record> {
        self.sent.iter().map(|(_, copy)| copy)
    }
}
