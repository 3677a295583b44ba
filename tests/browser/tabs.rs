//! Tabs in step: they hear of each other's changes, and do one at a time what must be done alone.

use futures::channel::oneshot;
use futures::future::join;
use groundcrew::browser::quota::{Keeping, keeping, room};
use groundcrew::browser::store::StoreEvent;
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
    let (go_on, held) = oneshot::channel::<()>();
    let (began, begun) = oneshot::channel::<()>();
    let first = alone(&name, async move {
        began.send(()).expect("someone waits");
        held.await.expect("let go of");
        1
    });
    let second = async {
        begun.await.expect("the first began");
        let busy = alone(&name, async { 2 }).await;
        go_on.send(()).expect("the first holds it");
        busy
    };
    assert_eq!(join(first, second).await, (Ok(1), Err(NotAlone::Busy)));
    assert_eq!(alone(&name, async { 3 }).await, Ok(3));
}

#[wasm_bindgen_test]
async fn the_room_is_known_or_said_not_to_be() {
    if let Some(room) = room().await {
        assert!(room.granted > 0.0 && room.used >= 0.0 && room.used <= room.granted);
    }
    // Nobody asked this browser to keep anything, so it can't have promised to.
    assert_ne!(keeping().await, Keeping::Persistent);
}
