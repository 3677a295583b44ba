//! How copies of records merge, against a slow model that knows every write and what its writer had seen.

mod merge {
    pub mod model;
    pub mod network;
}

use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{
    Audience, Body, Collection, Dot, FieldName, JournalEntry, Kind, Record, Value, What,
};
use groundcrew::domain::time::Instant;
use groundcrew::format::export;
use groundcrew::sync::merge::{may_merge, merge, merge_collection};
use merge::model::Model;
use merge::network::{Act, FIELDS, Network, RECORDS, field, record_id, replica_id};
use proptest::prelude::*;

/// What happens between up to five devices: writes, erasures, copies sent and received in any
/// order, again, or never.
fn acts() -> impl Strategy<Value = Vec<Act>> {
    let device = 0..5_usize;
    let record = 0..RECORDS;
    let act = prop_oneof![
        6 => (device.clone(), record.clone(), 0..FIELDS, any::<u8>())
            .prop_map(|(device, record, field, value)| Act::Write { device, record, field, value }),
        2 => (device.clone(), record.clone(), any::<bool>())
            .prop_map(|(device, record, deleted)| Act::Delete { device, record, deleted }),
        1 => (device.clone(), record.clone()).prop_map(|(device, record)| Act::Erase { device, record }),
        4 => (device.clone(), record).prop_map(|(device, record)| Act::Send { device, record }),
        4 => (device, any::<prop::sample::Index>())
            .prop_map(|(device, message)| Act::Receive { device, message }),
    ];
    prop::collection::vec(act, 0..60)
}

/// Clocks of five devices: one at 1970, one at 2040, the rest anywhere.
fn clocks() -> impl Strategy<Value = [i64; 5]> {
    let any_time = 0..4_000_000_000_000_i64;
    (any_time.clone(), any_time.clone(), any_time)
        .prop_map(|(a, b, c)| [0, 2_208_988_800_000, a, b, c])
}

fn merged(a: &Record, b: &Record) -> Record {
    merge(a, b).expect("copies of one record")
}

