//! A search for teams beside the page, from its beginning until its result is used or let go.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use super::left::left_words;
use super::state::{Shared, Studio};
use super::steps::new_team_names;
use crate::browser::ids;
use crate::browser::teams::{Failure, Forming, News, Options, is_here};
use crate::domain::id::RecordId;
use crate::domain::roster::{Asked, Move, Roster, Scope, ask};
use crate::domain::teams::{Clash, Lock, Objective, Person, Standing};
use crate::t;

/// For how many seconds something better is looked for.
const BUDGET: u32 = 30;

/// How far forming has come.
#[derive(Clone)]
pub(super) struct Run {
    pub scope: Scope,
    /// The roster that it began from.
    pub before: Shared<Roster>,
    pub stage: Stage,
    pub best: Option<Objective>,
    pub bound: Option<Objective>,
    pub moves: Vec<Move>,
    /// The teams that are left as they are, and why.
    pub left: Vec<String>,
}

impl Run {
    /// Whether a roster says the same as the one that it began from, whatever it is called.
    pub(super) fn is_of(&self, stored: &Roster) -> bool {
        let before = &self.before;
        before.teams == stored.teams
            && before.seats == stored.seats
            && before.locked == stored.locked
            && before.apart == stored.apart
    }
}

/// How a search stands.
#[derive(Clone, PartialEq)]
pub(super) enum Stage {
    Searching,
    /// Nothing better is possible.
    Proved,
    /// It was stopped, or its time was over.
    Stopped,
    /// What is fixed can't be kept: these together.
    Clash(Vec<String>),
    /// It could not be begun, or broke off; why.
    Failed(String),
    /// The plan was changed meanwhile, so that nothing of it holds.
    Overtaken,
}

/// Has the solver fetched, and lets it search for a moment, of which nothing is shown: when someone asks, it is there and
/// the browser has optimised it. What fails here fails again then, and is told.
pub(super) fn make_ready(studio: Studio) {
    if is_here() {
        return;
    }
    let asked = untrack(|| ask(&studio.crew(), &studio.stored.get(), Scope::All));
    let reports = Cell::new(0);
    let started = Forming::start(&asked.problem, Options::default(), move |news| {
        let is_over = match &news {
            News::Report(report) => report.is_last(),
            News::Failed(_) => true,
        };
        reports.set(reports.get() + 1);
        // The first comes at once, the second after a moment's work.
        if is_over || reports.get() == 2 {
            studio.ahead.try_set_value(None);
        }
    });
    if let Ok(started) = started {
        studio.ahead.set_value(Some(started));
    }
}

/// Begins a search: what may be moved is said.
pub(super) fn begin(studio: Studio, scope: Scope) {
    studio.ahead.set_value(None);
    let turn = studio.next_turn();
    let (asked, before) = untrack(|| {
        let before = studio.stored.get();
        (Arc::new(ask(&studio.crew(), &before, scope)), before)
    });
    studio.preview.set(None);
    studio.run.set(Some(Run {
        scope,
        before: Arc::clone(&before),
        stage: Stage::Searching,
        best: None,
        bound: None,
        moves: Vec::new(),
        left: Vec::new(),
    }));
    let options = Options {
        seed: 1,
        begin_from: Some(asked.present(&before)),
        seconds: Some(BUDGET),
    };
    let fresh = RefCell::new(Vec::new());
    let of = Arc::clone(&asked);
    let started = Forming::start(&asked.problem, options, move |news| {
        hear(studio, turn, &of, &before, &fresh, news);
    });
    match started {
        Ok(search) => studio.search.set_value(Some(search)),
        Err(error) => {
            leptos::logging::error!("no teams can be formed: {error}");
            tell(studio, |run| {
                run.stage = Stage::Failed(t!(teams.no_worker).to_owned())
            });
        }
    }
}

