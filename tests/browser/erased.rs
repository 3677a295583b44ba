//! Somebody is erased on one device while another writes of them: what goes with them goes in the transaction in which
//! the two meet.

use std::collections::BTreeSet;

use groundcrew::browser::idb;
use groundcrew::browser::store::{Scope, Store, database_name};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::PERSON;
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, What};
use groundcrew::domain::week::check_in::MEMBER;
use groundcrew::domain::week::meeting::line_field;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

const ADA: u128 = 1;
const BEA: u128 = 2;
const PART: u128 = 3;
const OTHER: u128 = 4;
const MEETING: u128 = 5;
const ROSTER: u128 = 6;
/// A part that is given while it is not known that its person was erased.
const LATE: u128 = 7;

fn said(number: u128, kind: Kind, fields: &[(&str, String)]) -> Change {
    let fields = fields.iter();
    Change::Write {
        record: id(number),
        kind,
        audience: Audience::Organizers,
        fields: fields
            .map(|(name, value)| (FieldName::new(*name), value.as_str().into()))
            .collect(),
    }
}

fn text_of(number: u128) -> String {
    id(number).to_string()
}

fn part(number: u128, person: u128) -> Change {
    said(number, Kind::Membership, &[(PERSON, text_of(person))])
}

fn line(number: u128, words: &str) -> Change {
    let field = line_field(id(number));
    said(
        MEETING,
        Kind::Meeting,
        &[(field.as_str(), words.to_owned())],
    )
}

fn check_in(number: u128, member: u128) -> Change {
    let words = ("did", "late words".to_owned());
    said(number, Kind::CheckIn, &[(MEMBER, text_of(member)), words])
}

/// Two people with a part each, and a meeting at which both were.
fn two() -> Vec<Change> {
    let name = |name: &str| [("name", name.to_owned())];
    vec![
        said(ADA, Kind::Person, &name("Ada")),
        said(BEA, Kind::Person, &name("Bea")),
        part(PART, ADA),
        part(OTHER, BEA),
        line(PART, "early words"),
        line(OTHER, "about Bea"),
    ]
}

/// What a device writes of them that does not know that one was erased.
fn words() -> Vec<Change> {
    let seat = format!("seat/{}", id(ADA));
    vec![
        check_in(11, PART),
        check_in(12, OTHER),
        said(
            13,
            Kind::Blocker,
            &[(MEMBER, text_of(PART)), ("what", "late words".to_owned())],
        ),
        line(PART, "late words"),
        part(LATE, ADA),
        check_in(14, LATE),
        said(ROSTER, Kind::Roster, &[(&seat, text_of(500))]),
    ]
}

/// What is erased with somebody where they are erased.
fn erase() -> Vec<Change> {
    vec![
        Change::Erase(id(ADA)),
        Change::Erase(id(PART)),
        line(PART, ""),
    ]
}

async fn all(store: &Store) -> Vec<Record> {
    let known = (0..20).map(id);
    store.get_all(known).await.expect("readable")
}

/// A device that holds what another does.
async fn another(of: &Store) -> Store {
    let store = open(&programme()).await;
    let copies = all(of).await.into_iter();
    store.merge(copies, &job()).await.expect("merged");
    store
}

/// Looks for what is to be gone, and for what is to be left.
async fn check(store: &Store) {
    for number in [ADA, PART, LATE, 11, 13, 14] {
        let held = store.get(id(number)).await.expect("readable");
        assert!(held.is_some_and(|held| held.live().is_none()), "{number}");
        let lines = store.journal_of(id(number)).await.expect("readable");
        assert!(lines.iter().all(|line| line.what == What::Erased));
    }
    for (kind, left) in [
        (Kind::CheckIn, 12),
        (Kind::Membership, OTHER),
        (Kind::Person, BEA),
    ] {
        assert_eq!(store.ids_of_kind(&kind).await, Ok(vec![id(left)]));
    }
    let text_at = async |record: u128, field: &str| text(store, id(record), field).await;
    let about = line_field(id(PART));
    assert_eq!(text_at(MEETING, about.as_str()).await.as_deref(), Some(""));
    let other = line_field(id(OTHER));
    let left = text_at(MEETING, other.as_str()).await;
    assert_eq!(left.as_deref(), Some("about Bea"));
    let seat = format!("seat/{}", id(ADA));
    assert_eq!(text_at(ROSTER, &seat).await.as_deref(), Some(""));
    let meeting = store.get(id(MEETING)).await.expect("readable");
    let fields = meeting
        .and_then(|held| held.live().cloned())
        .expect("it is of others");
    assert!(fields.fields.values().all(|field| !field.is_conflict()));
}

