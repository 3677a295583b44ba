//! What people do with the app, from one end to the other, in every engine.
//!
//! Names begin with the promise they keep, where there is one.

mod along;
mod applying;
mod arranging;
mod calls;
mod changing;
mod checking;
mod choosing;
mod closing;
mod comparing;
mod conflicts;
mod contributing;
mod crew;
mod crewing;
mod deciding;
mod desk;
mod ending;
mod form;
mod forming;
mod hosting;
mod keeping;
mod leaving;
mod list;
mod meetings;
mod organizing;
mod people;
mod programme;
mod reading;
mod road;
mod rosters;
mod screens;
mod standing;
mod studio;
mod taking;

fn main() -> std::process::ExitCode {
    e2e::journey::main()
}
