//! What copies of the roster disagree about, at whom or what it is about: the values side by side, with who wrote
//! each and when, until someone chooses (Promise 19).

use leptos::prelude::*;

use super::state::Studio;
use super::words::project_words;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::record::Write;
use crate::domain::roster::{Choice, Doubt, Move};
use crate::t;
use crate::ui::components::conflict::{Kept, side_by_side};
use crate::ui::deed::perform;
use crate::ui::words::{capital, word};

/// What is in doubt about somebody.
pub(super) fn of(studio: Studio, person: RecordId, open: RwSignal<bool>) -> AnyView {
    let doubts = studio.stored.with(|stored| stored.doubts_of(person));
    let doubts = doubts.into_iter().map(|doubt| {
        one(
            studio,
            doubt,
            Callback::new(move |step: Move| {
                open.set(false);
                let words = match &step {
                    Move::Seat { team, .. } => studio.put_words(person, *team),
                    _ => settled_words(studio, &step),
                };
                studio.go(vec![step], words, Some(person));
            }),
        )
    });
    doubts.collect_view().into_any()
}

/// What is in doubt about a team.
pub(super) fn about(studio: Studio, team: RecordId) -> AnyView {
    let doubts = studio.stored.with(|stored| stored.doubts_about(team));
    let doubts = doubts.into_iter().map(|doubt| {
        one(
            studio,
            doubt,
            Callback::new(move |step: Move| {
                let words = settled_words(studio, &step);
                studio.go(vec![step], words, None);
            }),
        )
    });
    doubts.collect_view().into_any()
}

/// The names of the branch that is looked at, if there are several.
pub(super) fn of_branch(studio: Studio) -> AnyView {
    let (branch, names) = studio
        .stored
        .with(|stored| (stored.id, stored.names_in_doubt().to_vec()));
    if names.is_empty() {
        return ().into_any();
    }
    let values = names.into_iter().map(|write| {
        let name = write.value.as_text().unwrap_or_default().to_owned();
        let kept = name.clone();
        let keep = Callback::new(move |()| {
            let command = Command::NameRoster {
                roster: branch,
                name: kept.clone(),
            };
            perform(studio.app, command, studio.failed, |_| {});
        });
        value(name, write, keep)
    });
    view! {
        <h3>{t!(teams.branch_called)}</h3>
        {side_by_side(None, values.collect())}
    }
    .into_any()
}

fn one(studio: Studio, doubt: Doubt, keep: Callback<Move>) -> AnyView {
    let heading = doubt.choices.iter().find_map(|choice| choice.step.as_ref());
    let heading = heading.map(|step| untrack(|| heading_words(studio, step)));
    let values = doubt.choices.into_iter().filter_map(|choice| {
        let Choice { write, step } = choice;
        let step = step?;
        let words = untrack(|| step_words(studio, &step));
        let keep = Callback::new(move |()| keep.run(step.clone()));
        Some(value(words, write, keep))
    });
    view! {
        <section class="stack">
            <h3 dir="auto">{heading}</h3>
            {side_by_side(None, values.collect())}
        </section>
    }
    .into_any()
}

fn value(words: String, write: Write, keep: Callback<()>) -> Kept {
    let said = view! {
        <p class="said" dir="auto">
            {words.clone()}
        </p>
    };
    Kept {
        write,
        said: said.into_any(),
        about: Some(words),
        keep,
    }
}

/// What is in doubt.
fn heading_words(studio: Studio, step: &Move) -> String {
    match step {
        Move::Seat { .. } => t!(teams.in_doubt).to_owned(),
        Move::Lock { .. } => t!(teams.lock).to_owned(),
        Move::Apart { pair, .. } => {
            let [one, other] = pair.both();
            t!(
                teams.apart_doubt,
                one = studio.name(one),
                other = studio.name(other)
            )
        }
        Move::Lead { .. } => capital(|w| &w.navigator.one),
        Move::LookAfter { .. } => capital(|w| &w.captain.one),
        Move::Project { .. } => t!(teams.project).to_owned(),
        Move::Name { .. } | Move::Found { .. } => t!(teams.name).to_owned(),
        Move::Keep(_) | Move::Dissolve(_) => capital(|w| &w.team.one),
    }
}

/// What a value says.
fn step_words(studio: Studio, step: &Move) -> String {
    let yes_or_no = |yes: bool| {
        let words = if yes { t!(crew.yes) } else { t!(crew.no) };
        words.to_owned()
    };
    let somebody = |who: Option<RecordId>| {
        who.map_or_else(|| t!(teams.nobody_on_it).to_owned(), |who| studio.name(who))
    };
    match step {
        Move::Seat { team: None, .. } => t!(teams.no_team).to_owned(),
        Move::Seat {
            team: Some(team), ..
        } => {
            let is_there = studio.stored.with(|stored| stored.teams.contains_key(team));
            if is_there {
                studio.team_name(*team)
            } else {
                t!(teams.dissolved_team, team = word(|w| &w.team.one))
            }
        }
        Move::Lock { locked, .. } => yes_or_no(*locked),
        Move::Apart { apart, .. } => yes_or_no(*apart),
        Move::Lead { navigator, .. } => somebody(*navigator),
        Move::LookAfter { captain, .. } => somebody(*captain),
        Move::Project { project, .. } => project.as_ref().map_or_else(
            || t!(teams.no_project).to_owned(),
            |project| project_words(studio, project),
        ),
        Move::Name { name, .. } | Move::Found { name, .. } => name.clone(),
        Move::Keep(team) => studio.team_name(*team),
        Move::Dissolve(_) => t!(teams.dissolved_team, team = word(|w| &w.team.one)),
    }
}

fn settled_words(studio: Studio, step: &Move) -> String {
    untrack(|| {
        t!(
            teams.settled_doubt,
            what = heading_words(studio, step),
            value = step_words(studio, step)
        )
    })
}
