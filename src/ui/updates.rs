//! A new version of the app: it waits until the reader takes it, and never disturbs typing.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

/// How often to look for a new version while the app stays open, in milliseconds.
const LOOK_EVERY_MS: i32 = 3_600_000;

/// Tells of a version that waits to be taken.
#[derive(Clone, Copy)]
pub struct Updates {
    /// Whether one waits.
    pub waiting: RwSignal<bool>,
    registration: StoredValue<Option<ServiceWorkerRegistration>, LocalStorage>,
}

impl Updates {
    /// Watches for new versions. `public/bootstrap.js` registers the service worker; without one
    /// (an old browser, a page that is not secure) the app works all the same, though not offline.
    pub fn watch() -> Self {
        let updates = Self {
            waiting: RwSignal::new(false),
            registration: StoredValue::new_local(None),
        };
        leptos::task::spawn_local(async move {
            if let Err(error) = updates.follow().await {
                leptos::logging::warn!("new versions are not told of: {error:?}");
            }
        });
        updates
    }

    /// Takes the version that waits, and loads the page again once it is in charge. Where another
    /// tab has taken it already, it is.
    pub fn take(&self) -> Result<(), JsValue> {
        let registration = self.registration.get_value();
        let Some(worker) = registration.and_then(|registration| registration.waiting()) else {
            return window().location().reload();
        };
        let reload = Closure::once_into_js(|| {
            if window().location().reload().is_err() {
                leptos::logging::error!("this page may not load itself again");
            }
        });
        container()?
            .add_event_listener_with_callback("controllerchange", reload.unchecked_ref())?;
        let message = js_sys::Object::new();
        js_sys::Reflect::set(&message, &"type".into(), &"activate".into())?;
        worker.post_message(&message)
    }

    async fn follow(self) -> Result<(), JsValue> {
        let ready = container()?.ready()?;
        let registration: ServiceWorkerRegistration = JsFuture::from(ready).await?.unchecked_into();
        self.registration.set_value(Some(registration.clone()));
        if registration.waiting().is_some() {
            self.offer();
        }
        if let Some(worker) = registration.installing() {
            self.offer_when_installed(worker);
        }
        let found = {
            let registration = registration.clone();
            Closure::<dyn Fn()>::new(move || {
                if let Some(worker) = registration.installing() {
                    self.offer_when_installed(worker);
                }
            })
        };
        registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
        found.forget();
        let look = Closure::<dyn Fn()>::new(move || {
            // A look that fails (no network) is followed by the next one.
            if let Err(error) = registration.update() {
                leptos::logging::warn!("could not look for a new version: {error:?}");
            }
        });
        window().set_interval_with_callback_and_timeout_and_arguments_0(
            look.as_ref().unchecked_ref(),
            LOOK_EVERY_MS,
        )?;
        look.forget();
        Ok(())
    }

    fn offer_when_installed(self, worker: ServiceWorker) {
        let watched = worker.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if watched.state() == ServiceWorkerState::Installed {
                self.offer();
            }
        });
        worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }

    /// Offers the version that waits behind the one in charge. The first one ever has nothing to wait for.
    fn offer(self) {
        if container().is_ok_and(|container| container.controller().is_some()) {
            self.waiting.set(true);
        }
    }
}

/// The browser's service workers; an error where it has none, as on a page that is not secure.
fn container() -> Result<ServiceWorkerContainer, JsValue> {
    let navigator = window().navigator();
    if js_sys::Reflect::has(&navigator, &"serviceWorker".into())? {
        Ok(navigator.service_worker())
    } else {
        Err("this browser has no service workers here".into())
    }
}
