//! What a page does when its storage changes under it: other tabs write, erase or damage what it
//! shows, and the browser's data is cleared.

use groundcrew::browser::store::{StoreEvent, database_name};
use groundcrew::browser::tabs::Changed;
use groundcrew::domain::answer::Typed;
use groundcrew::domain::application::{Draft, SESSION};
use groundcrew::domain::decide::Command;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Change, FieldName, Kind};
use groundcrew::format::form::version_record;
use groundcrew::ui::app::App;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::applying::{sample, session, tab};
use super::kit::*;

/// A tab that began an application.
async fn begun(programme: &Programme) -> (App, Draft) {
    let app = tab(programme).await;
    let started = app.dispatch(Command::StartDraft(session(programme))).await;
    assert!(started.is_ok(), "{started:?}");
    let draft = untrack(|| app.draft(&session(programme)));
    (app, draft.expect("readable").expect("begun"))
}

async fn write_name(app: App, draft: &Draft, name: &str) {
    let typed = vec![("name".parse().expect("a key"), Typed::Text(name.to_owned()))];
    let command = Command::Type {
        draft: draft.id,
        asked: version_record(&app.programme.get_untracked().forms[0]).id,
        typed,
    };
    let kept = app.dispatch(command).await;
    assert!(kept.is_ok(), "{kept:?}");
}

/// What the page shows as the name.
fn shown(app: App, draft: &Draft) -> Option<String> {
    let typed = app.mine.with_untracked(|mine| {
        let name = FieldName::new("typed/name");
        mine.get(&draft.id)?.get(&name).cloned()
    });
    match Typed::from_value(&typed?) {
        Ok(Typed::Text(text)) => Some(text),
        other => panic!("{other:?}"),
    }
}

async fn clear(programme: &Programme) {
    let name = database_name(&programme.id);
    let deleted = groundcrew::browser::idb::delete(&name).await;
    deleted.expect("nobody holds it");
}

#[wasm_bindgen_test]
async fn promise_05_storage_cleared_under_the_page_is_written_again_whole() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    write_name(app, &draft, "Ada").await;
    // The browser says so.
    clear(&programme).await;
    app.follow(StoreEvent::Closed).await;
    assert_eq!(
        text(&app.store(), draft.id, SESSION).await.as_deref(),
        Some(draft.session.as_str())
    );
    assert!(app.storage_news.with_untracked(|news| news.put_back));
    // Or it says nothing, and the next key press finds out.
    clear(&programme).await;
    write_name(app, &draft, "Ada L").await;
    let kept = app.store().get(draft.id).await.expect("readable");
    let kept = Draft::read(&kept.expect("there")).expect("whole");
    let kept = kept.expect("a draft");
    assert_eq!(
        (&kept.session, &kept.form, kept.application),
        (&draft.session, &draft.form, draft.application)
    );
    assert_eq!(shown(app, &draft).as_deref(), Some("Ada L"));
}

#[wasm_bindgen_test]
async fn promise_05_storage_cleared_while_the_page_was_away_is_written_again_whole() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    write_name(app, &draft, "Ada").await;
    leave_page("pagehide");
    clear(&programme).await;
    leave_page("pageshow");
    app.follow(StoreEvent::Returned).await;
    assert_eq!(
        text(&app.store(), draft.id, SESSION).await.as_deref(),
        Some(draft.session.as_str())
    );
    assert!(app.storage_news.with_untracked(|news| news.put_back));
}

#[wasm_bindgen_test]
async fn nothing_is_put_back_where_nothing_is_gone() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    write_name(app, &draft, "Ada").await;
    app.store().close();
    let before = dump(&programme.id).await;
    app.follow(StoreEvent::Closed).await;
    assert_eq!(dump(&programme.id).await, before);
    assert!(!app.storage_news.with_untracked(|news| news.put_back));
}

#[wasm_bindgen_test]
async fn promise_10_a_late_read_does_not_bring_back_what_was_typed_over() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    write_name(app, &draft, "Ada").await;
    let read_early = app.store().get(draft.id).await.expect("readable");
    write_name(app, &draft, "Ada Lovelace").await;
    app.show(&[read_early.expect("there")]);
    assert_eq!(shown(app, &draft).as_deref(), Some("Ada Lovelace"));
}

#[wasm_bindgen_test]
async fn promise_21_what_another_tab_erased_leaves_this_one() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    let other = open(&programme.id).await;
    commit(&other, vec![Change::Erase(draft.id)]).await;
    app.follow(StoreEvent::Changed(Changed::Everything)).await;
    assert!(
        app.mine
            .with_untracked(|mine| !mine.contains_key(&draft.id))
    );
}

async fn damage(programme: &Programme, draft: RecordId) {
    let name = database_name(&programme.id);
    raw_put(&name, "records", &draft.to_string(), &"damaged".into())
        .await
        .expect("put");
}

#[wasm_bindgen_test]
async fn promise_10_one_damaged_record_does_not_keep_the_others_from_being_shown() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    let other = open(&programme.id).await;
    let second = RecordId::from_bits(2);
    let typed = write_kind(second, Kind::Draft, "typed/name", "Bea");
    commit(&other, vec![typed]).await;
    damage(&programme, draft.id).await;
    let changed = Changed::Records(vec![draft.id, second]);
    app.follow(StoreEvent::Changed(changed)).await;
    assert!(app.mine.with_untracked(|mine| mine.contains_key(&second)));
}

#[wasm_bindgen_test]
async fn promise_05_a_damaged_draft_is_said_to_be_one() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    damage(&programme, draft.id).await;
    let told = Told::default();
    let store = open_telling(&programme.id, &told).await;
    store.load_mine().await.expect("the rest loads");
    let event = told
        .wait_for(|event| matches!(event, StoreEvent::SetAside(_)))
        .await;
    app.follow(event.clone()).await;
    app.follow(event).await;
    let news = app.storage_news.get_untracked();
    assert_eq!(news.set_aside.len(), 1);
    assert_eq!(news.set_aside[0].key, draft.id.to_string());
    assert!(news.drafts_unread);
}

#[wasm_bindgen_test]
async fn what_cannot_be_followed_is_said_until_it_can() {
    let programme = sample();
    let (app, draft) = begun(&programme).await;
    let other = open(&programme.id).await;
    let changed = || StoreEvent::Changed(Changed::Records(vec![draft.id]));
    write_name(app, &draft, "Ada").await;
    let bea = vec![(
        FieldName::new("typed/name"),
        Typed::Text("Bea".to_owned()).to_value(),
    )];
    let written = Change::Write {
        record: draft.id,
        kind: Kind::Draft,
        audience: groundcrew::domain::record::Audience::Device,
        fields: bea,
    };
    commit(&other, vec![written]).await;
    app.store().close();
    let replaced = opening_throws("UnknownError");
    app.follow(changed()).await;
    put_back(&replaced);
    assert!(
        app.storage_news
            .with_untracked(|news| news.trouble.is_some())
    );
    assert_eq!(shown(app, &draft).as_deref(), Some("Ada"));
    // Whatever is heard of next makes up for it.
    let another = Changed::Records(vec![RecordId::from_bits(9)]);
    app.follow(StoreEvent::Changed(another)).await;
    assert_eq!(
        app.storage_news.with_untracked(|news| news.trouble.clone()),
        None
    );
    assert_eq!(shown(app, &draft).as_deref(), Some("Bea"));
}
