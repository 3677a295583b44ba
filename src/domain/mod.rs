//! What the programme's things are and may do. Pure: knows no clock, no browser, no JSON.
//!
//! Where to start: [`programme`] is what a host configures, [`form`] what people are asked,
//! [`answer`] what they say, [`record`] how it is kept so that copies can merge.

pub mod answer;
pub mod application;
pub mod conflict;
pub mod decide;
pub mod decision;
pub mod erasure;
pub mod form;
pub mod gather;
pub mod id;
pub mod listing;
pub mod markdown;
pub mod membership;
pub mod overlap;
pub mod person;
pub mod programme;
pub mod record;
pub mod role;
pub mod roster;
pub mod sample;
pub mod sending;
pub mod teams;
pub mod time;
pub mod week;