#[wasm_bindgen_test]
async fn promise_12_what_comes_late_about_somebody_erased_here_goes_with_them() {
    let desk = open(&programme()).await;
    commit(&desk, two()).await;
    let away = another(&desk).await;
    commit(&desk, erase()).await;
    commit(&away, words()).await;
    let late = all(&away).await;
    let bulk = another(&desk).await;

    let merges = late.iter().cloned().map(Change::Merge).collect();
    let done = commit(&desk, merges).await;
    check(&desk).await;
    // Of each its last copy is told, once.
    let told: BTreeSet<RecordId> = done.records.iter().map(|record| record.id).collect();
    assert_eq!(told.len(), done.records.len());
    for record in &done.records {
        assert_eq!(
            desk.get(record.id).await.as_ref(),
            Ok(&Some(record.clone()))
        );
    }

    bulk.merge(late.into_iter(), &job()).await.expect("merged");
    check(&bulk).await;

    // The three tell each other until nobody has anything new.
    for _ in 0..2 {
        for one in [&desk, &away, &bulk] {
            for other in [&desk, &away, &bulk] {
                let copies = all(other).await.into_iter();
                one.merge(copies, &job()).await.expect("merged");
            }
        }
    }
    check(&away).await;
    assert_eq!(all(&desk).await, all(&away).await);
    assert_eq!(all(&desk).await, all(&bulk).await);
}

#[wasm_bindgen_test]
async fn promise_12_the_mark_of_somebody_takes_along_what_an_import_finds_about_them() {
    let programme = programme();
    let desk = open(&programme).await;
    commit(&desk, two()).await;
    let before = desk
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    commit(&desk, erase()).await;
    let after = desk
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    desk.close();
    idb::delete(&database_name(&programme))
        .await
        .expect("deleted");

    let away = open(&programme).await;
    away.import(&before, &job()).await.expect("imported");
    commit(&away, words()).await;
    // More than is read at a time, of them and of others.
    let many =
        (0..1200).map(|number| check_in(10_000 + number, [LATE, OTHER][number as usize % 2]));
    commit(&away, many.collect()).await;
    let of_others = 1200 / 2 + 1;
    away.import(&after, &job()).await.expect("imported");
    let left = away.ids_of_kind(&Kind::CheckIn).await.expect("readable");
    assert_eq!(left.len(), of_others);
    let purge: Vec<Change> = (0..1200)
        .map(|number| Change::Purge(id(10_000 + number)))
        .collect();
    commit(&away, purge).await;
    check(&away).await;
    let kept = dump(&programme).await;
    assert!(!kept.contains("early words") && kept.contains("about Bea"));

    // The same once more, and what it exports itself, changes no record.
    let held = all(&away).await;
    let own = away
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    for export in [after, own] {
        let again = away.import(&export, &job()).await.expect("imported");
        assert_eq!(again.changed, 0);
    }
    assert_eq!(all(&away).await, held);
}

#[wasm_bindgen_test]
async fn promise_12_words_and_the_mark_of_whom_they_are_about_may_come_in_one_import() {
    let desk = open(&programme()).await;
    commit(&desk, two()).await;
    let away = another(&desk).await;
    commit(&away, words()).await;
    commit(&desk, erase()).await;
    let (marks, words) = (all(&desk).await, all(&away).await);
    // Far apart, with others between.
    let between = || applications(1300).filter(|record| record.id.bits() >= 100);
    for (first, last) in [(&marks, &words), (&words, &marks)] {
        let fresh = open(&programme()).await;
        let all = first.iter().cloned().chain(between());
        let all = all.chain(last.iter().cloned());
        fresh.merge(all, &job()).await.expect("merged");
        check(&fresh).await;
        assert_eq!(rows(&fresh).await.len(), 1200);
    }
}

#[wasm_bindgen_test]
async fn what_names_somebody_who_is_merely_not_here_stays() {
    let desk = open(&programme()).await;
    commit(&desk, two()).await;
    let away = another(&desk).await;
    commit(&desk, erase()).await;
    commit(
        &away,
        vec![
            part(LATE, 700),
            check_in(11, 701),
            line(702, "of nobody here"),
        ],
    )
    .await;
    let copies = all(&away).await.into_iter();
    desk.merge(copies, &job()).await.expect("merged");
    for number in [LATE, 11] {
        let held = desk.get(id(number)).await.expect("readable");
        assert!(held.is_some_and(|held| held.live().is_some()), "{number}");
    }
    let field = line_field(id(702));
    let left = text(&desk, id(MEETING), field.as_str()).await;
    assert_eq!(left.as_deref(), Some("of nobody here"));
}
