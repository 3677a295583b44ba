//! A time zone: a text field that finds zones as one types (a combobox as the ARIA practices have
//! it), with each one's offset now, and this device's own at one press.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::button::{Button, ButtonLook};
use super::super::error_summary::focus;
use super::super::field::{control_id, described_by, note_id};
use super::super::icon::Icon;
use super::super::live::{live, present_while, true_while, truth, words};
use super::Asked;
use crate::browser::zones::{device, offset_minutes};
use crate::domain::answer::Zones;
use crate::domain::time::Instant;
use crate::ui::when::{clock_in, offset_words};
use crate::{plural, t};

/// How many zones are listed at once; typing on narrows them down.
const LISTED: usize = 24;

/// A question for a time zone.
pub(super) fn time_zone(asked: Asked, zones: Arc<Zones>) -> AnyView {
    zone_box(ZoneBox {
        id: control_id(&asked.name),
        note: note_id(&asked.name),
        described: described_by(&asked.name),
        value: asked.text(),
        write: asked.write(),
        wrong: asked.wrong(),
        required: asked.required,
        zones,
    })
}

/// A field for a time zone, wherever one is needed.
pub(super) struct ZoneBox {
    pub id: String,
    /// The id of the remark beneath: the offset, and the time there.
    pub note: String,
    pub described: String,
    pub value: Signal<String>,
    pub write: Callback<String>,
    pub wrong: Signal<bool>,
    pub required: bool,
    pub zones: Arc<Zones>,
}

/// The list under the field: open or not, and which line is at hand.
#[derive(Clone, Copy)]
struct List {
    input: NodeRef<html::Input>,
    shown: Memo<Vec<String>>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    write: Callback<String>,
}

