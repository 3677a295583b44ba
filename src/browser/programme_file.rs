//! Fetches the programme file beside the app, and keeps the last good copy for when it can't be had.

use gloo_net::http::Request;
use leptos::prelude::window;
use web_sys::Storage;

/// The file, beside the page.
const FILE: &str = "./programme.json";

/// Why the programme file could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// Nothing answered: offline, or the host is down.
    #[error("nothing answered")]
    Offline,
    /// The host answered with this status.
    #[error("the host answered {0}")]
    Status(u16),
}

/// Fetches the file's text. The service worker answers with its own copy when the network is slow or gone.
pub async fn fetch() -> Result<String, NotFetched> {
    let response = Request::get(FILE)
        .send()
        .await
        .map_err(|_| NotFetched::Offline)?;
    if !response.ok() {
        return Err(NotFetched::Status(response.status()));
    }
    response.text().await.map_err(|_| NotFetched::Offline)
}

/// The last copy that was good, if this browser keeps one.
pub fn last_good() -> Option<String> {
    let (storage, key) = place()?;
    storage.get_item(&key).ok().flatten()
}

/// Keeps a good copy. Not a word of a person's is in it: should it not be kept, it is fetched again.
pub fn keep(text: &str) {
    if let Some((storage, key)) = place()
        && storage.set_item(&key, text).is_err()
    {
        leptos::logging::warn!(
            "the programme file is not kept for later: storage is full or closed"
        );
    }
}

/// One copy for each place that the app is served from.
fn place() -> Option<(Storage, String)> {
    let storage = window().local_storage().ok().flatten()?;
    let path = window().location().pathname().ok()?;
    let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
    Some((storage, format!("groundcrew/programme{folder}")))
}
