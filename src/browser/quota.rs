//! How much room the browser gives, and whether it promises to keep what is stored.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Whether the browser may throw stored data away when it needs the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It keeps it until the person says otherwise.
    Persistent,
    /// It may throw it away: some do after seven days without a visit.
    BestEffort,
    /// It does not say.
    Unknown,
}

/// Room used and granted, in bytes; by the browser's estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Used by this origin.
    pub used: f64,
    /// Granted to this origin.
    pub granted: f64,
}

/// The room, if the browser says.
pub async fn room() -> Option<Room> {
    let promise = manager()?.estimate().ok()?;
    let estimate = JsFuture::from(promise).await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some(Room {
        used: number("usage")?,
        granted: number("quota")?,
    })
}

/// Whether the browser promised to keep what is stored.
pub async fn keeping() -> Keeping {
    answer(manager().and_then(|manager| manager.persisted().ok())).await
}

/// Asks the browser to keep what is stored. Firefox asks the person, and answers when they do, which
/// may be never: ask when there is something to lose, and let nothing wait for it.
pub async fn ask_to_keep() -> Keeping {
    answer(manager().and_then(|manager| manager.persist().ok())).await
}

async fn answer(promise: Option<Promise>) -> Keeping {
    let Some(promise) = promise else {
        return Keeping::Unknown;
    };
    match JsFuture::from(promise).await.map(|yes| yes.as_bool()) {
        Ok(Some(true)) => Keeping::Persistent,
        Ok(Some(false)) => Keeping::BestEffort,
        Ok(None) | Err(_) => Keeping::Unknown,
    }
}

/// Nothing where the browser has no such thing: outside a secure context, say.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"storage".into()).ok()?;
    manager.dyn_into().ok()
}
