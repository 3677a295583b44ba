//! Devices, an endpoint and everything that happens between them, by a seed.

use std::time::Duration;

use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Collection};
use groundcrew::sync::engine::{Report, Step, Trouble, Wake};
use groundcrew::sync::merge::merge_collection;

use super::device::{Device, kinto};
use super::dice::Dice;
use super::server::{Fault, Server};

pub struct World {
    pub devices: Vec<Device>,
    pub server: Server,
    backup: Server,
    pub now: Duration,
    dice: Dice,
    /// Nothing goes wrong; requests take their time all the same.
    gentle: bool,
    calm: bool,
}

const RECORDS: usize = 12;

fn audiences() -> Vec<Audience> {
    vec![
        Audience::Organizers,
        Audience::Inbox("spring".parse().expect("a key")),
    ]
}

fn record(number: usize) -> (RecordId, Audience) {
    let audiences = audiences();
    (
        RecordId::from_bits(number as u128 + 100),
        audiences[number % audiences.len()].clone(),
    )
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let clocks = [
            1_800_000_000_000,
            0,
            2_208_988_800_000,
            1_799_999_000_000,
            1_800_000_900_000,
        ];
        let devices =
            (0..2 + dice.below(4)).map(|number| Device::new(number, clocks[number], audiences()));
        let skew = [0, 5_000_000_000, 1_700_000_000_000][dice.below(3)];
        let server = Server::new(skew, dice.once_in(6));
        Self {
            devices: devices.collect(),
            backup: server.clone(),
            server,
            now: Duration::from_secs(1_000),
            dice,
            gentle: false,
            calm: false,
        }
    }

    /// A world in which nothing goes wrong, but that requests take their time.
    pub fn gentle(seed: u64) -> Self {
        let mut world = Self::new(seed);
        world.server.ignores_if_match = false;
        world.gentle = true;
        world
    }

    /// So many things happen.
    pub fn storm(&mut self, times: usize) {
        for _ in 0..times {
            self.now += Duration::from_millis(self.dice.number() % 3_000);
            if self.dice.once_in(400) {
                self.now += Duration::from_secs(self.dice.number() % 400);
            }
            self.mishap();
            let device = self.dice.below(self.devices.len());
            match self.dice.below(10) {
                0 | 1 => {
                    let (id, audience) = record(self.dice.below(RECORDS));
                    let (field, value) = (self.dice.below(3), self.dice.number() % 5);
                    self.devices[device].write(id, &audience, field, value);
                    self.wake(device, Wake::Wrote);
                }
                2 if self.dice.once_in(25) => {
                    let (id, _) = record(self.dice.below(RECORDS));
                    self.devices[device].erase(id);
                    self.wake(device, Wake::Wrote);
                }
                3 if !self.gentle && self.dice.once_in(6) => self.devices[device].kill(),
                _ => self.step(device),
            }
        }
    }

    /// What happens to the endpoint.
    fn mishap(&mut self) {
        if self.gentle {
            return;
        }
        if self.dice.once_in(150) {
            self.backup = self.server.clone();
        }
        if self.dice.once_in(900) {
            self.server.wipe();
        }
        if self.dice.once_in(900) {
            self.server.put_back(&self.backup);
        }
        if self.dice.once_in(200) {
            self.server.remove_one(&mut self.dice);
        }
        if self.dice.once_in(600) {
            self.server.identity = [None, Some("another".to_owned()), Some("the-one".to_owned())]
                [self.dice.below(3)]
            .clone();
        }
        if self.dice.once_in(600) {
            let who = self.devices[self.dice.below(self.devices.len())]
                .name
                .clone();
            if self.server.users.remove(&who).is_none() {
                self.server.users.insert(who, "somebody".to_owned());
            }
        }
    }

    fn fault(&mut self) -> Fault {
        if self.calm || self.gentle || !self.dice.once_in(4) {
            return Fault::None;
        }
        match self.dice.below(12) {
            0 | 1 => Fault::LostRequest,
            2 | 3 => Fault::LostReply,
            4 => Fault::Twice,
            5 | 6 => Fault::Conflict,
            7 => Fault::Login,
            8 => Fault::Cut,
            9 => Fault::Status(503, Some(20)),
            10 => Fault::Status(429, Some(5)),
            _ => Fault::Status([500, 502, 412, 413][self.dice.below(4)], None),
        }
    }

    fn wake(&mut self, device: usize, wake: Wake) {
        let device = &mut self.devices[device];
        device.engine.handle(Report::Woken(wake), self.now);
    }

    /// A device does what its engine says, or a part of it.
    pub fn step(&mut self, number: usize) {
        let now = self.now;
        let step = self.devices[number].engine.next(now);
        assert_eq!(
            step,
            self.devices[number].engine.next(now),
            "asked twice it says the same"
        );
        match step {
            Step::Ask(call) => {
                let request = kinto().request(&call);
                let name = self.devices[number].name.clone();
                let Some(pending) = self.devices[number].in_flight.take() else {
                    assert!(
                        now >= self.devices[number].leave_alone,
                        "asked while it was to be left alone"
                    );
                    self.devices[number].in_flight = Some(self.server.begin(&request, now));
                    if !self.calm {
                        return;
                    }
                    return self.step(number);
                };
                let fault = self.fault();
                let response = self.server.end(&pending, &name, fault, now);
                let killed = !self.calm && !self.gentle && self.dice.once_in(60);
                let device = &mut self.devices[number];
                if let (Fault::Status(_, Some(after)), Some(_)) = (fault, &response) {
                    device.leave_alone = now + Duration::from_secs(after);
                }
                if killed {
                    return device.kill();
                }
                let reply = kinto().reply(&call, response.as_ref());
                device.engine.handle(Report::Reply(reply), now);
            }
            Step::Keep(keep) => {
                let wild = !self.calm && !self.gentle;
                let (fails, killed) = (self.dice.once_in(50), self.dice.once_in(60));
                let device = &mut self.devices[number];
                if wild && fails {
                    return device.engine.handle(Report::NotKept, now);
                }
                let kept = device.keep(keep);
                if wild && killed {
                    return device.kill();
                }
                device.engine.handle(kept, now);
            }
            Step::Load {
                audience,
                most,
                but,
            } => {
                let loaded = self.devices[number].load(&audience, most, &but);
                self.devices[number].engine.handle(loaded, now);
            }
            Step::Wait(until) => {
                if now >= until {
                    self.wake(number, Wake::Time);
                }
            }
            Step::Stop(trouble) => self.advise(number, &trouble),
        }
    }

    /// A person says how to go on, now and then; once it is calm at once.
    fn advise(&mut self, number: usize, trouble: &Trouble) {
        if !self.calm && !self.dice.once_in(10) {
            return;
        }
        let wake = match trouble {
            Trouble::OtherEndpoint(Some(_)) => Wake::Afresh,
            // It was met under a wrong name.
            Trouble::OtherUser(_) if self.calm => Wake::Afresh,
            _ => Wake::Now,
        };
        self.wake(number, wake);
    }

    /// Nothing goes wrong any more, and nobody writes: what every device has to hold in the end.
    pub fn calm(&mut self) -> Collection {
        self.calm = true;
        self.server
            .identity
            .get_or_insert_with(|| "the-one".to_owned());
        self.server.users.clear();
        let mut all = Collection::default();
        for device in &self.devices {
            merge_collection(&mut all, device.disk.holds.clone());
        }
        all
    }

    /// Goes on until every device rests with nothing left to send; then once more, so that each heard of the last.
    pub fn settle(&mut self) {
        for _ in 0..3 {
            for number in 0..self.devices.len() {
                self.settle_one(number);
            }
            self.now += Duration::from_secs(400);
        }
    }

    /// Lets some minutes go by, in which nobody does anything.
    pub fn pass(&mut self, minutes: u64) {
        let end = self.now + Duration::from_secs(minutes * 60);
        while self.now < end {
            self.now += Duration::from_secs(1);
            (0..self.devices.len()).for_each(|number| self.step(number));
        }
    }

    fn settle_one(&mut self, number: usize) {
        self.devices[number].leave_alone = Duration::ZERO;
        let troubled = self.devices[number]
            .engine
            .troubles()
            .any(|trouble| matches!(trouble, Trouble::Older(_)));
        self.wake(number, if troubled { Wake::Afresh } else { Wake::Now });
        for _ in 0..3_000 {
            let device = &self.devices[number];
            if device.engine.is_resting() {
                let older = device
                    .engine
                    .troubles()
                    .any(|trouble| matches!(trouble, Trouble::Older(_)));
                if !older {
                    return;
                }
                self.wake(number, Wake::Afresh);
            }
            if let Step::Wait(until) = self.devices[number].engine.next(self.now) {
                self.now = self.now.max(until);
            }
            self.step(number);
        }
        let device = &self.devices[number];
        panic!(
            "{} never comes to rest: {:?}",
            device.name,
            device.engine.next(self.now)
        );
    }
}