pub(super) fn zone_box(parts: ZoneBox) -> AnyView {
    let ZoneBox {
        id,
        note,
        described,
        value,
        write,
        wrong,
        required,
        zones,
    } = parts;
    let input: NodeRef<html::Input> = NodeRef::new();
    let open = RwSignal::new(false);
    let active = RwSignal::new(None);
    let found = {
        let zones = zones.clone();
        // A zone already found leaves the whole list to choose from.
        Memo::new(move |_| {
            let typed = value.get();
            let sought = if zones.find(&typed).is_some() {
                ""
            } else {
                &typed
            };
            zones
                .search(sought)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
    };
    let shown =
        Memo::new(move |_| found.with(|found| found.iter().take(LISTED).cloned().collect()));
    let list = List {
        input,
        shown,
        open,
        active,
        write,
    };
    Effect::new(move |_| {
        let shown = value.get();
        if let Some(input) = input.get()
            && input.value() != shown
        {
            input.set_value(&shown);
        }
    });
    let typed = move |_| {
        if let Some(input) = input.get_untracked() {
            active.set(None);
            open.set(true);
            write.run(input.value());
        }
    };
    let list_id = format!("{id}-list");
    let (controls, owner) = (list_id.clone(), list_id.clone());
    let more = move || found.with(Vec::len).saturating_sub(LISTED);
    let at_hand = Signal::derive(move || {
        let active = active.get().filter(|_| open.get());
        active.map(|at| format!("{owner}-{at}"))
    });
    let options = live(move || {
        let list = open.get().then(|| list.view(&list_id, more()));
        list.into_any()
    });
    view! {
        <div class="zone">
            <div class="zone-box">
                <input
                    node_ref=input
                    id=id
                    class="input input-latin"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=t!(questions.zone.placeholder)
                    aria-autocomplete="list"
                    aria-expanded=truth(move || open.get())
                    aria-controls=controls
                    aria-activedescendant=at_hand
                    aria-describedby=described
                    aria-required=required.then_some("true")
                    aria-invalid=true_while(move || wrong.get())
                    on:input=typed
                    on:keydown=move |event| list.key(&event)
                    on:click=move |_| open.set(true)
                    on:blur=move |_| open.set(false)
                />
                {options}
            </div>
            <p id=note class="field-note">{words(move || now_there(&zones, &value.get()).unwrap_or_default())}</p>
            {own_zone(input, value, write)}
        </div>
    }
    .into_any()
}

fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

/// What a zone means right now: “UTC+05:45. It is 18:20 there now.”
fn now_there(zones: &Zones, typed: &str) -> Option<String> {
    let zone = zones.find(typed)?;
    let offset = offset_words(offset_minutes(&zone, now())?);
    let time = clock_in(&zone, now())?;
    Some(t!(questions.zone.now_there, zone, offset, time))
}

/// A button for the zone of this device, unless it is the one chosen.
fn own_zone(
    input: NodeRef<html::Input>,
    value: Signal<String>,
    write: Callback<String>,
) -> AnyView {
    let Some(own) = device() else {
        return ().into_any();
    };
    let mine = own.clone();
    let button = move || {
        let own = own.clone();
        let label = t!(questions.zone.use_own, zone = own.clone());
        let press = move |()| {
            write.run(own.clone());
            // This button goes; the field says what it did.
            if let Some(input) = input.get_untracked() {
                focus(&input);
            }
        };
        view! {
            <div>
                <Button label look=ButtonLook::Small mark=Icon::Globe press />
            </div>
        }
        .into_any()
    };
    present_while(move || value.get() != mine, button)
}

impl List {
    fn view(self, list_id: &str, more: usize) -> AnyView {
        let options: Vec<AnyView> = self
            .shown
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, zone)| self.option(list_id, at, zone))
            .collect();
        let more = match u32::try_from(more) {
            Ok(more @ 1..) => Some(plural!(questions.zone.more, more)),
            Ok(0) | Err(_) => None,
        };
        let remark = if options.is_empty() {
            Some(t!(questions.zone.none).to_owned())
        } else {
            more
        };
        // Pressing in the list must not take the focus out of the field.
        view! {
            <div class="zone-list" on:mousedown=|event| event.prevent_default()>
                <div id=list_id.to_owned() role="listbox" aria-label=t!(questions.zone.list)>
                    {options}
                </div>
                {remark.map(|words| view! { <p class="zone-more" role="status">{words}</p> })}
            </div>
        }
        .into_any()
    }

    fn option(self, list_id: &str, at: usize, zone: String) -> AnyView {
        let offset = offset_minutes(&zone, now()).map(offset_words);
        let shown = zone.replace('_', " ");
        view! {
            <div
                id=format!("{list_id}-{at}")
                class="zone-option"
                role="option"
                aria-selected=truth(move || self.active.get() == Some(at))
                on:click=move |_| self.choose(zone.clone())
            >
                <span dir="ltr">{shown}</span>
                <span class="zone-offset">{offset}</span>
            </div>
        }
        .into_any()
    }

    fn choose(self, zone: String) {
        self.open.set(false);
        self.active.set(None);
        self.write.run(zone);
    }

    fn key(self, event: &KeyboardEvent) {
        let count = self.shown.with_untracked(Vec::len);
        let (open, active) = (self.open.get_untracked(), self.active.get_untracked());
        match event.key().as_str() {
            "ArrowDown" if event.alt_key() => self.open.set(true),
            "ArrowDown" if count > 0 => self.go(match active {
                Some(at) if open => (at + 1) % count,
                Some(_) | None => 0,
            }),
            "ArrowUp" if count > 0 => self.go(match active {
                Some(at) if open && at > 0 => at - 1,
                Some(_) | None => count - 1,
            }),
            "Enter" if open => {
                let zone = active.and_then(|at| self.shown.with_untracked(|s| s.get(at).cloned()));
                if let Some(zone) = zone {
                    self.choose(zone);
                } else {
                    self.open.set(false);
                }
            }
            "Escape" if open => self.open.set(false),
            // Any other key is the field's own.
            _ => return,
        }
        event.prevent_default();
    }

    /// Opens the list at a line, and scrolls to it.
    fn go(self, at: usize) {
        self.open.set(true);
        self.active.set(Some(at));
        let Some(id) = self.input.get_untracked().map(|input| input.id()) else {
            return;
        };
        request_animation_frame(move || {
            let id = format!("{id}-list-{at}");
            let option = document().get_element_by_id(&id);
            let Some(option) = option.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
            else {
                return;
            };
            // The list alone is scrolled; asking the option itself would move the page too.
            if let Some(list) = option.offset_parent() {
                let (top, height) = (option.offset_top(), option.offset_height());
                if top < list.scroll_top() {
                    list.set_scroll_top(top);
                } else if top + height > list.scroll_top() + list.client_height() {
                    list.set_scroll_top(top + height - list.client_height());
                }
            }
        });
    }
}
