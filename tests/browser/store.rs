//! Writing and reading: what is committed is there, whoever else writes meanwhile.

use futures::future::{join, join_all};
use groundcrew::browser::idb::{Db, Keys};
use groundcrew::browser::store::schema::{RECORDS, STEPS};
use groundcrew::browser::store::{OWNER, SaveError, Scope, Store, USUAL, database_name};
use groundcrew::domain::application::{APPLICATION, FORM_VERSION};
use groundcrew::domain::record::{Body, Change, Kind, Record, What};
use groundcrew::domain::week::own::OwnParts;
use groundcrew::format::export::Export;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

#[wasm_bindgen_test]
async fn what_is_committed_is_read_back_by_whoever_opens_it_next() {
    let programme = programme();
    let store = open(&programme).await;
    let done = commit(
        &store,
        vec![write(id(1), "answer/name", "Ada"), Change::Queue(id(1))],
    )
    .await;
    assert_eq!(done.records.len(), 1);
    assert!(done.durable_at.0 > 0);
    store.close();
    let again = open(&programme).await;
    assert_eq!(
        text(&again, id(1), "answer/name").await.as_deref(),
        Some("Ada")
    );
    assert_eq!(again.outbox().await, Ok(vec![(id(1), NOW)]));
    assert_eq!(rows(&again).await, [(id(1), "Ada".to_owned())].into());
    assert_eq!(again.get(id(2)).await, Ok(None));
    again.set_setting("name", "Ada").await.expect("saved");
    again.note_backup(NOW).await.expect("saved");
    assert_eq!(again.setting("name").await, Ok(Some("Ada".to_owned())));
    assert_eq!(again.setting("other").await, Ok(None));
    assert_eq!(again.last_backup().await, Ok(Some(NOW)));
}

#[wasm_bindgen_test]
async fn promise_01_every_transaction_that_writes_is_strictly_durable() {
    let store = open(&programme()).await;
    let seen = watch_transactions();
    commit(&store, vec![write(id(1), "a", "b")]).await;
    store.merge(applications(3), &job()).await.expect("merged");
    store.set_setting("a", "b").await.expect("saved");
    stop(&seen);
    assert_eq!(seen_durabilities(&seen), "strict strict strict");
}

#[wasm_bindgen_test]
async fn promise_04_a_commit_that_never_ends_leaves_nothing_behind() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1), "a", "before")]).await;
    let before = dump(&programme).await;
    {
        let changes = vec![
            write(id(1), "a", "after"),
            write(id(2), "a", "new"),
            Change::Queue(id(2)),
        ];
        let commit = Box::pin(store.commit(changes, NOW));
        // Begun, and dropped in the middle, as when the page goes away.
        assert!(futures::poll!(commit).is_pending());
    }
    assert_eq!(dump(&programme).await, before);
    let db = Db::open(
        &database_name(&programme),
        STEPS,
        USUAL.patience,
        || {},
        || {},
    )
    .await
    .expect("opens");
    {
        let tx = db.write(&[RECORDS]).expect("begins");
        tx.store(RECORDS)
            .and_then(|shelf| shelf.put("key", "value"))
            .expect("asked");
    }
    let tx = db.read(&[RECORDS]).expect("begins");
    let asked = tx
        .store(RECORDS)
        .and_then(|shelf| shelf.count(&Keys::All))
        .expect("asked");
    assert_eq!(asked.await, Ok(1));
}

#[wasm_bindgen_test]
async fn promise_10_two_tabs_that_write_at_once_lose_nothing() {
    let programme = programme();
    let (one, two) = join(open(&programme), open(&programme)).await;
    let fields: Vec<String> = (0..20).map(|n| format!("field/{n}")).collect();
    let write_all = async |store: &Store, name: &str| {
        let commits = fields.iter().map(|field| {
            let own = write(id(1), &format!("{field}/{name}"), name);
            let shared = write(id(1), field, name);
            commit(store, vec![own, shared])
        });
        join_all(commits).await
    };
    join(write_all(&one, "one"), write_all(&two, "two")).await;
    let record = one.get(id(1)).await.expect("readable").expect("there");
    let live = record.live().expect("lives");
    assert_eq!(live.fields.len(), 60);
    // Each write had a counter of its own, and saw those before it: nothing is in conflict.
    let counters: Vec<u64> = record.version.iter().map(|dot| dot.counter).collect();
    assert_eq!(counters, [80]);
    assert!(live.fields.values().all(|register| !register.is_conflict()));
    assert_eq!(two.get(id(1)).await, Ok(Some(record)));
}

