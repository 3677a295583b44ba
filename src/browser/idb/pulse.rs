//! Whether the storage answers, so that nobody waits for it for ever.
//!
//! While transactions are open the pulse is taken three times within the patience there is. One that
//! was open at three takings in a row, between which nothing at all was heard over the connection,
//! is given up: that is after two to three thirds of the patience. A long import that goes on is
//! heard all the while, so that whoever waits for it waits. One that is being committed can't be
//! undone, and is given twice the time. A taking that comes far too late doesn't count: the device
//! slept.

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

/// Waits for a taking of the pulse; whether it came when it should.
async fn taking(patience: Duration) -> bool {
    let third = patience / u32::from(TAKINGS);
    let began = clock::now();
    clock::wait(third).await;
    let took = clock::now().0.saturating_sub(began.0);
    u128::from(took.unsigned_abs()) < 2 * third.as_millis()
}

/// Waits as long as there is patience, sleep not counted.
pub(super) async fn patience(patience: Duration) {
    for _ in 0..TAKINGS {
        while !taking(patience).await {}
    }
}

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
    /// Who waits for that.
    mourner: RefCell<Option<Waker>>,
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
    commits: Cell<bool>,
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
            mourner: RefCell::default(),
        })
    }

    pub(super) fn lose(&self) {
        self.lost.set(true);
        if let Some(mourner) = self.mourner.take() {
            mourner.wake();
        }
    }

    /// Waits until nothing more can be done.
    pub(super) async fn lost(&self) {
        poll_fn(|context| {
            if self.is_lost() {
                return Poll::Ready(());
            }
            *self.mourner.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Takes note of a sign of life.
    pub(super) fn hear(&self) {
        self.heard.set(self.heard.get() + 1);
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
            commits: Cell::new(false),
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
            let in_time = taking(self.patience).await;
            let open = self.open();
            if open.is_empty() {
                return self.taken.set(false);
            }
            for vigil in open {
                let silent = if self.heard.get() == heard && in_time {
                    vigil.silent.get().saturating_add(1)
                } else {
                    0_u8
                };
                vigil.silent.set(silent);
                let enough = if vigil.commits.get() {
                    2 * TAKINGS
                } else {
                    TAKINGS
                };
                if silent >= enough && vigil.given_up.get().is_none() {
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
    /// Takes note that nothing can undo it any more.
    pub(super) fn commits(&self) {
        self.commits.set(true);
        self.silent.set(0);
    }

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
                self.pulse.hear();
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
