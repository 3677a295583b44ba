//! Groundcrew runs an open-source mentorship programme from the browser.
//!
//! Where to start: [`domain`] says what a programme's things are and what may be done
//! to them; `ui` (browser only) shows them. Dependencies point one way,
//! `domain <- format <- sync <- route <- browser <- ui`, and `tests/architecture.rs` proves it.

pub mod domain;
pub mod format;
pub mod route;
pub mod sync;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
