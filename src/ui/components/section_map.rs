//! The map of a form: its sections, where one is, and how each stands.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::live;
use crate::domain::answer::SectionState;
use crate::t;
use crate::ui::when::number_words;

/// One section on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionStep {
    /// Its heading.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// How it stands; nothing for a step that is not filled in, such as the review.
    pub state: Option<SectionState>,
    /// Whether this is where one is.
    pub current: bool,
}

/// The sections of a form, with how each stands.
#[component]
pub fn SectionMap(
    /// What the map is of, for ears.
    #[prop(into)]
    label: TextProp,
    /// The sections, in their order.
    #[prop(into)]
    steps: Signal<Vec<SectionStep>>,
) -> AnyView {
    // The answers change with every key; how the sections stand does not.
    let steps = Memo::new(move |_| steps.get());
    let lines = live(move || {
        let steps = steps.get().into_iter().enumerate();
        let lines: Vec<AnyView> = steps.map(|(index, step)| line(index, step)).collect();
        lines.into_any()
    });
    view! {
        <nav class="section-map" aria-label=label>
            <ol role="list">{lines}</ol>
        </nav>
    }
    .into_any()
}

fn line(index: usize, step: SectionStep) -> AnyView {
    let number = number_words(index as f64 + 1.0);
    let (class, mark, words) = match step.state {
        None => ("section-step", number.into_any(), ""),
        Some(SectionState::NothingToAsk) => (
            "section-step",
            number.into_any(),
            t!(common.section.nothing_to_ask),
        ),
        Some(SectionState::Optional) => (
            "section-step",
            number.into_any(),
            t!(common.section.optional),
        ),
        Some(SectionState::ToDo) => (
            "section-step section-step-started",
            number.into_any(),
            t!(common.section.to_do),
        ),
        Some(SectionState::Problems) => (
            "section-step section-step-problem",
            icon(Icon::Stop),
            t!(common.section.problems),
        ),
        Some(SectionState::Done) => (
            "section-step section-step-done",
            icon(Icon::Check),
            t!(common.section.done),
        ),
    };
    let state =
        (!words.is_empty()).then(|| view! { <span class="section-step-state">{words}</span> });
    view! {
        <li>
            <a class=class href=step.href aria-current=step.current.then_some("step")>
                <span class="section-step-mark" aria-hidden="true">{mark}</span>
                <span class="section-step-name">{step.label}</span>
                {state}
            </a>
        </li>
    }
    .into_any()
}