/// Every copy of a record that any device held at any moment, all of them reachable states.
fn copies(network: &Network, record: usize) -> Vec<Record> {
    let id = record_id(record);
    network
        .sent()
        .filter(|copy| copy.id == id)
        .chain(network.copies(id))
        .cloned()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn promise_18_merging_is_commutative_associative_and_idempotent(acts in acts(), clocks in clocks()) {
        let mut network = Network::new(clocks);
        acts.iter().for_each(|act| network.act(act));
        for record in 0..RECORDS {
            let all = copies(&network, record);
            for a in all.iter().take(6) {
                prop_assert_eq!(&merged(a, a), a);
                for b in all.iter().rev().take(6) {
                    let ab = merged(a, b);
                    prop_assert_eq!(&merged(b, a), &ab);
                    prop_assert_eq!(&merged(&ab, b), &ab);
                    for c in all.iter().step_by(3).take(6) {
                        prop_assert_eq!(merged(&ab, c), merged(a, &merged(b, c)));
                    }
                }
            }
        }
    }

    #[test]
    fn promise_18_devices_that_heard_everything_agree_with_the_model(acts in acts(), clocks in clocks()) {
        let mut network = Network::new(clocks);
        let mut model = Model::default();
        for act in &acts {
            network.act_and_tell(act, &mut model);
        }
        // At any moment, every device shows what the model says it should.
        for device in 0..5 {
            for record in 0..RECORDS {
                model.check(device, record, network.copy(device, record_id(record)))?;
            }
        }
        network.meet_everyone();
        model.meet_everyone();
        for record in 0..RECORDS {
            let first = network.copy(0, record_id(record));
            for device in 0..5 {
                prop_assert_eq!(network.copy(device, record_id(record)), first);
                model.check(device, record, network.copy(device, record_id(record)))?;
            }
        }
    }

    #[test]
    fn promise_18_exports_merge_to_the_same_bytes_in_any_order_and_repetition(
        acts in acts(),
        clocks in clocks(),
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(0..5_usize, 0..5),
    ) {
        let mut network = Network::new(clocks);
        acts.iter().for_each(|act| network.act(act));
        let programme = "somewhere".parse().expect("a key");
        let of = |devices: &[usize]| {
            let mut all = Collection::default();
            for &device in devices {
                merge_collection(&mut all, network.collection(device));
            }
            export::to_text(&programme, &all)
        };
        let straight = of(&[0, 1, 2, 3, 4]);
        let shuffled: Vec<_> = order.iter().chain(&again).chain(&order[..2]).copied().collect();
        prop_assert_eq!(of(&shuffled), straight);
    }

    #[test]
    fn promise_20_clocks_decide_nothing(acts in acts(), clocks in clocks()) {
        // The same story told twice, under right clocks and under wild ones, ends in the same values.
        let values = |clocks| {
            let mut network = Network::new(clocks);
            acts.iter().for_each(|act| network.act(act));
            network.meet_everyone();
            (0..RECORDS).map(|record| values_of(network.copy(0, record_id(record)))).collect::<Vec<_>>()
        };
        prop_assert_eq!(values(clocks), values([1_800_000_000_000; 5]));
    }

    #[test]
    fn promise_21_what_was_erased_stays_erased(acts in acts(), clocks in clocks()) {
        let mut network = Network::new(clocks);
        let mut erased = [false; RECORDS];
        for act in &acts {
            network.act(act);
            if let Act::Erase { device, record } = *act {
                erased[record] |= network.copy(device, record_id(record)).is_some();
            }
        }
        network.meet_everyone();
        for (record, erased) in erased.into_iter().enumerate() {
            let id = record_id(record);
            for device in 0..5 {
                if erased {
                    let body = network.copy(device, id).map(|copy| &copy.body);
                    let stays = matches!(body, Some(Body::Erased { .. }));
                    prop_assert!(stays);
                    let lines = network.collection(device).journal;
                    prop_assert!(lines.iter().all(|line| line.record != id || line.what == What::Erased));
                }
            }
        }
    }
}

/// The values of each field, in the order of their dots, without who and when.
fn values_of(copy: Option<&Record>) -> Vec<(FieldName, Vec<Value>)> {
    let live = copy.and_then(Record::live);
    live.into_iter()
        .flat_map(|live| &live.fields)
        .map(|(name, register)| {
            (
                name.clone(),
                register.writes().map(|(_, w)| w.value.clone()).collect(),
            )
        })
        .collect()
}

/// Two devices that hold the same record and then go apart.
fn apart() -> Network {
    let mut network = Network::new([0; 5]);
    network.act(&Act::Write {
        device: 0,
        record: 0,
        field: 0,
        value: 1,
    });
    network.meet(0, 1);
    network
}

fn shown(network: &Network, device: usize, number: usize) -> Option<&Value> {
    network.copy(device, record_id(0))?.get(&field(number))
}

#[test]
fn promise_19_different_fields_edited_apart_both_survive() {
    let mut network = apart();
    network.act(&Act::Write {
        device: 0,
        record: 0,
        field: 1,
        value: 2,
    });
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 2,
        value: 3,
    });
    network.meet(0, 1);
    for device in [0, 1] {
        for (number, value) in [(0, 1), (1, 2), (2, 3)] {
            assert_eq!(
                shown(&network, device, number),
                Some(&Value::Integer(value))
            );
        }
    }
}

#[test]
fn promise_19_one_field_edited_apart_keeps_both_values_until_someone_chooses() {
    let mut network = apart();
    network.act(&Act::Write {
        device: 0,
        record: 0,
        field: 0,
        value: 2,
    });
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 0,
        value: 3,
    });
    network.meet(0, 1);
    let values = |network: &Network, device| values_of(network.copy(device, record_id(0)));
    for device in [0, 1] {
        let both = vec![Value::Integer(3), Value::Integer(2)];
        assert_eq!(values(&network, device), [(field(0), both)]);
        assert_eq!(
            shown(&network, device, 0),
            Some(&Value::Integer(2)),
            "the greatest dot"
        );
    }
    // Choosing the value that is shown already settles the conflict all the same.
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 0,
        value: 2,
    });
    network.meet(0, 1);
    for device in [0, 1] {
        assert_eq!(
            values(&network, device),
            [(field(0), vec![Value::Integer(2)])]
        );
    }
}

