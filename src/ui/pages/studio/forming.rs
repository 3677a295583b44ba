//! Forming teams: fills what is open, or forms everything anew but what is locked. What is found is a preview,
//! better by the second, until someone accepts it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use super::left::left_words;
use super::state::{Shared, Studio};
use super::steps::new_team_names;
use crate::browser::ids;
use crate::browser::teams::{Failure, Forming, News, Options};
use crate::domain::id::RecordId;
use crate::domain::roster::{Asked, Move, Roster, Scope, ask};
use crate::domain::teams::{Clash, Lock, Objective, Person, Standing};
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, Icon, hand_on_focus, live};
use crate::ui::when::number_words;
use crate::ui::words::word;

/// For how many seconds something better is looked for.
const BUDGET: u32 = 30;

/// How far forming has come.
#[derive(Clone)]
pub(super) struct Run {
    scope: Scope,
    /// The roster that it began from.
    before: Shared<Roster>,
    stage: Stage,
    best: Option<Objective>,
    bound: Option<Objective>,
    moves: Vec<Move>,
    /// The teams that are left as they are, and why.
    left: Vec<String>,
}

/// How a search stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Searching,
    /// Nothing better is possible.
    Proved,
    /// It was stopped, or its time was over.
    Stopped,
    /// What is fixed can't be kept: these together.
    Clash(Vec<String>),
    /// It could not be begun, or broke off; why.
    Failed(String),
    /// The roster was changed meanwhile, so that nothing of it holds.
    Overtaken,
}

/// What opens the dialog that begins it.
pub(super) fn button(studio: Studio) -> AnyView {
    let teams = word(|w| &w.team.many);
    view! {
        <Button
            label=t!(teams.form, teams = teams)
            look=ButtonLook::Primary
            mark=Icon::Star
            press=move |()| studio.forming.set(true)
        />
    }
    .into_any()
}

/// The dialog that asks what may be moved.
pub(super) fn dialog(studio: Studio) -> AnyView {
    let choice = move |scope: Scope, label: &'static str, help: String| {
        let press = move |_| {
            studio.forming.set(false);
            begin(studio, scope);
        };
        view! {
            <li>
                <button type="button" class="place" on:click=press>
                    <span class="place-name">{label}</span>
                    <span class="place-effect">{help}</span>
                </button>
            </li>
        }
    };
    view! {
        <Dialog
            id="studio-form"
            title=t!(teams.form, teams = word(|w| &w.team.many))
            open=studio.forming
        >
            <p>{t!(teams.form_help)}</p>
            <ul role="list" class="place-list">
                {choice(
                    Scope::Open,
                    t!(teams.form_open),
                    t!(teams.form_open_help, team = word(|w| &w.team.one)),
                )}
                {choice(Scope::All, t!(teams.form_all), t!(teams.form_all_help).to_owned())}
            </ul>
        </Dialog>
    }
    .into_any()
}

