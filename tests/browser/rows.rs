//! The rows by which records are found: many in one entry of the database, each its own record's.

use groundcrew::browser::store::{Job, SaveError, Store, database_name};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, Value};
use groundcrew::domain::week::check_in::Sign;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// The rows of the list, as the test writes them.
async fn check_rows(store: &Store, expected: &[(u128, &str)]) {
    let expected = expected
        .iter()
        .map(|(number, name)| (id(*number), (*name).to_owned()));
    assert_eq!(rows(store).await, expected.collect());
}

fn name(number: u128, name: &str) -> Change {
    write(id(number), "answer/name", name)
}

/// Ids that differ in their last digits only, so that their rows are kept together, and one that is far off.
const FAR: u128 = 0xffff << 112;

#[wasm_bindgen_test]
async fn rows_kept_together_are_changed_and_removed_each_for_itself() {
    let store = open(&programme()).await;
    commit(
        &store,
        vec![
            name(3, "Cleo"),
            name(1, "Ada"),
            name(FAR, "Far"),
            name(2, "Bea"),
        ],
    )
    .await;
    let all = [(1, "Ada"), (2, "Bea"), (3, "Cleo"), (FAR, "Far")];
    check_rows(&store, &all).await;
    let order = store.ids_of_kind(&Kind::Application).await;
    assert_eq!(order, Ok(all.map(|(number, _)| id(number)).to_vec()));
    commit(&store, vec![name(2, "Bea the second")]).await;
    check_rows(
        &store,
        &[(1, "Ada"), (2, "Bea the second"), (3, "Cleo"), (FAR, "Far")],
    )
    .await;
    commit(
        &store,
        vec![Change::Purge(id(1)), Change::Erase(id(3)), name(4, "Dora")],
    )
    .await;
    check_rows(&store, &[(2, "Bea the second"), (4, "Dora"), (FAR, "Far")]).await;
    commit(&store, vec![Change::Purge(id(2)), Change::Purge(id(4))]).await;
    check_rows(&store, &[(FAR, "Far")]).await;
    let mut empty = Vec::new();
    store
        .each_of_kind(&Kind::Draft, |drafts| empty.extend(drafts))
        .await
        .expect("readable");
    assert_eq!(empty, []);
}

#[wasm_bindgen_test]
async fn an_entry_without_rows_is_removed() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![name(FAR, "Far")]).await;
    let before = dump(&programme).await;
    commit(&store, vec![name(1, "Ada"), name(2, "Bea")]).await;
    commit(&store, vec![Change::Purge(id(1))]).await;
    commit(&store, vec![Change::Purge(id(2))]).await;
    // All but what the device counts of its writes, and the journal, which a purge removes, is as it was.
    let rows = |dump: &str| dump.split("\"rows\"").nth(1).map(str::to_owned);
    assert_eq!(rows(&dump(&programme).await), rows(&before));
}

#[wasm_bindgen_test]
async fn a_record_that_comes_to_be_of_another_kind_is_found_as_that_alone() {
    let store = open(&programme()).await;
    commit(&store, vec![name(1, "Ada"), name(2, "Bea")]).await;
    // Removed without a mark, and come from elsewhere as something else, in one commit.
    let as_draft = write_kind(id(1), Kind::Draft, "typed/name", "Ada");
    commit(&store, vec![Change::Purge(id(1)), as_draft]).await;
    check_rows(&store, &[(2, "Bea")]).await;
    assert_eq!(store.ids_of_kind(&Kind::Draft).await, Ok(vec![id(1)]));
}

#[wasm_bindgen_test]
async fn kinds_whose_names_begin_alike_are_told_apart() {
    let store = open(&programme()).await;
    let names = [
        "application/00",
        "application\"/00",
        "application\n00",
        "application",
        "a",
        "",
    ];
    let kinds: Vec<Kind> = names.into_iter().map(Kind::from_name).collect();
    let numbered = || (1u128..).zip(&kinds);
    let changes =
        numbered().map(|(number, kind)| write_kind(id(number), kind.clone(), "answer/name", "x"));
    commit(&store, changes.collect()).await;
    for (number, kind) in numbered() {
        let found = store.ids_of_kind(kind).await;
        assert_eq!(found, Ok(vec![id(number)]), "{kind:?}");
    }
    check_rows(&store, &[(4, "x")]).await;
}

