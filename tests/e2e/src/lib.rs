//! Drives the built app in real browsers, as people do: finds by role and name, types real keys,
//! waits for conditions, never for time.
//!
//! A journey is an `async fn(&mut Visit) -> Result<()>`; [`in_every_browser!`] makes it one test
//! per engine, which [`journey::main`] runs. Around every journey stand the promises that hold always: no request to another
//! host, no breach of the content security policy, no error in the console.

pub mod axe;
mod bidi;
pub mod browser;
mod click;
pub mod clock;
mod console;
mod driver;
pub mod engine;
pub mod find;
pub mod journey;
pub mod keyboard;
pub mod outside;
pub mod paper;
pub mod pointer;
mod pool;
pub mod process;
pub mod python;
pub mod site;
pub mod visit;
pub mod wait;
mod webkit;
mod world;

pub use anyhow::{Context, Result, anyhow, ensure};
pub use browser::Settings;
pub use engine::{Engine, dist};
pub use find::{Found, Name};
pub use site::{Reply, Site};
pub use visit::Visit;
pub use wait::{Seen, until, until_within};
