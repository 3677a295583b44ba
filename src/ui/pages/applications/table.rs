//! The table of applications. Only the rows in sight are in the page, and a few around them; the
//! table says how many there are and which these are, so that it reads as the whole.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cells::cell_words;
use super::decide::{outcome_tone, outcome_words};
use super::keys::{focus_row, row_link};
use super::{ListView, no_match};
use crate::domain::application::ApplicationState;
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::listing::{Column, Direction, Summary};
use crate::t;
use crate::ui::components::{Chip, SortDirection, SortHeader, Tone};
use crate::ui::desk::{Desk, Found};
use crate::ui::when::{moment_brief, zone_words};
use crate::ui::words::capital;

/// How many rows a page key moves by.
pub const PAGE_ROWS: isize = 10;
/// The height of a row before it was measured, in CSS pixels.
const ROW: f64 = 48.0;
/// How many rows beyond those in sight are in the page, above and below.
const AROUND: usize = 12;
/// The window moves in steps of so many rows, so that scrolling by a few redraws nothing.
const STEP: usize = 6;
/// The scrolling part.
const SCROLLER: &str = "applications-rows";

/// What is in sight.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    top: f64,
    height: f64,
    row: f64,
}

impl Sight {
    /// The first row in sight.
    fn first(self) -> usize {
        (self.top / self.row) as usize
    }

    /// The rows to draw, of so many: from and to.
    fn window(self, all: usize) -> (usize, usize) {
        let first = self.first();
        let count = (self.height / self.row).ceil() as usize;
        let from = first.saturating_sub(AROUND) / STEP * STEP;
        let to = (first + count + AROUND).div_ceil(STEP) * STEP;
        (from.min(all), to.min(all))
    }
}

/// The table; what to do instead where a view keeps nothing.
pub fn table(list: ListView) -> AnyView {
    let desk = list.app.desk;
    // While more may be found, nothing found is no news.
    let none = Memo::new(move |_| {
        desk.found.with(|found| found.places.is_empty()) && !desk.searching.get()
    });
    let either = move || {
        if none.get() {
            no_match(list)
        } else {
            rows_table(list)
        }
    };
    either.into_any()
}

fn rows_table(list: ListView) -> AnyView {
    let desk = list.app.desk;
    let sight = RwSignal::new(Sight {
        top: 0.0,
        height: 800.0,
        row: ROW,
    });
    let scroller = NodeRef::<html::Div>::new();
    let look = move || {
        // A frame that was asked for may come after the table is gone.
        if let Some(Some(scroller)) = scroller.try_get_untracked() {
            let row = scroller
                .query_selector("tbody tr[data-row]")
                .ok()
                .flatten()
                .map_or(0.0, |row| row.get_bounding_client_rect().height());
            let seen = Sight {
                top: f64::from(scroller.scroll_top()).max(0.0),
                height: f64::from(scroller.client_height()),
                row: if row > 1.0 {
                    row
                } else {
                    sight.get_untracked().row
                },
            };
            if sight.get_untracked() != seen {
                sight.set(seen);
            }
        }
    };
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    Effect::new(move || {
        if scroller.get().is_some() {
            request_animation_frame(move || {
                look();
                // Back from an application, the list stands where it was left.
                let found = desk.found.get_untracked();
                let current = desk.current.get_untracked();
                if let Some(position) = current.and_then(|id| found.position(id)) {
                    bring_into_view(position);
                }
            });
        }
    });
    let shown = Memo::new(move |_| desk.found.with(|found| found.places.len()));
    let window = Memo::new(move |_| sight.get().window(shown.get()));
    let columns = Memo::new(move |_| columns_of(list));
    let edition = Memo::new(move |_| desk.found.with(|found| found.rows.edition));
    view! {
        <div
            id=SCROLLER
            class="table-scroll list-scroll"
            node_ref=scroller
            on:scroll=move |_| look()
        >
            <table
                class="table list-table"
                aria-label=t!(crew.applications)
                aria-rowcount=move || shown.get() + 1
            >
                <thead>{move || head(list, &columns.get())}</thead>
                {move || {
                    let columns = columns.get();
                    edition.get();
                    keep_focus(desk);
                    body(list, window, shown, sight, columns)
                }}
            </table>
        </div>
    }
    .into_any()
}

/// Where the focus is in a row that is drawn anew, it goes to the row that takes its place.
fn keep_focus(desk: Desk) {
    let active = document().active_element();
    let in_rows = active.and_then(|active| active.closest(".list-table tbody").ok().flatten());
    if let (Some(_), Some(current)) = (in_rows, desk.current.get_untracked()) {
        focus_row(current);
    }
}

/// The questions that are columns now.
fn columns_of(list: ListView) -> Vec<QuestionId> {
    let chosen = list.view.with(|view| view.columns.clone());
    list.app.desk.rows.with(|rows| match chosen {
        Some(chosen) => chosen
            .into_iter()
            .filter(|id| rows.columns.question(id).is_some())
            .collect(),
        None => rows.columns.suggested(),
    })
}

