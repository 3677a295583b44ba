//! How copies of records merge, and what to send and fetch next. Decides, does no I/O.
//!
//! Where to start: [`engine`] says step by step what to do with an endpoint; [`kinto`] says it in requests.

pub mod autosave;
pub mod endpoint;
pub mod engine;
pub mod intake;
pub mod kinto;
pub mod merge;
pub mod pace;
pub mod weeks;
