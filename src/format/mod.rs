//! Stored and sent JSON to domain values and back, for every version ever shipped.
//!
//! Where to start: [`programme`] is what a host writes, with its forms ([`form`]); [`record`] is how one
//! record is stored; [`mod@file`] is the shape of every file people hand over, of which [`export`],
//! [`submission`], [`progress`], [`receipt`] and [`weeks`] are kinds. What other programs read or write is beside
//! them: [`csv`] tables ([`table`], [`roster_csv`]), calendars ([`ics`]) and contacts ([`vcard`]), both of lines
//! ([`content_line`]), [`markdown`] and badges ([`open_badge`]);
//! [`sheet`] writes a session's roster as each.

pub mod content_line;
pub mod contributions;
pub mod csv;
pub mod envelope;
pub mod export;
pub mod file;
pub mod form;
pub mod glance;
pub mod ics;
pub mod journal;
pub mod json;
pub mod markdown;
pub mod moment;
pub mod naming;
pub mod open_badge;
pub mod own_parts;
mod parts;
pub mod programme;
pub mod progress;
pub mod receipt;
pub mod record;
pub mod report;
pub mod roster_csv;
pub mod sheet;
pub mod submission;
pub mod summary;
pub mod table;
pub mod teams;
pub mod vcard;
pub mod weeks;
pub mod zip;

pub use parts::Flaw;