/// Takes up what is told of a search.
fn hear(
    studio: Studio,
    turn: u32,
    asked: &Asked,
    before: &Shared<Roster>,
    fresh: &RefCell<Vec<RecordId>>,
    news: News,
) {
    if !studio.is_turn(turn) {
        return;
    }
    let report = match news {
        News::Report(report) => report,
        News::Failed(failure) => {
            tell(studio, |run| {
                run.stage = Stage::Failed(failure_words(&failure))
            });
            return;
        }
    };
    let stage = match &report.standing {
        Standing::Searching => Stage::Searching,
        Standing::Proved => Stage::Proved,
        Standing::Stopped => Stage::Stopped,
        Standing::Infeasible(clash) => Stage::Clash(
            clash
                .as_ref()
                .map(|clash| clash_words(studio, asked, clash))
                .unwrap_or_default(),
        ),
    };
    let shown = studio
        .run
        .with_untracked(|run| run.as_ref().and_then(|run| run.best));
    let is_better = report.objective != shown;
    let moves = report.roster.as_ref().filter(|_| is_better).map(|found| {
        // The same new teams at each report, so that nothing flickers.
        let used = Cell::new(0);
        let next = || {
            let mut fresh = fresh.borrow_mut();
            if used.get() == fresh.len() {
                fresh.push(ids::record_id());
            }
            used.set(used.get() + 1);
            fresh[used.get() - 1]
        };
        let crew = untrack(|| studio.crew());
        asked.moves(&crew, before, found, next, new_team_names(before))
    });
    if let Some(moves) = &moves {
        studio.preview.set(Some(Arc::new(before.after(moves))));
    }
    let is_over = report.is_last();
    tell(studio, |run| {
        run.stage = stage;
        run.best = report.objective;
        run.bound = report.bound;
        if let Some(moves) = moves {
            run.moves = moves;
        }
        if let Some(found) = report.roster.filter(|_| is_over) {
            let after = before.after(&run.moves);
            let left = asked.left(before, &found).into_iter();
            run.left = left
                .map(|team| left_words(studio, before, &after, team))
                .collect();
        }
    });
}

/// Ends a search, or lets go of what it found, since the roster is not what it began from any more.
pub(super) fn overtaken(studio: Studio) {
    let holds = |run: &Option<Run>| {
        let stage = run.as_ref().map(|run| &run.stage);
        !matches!(stage, None | Some(Stage::Failed(_) | Stage::Overtaken))
    };
    if studio.run.with_untracked(holds) {
        studio.next_turn();
        studio.search.set_value(None);
        studio.preview.set(None);
        tell(studio, |run| {
            run.stage = Stage::Overtaken;
            (run.best, run.bound) = (None, None);
            run.moves.clear();
            run.left.clear();
        });
    }
}

fn tell(studio: Studio, change: impl FnOnce(&mut Run)) {
    studio.run.update(|run| {
        if let Some(run) = run {
            change(run);
        }
    });
}

/// Why a search broke off.
fn failure_words(failure: &Failure) -> String {
    match failure {
        Failure::NotFetched => t!(teams.not_fetched).to_owned(),
        Failure::Damaged(_) | Failure::Broke(_) => {
            leptos::logging::error!("forming teams broke off: {failure}");
            t!(teams.broke_off).to_owned()
        }
    }
}

/// The smallest set of fixed places that can't be kept together, each in words.
fn clash_words(studio: Studio, asked: &Asked, clash: &Clash) -> Vec<String> {
    let names = |person: Person| {
        let people = asked.people(person);
        let names: Vec<String> = people.iter().map(|id| studio.name(*id)).collect();
        crate::ui::when::names_words(&names)
    };
    let locks = clash.locks.iter().map(|lock| {
        let (who, navigator) = match lock {
            Lock::Mentee(mentee, navigator) => (Person::Mentee(*mentee), *navigator),
            Lock::Captain(captain, navigator) => (Person::Captain(*captain), *navigator),
        };
        t!(
            teams.clash_line,
            name = names(who),
            navigator = names(Person::Navigator(navigator))
        )
    });
    locks.collect()
}

/// Ends the search and lets go of what it found.
pub(super) fn leave(studio: Studio) {
    studio.next_turn();
    studio.search.set_value(None);
    studio.run.set(None);
    studio.preview.set(None);
}
