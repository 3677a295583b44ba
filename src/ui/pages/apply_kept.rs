//! What was written and is not sent: answers to questions that do not concern the writer as they
//! answered, and to questions the form no longer asks, or asks in another way. All of it stays, each
//! answer under its question as it was asked (Promises 7 and 8).

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::apply_begun::Begun;
use crate::domain::answer::Typed;
use crate::domain::application::Draft;
use crate::domain::conflict::typed_conflicts;
use crate::domain::decide::apart;
use crate::domain::form::{Form, Question};
use crate::domain::id::{QuestionId, RecordId};
use crate::domain::programme::Programme;
use crate::domain::record::{Value, Write};
use crate::format::form::of_version;
use crate::t;
use crate::ui::answers::{kept_words, typed_words};
use crate::ui::app::App;
use crate::ui::components::field::field_id;
use crate::ui::components::question::field_name;
use crate::ui::components::{Button, Icon, Summary, SummaryRow, icon, live};

/// What was written, each under its question.
pub(super) type Written = Vec<(String, String)>;

/// An answer that is kept: its question, the form version it was asked in, and what was typed.
type Kept<'a> = (&'a QuestionId, Option<RecordId>, &'a Value);

/// A form as it was asked, if this device keeps it.
pub(super) fn form_version(app: App, version: RecordId) -> Option<Form> {
    app.mine
        .with_untracked(|mine| mine.get(&version).and_then(of_version))
}

/// A question as it was asked when it was answered, where that was in another version of the form.
pub(super) fn as_asked(app: App, draft: &Draft, question: &QuestionId) -> Option<Question> {
    let form = form_version(app, *draft.asked.get(question)?)?;
    form.question(question).cloned()
}

/// What a form has no place for: answers to questions it does not ask, or asks in another way.
pub(super) fn left_over(app: App, draft: &Draft, form: &Form) -> Written {
    let typed = draft.typed.iter().filter(|(id, _)| {
        form.question(id)
            .is_none_or(|question| apart(draft, question).is_some())
    });
    written(app, draft, typed.collect())
}

/// All that is kept, whatever is asked now.
pub(super) fn all_kept(app: App, draft: &Draft) -> Written {
    written(app, draft, draft.typed.iter().collect())
}

/// Some of what was typed, and what was typed while questions were answered in another way.
fn written(app: App, draft: &Draft, typed: Vec<(&QuestionId, &Value)>) -> Written {
    let conflicts = app
        .mine
        .with_untracked(|mine| mine.get(&draft.id).map(typed_conflicts).unwrap_or_default());
    // Where several answers are kept, all of them.
    let typed = typed.into_iter().flat_map(|(id, value)| {
        let writes = conflicts.get(id).into_iter().flatten();
        let mut values: Vec<_> = writes.map(|write| &write.value).collect();
        if values.is_empty() {
            values.push(value);
        }
        let version = draft.version_of(id);
        values.into_iter().map(move |value| (id, version, value))
    });
    let before = draft.before.iter();
    let before = before.map(|before| (&before.question, before.version, &before.typed));
    let kept: Vec<Kept<'_>> = typed.chain(before).collect();
    let programme = app.programme.get_untracked();
    // The form as it is stands in where it is not known how it was then.
    let form = programme.form(&draft.form);
    let mut forms = BTreeMap::<RecordId, Option<Form>>::new();
    let mut rows = Vec::new();
    for (id, version, value) in kept {
        let then = version.and_then(|version| {
            let form = forms.entry(version);
            let form = form.or_insert_with(|| form_version(app, version));
            form.as_ref()
        });
        let form = then.or(form);
        let question = form.and_then(|form| form.question(id));
        let place = form.and_then(|form| form.questions().position(|q| q.id == *id));
        let label = question.map_or_else(|| id.to_string(), |question| question.label.clone());
        let words = kept_words(question, value, &programme);
        if !words.trim().is_empty() {
            rows.push((place.unwrap_or(usize::MAX), label, words));
        }
    }
    rows.sort_by_key(|(place, ..)| *place);
    let rows = rows.into_iter();
    rows.map(|(_, label, words)| (label, words)).collect()
}

