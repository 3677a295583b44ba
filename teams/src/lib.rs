//! Forms mentorship teams: who is led by whom, with a bound on how much better any other choice could be.
//!
//! Pure: knows no clock, no randomness from outside, no files.
//!
//! Where to start: [`Problem`] is what is asked, [`Search`] looks for the best [`Roster`] in steps that its
//! caller times, [`Certificate`] proves its bound to those who do not trust it, and [`clash()`] tells which
//! locks leave no roster at all. Inside, `root` finds the prices of people, `solver` says what follows,
//! `tree` tries what the prices leave open, and `simplex` solves their linear programmes.
//! docs/decisions/0007 says why it is done in this way.

mod ascent;
mod bits;
mod captains;
mod certificate;
mod chance;
mod clash;
mod cuts;
mod field;
mod greedy;
mod master;
mod packing;
mod pool;
mod price;
mod problem;
mod root;
mod roster;
mod round;
mod search;
mod simplex;
mod solver;
mod state;
mod tree;
mod week;
mod wire;

pub use certificate::{Argument, Certificate, Unproved};
pub use clash::{Clash, Clashing, clash};
pub use problem::{Captain, Flaw, Lock, Mentee, Navigator, Person, Problem, Rules, Weights, Wish};
pub use roster::{Objective, Roster, Team};
pub use search::{Search, Status};
pub use week::{QUARTERS, Seam, Week};
pub use wire::{Damaged, Report, Request, Standing};
