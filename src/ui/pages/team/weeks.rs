//! The team's weeks, each with its meeting.

use leptos::prelude::*;

use super::Here;
use crate::domain::week::Weeks;
use crate::ui::pages::meeting::{Occasion, meetings};

/// The part of the page.
pub(super) fn weeks(here: Here) -> AnyView {
    let occasion = Memo::new(move |_| {
        let team = here.team()?;
        let weeks = here
            .known
            .with(|known| Weeks::of_team(&team, known.session()));
        Some(Occasion::of_team(&team, weeks, 0))
    });
    meetings(here.app, occasion)
}
