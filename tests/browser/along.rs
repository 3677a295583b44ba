//! A captain's own notes in a real database: taken along whole, and in no export.

use groundcrew::browser::store::{Scope, Store};
use groundcrew::domain::id::{RecordId, SessionId};
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, Value};
use groundcrew::domain::week::check_in::{MEMBER, WEEK};
use groundcrew::domain::week::one_to_one::{CAPTAIN, NOTE, note_id};
use groundcrew::format::weeks::WeeksFile;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

const CAP: u128 = 9;
const ANA: u128 = 1;
const WORDS: &str = "Talked about the move";

fn session() -> SessionId {
    "orbit-4".parse().expect("a key")
}

fn note(week: u32) -> RecordId {
    note_id(id(CAP), id(ANA), week)
}

fn noted(week: u32, words: &str) -> Change {
    let text = |name: &str, value: String| (FieldName::new(name), Value::from(value));
    Change::Write {
        record: note(week),
        kind: Kind::Note,
        audience: Audience::Care(id(CAP)),
        fields: vec![
            text(CAPTAIN, id(CAP).to_string()),
            text(MEMBER, id(ANA).to_string()),
            (FieldName::new(WEEK), Value::Integer(i128::from(week))),
            text("session", session().to_string()),
            text(NOTE, words.to_owned()),
        ],
    }
}

async fn own(store: &Store) -> WeeksFile {
    let records = store.load_weeks().await.expect("readable");
    WeeksFile::own(&records, &session(), id(CAP))
}

#[wasm_bindgen_test]
async fn promise_23_a_captains_note_moves_to_another_device_and_is_in_no_export() {
    let (one, other) = (programme(), programme());
    let (old, new) = (open(&one).await, open(&other).await);
    commit(&old, vec![noted(1, WORDS), noted(2, "Better")]).await;
    let text = own(&old).await.to_text(&other);
    assert!(text.contains(WORDS));
    let file = WeeksFile::parse(&text, &other).expect("a whole file");
    let merged = new.merge(file.records.into_iter(), &job()).await;
    assert_eq!(merged.map(|merged| merged.changed), Ok(2));
    let stored: Option<Record> = old.get(note(1)).await.expect("readable");
    assert_eq!(new.get(note(1)).await, Ok(stored));
    // What is written on either afterwards meets without a conflict.
    commit(&new, vec![noted(1, "Talked about the move, twice")]).await;
    let back = own(&new).await.records.into_iter();
    old.merge(back, &job()).await.expect("merged");
    let words = text_of(&old).await;
    assert_eq!(words.as_deref(), Some("Talked about the move, twice"));
    for store in [&old, &new] {
        let export = store.export(Scope::Programme, &job()).await;
        let export = export.expect("exported");
        assert!(!export.contains("the move") && !export.contains("Better"));
    }
}

async fn text_of(store: &Store) -> Option<String> {
    text(store, note(1), NOTE).await
}
