//! Every answer before it is sent, beside its question and with who will read it; what is in the way;
//! and sending.

use leptos::prelude::*;

use super::apply::conflicts_notice;
use super::apply_begun::{Begun, at_application};
use super::apply_kept::{as_asked, gone, hidden};
use super::apply_send::send;
use super::apply_window::passed;
use crate::domain::answer::Problem;
use crate::domain::form::{Question, Section};
use crate::domain::id::SessionId;
use crate::domain::programme::Programme;
use crate::route::Route;
use crate::ui::answers::{answer_words, typed_words};
use crate::ui::app::use_app;
use crate::ui::components::field::{field_id, note};
use crate::ui::components::question::{field_name, readers_words};
use crate::ui::components::{
    ErrorSummary, Icon, ListedProblem, Notice, PageHead, Summary, SummaryRow, Tone, icon, live,
};
use crate::ui::messages;
use crate::ui::saved::saved;
use crate::{plural, t};

/// Every answer before it is sent.
#[component]
pub fn ApplyReview(
    /// The session.
    session: SessionId,
) -> AnyView {
    at_application(use_app(), session, |begun| review(&begun))
}

fn review(begun: &Begun) -> AnyView {
    // From here on every question says what is wrong with it, unanswered ones too.
    begun.typing.reviewed.set(true);
    let back = (begun.title(), Route::Apply(begun.session.id.clone()).href());
    let problems = {
        let begun = begun.clone();
        Signal::derive(move || problems(&begun))
    };
    let attempted = RwSignal::new(false);
    let in_the_way = {
        let begun = begun.clone();
        move || {
            if attempted.get() {
                view! { <ErrorSummary problems=problems /> }.into_any()
            } else {
                not_ready(&begun, problems)
            }
        }
    };
    let sections = begun.form.sections.iter();
    let sections: Vec<AnyView> = sections.map(|s| section_answers(begun, s)).collect();
    let (over, typing) = (begun.session.name.clone(), begun.typing);
    view! {
        <PageHead title=t!(apply.review.title) over=over back=back>
            {saved(typing)}
        </PageHead>
        <div class="stack stack-loose">
            {passed(begun)} {conflicts_notice(begun)} {in_the_way} {sections}
            {hidden(begun)} {gone(begun)} {send(begun, problems, attempted)}
        </div>
    }
    .into_any()
}

/// How much is left to do, for someone who is on the way; after an attempt to send, the list of it
/// takes its place.
fn not_ready(begun: &Begun, problems: Signal<Vec<ListedProblem>>) -> AnyView {
    let checked = begun.typing.checked;
    let shown = move || {
        let problems = problems.get();
        let Some(first) = problems.first().map(|problem| problem.href.clone()) else {
            return ().into_any();
        };
        let count = |missing: bool| {
            checked.with(|checked| {
                let found = checked.problems.iter();
                let found = found.filter(|found| found.what.is_unanswered() == missing);
                u32::try_from(found.count()).unwrap_or(u32::MAX)
            })
        };
        let title = match (count(true), count(false)) {
            (missing, 0) => plural!(apply.review.to_answer, missing),
            (0, wrong) => plural!(apply.review.to_mend, wrong),
            (missing, wrong) => t!(
                apply.review.both,
                first = plural!(apply.review.to_mend, wrong),
                second = plural!(apply.review.to_answer, missing)
            ),
        };
        view! {
            <Notice tone=Tone::Info title=title>
                <p>{t!(apply.review.not_ready_help)}</p>
                <p>
                    <a href=first>{t!(apply.review.first)}</a>
                </p>
            </Notice>
        }
        .into_any()
    };
    live(shown)
}

/// What is in the way of sending, in the form's order.
fn problems(begun: &Begun) -> Vec<ListedProblem> {
    let checked = begun.checked();
    let conflicts = begun.conflicts.get();
    let shown = begun.form.questions().filter(|q| checked.is_shown(&q.id));
    shown
        .filter_map(|question| {
            let words = if conflicts.contains_key(&question.id) {
                t!(apply.conflict.to_choose).to_owned()
            } else {
                messages::problem(checked.problem(&question.id)?, question)
            };
            Some(ListedProblem {
                field: field_id(&field_name(&question.id)),
                label: question.label.clone(),
                words,
                href: begun.question_route(&question.id).href(),
            })
        })
        .collect()
}