#[wasm_bindgen_test]
async fn promise_14_the_receipt_and_the_outbox_change_together_or_not_at_all() {
    let programme = programme();
    let store = open(&programme).await;
    commit(
        &store,
        vec![write(id(1), "state", "submitted"), Change::Queue(id(1))],
    )
    .await;
    let receipt = || {
        vec![
            write_kind(id(2), Kind::Draft, "receipt", "came"),
            Change::Settle(id(1)),
        ]
    };
    let broken = puts_abort();
    let failed = store.commit(receipt(), NOW).await;
    put_back(&broken);
    assert!(failed.is_err());
    assert_eq!(store.outbox().await, Ok(vec![(id(1), NOW)]));
    assert_eq!(store.get(id(2)).await, Ok(None));
    commit(&store, receipt()).await;
    assert_eq!(store.outbox().await, Ok(Vec::new()));
    assert_eq!(
        text(&store, id(2), "receipt").await.as_deref(),
        Some("came")
    );
}

#[wasm_bindgen_test]
async fn promise_21_erasing_leaves_a_mark_and_nothing_else() {
    let programme = programme();
    let store = open(&programme).await;
    let changes = vec![write(id(1), "answer/name", "Ada"), Change::Queue(id(1))];
    let before = commit(&store, changes).await.records.remove(0);
    let erased = commit(&store, vec![Change::Erase(id(1))])
        .await
        .records
        .remove(0);
    assert!(matches!(erased.body, Body::Erased { .. }));
    assert!(!dump(&programme).await.contains("answer/name"));
    assert!(rows(&store).await.is_empty());
    assert_eq!(store.outbox().await, Ok(Vec::new()));
    let export = store
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    let export = Export::open(&export, Some(&programme)).expect("our own");
    let lines: Vec<What> = export.journal().map(|line| line.what).collect();
    assert_eq!(lines, [What::Erased]);
    // A device that was away brings it, and its owner goes on writing to it: it stays erased.
    let away = vec![
        Change::Merge(before),
        write(id(1), "answer/name", "Ada again"),
    ];
    assert_eq!(commit(&store, away).await.dropped, [id(1), id(1)]);
    assert_eq!(store.get(id(1)).await, Ok(Some(erased)));
}

#[wasm_bindgen_test]
async fn my_drafts_come_with_the_applications_and_forms_they_point_at() {
    let store = open(&programme()).await;
    let changes = vec![
        write_kind(id(1), Kind::Draft, APPLICATION, &id(2).to_string()),
        write(id(2), FORM_VERSION, &id(3).to_string()),
        write_kind(id(3), Kind::FormVersion, "form", "{}"),
        write(id(4), FORM_VERSION, &id(3).to_string()),
        write_kind(id(5), Kind::Draft, APPLICATION, &id(6).to_string()),
    ];
    commit(&store, changes).await;
    let mine = store.load_mine().await.expect("readable");
    let ids: Vec<_> = mine.iter().map(|record| record.id).collect();
    assert_eq!(ids, [id(1), id(5), id(2), id(3)]);
    assert_eq!(store.ids_of_kind(&Kind::FormVersion).await, Ok(vec![id(3)]));
}

#[wasm_bindgen_test]
async fn a_database_put_back_from_an_older_copy_writes_under_a_new_name() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1), "a", "1")]).await;
    let meta = dump(&programme).await;
    let writer = meta
        .split("\"writer\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let older = writer.expect("a writer").to_owned();
    let known = commit(&store, vec![write(id(1), "a", "2")])
        .await
        .records
        .remove(0);
    raw_put(&database_name(&programme), "meta", "writer", &older.into())
        .await
        .expect("put");
    let after = commit(&store, vec![write(id(1), "a", "3")])
        .await
        .records
        .remove(0);
    assert_eq!(after.version.iter().count(), 2, "a second name");
    assert!(after.version.covers(&known.version));
}

