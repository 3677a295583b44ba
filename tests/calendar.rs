//! Calendars and contacts: read back with somebody else's library, and held against a database of zones.
#![cfg(not(target_arch = "wasm32"))]

mod calendar {
    mod claims;
    mod contacts;
    mod file;
    mod kit;
    mod moments;
    mod once;
    mod others;
    mod reading;
    mod reminders;
    mod rosters;
    mod samples;
    mod texts;
}
