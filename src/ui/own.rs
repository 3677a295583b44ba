//! Whose device this is: the parts in sessions that its owner has. It is said by whoever uses it, or by a file that was made
//! for them, and is a setting of the device: it goes into no file.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::components::{Button, Notice, Tone, live};
use super::deed::Failed;
use super::messages;
use crate::browser::store::{LoadError, SaveError};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Kind, Record};
use crate::domain::time::Instant;
use crate::domain::week::own::{OwnParts, is_by};
use crate::t;

/// What is known of whose device it is.
#[derive(Clone, Copy)]
struct Known {
    /// Nothing while it was never read.
    parts: RwSignal<Option<OwnParts>>,
    /// Why it could not be read, in words.
    trouble: RwSignal<Option<String>>,
}

thread_local! {
    static OWN: Cell<Option<Known>> = const { Cell::new(None) };
}

/// The parts of this device's owner; nothing while they are being read, or could not be, which [`not_known`] says.
pub fn parts(app: App) -> RwSignal<Option<OwnParts>> {
    known(app).parts
}

fn known(app: App) -> Known {
    if let Some(known) = OWN.get() {
        return known;
    }
    let known = app.rooted(|| {
        let known = Known {
            parts: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        Effect::new(move || {
            app.changed.track();
            spawn_local(reread(app, known));
        });
        known
    });
    OWN.set(Some(known));
    known
}

async fn reread(app: App, known: Known) {
    let Known { parts, trouble } = known;
    let (now, why) = match app.store().own_parts().await {
        Ok(now) => (Some(now), None),
        // What was read once holds. Before that it is not known whose device it is, which is not the same as nobody's.
        Err(error) => (parts.get_untracked(), Some(messages::load_error(&error))),
    };
    if parts.with_untracked(|parts| *parts != now) {
        parts.set(now);
    }
    if trouble.with_untracked(|trouble| *trouble != why) {
        trouble.set(why);
    }
}

/// That it could not be read whose device this is, with a way to try again; nothing while it is known.
pub fn not_known(app: App) -> AnyView {
    let Known { parts, trouble } = known(app);
    let why = Memo::new(move |_| trouble.get().filter(|_| parts.with(Option::is_none)));
    live(move || {
        let Some(why) = why.get() else {
            return ().into_any();
        };
        let again = move |()| app.changed.update(|n| *n += 1);
        view! {
            <Notice tone=Tone::Danger title=t!(weeks.own_unread) live=true>
                <p>{why}</p>
                <Button label=t!(common.try_again) press=again />
            </Notice>
        }
        .into_any()
    })
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
    let all = known(app);
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

/// The setting that says when somebody's weeks were last taken along.
fn saved_setting(member: RecordId) -> String {
    format!("weeks-saved/{member}")
}

/// When somebody's weeks were last saved in a file of their own.
pub async fn saved_along(app: App, member: RecordId) -> Result<Option<Instant>, LoadError> {
    let at = app.store().setting(&saved_setting(member)).await?;
    Ok(at.and_then(|at| at.parse().ok()).map(Instant))
}

/// Notes that somebody's weeks were saved in a file of their own.
pub async fn note_saved_along(app: App, member: RecordId, at: Instant) -> Result<(), SaveError> {
    let (name, at) = (saved_setting(member), at.0.to_string());
    app.store().set_setting(&name, &at).await
}

/// Forgets whose device this is.
pub async fn forget(app: App) -> Result<(), String> {
    let store = app.store();
    let held = store.own_parts().await;
    let held = held.map_err(|error| messages::load_error(&error))?;
    for (member, _) in held.all() {
        let dropped = store.drop_own_part(member).await;
        dropped.map_err(|error| messages::save_error(&error))?;
        let forgot = store.set_setting(&saved_setting(member), "").await;
        forgot.map_err(|error| messages::save_error(&error))?;
    }
    reread(app, known(app)).await;
    Ok(())
}

/// What this device's owner wrote of their own weeks and of what they work on, and noted as a captain for themselves.
pub async fn words(app: App) -> Result<Vec<RecordId>, LoadError> {
    let store = app.store();
    let held = store.own_parts().await?;
    let mut words = Vec::new();
    for kind in [
        Kind::CheckIn,
        Kind::Sign,
        Kind::Contribution,
        Kind::Closing,
        Kind::Note,
    ] {
        // A note is its captain's, whomever it is about.
        let is_own = |record: &&Record| held.all().any(|(member, _)| is_by(record, member));
        store
            .each_of_kind(&kind, |records| {
                words.extend(records.iter().filter(is_own).map(|record| record.id));
            })
            .await?;
    }
    Ok(words)
}