fn begin(studio: Studio, scope: Scope) {
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
    before: &Arc<Roster>,
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

/// Whether two rosters say the same, whatever they are called.
fn is_same(one: &Roster, other: &Roster) -> bool {
    one.teams == other.teams
        && one.seats == other.seats
        && one.locked == other.locked
        && one.apart == other.apart
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
        crate::ui::when::list_words(&names)
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

fn leave(studio: Studio) {
    studio.next_turn();
    studio.search.set_value(None);
    studio.run.set(None);
    studio.preview.set(None);
}

/// How forming goes, and what to do with what was found.
pub(super) fn bar(studio: Studio) -> AnyView {
    let is_on = Memo::new(move |_| studio.run.with(Option::is_some));
    // Whatever changed it: this page, another tab, a file that was taken in.
    Effect::new(move || {
        let stored = studio.stored.get();
        let is_other = |run: &Option<Run>| {
            let run = run.as_ref();
            run.is_some_and(|run| !is_same(&run.before, &stored))
        };
        if studio.run.with_untracked(is_other) {
            overtaken(studio);
        }
    });
    live(move || {
        if is_on.get() {
            on(studio)
        } else {
            ().into_any()
        }
    })
}

fn on(studio: Studio) -> AnyView {
    hand_on_focus(None);
    let run = studio.run;
    let stage = Memo::new(move |_| {
        run.with(|run| run.as_ref().map_or(Stage::Stopped, |run| run.stage.clone()))
    });
    let title = move || match stage.get() {
        Stage::Searching => t!(teams.forming, teams = word(|w| &w.team.many)),
        Stage::Proved => t!(teams.formed_best).to_owned(),
        Stage::Stopped => t!(teams.formed_stopped).to_owned(),
        Stage::Clash(_) => t!(teams.formed_clash, teams = word(|w| &w.team.many)),
        Stage::Failed(_) => t!(teams.formed_failed, teams = word(|w| &w.team.many)),
        Stage::Overtaken => t!(teams.overtaken).to_owned(),
    };
    let figures = live(move || {
        run.with(|run| run.as_ref().map(|run| figures(studio, run)))
            .into_any()
    });
    let left = live(move || run.with(|run| run.as_ref().and_then(left)).into_any());
    let clashes = live(move || match stage.get() {
        Stage::Clash(lines) => view! {
            <p>{t!(teams.clash_help)}</p>
            <ul class="studio-breaches">
                {lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view()}
            </ul>
        }
        .into_any(),
        Stage::Failed(why) => view! { <p>{why}</p> }.into_any(),
        Stage::Overtaken => {
            view! { <p>{t!(teams.overtaken_help, teams = word(|w| &w.team.many))}</p> }.into_any()
        }
        Stage::Searching | Stage::Proved | Stage::Stopped => ().into_any(),
    });
    let stop = live(move || {
        (stage.get() == Stage::Searching)
            .then(|| {
                let press = move |()| {
                    studio.search.with_value(|search| {
                        if let Some(search) = search {
                            search.cancel();
                        }
                    });
                };
                view! { <Button label=t!(teams.stop) mark=Icon::Stop press=press /> }
            })
            .into_any()
    });
    let again = live(move || {
        (stage.get() == Stage::Overtaken)
            .then(|| {
                let press = move |()| {
                    if let Some(scope) = run.with_untracked(|run| Some(run.as_ref()?.scope)) {
                        begin(studio, scope);
                    }
                };
                let look = ButtonLook::Primary;
                view! { <Button label=t!(teams.look_again) look=look mark=Icon::Star press=press /> }
            })
            .into_any()
    });
    let nothing = Signal::derive(move || {
        if stage.get() == Stage::Overtaken {
            return Some(t!(teams.overtaken).to_owned());
        }
        let none = run.with(|run| run.as_ref().is_none_or(|run| run.moves.is_empty()));
        none.then(|| t!(teams.nothing_new).to_owned())
    });
    let accept = move |()| {
        let Some(found) = run.get_untracked() else {
            return;
        };
        // Moves are reckoned from the roster that was asked about: on another one they could break rules.
        let is_as_asked = |stored: &Shared<Roster>| is_same(&found.before, stored);
        if !studio.stored.with_untracked(is_as_asked) {
            overtaken(studio);
            return;
        }
        leave(studio);
        let words = t!(teams.accepted, teams = word(|w| &w.team.many));
        studio.go(found.moves, words, None);
    };
    view! {
        <section class="studio-forming" aria-labelledby="studio-forming">
            <div role="status">
                <h2 id="studio-forming" tabindex="-1">{live(move || title().into_any())}</h2>
            </div>
            {figures}
            {clashes}
            {left}
            <div class="studio-forming-deeds">
                {stop}
                {again}
                <Button
                    label=t!(teams.accept, teams = word(|w| &w.team.many))
                    look=ButtonLook::Primary
                    mark=Icon::Check
                    press=accept
                    blocked=nothing
                />
                <Button
                    label=t!(teams.discard)
                    mark=Icon::Close
                    press=move |()| leave(studio)
                />
            </div>
        </section>
    }
    .into_any()
}

/// The teams that are left as they are.
fn left(run: &Run) -> Option<AnyView> {
    let lines = run.left.iter().cloned();
    let lines = lines.map(|line| view! { <li dir="auto">{line}</li> });
    let lines = lines.collect_view();
    (!run.left.is_empty()).then(|| {
        view! {
            <div>
                <p>{t!(teams.left)}</p>
                <ul class="studio-breaches">{lines}</ul>
            </div>
        }
        .into_any()
    })
}

/// How many come to teams that someone leads already.
fn seconds(run: &Run) -> Option<String> {
    let second = |step: &&Move| matches!(step, Move::Lead { place: 1.., .. });
    let seconds = run.moves.iter().filter(second).count();
    (seconds > 0).then(|| {
        t!(
            teams.seconds,
            navigators = word(|w| &w.navigator.many),
            n = number_words(seconds as f64)
        )
    })
}

/// What was found, and how much better anything else could be. Teams that take no part in it count too: the
/// figures are those of the roster as it would be.
fn figures(studio: Studio, run: &Run) -> AnyView {
    let (placed, points) = studio.judged.with(|judged| (judged.placed, judged.points));
    let kept = run
        .best
        .map_or(0, |best| placed.saturating_sub(best.placed));
    let kept_points = run.best.map_or(0, |best| points - best.quality);
    let mentees = |n: usize| number_words((n + kept) as f64);
    let best = run.best.map(|best| {
        t!(
            teams.best_so_far,
            placed = mentees(best.placed),
            points = number_words((best.quality + kept_points) as f64)
        )
    });
    let bound = match (run.best, run.bound) {
        (Some(best), Some(bound)) if bound == best => None,
        (Some(best), Some(bound)) if bound.placed > best.placed => {
            Some(t!(teams.bound_placed, placed = mentees(bound.placed)))
        }
        (Some(best), Some(bound)) => {
            let gap = (bound.quality - best.quality) as f64;
            let all = ((bound.quality + kept_points) as f64).max(1.0);
            let percent = (gap / all * 1000.0).ceil() / 10.0;
            Some(t!(
                teams.bound_points,
                points = number_words((bound.quality + kept_points) as f64),
                percent = number_words(percent)
            ))
        }
        (None, _) | (_, None) => None,
    };
    let best = best.or_else(|| {
        let is_on = run.stage == Stage::Searching;
        is_on.then(|| t!(teams.nothing_yet).to_owned())
    });
    view! {
        <p>{best}</p>
        <p class="soft">{bound}</p>
        <p class="soft">{seconds(run)}</p>
    }
    .into_any()
}