#[wasm_bindgen_test]
async fn promise_05_a_change_to_a_record_that_is_gone_makes_no_fragment_of_it() {
    let programme = programme();
    let store = open(&programme).await;
    let draft = |text| vec![write_kind(id(1), Kind::Draft, "typed/name", text)];
    let whole = commit(&store, draft("Ada")).await.records.remove(0);
    // Somebody clears the browser's data while the page is open.
    let name = database_name(&programme);
    let deleted = groundcrew::browser::idb::delete(&name).await;
    deleted.expect("deleted");
    let refused = store.commit_to(&[id(1)], draft("Ada L"), NOW).await;
    assert_eq!(refused, Err(SaveError::Gone(id(1))));
    assert_eq!(store.count().await, Ok(0));
    // Once the page put back what it had, the change is made to that.
    commit(&store, vec![Change::Merge(whole.clone())]).await;
    let done = store.commit_to(&[id(1)], draft("Ada L"), NOW).await;
    assert!(
        done.expect("kept").records[0]
            .version
            .covers(&whole.version)
    );
}

#[wasm_bindgen_test]
async fn promise_19_who_wrote_is_what_the_devices_owner_calls_themselves() {
    let store = open(&programme()).await;
    let by = |record: &Record| {
        let register = record.live().and_then(|live| live.fields.values().next());
        register.expect("it was written").shown().by.clone()
    };
    let nameless = commit(&store, vec![write(id(1), "a", "b")]).await;
    assert_eq!(&*by(&nameless.records[0]), "");
    store.set_setting(OWNER, "Ada").await.expect("kept");
    let named = commit(&store, vec![write(id(1), "a", "c"), Change::Erase(id(2))]).await;
    assert_eq!(&*by(&named.records[0]), "Ada");
    let lines = store.journal_of(id(1)).await.expect("readable");
    let lines: Vec<_> = lines.iter().map(|line| &*line.by).collect();
    assert_eq!(lines, ["", "Ada"]);
}

#[wasm_bindgen_test]
async fn promise_24_what_is_of_another_sort_is_never_merged() {
    let programme = programme();
    let store = open(&programme).await;
    let form = write_kind(id(0), Kind::FormVersion, "form", "{}");
    commit(&store, vec![form]).await;
    let before = dump(&programme).await;
    // An application that someone gave the id of a form.
    let hostile: Vec<Record> = applications(3).collect();
    let refused = store.merge(hostile.iter().cloned(), &job()).await;
    assert_eq!(refused, Err(SaveError::OtherSort(id(0))));
    let changes = hostile.into_iter().map(Change::Merge).collect();
    assert_eq!(
        store.commit(changes, NOW).await,
        Err(SaveError::OtherSort(id(0)))
    );
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn a_device_knows_which_memberships_its_owner_holds() {
    let programme = programme();
    let store = open(&programme).await;
    let held = |own: OwnParts| own.all().map(|(member, _)| member).collect::<Vec<_>>();
    assert_eq!(store.own_parts().await.map(held), Ok(Vec::new()));
    let session = "spring-2027".parse().expect("a key");
    // Two tabs at once: neither forgets what the other noted.
    let (one, other) = (open(&programme).await, store.clone());
    let both = join(
        one.add_own_part(id(1), &session),
        other.add_own_part(id(2), &session),
    );
    assert_eq!(both.await, (Ok(()), Ok(())));
    assert_eq!(store.own_parts().await.map(held), Ok(vec![id(1), id(2)]));
    store.drop_own_part(id(1)).await.expect("noted");
    assert_eq!(store.own_parts().await.map(held), Ok(vec![id(2)]));
}

#[wasm_bindgen_test]
async fn what_is_carried_in_weeks_files_is_read_with_the_marks_and_without_the_rest() {
    let store = open(&programme()).await;
    let kinds = [Kind::Plan, Kind::Membership, Kind::Note, Kind::Person];
    let written = (1..).zip(kinds);
    let written = written.map(|(n, kind)| write_kind(id(n), kind, "a", "b"));
    commit(&store, written.collect()).await;
    commit(&store, vec![write(id(9), "answer/name", "Ada")]).await;
    commit(&store, vec![Change::Erase(id(9))]).await;
    let read = store.load_weeks().await.expect("readable");
    let ids: Vec<_> = read.keys().copied().collect();
    assert_eq!(ids, [id(1), id(2), id(3), id(9)]);
    assert!(read[&id(9)].live().is_none());
}
