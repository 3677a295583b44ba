//! A link from elsewhere that seeks somebody for a team: in the stead of someone who left, or who does not do what is asked.

use leptos::prelude::*;

use super::state::Studio;
use super::{ROSTER, RecordId, Role, Route, SessionId};
use crate::route::Query;
use crate::t;
use crate::ui::place;
use crate::ui::words::word;

/// The names in the URL: for which team, and as what.
const TEAM: &str = "for";
const AS: &str = "as";

/// The way to whoever could step in on a team, with a role.
pub fn step_in_link(session: &SessionId, team: RecordId, role: &Role) -> Route {
    let query = Query::default()
        .with(TEAM, &team.to_string())
        .with(AS, role.as_str());
    Route::Studio(session.clone(), query)
}

/// Opens what a link asked for, once. Closed, it stays closed until the link is followed again.
pub(super) fn open(studio: Studio) {
    let Route::Studio(session, query) = studio.app.route.get_untracked() else {
        return;
    };
    let team = query.get(TEAM).and_then(|id| id.parse::<RecordId>().ok());
    let role = query.get(AS).map(Role::from_name);
    let Some((team, role)) = team.zip(role) else {
        return;
    };
    let roster = query.get(ROSTER).unwrap_or_default().to_owned();
    // A dialog opens once the page holds it.
    request_animation_frame(move || {
        let is_there = studio
            .stored
            .try_with_untracked(|roster| roster.teams.contains_key(&team));
        match is_there {
            Some(true) => studio.slot.set(Some((team, role))),
            Some(false) => {
                let words = t!(teams.not_in_studio, team = word(|w| &w.team.one));
                studio.say(words);
            }
            // The page was left.
            None => return,
        }
        place::replace(&Route::Studio(
            session,
            Query::default().with(ROSTER, &roster),
        ));
    });
}
