//! The one door to IndexedDB: databases of stores that hold text under text keys.
//!
//! The rule of transactions: inside one, await nothing but its own requests, or the browser commits
//! it. Reads are sent when they are asked for, writes when they are made; nobody waits for a write
//! but for the commit of all. Dropping a transaction undoes it.
//!
//! Nobody waits for ever either. A transaction that hears nothing is given up and undone, see
//! [`Pulse`]: the storage of a browser can be held by a page that was left, or by a tab at long work.

mod pulse;

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{Either, select};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use indexed_db_futures::{KeyRange, database::VersionChangeEvent};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use self::pulse::{Pulse, Vigil};

/// What the browser said went wrong: the name and message of its exception.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {message}")]
pub struct Cause {
    /// Such as `QuotaExceededError`.
    pub name: String,
    /// In the browser's own words.
    pub message: String,
}

impl From<&JsValue> for Cause {
    fn from(thrown: &JsValue) -> Self {
        let part = |name: &str| {
            let part = js_sys::Reflect::get(thrown, &name.into()).ok();
            part.and_then(|part| part.as_string()).unwrap_or_default()
        };
        Self {
            name: part("name"),
            message: part("message"),
        }
    }
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(thrown) => Self::from(thrown.as_ref()),
            Error::Unknown(thrown) => Self::from(thrown.as_ref()),
            other @ (Error::Serialisation(_) | Error::MissingData(_)) => Self {
                name: "AbortError".to_owned(),
                message: other.to_string(),
            },
        }
    }
}

impl From<OpenDbError> for Cause {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            // Opening throws for two reasons: version zero, which no schema has, and an origin
            // that may keep nothing. The crate takes either for the former.
            other @ (OpenDbError::VersionZero
            | OpenDbError::UnsupportedEnvironment
            | OpenDbError::NullFactory) => Self {
                name: UNAVAILABLE.to_owned(),
                message: other.to_string(),
            },
        }
    }
}

/// The name of the cause when the browser offers no IndexedDB at all.
pub const UNAVAILABLE: &str = "Unavailable";

/// The name of the cause when nothing was heard of the storage for too long. A commit may still be
/// done later; anything else was undone.
pub const STALLED: &str = "Stalled";

fn stalled() -> Cause {
    Cause {
        name: STALLED.to_owned(),
        message: "the storage does not answer".to_owned(),
    }
}

/// One step of the schema's history: what it takes to come from the version before.
pub type Step = fn(&Upgrade<'_>) -> Result<(), Cause>;

/// A database that is being brought up to date.
pub struct Upgrade<'a>(&'a Database);

impl Upgrade<'_> {
    /// Adds a store.
    pub fn add_store(&self, name: &str) -> Result<(), Cause> {
        self.0.create_object_store(name).build()?;
        Ok(())
    }
}

/// A connection.
pub struct Db {
    database: Database,
    pulse: Rc<Pulse>,
}

/// How a connection ended when it was not this side that ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Another tab brings the database up to date, and waits for this connection.
    NewVersion,
    /// The database was deleted, or the browser closed it: the data was cleared, or the disk failed.
    ByBrowser,
}

impl Db {
    /// Opens a database, taking it through the steps it has not taken yet. Its version is the
    /// number of steps. `on_blocked` is called if another tab keeps an older version open; the
    /// opening goes on once that tab lets go. Whatever hears nothing for as long as `patience` is
    /// given up; `on_late` is called when a commit that was given up is done after all.
    pub async fn open(
        name: &str,
        steps: &'static [Step],
        patience: Duration,
        on_blocked: impl FnOnce() + 'static,
        on_late: impl Fn() + 'static,
    ) -> Result<Self, Cause> {
        let version = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let blocked = Rc::new(Cell::new(false));
        let is_blocked = Rc::clone(&blocked);
        let waiting = Rc::new(());
        let waits = Rc::downgrade(&waiting);
        let request = Database::open(name.to_owned())
            .with_version(version)
            .with_on_blocked(move |_: VersionChangeEvent| {
                is_blocked.set(true);
                // Nobody waits any more once it was given up.
                if waits.upgrade().is_some() {
                    on_blocked();
                }
                Ok(())
            })
            .with_on_upgrade_needed(move |event: VersionChangeEvent, db: Database| {
                let taken = event.old_version() as usize;
                for step in steps.iter().skip(taken) {
                    step(&Upgrade(&db))
                        .map_err(|cause| JsValue::from(js_sys::Error::new(&cause.to_string())))?;
                }
                Ok(())
            });
        let (tell, told) = oneshot::channel();
        wasm_bindgen_futures::spawn_local(async move {
            // One that opens when nobody waits any more must not stand in a newer version's way.
            if let Err(Ok(late)) = tell.send(request.await) {
                late.close();
            }
        });
        let opened = match select(told, pin!(pulse::patience(patience))).await {
            Either::Left((opened, _)) => opened,
            // That is said, and a person can do something about it.
            Either::Right(((), told)) if blocked.get() => told.await,
            Either::Right(_) => return Err(stalled()),
        };
        drop(waiting);
        Ok(Self {
            database: opened.map_err(|oneshot::Canceled| stalled())??,
            pulse: Pulse::new(patience, on_late),
        })
    }

