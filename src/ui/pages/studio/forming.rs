//! Forming teams: fills what is open, or forms everything anew but what is locked. What is found is a preview,
//! better by the second, until someone accepts it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Studio, new_team_name};
use crate::browser::{clock, ids};
use crate::domain::id::RecordId;
use crate::domain::roster::{Asked, Move, Roster, Scope, ask};
use crate::domain::teams::{Lock, Objective, Person, Search, Status, clash};
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, Icon, hand_on_focus, live};
use crate::ui::pause::pause;
use crate::ui::when::number_words;
use crate::ui::words::word;

/// How long it is looked for something better.
const BUDGET: Duration = Duration::from_secs(30);
/// How long the page may be busy without a pause.
const SLICE: Duration = Duration::from_millis(12);
/// How much work is done between two looks at the clock.
const STEP: u64 = 200_000;
/// How much work goes into finding which fixed places clash.
const CLASH_WORK: u64 = 200_000_000;
/// How often what was found is shown.
const SHOWN_EVERY: Duration = Duration::from_millis(250);

/// How far forming has come.
#[derive(Clone)]
pub(super) struct Run {
    stage: Stage,
    best: Option<Objective>,
    bound: Option<Objective>,
    moves: Vec<Move>,
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
    /// It could not be asked.
    Failed,
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
    studio.run.set(Some(Run {
        stage: Stage::Searching,
        best: None,
        bound: None,
        moves: Vec::new(),
    }));
    spawn_local(search(studio, asked, before, turn));
}

async fn search(studio: Studio, asked: Arc<Asked>, before: Arc<Roster>, turn: u32) {
    let mut search = match Search::new(asked.problem.clone(), 1) {
        Ok(search) => search,
        Err(flaw) => {
            leptos::logging::error!("no teams can be formed: {flaw}");
            tell(studio, turn, |run| run.stage = Stage::Failed);
            return;
        }
    };
    let began = clock::since_opened();
    let mut fresh: Vec<RecordId> = Vec::new();
    let mut shown_at = began;
    let mut shown = None;
    loop {
        let slice = clock::since_opened();
        let mut status = search.status();
        while clock::since_opened().saturating_sub(slice) < SLICE {
            status = search.step(STEP);
            if !matches!(status, Status::Searching) {
                break;
            }
        }
        let now = clock::since_opened();
        let over = now.saturating_sub(began) > BUDGET;
        let ended = over || !matches!(status, Status::Searching);
        let best = search.objective();
        if ended || now.saturating_sub(shown_at) > SHOWN_EVERY {
            shown_at = now;
            let stage = match status {
                Status::Infeasible => Stage::Clash(clash_words(studio, &asked)),
                Status::Searching if over => Stage::Stopped,
                Status::Searching => Stage::Searching,
                Status::Proved => Stage::Proved,
                Status::Exhausted => Stage::Stopped,
            };
            let mut moves = None;
            if best.is_some()
                && best != shown
                && let Some(found) = search.roster()
            {
                shown = best;
                let mut used = 0;
                let next = || {
                    if used == fresh.len() {
                        fresh.push(ids::record_id());
                    }
                    used += 1;
                    fresh[used - 1]
                };
                moves = Some(asked.moves(&before, &found, next, new_team_name));
            }
            let bound = search.bound();
            let still = tell(studio, turn, |run| {
                run.stage = stage;
                run.best = best;
                run.bound = bound;
                if let Some(moves) = moves {
                    studio.preview.set(Some(Arc::new(before.after(&moves))));
                    run.moves = moves;
                }
            });
            if !still {
                return;
            }
        }
        if ended {
            return;
        }
        pause(0).await;
        if !studio.is_turn(turn) {
            return;
        }
    }
}

/// Tells how far it has come; false if nobody wants to know any more.
fn tell(studio: Studio, turn: u32, change: impl FnOnce(&mut Run)) -> bool {
    studio.is_turn(turn)
        && studio
            .run
            .try_update(|run| run.as_mut().map(change).is_some())
            .unwrap_or(false)
}

/// The smallest set of fixed places that can't be kept together, each in words.
fn clash_words(studio: Studio, asked: &Asked) -> Vec<String> {
    let Some(found) = clash(&asked.problem, CLASH_WORK) else {
        return Vec::new();
    };
    let names = |person: Person| {
        let people = asked.people(person);
        let names: Vec<String> = people.iter().map(|id| studio.name(*id)).collect();
        crate::ui::when::list_words(&names)
    };
    let locks = found.locks.iter().map(|lock| {
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
    studio.run.set(None);
    studio.preview.set(None);
}

/// How forming goes, and what to do with what was found.
pub(super) fn bar(studio: Studio) -> AnyView {
    let is_on = Memo::new(move |_| studio.run.with(Option::is_some));
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
        Stage::Failed => t!(teams.formed_failed).to_owned(),
    };
    let figures = live(move || run.with(|run| run.as_ref().map(figures)).into_any());
    let clashes = live(move || match stage.get() {
        Stage::Clash(lines) => view! {
            <p>{t!(teams.clash_help)}</p>
            <ul class="studio-breaches">
                {lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view()}
            </ul>
        }
        .into_any(),
        _ => ().into_any(),
    });
    let stop = live(move || {
        (stage.get() == Stage::Searching)
            .then(|| {
                let press = move |()| {
                    studio.next_turn();
                    run.update(|run| {
                        if let Some(run) = run {
                            run.stage = Stage::Stopped;
                        }
                    });
                };
                view! { <Button label=t!(teams.stop) mark=Icon::Stop press=press /> }
            })
            .into_any()
    });
    let nothing = Signal::derive(move || {
        let none = run.with(|run| run.as_ref().is_none_or(|run| run.moves.is_empty()));
        none.then(|| t!(teams.nothing_new).to_owned())
    });
    let accept = move |()| {
        let moves = run.with_untracked(|run| run.as_ref().map(|run| run.moves.clone()));
        leave(studio);
        let words = t!(teams.accepted, teams = word(|w| &w.team.many));
        studio.go(moves.unwrap_or_default(), words, None);
    };
    view! {
        <section class="studio-forming" aria-labelledby="studio-forming">
            <h2 id="studio-forming" role="status">
                {live(move || title().into_any())}
            </h2>
            {figures}
            {clashes}
            <div class="studio-forming-deeds">
                {stop}
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

/// What was found, and how much better anything else could be.
fn figures(run: &Run) -> AnyView {
    let mentees = |n: usize| number_words(n as f64);
    let best = run.best.map(|best| {
        t!(
            teams.best_so_far,
            placed = mentees(best.placed),
            points = number_words(best.quality as f64)
        )
    });
    let bound = match (run.best, run.bound) {
        (Some(best), Some(bound)) if bound == best => None,
        (Some(best), Some(bound)) if bound.placed > best.placed => {
            Some(t!(teams.bound_placed, placed = mentees(bound.placed)))
        }
        (Some(best), Some(bound)) => {
            let gap = (bound.quality - best.quality) as f64;
            let all = (bound.quality as f64).max(1.0);
            let percent = (gap / all * 1000.0).ceil() / 10.0;
            Some(t!(
                teams.bound_points,
                points = number_words(bound.quality as f64),
                percent = number_words(percent)
            ))
        }
        (None, _) | (_, None) => None,
    };
    view! {
        <p>{best.unwrap_or_else(|| t!(teams.nothing_yet).to_owned())}</p>
        <p class="soft">{bound}</p>
    }
    .into_any()
}
