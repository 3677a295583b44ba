//! Forming teams in a thread beside the page (`teams/worker/worker.js`), which is fetched when it is first
//! needed. News come a few times a second; whoever no longer wants them drops [`Forming`].
//!
//! The page keeps the solver's compiled module, without its memory, from the first thread to the later ones: they need
//! not fetch and compile it, and begin with what the browser has optimised of it by then.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent};

use crate::domain::teams::{Damaged, Problem, Report, Request, Roster};

/// Where the page says the address of the worker's script, which has a name of its own in each version.
const ADDRESS: &str = "meta[name=teams-worker]";

thread_local! {
    /// The solver's module once a thread has compiled it, and the address of that thread's script.
    static COMPILED: RefCell<Option<(String, JsValue)>> = const { RefCell::new(None) };
}

/// How to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// For the same seed a search always goes the same way.
    pub seed: u64,
    /// A roster to begin from, as after someone was moved by hand.
    pub begin_from: Option<Roster>,
    /// After so many seconds the search stops; none means that it goes on to the end.
    pub seconds: Option<u32>,
}

/// What is told of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// How far it has come. Unless its standing is `Searching`, nothing comes after it.
    Report(Report),
    /// It broke off; nothing comes after it.
    Failed(Failure),
}

/// Why a search broke off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The solver could not be fetched: there is no network, or the host has a newer version by now.
    #[error("the solver could not be fetched")]
    NotFetched,
    /// What the solver said can't be read.
    #[error(transparent)]
    Damaged(#[from] Damaged),
    /// The solver gave up, in its own words: a mistake of ours, or no memory was left.
    #[error("the solver broke off: {0}")]
    Broke(String),
}

/// Why a search was not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotStarted {
    /// The page does not say where the solver is.
    #[error("the page does not name the solver")]
    NoAddress,
    /// The browser starts no threads.
    #[error("the browser starts no worker")]
    NoWorker,
}

#[wasm_bindgen]
extern "C" {
    /// A thread of the browser's.
    #[derive(Clone)]
    type Worker;

    #[wasm_bindgen(constructor, catch)]
    fn new(address: &str, options: &Object) -> Result<Worker, JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Worker, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, js_name = onmessage)]
    fn set_onmessage(this: &Worker, listener: Option<&Function>);

    #[wasm_bindgen(method, setter, js_name = onerror)]
    fn set_onerror(this: &Worker, listener: Option<&Function>);

    #[wasm_bindgen(method, setter, js_name = onmessageerror)]
    fn set_onmessageerror(this: &Worker, listener: Option<&Function>);

    #[wasm_bindgen(method)]
    fn terminate(this: &Worker);
}

