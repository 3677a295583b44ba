//! Waiting for a condition, with a deadline. The only place of these tests where time passes.

use std::fmt::Display;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a condition may take before a test fails: generous, as the machine may be busy,
/// and costless, as nothing waits longer than its condition does.
pub const PATIENCE: Duration = Duration::from_secs(20);

const INTERVAL: Duration = Duration::from_millis(40);

/// What an attempt saw.
#[derive(Debug)]
pub enum Seen<T> {
    /// The condition holds.
    Yes(T),
    /// Not yet, and why.
    NotYet(String),
}

impl<T> Seen<T> {
    /// Not yet, for this reason.
    pub fn not_yet(why: impl Display) -> Self {
        Self::NotYet(why.to_string())
    }
}

impl Seen<()> {
    /// Whether a condition holds; `otherwise` says what is there instead.
    pub fn when(holds: bool, otherwise: impl Display) -> Self {
        if holds {
            Self::Yes(())
        } else {
            Self::not_yet(otherwise)
        }
    }
}

/// Tries until the condition holds. The error says what was waited for and what was there last.
pub async fn until<T>(
    what: impl Display,
    attempt: impl AsyncFnMut() -> Result<Seen<T>>,
) -> Result<T> {
    until_within(PATIENCE, what, attempt).await
}

/// [`until`] with a deadline that is itself part of what is promised.
pub async fn until_within<T>(
    patience: Duration,
    what: impl Display,
    mut attempt: impl AsyncFnMut() -> Result<Seen<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        let reason = match attempt().await? {
            Seen::Yes(value) => return Ok(value),
            Seen::NotYet(reason) => reason,
        };
        if start.elapsed() >= patience {
            return Err(anyhow!(
                "waited {:.1} s for {what}; last: {reason}",
                patience.as_secs_f32()
            ));
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// [`until`] outside of any runtime: for processes and threads.
pub(crate) fn until_blocking<T>(
    what: impl Display,
    mut attempt: impl FnMut() -> Result<Seen<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        let reason = match attempt()? {
            Seen::Yes(value) => return Ok(value),
            Seen::NotYet(reason) => reason,
        };
        if start.elapsed() >= PATIENCE {
            return Err(anyhow!("waited for {what}; last: {reason}"));
        }
        std::thread::sleep(INTERVAL);
    }
}
