//! Agreement to a text, kept with the version of the text that was agreed to.

use leptos::prelude::*;

use super::super::field::note_id;
use super::Asked;
use super::choice::{ChoiceLine, choice_line};
use crate::domain::answer::Typed;
use crate::t;
use crate::ui::markdown::markdown;

pub(super) fn consent(asked: Asked, text: &str, version: &str) -> AnyView {
    let (value, set) = (asked.value, asked.set);
    let (mine, agreed) = (version.to_owned(), version.to_owned());
    let line = choice_line(ChoiceLine {
        group: None,
        id: format!("{}-agree", asked.name),
        label: t!(questions.consent.agree).to_owned(),
        help: String::new(),
        // Agreement to an older version is none to this one.
        checked: Signal::derive(move || {
            value.with(
                |value| matches!(value, Some(Typed::Consent(Some(version))) if *version == mine),
            )
        }),
        choose: Callback::new(move |ticked: bool| {
            set.run(Typed::Consent(ticked.then(|| agreed.clone())));
        }),
    });
    view! {
        <div class="choices">
            // Reachable by keyboard, as it may have to be scrolled.
            <div class="consent-text prose" tabindex="0" role="group" aria-label=t!(questions.consent.text)>
                {markdown(text)}
            </div>
            <p id=note_id(&asked.name) class="field-note">
                {t!(questions.consent.version, version = version.to_owned())}
            </p>
            {line}
        </div>
    }
    .into_any()
}
