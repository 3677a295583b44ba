//! What the tests share: stores of their own, what those tell, and the database seen from outside.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use groundcrew::browser::ids;
use groundcrew::browser::store::{Committed, Job, Store, StoreEvent, Summariser, database_name};
use groundcrew::domain::id::{ProgrammeId, RecordId};
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, Value};
use groundcrew::domain::time::Instant;
use wasm_bindgen::prelude::*;

/// The time of all tests.
pub const NOW: Instant = Instant(1_798_761_600_000);

/// A summary for tests: what was answered to `name`.
pub const NAMES: Summariser = Summariser {
    version: 1,
    make: |record| match record.get(&FieldName::new("answer/name")) {
        Some(Value::Text(name)) => name.clone(),
        _ => String::new(),
    },
};

#[wasm_bindgen(inline_js = r#"
const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
// The database as plain JavaScript sees it. What it says to other connections is not heard.
export async function raw_open(name) { return done(indexedDB.open(name)); }
export async function raw_make(name, fixture) {
  const { version, stores } = JSON.parse(fixture);
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const [store, entries] of Object.entries(stores)) {
      const made = request.result.createObjectStore(store);
      for (const [key, value] of Object.entries(entries)) made.put(value, key);
    }
  };
  (await done(request)).close();
}
export async function raw_put(name, store, key, value) {
  const db = await done(indexedDB.open(name));
  await done(db.transaction(store, "readwrite").objectStore(store).put(value, key));
  db.close();
}
export async function raw_dump(name) {
  const db = await done(indexedDB.open(name));
  const all = {};
  for (const store of db.objectStoreNames) {
    const shelf = db.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([done(shelf.getAllKeys()), done(shelf.getAll())]);
    all[store] = Object.fromEntries(keys.map((key, i) => [key, values[i]]));
  }
  const version = db.version;
  db.close();
  return JSON.stringify({ version, stores: all });
}
export function raw_close(db) { db.close(); }

