//! Versions of the database: older ones open, newer ones are left alone, and tabs of two versions
//! do not stand in each other's way for good.

use futures::future::join;
use groundcrew::browser::idb::{Cause, Step, Upgrade};
use groundcrew::browser::store::schema::STEPS;
use groundcrew::browser::store::{
    How, LoadError, SaveError, Store, StoreEvent, USUAL, database_name,
};
use groundcrew::domain::id::ProgrammeId;
use groundcrew::domain::record::{Change, Kind};
use groundcrew::domain::time::Instant;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// What a database of the first schema held, with a record of every sort.
const DATABASE_1: &str = include_str!("../fixtures/records/database-1.json");

/// What a database of the second schema held, whose rows are in blocks.
const DATABASE_2: &str = include_str!("../fixtures/records/database-2.json");

/// What a database of the second schema held once rows said what counts of weeks.
const DATABASE_2_LINES: &str = include_str!("../fixtures/records/database-2-lines.json");

/// The history as the next version of the app will have it.
const NEXT: &[Step] = &[STEPS[0], STEPS[1], next];

fn next(upgrade: &Upgrade<'_>) -> Result<(), Cause> {
    upgrade.add_store("next")
}

async fn open_next(programme: &ProgrammeId, told: &Told) -> Result<Store, LoadError> {
    let told = told.clone();
    let how = How {
        steps: NEXT,
        ..USUAL
    };
    Store::open_with(programme, NAMES, move |event| told.hear(event), how).await
}

async fn check_first(store: &Store) {
    let application = id(0xaaaa_aaaa_aaaa_aaaa_aaaa_aaaa_aaaa_aaaa);
    assert_eq!(
        text(store, application, "answer/name").await.as_deref(),
        Some("Ada")
    );
    assert_eq!(rows(store).await, [(application, "Ada".to_owned())].into());
    assert_eq!(
        store.outbox().await,
        Ok(vec![(application, Instant(1_798_800_000_000))])
    );
    assert_eq!(store.load_mine().await.map(|mine| mine.len()), Ok(3));
    let newer = store.ids_of_kind(&Kind::Unknown("check-in".into())).await;
    assert_eq!(newer.map(|ids| ids.len()), Ok(1));
    assert_eq!(
        store.last_backup().await,
        Ok(Some(Instant(1_798_761_600_000)))
    );
    assert_eq!(store.setting("name").await, Ok(Some("Ada".to_owned())));
    assert_eq!(store.count().await, Ok(5));
}

#[wasm_bindgen_test]
async fn promise_07_a_database_of_every_schema_ever_shipped_opens() {
    for fixture in [DATABASE_1, DATABASE_2, DATABASE_2_LINES] {
        let programme = programme();
        raw_make(&database_name(&programme), fixture)
            .await
            .expect("made");
        let before = dump(&programme).await;
        let store = open(&programme).await;
        check_first(&store).await;
        if fixture == DATABASE_2_LINES {
            assert_eq!(
                dump(&programme).await,
                before,
                "opening the present shape changes nothing"
            );
        }
        // The device goes on under its name, from its counter.
        let written = commit(&store, vec![write(id(1), "a", "b")])
            .await
            .records
            .remove(0);
        assert_eq!(
            written
                .version
                .iter()
                .map(|dot| dot.counter)
                .collect::<Vec<_>>(),
            [13]
        );
    }
}

#[wasm_bindgen_test]
async fn promise_07_an_upgrade_keeps_everything_that_was_there() {
    let programme = programme();
    raw_make(&database_name(&programme), DATABASE_1)
        .await
        .expect("made");
    let store = open_next(&programme, &Told::default())
        .await
        .expect("opens");
    check_first(&store).await;
    let after = dump(&programme).await;
    assert!(
        after.contains("\"version\":3") && after.contains("\"next\":{}"),
        "{after}"
    );
}

/// A store of the first schema's database, one of whose records was changed to this from outside.
async fn open_first(record: &str, raw: &str) -> (ProgrammeId, Store) {
    let programme = programme();
    let name = database_name(&programme);
    raw_make(&name, DATABASE_1).await.expect("made");
    raw_put(&name, "records", record, &raw.into())
        .await
        .expect("put");
    let store = open(&programme).await;
    (programme, store)
}

