//! Forming teams: who is led by whom. A crate of its own, so that it can be compiled for speed.

pub use groundcrew_teams::*;
