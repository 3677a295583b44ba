//! What organizers look at: a row for every application here, what is searched of each, and the rows
//! that a view shows. Kept as long as the app runs, so that going to an application and back costs
//! nothing.
//!
//! Invariant: rows that could not be read are an error on screen, never an empty list.

mod find;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::app::App;
use crate::browser::store::LoadError;
use crate::domain::decision::Decision;
use crate::domain::form::Form;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::listing::{Around, Cell, Columns, Hay, Summary, View};
use crate::domain::programme::Programme;
use crate::route::Query;

/// What organizers look at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// How far reading has come.
    pub stage: RwSignal<Stage>,
    /// Every row, and what is needed to show one.
    pub rows: RwSignal<Arc<Rows>>,
    /// What the present view shows.
    pub found: RwSignal<Arc<Found>>,
    /// Whether what was found is not all yet.
    pub searching: RwSignal<bool>,
    /// How far searching through the full answers has come: how many of how many.
    pub scan: RwSignal<Option<(u32, u32)>>,
    /// Why the full answers could not be searched.
    pub scan_trouble: RwSignal<Option<LoadError>>,
    /// The row that the keyboard is on.
    pub current: RwSignal<Option<RecordId>>,
    /// The rows that are picked, to do something with all of them.
    pub picked: RwSignal<BTreeSet<RecordId>>,
    hay: StoredValue<Vec<Hay>>,
    turn: StoredValue<u64>,
    stopped: StoredValue<bool>,
    reads: StoredValue<u64>,
    read_for: StoredValue<Option<(u64, Arc<Programme>)>>,
}

/// How far reading the rows has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Under way, for the first time.
    Reading,
    /// Done.
    Ready,
    /// It failed.
    Failed(LoadError),
}

/// Every row, and what is needed to show one.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The number of this reading: no other has it, so rows on screen know when to be drawn anew.
    pub edition: u64,
    /// The rows, in the order of the ids.
    pub all: Vec<Summary>,
    /// Applications that can't be read.
    pub unreadable: Vec<RecordId>,
    /// The questions.
    pub columns: Columns,
    /// The sessions, in the programme's order.
    pub sessions: Vec<SessionId>,
    /// The form versions kept here.
    pub forms: BTreeMap<RecordId, Form>,
    /// What was decided, by application.
    pub decisions: BTreeMap<RecordId, Decision>,
    /// How far each zone is from UTC now, in minutes.
    pub offsets: BTreeMap<String, i32>,
    /// How many samples are among them, deleted ones too.
    pub samples: u32,
    /// Whether they are to more than one session.
    pub several_sessions: bool,
}

/// What a view shows.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The view.
    pub view: View,
    /// The rows it was found in. Those of the desk may be another edition by now, in which the same
    /// place is someone else's.
    pub rows: Arc<Rows>,
    /// The rows it shows, as places among all.
    pub places: Vec<u32>,
}

impl Desk {
    /// An empty desk, before anything is read.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Reading),
            rows: RwSignal::new(Arc::default()),
            found: RwSignal::new(Arc::default()),
            searching: RwSignal::new(false),
            scan: RwSignal::new(None),
            scan_trouble: RwSignal::new(None),
            current: RwSignal::new(None),
            picked: RwSignal::new(BTreeSet::new()),
            hay: StoredValue::new(Vec::new()),
            turn: StoredValue::new(0),
            stopped: StoredValue::new(false),
            reads: StoredValue::new(0),
            read_for: StoredValue::new(None),
        }
    }

    /// Reads the rows, if they or the programme changed since they were last read. Call it in an
    /// effect.
    pub fn follow(self, app: App) {
        let (changed, programme) = (app.changed.get(), app.programme.get());
        let known = self.read_for.with_value(|read_for| {
            let known = read_for.as_ref();
            known.is_some_and(|(n, of)| *n == changed && Arc::ptr_eq(of, &programme))
        });
        if !known {
            self.read_for.set_value(Some((changed, programme)));
            leptos::task::spawn_local(self.read(app));
        }
    }

    /// Reads the rows again after a failure.
    pub fn again(self, app: App) {
        self.stage.set(Stage::Reading);
        leptos::task::spawn_local(self.read(app));
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Rows {
    /// Whether two readings found the same.
    fn says_the_same(&self, other: &Self) -> bool {
        let Self {
            edition: _,
            all,
            unreadable,
            columns,
            sessions,
            forms,
            decisions,
            offsets,
            // These are counted from the rows.
            samples: _,
            several_sessions: _,
        } = self;
        *all == other.all
            && *unreadable == other.unreadable
            && *columns == other.columns
            && *sessions == other.sessions
            && *forms == other.forms
            && *decisions == other.decisions
            && *offsets == other.offsets
    }

    /// What rows are looked at with.
    pub fn around(&self) -> Around<'_> {
        Around {
            columns: &self.columns,
            sessions: &self.sessions,
            offsets: &self.offsets,
        }
    }

    /// The row at a place.
    pub fn at(&self, place: u32) -> Option<&Summary> {
        self.all.get(usize::try_from(place).ok()?)
    }

    /// The row of an application.
    pub fn of(&self, id: RecordId) -> Option<&Summary> {
        let place = self.all.binary_search_by_key(&id, |row| row.id).ok()?;
        self.all.get(place)
    }

    /// What an application is called: its writer's name as they gave it, or else the beginning of its id.
    pub fn name(&self, row: &Summary) -> String {
        let said = self.columns.naming().and_then(|q| row.cells.get(q));
        match said {
            Some(Cell::Text(text, _)) if !text.is_empty() => text,
            Some(_) | None => short_id(row.id),
        }
    }
}

impl Found {
    /// Where an application stands among what is shown.
    pub fn position(&self, id: RecordId) -> Option<usize> {
        let place = self.rows.all.binary_search_by_key(&id, |row| row.id).ok()?;
        let place = u32::try_from(place).ok()?;
        self.places.iter().position(|at| *at == place)
    }

    /// The application at a position.
    pub fn id_at(&self, position: usize) -> Option<RecordId> {
        let place = self.places.get(position)?;
        Some(self.rows.at(*place)?.id)
    }

    /// The applications that are shown, in order.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        (0..self.places.len()).filter_map(|position| self.id_at(position))
    }
}

/// The beginning of an id, enough to tell a few from each other.
pub fn short_id(id: RecordId) -> String {
    id.to_string().chars().take(8).collect()
}

/// The view that a link asks for.
pub fn view_of(query: &Query) -> View {
    View::read(query.pairs())
}

/// The link's part that asks for a view.
pub fn query_of(view: &View) -> Query {
    view.write().into_iter().collect()
}
