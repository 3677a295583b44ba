//! What a team is called, what it works on, and that there is one.

use std::sync::Arc;

use leptos::prelude::*;

use super::doubt;
use super::effect::effect_brief;
use super::naming::{self, Named};
use super::state::Studio;
use super::words::project_words;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::roster::Move;
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, Select, live, open_about,
};
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
    let roster_id = roster.id;
    let named = Named::Team {
        roster: roster_id,
        team,
    };
    let projects = studio.session().projects.into_iter();
    let projects = projects.map(|id| (id.as_str().to_owned(), project_words(studio, &id)));
    let none = (String::new(), t!(teams.no_project).to_owned());
    let offers: Vec<(String, String)> = std::iter::once(none).chain(projects).collect();
    let before_it = plan.project.as_ref().map(ProjectId::as_str);
    let before_it = before_it.unwrap_or_default().to_owned();
    let project = RwSignal::new(before_it.clone());
    // Nothing is moved while someone goes through the list: what it would do is said.
    let change = move |chosen: &str| {
        (chosen != before_it).then(|| {
            vec![Move::Project {
                team,
                project: chosen.parse().ok(),
            }]
        })
    };
    let set_project = {
        let change = change.clone();
        move |()| {
            // The roster that is looked at may be another one by now.
            let here = studio.current.get_untracked() == roster_id;
            if let Some(moves) = change(&project.get_untracked()).filter(|_| here) {
                let words = t!(teams.changed, team = studio.team_name(team));
                // If it breaks a wish that is asked about, where this can't be in the way.
                open.set(false);
                studio.offer(moves, words, None);
            }
        }
    };
    let does = live(move || {
        let effect = change(&project.get()).map(|moves| studio.effect(&moves));
        let does = effect.map(|effect| untrack(|| effect_brief(studio, &effect, None, None)));
        let does = does.map(|does| {
            view! {
                <p class="soft small">{does}</p>
                <Button label=t!(teams.set_project) press=set_project.clone() />
            }
        });
        does.into_any()
    });
    // Saved as it was typed, it is one step to take back.
    let before = Arc::clone(&roster);
    on_cleanup(move || {
        naming::when_stored(named, move |name| {
            if name != plan.name {
                let words = t!(teams.changed, team = name.clone());
                studio.made(&before, vec![Move::Name { team, name }], words);
            }
        });
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
        <Select
            id="team-project"
            label=t!(teams.project)
            offers=offers
            now=project
            choose=move |chosen| project.set(chosen)
        />
        {does}
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
