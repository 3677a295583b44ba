//! One question on the page of a test, found and answered as people do.

use std::collections::BTreeMap;
use std::sync::Arc;

use groundcrew::browser::zones;
use groundcrew::domain::answer::{Typed, WeekSlots};
use groundcrew::domain::form::{Limit, Question, QuestionKind};
use groundcrew::domain::programme::{Project, Word, Words};
use groundcrew::ui::components::question::{QuestionField, Surroundings};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = r#"
export function write(element, text) {
  element.value = text;
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
export function press_key(key, shiftKey) {
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
}
// Presses the mouse on one element, drags it over others, and lets go at the last.
export function drag(elements) {
  const send = (type, element, buttons) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    elements[0].dispatchEvent(new PointerEvent(type, {
      clientX: left + width / 2, clientY: top + height / 2, buttons, button: type === 'pointermove' ? -1 : 0,
      isPrimary: true, pointerType: 'mouse', bubbles: true, cancelable: true }));
  };
  elements[0].scrollIntoView({ block: 'center' });
  send('pointerdown', elements[0], 1);
  for (const element of elements.slice(1)) send('pointermove', element, 1);
  send('pointerup', elements.at(-1), 0);
}
// The first of a kind whose name, as it is read out, begins so.
export function named(root, selector, name) {
  const said = element => element.getAttribute('aria-label')
    ?? (element.labels?.length ? element.labels[0].textContent : element.textContent);
  return [...root.querySelectorAll(selector)].find(element => said(element).trim().startsWith(name));
}
"#)]
extern "C" {
    fn write(element: &web_sys::Element, text: &str);
    pub fn press_key(key: &str, shift: bool);
    pub fn drag(elements: Vec<web_sys::HtmlElement>);
    fn named(root: &web_sys::Element, selector: &str, name: &str) -> Option<web_sys::HtmlElement>;
}

/// One question on the page, with what is typed to it.
pub struct Asked {
    pub root: web_sys::HtmlElement,
    pub value: RwSignal<Option<Typed>>,
    _page: Box<dyn std::any::Any>,
}

impl Asked {
    pub async fn new(kind: QuestionKind, limit: Option<Limit>, value: Option<Typed>) -> Self {
        let question = Question {
            id: "asked".parse().expect("a key"),
            label: "Asked".to_owned(),
            help: String::new(),
            required: false,
            kind,
            limit,
            show_if: None,
            sensitive: false,
            personal: false,
            readers: Vec::new(),
        };
        Self::ask(question, value).await
    }

    pub async fn ask(question: Question, value: Option<Typed>) -> Self {
        let root: web_sys::HtmlElement = document()
            .create_element("div")
            .expect("a document makes elements")
            .unchecked_into();
        let body = document().body().expect("the page of the test");
        body.append_child(&root).expect("a body takes elements");
        let value = ArcRwSignal::new(value);
        let shown = RwSignal::from(value.clone());
        let page = mount(&root, Arc::new(question), value);
        tick().await;
        Self {
            root,
            value: shown,
            _page: Box::new(page),
        }
    }

    pub fn find(&self, selector: &str, name: &str) -> web_sys::HtmlElement {
        named(&self.root, selector, name).unwrap_or_else(|| panic!("no {selector} named {name}"))
    }

    pub async fn write(&self, selector: &str, name: &str, text: &str) {
        write(&self.find(selector, name), text);
        tick().await;
    }

    pub async fn press(&self, selector: &str, name: &str) {
        self.find(selector, name).click();
        tick().await;
    }

    pub fn text_of(&self, selector: &str) -> String {
        let element = self.root.query_selector(selector).expect("a selector");
        element
            .expect("an element")
            .text_content()
            .unwrap_or_default()
    }

    pub fn typed(&self) -> Option<Typed> {
        self.value.get_untracked()
    }

    pub fn has_focus(&self, selector: &str, name: &str) -> bool {
        let focused = document().active_element();
        focused.is_some_and(|focused| focused.is_same_node(Some(&self.find(selector, name))))
    }

    pub fn is_there(&self, selector: &str, name: &str) -> bool {
        named(&self.root, selector, name).is_some()
    }

    pub fn slots(&self) -> WeekSlots {
        match self.typed() {
            Some(Typed::Week { slots, .. }) => slots,
            other => panic!("no week: {other:?}"),
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn mount(
    root: &web_sys::HtmlElement,
    question: Arc<Question>,
    value: ArcRwSignal<Option<Typed>>,
) -> UnmountHandle<impl Mountable + use<>> {
    mount_to(root.clone(), move || {
        let value = RwSignal::from(value);
        let project = |id: &str, name: &str| Project {
            id: id.parse().expect("a key"),
            name: name.to_owned(),
            about: String::new(),
            url: None,
        };
        let surroundings = Surroundings {
            zones: Arc::new(zones::known()),
            projects: Arc::new([project("django", "Django"), project("wagtail", "Wagtail")]),
            words: Arc::new(words()),
            answer: Callback::new(|_| None),
        };
        view! {
            <QuestionField
                question=question
                value=value
                set=move |typed| value.set(Some(typed))
                problem=Signal::stored(None::<String>)
                advice=Signal::stored(None::<String>)
                surroundings=surroundings
            />
        }
    })
}

fn words() -> Words {
    let word = |one: &str| Word {
        one: one.to_owned(),
        many: format!("{one}s"),
    };
    Words {
        session: word("session"),
        applicant: word("applicant"),
        mentee: word("mentee"),
        navigator: word("pilot"),
        captain: word("captain"),
        organizer: word("host"),
        team: word("crew"),
        more: BTreeMap::new(),
    }
}
