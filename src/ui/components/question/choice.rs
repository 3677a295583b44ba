//! One of a few, one of many, several of a few; each may have “other” with text, which is kept
//! when something else is chosen.

use std::collections::BTreeSet;

use leptos::html;
use leptos::prelude::*;

use super::super::field::{control_id, described_by, note_id};
use super::super::live::{present_while, true_while, words};
use super::text::{Line, bare_line, counter};
use super::{Asked, clear_button};
use crate::domain::answer::{Pick, Typed};
use crate::domain::form::{Choice, Limit, Other};
use crate::domain::id::ChoiceId;
use crate::t;
use crate::ui::when::number_words;

/// The value of “other” among a select's options: no choice has it, as it is no key.
const OTHER: &str = "+other";

/// A radio or checkbox with its words; the whole line can be pressed.
pub(super) struct ChoiceLine {
    /// The name of the radio group; a checkbox when there is none.
    pub group: Option<String>,
    /// The id of the input.
    pub id: String,
    pub label: String,
    pub help: String,
    pub checked: Signal<bool>,
    /// Takes whether it is checked now.
    pub choose: Callback<bool>,
}

pub(super) fn choice_line(line: ChoiceLine) -> AnyView {
    let help_id = format!("{}-help", line.id);
    let (help, described) = if line.help.is_empty() {
        (None, None)
    } else {
        let shown = view! { <span id=help_id.clone() class="choice-help">{line.help}</span> };
        (Some(shown), Some(help_id))
    };
    let (checked, choose) = (line.checked, line.choose);
    view! {
        <label class="choice">
            <input
                type=if line.group.is_some() { "radio" } else { "checkbox" }
                id=line.id
                name=line.group
                aria-describedby=described
                prop:checked=checked
                on:change=move |event| choose.run(event_target_checked(&event))
            />
            <span>{line.label}</span>
            {help}
        </label>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct One {
    value: Signal<Option<Typed>>,
    set: Callback<Typed>,
}

impl One {
    fn new(asked: &Asked) -> Self {
        Self {
            value: asked.value,
            set: asked.set,
        }
    }

    fn picked(self) -> Option<Pick> {
        self.value.with(|value| match value {
            Some(Typed::One { picked, .. }) => picked.clone(),
            Some(_) | None => None,
        })
    }

    fn other(self) -> String {
        self.value.with(|value| match value {
            Some(Typed::One { other, .. }) => other.clone(),
            Some(_) | None => String::new(),
        })
    }

    fn pick(self, picked: Option<Pick>) {
        let other = untrack(|| self.other());
        self.set.run(Typed::One { picked, other });
    }

    fn write(self, other: String) {
        let picked = untrack(|| self.picked());
        self.set.run(Typed::One { picked, other });
    }

    /// Where “other” is written, while it is chosen.
    fn other_text(self, asked: &Asked, limit: Option<Limit>) -> AnyView {
        let value = Signal::derive(move || self.other());
        let write = Callback::new(move |text| self.write(text));
        let picked = move || self.picked() == Some(Pick::Other);
        other_input(asked, limit, picked, value, write)
    }
}

/// Where “other” is written, while it is ticked; the question's limit is the limit of this text.
fn other_input(
    asked: &Asked,
    limit: Option<Limit>,
    ticked: impl Fn() -> bool + Send + Sync + 'static,
    value: Signal<String>,
    write: Callback<String>,
) -> AnyView {
    let (name, wrong) = (asked.name.clone(), asked.wrong());
    let text = move || {
        let id = format!("{name}-other-text");
        let note = format!("{id}-note");
        let described = Some(format!("{name}-problem {note}"));
        let input = bare_line(id.clone(), described, Line::Text, value, write, wrong, true);
        view! {
            <div class="choice-other stack stack-tight">
                <label for=id>{t!(questions.other_label)}</label>
                {input}
                {limit.map(|limit| counter(note, value, limit))}
            </div>
        }
        .into_any()
    };
    present_while(ticked, text)
}

/// One of a few, all in sight. It can be taken back where the question may be left.
pub(super) fn single(
    asked: Asked,
    choices: &[Choice],
    other: Other,
    limit: Option<Limit>,
) -> AnyView {
    let one = One::new(&asked);
    let group = format!("{}-choice", asked.name);
    let line = |key: &str, label: String, help: String, pick: Pick| {
        let mine = pick.clone();
        choice_line(ChoiceLine {
            group: Some(group.clone()),
            id: format!("{group}-{key}"),
            label,
            help,
            checked: Signal::derive(move || one.picked().as_ref() == Some(&mine)),
            choose: Callback::new(move |_| one.pick(Some(pick.clone()))),
        })
    };
    let mut lines: Vec<AnyView> = choices
        .iter()
        .map(|choice| {
            let pick = Pick::Choice(choice.id.clone());
            line(
                choice.id.as_str(),
                choice.label.clone(),
                choice.help.clone(),
                pick,
            )
        })
        .collect();
    let other_text = match other {
        Other::No => None,
        Other::WithText => {
            let label = t!(questions.other).to_owned();
            lines.push(line(OTHER, label, String::new(), Pick::Other));
            Some(one.other_text(&asked, limit))
        }
    };
    let blank = Typed::One {
        picked: None,
        other: String::new(),
    };
    // What was written under “other” stays when the choice is taken back.
    let clear = clear_button(&keeping_other(&asked, one), blank);
    view! { <div class="choices">{lines} {other_text} {clear}</div> }.into_any()
}

/// The same question, except that a choice taken back keeps what was written under “other”.
fn keeping_other(asked: &Asked, one: One) -> Asked {
    Asked {
        set: Callback::new(move |_| one.pick(None)),
        ..asked.clone()
    }
}

/// One of many, in the browser's own list, which starts blank.
pub(super) fn dropdown(
    asked: Asked,
    choices: &[Choice],
    other: Other,
    limit: Option<Limit>,
) -> AnyView {
    let one = One::new(&asked);
    let wrong = asked.wrong();
    let node: NodeRef<html::Select> = NodeRef::new();
    Effect::new(move |_| {
        let shown = match one.picked() {
            None => String::new(),
            Some(Pick::Choice(choice)) => choice.to_string(),
            Some(Pick::Other) => OTHER.to_owned(),
        };
        if let Some(select) = node.get() {
            select.set_value(&shown);
        }
    });
    let chosen = move |_| {
        let Some(select) = node.get_untracked() else {
            return;
        };
        let value = select.value();
        one.pick(match value.as_str() {
            OTHER => Some(Pick::Other),
            // Blank is no key, and so nothing picked.
            key => key.parse::<ChoiceId>().ok().map(Pick::Choice),
        });
    };
    let options: Vec<_> = choices
        .iter()
        .map(|choice| view! { <option value=choice.id.to_string()>{choice.label.clone()}</option> })
        .collect();
    let (other_option, other_text) = match other {
        Other::No => (None, None),
        Other::WithText => (
            Some(view! { <option value=OTHER>{t!(questions.other)}</option> }),
            Some(one.other_text(&asked, limit)),
        ),
    };
    view! {
        <select
            node_ref=node
            id=control_id(&asked.name)
            class="input input-brief"
            aria-describedby=described_by(&asked.name)
            aria-required=asked.required.then_some("true")
            aria-invalid=true_while(move || wrong.get())
            on:change=chosen
        >
            <option value="">{t!(questions.choose)}</option>
            {options}
            {other_option}
        </select>
        {other_text}
    }
    .into_any()
}

#[derive(Clone, Default)]
struct Many {
    picked: BTreeSet<ChoiceId>,
    other_ticked: bool,
    other: String,
}

fn many(value: Option<&Typed>) -> Many {
    match value {
        Some(Typed::Many {
            picked,
            other_ticked,
            other,
        }) => Many {
            picked: picked.clone(),
            other_ticked: *other_ticked,
            other: other.clone(),
        },
        Some(_) | None => Many::default(),
    }
}

/// Any number of several; a limit is said, and going over it is shown, not prevented.
pub(super) fn multiple(
    asked: Asked,
    choices: &[Choice],
    other: Other,
    at_most: Option<u32>,
    limit: Option<Limit>,
) -> AnyView {
    let (value, set) = (asked.value, asked.set);
    let read = move || value.with(|value| many(value.as_ref()));
    let change = move |change: &dyn Fn(&mut Many)| {
        let mut many = value.with_untracked(|value| many(value.as_ref()));
        change(&mut many);
        set.run(Typed::Many {
            picked: many.picked,
            other_ticked: many.other_ticked,
            other: many.other,
        });
    };
    let mut lines: Vec<AnyView> = choices
        .iter()
        .map(|choice| {
            let (mine, toggled) = (choice.id.clone(), choice.id.clone());
            choice_line(ChoiceLine {
                group: None,
                id: format!("{}-{}", asked.name, choice.id),
                label: choice.label.clone(),
                help: choice.help.clone(),
                checked: Signal::derive(move || read().picked.contains(&mine)),
                choose: Callback::new(move |ticked| {
                    change(&|many| {
                        if ticked {
                            many.picked.insert(toggled.clone());
                        } else {
                            many.picked.remove(&toggled);
                        }
                    });
                }),
            })
        })
        .collect();
    let other_text = match other {
        Other::No => None,
        Other::WithText => {
            lines.push(choice_line(ChoiceLine {
                group: None,
                id: format!("{}-{OTHER}", asked.name),
                label: t!(questions.other).to_owned(),
                help: String::new(),
                checked: Signal::derive(move || read().other_ticked),
                choose: Callback::new(move |ticked| change(&|many| many.other_ticked = ticked)),
            }));
            let value = Signal::derive(move || read().other);
            let write =
                Callback::new(move |text: String| change(&|many| many.other.clone_from(&text)));
            let ticked = move || read().other_ticked;
            Some(other_input(&asked, limit, ticked, value, write))
        }
    };
    let offered: Vec<ChoiceId> = choices.iter().map(|choice| choice.id.clone()).collect();
    let note = at_most.map(|most| {
        let said = move || {
            let many = read();
            // What is no longer offered is not sent, and so takes no place.
            let chosen = offered.iter().filter(|id| many.picked.contains(id)).count();
            let chosen = chosen + usize::from(many.other_ticked);
            t!(
                questions.chosen_of,
                chosen = number_words(chosen as f64),
                most = number_words(f64::from(most))
            )
        };
        view! { <p id=note_id(&asked.name) class="field-note">{words(said)}</p> }
    });
    view! { <div class="choices">{lines} {other_text} {note}</div> }.into_any()
}
