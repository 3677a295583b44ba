//! When the storage does not answer: nobody waits for ever, nothing is half done, and once it answers
//! all goes on. A page that is left holds up nobody.

use std::time::Duration;

use futures::future::{Either, join, select};
use groundcrew::browser::clock;
use groundcrew::browser::idb::{self, Db};
use groundcrew::browser::store::schema::{JOURNAL, RECORDS, STEPS};
use groundcrew::browser::store::{
    How, ImportError, LoadError, SaveError, Scope, Store, StoreEvent, USUAL, database_name,
};
use groundcrew::browser::tabs::Changed;
use groundcrew::domain::id::ProgrammeId;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// Long enough for a browser under load to answer, short enough for a test.
const PATIENCE: Duration = Duration::from_millis(600);

async fn try_open(programme: &ProgrammeId, told: &Told) -> Result<Store, LoadError> {
    let told = told.clone();
    let how = How {
        patience: PATIENCE,
        ..USUAL
    };
    Store::open_with(programme, NAMES, move |event| told.hear(event), how).await
}

async fn open_soon_impatient(programme: &ProgrammeId, told: &Told) -> Store {
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
    let store = open_soon_impatient(&programme, &told).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let export = store
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
    put_back(&hold);

    assert_eq!(dump(&programme).await, before);
    commit(&store, changes()).await;
    assert_eq!(text(&store, id(1), "a").await.as_deref(), Some("after"));
    assert_eq!(
        store.journal_of(id(1)).await.map(|lines| lines.len()),
        Ok(2)
    );
    assert!(told.all().is_empty(), "{:?}", told.all());
}

#[wasm_bindgen_test]
async fn promise_04_a_commit_that_ends_late_is_followed_and_trying_again_doubles_nothing() {
    let (programme, told) = (programme(), Told::default());
    let store = open_soon_impatient(&programme, &told).await;
    let beside = open(&programme).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let hold = commits_take_long();
    let failed = store.commit(vec![write(id(1), "a", "after")], NOW).await;
    let failed = failed.expect_err("it takes too long");
    assert!(matches!(failed, SaveError::Stalled(_)), "{failed:?}");
    put_back(&hold);
    told.wait_for(|event| *event == StoreEvent::Changed(Changed::Everything))
        .await;
    assert_eq!(text(&store, id(1), "a").await.as_deref(), Some("after"));
    let stored = dump(&programme).await;
    let again = commit(&store, vec![write(id(1), "a", "after")]).await;
    assert_eq!(again.records, []);
    assert_eq!(dump(&programme).await, stored);
    assert_eq!(text(&beside, id(1), "a").await.as_deref(), Some("after"));
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
    let store = open_soon_impatient(&programme, &told).await;
    commit(&store, vec![write(id(1), "a", "b")]).await;
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
    let store = open_soon_impatient(&programme, &told).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let before = dump(&programme).await;
    let job = job();
    let merge = Box::pin(store.merge(applications(2000), &job));
    // It has begun, and goes on until the page is left.
    let begun = Box::pin(clock::wait(Duration::ZERO));
    let Either::Right(((), merge)) = select(merge, begun).await else {
        panic!("2000 records take longer");
    };
    leave_page("pagehide");
    assert!(store.is_away());
    let hold = held(&programme).await;
    let failed = merge.await.expect_err("given up");
    assert!(failed.is_retryable(), "{failed:?}");
    let failed = store.commit(vec![write(id(1), "a", "late")], NOW).await;
    assert!(matches!(failed, Err(SaveError::Closed(_))), "{failed:?}");
    put_back(&hold);
    assert_eq!(dump(&programme).await, before);

    leave_page("pageshow");
    assert!(!store.is_away());
    assert_eq!(told.all(), [StoreEvent::Returned]);
    commit(&store, vec![write(id(1), "a", "after")]).await;
}
