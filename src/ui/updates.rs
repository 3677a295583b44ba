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
    worker: StoredValue<Option<ServiceWorker>, LocalStorage>,
}

impl Updates {
    /// Registers the service worker and watches for new versions. Without one (an old browser,
    /// a page that is not secure) the app works all the same, though not offline.
    pub fn watch() -> Self {
        let updates = Self {
            waiting: RwSignal::new(false),
            worker: StoredValue::new_local(None),
        };
        leptos::task::spawn_local(async move {
            if let Err(error) = updates.register().await {
                leptos::logging::warn!("no service worker, so nothing works offline: {error:?}");
            }
        });
        updates
    }

    /// Takes the version that waits, and loads the page again once it is in charge.
    pub fn take(&self) -> Result<(), JsValue> {
        let Some(worker) = self.worker.get_value() else {
            return Ok(());
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

    async fn register(self) -> Result<(), JsValue> {
        let promise = container()?.register("./sw.js");
        let registration: ServiceWorkerRegistration =
            JsFuture::from(promise).await?.unchecked_into();
        self.offer(registration.waiting());
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
                self.offer(Some(watched.clone()));
            }
        });
        worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
    }

    /// Offers a version that waits behind the one in charge. The first one ever has nothing to wait for.
    fn offer(self, worker: Option<ServiceWorker>) {
        let in_charge = container().is_ok_and(|container| container.controller().is_some());
        if let Some(worker) = worker.filter(|_| in_charge) {
            self.worker.set_value(Some(worker));
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
