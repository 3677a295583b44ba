//! Finding the rows of a view.
//!
//! What rows keep of the answers is searched at once, from memory. The answers in full are read after
//! that: up to [`KEPT`] of them are then kept in memory too; of more than that, every search reads
//! through those that the rows alone did not find, and can be called off.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Desk, Found, Rows};
use crate::domain::application::Application;
use crate::domain::id::RecordId;
use crate::domain::listing::{Hay, Terms, View, arrange, arranged_by, keeps};
use crate::ui::app::App;
use crate::ui::pause::pause;

/// The most applications whose full answers are kept in memory to be searched: about 4 KB each.
const KEPT: usize = 5_000;
/// How many rows are made ready to be searched before the page may draw.
const STRETCH: usize = 4_000;
/// How many applications are read at once.
const CHUNK: usize = 200;
/// After how many such readings what was found meanwhile is shown.
const SHOWN_EVERY: usize = 10;
/// How long nobody types before a search through everything begins, in milliseconds.
const SETTLE: u32 = 250;

impl Desk {
    /// Finds the rows of a view, and shows them as they are found.
    pub fn find(self, app: App, view: View) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.stopped.set_value(false);
        self.scan.set(None);
        self.scan_trouble.set(None);
        let terms = Terms::parse(&view.search);
        self.searching.set(!terms.is_empty());
        leptos::task::spawn_local(async move {
            let rows = self.rows.get_untracked();
            if !terms.is_empty() && !self.ready_hay(&rows, turn).await {
                return;
            }
            self.show(&rows, &view);
            if !terms.is_empty() {
                self.search_all(app, &rows, view, &terms, turn).await;
            }
        });
    }

    /// Calls off a search through the answers in full; what was found stays.
    pub fn stop(self) {
        self.stopped.set_value(true);
        self.scan.set(None);
    }

    fn is_past(self, turn: u64) -> bool {
        self.turn.get_value() != turn
    }

    fn show(self, rows: &Arc<Rows>, view: &View) {
        let places = self
            .hay
            .with_value(|hay| arrange(&rows.all, hay, view, rows.around()));
        self.set_found(rows, view, places);
    }

    fn set_found(self, rows: &Arc<Rows>, view: &View, places: Vec<u32>) {
        self.found.set(Arc::new(Found {
            view: view.clone(),
            rows: Arc::clone(rows),
            places,
        }));
    }

    /// Makes what rows say ready to be searched. Says whether this search is still wanted.
    async fn ready_hay(self, rows: &Rows, turn: u64) -> bool {
        loop {
            let from = self.hay.with_value(Vec::len);
            if from >= rows.all.len() {
                return true;
            }
            let stretch = rows.all.iter().skip(from).take(STRETCH);
            let more: Vec<Hay> = stretch.map(|row| Hay::of_row(row, &rows.columns)).collect();
            self.hay.update_value(|hay| hay.extend(more));
            if rows.all.len() > STRETCH {
                pause(0).await;
            }
            let same = self.rows.with_untracked(|now| now.edition == rows.edition);
            if self.is_past(turn) || !same {
                return false;
            }
        }
    }

    /// Reads the answers in full where the rows alone found nothing, and shows what is found now and
    /// then, and at the end, whichever way it ends.
    async fn search_all(self, app: App, rows: &Arc<Rows>, view: View, terms: &Terms, turn: u64) {
        let kept = rows.all.len() <= KEPT;
        let unread: Vec<(usize, RecordId)> = self.hay.with_value(|hay| {
            rows.all
                .iter()
                .zip(hay)
                .enumerate()
                .filter(|(_, (row, hay))| {
                    !hay.whole
                        && (kept
                            || (keeps(row, &view.filters, rows.around())
                                && !terms.are_in(&hay.text)))
                })
                .map(|(place, (row, _))| (place, row.id))
                .collect()
        });
        if !kept && !unread.is_empty() {
            pause(SETTLE).await;
        }
        let all = unread.len();
        let mut hits: Vec<u32> = Vec::new();
        for (chunk, n) in unread.chunks(CHUNK).zip(1..) {
            if self.stopped.get_value() || self.is_past(turn) {
                break;
            }
            let ids = chunk.iter().map(|(_, id)| *id);
            let records = match app.store().get_all(ids).await {
                Ok(records) => records,
                Err(error) => {
                    if !self.is_past(turn) {
                        self.scan_trouble.set(Some(error));
                    }
                    break;
                }
            };
            if self.rows.with_untracked(|now| now.edition != rows.edition) {
                return;
            }
            // One that can't be read is named over the list.
            for application in records
                .iter()
                .filter_map(|record| Application::read(record).ok().flatten())
            {
                let at = chunk.binary_search_by_key(&application.id, |(_, id)| *id);
                let Some((place, _)) = at.ok().and_then(|at| chunk.get(at)) else {
                    continue;
                };
                let whole = Hay::of_application(&application, &rows.columns);
                if terms.are_in(&whole.text) {
                    hits.extend(u32::try_from(*place));
                }
                if kept {
                    self.hay.update_value(|hay| {
                        if let Some(hay) = hay.get_mut(*place) {
                            *hay = whole;
                        }
                    });
                }
            }
            if self.is_past(turn) {
                return;
            }
            if all > KEPT / 2 && !self.stopped.get_value() {
                let figures = (u32::try_from(n * CHUNK), u32::try_from(all));
                if let (Ok(done), Ok(all)) = figures {
                    self.scan.set(Some((done.min(all), all)));
                }
            }
            if n % SHOWN_EVERY == 0 {
                self.add_found(rows, &view, &mut hits);
            }
        }
        if self.is_past(turn) {
            return;
        }
        self.add_found(rows, &view, &mut hits);
        self.scan.set(None);
        self.searching.set(false);
    }

    /// Adds what was found to what is shown, in its order.
    fn add_found(self, rows: &Arc<Rows>, view: &View, hits: &mut Vec<u32>) {
        let around = rows.around();
        let filtered = |place: &u32| {
            rows.at(*place)
                .is_some_and(|row| keeps(row, &view.filters, around))
        };
        let mut places = self.found.with_untracked(|found| found.places.clone());
        let before = places.len();
        for hit in hits.drain(..).filter(filtered) {
            // The rows alone may have found it.
            if !places[..before].contains(&hit) {
                places.push(hit);
            }
        }
        if places.len() > before {
            arranged_by(&mut places, &rows.all, &view.sort, around);
            self.set_found(rows, view, places);
        }
    }
}