#[test]
fn promise_20_a_laptop_set_to_1970_loses_nothing() {
    let mut network = Network::new([2_208_988_800_000, 0, 0, 0, 0]);
    network.act(&Act::Write {
        device: 0,
        record: 0,
        field: 0,
        value: 1,
    });
    network.meet(0, 1);
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 0,
        value: 2,
    });
    network.meet(0, 1);
    assert_eq!(
        values_of(network.copy(0, record_id(0))),
        [(field(0), vec![Value::Integer(2)])]
    );
}

#[test]
fn promise_21_an_edit_made_away_does_not_bring_an_erased_record_back() {
    let mut network = apart();
    network.act(&Act::Erase {
        device: 0,
        record: 0,
    });
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 0,
        value: 9,
    });
    network.meet(0, 1);
    network.act(&Act::Write {
        device: 1,
        record: 0,
        field: 0,
        value: 10,
    });
    network.meet(0, 1);
    for device in [0, 1] {
        let copy = network.copy(device, record_id(0)).expect("a mark stays");
        assert!(matches!(copy.body, Body::Erased { .. }));
    }
}

#[test]
fn a_dot_that_a_hostile_file_gives_to_two_writes_still_ends_the_same_everywhere() {
    let mut network = apart();
    let ours = network.copy(0, record_id(0)).expect("written").clone();
    let mut theirs = ours.clone();
    if let Body::Live(live) = &mut theirs.body {
        let register = live.fields.get_mut(&field(0)).expect("written");
        let (dot, write) = register.writes().next().expect("never empty");
        let mut forged = write.clone();
        forged.value = Value::Text("forged".to_owned());
        register.overwrite(dot, forged);
        live.kind = Kind::Unknown("zzz".into());
        live.audience = Audience::Unknown("zzz".into());
        live.extra.insert("more".to_owned(), Value::Null);
    }
    assert_eq!(merged(&ours, &theirs), merged(&theirs, &ours));
    network.put(1, theirs);
    network.meet(0, 1);
    assert_eq!(network.copy(0, record_id(0)), network.copy(1, record_id(0)));
}

#[test]
fn promise_06_parts_this_version_does_not_know_survive_a_merge() {
    let mut network = apart();
    let mut theirs = network.copy(1, record_id(0)).expect("written").clone();
    if let Body::Live(live) = &mut theirs.body {
        live.extra.insert("colour".to_owned(), Value::from("green"));
    }
    network.put(1, theirs);
    network.act(&Act::Write {
        device: 0,
        record: 0,
        field: 1,
        value: 1,
    });
    network.meet(0, 1);
    for device in [0, 1] {
        let live = network
            .copy(device, record_id(0))
            .and_then(Record::live)
            .expect("lives");
        assert_eq!(live.extra.get("colour"), Some(&Value::from("green")));
    }
}

#[test]
fn copies_of_different_records_are_not_merged() {
    let mut network = apart();
    network.act(&Act::Write {
        device: 0,
        record: 1,
        field: 0,
        value: 1,
    });
    let a = network.copy(0, record_id(0)).expect("written");
    let b = network.copy(0, record_id(1)).expect("written");
    assert!(merge(a, b).is_err());
}

