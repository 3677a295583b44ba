//! The screens: they read state and dispatch commands, and never write.
//!
//! Where to start: [`boot`] opens programme and storage, [`app`] holds the state and the one
//! write path, [`shell`] is what every page sits in, `pages` has a file for each place.

pub mod answers;
pub mod app;
mod boot;
mod closings;
pub mod components;
pub mod conflicts;
mod contributions;
pub mod crew;
pub mod deed;
pub mod desk;
pub mod file_input;
pub mod i18n;
pub mod keeper;
pub mod markdown;
pub mod messages;
pub mod own;
pub mod pages;
pub mod panic;
mod parts;
pub mod pause;
pub mod place;
pub mod plan;
pub mod programme;
pub mod saved;
pub mod saving;
pub mod set_aside;
mod shell;
pub mod typing;
pub mod updates;
pub mod waiting;
pub mod weeks;
pub mod when;
pub mod words;

/// Mounts the app in the page's body.
pub fn mount() {
    panic::watch();
    leptos::mount::mount_to_body(boot::Boot);
}
