//! The programme as the host has it: read anew while the app runs, and what there is to say of it.
//!
//! Invariant: what is shown is the last copy that was good. One that can't be used is said, with the
//! place, and never shown.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::i18n;
use crate::browser::programme_file::{self, NotFetched};
use crate::domain::id::ProgrammeId;
use crate::domain::programme::Programme;
use crate::domain::time::Instant;
use crate::format::programme::{Parsed, ProgrammeError, UnknownName, parse};

/// How often the file is read anew while nothing else gives cause to.
const READ_EVERY: Duration = Duration::from_secs(3600);

/// What there is to say of the programme file.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Why an earlier copy is shown than the host has.
    pub stale: Option<Stale>,
    /// Whether a newer copy was read, to be taken up when the page is next loaded.
    pub changed: bool,
    /// Names in the copy read last that mean nothing here.
    pub unknown: Vec<UnknownName>,
}

/// Why an earlier copy is shown than the host has.
#[derive(Debug, Clone, PartialEq)]
pub enum Stale {
    /// The host answered with this status; it had the copy shown at that time.
    Missing(u16, Option<Instant>),
    /// The host's file has mistakes.
    Broken(Vec<ProgrammeError>),
    /// The host's file is of another programme, and something is kept here for the one shown.
    Other(Box<Other>),
}

/// Another programme than the one shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// Its key.
    pub id: ProgrammeId,
    /// Its name.
    pub name: String,
    text: String,
}

impl Other {
    /// Goes to it. What is kept for the one shown stays, and so does the way back to it.
    pub fn go(&self, app: App) {
        let shown = app.programme.with_untracked(|shown| shown.id.clone());
        // Another tab may have gone there before, and have put the one shown aside itself.
        let kept = programme_file::last_good();
        if let Some(text) = kept.filter(|text| is_of(text, &shown)) {
            programme_file::put_aside(&shown, &text);
        }
        programme_file::drop_aside(&self.id);
        begin_with(&self.text);
    }
}

fn is_of(text: &str, id: &ProgrammeId) -> bool {
    parse(text).is_ok_and(|parsed| parsed.programme.id == *id)
}

/// Loads the page again, with another programme.
fn begin_with(text: &str) {
    programme_file::keep(text);
    if let Err(error) = window().location().reload() {
        leptos::logging::error!("the page can't be loaded again: {error:?}");
    }
}

/// The programmes that this page was of before.
pub fn earlier(app: App) -> Vec<Other> {
    let copies = programme_file::aside().into_iter().filter_map(|text| {
        let programme = parse(&text).ok()?.programme;
        Some(Other {
            id: programme.id,
            name: programme.name,
            text,
        })
    });
    let shown = app.programme.with_untracked(|shown| shown.id.clone());
    copies.filter(|copy| copy.id != shown).collect()
}

/// The programme that a start goes on with.
pub struct Opened {
    /// The programme, and what is unknown in it.
    pub parsed: Parsed,
    /// Its text.
    text: String,
    /// Whether the host may have a newer one: it is a copy of an earlier visit.
    earlier: bool,
}

/// Why there is no programme to start with.
pub enum NotOpened {
    /// The file could not be had.
    Away(NotFetched),
    /// It has mistakes, and there is no earlier good copy.
    Bad(Vec<ProgrammeError>),
}

/// The copy kept from an earlier visit, or else the file.
pub async fn open() -> Result<Opened, NotOpened> {
    let kept = programme_file::last_good();
    if let Some((Ok(parsed), text)) = kept.map(|text| (parse(&text), text)) {
        return Ok(Opened {
            parsed,
            text,
            earlier: true,
        });
    }
    let fetched = programme_file::any().await.map_err(NotOpened::Away)?;
    let (text, earlier) = (fetched.text, fetched.cached);
    let parsed = parse(&text).map_err(NotOpened::Bad)?;
    if !earlier {
        programme_file::keep(&text);
    }
    Ok(Opened {
        parsed,
        text,
        earlier,
    })
}

/// Follows the file from a start on: reads it behind a start from the kept copy, when the network
/// comes back, when the page is looked at again, and every hour.
pub fn follow(app: App, opened: Opened) {
    app.programme_news
        .update(|news| news.unknown = opened.parsed.unknown);
    let reading = Reading {
        app,
        last: StoredValue::new(opened.text),
        busy: StoredValue::new(false),
    };
    if opened.earlier {
        reading.read();
    }
    // The app goes on as long as the page does, and these with it.
    drop(window_event_listener(ev::online, move |_| reading.read()));
    drop(window_event_listener(ev::visibilitychange, move |_| {
        if !document().hidden() {
            reading.read();
        }
    }));
    if set_interval_with_handle(move || reading.read(), READ_EVERY).is_err() {
        leptos::logging::error!("no clock to read the programme by");
    }
}

/// Reading the file anew, once at a time.
#[derive(Clone, Copy)]
struct Reading {
    app: App,
    last: StoredValue<String>,
    busy: StoredValue<bool>,
}

impl Reading {
    fn read(self) {
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            match programme_file::latest().await {
                Ok(text) => self.say(self.take(text).await),
                Err(NotFetched::Status(status)) => {
                    self.say(Some(Stale::Missing(status, programme_file::last_read())));
                }
                // Offline: the kept copy serves, which is what it is for, and what was said holds.
                Err(NotFetched::Offline) => {}
            }
            self.busy.set_value(false);
        });
    }

    /// Says why an earlier copy is shown, or no more; once.
    fn say(self, stale: Option<Stale>) {
        let news = self.app.programme_news;
        if news.with_untracked(|news| news.stale != stale) {
            news.update(|news| news.stale = stale);
        }
    }

    /// Takes up what the host has now; or says why not.
    async fn take(self, text: String) -> Option<Stale> {
        let parsed = match parse(&text) {
            Ok(parsed) => parsed,
            Err(faults) => return Some(Stale::Broken(faults)),
        };
        let app = self.app;
        let shown = app.programme.with_untracked(|shown| shown.id.clone());
        if parsed.programme.id != shown {
            // Its copy is the way to what people wrote for it; without anything of theirs it is none.
            // What is stored for the other one is elsewhere: no page may go on with the store of this.
            if app.store().count().await == Ok(0) {
                begin_with(&text);
                return None;
            }
            return Some(Stale::Other(Box::new(Other {
                id: parsed.programme.id,
                name: parsed.programme.name,
                text,
            })));
        }
        programme_file::keep(&text);
        if self.last.with_value(|last| *last == text) {
            return None;
        }
        self.last.set_value(text);
        app.programme_news
            .update(|news| news.unknown = parsed.unknown);
        if !app.is_typing() {
            show(app, parsed.programme);
        } else {
            app.programme_news.update(|news| news.changed = true);
        }
        None
    }
}

fn show(app: App, programme: Programme) {
    speak(&programme);
    app.programme.set(Arc::new(programme));
}

/// Turns the page to a programme.
pub fn speak(programme: &Programme) {
    if i18n::speak(programme).is_err() {
        leptos::logging::warn!("the page's language can't be set");
    }
}
