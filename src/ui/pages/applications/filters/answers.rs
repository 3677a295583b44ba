//! Filtering by what was answered: a question is chosen, then its answers are ticked.

use leptos::prelude::*;

use super::{ListView, Offer, tick};
use crate::domain::form::{ANY, OTHER, Question, QuestionKind};
use crate::domain::id::QuestionId;
use crate::domain::listing::{Filters, UNANSWERED, choices, takes_other};
use crate::t;
use crate::ui::desk::Rows;
use crate::ui::when::{list_words, number_words};

/// A question that can be filtered by, and then its answers as ticks.
pub(super) fn by_answer(list: ListView) -> AnyView {
    let open = RwSignal::new(None::<QuestionId>);
    let questions = Memo::new(move |_| {
        list.app.desk.rows.with(|rows| {
            let questions = rows.columns.iter().filter(|q| can_filter(q));
            questions
                .map(|question| (question.id.clone(), question.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let changed = move |event: leptos::ev::Event| {
        open.set(event_target_value(&event).parse().ok());
    };
    let options = move || {
        let questions = questions.get().into_iter();
        questions
            .map(|(id, label)| view! { <option value=id.to_string()>{label}</option> })
            .collect_view()
    };
    let sets = move || {
        let mut ids: Vec<QuestionId> = list
            .view
            .with(|view| view.filters.answers.keys().cloned().collect());
        if let Some(open) = open.get()
            && !ids.contains(&open)
        {
            ids.push(open);
        }
        ids
    };
    view! {
        <div class="list-filter list-by-answer">
            <label for="filter-question">{t!(crew.filter_answer)}</label>
            <select id="filter-question" class="input" on:change=changed>
                <option value="">{t!(crew.filter_answer_none)}</option>
                {options}
            </select>
            <For each=sets key=|id| id.clone() children=move |id| answer_set(list, id) />
        </div>
    }
    .into_any()
}

fn can_filter(question: &Question) -> bool {
    match &question.kind {
        QuestionKind::SingleChoice { .. }
        | QuestionKind::Dropdown { .. }
        | QuestionKind::MultipleChoice { .. }
        | QuestionKind::Rating(_)
        | QuestionKind::Consent { .. }
        | QuestionKind::ProjectPreference { .. } => true,
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone
        | QuestionKind::Availability { .. }
        | QuestionKind::Matrix { .. } => false,
    }
}

/// What a question's answers can be filtered by, with their words.
fn offers(rows: &Rows, question: &Question) -> Vec<Offer> {
    let mut offers: Vec<Offer> = choices(&question.kind)
        .iter()
        .map(|choice| (choice.id.to_string(), choice.label.clone()))
        .collect();
    if takes_other(&question.kind) {
        offers.push((OTHER.to_owned(), t!(crew.other).to_owned()));
    }
    match &question.kind {
        QuestionKind::Rating(scale) => offers.extend(
            (1..=scale.steps).map(|step| (step.to_string(), number_words(f64::from(step)))),
        ),
        QuestionKind::Consent { .. } => offers.push(("yes".to_owned(), t!(crew.agreed).to_owned())),
        QuestionKind::ProjectPreference { .. } => {
            offers.extend(
                rows.columns
                    .projects()
                    .map(|(id, name)| (id.to_string(), name.to_owned())),
            );
            offers.push((ANY.to_owned(), t!(crew.any_project).to_owned()));
        }
        QuestionKind::SingleChoice { .. }
        | QuestionKind::Dropdown { .. }
        | QuestionKind::MultipleChoice { .. }
        | QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone
        | QuestionKind::Availability { .. }
        | QuestionKind::Matrix { .. } => {}
    }
    offers.push((UNANSWERED.to_owned(), t!(crew.unanswered).to_owned()));
    offers
}

fn answer_set(list: ListView, id: QuestionId) -> AnyView {
    let rows = list.app.desk.rows.get_untracked();
    let Some(question) = rows.columns.question(&id) else {
        return ().into_any();
    };
    let ticks = offers(&rows, question)
        .into_iter()
        .map(|(value, words)| {
            let (asked, wanted) = (id.clone(), value.clone());
            let checked = Signal::derive(move || {
                list.view.with(|view| {
                    let values = view.filters.answers.get(&asked);
                    values.is_some_and(|values| values.contains(&wanted))
                })
            });
            let id = id.clone();
            tick(words, checked, move || {
                list.change(|view| toggle(&mut view.filters, &id, &value));
            })
        })
        .collect_view();
    view! {
        <fieldset class="list-answer-set">
            <legend>{question.label.clone()}</legend>
            {ticks}
        </fieldset>
    }
    .into_any()
}

fn toggle(filters: &mut Filters, question: &QuestionId, value: &str) {
    let values = filters.answers.entry(question.clone()).or_default();
    match values.iter().position(|known| known == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value.to_owned()),
    }
    if values.is_empty() {
        filters.answers.remove(question);
    }
}

/// The words for a filter by answers: the question, and what is kept.
pub(super) fn answer_filter_words(rows: &Rows, id: &QuestionId, values: &[String]) -> String {
    let Some(question) = rows.columns.question(id) else {
        return format!("{id}: {}", values.join(", "));
    };
    let offers = offers(rows, question);
    let words: Vec<String> = values
        .iter()
        .map(|value| {
            let offer = offers.iter().find(|(key, _)| key == value);
            offer.map_or_else(|| value.clone(), |(_, words)| words.clone())
        })
        .collect();
    format!("{}: {}", question.label, list_words(&words))
}
