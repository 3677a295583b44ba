//! What people write of their weeks, and what follows from it.

mod weeks {
    pub mod kit;
    pub mod people;
    pub mod story;

    mod activity;
    mod apart;
    mod check_ins;
    mod contributing;
    mod dismissing;
    mod erased;
    mod files;
    mod forging;
    mod handing;
    mod importing;
    mod meetings;
    mod private;
    mod readers;
    mod saying;
    mod shapes;
    mod signals;
    mod taking;
}
