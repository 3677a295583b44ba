//! One choice per row: a table where there is room, one question after another where there is not.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Asked, clear_button};
use crate::domain::answer::Typed;
use crate::domain::form::Choice;
use crate::domain::id::ChoiceId;

pub(super) fn matrix(asked: Asked, rows: &[Choice], columns: &[Choice]) -> AnyView {
    let head: Vec<_> = columns
        .iter()
        .map(|column| view! { <span>{column.label.clone()}</span> })
        .collect();
    let lines: Vec<AnyView> = rows
        .iter()
        .map(|row| one_row(&asked, row, columns))
        .collect();
    view! {
        <div class="matrix" style:--matrix-columns=columns.len().to_string()>
            // Each radio has its column's words as its label; the head repeats them for eyes.
            <div class="matrix-head" aria-hidden="true">
                <span></span>
                {head}
            </div>
            {lines}
        </div>
        {clear_button(&asked, Typed::Matrix(BTreeMap::new()))}
    }
    .into_any()
}

fn one_row(asked: &Asked, row: &Choice, columns: &[Choice]) -> AnyView {
    let group = format!("{}-{}", asked.name, row.id);
    let name_id = format!("{group}-name");
    let named_by = name_id.clone();
    let cells: Vec<AnyView> = columns
        .iter()
        .map(|column| one_cell(asked, &group, &row.id, column))
        .collect();
    let help = (!row.help.is_empty())
        .then(|| view! { <span class="choice-help">" " {row.help.clone()}</span> });
    view! {
        <div class="matrix-row" role="radiogroup" aria-labelledby=named_by>
            <span id=name_id class="matrix-name">{row.label.clone()} {help}</span>
            {cells}
        </div>
    }
    .into_any()
}

fn one_cell(asked: &Asked, group: &str, row: &ChoiceId, column: &Choice) -> AnyView {
    let (value, set) = (asked.value, asked.set);
    let (mine, of_row) = (column.id.clone(), row.clone());
    let checked = move || {
        value.with(|value| match value {
            Some(Typed::Matrix(cells)) => cells.get(&of_row) == Some(&mine),
            Some(_) | None => false,
        })
    };
    let (picked, at_row) = (column.id.clone(), row.clone());
    let choose = move |_| {
        let mut cells = value.with_untracked(|value| match value {
            Some(Typed::Matrix(cells)) => cells.clone(),
            Some(_) | None => BTreeMap::new(),
        });
        cells.insert(at_row.clone(), picked.clone());
        set.run(Typed::Matrix(cells));
    };
    view! {
        <label class="matrix-cell">
            <input type="radio" name=group.to_owned() prop:checked=checked on:change=choose />
            <span class="matrix-label">{column.label.clone()}</span>
        </label>
    }
    .into_any()
}
