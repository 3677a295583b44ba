//! Which questions are columns.

use leptos::prelude::*;

use super::ListView;
use crate::domain::id::QuestionId;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Icon, icon};

/// The panel to choose them.
pub fn panel(list: ListView) -> AnyView {
    let questions = Memo::new(move |_| {
        list.app.desk.rows.with(|rows| {
            let naming = rows.columns.naming();
            let others = rows.columns.iter().filter(|q| Some(&q.id) != naming);
            others
                .map(|q| (q.id.clone(), q.label.clone(), rows.columns.is_asked(&q.id)))
                .collect::<Vec<_>>()
        })
    });
    let ticks = move || {
        let questions = questions.get().into_iter();
        questions
            .map(|(id, label, asked)| tick(list, id, label, asked))
            .collect_view()
    };
    let suggested = move |()| list.change(|view| view.columns = None);
    view! {
        <details class="list-menu" name="list-menu">
            <summary class="button">{icon(Icon::Columns)} <span>{t!(crew.columns)}</span></summary>
            <div class="list-panel">
                <fieldset class="list-answer-set">
                    <legend>{t!(crew.columns_help)}</legend>
                    {ticks}
                </fieldset>
                <Button label=t!(crew.columns_suggested) press=suggested look=ButtonLook::Small />
            </div>
        </details>
    }
    .into_any()
}

fn tick(list: ListView, id: QuestionId, label: String, asked: bool) -> AnyView {
    let this = id.clone();
    let checked = Memo::new(move |_| now(list).contains(&this));
    let toggle = move |_| {
        let mut columns = untrack(|| now(list));
        match columns.iter().position(|column| *column == id) {
            Some(at) => drop(columns.remove(at)),
            None => {
                columns.push(id.clone());
                // In the order asked, wherever it was ticked.
                list.app.desk.rows.with_untracked(|rows| {
                    columns.sort_by_key(|column| rows.columns.place(column));
                });
            }
        }
        list.change(|view| view.columns = Some(columns));
    };
    let older =
        (!asked).then(|| view! { <span class="quiet">" " {t!(crew.no_longer_asked)}</span> });
    view! {
        <label class="list-tick">
            <input type="checkbox" prop:checked=checked on:change=toggle />
            <span>{label} {older}</span>
        </label>
    }
    .into_any()
}

fn now(list: ListView) -> Vec<QuestionId> {
    list.view
        .with(|view| view.columns.clone())
        .unwrap_or_else(|| list.app.desk.rows.with(|rows| rows.columns.suggested()))
}
