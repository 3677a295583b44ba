//! What is done with several applications at once. It says how many and which before it acts.

use leptos::prelude::*;

use super::decide::Deciding;
use super::export::{Shape, save};
use super::{COUNT, ListView};
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, Notice, Tone, hand_on_focus,
};
use crate::ui::crew::told_apart;
use crate::ui::deed::{Failed, perform};
use crate::ui::pages::compare;
use crate::ui::place;
use crate::ui::when::number_words;
use crate::{plural, t};

/// How many names are said before “and 12 more”.
const NAMED: usize = 12;

/// What is done with what is picked.
pub struct Bulk {
    /// The buttons; nothing while nothing is picked. They belong after the rows, which they must not push away.
    pub buttons: AnyView,
    /// What was done, with the way back.
    pub done: AnyView,
}

/// The buttons for what is picked, and what is said once they were pressed.
pub fn bulk(list: ListView, failed: Failed) -> Bulk {
    let desk = list.app.desk;
    let asking = RwSignal::new(false);
    let deciding = Deciding::new(list, failed);
    // What was deleted here, so that all of it can be brought back as long as the page is there.
    let undo = RwSignal::new(Vec::<RecordId>::new());
    let any = Memo::new(move |_| desk.picked.with(|picked| !picked.is_empty()));
    let picked = move || -> Vec<RecordId> { desk.picked.get_untracked().into_iter().collect() };
    let delete = move |()| {
        let ids = picked();
        asking.set(false);
        perform(list.app, Command::Delete(ids.clone()), failed, move |_| {
            // What was picked meanwhile stays so.
            desk.picked
                .update(|picked| picked.retain(|id| !ids.contains(id)));
            undo.update(|undo| undo.extend(ids));
        });
    };
    let bring_back = move |()| {
        perform(
            list.app,
            Command::Undelete(undo.get_untracked()),
            failed,
            move |_| {
                undo.set(Vec::new());
            },
        );
    };
    let buttons = move || {
        any.get().then(|| {
            hand_on_focus(Some(COUNT));
            view! {
                <div class="list-bulk">
                    <Button
                        label=t!(crew.decide)
                        mark=Icon::Check
                        press=move |()| deciding.ask()
                    />
                    <Button
                        label=t!(crew.compare)
                        mark=Icon::Calendar
                        press=move |()| place::go(&compare::link(picked().into_iter()))
                    />
                    <Button
                        label=t!(crew.csv_picked)
                        mark=Icon::Download
                        press=move |()| save(list.app, picked(), Shape::Csv, failed)
                    />
                    <Button
                        label=t!(crew.delete_picked)
                        mark=Icon::Trash
                        press=move |()| asking.set(true)
                    />
                    <Button
                        label=t!(crew.pick_none)
                        look=ButtonLook::Quiet
                        press=move |()| desk.picked.update(std::collections::BTreeSet::clear)
                    />
                </div>
            }
        })
    };
    let undone = move || {
        let count = undo.with(Vec::len);
        (count > 0).then(|| {
            hand_on_focus(Some(COUNT));
            view! {
                <Notice tone=Tone::Good title=plural!(crew.deleted, count as f64) live=true>
                    <Button label=t!(crew.bring_back) mark=Icon::Undo press=bring_back />
                </Notice>
            }
        })
    };
    let done = view! {
        {undone}
        {deciding.view()}
        <Dialog id="delete-picked" title=t!(crew.delete_title) open=asking>
            <p>{move || plural!(crew.delete_count, desk.picked.with(|picked| picked.len()) as f64)}</p>
            <ul class="list-names">{move || names(list)}</ul>
            <p>{t!(crew.delete_help)}</p>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| asking.set(false) />
                <Button
                    label=t!(crew.delete_picked)
                    look=ButtonLook::Danger
                    mark=Icon::Trash
                    press=delete
                />
            </DialogActions>
        </Dialog>
    };
    Bulk {
        buttons: buttons.into_any(),
        done: done.into_any(),
    }
}

/// The names of what is picked, the first few of them.
pub(super) fn names(list: ListView) -> AnyView {
    let desk = list.app.desk;
    let rows = desk.rows.get();
    let picked = desk.picked.get();
    let named = picked.iter().filter_map(|id| {
        let row = rows.of(*id)?;
        Some((*id, rows.name(row), row.zone.as_deref().map(str::to_owned)))
    });
    let named: Vec<_> = named.take(NAMED).collect();
    // The direction is the name's alone: a marker on its other side would make the list wider than it is.
    let named = told_apart(&named)
        .into_iter()
        .map(|name| view! { <li><bdi>{name}</bdi></li> })
        .collect_view();
    let more = picked.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| {
        view! { <li>{t!(crew.and_more, n = number_words(more as f64))}</li> }
    });
    view! { {named} {more} }.into_any()
}
