//! Devices that share records by an endpoint that does everything wrong: all that anyone wrote is everywhere in the end.

mod sync {
    pub mod device;
    pub mod dice;
    pub mod server;
    pub mod world;
}

use groundcrew::domain::record::Body;
use sync::world::World;

/// How many worlds there are. `SYNC_SEED=N` runs one of them again.
const SEEDS: u64 = 2_000;

fn run(seed: u64) {
    let mut world = World::new(seed);
    world.storm(400);
    let expected = world.calm();
    world.settle();
    for device in &world.devices {
        let held = &device.disk.holds;
        for (id, record) in &expected.records {
            let here = held.records.get(id);
            assert_eq!(
                here,
                Some(record),
                "seed {seed}: {} has not converged",
                device.name
            );
        }
        assert_eq!(
            held.records.len(),
            expected.records.len(),
            "seed {seed}: {}",
            device.name
        );
        assert_eq!(
            device.disk.unsent.len(),
            0,
            "seed {seed}: {} has something left to send",
            device.name
        );
        for (id, version) in &device.disk.arrived {
            let now = &held.records[id];
            assert!(
                now.version.covers(version),
                "seed {seed}: {id} was said to have arrived, and is lost"
            );
        }
    }
    let writes = world.server.writes;
    world.settle();
    assert_eq!(
        world.server.writes, writes,
        "seed {seed}: something is sent again and again"
    );
    assert!(
        expected
            .records
            .values()
            .any(|record| matches!(record.body, Body::Live(_)))
    );
}

#[test]
fn promise_16_whatever_the_endpoint_does_nothing_is_lost_and_nothing_doubled() {
    if let Ok(seed) = std::env::var("SYNC_SEED") {
        return run(seed.parse().expect("a number"));
    }
    let halves = [0, 1].map(|half| {
        std::thread::spawn(move || (0..SEEDS).filter(|seed| seed % 2 == half).for_each(run))
    });
    for half in halves {
        if let Err(panic) = half.join() {
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn what_took_its_stamp_before_and_was_committed_after_is_heard_of_all_the_same() {
    for seed in 0..300 {
        let mut world = World::gentle(seed);
        // Long enough that everyone compared all there is once, and writes since.
        world.storm(60);
        world.pass(2);
        world.storm(300);
        let expected = world.calm();
        world.pass(6);
        for device in &world.devices {
            let held = &device.disk.holds.records;
            assert_eq!(held, &expected.records, "seed {seed}: {}", device.name);
        }
    }
}
