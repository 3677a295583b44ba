//! The app can't start: says what is wrong, where, and what to do. Nothing is written from here.

use leptos::prelude::*;

use crate::browser::programme_file::NotFetched;
use crate::browser::store::LoadError;
use crate::format::programme::ProgrammeError;
use crate::t;
use crate::ui::components::Button;
use crate::ui::messages;

/// What is in the way of a start.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// The programme file could not be had.
    NoProgramme(NotFetched),
    /// The programme file has mistakes, and there is no earlier good copy.
    BadProgramme(Vec<ProgrammeError>),
    /// The storage can't be opened or read.
    Storage(LoadError),
}

/// The page of a start that failed.
#[component]
pub fn Broken(trouble: Trouble, again: Callback<()>) -> AnyView {
    let (title, help, places) = match trouble {
        Trouble::NoProgramme(NotFetched::Offline) => (
            t!(home.programme_missing),
            t!(home.programme_missing_offline).to_owned(),
            None,
        ),
        Trouble::NoProgramme(NotFetched::Status(status)) => (
            t!(home.programme_missing),
            t!(home.programme_missing_status, status = status.to_string()),
            None,
        ),
        Trouble::BadProgramme(faults) => (
            t!(home.programme_broken),
            t!(home.programme_broken_help).to_owned(),
            Some(fault_list(&faults)),
        ),
        Trouble::Storage(error) => (t!(home.storage_shut), messages::load_error(&error), None),
    };
    view! {
        <main id="main" class="main" tabindex="-1">
            <div role="alert">
                <h1>{title}</h1>
                <p>{help}</p>
                {places}
            </div>
            <p>
                <Button label=t!(common.try_again) press=again />
            </p>
        </main>
    }
    .into_any()
}

/// Everything that is wrong in a programme file, and where.
pub fn fault_list(faults: &[ProgrammeError]) -> AnyView {
    let lines = faults
        .iter()
        .map(|fault| view! { <li dir="auto">{messages::programme_error(fault)}</li> });
    view! { <ul class="fault-list">{lines.collect_view()}</ul> }.into_any()
}