#[wasm_bindgen_test]
async fn promise_07_the_rows_of_an_older_schema_become_blocks_wholly_or_not_at_all() {
    let programme = programme();
    let name = database_name(&programme);
    raw_make(&name, DATABASE_1).await.expect("made");
    for fail in [
        puts_abort,
        || puts_throw("QuotaExceededError"),
        commits_fill_the_disk,
    ] {
        let replaced = fail();
        let opened = Store::open(&programme, NAMES, |_| {}).await.map(|_| ());
        put_back(&replaced);
        assert!(opened.is_err(), "{opened:?}");
        let stored = dump(&programme).await;
        let rows = DATABASE_1.split("\"rows\"").nth(1).expect("rows");
        let rows: String = rows.split_whitespace().collect();
        let end = rows.find('}').expect("an end");
        assert!(stored.contains(&rows[..end]), "{stored}");
        assert!(stored.contains(r#""rows-version":"1""#), "{stored}");
    }
    let store = open(&programme).await;
    check_first(&store).await;
    store.close();
    // What was made of it is what a database of the present shape holds.
    let second = super::kit::programme();
    raw_make(&database_name(&second), DATABASE_2_LINES)
        .await
        .expect("made");
    assert_eq!(dump(&programme).await, dump(&second).await);
}

#[wasm_bindgen_test]
async fn promise_05_what_cannot_be_read_keeps_its_row_when_rows_are_made_anew() {
    let draft = id(0xdddd_dddd_dddd_dddd_dddd_dddd_dddd_dddd);
    let (programme, mut store) = open_first(&draft.to_string(), "words").await;
    for version in [1, 2, 3] {
        // First of the older shape, then of the present one.
        assert_eq!(store.ids_of_kind(&Kind::Draft).await, Ok(vec![draft]));
        assert_eq!(store.quarantine().await.map(|aside| aside.len()), Ok(1));
        store.close();
        let mut other = NAMES;
        other.version = version;
        store = Store::open(&programme, other, |_| {}).await.expect("opens");
    }
    assert_eq!(rows(&store).await.len(), 1);
    // Discarded, it is found no more, and what else is in its place stays.
    let beside = id(draft.bits() - 1);
    let changes = vec![
        write_kind(beside, Kind::Draft, "typed/name", "Bea"),
        Change::Discard(draft.to_string()),
    ];
    commit(&store, changes).await;
    assert_eq!(store.ids_of_kind(&Kind::Draft).await, Ok(vec![beside]));
}

#[wasm_bindgen_test]
async fn promise_06_a_database_of_a_newer_version_is_refused_and_left_alone() {
    let programme = programme();
    let newer = open_next(&programme, &Told::default())
        .await
        .expect("opens");
    commit(&newer, vec![write(id(1), "a", "b")]).await;
    newer.close();
    let before = dump(&programme).await;
    let refused = Store::open(&programme, NAMES, |_| {}).await.map(|_| ());
    assert!(matches!(refused, Err(LoadError::TooNew(_))), "{refused:?}");
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn an_older_tab_lets_go_when_a_newer_one_comes() {
    let programme = programme();
    let told = Told::default();
    let older = open_telling(&programme, &told).await;
    commit(&older, vec![write(id(1), "a", "b")]).await;
    let newer = open_next(&programme, &Told::default())
        .await
        .expect("opens");
    assert_eq!(told.all(), [StoreEvent::NewVersion]);
    assert_eq!(text(&newer, id(1), "a").await.as_deref(), Some("b"));
    let refused = older.commit(vec![write(id(1), "a", "c")], NOW).await;
    let error = refused.expect_err("the database is newer now");
    assert!(
        matches!(error, SaveError::TooNew(_)) && !error.is_retryable(),
        "{error:?}"
    );
}

#[wasm_bindgen_test]
async fn promise_03_an_upgrade_blocked_by_another_tab_is_told_and_goes_on_when_that_closes() {
    let programme = programme();
    open(&programme).await.close();
    let stuck = raw_open(&database_name(&programme)).await.expect("opens");
    let told = Told::default();
    let unblock = async {
        told.wait_for(|event| *event == StoreEvent::Blocked).await;
        raw_close(&stuck);
    };
    let (opened, ()) = join(open_next(&programme, &told), unblock).await;
    commit(
        &opened.expect("opens in the end"),
        vec![write(id(1), "a", "b")],
    )
    .await;
}

#[wasm_bindgen_test]
async fn rows_are_made_anew_when_the_app_makes_them_otherwise() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1), "answer/name", "Ada")]).await;
    store.close();
    let mut louder = NAMES;
    louder.version = 2;
    louder.make = |record| (NAMES.make)(record).to_uppercase();
    let store = Store::open(&programme, louder, |_| {})
        .await
        .expect("opens");
    assert_eq!(rows(&store).await, [(id(1), "ADA".to_owned())].into());
}
