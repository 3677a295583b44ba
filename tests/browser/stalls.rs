//! When the storage does not answer: nobody waits for ever, nothing is half done, and once it answers
//! all goes on. A page that is left holds up nobody.

use std::cell::RefCell;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::join;
use groundcrew::browser::clock;
use groundcrew::browser::idb::{self, Db};
use groundcrew::browser::store::schema::{JOURNAL, RECORDS, STEPS};
use groundcrew::browser::store::{
    How, ImportError, Job, LoadError, OWNER, SaveError, Scope, Store, StoreEvent, USUAL,
    database_name,
};
use groundcrew::browser::tabs::{Changed, Channel};
use groundcrew::domain::id::ProgrammeId;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// Short, as only what is meant to be given up is done by stores that have no more.
const PATIENCE: Duration = Duration::from_millis(900);

async fn try_open(programme: &ProgrammeId, told: &Told) -> Result<Store, LoadError> {
    let told = told.clone();
    let how = How {
        patience: PATIENCE,
        ..USUAL
    };
    Store::open_with(programme, NAMES, move |event| told.hear(event), how).await
}

async fn impatient(programme: &ProgrammeId, told: &Told) -> Store {
    try_open(programme, told).await.expect("opens")
}

/// Another page keeps the database to itself, until what this gives is put back.
async fn held(programme: &ProgrammeId) -> js_sys::Function {
    let hold = raw_hold(&database_name(programme)).await;
    hold.expect("a database").unchecked_into()
}

#[wasm_bindgen_test]
async fn promise_03_storage_that_does_not_answer_is_told_and_nothing_is_half_done() {
    let (programme, told) = (programme(), Told::default());
    let patient = open(&programme).await;
    commit(&patient, vec![write(id(1), "a", "before")]).await;
    let store = impatient(&programme, &told).await;
    let export = patient
        .export(Scope::Programme, &job())
        .await
        .expect("readable");
    let before = dump(&programme).await;

    let hold = held(&programme).await;
    let changes = || vec![write(id(1), "a", "after"), write(id(2), "a", "new")];
    let failed = store.commit(changes(), NOW).await.expect_err("held");
    assert!(matches!(failed, SaveError::Stalled(_)), "{failed:?}");
    assert!(failed.is_retryable());
    let unread = store.get(id(1)).await.expect_err("held");
    assert!(matches!(unread, LoadError::Stalled(_)), "{unread:?}");
    let unread = store.outbox().await.expect_err("held");
    assert!(matches!(unread, LoadError::Stalled(_)), "{unread:?}");
    let refused = store.import(&export, &job()).await.expect_err("held");
    assert!(
        matches!(refused, ImportError::Save(SaveError::Stalled(_))),
        "{refused:?}"
    );
    let failed = store.set_setting(OWNER, "Bea").await.expect_err("held");
    assert!(matches!(failed, SaveError::Stalled(_)), "{failed:?}");
    put_back(&hold);

    assert_eq!(dump(&programme).await, before);
    assert!(told.all().is_empty(), "{:?}", told.all());
    commit(&patient, changes()).await;
    assert_eq!(text(&patient, id(1), "a").await.as_deref(), Some("after"));
    assert_eq!(
        patient.journal_of(id(1)).await.map(|lines| lines.len()),
        Ok(2)
    );
}

#[wasm_bindgen_test]
async fn promise_04_a_commit_that_ends_late_is_followed_and_trying_again_doubles_nothing() {
    let (programme, told) = (programme(), Told::default());
    let patient = open(&programme).await;
    commit(&patient, vec![write(id(1), "a", "before")]).await;
    let store = impatient(&programme, &told).await;
    let hold = commits_take_long();
    let failed = store.commit(vec![write(id(1), "a", "after")], NOW).await;
    let failed = failed.expect_err("it takes too long");
    assert!(matches!(failed, SaveError::Stalled(_)), "{failed:?}");
    put_back(&hold);
    told.wait_for(|event| *event == StoreEvent::Changed(Changed::Everything))
        .await;
    assert_eq!(text(&patient, id(1), "a").await.as_deref(), Some("after"));
    let stored = dump(&programme).await;
    let again = commit(&patient, vec![write(id(1), "a", "after")]).await;
    assert_eq!(again.records, []);
    assert_eq!(dump(&programme).await, stored);
}

