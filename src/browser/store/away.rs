//! When the page is left. A browser may keep it frozen, to show it again as it was; a transaction that
//! is open then stays open, and every other page that would write waits for it, at times for ever
//! (WebKit bug 315804). So what is under way is given up, and nothing more is begun.

use std::rc::Weak;

use leptos::ev::{self, EventDescriptor};
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::window_event_listener;

use super::{Inner, StoreEvent};

/// Watches the page; whoever drops it watches no more.
pub(super) struct Away(Vec<WindowListenerHandle>);

impl Away {
    pub(super) fn watch(inner: &Weak<Inner>) -> Self {
        Self(vec![
            on(ev::pagehide, inner, |inner| {
                inner.is_away.set(true);
                if let Some(db) = inner.db.take() {
                    db.give_up();
                    db.close();
                }
            }),
            on(ev::pageshow, inner, back),
            // Should a browser leave a page and show it again without saying so.
            on(ev::focus, inner, back),
        ])
    }
}

/// A page says that it is shown when it is first loaded, too.
fn back(inner: &Inner) {
    if inner.is_away.replace(false) {
        (inner.events)(StoreEvent::Returned);
    }
}

fn on<E>(event: E, inner: &Weak<Inner>, then: fn(&Inner)) -> WindowListenerHandle
where
    E: EventDescriptor + 'static,
    E::EventType: wasm_bindgen::JsCast,
{
    let inner = Weak::clone(inner);
    window_event_listener(event, move |_| {
        if let Some(inner) = inner.upgrade() {
            then(&inner);
        }
    })
}

impl Drop for Away {
    fn drop(&mut self) {
        for listener in self.0.drain(..) {
            listener.remove();
        }
    }
}
