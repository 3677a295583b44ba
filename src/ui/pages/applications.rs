//! The organizers' list of applications: search, filters, order and columns in the URL; a table that
//! can be lived in with the keyboard; and what can be done with what it shows.
//!
//! Where to start: [`Applications`] is the page, `ListView` what is asked of the list.

mod bulk;
mod cells;
mod columns;
mod decide;
mod effective;
mod export;
mod filters;
mod keys;
mod listview;
mod samples;
mod table;

use leptos::prelude::*;

use super::backup::backup_reminder;
use crate::browser::store::LoadError;
use crate::domain::listing::View;
use crate::route::Route;
use crate::ui::app::use_app;
use crate::ui::components::{
    Button, ButtonLook, EmptyState, Icon, LinkButton, Notice, PageHead, Progress, Tone,
    hand_on_focus, icon, live,
};
use crate::ui::deed::Failed;
use crate::ui::desk::{Stage, short_id};
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::ui::words::capital;
use crate::{plural, t};

pub use decide::{outcome_choices, outcome_words};
pub use effective::note as effective_note;
pub use export::export_as_kept;
pub use filters::state_words;
pub use listview::ListView;
pub use samples::{SampleDoor, notice as samples_notice};

/// How many of those that can't be read are named.
const NAMED: usize = 12;
/// The id of the search field, so that a key can lead to it.
const SEARCH: &str = "applications-search";
/// The id of how many are shown, where the focus goes when what is done with several is done.
const COUNT: &str = "applications-count";

/// The list of applications.
#[component]
pub fn Applications() -> AnyView {
    let app = use_app();
    let desk = app.desk;
    let list = ListView::follow(app);
    Effect::new(move || desk.follow(app));
    Effect::new(move || {
        desk.rows.track();
        let view = list.view.get();
        if desk.stage.get() == Stage::Ready {
            desk.find(app, view);
        }
    });
    // Each reading says “ready” anew; what is on screen, with what was just deleted, stays.
    let stage = Memo::new(move |_| desk.stage.get());
    let body = move || match stage.get() {
        Stage::Reading => {
            view! { <p class="quiet" role="status">{t!(crew.reading)}</p> }.into_any()
        }
        Stage::Failed(error) => failed(app, &error),
        Stage::Ready => shown(list),
    };
    view! {
        <PageHead title=t!(crew.applications) />
        {backup_reminder(app)}
        {body}
    }
    .into_any()
}

fn failed(app: crate::ui::app::App, error: &LoadError) -> AnyView {
    let again = move |()| app.desk.again(app);
    let words = messages::load_error(error);
    view! {
        <Notice tone=Tone::Danger title=t!(crew.not_read) live=true>
            <p>{words}</p>
            <Button label=t!(common.try_again) press=again />
        </Notice>
    }
    .into_any()
}

/// The list, or what to do while there is nothing in it.
fn shown(list: ListView) -> AnyView {
    let app = list.app;
    let empty = Memo::new(move |_| {
        app.desk
            .rows
            .with(|rows| rows.all.is_empty() && rows.unreadable.is_empty())
    });
    let either = move || {
        if empty.get() {
            nothing_yet()
        } else {
            full(list)
        }
    };
    either.into_any()
}

fn nothing_yet() -> AnyView {
    view! {
        <EmptyState title=t!(crew.none_yet) mark=Icon::Inbox>
            <p>{t!(crew.none_yet_help, applicants = capital(|w| &w.applicant.many))}</p>
            <LinkButton
                href=Route::Import.href()
                label=t!(crew.import_files)
                mark=Icon::Upload
                look=ButtonLook::Primary
            />
            <SampleDoor />
        </EmptyState>
    }
    .into_any()
}

fn full(list: ListView) -> AnyView {
    let app = list.app;
    let failed = RwSignal::new(None);
    keys::listen(list);
    let bulk = bulk::bulk(list, failed);
    view! {
        <div class="notices">{unreadable(list, failed)} {samples::notice(app)}</div>
        <div class="list-bar">
            {search_field(list)}
            <div class="list-tools">
                {filters::panel(list)} {columns::panel(list)} {export::menu(list, failed)}
            </div>
        </div>
        {filters::active(list)}
        {crate::ui::deed::failure(failed)}
        <div class="list-status">{count(list)} {bulk.done}</div>
        {scan(list)}
        {table::table(list)}
        {bulk.buttons}
        {hint()}
    }
    .into_any()
}

