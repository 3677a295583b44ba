//! One question on its page: shown when it concerns the writer, with what is wrong once it was left,
//! or with both answers where two devices disagree.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::ui::components::live;
use wasm_bindgen::JsCast;

use super::apply_begun::Begun;
use super::apply_conflict::conflict;
use super::apply_kept::apart_place;
use crate::domain::decide::apart;
use crate::domain::form::Question;
use crate::ui::components::field::field_id;
use crate::ui::components::focus_within;
use crate::ui::components::question::{QuestionField, Surroundings, field_name};
use crate::ui::messages;
use crate::ui::typing::Typing;

/// What a question shows now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Hidden,
    Field,
    Conflict,
    /// An answer that can't be gone on with, until it is answered anew.
    Apart,
}

/// A question, as long as it is asked. What is typed stays when it is hidden (Promise 8).
pub(super) fn question_place(
    begun: &Begun,
    question: &Arc<Question>,
    surroundings: Surroundings,
) -> AnyView {
    let (checked, conflicts) = (begun.typing.checked, begun.conflicts);
    let (draft, anew) = (begun.draft, begun.typing.anew);
    let (id, asked) = (question.id.clone(), Arc::clone(question));
    let shown = Memo::new(move |_| {
        if !checked.with(|checked| checked.is_shown(&id)) {
            Shown::Hidden
        } else if conflicts.with(|conflicts| conflicts.contains_key(&id)) {
            Shown::Conflict
        } else if draft.with(|draft| draft.as_ref().is_some_and(|d| apart(d, &asked).is_some()))
            && !anew.with(|anew| anew.contains(&id))
        {
            Shown::Apart
        } else {
            Shown::Field
        }
    });
    let (begun, question) = (begun.clone(), Arc::clone(question));
    let view = move || {
        let shown = shown.get();
        if shown == Shown::Field {
            keep_focus(&field_id(&field_name(&question.id)));
        }
        match shown {
            Shown::Hidden => ().into_any(),
            Shown::Field => field(begun.typing, Arc::clone(&question), surroundings.clone()),
            Shown::Conflict => conflict(&begun, &question),
            Shown::Apart => apart_place(&begun, &question),
        }
    };
    live(view)
}

/// Whoever chose between two answers, or to answer anew, goes on in the field that takes their place.
fn keep_focus(field: &str) {
    let choice = document().get_element_by_id(field);
    let focused = document().active_element();
    if choice.is_some_and(|choice| choice.contains(focused.as_deref())) {
        let field = field.to_owned();
        request_animation_frame(move || focus_within(&field));
    }
}

fn field(typing: Typing, question: Arc<Question>, surroundings: Surroundings) -> AnyView {
    let Some(value) = typing.answer(&question.id) else {
        return ().into_any();
    };
    let set = {
        let id = question.id.clone();
        Callback::new(move |typed| typing.set(&id, typed))
    };
    let problem = {
        let question = Arc::clone(&question);
        Memo::new(move |_| problem_words(typing, &question))
    };
    let advice = {
        let id = question.id.clone();
        Memo::new(move |_| {
            typing
                .checked
                .with(|checked| checked.advice(&id).map(messages::advice))
        })
    };
    let left = {
        let id = question.id.clone();
        move |event: ev::FocusEvent| {
            if leaves(&event) && value.with_untracked(Option::is_some) {
                typing.left.update(|left| {
                    left.insert(id.clone());
                });
            }
        }
    };
    view! {
        <div class="question" on:focusout=left>
            <QuestionField question value set problem advice surroundings />
        </div>
    }
    .into_any()
}

/// What is wrong, when it is time to say so: once the question was answered and left, and that
/// something is missing only to someone who has looked at sending.
fn problem_words(typing: Typing, question: &Question) -> Option<String> {
    let reviewed = typing.reviewed.get();
    let left = typing.left.with(|left| left.contains(&question.id));
    typing.checked.with(|checked| {
        let problem = checked.problem(&question.id)?;
        let say = reviewed || (left && !problem.is_unanswered());
        say.then(|| messages::problem(problem, question))
    })
}

/// Whether the focus leaves the whole question, rather than moving within it.
fn leaves(event: &ev::FocusEvent) -> bool {
    let target = event.current_target();
    let place = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event.related_target();
    let next = next.and_then(|next| next.dyn_into::<web_sys::Node>().ok());
    !place.is_some_and(|place| next.is_some_and(|next| place.contains(Some(&next))))
}
