//! Which projects: any, or a few in order. The order is changed by buttons, so by keyboard too, and
//! each change is read out; the ranking is kept while “any” is chosen.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::announcer::announce;
use super::super::button::{Button, ButtonLook};
use super::super::error_summary::focus;
use super::super::field::note_id;
use super::super::icon::{Icon, icon};
use super::choice::{ChoiceLine, choice_line};
use super::{Asked, clear_button};
use crate::domain::answer::{Typed, Wish};
use crate::domain::id::ProjectId;
use crate::domain::programme::Project;
use crate::t;
use crate::ui::markdown::markdown;
use crate::ui::when::number_words;

#[derive(Clone)]
struct Ranking {
    name: String,
    value: Signal<Option<Typed>>,
    set: Callback<Typed>,
    projects: Arc<[Project]>,
}

pub(super) fn preference(asked: Asked, at_most: Option<u32>, projects: Arc<[Project]>) -> AnyView {
    let ranking = Ranking {
        name: asked.name.clone(),
        value: asked.value,
        set: asked.set,
        projects,
    };
    let group = format!("{}-wish", asked.name);
    let line = |key: &str, label: &'static str, wish: Wish| {
        let (shown, taken) = (ranking.clone(), ranking.clone());
        choice_line(ChoiceLine {
            group: Some(group.clone()),
            id: format!("{group}-{key}"),
            label: label.to_owned(),
            help: String::new(),
            checked: Signal::derive(move || shown.wish() == Some(wish)),
            choose: Callback::new(move |_| taken.give(Some(wish), untrack(|| taken.ranked()))),
        })
    };
    let any = line("any", t!(questions.projects.any), Wish::Any);
    let these = line("ranked", t!(questions.projects.ranked), Wish::Ranked);
    let ranks = {
        let ranking = ranking.clone();
        move || (ranking.wish() == Some(Wish::Ranked)).then(|| ranking.lists(at_most))
    };
    // Taking the wish back keeps the order.
    let kept = ranking.clone();
    let cleared = Asked {
        set: Callback::new(move |_| kept.give(None, untrack(|| kept.ranked()))),
        ..asked
    };
    let blank = Typed::Projects {
        wish: None,
        ranked: Vec::new(),
    };
    view! { <div class="choices">{any} {these} {ranks} {clear_button(&cleared, blank)}</div> }
        .into_any()
}

impl Ranking {
    fn wish(&self) -> Option<Wish> {
        self.value.with(|value| match value {
            Some(Typed::Projects { wish, .. }) => *wish,
            Some(_) | None => None,
        })
    }

    fn ranked(&self) -> Vec<ProjectId> {
        self.value.with(|value| match value {
            Some(Typed::Projects { ranked, .. }) => ranked.clone(),
            Some(_) | None => Vec::new(),
        })
    }

    fn give(&self, wish: Option<Wish>, ranked: Vec<ProjectId>) {
        self.set.run(Typed::Projects { wish, ranked });
    }

    fn project_name(&self, id: &ProjectId) -> String {
        let project = self.projects.iter().find(|project| project.id == *id);
        project.map_or_else(|| id.to_string(), |project| project.name.clone())
    }

    /// The ranked projects in their order, and those that can still be added.
    fn lists(&self, at_most: Option<u32>) -> AnyView {
        let ranked = self.ranked();
        let count = ranked.len();
        let lines: Vec<AnyView> = ranked
            .iter()
            .enumerate()
            .map(|(place, id)| self.ranked_line(id.clone(), place, count))
            .collect();
        let left = self
            .projects
            .iter()
            .filter(|project| !ranked.contains(&project.id));
        let full = at_most.is_some_and(|most| count >= most as usize);
        let offers: Vec<AnyView> = left
            .map(|project| self.offer(project, full.then_some(at_most).flatten()))
            .collect();
        let note = at_most.map(|most| {
            let words = t!(
                questions.chosen_of,
                chosen = number_words(count as f64),
                most = number_words(f64::from(most))
            );
            view! { <p id=note_id(&self.name) class="field-note">{words}</p> }
        });
        let nothing = lines
            .is_empty()
            .then(|| view! { <p class="soft">{t!(questions.projects.none_yet)}</p> });
        view! {
            <ol role="list" class="ranking" aria-label=t!(questions.projects.your_order)>
                {lines}
            </ol>
            {nothing}
            {note}
            <ul role="list" class="ranking" aria-label=t!(questions.projects.others)>
                {offers}
            </ul>
        }
        .into_any()
    }

