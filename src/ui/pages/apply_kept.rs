//! What was written and is not sent: answers to questions that do not concern the writer as they
//! answered, and to questions the form no longer asks. Both stay (Promises 7 and 8).

use leptos::prelude::*;

use super::apply_begun::Begun;
use crate::t;
use crate::ui::answers::{kept_words, typed_words};
use crate::ui::components::{Summary, SummaryRow, live};

/// Answers to questions that are not asked, as the answers stand.
pub(super) fn hidden(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let checked = begun.checked();
        let programme = begun.app.programme.get();
        let typed = begun.typing.all_typed();
        let rows = begun.form.questions().filter_map(|question| {
            if checked.is_shown(&question.id) {
                return None;
            }
            let typed = typed.get(&question.id)?;
            let words = typed_words(Some(question), typed, &programme);
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

/// Answers to questions that the form no longer has, under the names they had.
pub(super) fn gone(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let programme = begun.app.programme.get();
        let draft = begun.draft.get();
        let rows = draft.iter().flat_map(|draft| &draft.typed);
        let rows = rows
            .filter(|(id, _)| begun.form.question(id).is_none())
            .map(|(id, value)| (id.to_string(), kept_words(None, value, &programme)));
        kept(
            t!(apply.review.gone),
            t!(apply.review.gone_help),
            "kept-gone",
            rows.collect(),
        )
    };
    live(shown)
}

fn kept(
    title: &'static str,
    help: &'static str,
    id: &'static str,
    rows: Vec<(String, String)>,
) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(label, words)| {
            view! {
                <SummaryRow label=label>
                    <div class="written" dir="auto">
                        {words}
                    </div>
                </SummaryRow>
            }
            .into_any()
        })
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
