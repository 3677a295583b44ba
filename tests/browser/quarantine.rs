//! What can't be read is set aside, never becomes empty, and is never written over (Promise 5).

use groundcrew::browser::store::{LoadError, SaveError, Scope, Store, StoreEvent, database_name};
use groundcrew::domain::id::ProgrammeId;
use groundcrew::domain::record::{Change, Kind};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// A store with a good draft, and one that was damaged.
async fn damaged(raw: &JsValue) -> (ProgrammeId, Told, Store) {
    let (programme, told) = (programme(), Told::default());
    let store = open_telling(&programme, &told).await;
    let draft = |number, text| write_kind(id(number), Kind::Draft, "typed/name", text);
    commit(&store, vec![draft(1, "Ada"), draft(2, "Bea")]).await;
    let name = database_name(&programme);
    raw_put(&name, "records", &id(2).to_string(), raw)
        .await
        .expect("put");
    (programme, told, store)
}

#[wasm_bindgen_test]
async fn promise_05_what_cannot_be_read_is_set_aside_and_the_rest_loads() {
    let object = js_sys::JSON::parse(r#"{"typed":"words"}"#).expect("JSON");
    let other = groundcrew::format::record::to_text(&applications(1).next().expect("one"));
    let cases: [(&JsValue, &str); 4] = [
        (&"{\"v\":1,\"id".into(), "{\"v\":1,\"id"),
        (&"{\"v\":99,\"words\":1}".into(), "{\"v\":99,\"words\":1}"),
        (&object, r#"{"typed":"words"}"#),
        (&other.as_str().into(), &other),
    ];
    for (raw, text_of_raw) in cases {
        let (programme, told, store) = damaged(raw).await;
        let mine = store.load_mine().await.expect("the rest loads");
        assert_eq!(
            mine.iter().map(|record| record.id).collect::<Vec<_>>(),
            [id(1)]
        );
        told.wait_for(|event| matches!(event, StoreEvent::SetAside(_)))
            .await;
        let aside = store.quarantine().await.expect("readable");
        assert_eq!(aside.len(), 1);
        assert_eq!(
            (aside[0].key.clone(), aside[0].raw.as_str()),
            (id(2).to_string(), text_of_raw)
        );
        let file = store.export_quarantine().await.expect("readable");
        let line = groundcrew::format::json::parse(file.trim_end()).expect("a line of JSON");
        assert_eq!(
            line.part("raw").and_then(|raw| raw.as_text()),
            Some(text_of_raw)
        );
        let refused = store.get(id(2)).await;
        assert!(matches!(refused, Err(LoadError::Corrupt(_))), "{refused:?}");
        // The rest is exported, and the damaged one is not in it as something else.
        let export = store.export(Scope::Device, &job()).await.expect("exported");
        assert!(export.contains("Ada") && !export.contains("words"));
        store.close();
        assert!(dump(&programme).await.contains("Ada"));
    }
}

#[wasm_bindgen_test]
async fn promise_05_what_cannot_be_read_is_not_written_over() {
    let (programme, _, store) = damaged(&"words".into()).await;
    for change in [
        write_kind(id(2), Kind::Draft, "typed/name", "over it"),
        Change::Erase(id(2)),
        Change::Purge(id(2)),
    ] {
        let before = dump(&programme).await;
        let refused = store
            .commit(vec![write(id(3), "a", "b"), change], "Ada", NOW)
            .await;
        let error = refused.expect_err("the record can't be read");
        assert_eq!(error, SaveError::Corrupt(id(2)));
        assert!(!error.is_retryable());
        assert_eq!(dump(&programme).await, before);
    }
}

#[wasm_bindgen_test]
async fn promise_05_a_good_copy_from_a_backup_heals_and_keeps_what_was_found() {
    let (_, _, store) = damaged(&"words".into()).await;
    let mut good = applications(3).nth(2).expect("the third");
    good.id = id(2);
    commit(&store, vec![Change::Merge(good.clone())]).await;
    assert_eq!(store.get(id(2)).await, Ok(Some(good)));
    let aside = store.quarantine().await.expect("readable");
    assert_eq!(
        aside
            .iter()
            .map(|found| found.raw.as_str())
            .collect::<Vec<_>>(),
        ["words"]
    );
}

#[wasm_bindgen_test]
async fn promise_05_what_a_newer_app_can_read_is_no_longer_set_aside() {
    let (programme, _, store) = damaged(&"words".into()).await;
    store.load_mine().await.expect("the rest loads");
    assert_eq!(store.quarantine().await.map(|aside| aside.len()), Ok(1));
    // As if this app had learnt to read it: the same raw text is good now.
    let good = store.get(id(1)).await.expect("readable").expect("there");
    let mut healed = good.clone();
    healed.id = id(2);
    let text = groundcrew::format::record::to_text(&healed);
    let name = database_name(&programme);
    let kept = format!(r#"{{"key":"{}","raw":{text:?},"reason":""}}"#, id(2));
    raw_put(&name, "records", &id(2).to_string(), &text.as_str().into())
        .await
        .expect("put");
    raw_put(&name, "quarantine", &id(2).to_string(), &kept.into())
        .await
        .expect("put");
    assert_eq!(store.quarantine().await, Ok(Vec::new()));
    assert_eq!(store.get(id(2)).await, Ok(Some(healed)));
}
