//! An answer that two devices hold differently: both side by side, with when, until the writer
//! chooses (Promise 19).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::apply_begun::Begun;
use crate::domain::answer::Typed;
use crate::domain::form::Question;
use crate::domain::record::Write;
use crate::t;
use crate::ui::answers::kept_words;
use crate::ui::components::field::field_id;
use crate::ui::components::question::field_name;
use crate::ui::components::{Button, Icon, announce, icon, live};
use crate::ui::when::{moment_words, number_words};

/// The answers that are kept for a question, with a button to choose each.
pub(super) fn conflict(begun: &Begun, question: &Question) -> AnyView {
    let name = field_name(&question.id);
    let title = format!("{name}-title");
    // A third answer may come: choosing among two of them would throw it away unseen. Once one is
    // chosen, the choice stays as it is until the field takes its place.
    let (conflicts, id) = (begun.conflicts, question.id.clone());
    let writes = Memo::new(move |before: Option<&Vec<Write>>| {
        let now = conflicts.with(|conflicts| conflicts.get(&id).cloned());
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let (begun, question) = (begun.clone(), question.clone());
    let label = question.label.clone();
    let choice = live(move || choice(&begun, &question, &writes.get()));
    let labelled_by = title.clone();
    view! {
        <section id=field_id(&name) class="field conflict" tabindex="0" aria-labelledby=labelled_by>
            <h2 id=title class="field-label">
                {label}
            </h2>
            <p class="conflict-words">{icon(Icon::Warning)} <span>{t!(apply.conflict.help)}</span></p>
            {choice}
        </section>
    }
    .into_any()
}

/// The answers side by side, and all of them in one where they are texts.
fn choice(begun: &Begun, question: &Question, writes: &[Write]) -> AnyView {
    let both = joined(writes).map(|text| {
        let press = choose(
            begun,
            question,
            Typed::Text(text),
            t!(apply.conflict.joined),
        );
        view! { <Button label=t!(apply.conflict.keep_both) mark=Icon::Copy press=press /> }
    });
    let versions = writes
        .iter()
        .zip(1u32..)
        .map(|(write, n)| version(begun, question, write, n))
        .collect::<Vec<_>>();
    view! {
        <div class="tiles">{versions}</div>
        {both}
    }
    .into_any()
}

fn version(begun: &Begun, question: &Question, write: &Write, n: u32) -> AnyView {
    let programme = begun.app.programme.get_untracked();
    let words = kept_words(Some(question), &write.value, &programme);
    let words = if words.trim().is_empty() {
        t!(apply.said.nothing).to_owned()
    } else {
        words
    };
    let heading = t!(apply.conflict.version, n = number_words(f64::from(n)));
    // One that this version can't read can't be written either; it stays among the kept ones.
    let keep = Typed::from_value(&write.value).ok().map(|typed| {
        let press = choose(begun, question, typed, t!(apply.conflict.chosen));
        view! {
            <Button
                label=t!(apply.conflict.keep)
                about=heading.clone()
                mark=Icon::Check
                press=press
            />
        }
    });
    let when = t!(apply.conflict.written, when = moment_words(write.at));
    view! {
        <div class="card stack">
            <h3 class="card-title">{heading.clone()}</h3>
            <p class="soft small">{when}</p>
            <div class="written" dir="auto">
                {words}
            </div>
            {keep}
        </div>
    }
    .into_any()
}

/// Settles the question with an answer: writing it replaces all that were kept.
fn choose(
    begun: &Begun,
    question: &Question,
    typed: Typed,
    said: &'static str,
) -> impl Fn(()) + Send + Sync + 'static {
    let (typing, id) = (begun.typing, question.id.clone());
    move |()| {
        typing.set(&id, typed.clone());
        spawn_local(async move {
            // Until it is saved the others are kept, and how saving goes is said beside it.
            if typing.settle().await.is_ok() {
                announce(said);
            }
        });
    }
}

/// All of the texts in one, the oldest first; nothing if one of them is no text.
fn joined(writes: &[Write]) -> Option<String> {
    let texts: Option<Vec<&str>> = writes.iter().map(|write| write.value.as_text()).collect();
    let texts = texts.filter(|texts| texts.iter().all(|text| !text.trim().is_empty()))?;
    Some(texts.join("\n\n"))
}