    /// Waits until the connection ends, and lets go of it. Nothing if it was this side that ended it.
    pub async fn ended(&self) -> Result<Option<Ended>, Cause> {
        let mut changes = self.database.version_changes()?;
        let ended = match select(pin!(changes.recv()), pin!(self.pulse.lost())).await {
            Either::Left((Some(change), _)) if change.new_version().is_some() => Ended::NewVersion,
            Either::Left(_) => Ended::ByBrowser,
            Either::Right(_) => return Ok(None),
        };
        self.close();
        Ok(Some(ended))
    }

    /// Takes note that whoever holds the database up is alive.
    pub fn hear(&self) {
        self.pulse.hear();
    }

    /// Closes the connection once its transactions are done.
    pub fn close(&self) {
        self.pulse.lose();
        self.database.clone().close();
    }

    /// Gives up whatever is under way, but for commits; what was to be written is undone.
    pub fn give_up(&self) {
        self.pulse.give_up();
    }

    /// Whether nothing more can be done over this connection.
    pub fn is_lost(&self) -> bool {
        self.pulse.is_lost()
    }

    /// Begins a transaction that reads.
    pub fn read(&self, stores: &[&str]) -> Result<Tx<'_>, Cause> {
        self.begin(stores, TransactionMode::Readonly)
    }

    /// Begins a transaction that writes. Once it is committed, what it wrote is on the disk.
    pub fn write(&self, stores: &[&str]) -> Result<Tx<'_>, Cause> {
        self.begin(stores, TransactionMode::Readwrite)
    }

    fn begin(&self, stores: &[&str], mode: TransactionMode) -> Result<Tx<'_>, Cause> {
        let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let transaction = self
            .database
            .transaction(stores)
            .with_mode(mode)
            .with_options(options)
            .build()
            .map_err(|error| {
                let cause = Cause::from(error);
                // A transaction can't begin for this reason only: the connection is closed.
                if cause.name == "InvalidStateError" {
                    self.pulse.lose();
                }
                cause
            })?;
        let raw: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
        let vigil = self.pulse.keep(raw);
        Ok(Tx { transaction, vigil })
    }
}

/// Deletes a database; waits until nobody has it open.
pub async fn delete(name: &str) -> Result<(), Cause> {
    Ok(Database::delete_by_name(name)?.await?)
}

/// A transaction.
pub struct Tx<'a> {
    transaction: Transaction<'a>,
    vigil: Rc<Vigil>,
}

impl Tx<'_> {
    /// A store of the transaction.
    pub fn store(&self, name: &str) -> Result<Shelf<'_>, Cause> {
        Ok(Shelf {
            store: self.transaction.object_store(name)?,
            vigil: &self.vigil,
        })
    }

    /// Waits until everything written is on the disk.
    pub async fn commit(self) -> Result<(), Cause> {
        let Self { transaction, vigil } = self;
        vigil.commits();
        let done = async move { Ok(transaction.commit().await?) };
        let done = vigil.heard(done).await;
        done.map_err(|error| {
            vigil.tell_if_late();
            vigil.why(error)
        })
    }

    /// The true cause of a failure in this transaction. One failed write ends the whole, and
    /// whatever is asked of it afterwards fails for that reason only.
    pub fn why(&self, error: Cause) -> Cause {
        self.vigil.why(error)
    }
}

/// A store within a transaction.
pub struct Shelf<'a> {
    store: ObjectStore<'a>,
    vigil: &'a Rc<Vigil>,
}

