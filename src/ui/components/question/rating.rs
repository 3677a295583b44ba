//! A step on a scale, as radio buttons drawn side by side, with words for both ends.

use leptos::prelude::*;

use super::{Asked, clear_button};
use crate::domain::answer::Typed;
use crate::domain::form::Scale;
use crate::t;
use crate::ui::when::number_words;

pub(super) fn rating(asked: Asked, scale: &Scale) -> AnyView {
    let steps: Vec<AnyView> = (1..=scale.steps)
        .map(|step| one_step(&asked, scale, step))
        .collect();
    let ends = (!scale.low.is_empty() || !scale.high.is_empty()).then(|| {
        view! {
            <div class="rating-ends" aria-hidden="true">
                <span>{scale.low.clone()}</span>
                <span>{scale.high.clone()}</span>
            </div>
        }
    });
    view! {
        <div class="rating">
            <div class="rating-steps">{steps}</div>
            {ends}
            {clear_button(&asked, Typed::Rating(None))}
        </div>
    }
    .into_any()
}

fn one_step(asked: &Asked, scale: &Scale, step: u8) -> AnyView {
    let (value, set) = (asked.value, asked.set);
    let number = number_words(f64::from(step));
    let empty = String::new();
    let end = match step {
        1 => &scale.low,
        last if last == scale.steps => &scale.high,
        _ => &empty,
    };
    let spoken = if end.is_empty() {
        number.clone()
    } else {
        t!(
            questions.step_means,
            step = number.clone(),
            means = end.to_owned()
        )
    };
    let checked = move || value.with(|value| *value == Some(Typed::Rating(Some(step))));
    view! {
        <label class="rating-step">
            <input
                type="radio"
                name=format!("{}-step", asked.name)
                aria-label=spoken
                prop:checked=checked
                on:change=move |_| set.run(Typed::Rating(Some(step)))
            />
            <span aria-hidden="true">{number}</span>
        </label>
    }
    .into_any()
}
