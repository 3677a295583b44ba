//! What a team is called, what it works on, and that there is one.

use std::sync::Arc;

use leptos::prelude::*;

use super::doubt;
use super::naming::{self, Named};
use super::state::Studio;
use super::words::project_words;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::roster::Move;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, live, open_about};
use crate::ui::words::word;

/// The dialog.
pub(super) fn dialog(studio: Studio) -> AnyView {
    let open = open_about(studio.team);
    let title = move || {
        let team = studio.team.get();
        team.map(|team| studio.team_name(team)).unwrap_or_default()
    };
    view! {
        <Dialog id="studio-team" title=title open=open>
            {inside(studio, open)}
        </Dialog>
    }
    .into_any()
}

fn inside(studio: Studio, open: RwSignal<bool>) -> AnyView {
    let Some(team) = studio.team.get_untracked() else {
        return ().into_any();
    };
    untrack(|| form(studio, team, open))
}

fn form(studio: Studio, team: RecordId, open: RwSignal<bool>) -> AnyView {
    let roster = studio.stored.get();
    let Some(plan) = roster.teams.get(&team).cloned() else {
        return ().into_any();
    };
    let named = Named::Team {
        roster: roster.id,
        team,
    };
    let chosen = plan.project.clone();
    let options = studio.session().projects.into_iter().map(|id| {
        let words = project_words(studio, &id);
        let selected = chosen.as_ref() == Some(&id);
        view! {
            <option value=id.as_str().to_owned() selected=selected>
                {words}
            </option>
        }
    });
    let options = options.collect_view();
    // Saved as it was typed, it is one step to take back.
    let before = Arc::clone(&roster);
    on_cleanup(move || {
        if let Some(name) = naming::typed(named).filter(|name| *name != plan.name) {
            let words = t!(teams.changed, team = name.clone());
            studio.made(&before, vec![Move::Name { team, name }], words);
        }
    });
    let doubts = live(move || doubt::about(studio, team));
    let count = roster.everyone(team).len();
    let dissolve = move |()| {
        open.set(false);
        let words = t!(teams.dissolved, team = studio.team_name(team));
        studio.go(vec![Move::Dissolve(team)], words, None);
    };
    let going = crate::plural!(teams.dissolve_help, count as f64);
    view! {
        {doubts}
        {naming::field(studio, named, "team-name", t!(teams.name))}
        <div class="field">
            <label class="field-label" for="team-project">
                {t!(teams.project)}
            </label>
            <select
                id="team-project"
                class="input"
                on:change=move |event| {
                    let chosen: Option<ProjectId> = event_target_value(&event).parse().ok();
                    let words = t!(teams.changed, team = studio.team_name(team));
                    // If it breaks a wish that is asked about, where this can't be in the way.
                    open.set(false);
                    let moves = vec![Move::Project {
                        team,
                        project: chosen,
                    }];
                    studio.offer(moves, words, None);
                }
            >
                <option value="">{t!(teams.no_project)}</option>
                {options}
            </select>
        </div>
        <p class="soft small">{going}</p>
        <DialogActions>
            <Button
                label=t!(teams.dissolve, team = word(|w| &w.team.one))
                mark=Icon::Trash
                press=dissolve
            />
            <Button
                label=t!(common.close)
                look=ButtonLook::Primary
                press=move |()| open.set(false)
            />
        </DialogActions>
    }
    .into_any()
}
