//! Answers in text: one line or many, numbers, addresses, user names, with their shared counter.
//!
//! Invariant: while someone types, the field holds exactly what they typed. It is written to only
//! when another value arrives from elsewhere, so input methods and undo keep working.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::super::announcer::announce;
use super::super::field::{control_id, described_by, note_id};
use super::super::icon::{Icon, icon};
use super::super::live::{one_of, present_while, true_while, words};
use super::Asked;
use crate::domain::form::{Limit, LimitUnit};
use crate::ui::when::number_words;
use crate::{plural, t};

/// What a line of text holds, which decides the keyboard a phone shows and how the line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Text,
    Number,
    Date,
    Url,
    Email,
    User,
}

impl Line {
    fn class(self) -> &'static str {
        match self {
            Self::Text => "input",
            Self::Number => "input input-number",
            Self::Date => "input input-date input-latin",
            Self::Url | Self::Email | Self::User => "input input-latin",
        }
    }

    fn input_mode(self) -> &'static str {
        match self {
            Self::Text | Self::User | Self::Date => "text",
            Self::Number => "decimal",
            Self::Url => "url",
            Self::Email => "email",
        }
    }

    fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Text | Self::Number | Self::Date | Self::Url | Self::User => None,
        }
    }

    fn direction(self) -> Option<&'static str> {
        match self {
            Self::Number => None,
            Self::Text => Some("auto"),
            Self::Date | Self::Url | Self::Email | Self::User => Some("ltr"),
        }
    }
}

/// One line.
pub(super) fn line(asked: Asked, kind: Line, limit: Option<Limit>) -> AnyView {
    let foot = limit.map(|limit| counter(note_id(&asked.name), asked.text(), limit));
    view! {
        {line_input(&asked, kind)}
        {foot}
    }
    .into_any()
}

/// A number: text all the same, so that nothing typed is lost, with what it counts behind it.
pub(super) fn number(asked: Asked, unit: &str) -> AnyView {
    let input = line_input(&asked, Line::Number);
    if unit.is_empty() {
        return input;
    }
    let note = note_id(&asked.name);
    view! {
        <div class="with-affix">
            {input} <span id=note class="affix">{unit.to_owned()}</span>
        </div>
    }
    .into_any()
}

/// A GitHub user name, behind the sign that begins one.
pub(super) fn github_user(asked: Asked) -> AnyView {
    view! {
        <div class="with-affix" dir="ltr">
            <span class="affix" aria-hidden="true">"@"</span>
            {line_input(&asked, Line::User)}
        </div>
    }
    .into_any()
}

/// The input of one line, by itself.
pub(super) fn line_input(asked: &Asked, kind: Line) -> AnyView {
    bare_line(
        control_id(&asked.name),
        Some(described_by(&asked.name)),
        kind,
        asked.text(),
        asked.write(),
        asked.wrong(),
        asked.required,
    )
}

/// An input with nothing around it. The caller gives it its label.
pub(super) fn bare_line(
    id: String,
    described: Option<String>,
    kind: Line,
    value: Signal<String>,
    write: Callback<String>,
    wrong: Signal<bool>,
    required: bool,
) -> AnyView {
    let node: NodeRef<html::Input> = NodeRef::new();
    Effect::new(move |_| {
        let shown = value.get();
        if let Some(input) = node.get()
            && input.value() != shown
        {
            input.set_value(&shown);
        }
    });
    let typed = move |_| {
        if let Some(input) = node.get_untracked() {
            write.run(input.value());
        }
    };
    let free = kind == Line::Text;
    view! {
        <input
            node_ref=node
            id=id
            class=kind.class()
            type="text"
            inputmode=kind.input_mode()
            autocomplete=kind.autocomplete()
            autocapitalize=(!free).then_some("none")
            spellcheck=if free { "true" } else { "false" }
            dir=kind.direction()
            placeholder=" "
            aria-describedby=described
            aria-required=required.then_some("true")
            aria-invalid=true_while(move || wrong.get())
            on:input=typed
        />
    }
    .into_any()
}

/// Several lines, as high as the text.
pub(super) fn long(asked: Asked, limit: Option<Limit>) -> AnyView {
    let node: NodeRef<html::Textarea> = NodeRef::new();
    let (value, write, wrong) = (asked.text(), asked.write(), asked.wrong());
    Effect::new(move |_| {
        let shown = value.get();
        if let Some(area) = node.get()
            && area.value() != shown
        {
            area.set_value(&shown);
        }
    });
    let typed = move |_| {
        if let Some(area) = node.get_untracked() {
            write.run(area.value());
        }
    };
    view! {
        <div class="growing" data-text=value>
            <textarea
                node_ref=node
                id=control_id(&asked.name)
                class="input"
                rows="5"
                dir="auto"
                aria-describedby=described_by(&asked.name)
                aria-required=asked.required.then_some("true")
                aria-invalid=true_while(move || wrong.get())
                on:input=typed
            ></textarea>
        </div>
        {limit.map(|limit| counter(note_id(&asked.name), asked.text(), limit))}
    }
    .into_any()
}

/// How much of a limit is used. Over it is shown, never cut; near it is read out at a pause.
pub(super) fn counter(id: String, value: Signal<String>, limit: Limit) -> AnyView {
    let count = Memo::new(move |_| value.with(|text| limit.count(text)));
    let over = move || count.get() > limit.most;
    let said = move || counted(count.get(), limit);
    let class = one_of(move || match over() {
        true => Some("counter counter-over"),
        false => Some("counter"),
    });
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    Effect::new(move |before: Option<()>| {
        let near = count.get() >= limit.most - limit.most / 10;
        waiting.update_value(|waiting| {
            if let Some(earlier) = waiting.take() {
                earlier.clear();
            }
            if before.is_some() && near {
                let say = move || announce(&counted(count.get_untracked(), limit));
                // Without a timer the count is still there to be read.
                *waiting = set_timeout_with_handle(say, Duration::from_secs(1)).ok();
            }
        });
    });
    on_cleanup(move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    });
    view! {
        <div class="field-foot">
            <span id=id class=class>
                {present_while(over, || icon(Icon::Warning))}
                {words(said)}
            </span>
        </div>
    }
    .into_any()
}

fn counted(count: u32, limit: Limit) -> String {
    let most = number_words(f64::from(limit.most));
    let used = number_words(f64::from(count));
    match (
        count.checked_sub(limit.most).filter(|by| *by > 0),
        limit.unit,
    ) {
        (None, LimitUnit::Words) => t!(questions.count.words, used, most),
        (None, LimitUnit::Characters) => t!(questions.count.characters, used, most),
        (Some(by), LimitUnit::Words) => plural!(questions.over_words, by, used = used, most = most),
        (Some(by), LimitUnit::Characters) => {
            plural!(questions.over_characters, by, used = used, most = most)
        }
    }
}