    fn ranked_line(&self, id: ProjectId, place: usize, count: usize) -> AnyView {
        let name = self.project_name(&id);
        let button =
            |what: &'static str, mark: Icon, words: &'static str, to: Option<usize>, off: bool| {
                let (this, id, spoken) = (self.clone(), id.clone(), name.clone());
                view! {
                    <button
                        type="button"
                        id=format!("{}-{what}-{id}", self.name)
                        class="button button-quiet button-icon"
                        aria-label=format!("{words}: {spoken}")
                        aria-disabled=off.then_some("true")
                        on:click=move |_| {
                            if !off {
                                this.shift(&id, place, to, what);
                            }
                        }
                    >
                        {icon(mark)}
                    </button>
                }
                .into_any()
            };
        let up = button(
            "up",
            Icon::Up,
            t!(questions.projects.up),
            Some(place.wrapping_sub(1)),
            place == 0,
        );
        let down = button(
            "down",
            Icon::Down,
            t!(questions.projects.down),
            Some(place + 1),
            place + 1 == count,
        );
        let out = button(
            "out",
            Icon::Close,
            t!(questions.projects.remove),
            None,
            false,
        );
        view! {
            <li class="ranked">
                <span class="ranked-place">{number_words(place as f64 + 1.0)}</span>
                <span class="ranked-name">{name.clone()}</span>
                <span class="ranked-buttons">{up} {down} {out}</span>
            </li>
        }
        .into_any()
    }

    /// Moves a project to another place, or takes it out; says so, and keeps the focus with it.
    fn shift(&self, id: &ProjectId, from: usize, to: Option<usize>, button: &'static str) {
        let mut ranked = untrack(|| self.ranked());
        if ranked.get(from) != Some(id) {
            return;
        }
        let moved = ranked.remove(from);
        let name = self.project_name(&moved);
        let focused = match to {
            Some(to) => {
                ranked.insert(to.min(ranked.len()), moved);
                announce(&t!(
                    questions.projects.now_at,
                    name,
                    place = number_words(to as f64 + 1.0)
                ));
                format!("{}-{button}-{id}", self.name)
            }
            None => {
                announce(&t!(questions.projects.removed, name));
                format!("{}-add-{id}", self.name)
            }
        };
        self.give(Some(Wish::Ranked), ranked);
        focus_soon(focused);
    }

    fn offer(&self, project: &Project, full: Option<u32>) -> AnyView {
        let (this, id) = (self.clone(), project.id.clone());
        let add = move |()| {
            let mut ranked = untrack(|| this.ranked());
            if !ranked.contains(&id) {
                ranked.push(id.clone());
                announce(&t!(
                    questions.projects.now_at,
                    name = this.project_name(&id),
                    place = number_words(ranked.len() as f64)
                ));
                this.give(Some(Wish::Ranked), ranked);
                focus_soon(format!("{}-out-{id}", this.name));
            }
        };
        let blocked = full.map(|most| {
            let words = t!(
                questions.projects.full,
                most = number_words(f64::from(most))
            );
            Signal::stored(Some(words))
        });
        view! {
            <li class="offered" id=format!("{}-add-{}", self.name, project.id)>
                <div>
                    <p class="ranked-name">{project.name.clone()}</p>
                    <div class="offered-about prose">{markdown(&project.about)}</div>
                </div>
                <Button
                    label=t!(questions.projects.add)
                    look=ButtonLook::Plain
                    mark=Icon::Plus
                    about=project.name.clone()
                    blocked=blocked.unwrap_or_else(|| Signal::stored(None))
                    press=add
                />
            </li>
        }
        .into_any()
    }
}

/// Brings the focus to an element, or to the button in it, once the list is drawn anew.
fn focus_soon(id: String) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let Some(place) = document().get_element_by_id(&id) else {
            return;
        };
        // The selector is a constant, so that it can't be refused.
        let within = place.query_selector("button").ok().flatten();
        if let Ok(button) = within.unwrap_or(place).dyn_into::<web_sys::HtmlElement>() {
            focus(&button);
        }
    });
}