/// A search that goes on beside the page, until it is dropped.
pub struct Forming {
    worker: Worker,
    listener: Rc<Listener>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// What both listeners need.
struct Listener {
    /// Where the thread's script is.
    address: String,
    /// What is asked, until the solver is there to be asked.
    request: RefCell<Option<Vec<u8>>>,
    /// Whether it was to stop before it could be asked.
    is_cancelled: Cell<bool>,
    /// Whether the last news have been told.
    is_over: Cell<bool>,
    on_news: Box<dyn Fn(News)>,
}

impl Forming {
    /// Begins a search. `on_news` may drop it.
    ///
    /// # Errors
    /// If there is nothing to search with.
    pub fn start(
        problem: &Problem,
        options: Options,
        on_news: impl Fn(News) + 'static,
    ) -> Result<Self, NotStarted> {
        let request = Request {
            problem: problem.clone(),
            seed: options.seed,
            begin_from: options.begin_from,
            seconds: options.seconds,
        };
        let named = document().query_selector(ADDRESS).ok().flatten();
        let address = named.and_then(|named| named.get_attribute("content"));
        let address = address.ok_or(NotStarted::NoAddress)?;
        let options = Object::new();
        let worker = Reflect::set(&options, &"type".into(), &"module".into())
            .and_then(|_| Worker::new(&address, &options))
            .map_err(|_| NotStarted::NoWorker)?;
        let listener = Rc::new(Listener {
            address,
            request: RefCell::new(Some(request.to_bytes())),
            is_cancelled: Cell::new(false),
            is_over: Cell::new(false),
            on_news: Box::new(on_news),
        });
        let (heard, asked) = (Rc::clone(&listener), worker.clone());
        let on_message = Closure::wrap(Box::new(move |message: MessageEvent| {
            heard.hear(&asked, &message.data());
        }) as Box<dyn FnMut(MessageEvent)>);
        let heard = Rc::clone(&listener);
        let on_error = Closure::wrap(Box::new(move |error: Event| {
            heard.break_off(&error);
        }) as Box<dyn FnMut(Event)>);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            listener,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Asks the search to stop and to report what there is, which it does at once unless it is preparing.
    pub fn cancel(&self) {
        if self.listener.request.borrow().is_some() {
            self.listener.is_cancelled.set(true);
        } else {
            stop(&self.worker);
        }
    }
}

/// Whether this page has the solver, so that a search begins at once.
pub fn is_here() -> bool {
    COMPILED.with_borrow(Option::is_some)
}

/// Tells the solver to stop.
fn stop(worker: &Worker) {
    // A text is never refused; a worker that is gone does not hear it.
    if let Err(error) = worker.post_message(&"cancel".into()) {
        leptos::logging::error!("the solver can't be told to stop: {error:?}");
    }
}

impl Drop for Forming {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

impl Listener {
    fn hear(&self, worker: &Worker, message: &JsValue) {
        let part = |name: &str| {
            let part = Reflect::get(message, &name.into()).ok();
            part.filter(|part| !part.is_undefined())
        };
        if part("here").is_some() {
            self.begin(worker);
        } else if let Some(module) = part("ready") {
            if module.is_instance_of::<js_sys::WebAssembly::Module>() {
                COMPILED.set(Some((self.address.clone(), module)));
            }
            let request = self.request.take();
            let bytes = request.map(|bytes| Uint8Array::from(bytes.as_slice()));
            if bytes.is_some_and(|bytes| worker.post_message(&bytes).is_err()) {
                self.tell(News::Failed(Failure::NotFetched));
            }
            if self.is_cancelled.get() {
                stop(worker);
            }
        } else if let Some(report) = part("report") {
            let bytes = Uint8Array::new(&report).to_vec();
            self.tell(match Report::from_bytes(&bytes) {
                Ok(report) => News::Report(report),
                Err(damaged) => News::Failed(Failure::Damaged(damaged)),
            });
        } else if let Some(failed) = part("failed") {
            let words = failed.as_string().unwrap_or_default();
            self.tell(News::Failed(if self.request.borrow().is_some() {
                leptos::logging::error!("the solver can't be started: {words}");
                Failure::NotFetched
            } else {
                Failure::Broke(words)
            }));
        }
    }

    /// Gives the solver's module to a thread, if there is one, and has it begin.
    fn begin(&self, worker: &Worker) {
        let given = COMPILED.with_borrow(|compiled| match compiled {
            Some((of, module)) if *of == self.address => module.clone(),
            Some(_) | None => JsValue::UNDEFINED,
        });
        let message = Object::new();
        let given = Reflect::set(&message, &"module".into(), &given);
        if given.and_then(|_| worker.post_message(&message)).is_err() {
            self.tell(News::Failed(Failure::NotFetched));
        }
    }

    /// The script could not be loaded, or an error in it was caught by nobody.
    fn break_off(&self, error: &Event) {
        let words = error.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        self.tell(News::Failed(if self.request.borrow().is_some() {
            Failure::NotFetched
        } else {
            Failure::Broke(words.unwrap_or_default())
        }));
    }

    fn tell(&self, news: News) {
        let is_last = match &news {
            News::Report(report) => report.is_last(),
            News::Failed(_) => true,
        };
        if !self.is_over.replace(is_last || self.is_over.get()) {
            (self.on_news)(news);
        }
    }
}
