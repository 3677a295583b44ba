//! Tabs in step: they hear of each other's changes, and do one at a time what must be done alone.

use futures::future::join;
use groundcrew::browser::quota::{Keeping, keeping, room};
use groundcrew::browser::store::{ImportError, Scope, StoreEvent};
use groundcrew::browser::tabs::{Changed, NotAlone, alone};
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

#[wasm_bindgen_test]
async fn promise_10_another_tab_hears_what_changed() {
    let programme = programme();
    let told = Told::default();
    let here = open(&programme).await;
    let there = open_telling(&programme, &told).await;
    commit(&here, vec![write(id(1), "a", "b"), write(id(2), "a", "b")]).await;
    let changed = told
        .wait_for(|event| matches!(event, StoreEvent::Changed(_)))
        .await;
    assert_eq!(
        changed,
        StoreEvent::Changed(Changed::Records(vec![id(1), id(2)]))
    );
    assert_eq!(text(&there, id(1), "a").await.as_deref(), Some("b"));
    here.merge(applications(3), &job()).await.expect("merged");
    told.wait_for(|event| *event == StoreEvent::Changed(Changed::Everything))
        .await;
}

#[wasm_bindgen_test]
async fn promise_15_what_must_be_done_alone_is() {
    let name = format!("{}/send", programme());
    let first = alone(&name).await.expect("nobody has it");
    assert_eq!(alone(&name).await.err(), Some(NotAlone::Busy));
    first.let_go().await;
    let second = alone(&name).await.expect("it was let go of");
    second.let_go().await;
}

#[wasm_bindgen_test]
async fn one_tab_imports_at_a_time() {
    let programme = programme();
    let (here, there) = (open(&programme).await, open(&programme).await);
    here.merge(applications(3), &job()).await.expect("merged");
    let export = here.export(Scope::Programme, &job()).await;
    let export = export.expect("exported");
    let (job_here, job_there) = (job(), job());
    let both = join(
        here.import(&export, &job_here),
        there.import(&export, &job_there),
    );
    let (first, second) = both.await;
    assert!(first.is_ok(), "{first:?}");
    assert_eq!(second, Err(ImportError::Busy));
    there.import(&export, &job_there).await.expect("alone now");
}

#[wasm_bindgen_test]
async fn the_room_is_known_or_said_not_to_be() {
    if let Some(room) = room().await {
        assert!(room.granted > 0.0 && room.used >= 0.0 && room.used <= room.granted);
    }
    // Nobody asked this browser to keep anything, so it can't have promised to.
    assert_ne!(keeping().await, Keeping::Persistent);
}
