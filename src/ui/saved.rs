//! Whether what is typed into an application is safe, always in sight; and the text as a file when it is not.

use leptos::prelude::*;

use super::answers::typed_words;
use super::components::{SaveIndicator, announce};
use super::messages;
use super::typing::Typing;
use crate::browser::files::{self, Sort, TextFile};
use crate::t;

/// How saving goes, with a way to try again and a way to keep the text (Promises 1 and 3).
pub fn saved(typing: Typing) -> AnyView {
    let trouble = Signal::derive(move || typing.trouble.get().map(|why| messages::trouble(&why)));
    let retry = Callback::new(move |()| typing.retry());
    let keep = Callback::new(move |()| {
        let file = TextFile {
            name: "unsaved-answers.txt".to_owned(),
            text: unsaved_text(typing),
            sort: Sort::Plain,
        };
        if files::save(&file).is_err() {
            announce(t!(errors.not_downloaded));
        }
    });
    view! { <SaveIndicator state=typing.save now=typing.now() trouble retry keep /> }.into_any()
}

/// Everything typed that is not in storage yet, each answer under its question.
fn unsaved_text(typing: Typing) -> String {
    let parts = unsaved_texts(typing).into_iter();
    let parts = parts.map(|(label, words)| format!("{label}\n{words}\n"));
    parts.collect::<Vec<_>>().join("\n")
}

/// The questions whose answers are not in storage yet, in the form's order, with what is typed.
pub fn unsaved_texts(typing: Typing) -> Vec<(String, String)> {
    let form = typing.form();
    let unsaved = typing.unsaved();
    if unsaved.is_empty() {
        return Vec::new();
    }
    let programme = typing.programme();
    let parts = form.questions().filter_map(|question| {
        let typed = unsaved.get(&question.id)?;
        let words = typed_words(Some(question), typed, &programme);
        Some((question.label.clone(), words))
    });
    parts.collect()
}
