//! What can't be read is set aside, never becomes empty, and is never written over (Promise 5).

use groundcrew::browser::store::{LoadError, SaveError, Scope, Store, StoreEvent, database_name};
use groundcrew::domain::id::{ProgrammeId, ReplicaId};
use groundcrew::domain::record::{
    Applied, Audience, Body, Change, Dot, FieldName, Kind, Record, Value, Writer,
};
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
            .commit(vec![write(id(3), "a", "b"), change], NOW)
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

/// The texts set aside.
async fn aside(store: &Store) -> Vec<String> {
    let aside = store.quarantine().await.expect("readable");
    aside.into_iter().map(|found| found.raw).collect()
}

#[wasm_bindgen_test]
async fn promise_06_what_a_newer_app_wrote_is_not_replaced() {
    let newer = "{\"v\":99,\"words\":1}";
    let (programme, _, store) = damaged(&newer.into()).await;
    let before = dump(&programme).await;
    let mut older = applications(1).next().expect("one");
    older.id = id(2);
    let refused = store.commit(vec![Change::Merge(older)], NOW).await;
    assert_eq!(refused, Err(SaveError::Corrupt(id(2))));
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn promise_06_what_was_set_aside_and_can_be_read_again_merges_or_stays_set_aside() {
    let (programme, _, store) = damaged(&"words".into()).await;
    let base = store.get(id(1)).await.expect("readable").expect("there");
    // As if this app had been too old for two copies, and had learnt to read them since.
    let mut elsewhere = Writer {
        replica: ReplicaId::from_bits(77),
        counter: 0,
        at: NOW,
        by: "".into(),
    };
    let name_field = || vec![(FieldName::new("typed/name"), Value::from("newer"))];
    let newer = match elsewhere.write(
        Some(base),
        id(1),
        Kind::Draft,
        Audience::Device,
        name_field(),
    ) {
        Applied::Changed(record, _) => record,
        Applied::DroppedErased => unreachable!("nothing was erased"),
    };
    let other_sort = Record {
        id: id(3),
        ..applications(1).next().expect("one")
    };
    let draft = |number, field| write_kind(id(number), Kind::Draft, field, "here");
    commit(
        &store,
        vec![draft(1, "typed/email"), draft(3, "typed/name")],
    )
    .await;
    let name = database_name(&programme);
    for record in [&newer, &other_sort] {
        let raw = groundcrew::format::record::to_text(record);
        let kept = format!(r#"{{"key":"{}","raw":{raw:?},"reason":""}}"#, record.id);
        raw_put(&name, "quarantine", &record.id.to_string(), &kept.into())
            .await
            .expect("put");
    }
    store.close();
    let store = open(&programme).await;
    let mine = text(&store, id(1), "typed/name").await;
    assert_eq!(mine.as_deref(), Some("newer"));
    let mine = text(&store, id(1), "typed/email").await;
    assert_eq!(mine.as_deref(), Some("here"));
    // What does not fit stays set aside.
    let raw = groundcrew::format::record::to_text(&other_sort);
    assert_eq!(aside(&store).await, [raw]);
    let mine = text(&store, id(3), "typed/name").await;
    assert_eq!(mine.as_deref(), Some("here"));
}

#[wasm_bindgen_test]
async fn promise_21_a_damaged_record_that_is_erased_elsewhere_is_gone_from_every_list() {
    let (_, _, store) = damaged(&"words".into()).await;
    assert_eq!(
        store.ids_of_kind(&Kind::Draft).await,
        Ok(vec![id(1), id(2)])
    );
    let erased = Record {
        id: id(2),
        body: Body::Erased { at: NOW },
        ..applications(1).next().expect("one")
    };
    commit(&store, vec![Change::Merge(erased.clone())]).await;
    assert_eq!(store.get(id(2)).await, Ok(Some(erased)));
    assert_eq!(store.ids_of_kind(&Kind::Draft).await, Ok(vec![id(1)]));
    // Nor does it stand in the way of a new one.
    commit(&store, vec![Change::OnlyDrafts(vec![id(1)])]).await;
}

#[wasm_bindgen_test]
async fn promise_06_what_was_never_seen_does_not_count_as_seen() {
    let (programme, _, store) = damaged(&"words".into()).await;
    let mut writer = Writer {
        replica: ReplicaId::from_bits(77),
        counter: 0,
        at: NOW,
        by: "".into(),
    };
    let mut written = |copy: Option<Record>, field: &str, text: &str| {
        let fields = vec![(FieldName::new(field), Value::from(text))];
        match writer.write(copy, id(4), Kind::Draft, Audience::Device, fields) {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("nothing was erased"),
        }
    };
    // Another device had its part in what was set aside, which what took its place never saw.
    let mut kept = written(None, "typed/name", "set aside");
    kept.version.add(Dot {
        replica: ReplicaId::from_bits(78),
        counter: 1,
    });
    let later = written(None, "typed/email", "written since");
    commit(&store, vec![Change::Merge(later)]).await;
    let raw = groundcrew::format::record::to_text(&kept);
    let key = id(4).to_string();
    let entry = format!(r#"{{"key":"{key}","raw":{raw:?},"reason":""}}"#);
    let name = database_name(&programme);
    raw_put(&name, "quarantine", &key, &entry.into())
        .await
        .expect("put");
    assert!(aside(&store).await.contains(&raw));
    let mine = text(&store, id(4), "typed/email").await;
    assert_eq!(mine.as_deref(), Some("written since"));
    // While what is in its place is damaged, it is not forgotten either.
    raw_put(&name, "records", &key, &"words".into())
        .await
        .expect("put");
    let found = aside(&store).await;
    assert!(
        found.contains(&raw) && found.contains(&"words".to_owned()),
        "{found:?}"
    );
}

#[wasm_bindgen_test]
async fn promise_05_what_is_set_aside_again_does_not_replace_the_first() {
    let (programme, _, store) = damaged(&"words".into()).await;
    let name = database_name(&programme);
    store.load_mine().await.expect("the rest loads");
    for raw in ["other words", "other words", "third"] {
        raw_put(&name, "records", &id(2).to_string(), &raw.into())
            .await
            .expect("put");
        store.load_mine().await.expect("the rest loads");
    }
    let mut found = aside(&store).await;
    found.sort();
    assert_eq!(found, ["other words", "third", "words"]);
    // It is discarded whole.
    commit(&store, vec![Change::Discard(id(2).to_string())]).await;
    assert_eq!(aside(&store).await, Vec::<String>::new());
    assert_eq!(store.get(id(2)).await, Ok(None));
    assert_eq!(store.ids_of_kind(&Kind::Draft).await, Ok(vec![id(1)]));
}

#[wasm_bindgen_test]
async fn promise_06_a_line_of_the_journal_that_cannot_be_read_is_set_aside_and_stays() {
    let (programme, told, store) = damaged(&"words".into()).await;
    let line = format!("[\"{}\",\"of a newer app\"]", id(1));
    raw_put(&database_name(&programme), "journal", &line, &"".into())
        .await
        .expect("put");
    store
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    told.wait_for(|event| matches!(event, StoreEvent::SetAside(_)))
        .await;
    assert!(aside(&store).await.contains(&line));
    assert!(dump(&programme).await.contains("of a newer app"));
}