/// Which keys are meant.
#[derive(Debug, Clone)]
pub enum Keys<'a> {
    /// All of them.
    All,
    /// Those that begin with this, which is not empty and ends in a plain character.
    Prefix(&'a str),
    /// Those after this one.
    After(&'a str),
}

impl Keys<'_> {
    fn range(&self) -> KeyRange<String> {
        match *self {
            // The empty text is the least of all text keys.
            Self::All => KeyRange::LowerBound(String::new(), false),
            Self::After(key) => KeyRange::LowerBound(key.to_owned(), true),
            Self::Prefix(prefix) => KeyRange::Bound(prefix.to_owned(), false, end_of(prefix), true),
        }
    }
}

/// The first key that comes after every key with this prefix.
fn end_of(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    let last = end.pop().and_then(|last| char::from_u32(last as u32 + 1));
    end.push(last.expect("a prefix ends in a plain character, which has a next one"));
    end
}

impl Shelf<'_> {
    /// The answer to a request, waited for no longer than there is hope.
    fn answer<T, F>(&self, request: F) -> impl Future<Output = Result<T, Cause>> + use<T, F>
    where
        F: Future<Output = Result<T, Cause>>,
    {
        let vigil = Rc::clone(self.vigil);
        async move { vigil.heard(request).await }
    }

    /// Asks for the value under a key.
    pub fn get(
        &self,
        key: &str,
    ) -> Result<impl Future<Output = Result<Option<JsValue>, Cause>> + use<>, Cause> {
        let request = self.store.get::<JsValue, _, _>(key).primitive()?;
        Ok(self.answer(async move { Ok(request.await?) }))
    }

    /// Puts a text under a key, replacing what was there.
    pub fn put(&self, key: &str, value: &str) -> Result<(), Cause> {
        let asked = self.store.as_sys().put_with_key(&value.into(), &key.into());
        asked.map(drop).map_err(|thrown| Cause::from(&thrown))
    }

    /// Removes what is under a key.
    pub fn delete(&self, key: &str) -> Result<(), Cause> {
        drop(self.store.delete::<&str, _>(key).primitive()?);
        Ok(())
    }

    /// Removes everything.
    pub fn clear(&self) -> Result<(), Cause> {
        drop(self.store.clear()?);
        Ok(())
    }

    /// Asks for the values under these keys, in the order of the keys, no more than `limit`.
    pub fn values(
        &self,
        keys: &Keys<'_>,
        limit: u32,
    ) -> Result<impl Future<Output = Result<Vec<JsValue>, Cause>> + use<>, Cause> {
        let all = self.store.get_all::<JsValue>();
        let request = all
            .with_query::<String, _>(keys.range())
            .with_limit(limit)
            .primitive()?;
        Ok(self.answer(async move { Ok(request.await?.collect::<Result<Vec<_>, _>>()?) }))
    }

    /// Asks for these keys themselves, no more than `limit`.
    pub fn keys(
        &self,
        keys: &Keys<'_>,
        limit: u32,
    ) -> Result<impl Future<Output = Result<Vec<String>, Cause>> + use<>, Cause> {
        let all = self.store.get_all_keys::<JsValue>();
        let request = all
            .with_query::<String, _>(keys.range())
            .with_limit(limit)
            .primitive()?;
        Ok(self.answer(async move {
            let keys = request.await?.collect::<Result<Vec<_>, _>>()?;
            Ok(texts(keys))
        }))
    }

    /// Asks how many of these keys there are.
    pub fn count(
        &self,
        keys: &Keys<'_>,
    ) -> Result<impl Future<Output = Result<u32, Cause>> + use<>, Cause> {
        let request = self
            .store
            .count()
            .with_query::<String, _>(keys.range())
            .primitive()?;
        Ok(self.answer(async move { Ok(request.await?) }))
    }
}

/// The texts among some values. Joined in the browser and split here, they cross over in one go,
/// which for many short ones is several times faster.
pub fn texts(values: Vec<JsValue>) -> Vec<String> {
    let all: Array = values.into_iter().filter(JsValue::is_string).collect();
    if all.length() == 0 {
        return Vec::new();
    }
    // Neither keys nor stored JSON have a line feed in them.
    let joined = String::from(all.join("\n"));
    joined.split('\n').map(str::to_owned).collect()
}
