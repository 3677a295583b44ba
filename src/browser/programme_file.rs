//! Fetches the programme file beside the app, and keeps the last good copy for when it can't be had.

use gloo_net::http::Request;
use leptos::prelude::window;
use web_sys::{RequestCache, Storage};

use super::clock;
use crate::domain::id::ProgrammeId;
use crate::domain::time::Instant;

/// The file, beside the page.
const FILE: &str = "./programme.json";
/// What the service worker puts on a copy of its own; see `public/sw.js`.
const CACHED: &str = "x-groundcrew-cached";

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

/// The file's text.
pub struct Fetched {
    /// The text.
    pub text: String,
    /// Whether it is a copy of the service worker's, since the host did not answer in time.
    pub cached: bool,
}

/// The file, for a start without a copy: the service worker's will do.
pub async fn any() -> Result<Fetched, NotFetched> {
    fetch(RequestCache::Default).await
}

/// The file's text as the host has it now, for a page that has a copy. The service worker's may be
/// the older one, so it counts as no answer.
pub async fn latest() -> Result<String, NotFetched> {
    match fetch(RequestCache::NoCache).await? {
        Fetched { cached: true, .. } => Err(NotFetched::Offline),
        Fetched { text, .. } => Ok(text),
    }
}

async fn fetch(cache: RequestCache) -> Result<Fetched, NotFetched> {
    let response = Request::get(FILE)
        .cache(cache)
        .send()
        .await
        .map_err(|_| NotFetched::Offline)?;
    if !response.ok() {
        return Err(NotFetched::Status(response.status()));
    }
    let cached = response.headers().get(CACHED).is_some();
    let text = response.text().await.map_err(|_| NotFetched::Offline)?;
    Ok(Fetched { text, cached })
}

/// The last copy that was good, if this browser keeps one.
pub fn last_good() -> Option<String> {
    read("programme")
}

/// When the host last had the copy that is kept.
pub fn last_read() -> Option<Instant> {
    read("programme-read")?.parse().ok().map(Instant)
}

/// Keeps a good copy. Not a word of a person's is in it: should it not be kept, it is fetched again.
pub fn keep(text: &str) {
    if write("programme", text) {
        write("programme-read", &clock::now().0.to_string());
    } else {
        leptos::logging::warn!(
            "the programme file is not kept for later: storage is full or closed"
        );
    }
}

/// What the copies of earlier programmes begin their names with.
const ASIDE: &str = "programme-of-";

/// Puts the copy of a programme aside, where another one takes its place.
pub fn put_aside(id: &ProgrammeId, text: &str) {
    write(&format!("{ASIDE}{id}"), text);
}

/// The copies that were put aside.
pub fn aside() -> Vec<String> {
    let Some((storage, folder)) = place() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
    keys.filter(|key| {
        let id = key
            .strip_prefix("groundcrew/")
            .and_then(|key| key.strip_prefix(ASIDE));
        let id = id.and_then(|key| key.strip_suffix(folder.as_str()));
        id.is_some_and(|id| id.parse::<ProgrammeId>().is_ok())
    })
    .filter_map(|key| storage.get_item(&key).ok().flatten())
    .collect()
}

/// Forgets the copy of a programme that was put aside.
pub fn drop_aside(id: &ProgrammeId) {
    if let Some((storage, folder)) = place()
        && storage
            .remove_item(&format!("groundcrew/{ASIDE}{id}{folder}"))
            .is_err()
    {
        leptos::logging::warn!("an earlier programme's copy can't be removed: storage is closed");
    }
}

fn read(name: &str) -> Option<String> {
    let (storage, folder) = place()?;
    let key = format!("groundcrew/{name}{folder}");
    storage.get_item(&key).ok().flatten()
}

fn write(name: &str, text: &str) -> bool {
    let Some((storage, folder)) = place() else {
        return true;
    };
    let key = format!("groundcrew/{name}{folder}");
    storage.set_item(&key, text).is_ok()
}

/// The browser's small storage, and the folder that the app is served from: each has its own copy.
fn place() -> Option<(Storage, String)> {
    let storage = window().local_storage().ok().flatten()?;
    let path = window().location().pathname().ok()?;
    let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
    Some((storage, folder.to_owned()))
}
