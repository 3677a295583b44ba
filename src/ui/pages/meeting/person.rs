//! One of those who meet: whether they came, a line about them, and what is in their way.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::blockers::{New, unsaved};
use super::{Here, text_words};
use crate::domain::id::RecordId;
use crate::domain::record::Value;
use crate::domain::roster::sheet::Line;
use crate::domain::week::blocker::{Blocker, WHAT};
use crate::domain::week::meeting::{Attendance, Noted, came_field, line_field};
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Called, Icon, Segment, live, present_while, segments,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::keeper::Keeper;
use crate::ui::when::number_words;
use crate::ui::words::{capitalised, role_word};

/// What it is called that somebody came, or did not.
pub fn came_words(came: Attendance) -> &'static str {
    match came {
        Attendance::There => t!(weeks.there),
        Attendance::Excused => t!(weeks.excused),
        Attendance::Missed => t!(weeks.missed),
    }
}

pub(super) fn person(here: Here, line: &Line) -> AnyView {
    let (member, name) = (line.member.id, line.who.name.clone());
    let role = capitalised(&role_word(&line.member.role));
    let noting = here.noting;
    let came = Memo::new(move |_| noting.shown.with(|shown| shown.came.get(&member).copied()));
    let choices = Attendance::ALL.map(|one| {
        let choose = move |came| noting.came(member, came);
        Segment::of(one, came_words(one), came.into(), choose)
    });
    let said = |value: &Value| {
        let came = value.as_text().and_then(Attendance::from_name);
        came.map_or(t!(weeks.not_noted), came_words).to_owned()
    };
    let text = Memo::new(move |_| {
        let line = noting.shown.with(|shown| shown.lines.get(&member).cloned());
        line.unwrap_or_default()
    });
    let (name_id, line_id) = (format!("note-{member}"), format!("note-line-{member}"));
    let conflicts = here.conflicts;
    view! {
        <li class="card note-person">
            <p class="note-name">
                <strong id=name_id.clone() dir="auto">
                    {name.clone()}
                </strong>
                <span class="soft">{role}</span>
            </p>
            {segments(Called::By(name_id), false, choices)}
            {conflicts.of_field(came_field(member), t!(weeks.who), said)}
            <label class="unseen" for=line_id.clone()>
                {t!(weeks.line_about, name = name.clone())}
            </label>
            <input
                id=line_id
                class="input"
                type="text"
                autocomplete="off"
                dir="auto"
                placeholder=t!(weeks.line)
                prop:value=move || text.get()
                on:input=move |event| noting.note(Noted::Line(member, event_target_value(&event)))
            />
            {conflicts.of_field(line_field(member), t!(weeks.line), text_words)}
            {in_the_way(here, line, &name)}
        </li>
    }
    .into_any()
}

/// What is in somebody's way, carried over from the weeks before, and a place for something new.
fn in_the_way(here: Here, line: &Line, name: &str) -> AnyView {
    let (member, name) = (line.member.id, name.to_owned());
    let team = here.occasion.with_value(|occasion| occasion.team_of(line));
    let typing: RwSignal<Option<New>> = RwSignal::new(unsaved((member, team, here.week)));
    // What is being typed stands in its field.
    let open = Memo::new(move |_| {
        let typed = typing.get().map(|new| new.id);
        let mut all = here.blockers.of_week(member, here.week);
        all.retain(|one| Some(one.id) != typed);
        all
    });
    let (called, about) = (name.clone(), line.clone());
    let list = live(move || {
        let open = open.get();
        if open.is_empty() {
            return ().into_any();
        }
        let all = open
            .iter()
            .map(|blocker| one(here, blocker, typing, &about));
        let title = t!(weeks.in_the_way_of, name = called.clone());
        view! {
            <ul class="note-blockers" role="list" aria-label=title>
                {all.collect_view()}
            </ul>
        }
        .into_any()
    });
    let line = line.clone();
    let form = live(move || match typing.get() {
        Some(new) => new_one(here, new.keeper, typing, member, &name),
        None => {
            let line = line.clone();
            let begin = move |()| {
                typing.set(Some(here.blockers.begin(here, &line)));
            };
            view! {
                <div id=add_id(member)>
                    <Button
                        label=t!(weeks.add_in_the_way)
                        look=ButtonLook::Small
                        mark=Icon::Plus
                        press=begin
                        about=name.clone()
                    />
                </div>
            }
            .into_any()
        }
    });
    view! {
        {list}
        {form}
    }
    .into_any()
}