fn head(list: ListView, questions: &[QuestionId]) -> AnyView {
    let desk = list.app.desk;
    let rows = desk.rows.get();
    let sorted = move |column: Column| {
        Signal::derive(move || {
            list.view.with(|view| {
                (view.sort.by == column).then_some(match view.sort.direction {
                    Direction::Up => SortDirection::Ascending,
                    Direction::Down => SortDirection::Descending,
                })
            })
        })
    };
    let header = move |label: String, column: Column| {
        let pressed = column.clone();
        let press = Callback::new(move |()| {
            let column = pressed.clone();
            list.change(|view| view.sort = view.sort.pressed(column));
        });
        view! { <SortHeader label sorted=sorted(column) press /> }.into_any()
    };
    let name = match rows.columns.naming() {
        Some(naming) => {
            let label = rows.columns.question(naming).map(|q| q.label.clone());
            header(label.unwrap_or_default(), Column::Question(naming.clone()))
        }
        None => view! { <th scope="col">{t!(crew.column_id)}</th> }.into_any(),
    };
    let sessions = rows
        .several_sessions
        .then(|| header(capital(|w| &w.session.one), Column::Session));
    let asked = questions
        .iter()
        .filter_map(|id| {
            let question = rows.columns.question(id)?;
            Some(header(question.label.clone(), Column::Question(id.clone())))
        })
        .collect_view();
    view! {
        <tr aria-rowindex="1">
            <th scope="col" class="list-pick">
                {pick_all(list)}
            </th>
            {name}
            {header(t!(crew.column_state).to_owned(), Column::State)}
            {header(t!(crew.decision).to_owned(), Column::Decision)}
            {header(t!(crew.column_sent).to_owned(), Column::Sent)}
            {sessions}
            {asked}
        </tr>
    }
    .into_any()
}

/// Picks everything that is shown, or nothing.
fn pick_all(list: ListView) -> AnyView {
    let desk = list.app.desk;
    // How many of those that are shown are picked, and how many are shown.
    let shown_picked = Memo::new(move |_| {
        let found = desk.found.get();
        let picked = desk.picked.with(|picked| {
            let is_picked = |id: &RecordId| picked.contains(id);
            if picked.is_empty() {
                0
            } else {
                found.ids().filter(is_picked).count()
            }
        });
        (picked, found.places.len())
    });
    let toggle = move |_| {
        let (rows, found) = (desk.rows.get_untracked(), desk.found.get_untracked());
        // Those that are gone by now can't be picked any more.
        let all = || found.ids().filter(|id| rows.of(*id).is_some());
        let every = desk
            .picked
            .with_untracked(|picked| all().all(|id| picked.contains(&id)));
        desk.picked.update(|picked| {
            if every {
                picked.clear();
            } else {
                picked.extend(all());
            }
        });
    };
    view! {
        <input
            type="checkbox"
            aria-label=t!(crew.pick_all)
            prop:checked=move || {
                let (picked, shown) = shown_picked.get();
                picked == shown && picked > 0
            }
            prop:indeterminate=move || {
                let (picked, shown) = shown_picked.get();
                picked > 0 && picked < shown
            }
            on:change=toggle
        />
    }
    .into_any()
}

fn body(
    list: ListView,
    window: Memo<(usize, usize)>,
    shown: Memo<usize>,
    sight: RwSignal<Sight>,
    questions: Vec<QuestionId>,
) -> AnyView {
    let desk = list.app.desk;
    let questions: Arc<[QuestionId]> = questions.into();
    let spacer = move |rows: usize| {
        let height = move || format!("{}px", rows as f64 * sight.with(|sight| sight.row));
        (rows > 0).then(|| {
            view! {
                <tr aria-hidden="true" class="list-spacer">
                    <td style:height=height></td>
                </tr>
            }
        })
    };
    let in_window = move || {
        let (from, to) = window.get();
        desk.found.with(|found| placed(found, from, to))
    };
    // One row can be reached with Tab, the others from it with the arrows: the current one as long
    // as it is in the page, else the first in sight.
    let tab_stop = Memo::new(move |_| {
        let (from, to) = window.get();
        let found = desk.found.get();
        let current = desk.current.get();
        let current = current.filter(|id| {
            let position = found.position(*id);
            position.is_some_and(|position| (from..to).contains(&position))
        });
        current.or_else(|| {
            let first = sight.with(|sight| sight.first()).clamp(from, to.max(1) - 1);
            found.id_at(first)
        })
    });
    view! {
        <tbody>
            {move || spacer(window.get().0)}
            <For
                each=in_window
                key=|(position, id)| (*position, *id)
                children=move |(position, id)| row_view(list, position, id, tab_stop, &questions)
            />
            {move || spacer(shown.get().saturating_sub(window.get().1))}
        </tbody>
    }
    .into_any()
}

fn placed(found: &Found, from: usize, to: usize) -> Vec<(usize, RecordId)> {
    (from..to)
        .filter_map(|position| Some((position, found.id_at(position)?)))
        .collect()
}

