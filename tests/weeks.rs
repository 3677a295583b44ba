//! What people write of their weeks, and what follows from it.

mod weeks {
    pub mod kit;
    pub mod people;
    pub mod story;

    mod activity;
    mod along;
    mod apart;
    mod check_ins;
    mod circles;
    pub mod closing;
    mod closing_readers;
    mod closings;
    mod contributing;
    mod dismissing;
    mod due;
    mod erased;
    mod files;
    pub mod forging;
    mod glances;
    mod handing;
    mod importing;
    mod knowing;
    mod meetings;
    mod private;
    mod questions;
    mod readers;
    pub mod report;
    mod saying;
    mod shapes;
    mod signals;
    mod staying;
    mod taking;
}