// Replaces a method until the returned function is called.
const replace = (proto, name, make) => {
  const original = proto[name];
  proto[name] = make(original);
  return () => { proto[name] = original; };
};
const full = () => new DOMException("no room", "QuotaExceededError");
export function puts_throw(name) {
  return replace(IDBObjectStore.prototype, "put", () => function () { throw new DOMException("", name); });
}
export function puts_abort() {
  return replace(IDBObjectStore.prototype, "put", put => function (...args) {
    const request = put.apply(this, args);
    this.transaction.abort();
    return request;
  });
}
export function commits_fill_the_disk() {
  return replace(IDBTransaction.prototype, "commit", () => function () {
    Object.defineProperty(this, "error", { get: full });
    this.abort();
  });
}
export function opening_fails() {
  return replace(IDBFactory.prototype, "open", open => function (...args) {
    const request = open.apply(this, args);
    request.addEventListener("upgradeneeded", () => request.transaction.abort());
    return request;
  });
}
export function opening_throws(name) {
  return replace(IDBFactory.prototype, "open", () => function () { throw new DOMException("", name); });
}
// Keeps a transaction that writes open, as a page does that was left in its midst.
export async function raw_hold(name) {
  const db = await done(indexedDB.open(name));
  const tx = db.transaction([...db.objectStoreNames], "readwrite");
  const shelf = tx.objectStore(db.objectStoreNames[0]);
  let held = true;
  const go_on = () => { if (held) shelf.get("").onsuccess = go_on; };
  await new Promise(begun => { shelf.get("").onsuccess = () => { begun(); go_on(); }; });
  return () => { held = false; db.close(); };
}
// Commits end only once the returned function was called; till then nothing can undo them.
export function commits_take_long() {
  const prototype = IDBTransaction.prototype;
  const { commit, abort } = prototype;
  const under_way = new Set();
  let held = true;
  prototype.commit = function () {
    under_way.add(this);
    const shelf = this.objectStore(this.objectStoreNames[0]);
    const go_on = () => {
      if (held) shelf.get("").onsuccess = go_on;
      else commit.call(this);
    };
    go_on();
  };
  prototype.abort = function () {
    if (under_way.has(this)) throw new DOMException("it is committing", "InvalidStateError");
    abort.call(this);
  };
  return () => {
    held = false;
    Object.assign(prototype, { commit, abort });
  };
}
// Databases open, and nobody hears of it until the returned function was called.
export function openings_take_long() {
  const unheard = [];
  let held = true;
  const put_back = replace(IDBFactory.prototype, "open", open => function (...args) {
    const request = open.apply(this, args);
    request.addEventListener("success", event => {
      if (!held) return;
      event.stopImmediatePropagation();
      unheard.push(request);
    });
    return request;
  });
  return () => {
    held = false;
    put_back();
    for (const request of unheard) request.dispatchEvent(new Event("success"));
  };
}
export function leave_page(name) {
  window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
}
// Every connection and durability that a transaction was begun with.
export function watch_transactions() {
  const seen = { dbs: [], durabilities: [] };
  seen.stop = replace(IDBDatabase.prototype, "transaction", begin => function (stores, mode, options) {
    seen.dbs.push(this);
    if (mode === "readwrite") seen.durabilities.push(options?.durability ?? "none");
    return begin.call(this, stores, mode, options);
  });
  return seen;
}
export function seen_durabilities(seen) { return seen.durabilities.join(" "); }
export function close_seen(seen, says_so) {
  for (const db of new Set(seen.dbs)) {
    db.close();
    if (says_so) db.dispatchEvent(new Event("close"));
  }
}
export function stop(seen) { seen.stop(); }
"#)]
extern "C" {
    #[wasm_bindgen(catch)]
    pub async fn raw_open(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn raw_make(name: &str, fixture: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn raw_put(
        name: &str,
        store: &str,
        key: &str,
        value: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn raw_dump(name: &str) -> Result<JsValue, JsValue>;
    pub fn raw_close(db: &JsValue);
    #[wasm_bindgen(catch)]
    pub async fn raw_hold(name: &str) -> Result<JsValue, JsValue>;
    pub fn commits_take_long() -> js_sys::Function;
    pub fn openings_take_long() -> js_sys::Function;
    pub fn leave_page(name: &str);
    pub fn puts_throw(name: &str) -> js_sys::Function;
    pub fn puts_abort() -> js_sys::Function;
    pub fn commits_fill_the_disk() -> js_sys::Function;
    pub fn opening_fails() -> js_sys::Function;
    pub fn opening_throws(name: &str) -> js_sys::Function;
    pub fn watch_transactions() -> JsValue;
    pub fn seen_durabilities(seen: &JsValue) -> String;
    pub fn close_seen(seen: &JsValue, says_so: bool);
    pub fn stop(seen: &JsValue);
}

/// Puts back what was replaced.
pub fn put_back(replaced: &js_sys::Function) {
    replaced
        .call0(&JsValue::NULL)
        .expect("it only puts a method back");
}

/// Everything stored, as JSON.
pub async fn dump(programme: &ProgrammeId) -> String {
    let text = raw_dump(&database_name(programme))
        .await
        .expect("a database");
    text.as_string().expect("a text")
}

/// A programme that no other test uses.
pub fn programme() -> ProgrammeId {
    format!("test-{}", ids::record_id()).parse().expect("a key")
}

/// What a store told, and a way to wait for it.
#[derive(Clone, Default)]
pub struct Told(Rc<RefCell<(Vec<StoreEvent>, Option<Waker>)>>);

impl Told {
    pub fn hear(&self, event: StoreEvent) {
        let mut inner = self.0.borrow_mut();
        inner.0.push(event);
        if let Some(waker) = inner.1.take() {
            waker.wake();
        }
    }

    pub fn all(&self) -> Vec<StoreEvent> {
        self.0.borrow().0.clone()
    }

    /// Waits until it is told something of which this is so.
    pub async fn wait_for(&self, which: impl Fn(&StoreEvent) -> bool) -> StoreEvent {
        poll_fn(|context| {
            let mut inner = self.0.borrow_mut();
            if let Some(event) = inner.0.iter().find(|event| which(event)) {
                return Poll::Ready(event.clone());
            }
            inner.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// A store of a programme.
pub async fn open(programme: &ProgrammeId) -> Store {
    open_telling(programme, &Told::default()).await
}

/// A store of a programme, and what it tells.
pub async fn open_telling(programme: &ProgrammeId, told: &Told) -> Store {
    let told = told.clone();
    let store = Store::open(programme, NAMES, move |event| told.hear(event)).await;
    store.expect("a fresh database opens")
}

/// A change of one field of an application.
pub fn write(id: RecordId, field: &str, value: &str) -> Change {
    write_kind(id, Kind::Application, field, value)
}

/// A change of one field of a record.
pub fn write_kind(id: RecordId, kind: Kind, field: &str, value: &str) -> Change {
    let audience = match kind {
        Kind::Draft => Audience::Device,
        _ => Audience::Organizers,
    };
    Change::Write {
        record: id,
        kind,
        audience,
        fields: vec![(FieldName::new(field), value.into())],
    }
}

/// Commits what is expected to succeed.
pub async fn commit(store: &Store, changes: Vec<Change>) -> Committed {
    store.commit(changes, NOW).await.expect("a commit")
}

/// The text of a field of a stored record.
pub async fn text(store: &Store, id: RecordId, field: &str) -> Option<String> {
    let record = store.get(id).await.expect("readable")?;
    let value = record.get(&FieldName::new(field))?;
    Some(value.as_text()?.to_owned())
}

/// The rows of the applications' list.
pub async fn rows(store: &Store) -> BTreeMap<RecordId, String> {
    let mut rows = BTreeMap::new();
    let read = store.each_row(&Kind::Application, |id, row| {
        rows.insert(id, row.to_owned());
    });
    read.await.expect("readable");
    rows
}

/// A job nobody watches.
pub fn job() -> Job {
    Job::new(|_| {})
}

/// An id of the test's own.
pub fn id(number: u128) -> RecordId {
    RecordId::from_bits(number)
}

/// Applications of about 3 KB each, as another device wrote them.
pub fn applications(count: u128) -> impl Iterator<Item = Record> {
    use groundcrew::domain::record::{Applied, Writer};
    let mut writer = Writer {
        replica: groundcrew::domain::id::ReplicaId::from_bits(77),
        counter: 0,
        at: NOW,
        by: "Bea".into(),
    };
    (0..count).map(move |number| {
        let answers = (0..10).map(|i| {
            let text = format!("{number}/{i} ").repeat(3000 / 10 / 8);
            (
                FieldName::new(format!("answer/question-{i}")),
                Value::from(text),
            )
        });
        let name = (
            FieldName::new("answer/name"),
            Value::from(format!("Person {number}")),
        );
        let fields = answers.chain([name]).collect();
        let made = writer.write(
            None,
            id(number),
            Kind::Application,
            Audience::Organizers,
            fields,
        );
        match made {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("nothing was erased"),
        }
    })
}