#[wasm_bindgen_test]
async fn samples_among_others_are_removed_and_the_others_rows_stay() {
    let programme = programme();
    let store = open(&programme).await;
    // The samples have the numbers from 0, and these come between them and after.
    let own: Vec<u128> = vec![700, 5000, FAR];
    let changes = own.iter().map(|number| name(*number, "Own"));
    commit(&store, changes.collect()).await;
    let before = dump(&programme).await;
    let samples = applications(1200).filter(|record| record.id != id(700));
    store.merge(samples, &job()).await.expect("merged");
    assert_eq!(rows(&store).await.len(), 1202);
    let is_sample = |record: &Record| {
        let name = record.get(&FieldName::new("answer/name"));
        name.and_then(Value::as_text) != Some("Own")
    };
    let purged = store.purge(&Kind::Application, is_sample, &job()).await;
    assert_eq!(purged, Ok(1199));
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn a_merge_called_off_leaves_the_rows_as_they_were() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![name(3, "Ada"), name(5000, "Bea")]).await;
    let before = dump(&programme).await;
    for stop_at in [500, 1500] {
        let cell = std::rc::Rc::new(std::cell::OnceCell::<Job>::new());
        let inner = std::rc::Rc::clone(&cell);
        let job = Job::new(move |done| {
            if done >= stop_at {
                inner.get().expect("set below").cancel();
            }
        });
        assert!(cell.set(job.clone()).is_ok());
        let others = applications(2000).filter(|record| record.id != id(3));
        assert_eq!(store.merge(others, &job).await, Err(SaveError::Cancelled));
        assert_eq!(dump(&programme).await, before);
    }
}

#[wasm_bindgen_test]
async fn promise_10_two_tabs_that_write_into_one_entry_lose_no_row() {
    let programme = programme();
    let (one, two) = (open(&programme).await, open(&programme).await);
    let write_all = async |store: &Store, numbers: std::ops::Range<u128>| {
        let commits = numbers.map(|number| commit(store, vec![name(number, "x")]));
        futures::future::join_all(commits).await
    };
    futures::future::join(write_all(&one, 0..20), write_all(&two, 20..40)).await;
    let ids: Vec<RecordId> = (0..40).map(id).collect();
    assert_eq!(rows(&one).await.into_keys().collect::<Vec<_>>(), ids);
}

#[wasm_bindgen_test]
async fn what_counts_of_weeks_is_told_without_records_but_where_a_line_is_of_another_shape() {
    let programme = programme();
    let store = open(&programme).await;
    let member = id(7);
    let fields = |more: Vec<(FieldName, Value)>| {
        let about = [
            (FieldName::new("member"), Value::from(member.to_string())),
            (FieldName::new("week"), Value::Integer(3)),
        ];
        about.into_iter().chain(more).collect()
    };
    let change = |number: u128, kind: Kind, more: Vec<(FieldName, Value)>| Change::Write {
        record: id(number),
        kind,
        audience: Audience::Team(id(9)),
        fields: fields(more),
    };
    let minutes = (FieldName::new("minutes"), Value::Integer(90));
    commit(
        &store,
        vec![
            change(1, Kind::CheckIn, vec![minutes]),
            change(2, Kind::Sign, vec![]),
            change(FAR, Kind::Sign, vec![]),
        ],
    )
    .await;
    let glances = store.glances().await.expect("readable");
    let said: Vec<_> = glances
        .check_ins
        .iter()
        .map(|one| (one.week, one.said.minutes))
        .collect();
    assert_eq!(said, [(3, Some(90))]);
    assert_eq!(glances.signs, [Sign { member, week: 3 }; 2]);
    // A version of the app that keeps other lines was here.
    let line = format!("{} another shape", id(1));
    let name = database_name(&programme);
    raw_put(&name, "rows", "k/\"check-in\"/00", &line.into())
        .await
        .expect("written");
    assert_eq!(store.glances().await.expect("readable"), glances);
    // What was taken back counts no more.
    let gone = (FieldName::new("deleted"), Value::Bool(true));
    commit(
        &store,
        vec![change(2, Kind::Sign, vec![gone]), Change::Erase(id(FAR))],
    )
    .await;
    let glances = store.glances().await.expect("readable");
    assert_eq!(glances.signs, []);
    assert_eq!(glances.check_ins.len(), 1);
}
