//! How long to wait before the endpoint is asked again: as it says itself, and otherwise longer each time.
//!
//! Exponential with full jitter, up to five minutes, so that devices that were refused together do not come back together.

use std::time::Duration;

/// The first wait, at most.
pub const FIRST: Duration = Duration::from_secs(1);
/// The longest wait that nobody asked for.
pub const LONGEST: Duration = Duration::from_secs(5 * 60);
/// What an endpoint asks for is believed up to here: a wrong header must not end the sharing of a day.
pub const BELIEVED: Duration = Duration::from_secs(60 * 60);

/// When the endpoint may be asked again.
#[derive(Debug, Clone)]
pub struct Pace {
    failures: u32,
    /// What our own patience says.
    own: Duration,
    /// What the endpoint asked for: nobody's hurry shortens it.
    asked: Duration,
    dice: u64,
}

impl Pace {
    /// Nothing stands in the way. `dice` is any number, another one on each device.
    pub fn new(dice: u64) -> Self {
        Self {
            failures: 0,
            own: Duration::ZERO,
            asked: Duration::ZERO,
            dice: dice | 1,
        }
    }

    /// The moment before which nothing is to be asked, by the clock that `now` was taken from.
    pub fn not_before(&self) -> Duration {
        self.own.max(self.asked)
    }

    /// How many times in a row it did not work.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// It worked. `backoff` is what the endpoint asks for all the same.
    pub fn succeed(&mut self, now: Duration, backoff: Option<Duration>) {
        self.failures = 0;
        if let Some(backoff) = backoff {
            self.ask(now, backoff);
        }
    }

    /// It did not work. `after` is how long the endpoint asks to be left alone.
    pub fn fail(&mut self, now: Duration, after: Option<Duration>) {
        let most = FIRST
            .saturating_mul(1 << self.failures.min(16))
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let drawn = most.mul_f64(self.draw());
        // Never at once: an endpoint that answers nonsense fast would be asked in a hot loop.
        self.own = now + drawn.max(Duration::from_millis(100));
        if let Some(after) = after {
            self.ask(now, after);
        }
    }

    /// The network is back, or a person asks: what was only our own patience is over.
    pub fn hurry(&mut self) {
        self.failures = 0;
        self.own = Duration::ZERO;
    }

    fn ask(&mut self, now: Duration, wait: Duration) {
        self.asked = self.asked.max(now + wait.min(BELIEVED));
    }

    /// A number from 0 to 1 (xorshift: how evenly hardly matters).
    fn draw(&mut self) -> f64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 11) as f64 / (1_u64 << 53) as f64
    }
}
