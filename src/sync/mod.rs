//! How copies of records merge, and what to send and fetch next. Decides, does no I/O.

pub mod autosave;
pub mod intake;
pub mod merge;
pub mod weeks;