/// The field for something new, which saves as it is typed (Promise 2).
fn new_one(
    here: Here,
    keeper: Keeper,
    typing: RwSignal<Option<New>>,
    member: RecordId,
    name: &str,
) -> AnyView {
    let id = format!("note-new-{member}");
    let node: NodeRef<html::Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(input) = node.get()
            && let Err(error) = input.focus()
        {
            leptos::logging::error!("the field can't be focused: {error:?}");
        }
    });
    // The field stays for as long as what is in it is not stored, and says why.
    let done = move || {
        spawn_local(async move {
            if keeper.settle().await && typing.try_set(None).is_none() {
                here.blockers.reread();
                focus_on_add(member);
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        let is_end = matches!(event.key().as_str(), "Enter" | "Escape");
        if is_end && !event.is_composing() {
            event.prevent_default();
            done();
        }
    };
    view! {
        <div class="note-new">
            <label class="unseen" for=id.clone()>
                {t!(weeks.new_in_the_way, name = name.to_owned())}
            </label>
            <input
                id=id
                node_ref=node
                class="input"
                type="text"
                autocomplete="off"
                dir="auto"
                placeholder=t!(weeks.what_is_in_the_way)
                prop:value=keeper.text
                on:input=move |event| keeper.set(event_target_value(&event))
                on:keydown=keys
            />
            <Button label=t!(weeks.done) press=move |()| done() />
            {keeper.saved()}
        </div>
    }
    .into_any()
}

/// Where the button stands that notes something new of somebody.
fn add_id(member: RecordId) -> String {
    format!("note-add-{member}")
}

/// Brings the focus there: what had it goes away.
fn focus_on_add(member: RecordId) {
    request_animation_frame(move || {
        let button = document().query_selector(&format!("#{} button", add_id(member)));
        let button = button.ok().flatten();
        let button = button.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(button) = button
            && let Err(error) = button.focus()
        {
            leptos::logging::error!("the button can't be focused: {error:?}");
        }
    });
}

fn one(here: Here, blocker: &Blocker, typing: RwSignal<Option<New>>, line: &Line) -> AnyView {
    let (id, member) = (blocker.id, blocker.member);
    let is_open = blocker.is_open_in(here.week);
    let since = t!(weeks.since_week, n = number_words(f64::from(blocker.week)));
    let words = if is_open {
        since
    } else {
        t!(weeks.resolved_now).to_owned()
    };
    let press = move |()| {
        let week = is_open.then_some(here.week);
        here.blockers
            .resolve(here, id, week, move || focus_on_add(member));
    };
    let (label, mark) = if is_open {
        (t!(weeks.resolved), Icon::Check)
    } else {
        (t!(weeks.not_resolved), Icon::Undo)
    };
    // One at a time: what is typed already is not put aside for another.
    let (known, line) = (blocker.clone(), line.clone());
    let change = present_while(
        move || typing.with(Option::is_none),
        move || {
            let (known, line) = (known.clone(), line.clone());
            let about = known.what.clone();
            let press = move |()| {
                let new = here.blockers.change(here.app, &line, here.week, &known);
                typing.set(Some(new));
            };
            view! {
                <Button
                    label=t!(weeks.reword)
                    look=ButtonLook::Small
                    mark=Icon::Edit
                    press=press
                    about=about
                />
            }
            .into_any()
        },
    );
    let conflicts = blocker.conflict.then(|| {
        let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, id));
        conflicts.at(WHAT, t!(weeks.what_is_in_the_way), text_words)
    });
    view! {
        <li class=if is_open { "note-blocker" } else { "note-blocker note-resolved" }>
            <span>
                <span dir="auto">{blocker.what.clone()}</span>
                " "
                <span class="soft">{words}</span>
            </span>
            <Button
                label=label
                look=ButtonLook::Small
                mark=mark
                press=press
                about=blocker.what.clone()
            />
            {change}
            {conflicts}
        </li>
    }
    .into_any()
}