#[test]
fn the_journal_of_a_merge_is_every_line_but_those_about_erased_records() {
    let line = |record: u128, counter, what| JournalEntry {
        record: RecordId::from_bits(record),
        dot: Dot {
            counter,
            replica: ReplicaId::from_bits(1),
        },
        what,
        at: Instant(0),
        by: "".into(),
    };
    let mut network = apart();
    network.act(&Act::Erase {
        device: 0,
        record: 0,
    });
    let id = record_id(0).bits();
    let mut ours = network.collection(0);
    let mut theirs = network.collection(1);
    theirs.journal.insert(line(77, 1, What::Erased));
    ours.journal
        .insert(line(77, 2, What::Unknown(Value::from("moved"))));
    merge_collection(&mut ours, theirs);
    let erased = JournalEntry {
        dot: Dot {
            counter: 2,
            replica: replica_id(0),
        },
        ..line(id, 2, What::Erased)
    };
    let rest = [
        line(77, 1, What::Erased),
        line(77, 2, What::Unknown(Value::from("moved"))),
    ];
    assert_eq!(ours.journal.len(), 3);
    assert!(rest.iter().all(|line| ours.journal.contains(line)));
    assert!(
        ours.journal
            .iter()
            .any(|line| (line.record, line.dot) == (erased.record, erased.dot))
    );
}

/// A form version, and what a hostile file brings under its id.
fn form_version_and_another() -> (Record, Record) {
    use groundcrew::domain::record::{Applied, Writer};
    let text = include_str!("../public/programme.json");
    let programme = groundcrew::format::programme::parse(text).expect("the sample is good");
    let form = programme.programme.forms.first().expect("it has a form");
    let version = groundcrew::format::form::version_record(form);
    let mut hostile = Writer {
        replica: ReplicaId::from_bits(66),
        counter: 0,
        at: Instant(0),
        by: "".into(),
    };
    let inbox = Audience::Inbox("spring-2027".parse().expect("a key"));
    let fields = ["definition", "answer/name"].map(|name| (FieldName::new(name), "x".into()));
    let made = hostile.write(None, version.id, Kind::Application, inbox, fields.into());
    let Applied::Changed(other, _) = made else {
        unreachable!("nothing was erased");
    };
    (version, other)
}

#[test]
fn promise_24_nothing_is_added_to_a_form_version_or_takes_its_place() {
    let (version, other) = form_version_and_another();
    let erased = Record {
        body: Body::Erased { at: Instant(0) },
        ..other.clone()
    };
    for theirs in [&other, &erased] {
        assert_eq!(merged(&version, theirs), version);
        assert_eq!(merged(theirs, &version), version);
    }
    assert!(!may_merge(&version, &other));
    // One that was spoilt before heals when the form comes again.
    let mut spoilt = version.clone();
    if let Body::Live(live) = &mut spoilt.body {
        live.audience = Audience::Organizers;
        live.fields
            .extend(other.live().expect("live").fields.clone());
    }
    assert!(may_merge(&spoilt, &version));
    assert_eq!(merged(&spoilt, &version), version);
}

#[test]
fn a_form_version_outlives_whoever_erases_all_of_theirs() {
    let (version, _) = form_version_and_another();
    let mut writer = groundcrew::domain::record::Writer {
        replica: ReplicaId::from_bits(7),
        counter: 0,
        at: Instant(0),
        by: "".into(),
    };
    assert_eq!(writer.erase(version.clone()), (version, None));
}

#[test]
fn promise_12_what_is_confided_is_erased_and_no_line_tells_of_it() {
    use groundcrew::domain::record::{Applied, Writer};
    let mut writer = Writer {
        replica: ReplicaId::from_bits(7),
        counter: 0,
        at: Instant(0),
        by: "".into(),
    };
    let fields = [(FieldName::new("typed/name"), "x".into())];
    let id = record_id(1);
    let made = writer.write(None, id, Kind::Draft, Audience::Device, fields.into());
    let Applied::Changed(draft, _) = made else {
        unreachable!("nothing was erased");
    };
    let before = writer.counter;
    let (erased, line) = writer.erase(draft);
    // By its counter whoever stores it knows that there is something to store.
    assert!(writer.counter > before);
    assert_eq!(erased.body, Body::Erased { at: Instant(0) });
    assert_eq!(line, None);
}