fn section_answers(begun: &Begun, section: &Section) -> AnyView {
    let begun = begun.clone();
    let heading = format!("review-{}", section.id);
    let section = section.clone();
    let shown = move || {
        let checked = begun.checked();
        let rows: Vec<AnyView> = section
            .questions
            .iter()
            .filter(|question| checked.is_shown(&question.id))
            .map(|question| row(&begun, question))
            .collect();
        (!rows.is_empty())
            .then(|| {
                view! {
                    <section class="stack" aria-labelledby=heading.clone()>
                        <h2 id=heading.clone()>{section.title.clone()}</h2>
                        <Summary>{rows}</Summary>
                    </section>
                }
            })
            .into_any()
    };
    live(shown)
}

fn row(begun: &Begun, question: &Question) -> AnyView {
    let programme = begun.app.programme.get_untracked();
    let words = current_words(begun, question, &programme);
    let answered = !words.trim().is_empty();
    let value = if answered {
        view! {
            <div class="written" dir="auto">
                {words}
            </div>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let checked = begun.checked();
    let problem = checked.problem(&question.id);
    let missing = problem.is_some_and(Problem::is_unanswered);
    let problem = problem.filter(|_| !missing).map(|problem| {
        let words = messages::problem(problem, question);
        view! { <p class="field-problem">{icon(Icon::Stop)} <span>{words}</span></p> }
    });
    // Such as that something shown here is left out of what is sent.
    let advice = checked.advice(&question.id);
    let advice = advice.map(|advice| note(Icon::Info, messages::advice(advice)));
    let still = missing.then(|| {
        view! { <p class="still-to-answer">{icon(Icon::Edit)} <span>{t!(apply.review.still)}</span></p> }
    });
    let change = (
        t!(apply.review.change).to_owned(),
        begun.question_route(&question.id).href(),
    );
    let then = begun
        .draft
        .with(|draft| as_asked(begun.app, draft.as_ref()?, &question.id));
    let then = then.filter(|then| answered && then.label != question.label);
    let then = then.map(|then| {
        let words = t!(apply.review.asked_as, question = then.label);
        view! { <p class="soft">{words}</p> }
    });
    let read_by = answered.then(|| readers(question, &programme)).flatten();
    view! {
        <SummaryRow label=question.label.clone() change=change>
            {value}
            {then}
            {problem}
            {advice}
            {still}
            {(!answered && !missing).then(|| view! { <p class="soft">{t!(apply.said.nothing)}</p> })}
            {read_by}
        </SummaryRow>
    }
    .into_any()
}

/// What a question holds now: the answer as it would be sent; else what is typed.
pub(super) fn current_words(begun: &Begun, question: &Question, programme: &Programme) -> String {
    let checked = begun.checked();
    match checked.answers.get(&question.id) {
        Some(answer) => answer_words(Some(question), answer, programme),
        None => {
            let typed = begun.typing.answer(&question.id);
            let typed = typed.and_then(|typed| typed.get_untracked());
            // A choice that is no longer offered has its words in the form as it was.
            let then = begun
                .draft
                .with(|draft| as_asked(begun.app, draft.as_ref()?, &question.id));
            let question = then.as_ref().unwrap_or(question);
            typed
                .map(|typed| typed_words(Some(question), &typed, programme))
                .unwrap_or_default()
        }
    }
}

/// Who will read an answer, in the words it was asked in.
fn readers(question: &Question, programme: &Programme) -> Option<AnyView> {
    let words = readers_words(question, &programme.words)?;
    let lock = question.sensitive.then(|| icon(Icon::Lock));
    Some(view! { <p class="readers">{lock} <span>{words}</span></p> }.into_any())
}
