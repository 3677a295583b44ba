//! Carrying people with a pointer. Whatever is done so can be done by keyboard, in somebody's dialog.

use leptos::ev::DragEvent;
use leptos::prelude::*;

use super::state::Studio;
use crate::domain::id::RecordId;

/// Somebody is taken up.
pub(super) fn start(studio: Studio, person: RecordId, event: &DragEvent) {
    if studio.preview.with_untracked(Option::is_some) {
        event.prevent_default();
        return;
    }
    if let Some(carried) = event.data_transfer() {
        carried.set_effect_allowed("move");
        // Firefox carries nothing without data. The name is all that another page could get of it.
        if let Err(error) = carried.set_data("text/plain", &untrack(|| studio.name(person))) {
            leptos::logging::error!("nothing can be carried: {error:?}");
        }
    }
    studio.dragged.set(Some(person));
}

/// Somebody is carried over a place: it takes them.
pub(super) fn over(studio: Studio, event: &DragEvent) {
    if studio.dragged.with_untracked(Option::is_some) {
        event.prevent_default();
    }
}

/// Somebody is let go over a team, or over those who are on none.
pub(super) fn drop_on(studio: Studio, team: Option<RecordId>, event: &DragEvent) {
    event.prevent_default();
    if let Some(person) = studio.dragged.get_untracked() {
        studio.dragged.set(None);
        studio.put(person, team);
    }
}
