//! “My data”: everything this device holds about its owner, to look at, take along and erase.

use leptos::prelude::*;

use super::Piece;
use super::earlier::earlier_programmes;
use super::mine_aside::{aside_notice, follow_aside};
use super::mine_device::device;
use super::mine_erase::erase;
use super::mine_list::list;
use super::mine_take::take;
use crate::domain::application::SESSION;
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{ButtonLook, EmptyState, Icon, LinkButton, PageHead, present_while};
use crate::ui::deed::{Failed, failure};
use crate::ui::own;
use crate::ui::parts::Parts;

/// Everything this device holds about its owner.
#[component]
pub fn Mine() -> AnyView {
    let app = use_app();
    let failed: Failed = RwSignal::new(None);
    let aside = follow_aside(app, failed);
    let is_empty = Memo::new(move |_| {
        let is_nothing = |record: &Record| !is_owners(record);
        app.mine.with(|mine| mine.values().all(is_nothing))
    });
    // Whoever takes part has weeks here, whether or not they ever applied.
    let parts = own::parts(app);
    let takes_part =
        Memo::new(move |_| parts.with(|own| own.as_ref().is_some_and(|own| own.all().count() > 0)));
    let is_all_empty = Memo::new(move |_| {
        is_empty.get() && !takes_part.get() && aside.with(|a| a.keys.is_empty())
    });
    let erased = RwSignal::new(false);
    let shown = move || {
        if is_empty.get() && takes_part.get() {
            ().into_any()
        } else if is_empty.get() {
            empty(app, erased.get() && is_all_empty.get())
        } else {
            view! {
                {list(app)}
                {take(app)}
            }
            .into_any()
        }
    };
    let end = move || (!is_all_empty.get()).then(|| erase(app, aside, erased));
    let crew: Parts = expect_context();
    let weeks = present_while(
        move || takes_part.get(),
        move || crew.piece(Piece::OwnWeeks),
    );
    let set_aside = view! {
        {failure(failed)}
        {aside_notice(app, aside)}
    };
    view! {
        <PageHead title=t!(apply.mine.title)>
            <p class="lead">{t!(apply.mine.help)}</p>
        </PageHead>
        {earlier_programmes(app)}
        <div class="stack stack-loose">{own::not_known(app)} {weeks} {shown} {device(app, set_aside.into_any())} {end}</div>
    }
    .into_any()
}

/// Whether a record is something of its owner's. The questions that a form asked are nobody's.
fn is_owners(record: &Record) -> bool {
    let live = record.live();
    live.is_some_and(|live| live.kind != Kind::FormVersion)
}

/// The owner's records: drafts, and what was sent of them.
pub(super) fn records(app: App) -> Vec<Record> {
    app.mine.with_untracked(|mine| {
        let owners = mine.values().filter(|record| is_owners(record));
        owners.cloned().collect()
    })
}

/// What a draft that can't be read is called: by its session if that can be, else by its number.
pub(super) fn unread_name(app: App, record: &Record) -> String {
    let session = record
        .get(&FieldName::new(SESSION))
        .and_then(Value::as_text);
    match session {
        Some(key) => {
            let session = key.parse().ok().and_then(|id| app.session(&id));
            session.map_or_else(|| key.to_owned(), |session| session.name)
        }
        None => record.id.to_string(),
    }
}

/// Whether a record is a draft.
pub(super) fn is_draft(record: &Record) -> bool {
    record.live().is_some_and(|live| live.kind == Kind::Draft)
}

fn empty(app: App, erased: bool) -> AnyView {
    let done = erased.then(|| {
        let programme = app.programme.with(|programme| programme.name.clone());
        view! { <p role="status">{t!(apply.mine.erased, programme = programme)}</p> }
    });
    view! {
        <EmptyState title=t!(apply.mine.none) mark=Icon::Inbox>
            {done}
            <p>{t!(apply.mine.none_help)}</p>
            <p>{t!(apply.mine.none_weeks)}</p>
            <LinkButton
                href=Route::Home.href()
                label=t!(apply.mine.see_sessions)
                look=ButtonLook::Primary
            />
            <LinkButton href=Route::Import.href() label=t!(apply.mine.bring_weeks) />
        </EmptyState>
    }
    .into_any()
}
