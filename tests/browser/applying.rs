//! One application per person and session, whatever other tabs do; and all of it can be erased.

use futures::future::join;
use groundcrew::browser::store::{Store, database_name};
use groundcrew::domain::answer::{Typed, Zones};
use groundcrew::domain::application::{
    APPLICATION, Draft, FORM, SESSION, earlier_field, typed_field,
};
use groundcrew::domain::conflict::typed_conflicts;
use groundcrew::domain::decide::{Command, Refused};
use groundcrew::domain::id::{QuestionId, SessionId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Change, Collection, Kind};
use groundcrew::format::form::version_record;
use groundcrew::route::Route;
use groundcrew::ui::app::{App, Undone};
use groundcrew::ui::typing::Trouble;
use groundcrew::ui::updates::Updates;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

/// The sample programme as one that no other test uses, taking applications now.
pub fn sample() -> Programme {
    let text = include_str!("../../public/programme.json");
    let parsed = groundcrew::format::programme::parse(text);
    let mut sample = parsed.expect("the sample is good").programme;
    sample.id = programme();
    let apply = sample.sessions[0].apply.as_mut().expect("it takes them");
    apply.window.opens = "2000-01-01".parse().expect("a date");
    apply.window.closes = "2100-01-01".parse().expect("a date");
    sample
}

/// A tab that hears nothing of what other tabs do.
pub async fn tab(programme: &Programme) -> App {
    // What runs by itself runs once something is on the page.
    mount_to_body(|| ());
    let store = open(&programme.id).await;
    let mine = store.load_mine().await.expect("readable");
    let route = RwSignal::new(Route::Home).read_only();
    let zones = Zones::new(["Europe/Paris".to_owned()]);
    App::new(
        programme.clone(),
        store,
        mine,
        zones,
        route,
        Updates::watch(),
    )
}

fn name() -> QuestionId {
    "name".parse().expect("a key")
}

pub fn session(programme: &Programme) -> SessionId {
    programme.sessions[0].id.clone()
}

#[wasm_bindgen_test]
async fn promise_10_two_tabs_that_begin_at_once_begin_one_application() {
    let programme = sample();
    let (one, two) = (tab(&programme).await, tab(&programme).await);
    let start = || Command::StartDraft(session(&programme));
    let (first, second) = join(one.dispatch(start()), two.dispatch(start())).await;
    let drafts = one.store().ids_of_kind(&Kind::Draft).await;
    let drafts = drafts.expect("readable");
    assert_eq!(drafts.len(), 1);
    let refused = [first, second].into_iter().filter_map(Result::err);
    let refused: Vec<_> = refused.collect();
    let [Undone::Refused(Refused::HasOne(other))] = refused[..] else {
        panic!("{refused:?}");
    };
    assert_eq!(other, drafts[0]);
    // Whoever came second shows it now.
    for tab in [one, two] {
        let draft = untrack(|| tab.draft(&session(&programme)));
        assert_eq!(draft.map(|draft| draft.map(|d| d.id)), Ok(Some(other)));
    }
}

#[wasm_bindgen_test]
async fn promise_01_what_another_tab_erased_is_not_said_to_be_saved() {
    let programme = sample();
    let one = tab(&programme).await;
    let started = one.dispatch(Command::StartDraft(session(&programme))).await;
    assert!(started.is_ok(), "{started:?}");
    let draft = untrack(|| one.draft(&session(&programme)));
    let draft = draft.expect("readable").expect("begun");
    let two = open(&programme.id).await;
    commit(&two, vec![Change::Erase(draft.id)]).await;
    let typing = one.typing(&draft).expect("its form is there");
    typing.set(&name(), Typed::Text("Ada".to_owned()));
    let outcome = typing.flush().await;
    assert!(
        matches!(outcome, Err(Trouble::Gone(Refused::NotHere(id))) if id == draft.id),
        "{outcome:?}"
    );
    assert!(typing.has_unsaved(), "the text is kept");
    assert!(!dump(&programme.id).await.contains("Ada"));
}

#[wasm_bindgen_test]
async fn promise_05_a_draft_that_cannot_be_read_does_not_keep_another_from_being_begun() {
    let programme = sample();
    let before = open(&programme.id).await;
    let draft = write_kind(id(2), Kind::Draft, "typed/name", "Ada");
    commit(&before, vec![draft]).await;
    damage(&programme, &before).await;
    let tab = tab(&programme).await;
    let started = tab.dispatch(Command::StartDraft(session(&programme))).await;
    assert!(started.is_ok(), "{started:?}");
    assert!(dump(&programme.id).await.contains("damaged Ada"));
}

async fn damage(programme: &Programme, store: &Store) {
    store.close();
    let name = database_name(&programme.id);
    raw_put(&name, "records", &id(2).to_string(), &"damaged Ada".into())
        .await
        .expect("put");
}

