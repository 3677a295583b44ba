//! “My data”: everything this device holds about its owner, to look at, take along and erase.

use leptos::prelude::*;

use super::mine_device::device;
use super::mine_erase::erase;
use super::mine_list::list;
use super::mine_take::take;
use crate::domain::record::{Kind, Record};
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{ButtonLook, EmptyState, Icon, LinkButton, PageHead};

/// Everything this device holds about its owner.
#[component]
pub fn Mine() -> AnyView {
    let app = use_app();
    let is_empty = Memo::new(move |_| app.mine.with(|mine| mine.values().all(is_nothing)));
    let erased = RwSignal::new(false);
    let shown = move || {
        if is_empty.get() {
            empty(erased.get())
        } else {
            view! {
                {list(app)}
                {take(app)}
            }
            .into_any()
        }
    };
    let end = move || (!is_empty.get()).then(|| erase(app, erased));
    view! {
        <PageHead title=t!(apply.mine.title)>
            <p class="lead">{t!(apply.mine.help)}</p>
        </PageHead>
        <div class="stack stack-loose">{shown} {device(app)} {end}</div>
    }
    .into_any()
}

/// Whether a record holds nothing of its owner's.
fn is_nothing(record: &Record) -> bool {
    record.live().is_none()
}

/// The owner's records: drafts, and what was sent of them.
pub(super) fn records(app: App) -> Vec<Record> {
    app.mine.with_untracked(|mine| {
        let live = mine.values().filter(|record| record.live().is_some());
        live.cloned().collect()
    })
}

/// Whether a record is a draft.
pub(super) fn is_draft(record: &Record) -> bool {
    record.live().is_some_and(|live| live.kind == Kind::Draft)
}

fn empty(erased: bool) -> AnyView {
    let done = erased.then(|| view! { <p role="status">{t!(apply.mine.erased)}</p> });
    view! {
        <EmptyState title=t!(apply.mine.none) mark=Icon::Inbox>
            {done}
            <p>{t!(apply.mine.none_help)}</p>
            <LinkButton
                href=Route::Home.href()
                label=t!(apply.mine.see_sessions)
                look=ButtonLook::Primary
            />
        </EmptyState>
    }
    .into_any()
}
