//! Whose device this is: the parts in sessions that its owner has. It is said by whoever uses it, or by a file that was made
//! for them, and is a setting of the device: it goes into no file.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::deed::Failed;
use super::messages;
use crate::browser::store::SaveError;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::week::own::OwnParts;

thread_local! {
    static OWN: Cell<Option<RwSignal<Option<OwnParts>>>> = const { Cell::new(None) };
}

/// The parts of this device's owner; nothing while they are being read.
pub fn parts(app: App) -> RwSignal<Option<OwnParts>> {
    if let Some(parts) = OWN.get() {
        return parts;
    }
    let parts = app.rooted(|| {
        let parts = RwSignal::new(None);
        Effect::new(move || {
            app.changed.track();
            spawn_local(reread(app, parts));
        });
        parts
    });
    OWN.set(Some(parts));
    parts
}

async fn reread(app: App, parts: RwSignal<Option<OwnParts>>) {
    // Nobody is taken for someone they may not be.
    let now = Some(app.store().own_parts().await.unwrap_or_default());
    if parts.with_untracked(|parts| *parts != now) {
        parts.set(now);
    }
}

/// Whether a membership is this device's owner's.
pub fn is_mine(app: App, member: RecordId) -> Signal<bool> {
    let parts = parts(app);
    let is_mine = move |_: Option<&bool>| {
        parts.with(|parts| parts.as_ref().is_some_and(|parts| parts.holds(member)))
    };
    Memo::new(is_mine).into()
}

/// Says that a membership is, or is not, this device's owner's.
pub fn set_mine(app: App, session: SessionId, member: RecordId, is_mine: bool, failed: Failed) {
    let all = parts(app);
    spawn_local(async move {
        let store = app.store();
        let saved = if is_mine {
            store.add_own_part(member, &session).await
        } else {
            store.drop_own_part(member).await
        };
        match saved {
            Ok(()) => {
                failed.try_set(None);
                reread(app, all).await;
            }
            Err(error) => {
                failed.try_set(Some(messages::save_error(&error)));
            }
        }
    });
}

/// Forgets whose device this is.
pub async fn forget(app: App) -> Result<(), SaveError> {
    let all = parts(app);
    let store = app.store();
    let held = store.own_parts().await.unwrap_or_default();
    for (member, _) in held.all() {
        store.drop_own_part(member).await?;
    }
    all.set(Some(OwnParts::default()));
    Ok(())
}
