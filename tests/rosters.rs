//! Rosters in effect: what is read of them, what everyone may see, when teams meet, and tables that are
//! taken in.
#![cfg(not(target_arch = "wasm32"))]

mod rosters {
    mod adding;
    mod choices;
    mod following;
    mod kit;
    mod listing;
    mod markdown;
    mod meetings;
    mod showing;
    mod standing;
    mod tables;
    mod taking;
}
