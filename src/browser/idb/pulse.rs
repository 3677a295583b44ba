//! Whether the storage answers, so that nobody waits for it for ever.
//!
//! While transactions are open the pulse is taken three times within the patience there is. One that
//! was open at three takings in a row, between which nothing at all was heard over the connection,
//! is given up: that is after two to three thirds of the patience. A long import that goes on is
//! heard all the while, so that whoever waits for it waits. A device that wakes from sleep finds its
//! timers run out, and has two more takings to answer.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};
use std::time::Duration;

use wasm_bindgen::prelude::*;

use super::{Cause, stalled};
use crate::browser::clock;

/// At how many takings in a row a transaction may be open with nothing heard.
const TAKINGS: u8 = 3;

/// What is heard over a connection.
pub(super) struct Pulse {
    patience: Duration,
    on_late: Rc<dyn Fn()>,
    /// How many answers were heard.
    heard: Cell<u64>,
    open: RefCell<Vec<Weak<Vigil>>>,
    taken: Cell<bool>,
    /// Whether nothing more can be done over the connection. Not every browser tells when it closes one.
    lost: Cell<bool>,
}

/// Why a transaction was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GivenUp {
    /// Nothing was heard.
    Stalled,
    /// The page is left.
    Left,
}

impl GivenUp {
    fn cause(self) -> Cause {
        match self {
            Self::Stalled => stalled(),
            Self::Left => Cause {
                name: "AbortError".to_owned(),
                message: "the page was left".to_owned(),
            },
        }
    }
}

/// The watch over one transaction.
pub(super) struct Vigil {
    raw: web_sys::IdbTransaction,
    pulse: Rc<Pulse>,
    silent: Cell<u8>,
    given_up: Cell<Option<GivenUp>>,
    /// Who waits for an answer.
    waiting: RefCell<Option<Waker>>,
}

impl Pulse {
    pub(super) fn new(patience: Duration, on_late: impl Fn() + 'static) -> Rc<Self> {
        Rc::new(Self {
            patience,
            on_late: Rc::new(on_late),
            heard: Cell::new(0),
            open: RefCell::default(),
            taken: Cell::new(false),
            lost: Cell::new(false),
        })
    }

    pub(super) fn lose(&self) {
        self.lost.set(true);
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost.get()
    }

    /// Keeps watch over a transaction that was just begun.
    pub(super) fn keep(self: &Rc<Self>, raw: web_sys::IdbTransaction) -> Rc<Vigil> {
        let vigil = Rc::new(Vigil {
            raw,
            pulse: Rc::clone(self),
            silent: Cell::new(0),
            given_up: Cell::new(None),
            waiting: RefCell::default(),
        });
        let mut open = self.open.borrow_mut();
        open.retain(|other| other.strong_count() > 0);
        open.push(Rc::downgrade(&vigil));
        if !self.taken.replace(true) {
            wasm_bindgen_futures::spawn_local(Rc::clone(self).take());
        }
        vigil
    }

    fn open(&self) -> Vec<Rc<Vigil>> {
        self.open
            .borrow()
            .iter()
            .filter_map(Weak::upgrade)
            .collect()
    }

    /// Takes the pulse for as long as transactions are open.
    async fn take(self: Rc<Self>) {
        loop {
            let heard = self.heard.get();
            clock::wait(self.patience / u32::from(TAKINGS)).await;
            let open = self.open();
            if open.is_empty() {
                return self.taken.set(false);
            }
            for vigil in open {
                let silent = if self.heard.get() == heard {
                    vigil.silent.get() + 1
                } else {
                    0
                };
                vigil.silent.set(silent);
                if silent == TAKINGS {
                    // The next use is over a new connection.
                    self.lose();
                    vigil.raw.db().close();
                    vigil.give_up(GivenUp::Stalled);
                }
            }
        }
    }

    /// Gives up whatever is under way.
    pub(super) fn give_up(&self) {
        for vigil in self.open() {
            vigil.give_up(GivenUp::Left);
        }
    }
}

impl Vigil {
    fn give_up(&self, why: GivenUp) {
        // A transaction that is being committed, or is done, refuses. It goes its way.
        let undone = self.raw.abort().is_ok();
        if undone || why == GivenUp::Stalled {
            self.given_up.set(Some(why));
            if let Some(waiting) = self.waiting.take() {
                waiting.wake();
            }
        }
    }

    /// Waits for an answer, unless the transaction is given up.
    pub(super) async fn heard<T>(
        &self,
        answer: impl Future<Output = Result<T, Cause>>,
    ) -> Result<T, Cause> {
        let mut answer = pin!(answer);
        poll_fn(|context| {
            if let Poll::Ready(answer) = answer.as_mut().poll(context) {
                self.pulse.heard.set(self.pulse.heard.get() + 1);
                return Poll::Ready(answer.map_err(|error| self.why(error)));
            }
            match self.given_up.get() {
                Some(why) => Poll::Ready(Err(why.cause())),
                None => {
                    *self.waiting.borrow_mut() = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// The true cause of a failure.
    pub(super) fn why(&self, error: Cause) -> Cause {
        if let Some(why) = self.given_up.get() {
            return why.cause();
        }
        match (self.raw.error(), error.name.as_str()) {
            (Some(first), _) => Cause::from(first.as_ref()),
            // It was given up, and the browser does not say why. The connection is not lost.
            (None, "InvalidStateError" | "TransactionInactiveError") => Cause {
                name: "AbortError".to_owned(),
                message: error.message,
            },
            (None, _) => error,
        }
    }

    /// Once a commit was given up: tells should it be done after all.
    pub(super) fn tell_if_late(&self) {
        if self.given_up.get() == Some(GivenUp::Stalled) {
            let on_late = Rc::clone(&self.pulse.on_late);
            let done = Closure::once_into_js(move || on_late());
            let listens = self
                .raw
                .add_event_listener_with_callback("complete", done.unchecked_ref());
            if listens.is_err() {
                leptos::logging::error!("what a late commit did shows when it is next read");
            }
        }
    }
}