fn row_view(
    list: ListView,
    position: usize,
    id: RecordId,
    tab_stop: Memo<Option<RecordId>>,
    questions: &[QuestionId],
) -> AnyView {
    let desk = list.app.desk;
    let rows = desk.found.with_untracked(|found| Arc::clone(&found.rows));
    let Some(row) = rows.of(id) else {
        return ().into_any();
    };
    let name = rows.name(row);
    let is_current = Memo::new(move |_| desk.current.get() == Some(id));
    let is_picked = Memo::new(move |_| desk.picked.with(|picked| picked.contains(&id)));
    let tab = move || {
        if tab_stop.get() == Some(id) {
            "0"
        } else {
            "-1"
        }
    };
    let pick = move |_| {
        desk.picked.update(|picked| {
            if !picked.remove(&id) {
                picked.insert(id);
            }
        });
        desk.current.set(Some(id));
    };
    let session = rows.several_sessions.then(|| {
        let name = list.app.session(&row.session).map(|session| session.name);
        view! { <td>{name.unwrap_or_else(|| row.session.to_string())}</td> }
    });
    let answers = questions
        .iter()
        .map(|question| {
            let words = cell_words(&rows, question, row.cells.get(question));
            let title = words.clone();
            match words {
                Some(words) => view! {
                    <td dir="auto" title=title>
                        {words}
                    </td>
                }
                .into_any(),
                None => view! { <td class="list-blank">"–"</td> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <tr
            data-row=""
            aria-rowindex=position + 2
            class:row-current=is_current
            class:row-picked=is_picked
        >
            <td class="list-pick">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=t!(crew.pick, name = name.clone())
                    prop:checked=is_picked
                    on:change=pick
                />
            </td>
            <th scope="row">
                <a
                    id=row_link(id)
                    href=move || { list.view.track(); list.link_to(id) }
                    tabindex=tab
                    dir="auto"
                    on:focus=move |_| desk.current.set(Some(id))
                >
                    {name.clone()}
                </a>
                // On a narrow screen the columns beside it are out of sight; ears are told by them anyway.
                <span class="list-brief" aria-hidden="true">
                    {brief(row)}
                </span>
            </th>
            <td class="list-marks">{marks(row)}</td>
            <td class="list-marks">{decision(row)}</td>
            <td class="list-sent">{moment_brief(row.sent_at)}</td>
            {session}
            {answers}
        </tr>
    }
    .into_any()
}

/// How an application stands, in words.
pub fn marks(row: &Summary) -> AnyView {
    let state = match row.state {
        ApplicationState::Submitted => {
            view! { <span class="list-plain">{t!(crew.state_submitted)}</span> }.into_any()
        }
        ApplicationState::Withdrawn => {
            view! { <Chip label=t!(crew.state_withdrawn) tone=Tone::Warning /> }.into_any()
        }
    };
    let conflict = row
        .conflict
        .then(|| view! { <Chip label=t!(crew.mark_conflict) tone=Tone::Danger /> });
    let late = row
        .late
        .then(|| view! { <Chip label=t!(crew.mark_late) tone=Tone::Warning /> });
    let sample = row
        .sample
        .then(|| view! { <Chip label=t!(crew.mark_sample) /> });
    let deleted = row
        .deleted
        .then(|| view! { <Chip label=t!(crew.mark_deleted) tone=Tone::Warning /> });
    view! { {state} {conflict} {late} {sample} {deleted} }.into_any()
}

/// What was decided, in a word.
fn decision(row: &Summary) -> AnyView {
    match row.decision {
        Some(outcome) => view! {
            <Chip label=outcome_words(Some(outcome)) tone=outcome_tone(outcome) />
        }
        .into_any(),
        None => view! { <span class="list-blank">"–"</span> }.into_any(),
    }
}

/// How it stands in a line beneath the name: that it was withdrawn or else what was decided, and where its writer lives.
fn brief(row: &Summary) -> String {
    let stands = match row.state {
        ApplicationState::Withdrawn => t!(crew.state_withdrawn),
        ApplicationState::Submitted => outcome_words(row.decision),
    };
    let zone = row.zone.as_deref().map(zone_words);
    let words = std::iter::once(stands.to_owned()).chain(zone);
    words.collect::<Vec<_>>().join(" · ")
}

/// Scrolls so that a row is in sight.
pub fn bring_into_view(position: usize) {
    let Some(scroller) = document()
        .get_element_by_id(SCROLLER)
        .and_then(|e| e.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let height = |selector: &str| {
        let found = scroller.query_selector(selector).ok().flatten();
        found.map(|element| element.get_bounding_client_rect().height())
    };
    let row = height("tbody tr[data-row]").unwrap_or(ROW);
    let head = height("thead").unwrap_or(0.0);
    let (top, seen) = (
        f64::from(scroller.scroll_top()),
        f64::from(scroller.client_height()),
    );
    let at = position as f64 * row;
    if at < top {
        scroller.set_scroll_top(at as i32);
    } else if at + row + head > top + seen {
        scroller.set_scroll_top((at + row + head - seen).ceil() as i32);
    }
}