#[wasm_bindgen_test]
async fn what_was_erased_waits_for_nobodys_answer() {
    let store = open(&programme()).await;
    commit(&store, vec![write(id(1), "state", "submitted")]).await;
    commit(&store, vec![Change::Erase(id(1))]).await;
    let again = vec![write(id(1), "state", "submitted"), Change::Queue(id(1))];
    assert_eq!(commit(&store, again).await.dropped, [id(1)]);
    assert_eq!(store.outbox().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn my_drafts_come_with_the_applications_they_stood_for_before() {
    let store = open(&programme()).await;
    let earlier = earlier_field(id(3));
    let changes = vec![
        write_kind(id(1), Kind::Draft, APPLICATION, &id(2).to_string()),
        write_kind(id(1), Kind::Draft, earlier.as_str(), "true"),
        write(id(2), "answer/name", "Ada"),
        write(id(3), "answer/name", "Ada"),
        write(id(4), "answer/name", "Bea"),
    ];
    commit(&store, changes).await;
    let mine = store.load_mine().await.expect("readable");
    let ids: Vec<_> = mine.iter().map(|record| record.id).collect();
    assert_eq!(ids, [id(1), id(2), id(3)]);
}

#[wasm_bindgen_test]
async fn promise_12_erasing_all_of_mine_takes_what_could_not_be_read_with_it() {
    let programme = sample();
    let before = open(&programme.id).await;
    let draft = |number| write_kind(id(number), Kind::Draft, "typed/name", "Ada");
    commit(&before, vec![draft(1), draft(2), write(id(3), "a", "Bea")]).await;
    damage(&programme, &before).await;
    let tab = tab(&programme).await;
    let aside = tab.store().quarantine().await.expect("readable");
    let command = Command::EraseMine {
        records: vec![id(1)],
        aside: aside.into_iter().map(|found| found.key).collect(),
    };
    let erased = tab.dispatch(command).await;
    assert!(erased.is_ok(), "{erased:?}");
    let left = dump(&programme.id).await;
    assert!(!left.contains("Ada") && left.contains("Bea"), "{left}");
    assert_eq!(tab.store().quarantine().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn promise_12_erasing_all_of_mine_takes_an_application_that_could_not_be_read() {
    let programme = sample();
    let before = open(&programme.id).await;
    let draft = write_kind(id(1), Kind::Draft, "typed/name", "Ada");
    commit(
        &before,
        vec![draft, write(id(2), "a", "Ada"), write(id(3), "a", "Bea")],
    )
    .await;
    damage(&programme, &before).await;
    let tab = tab(&programme).await;
    // A draft that can't be read seems to name it.
    let command = Command::EraseMine {
        records: vec![id(1), id(2)],
        aside: Vec::new(),
    };
    let erased = tab.dispatch(command).await;
    assert!(erased.is_ok(), "{erased:?}");
    let left = dump(&programme.id).await;
    assert!(!left.contains("Ada") && left.contains("Bea"), "{left}");
    assert_eq!(tab.store().quarantine().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn promise_19_a_draft_that_an_import_brings_becomes_one_with_the_one_here() {
    let programme = sample();
    let tab = tab(&programme).await;
    let started = tab.dispatch(Command::StartDraft(session(&programme))).await;
    let draft = started.expect("begun").records[0].id;
    let typed = vec![(name(), Typed::Text("Ada".to_owned()))];
    let command = Command::Type {
        draft,
        asked: version_record(&programme.forms[0]).id,
        typed,
    };
    let kept = tab.dispatch(command).await;
    assert!(kept.is_ok(), "{kept:?}");
    // As another browser of the same person has it.
    let form = programme.forms[0].id.to_string();
    let answer = typed_field(&name());
    let fields = [
        (SESSION, session(&programme).to_string()),
        (FORM, form),
        (APPLICATION, id(6).to_string()),
        (answer.as_str(), "Ada L.".to_owned()),
    ];
    let fields = fields.map(|(field, value)| write_kind(id(5), Kind::Draft, field, &value));
    let elsewhere = open(&super::kit::programme()).await;
    let brought = commit(&elsewhere, fields.into()).await.records;
    let mut all = Collection::default();
    all.records
        .extend(brought.into_iter().map(|record| (record.id, record)));
    let file = groundcrew::format::export::to_text(&programme.id, &all);
    let merged = tab.store().import(&file, &job()).await;
    assert_eq!(merged.map(|merged| merged.brought), Ok(1));
    tab.read_again().await;
    let records = tab.mine.get_untracked();
    let drafts = records.values().filter_map(|r| Draft::read(r).ok()?);
    let live: Vec<_> = drafts.filter(|draft| !draft.deleted).collect();
    assert_eq!(live.len(), 1);
    let conflicts = typed_conflicts(&records[&live[0].id]);
    assert_eq!(conflicts[&name()].len(), 2, "both are kept");
}
