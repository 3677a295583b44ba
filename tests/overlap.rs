//! When people can meet: checked against a database of zones and a slow model of our own, and in the
//! weeks in which clocks change.
#![cfg(not(target_arch = "wasm32"))]

mod overlap {
    mod cases;
    mod events;
    mod kit;
    mod model;
    mod ring;
}
