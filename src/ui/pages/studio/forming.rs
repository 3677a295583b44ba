//! Forming teams: fills what is open, or forms everything anew but what is locked. What is found is a preview,
//! better by the second, until someone accepts it.

use leptos::prelude::*;

use super::search::{Run, Stage, begin, leave, overtaken};
use super::state::{Shared, Studio};
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::domain::roster::judge::judge;
use crate::domain::roster::{Move, Roster, Scope};
use crate::ui::components::{Button, ButtonLook, Dialog, Icon, hand_on_focus, live};
use crate::ui::when::number_words;
use crate::ui::words::{capital, word};
use crate::{plural, t};

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
                {move || {
                    let is_first = studio
                        .stored
                        .with(|stored| stored.teams.keys().all(|id| stored.everyone(*id).is_empty()));
                    let help = if is_first {
                        t!(teams.form_first_help, team = word(|w| &w.team.one))
                    } else {
                        t!(teams.form_open_help, team = word(|w| &w.team.one))
                    };
                    choice(Scope::Open, t!(teams.form_open), help)
                }}
                {move || {
                    // With nobody on a team both would be the same.
                    let is_bare = studio.stored.with(|roster| roster.teams.is_empty());
                    (!is_bare)
                        .then(|| {
                            choice(Scope::All, t!(teams.form_all), t!(teams.form_all_help).to_owned())
                        })
                }}
            </ul>
        </Dialog>
    }
    .into_any()
}

/// How forming goes, and what to do with what was found.
pub(super) fn bar(studio: Studio) -> AnyView {
    let is_on = Memo::new(move |_| studio.run.with(Option::is_some));
    // Whatever changed it: this page, another tab, a file that was taken in.
    Effect::new(move || {
        let stored = studio.stored.get();
        let is_other = |run: &Option<Run>| {
            let run = run.as_ref();
            run.is_some_and(|run| !run.is_of(&stored))
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
        Stage::Proved => run.with(|run| best_words(run.as_ref())),
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
    let is_preview = Memo::new(move |_| studio.preview.with(Option::is_some));
    let fleeting = live(move || {
        is_preview
            .get()
            .then(|| view! { <p class="soft small">{t!(teams.fleeting)}</p> })
            .into_any()
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
    let nothing = Signal::derive(move || match stage.get() {
        Stage::Clash(_) | Stage::Failed(_) | Stage::Overtaken => Some(title()),
        Stage::Searching | Stage::Proved | Stage::Stopped => {
            let none = run.with(|run| run.as_ref().is_none_or(|run| run.moves.is_empty()));
            none.then(|| t!(teams.nothing_new).to_owned())
        }
    });
    let accept = move |()| {
        let Some(found) = run.get_untracked() else {
            return;
        };
        // Moves are reckoned from the roster that was asked about: on another one they could break rules.
        let is_as_asked = |stored: &Shared<Roster>| found.is_of(stored);
        if !studio.stored.with_untracked(is_as_asked) {
            overtaken(studio);
            return;
        }
        // What is being stored changes it in a moment, which is said then.
        if studio.is_busy() {
            return;
        }
        leave(studio);
        let is_branch = studio.stored.with_untracked(|stored| stored.from.is_some());
        let formed = word(|w| &w.team.many);
        let words = if is_branch {
            t!(teams.accepted_here, teams = formed)
        } else {
            t!(teams.accepted, teams = formed)
        };
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
            {fleeting}
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

/// That nothing better is possible, and what was held while it was looked for: without that something may be.
fn best_words(run: Option<&Run>) -> String {
    let nothing = || t!(teams.formed_best).to_owned();
    let Some(run) = run else { return nothing() };
    let before = &run.before;
    let anybody = before.teams.keys();
    let anybody = anybody.flat_map(|team| before.everyone(*team)).next();
    let is_held = |person: &RecordId| !before.teams_of(*person).is_empty();
    match run.scope {
        Scope::Open if anybody.is_some() => {
            t!(teams.formed_best_open, team = word(|w| &w.team.one))
        }
        Scope::All if before.locked.iter().any(is_held) => t!(teams.formed_best_locked).to_owned(),
        Scope::Open | Scope::All => nothing(),
    }
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

/// Whether somebody comes to a team that someone leads already.
fn is_second(step: &Move) -> bool {
    matches!(step, Move::Lead { place: 1.., .. })
}

/// How many come to teams that someone leads already.
fn seconds(run: &Run) -> Option<String> {
    let seconds = run.moves.iter().filter(|step| is_second(step)).count();
    (seconds > 0).then(|| {
        t!(
            teams.seconds,
            navigators = capital(|w| &w.navigator.many),
            n = number_words(seconds as f64),
            teams = word(|w| &w.team.many)
        )
    })
}

/// Why nobody could be placed, as far as the rules tell, and what helps.
fn none_words(studio: Studio) -> String {
    let crew = studio.crew();
    let rules = crew.rules();
    let number = |n: u32| number_words(f64::from(n));
    t!(
        teams.formed_none,
        teams = capital(|w| &w.team.many),
        mentees = word(|w| &w.mentee.many),
        navigator = word(|w| &w.navigator.one),
        captain = word(|w| &w.captain.one),
        fewest = number(rules.mentees.0),
        hours = number(rules.team_hours),
        captain_hours = number(rules.captain_hours)
    )
}

/// What was found, and how much better anything else could be. Teams that take no part in it count too: the
/// figures are those of the roster as it would be.
fn figures(studio: Studio, run: &Run) -> AnyView {
    // Who comes second is no part of what was looked for.
    let first: Vec<Move> = run
        .moves
        .iter()
        .filter(|m| !is_second(m))
        .cloned()
        .collect();
    let judged = judge(&studio.crew(), &run.before.after(&first));
    let (placed, points) = (judged.placed, judged.points);
    let kept = run
        .best
        .map_or(0, |best| placed.saturating_sub(best.placed));
    let kept_points = run.best.map_or(0, |best| points - best.quality);
    let mentees = |n: usize| number_words((n + kept) as f64);
    let best = run.best.map(|best| {
        let placed = mentees(best.placed);
        let points = number_words((best.quality + kept_points) as f64);
        if run.stage == Stage::Searching {
            t!(teams.best_so_far, placed = placed, points = points)
        } else {
            t!(teams.best_found, placed = placed, points = points)
        }
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
    let is_over = matches!(run.stage, Stage::Proved | Stage::Stopped);
    let none = (is_over && placed == 0).then(|| none_words(studio));
    let all = studio.crew().of_role(Role::Mentee).count();
    let over = all.saturating_sub(placed);
    let over = (is_over && placed > 0 && over > 0)
        .then(|| plural!(teams.left_over, over as f64, place = t!(teams.on_no_team)));
    let soft = |words: String| view! { <p class="soft">{words}</p> };
    view! {
        {best.map(|words| view! { <p>{words}</p> })}
        {none.map(|words| view! { <p>{words}</p> })}
        {bound.map(soft)}
        {over.map(soft)}
        {seconds(run).map(soft)}
    }
    .into_any()
}
