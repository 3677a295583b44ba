//! What this device holds of a programme: the one place where it is read and written.
//!
//! Invariants: whatever is written is written by [`Store::commit`] or [`Store::merge`], in one
//! transaction with its outbox, journal and rows; what can't be read is set aside and never
//! written over (Promise 5).

mod away;
mod bulk;
mod commit;
mod error;
mod export;
mod quarantine;
mod read;
mod rows;
pub mod schema;
mod settings;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

pub use bulk::{Job, Merged};
pub use commit::Committed;
pub use error::{ImportError, LoadError, SaveError, SetAside};
pub use export::Scope;
pub use settings::OWNER;

use self::away::Away;
use self::schema::STEPS;
use super::idb::{Cause, Db, Ended, Step};
use super::tabs::{Changed, Channel, News};
use crate::domain::id::ProgrammeId;
use crate::domain::record::Record;

/// What happens to the store without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreEvent {
    /// Another tab keeps an older version of the database open, and has to be closed before
    /// this one can go on.
    Blocked,
    /// Another tab brings the database up to date. This one let go of it; reload to follow.
    NewVersion,
    /// The browser closed the database, or it was deleted. The next use opens it anew; what was in
    /// it may be gone.
    Closed,
    /// Another tab changed something.
    Changed(Changed),
    /// Something could not be read and was set aside.
    SetAside(Vec<SetAside>),
    /// The page was left and is shown again: what went on meanwhile was not heard of, and what was
    /// under way was given up.
    Returned,
}

/// How a database is used: tests use a longer history, or have less patience.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// The history of the schema.
    pub steps: &'static [Step],
    /// How long nothing may be heard of the storage before what waits for it is given up.
    pub patience: Duration,
}

/// The ways of this version. A slow phone with a busy disk answers within two or three seconds.
pub const USUAL: How = How {
    steps: STEPS,
    patience: Duration::from_secs(9),
};

/// How the rows of the applications' list are made.
#[derive(Clone, Copy)]
pub struct Summariser {
    /// Raise it when `make` changes: all rows are then made anew.
    pub version: u32,
    /// The row of an application: text without a line feed, read back by whoever wrote it.
    pub make: fn(&Record) -> String,
}

/// A handle to what this device holds of a programme. Cheap to clone.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    programme: ProgrammeId,
    summariser: Summariser,
    how: How,
    events: Rc<dyn Fn(StoreEvent)>,
    db: RefCell<Option<Rc<Db>>>,
    channel: Channel,
    /// Whether the page was left, and not shown again.
    is_away: Cell<bool>,
    _away: Away,
}

/// The name of a programme's database.
pub fn database_name(programme: &ProgrammeId) -> String {
    format!("groundcrew/{programme}")
}

impl Store {
    /// Opens the database of a programme, making it or bringing it up to date as needed.
    /// `events` is told what happens to it from then on, and also while it is being opened.
    pub async fn open(
        programme: &ProgrammeId,
        summariser: Summariser,
        events: impl Fn(StoreEvent) + 'static,
    ) -> Result<Self, LoadError> {
        Self::open_with(programme, summariser, events, USUAL).await
    }

    /// Like [`open`](Self::open), in other ways: with a longer history of the schema, as a newer
    /// version of the app would have it, or with less patience.
    pub async fn open_with(
        programme: &ProgrammeId,
        summariser: Summariser,
        events: impl Fn(StoreEvent) + 'static,
        how: How,
    ) -> Result<Self, LoadError> {
        let events: Rc<dyn Fn(StoreEvent)> = Rc::new(events);
        let name = database_name(programme);
        let store = Self(Rc::new_cyclic(|inner: &Weak<Inner>| Inner {
            programme: programme.clone(),
            summariser,
            how,
            events,
            db: RefCell::new(None),
            channel: Channel::join(&name, hear(inner)),
            is_away: Cell::new(false),
            _away: Away::watch(inner),
        }));
        store.refresh_rows().await?;
        // What this version can read again is put back before anything is written beside it.
        store.quarantine().await?;
        Ok(store)
    }

    /// The programme.
    pub fn programme(&self) -> &ProgrammeId {
        &self.0.programme
    }

    /// Lets go of the database; the next use opens it anew.
    pub fn close(&self) {
        if let Some(db) = self.0.db.take() {
            db.close();
        }
    }

    /// Whether the page was left, and not shown again. Nothing is read or written meanwhile.
    pub fn is_away(&self) -> bool {
        self.0.is_away.get()
    }

    /// The connection, opened if there is none.
    async fn db(&self) -> Result<Rc<Db>, LoadError> {
        self.not_away()?;
        let open = self.0.db.borrow().clone().filter(|db| !db.is_lost());
        if let Some(db) = open {
            return Ok(db);
        }
        let events = Rc::clone(&self.0.events);
        let on_blocked = move || events(StoreEvent::Blocked);
        let name = database_name(&self.0.programme);
        let inner = Rc::downgrade(&self.0);
        let on_late = move || {
            if let Some(inner) = inner.upgrade() {
                // Whoever waited for it was told that it does not answer.
                inner.channel.tell(&Changed::Everything);
                (inner.events)(StoreEvent::Changed(Changed::Everything));
            }
        };
        let How { steps, patience } = self.0.how;
        let db = Rc::new(Db::open(&name, steps, patience, on_blocked, on_late).await?);
        if let Err(away) = self.not_away() {
            db.close();
            return Err(away);
        }
        let meanwhile = self.0.db.borrow().clone().filter(|db| !db.is_lost());
        if let Some(other) = meanwhile {
            // Someone else opened it while we did.
            db.close();
            return Ok(other);
        }
        *self.0.db.borrow_mut() = Some(Rc::clone(&db));
        wasm_bindgen_futures::spawn_local(watch(Rc::downgrade(&self.0), Rc::clone(&db)));
        Ok(db)
    }

    fn not_away(&self) -> Result<(), LoadError> {
        if self.is_away() {
            return Err(LoadError::Closed(Cause {
                name: "InvalidStateError".to_owned(),
                message: "the page was left".to_owned(),
            }));
        }
        Ok(())
    }

    fn tell(&self, event: StoreEvent) {
        (self.0.events)(event);
    }
}

/// Follows what other tabs say.
fn hear(inner: &Weak<Inner>) -> impl FnMut(News) + 'static {
    let inner = Weak::clone(inner);
    move |news| {
        let Some(inner) = inner.upgrade() else {
            return;
        };
        match news {
            News::Changed(changed) => (inner.events)(StoreEvent::Changed(changed)),
            News::Busy => {
                if let Some(db) = inner.db.borrow().as_ref() {
                    db.hear();
                }
            }
        }
    }
}

/// Lets go of a connection that ended, and says so unless it was this side that ended it.
async fn watch(store: Weak<Inner>, db: Rc<Db>) {
    let Ok(Some(ended)) = db.ended().await else {
        return;
    };
    let Some(inner) = store.upgrade() else {
        return;
    };
    inner
        .db
        .borrow_mut()
        .take_if(|current| Rc::ptr_eq(current, &db));
    (inner.events)(match ended {
        Ended::NewVersion => StoreEvent::NewVersion,
        Ended::ByBrowser => StoreEvent::Closed,
    });
}
