//! When the browser fails: each failure is told apart, nothing is half done, and the next try works.

use groundcrew::browser::store::{LoadError, SaveError, Store, StoreEvent, database_name};
use groundcrew::domain::record::Change;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// A commit that fails in this way; afterwards nothing is changed, and trying again works.
async fn check_failed(fail: fn() -> js_sys::Function) -> SaveError {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let before = dump(&programme).await;
    let changes = || {
        vec![
            write(id(1), "a", "after"),
            write(id(2), "a", "new"),
            Change::Queue(id(2)),
        ]
    };
    let replaced = fail();
    let failed = store.commit(changes(), NOW).await;
    put_back(&replaced);
    assert_eq!(dump(&programme).await, before);
    commit(&store, changes()).await;
    assert_eq!(text(&store, id(1), "a").await.as_deref(), Some("after"));
    failed.expect_err("the commit fails")
}

#[wasm_bindgen_test]
async fn promise_03_a_full_disk_is_told_and_changes_nothing() {
    for fail in [|| puts_throw("QuotaExceededError"), commits_fill_the_disk] {
        let error = check_failed(fail).await;
        assert!(matches!(error, SaveError::Full(_)), "{error:?}");
        assert!(error.is_retryable());
    }
}

#[wasm_bindgen_test]
async fn promise_03_a_save_the_browser_gives_up_is_told_and_changes_nothing() {
    for fail in [puts_abort, || puts_throw("UnknownError")] {
        let error = check_failed(fail).await;
        assert!(matches!(error, SaveError::Aborted(_)), "{error:?}");
        assert!(error.is_retryable());
    }
}

#[wasm_bindgen_test]
async fn promise_03_a_database_closed_under_us_is_told_and_opened_again() {
    let told = Told::default();
    let store = open_telling(&programme(), &told).await;
    let seen = watch_transactions();
    commit(&store, vec![write(id(1), "a", "1")]).await;
    stop(&seen);
    close_seen(&seen, true);
    told.wait_for(|event| *event == StoreEvent::Closed).await;
    commit(&store, vec![write(id(1), "a", "2")]).await;
    // Some browsers close it without a word: the first save fails, the next one works.
    let seen = watch_transactions();
    commit(&store, vec![write(id(1), "a", "3")]).await;
    stop(&seen);
    close_seen(&seen, false);
    let failed = store.commit(vec![write(id(1), "a", "4")], NOW).await;
    let error = failed.expect_err("the connection is closed");
    assert!(
        matches!(error, SaveError::Closed(_)) && error.is_retryable(),
        "{error:?}"
    );
    commit(&store, vec![write(id(1), "a", "4")]).await;
    assert_eq!(text(&store, id(1), "a").await.as_deref(), Some("4"));
}

#[wasm_bindgen_test]
async fn promise_03_a_browser_that_keeps_nothing_is_told() {
    let replaced = opening_throws("SecurityError");
    let opened = Store::open(&programme(), NAMES, |_| {}).await.map(|_| ());
    put_back(&replaced);
    assert!(
        matches!(opened, Err(LoadError::Unavailable(_))),
        "{opened:?}"
    );
}

#[wasm_bindgen_test]
async fn promise_03_a_database_that_can_not_be_opened_is_told_and_opens_later() {
    let programme = programme();
    let replaced = opening_fails();
    let opened = Store::open(&programme, NAMES, |_| {}).await.map(|_| ());
    put_back(&replaced);
    assert!(matches!(opened, Err(LoadError::Failed(_))), "{opened:?}");
    commit(&open(&programme).await, vec![write(id(1), "a", "b")]).await;
}

#[wasm_bindgen_test]
async fn promise_03_a_database_deleted_under_us_is_not_taken_for_a_newer_version() {
    let (programme, told) = (programme(), Told::default());
    let store = open_telling(&programme, &told).await;
    let name = database_name(&programme);
    let deleted = groundcrew::browser::idb::delete(&name).await;
    deleted.expect("this side lets go of it");
    told.wait_for(|event| *event == StoreEvent::Closed).await;
    assert_eq!(told.all(), [StoreEvent::Closed]);
    commit(&store, vec![write(id(1), "a", "b")]).await;
}
