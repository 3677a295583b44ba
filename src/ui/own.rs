//! Whose device this is: the parts in sessions that its owner has. It is said by whoever uses it, or by a file that was made
//! for them, and is a setting of the device: it goes into no file.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::deed::Failed;
use super::messages;
use crate::browser::store::LoadError;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::week::check_in::MEMBER;
use crate::domain::week::one_to_one::CAPTAIN;
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
    let now = match app.store().own_parts().await {
        Ok(now) => Some(now),
        // What was read once holds; before that nobody is taken for someone they may not be.
        Err(_) => parts.get_untracked().or_else(|| Some(OwnParts::default())),
    };
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
pub async fn forget(app: App) -> Result<(), String> {
    let store = app.store();
    let held = store.own_parts().await;
    let held = held.map_err(|error| messages::load_error(&error))?;
    for (member, _) in held.all() {
        let dropped = store.drop_own_part(member).await;
        dropped.map_err(|error| messages::save_error(&error))?;
    }
    reread(app, parts(app)).await;
    Ok(())
}

/// What this device's owner wrote of their own weeks and of what they work on, and noted as a captain for themselves.
pub async fn words(app: App) -> Result<Vec<RecordId>, LoadError> {
    let store = app.store();
    let held = store.own_parts().await?;
    let mut words = Vec::new();
    for kind in [Kind::CheckIn, Kind::Sign, Kind::Contribution, Kind::Note] {
        // A note is its captain's, whomever it is about.
        let field = if kind == Kind::Note { CAPTAIN } else { MEMBER };
        let is_own = |record: &Record| {
            let of = record.get(&FieldName::new(field)).and_then(Value::as_text);
            of.and_then(|of| of.parse().ok())
                .is_some_and(|of| held.holds(of))
        };
        store
            .each_of_kind(&kind, |records| {
                let own = records.iter().filter(|record| is_own(record));
                words.extend(own.map(|record| record.id));
            })
            .await?;
    }
    Ok(words)
}
