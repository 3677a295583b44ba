//! How anything is asked: the label, whether it must be answered, help, what is wrong, the control,
//! and what is said about the answer. Everything is wired so that the control is read out with it.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::live::{live, one_of, true_while};
use crate::t;

/// Whether an answer is needed, as the label says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must be answered.
    Required,
    /// It may be left.
    Optional,
    /// The label says nothing: for filters, searches and settings.
    Unsaid,
}

/// How the parts of a field hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One control, with a `<label>`; it has the id [`control_id`].
    Single,
    /// Several, in a `<fieldset>` with a `<legend>`.
    Group,
    /// Several of which one is picked: a radio group.
    Radios,
}

/// What is around a control.
pub struct Frame {
    /// A name, unique on the page; the ids of the parts are made of it.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// Help under the label.
    pub help: Option<AnyView>,
    /// Whether it must be answered.
    pub need: Need,
    /// How its parts hold together.
    pub shape: Shape,
    /// What is wrong with the answer, and what to do.
    pub problem: Signal<Option<String>>,
}

/// The id of a whole field: where an error summary leads.
pub fn field_id(name: &str) -> String {
    format!("{name}-field")
}

/// The id of the control of a field of shape [`Shape::Single`].
pub fn control_id(name: &str) -> String {
    format!("{name}-input")
}

/// What a control says in `aria-describedby`: its help, what is wrong, and the note beneath.
/// Ids of parts that are not there are passed over by browsers.
pub fn described_by(name: &str) -> String {
    format!("{name}-help {name}-problem {name}-note")
}

/// The id of what is said beneath the control, such as the count of words.
pub fn note_id(name: &str) -> String {
    format!("{name}-note")
}

/// A control with all that belongs around it; `foot` is what is said beneath.
pub fn framed(frame: Frame, control: AnyView, foot: Option<AnyView>) -> AnyView {
    let Frame {
        name,
        label,
        help,
        need,
        shape,
        problem,
    } = frame;
    let mark = match need {
        Need::Required => Some(t!(questions.required)),
        Need::Optional => Some(t!(questions.optional)),
        Need::Unsaid => None,
    }
    .map(|mark| view! { <span class="field-mark">{mark}</span> });
    let help = help.map(|help| {
        view! {
            <div id=format!("{name}-help") class="field-help prose">
                {help}
            </div>
        }
    });
    let problem_id = format!("{name}-problem");
    let wrong = move || problem.with(Option::is_some);
    let said = view! {
        <div id=problem_id>
            {live(move || problem.get().map(problem_words).into_any())}
        </div>
    };
    let class = one_of(move || match wrong() {
        true => Some("field field-wrong"),
        false => Some("field"),
    });
    match shape {
        Shape::Single => view! {
            <div id=field_id(&name) class=class>
                <label class="field-label" for=control_id(&name)>
                    {label}
                    " "
                    {mark}
                </label>
                {help}
                {said}
                {control}
                {foot}
            </div>
        }
        .into_any(),
        Shape::Group | Shape::Radios => {
            let radios = shape == Shape::Radios;
            view! {
                <fieldset
                    id=field_id(&name)
                    class=class
                    role=radios.then_some("radiogroup")
                    aria-describedby=described_by(&name)
                    aria-required=(radios && need == Need::Required).then_some("true")
                    aria-invalid=true_while(move || radios && wrong())
                >
                    <legend class="field-label">{label} " " {mark}</legend>
                    {help}
                    {said}
                    {control}
                    {foot}
                </fieldset>
            }
            .into_any()
        }
    }
}

/// What is wrong, with its icon and word.
pub fn problem_words(words: String) -> AnyView {
    view! {
        <p class="field-problem">
            {icon(Icon::Stop)} <span>
                <span class="unseen">{t!(questions.problem)} ": "</span>
                {words}
            </span>
        </p>
    }
    .into_any()
}

/// A remark beneath a control, with its icon.
pub fn note(mark: Icon, words: String) -> AnyView {
    view! { <p class="field-note">{icon(mark)} <span>{words}</span></p> }.into_any()
}