/// All that is kept as the answer to a question: of several, each.
pub(super) fn all_words(
    question: &Question,
    writes: Option<&Vec<Write>>,
    typed: Option<&Typed>,
    programme: &Programme,
) -> Option<String> {
    match (writes, typed) {
        (Some(writes), _) => {
            let words = writes.iter();
            let words = words.map(|w| kept_words(Some(question), &w.value, programme));
            Some(words.collect::<Vec<_>>().join("\n\n"))
        }
        (None, Some(typed)) => Some(typed_words(Some(question), typed, programme)),
        (None, None) => None,
    }
}

/// Answers to questions that are not asked, as the answers stand.
pub(super) fn hidden(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let checked = begun.checked();
        let programme = begun.app.programme.get();
        let typed = begun.typing.all_typed();
        let conflicts = begun.conflicts.get();
        let rows = begun.form.questions().filter_map(|question| {
            if checked.is_shown(&question.id) {
                return None;
            }
            // All that are kept: which one counts is chosen when the question concerns them again.
            let (writes, typed) = (conflicts.get(&question.id), typed.get(&question.id));
            let words = all_words(question, writes, typed, &programme)?;
            Some((question.label.clone(), words))
        });
        kept(
            t!(apply.review.hidden),
            t!(apply.review.hidden_help),
            "kept-hidden",
            rows.collect(),
        )
    };
    live(shown)
}

/// Answers that the form has no place for, under the questions as they were asked.
pub(super) fn gone(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let draft = begun.draft.get();
        let rows = draft.map(|draft| left_over(begun.app, &draft, &begun.form));
        kept(
            t!(apply.review.gone),
            t!(apply.review.gone_help),
            "kept-gone",
            rows.unwrap_or_default(),
        )
    };
    live(shown)
}

/// An answer that can't be gone on with, in the place of its question, with a way to answer anew.
pub(super) fn apart_place(begun: &Begun, question: &Question) -> AnyView {
    let name = field_name(&question.id);
    let title = format!("{name}-title");
    let labelled_by = title.clone();
    let programme = begun.app.programme.get_untracked();
    let words = begun.draft.with_untracked(|draft| {
        let draft = draft.as_ref()?;
        let version = draft.version_of(&question.id);
        let form = version.and_then(|version| form_version(begun.app, version));
        let then = form.as_ref().and_then(|form| form.question(&question.id));
        let value = apart(draft, question)?;
        Some(kept_words(then.or(Some(question)), value, &programme))
    });
    let (anew, id) = (begun.typing.anew, question.id.clone());
    let press = move |()| {
        anew.update(|anew| {
            anew.insert(id.clone());
        });
    };
    view! {
        <section
            id=field_id(&name)
            class="field conflict"
            tabindex="0"
            aria-labelledby=labelled_by
        >
            <h2 id=title class="field-label">
                {question.label.clone()}
            </h2>
            <p class="conflict-words">{icon(Icon::Warning)} <span>{t!(apply.apart.help)}</span></p>
            <div class="written" dir="auto">
                {words}
            </div>
            <p>
                <Button label=t!(apply.apart.anew) about=question.label.clone() press=press />
            </p>
        </section>
    }
    .into_any()
}

fn kept(title: &'static str, help: &'static str, id: &'static str, rows: Written) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(label, words)| written_row(label, words))
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p>{help}</p>
            <Summary>{rows}</Summary>
        </section>
    }
    .into_any()
}

/// An answer beside its question.
pub(super) fn written_row(label: String, words: String) -> AnyView {
    view! {
        <SummaryRow label=label>
            <div class="written" dir="auto">
                {words}
            </div>
        </SummaryRow>
    }
    .into_any()
}