fn search_field(list: ListView) -> AnyView {
    let typed = move |event: leptos::ev::Event| {
        let search = event_target_value(&event);
        list.change(|view| view.search = search);
    };
    view! {
        <div class="list-search" role="search">
            <label for=SEARCH class="unseen">
                {t!(crew.search_label)}
            </label>
            {icon(Icon::Search)}
            <input
                id=SEARCH
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=t!(crew.search_label)
                dir="auto"
                prop:value=move || list.view.with(|view| view.search.clone())
                on:input=typed
            />
        </div>
    }
    .into_any()
}

/// How many are shown of how many, said when it changes.
fn count(list: ListView) -> AnyView {
    let desk = list.app.desk;
    let words = move || {
        let shown = desk.found.with(|found| found.places.len());
        let (all, picked) = (
            desk.rows
                .with(|rows| rows.all.iter().filter(|row| !row.deleted).count()),
            desk.picked.with(|picked| picked.len()),
        );
        let figures = |n: usize| number_words(n as f64);
        let of_all = if desk.found.with(|found| found.view.narrows()) {
            t!(crew.count_of, n = figures(shown), all = figures(all))
        } else {
            plural!(crew.count, shown as f64)
        };
        if picked == 0 {
            of_all
        } else {
            format!("{of_all} · {}", plural!(crew.picked, picked as f64))
        }
    };
    view! {
        <p id=COUNT class="list-count" role="status" tabindex="-1">
            {words}
        </p>
    }
    .into_any()
}

/// How far searching through the answers in full has come.
fn scan(list: ListView) -> AnyView {
    let desk = list.app.desk;
    let under_way = Memo::new(move |_| desk.scan.with(Option::is_some));
    let progress = move || {
        under_way.get().then(|| {
            let stop = Callback::new(move |()| desk.stop());
            view! { <Progress label=t!(crew.searching_all) done=desk.scan cancel=stop /> }
        })
    };
    let trouble = move || {
        desk.scan_trouble.get().map(|error| {
            view! {
                <Notice tone=Tone::Warning title=t!(crew.not_searched) live=true>
                    <p>{messages::load_error(&error)}</p>
                </Notice>
            }
        })
    };
    view! { {progress} {trouble} }.into_any()
}

/// Applications that can't be read, each by its name here, and a way to hand them on.
fn unreadable(list: ListView, failed: Failed) -> AnyView {
    let desk = list.app.desk;
    live(move || {
        let ids = desk.rows.with(|rows| rows.unreadable.clone());
        if ids.is_empty() {
            return ().into_any();
        }
        let title = plural!(crew.unreadable, ids.len() as f64);
        let named = ids
            .iter()
            .take(NAMED)
            .map(|id| {
                let words = t!(crew.one_of_id, id = short_id(*id));
                view! {
                    <li>
                        <a href=list.link_to(*id)>{words}</a>
                    </li>
                }
            })
            .collect_view();
        let more = ids.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| {
            view! { <li>{t!(crew.and_more, n = number_words(more as f64))}</li> }
        });
        let export = move |()| export_as_kept(list.app, ids.clone(), failed);
        view! {
            <Notice tone=Tone::Warning title=title>
                <p>{t!(crew.unreadable_help)}</p>
                <ul class="list-names">{named} {more}</ul>
                <Button label=t!(crew.unreadable_export) mark=Icon::Download press=export />
            </Notice>
        }
        .into_any()
    })
}

/// The keys, for those who like them.
fn hint() -> AnyView {
    let key = |key: &'static str, words: &'static str| {
        view! {
            <span>
                <kbd>{key}</kbd>
                " "
                {words}
            </span>
        }
    };
    view! {
        <p class="list-keys">
            {key("/", t!(crew.key_search))} {key("j", t!(crew.key_down))} {key("k", t!(crew.key_up))}
            {key("↵", t!(crew.key_open))} {key("␣", t!(crew.key_pick))}
        </p>
    }
    .into_any()
}

/// What to do where a view keeps nothing.
fn no_match(list: ListView) -> AnyView {
    let narrows = Memo::new(move |_| list.view.with(View::narrows));
    live(move || {
        hand_on_focus(Some(SEARCH));
        if narrows.get() {
            let clear = move |()| list.change(|view| *view = view.cleared());
            view! {
                <EmptyState title=t!(crew.no_match) mark=Icon::Search>
                    <p>{t!(crew.no_match_help)}</p>
                    <Button label=t!(crew.clear_filters) press=clear />
                </EmptyState>
            }
            .into_any()
        } else {
            let show = move |()| list.change(|view| view.filters.deleted = true);
            view! {
                <EmptyState title=t!(crew.all_deleted) mark=Icon::Trash>
                    <p>{t!(crew.all_deleted_help)}</p>
                    <Button label=t!(crew.show_deleted) press=show />
                </EmptyState>
            }
            .into_any()
        }
    })
}