#[wasm_bindgen_test]
async fn promise_03_a_database_that_does_not_open_is_told_and_is_no_hindrance_once_it_does() {
    let (programme, told) = (programme(), Told::default());
    let name = database_name(&programme);
    let hold = openings_take_long();
    let opened = try_open(&programme, &told).await.map(|_| ());
    assert!(matches!(opened, Err(LoadError::Stalled(_))), "{opened:?}");
    put_back(&hold);
    // The connection that came late is closed: it would keep the database from being deleted.
    idb::delete(&name).await.expect("nobody holds it");
    commit(&open(&programme).await, vec![write(id(1), "a", "b")]).await;
}

#[wasm_bindgen_test]
async fn a_tab_at_long_work_is_waited_for() {
    let programme = programme();
    let patient = open(&programme).await;
    let store = impatient(&programme, &Told::default()).await;
    // Its connection is open before the other one has the database to itself.
    assert_eq!(store.get(id(1)).await, Ok(None));
    let hold = held(&programme).await;
    let other = Channel::join(&database_name(&programme), |_| {});
    let work = async {
        for _ in 0..12 {
            clock::wait(PATIENCE / 6).await;
            other.tell_busy();
        }
        put_back(&hold);
    };
    let (saved, ()) = join(store.commit(vec![write(id(1), "a", "b")], NOW), work).await;
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!(text(&patient, id(1), "a").await.as_deref(), Some("b"));
}

#[wasm_bindgen_test]
async fn long_work_that_goes_on_is_waited_for() {
    let programme = programme();
    open(&programme).await.close();
    let name = database_name(&programme);
    let opened = Db::open(&name, STEPS, PATIENCE, || {}, || {}).await;
    let db = opened.expect("opens");
    let long = async {
        let tx = db.write(&[RECORDS, JOURNAL]).expect("begins");
        let until = clock::since_opened() + 2 * PATIENCE;
        while clock::since_opened() < until {
            let asked = tx.store(RECORDS).and_then(|shelf| shelf.get("key"));
            asked.expect("asked").await.expect("an answer");
        }
        tx.commit().await
    };
    let short = async {
        let tx = db.write(&[RECORDS]).expect("begins");
        let asked = tx.store(RECORDS).and_then(|shelf| shelf.get("key"));
        asked.expect("asked").await.expect("an answer");
        tx.commit().await
    };
    assert_eq!(join(long, short).await, (Ok(()), Ok(())));
    assert!(!db.is_lost());
}

#[wasm_bindgen_test]
async fn promise_03_a_page_that_is_left_in_the_midst_of_work_holds_up_no_other() {
    let (programme, told) = (programme(), Told::default());
    let store = open_telling(&programme, &told).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let before = dump(&programme).await;
    let (tell, begun) = oneshot::channel();
    let tell = RefCell::new(Some(tell));
    let job = Job::new(move |done| {
        if let Some(tell) = tell.take() {
            tell.send(done).expect("it is waited for");
        }
    });
    let merge = store.merge(applications(3000), &job);
    let leave = async {
        assert_eq!(begun.await, Ok(500), "it is in its midst");
        leave_page("pagehide");
        assert!(store.is_away());
        let hold = held(&programme).await;
        let failed = store.commit(vec![write(id(1), "a", "late")], NOW).await;
        assert!(matches!(failed, Err(SaveError::Closed(_))), "{failed:?}");
        put_back(&hold);
    };
    let (merged, ()) = join(merge, leave).await;
    let failed = merged.expect_err("given up");
    let SaveError::Aborted(cause) = &failed else {
        panic!("{failed:?}");
    };
    assert_eq!(cause.message, "the page was left");
    assert_eq!(dump(&programme).await, before);
    assert!(told.all().is_empty(), "{:?}", told.all());

    leave_page("pageshow");
    assert!(!store.is_away());
    assert_eq!(told.all(), [StoreEvent::Returned]);
    commit(&store, vec![write(id(1), "a", "after")]).await;
}
