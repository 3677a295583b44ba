//! The slow model: no registers and no merging. It keeps every write ever made with the set of
//! writes its writer knew of, and works out from those sets alone what a device must show.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::id::ReplicaId;
use groundcrew::domain::record::{Body, Record, Register, Value};
use proptest::prelude::*;

use super::network::{FIELDS, RECORDS, field};

type Name = (u64, ReplicaId);

struct Written {
    record: usize,
    field: usize,
    value: Value,
    /// Every write that its writer had heard of.
    knew: BTreeSet<Name>,
}

/// What a device has heard of: writes, and erased records.
#[derive(Clone, Default)]
struct Heard {
    writes: BTreeSet<Name>,
    erased: BTreeSet<usize>,
}

/// Everything that ever happened.
#[derive(Default)]
pub struct Model {
    writes: BTreeMap<Name, Written>,
    heard: BTreeMap<usize, Heard>,
    sent: Vec<(usize, Heard)>,
}

impl Model {
    pub fn write(&mut self, device: usize, record: usize, field: usize, value: Value, name: Name) {
        let heard = self.heard.entry(device).or_default();
        let written = Written {
            record,
            field,
            value,
            knew: heard.writes.clone(),
        };
        self.writes.insert(name, written);
        heard.writes.insert(name);
    }

    pub fn erase(&mut self, device: usize, record: usize) {
        self.heard.entry(device).or_default().erased.insert(record);
    }

    pub fn send(&mut self, device: usize, record: usize) {
        let heard = self.heard.entry(device).or_default().clone();
        self.sent.push((record, heard));
    }

    /// A message says only what it knows of its own record.
    pub fn receive(&mut self, device: usize, message: usize) {
        let (record, message) = &self.sent[message];
        let heard = self.heard.entry(device).or_default();
        let about = message
            .writes
            .iter()
            .filter(|name| self.writes[name].record == *record);
        heard.writes.extend(about);
        heard
            .erased
            .extend(message.erased.iter().filter(|erased| *erased == record));
    }

    pub fn meet_everyone(&mut self) {
        let mut all = Heard::default();
        for heard in self.heard.values() {
            all.writes.extend(&heard.writes);
            all.erased.extend(&heard.erased);
        }
        for device in 0..5 {
            self.heard.insert(device, all.clone());
        }
    }

    /// Whether a copy is what this device must hold.
    pub fn check(
        &self,
        device: usize,
        record: usize,
        copy: Option<&Record>,
    ) -> Result<(), TestCaseError> {
        assert!(record < RECORDS, "there are {RECORDS} records");
        let heard = self.heard.get(&device).cloned().unwrap_or_default();
        if heard.erased.contains(&record) {
            let erased = matches!(copy.map(|copy| &copy.body), Some(Body::Erased { .. }));
            prop_assert!(erased, "{copy:?}");
            return Ok(());
        }
        for number in 0..=FIELDS {
            // What was written to this field, and is not known to any later write to it heard of.
            let here: Vec<_> = heard
                .writes
                .iter()
                .map(|name| (name, &self.writes[name]))
                .filter(|(_, w)| (w.record, w.field) == (record, number))
                .collect();
            let stands = |name: &Name| here.iter().all(|(_, later)| !later.knew.contains(name));
            let expected: Vec<_> = here
                .iter()
                .filter(|(name, _)| stands(name))
                .map(|(name, w)| (**name, &w.value))
                .collect();
            let live = copy.and_then(Record::live);
            let register = live.and_then(|live| live.fields.get(&field(number)));
            let found: Vec<_> = register
                .into_iter()
                .flat_map(Register::writes)
                .map(|(dot, write)| ((dot.counter, dot.replica), &write.value))
                .collect();
            prop_assert_eq!(&found, &expected);
            let shown = register.map(|register| &register.shown().value);
            prop_assert_eq!(shown, expected.last().map(|(_, value)| *value));
        }
        Ok(())
    }
}
