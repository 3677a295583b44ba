//! What only a browser can do: IndexedDB, files, clock, ids, zones.

pub mod accent;
pub mod clock;
pub mod files;
pub mod idb;
pub mod ids;
pub mod intl;
pub mod programme_file;
pub mod quota;
pub mod signing;
pub mod store;
pub mod tabs;
pub mod teams;
pub mod zones;
